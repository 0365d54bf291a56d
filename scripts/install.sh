#!/bin/sh
# Installs the tool with its completions and manual pages, or removes them. make calls it:
#
#   sh scripts/install.sh check                    check that PREFIX is writable
#   sh scripts/install.sh install TOOL MANUAL      install the program and its manual pages
#   sh scripts/install.sh uninstall                remove everything
#
# PREFIX defaults to /usr/local; DESTDIR is prepended to it, for packagers.
set -eu

prefix=${PREFIX:-/usr/local}
case $prefix in
  /*) ;;
  *)
    echo "install: PREFIX must be an absolute path, not $prefix: try PREFIX=$PWD/$prefix" >&2
    exit 1
    ;;
esac
root=${DESTDIR:-}$prefix
programs=$root/bin
manual=$root/share/man/man1
bash_completions=$root/share/bash-completion/completions
zsh_completions=$root/share/zsh/site-functions
fish_completions=$root/share/fish/vendor_completions.d
# Programs for course notes look for the tool by these names.
names="pandoc-unroll mdbook-unroll myst-unroll"

# Whether a folder is writable or, if it does not exist, its nearest existing ancestor is.
writable() {
  folder=$1
  while [ ! -e "$folder" ] && [ "$folder" != / ]; do folder=$(dirname "$folder"); done
  [ -d "$folder" ] && [ -w "$folder" ]
}

check() {
  for folder in "$programs" "$manual" "$bash_completions" "$zsh_completions" "$fish_completions"; do
    writable "$folder" && continue
    as_root="sudo make $1 PREFIX=\"$prefix\""
    if [ "$1" = install ]; then
      as_root="make manual && $as_root"
      echo "install: cannot write to $folder; choose another prefix:" \
        "make install PREFIX=\"\$HOME/.local\", or run: $as_root" >&2
    else
      echo "install: cannot write to $folder; run: $as_root" >&2
    fi
    exit 1
  done
}

# Writes standard input to a file, completely or not at all.
put() {
  cat >"$1.new" && chmod 644 "$1.new" && mv "$1.new" "$1"
}

case ${1:-} in
  check) check install ;;
  install)
    check install
    [ $# -eq 3 ] || { echo "install: pass the program and the folder of its manual pages" >&2; exit 2; }
    tool=$2
    [ -f "$tool" ] && [ -x "$tool" ] || { echo "install: there is no program $tool; run make build first" >&2; exit 1; }
    [ -e "$3/unroll.1" ] || { echo "install: there are no manual pages in $3; run make manual first" >&2; exit 1; }
    umask 022
    # Everything is made before anything is installed.
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    for shell in bash zsh fish; do
      "$tool" --generate-completion-script $shell >"$scratch/$shell"
    done
    mkdir -p "$programs" "$manual" "$bash_completions" "$zsh_completions" "$fish_completions"
    put "$bash_completions/unroll" <"$scratch/bash"
    put "$zsh_completions/_unroll" <"$scratch/zsh"
    put "$fish_completions/unroll.fish" <"$scratch/fish"
    for page in "$3"/unroll*.1; do put "$manual/$(basename "$page")" <"$page"; done
    # The program is replaced last; until then an older version keeps working.
    cp "$tool" "$programs/unroll.new" && chmod 755 "$programs/unroll.new"
    mv "$programs/unroll.new" "$programs/unroll"
    for name in $names; do ln -sf unroll "$programs/$name"; done
    echo "installed $programs/unroll, its completions for bash, zsh and fish, and its manual pages"
    case :$PATH: in
      *:"$prefix/bin":*) ;;
      *) echo "note: $prefix/bin is not on your PATH" ;;
    esac
    ;;
  uninstall)
    check uninstall
    [ -e "$programs/unroll" ] || { echo "install: unroll is not installed in $root" >&2; exit 1; }
    for name in unroll $names; do rm -f "$programs/$name"; done
    rm -f "$bash_completions/unroll" "$zsh_completions/_unroll" "$fish_completions/unroll.fish" \
      "$manual/unroll.1" "$manual"/unroll.*.1
    echo "removed unroll, its completions and its manual pages from $root"
    ;;
  *)
    echo "install: write check, install or uninstall" >&2
    exit 2
    ;;
esac
