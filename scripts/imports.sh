#!/bin/sh
# Checks that no target imports a module that Package.swift does not list as its dependency: SwiftPM
# builds such a target anyway, if something else has built that module first.
# Reads the text that "swift package describe --type text" prints.
awk '
  /^Targets:/ { isTarget = 1 }
  !isTarget { next }
  /^    Name: / { target = $2; names[++count] = target; known[target] = 1; part = "" }
  /^    Path: / { sub(/^    Path: /, ""); paths[target] = $0 }
  /^    [^ ]/ { part = $0 }
  /^        [^ ]/ && part ~ /^    (Target|Product) dependencies:/ {
    known[$1] = 1; declared[target, $1] = 1
  }
  END {
    if (count == 0) { print "no targets: is this the description of a package?"; exit 1 }
    for (index_ = 1; index_ <= count; index_++) {
      target = names[index_]
      command = "find \"" paths[target] "\" -name \"*.swift\" -exec grep -nHE " \
        "\"^ *(@[A-Za-z_]+ |public |package |internal |private )*import \" {} +"
      while ((command | getline line) > 0) {
        place = line; sub(/:[^:]*$/, "", place)
        module = line; sub(/^.*import /, "", module)
        sub(/^(struct|class|enum|func|protocol|typealias|var|let) /, "", module)
        sub(/[ .].*$/, "", module)
        if (known[module] && !declared[target, module]) {
          print place ": " target " imports " module ", which Package.swift does not list among its dependencies"
          bad = 1
        }
      }
      close(command)
    }
    exit bad
  }'
