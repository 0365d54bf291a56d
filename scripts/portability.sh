#!/usr/bin/env bash
# Runs make demo, make test and make lint on other releases of Debian, each in a separate root
# folder, as root and as an ordinary user without sudo, in a clone called unroll under a path with a
# space and an accented letter. Then draws all samples there and compares the pictures with those of
# the first release. Prints a table, and fails if anything in it failed. Run it as root, on Linux,
# with debootstrap:
#
#   scripts/portability.sh bookworm trixie sid
#
# Settings that depend on the machine are environment variables:
#   PORTABILITY_FOLDER     where the roots, logs and pictures go (default: .build-portability)
#   PORTABILITY_MIRROR     the mirror of the packages (default: the one this machine uses)
#   PORTABILITY_TOOLCHAIN  the folder with usr/bin/swift (default: that of the swift on PATH)
#   PORTABILITY_BIND       files and folders, separated by colons, to mount read-only at the same
#                          path in each root, such as a mirror of the Swift packages
#   PORTABILITY_GITCONFIG  a file of git settings for the roots
#   PORTABILITY_VARIABLES  names of environment variables to pass on, such as https_proxy
#   PORTABILITY_COMMANDS   the make targets (default: "demo test lint")
#   PORTABILITY_USERS      who runs them, the first of whom is root (default: "root lecturer")
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
user=lecturer
read -ra users <<<"${PORTABILITY_USERS:-root $user}"
clone_folder='Corso è qui'

fail() {
  echo "portability: $*" >&2
  exit 1
}

[ $# -gt 0 ] || fail "name the releases, such as bookworm trixie sid"
[ "$(uname)" = Linux ] && [ "$(id -u)" -eq 0 ] || fail "run it as root, on Linux"
for program in debootstrap unshare chroot python3 git; do
  command -v $program >/dev/null || fail "$program is missing"
done

folder=${PORTABILITY_FOLDER:-$repository/.build-portability}
read -ra commands <<<"${PORTABILITY_COMMANDS:-demo test lint}"
toolchain=${PORTABILITY_TOOLCHAIN:-}
if [ -z "$toolchain" ]; then
  swift=$(readlink -f "$(command -v swift)") || fail "no swift on PATH; set PORTABILITY_TOOLCHAIN"
  toolchain=${swift%/usr/bin/*}
fi
# A toolchain installed in /usr cannot be mounted in another system without the rest of /usr.
[ -n "$toolchain" ] && [ -x "$toolchain/usr/bin/swift" ] ||
  fail "set PORTABILITY_TOOLCHAIN to a folder with usr/bin/swift that contains only Swift"
mirror=${PORTABILITY_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' \
  'Origin: Debian' 'Label: Debian' 2>/dev/null | head -n 1)}
[ -n "$mirror" ] || fail "set PORTABILITY_MIRROR to the address of a Debian mirror"
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

# Runs a function of this script with a root's mounts, which are removed when the function and all
# processes that it started have ended.
with_mounts() {
  export folder toolchain PORTABILITY_BIND
  export -f mount_all show
  unshare --mount --pid --fork --kill-child --propagation private bash -euo pipefail -c '
    mount_all "$1"
    root=$1
    shift
    "$@" "$root"' bash "$1" "${@:2}"
}

# Mounts a file or folder of this machine in a root, read-only.
show() {
  if [ -d "$1" ]; then mkdir -p "$2"; else mkdir -p "$(dirname "$2")" && touch "$2"; fi
  mount --bind "$1" "$2"
  mount -o remount,bind,ro "$2"
}

mount_all() {
  mount -t proc proc "$1/proc"
  mount -t tmpfs -o mode=755 dev "$1/dev"
  mkdir "$1/dev/pts" "$1/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$1/dev/pts"
  mount -t tmpfs -o mode=1777 shm "$1/dev/shm"
  ln -s pts/ptmx "$1/dev/ptmx"
  ln -s /proc/self/fd "$1/dev/fd"
  for stream in 0:stdin 1:stdout 2:stderr; do
    ln -s "/proc/self/fd/${stream%:*}" "$1/dev/${stream#*:}"
  done
  for device in null zero full random urandom tty; do
    touch "$1/dev/$device"
    mount --bind "/dev/$device" "$1/dev/$device"
  done
  show "$toolchain" "$1/swift"
  local shown
  IFS=: read -ra shown <<<"${PORTABILITY_BIND:-}"
  for path in "${shown[@]}"; do show "$path" "$1$path"; done
}

# Runs a command line in a root, with only the given variables of this machine's environment.
#
#   inside ROOT USER COMMAND
inside() {
  local home=/root id=0
  if [ "$2" != root ]; then
    home=/home/$2
    id=$(chroot "$1" id -u "$2")
  fi
  local environment=(
    "HOME=$home" "USER=$2" LANG=C.UTF-8 TERM=dumb DEBIAN_FRONTEND=noninteractive
    PATH=/swift/usr/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  )
  for name in ${PORTABILITY_VARIABLES:-}; do
    [ -z "${!name+set}" ] || environment+=("$name=${!name}")
  done
  with_mounts "$1" run_in_root "$id" "$3" "${environment[@]}"
}

# Creates a release's root, once, with what git, make and the Swift toolchain need, and the user.
make_root() {
  local root=$1 release=$2
  [ ! -e "$root/.made" ] || return 0
  [ ! -e "$root" ] || rm -r --one-file-system "$root"
  debootstrap --variant=minbase "$release" "$root" "$mirror"
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  # A mirror may be a snapshot of a release from an earlier day.
  echo 'Acquire::Check-Valid-Until "false";' >"$root/etc/apt/apt.conf.d/99portability"
  cat ${PORTABILITY_GITCONFIG:+"$PORTABILITY_GITCONFIG"} - >"$root/etc/gitconfig" <<<'[safe]
	directory = *'
  inside "$root" root "apt-get -qq update
    apt-get -qq install -y --no-install-recommends ca-certificates git make gcc g++ libc6-dev tzdata
    # Releases name these differently, and not every toolchain needs all of them.
    for package in libcurl4 libxml2 libsqlite3-0 libncurses6 libuuid1 zlib1g-dev; do
      apt-get -qq install -y --no-install-recommends \$package || true
    done
    useradd --create-home --shell /bin/bash $user"
  lend_libraries "$root"
  touch "$root/.made"
}

# Copies libraries that the toolchain was linked with but that the release no longer has.
lend_libraries() {
  local lent=' ' more=true name path
  while $more; do
    more=false
    for name in $(inside "$1" root '
      for name in package frontend driver format build-tool; do echo /swift/usr/bin/swift-$name; done |
        cat - <(ls /swift/usr/bin/clang /swift/usr/bin/lld /swift/usr/lib/swift/linux/*.so \
          /usr/local/lib/*.so* 2>/dev/null) |
        xargs ldd 2>/dev/null | awk "/not found/ { print \$1 }" | sort -u'); do
      path=$(ldconfig -p | awk -v name="$name" '$1 == name { print $NF; exit }')
      [ -n "$path" ] && [[ $lent != *" $name "* ]] || continue
      cp -L "$path" "$1/usr/local/lib/$name"
      lent+="$name "
      more=true
    done
    chroot "$1" ldconfig
  done
  echo "$lent" >"$1/.lent"
}

# Runs the commands in a fresh clone and adds their cells to `row`.
run_commands() {
  local root=$1 who=$2 release=$3 home=$1/root clone
  [ "$who" = root ] || home=$root/home/$who
  clone=$home/$clone_folder/unroll
  rm -rf --one-file-system "$home/$clone_folder"
  mkdir "$home/$clone_folder"
  git clone --quiet --no-hardlinks "$repository" "$clone"
  chown -R --reference="$home" "$home/$clone_folder"
  for target in "${commands[@]}"; do
    local log=$folder/$release-$who-$target.log start=$SECONDS result=ok
    inside "$root" "$who" "cd ~/'$clone_folder'/unroll && make $target" >"$log" 2>&1 </dev/null ||
      result=FAILED
    [ $result = ok ] || worked=false
    # Add the number of tests, as printed by the test runner, which runs twice.
    [ "$target" != test ] ||
      result+=$(sed -n 's/.*Test run with \([0-9]*\) tests.* \(passed\|failed\).*/\1 \2/p' "$log" |
        awk '{ sum += $1; how[$2] }
          END { if (NR) printf ", %d tests %s", sum, "failed" in how ? "failed" : "passed" }')
    row+=" $result, $((SECONDS - start)) s |"
    echo "portability: $release, $who, make $target: $result, $((SECONDS - start)) s" >&2
  done
}

# Draws all samples with the fonts of the release and with those of the first release.
draw_samples() {
  local root=$1 release=$2 pictures=$folder/pictures/$2
  rm -rf "$pictures" "$root/pictures" "$root/fonts"
  mkdir -p "$folder/pictures" "$root/pictures/own" "$root/pictures/common"
  cp -r "$folder/fonts" "$root/fonts"
  inside "$root" root "cd ~/'$clone_folder'/unroll
    for lesson in samples/*.yaml; do
      name=\$(basename \$lesson .yaml)
      for fonts in own common; do
        [ \$fonts = own ] || export FONTCONFIG_FILE=/fonts/fonts.conf
        .build/release/unroll render \$lesson --quiet --text live \
          -o /pictures/\$fonts/\$name.gv -o /pictures/\$fonts/\$name.svg
        unset FONTCONFIG_FILE
      done
    done" >"$folder/$release-pictures.log" 2>&1 || return 1
  mv "$root/pictures" "$pictures"
}

# Copies the fonts of the first release, to draw with the same fonts in every release.
take_fonts() {
  rm -rf "$folder/fonts"
  mkdir "$folder/fonts"
  inside "$1" root 'dpkg -L fonts-stix | grep -E "\.(otf|ttf)$"' |
    while read -r font; do cp "$1$font" "$folder/fonts"; done
  cat >"$folder/fonts/fonts.conf" <<'END'
<?xml version="1.0"?>
<fontconfig><dir>/fonts</dir><cachedir>/tmp/fonts</cachedir></fontconfig>
END
}

# Compares the pictures with those of the first release and adds the cells to `row`.
compare_pictures() {
  local release=$1 fonts how result
  for fonts in common:equal own:alike; do
    how=${fonts#*:}
    if [ "$release" = "$first" ]; then
      result="the reference"
    elif ! result=$(python3 "$repository/scripts/compare_pictures.py" "$how" \
      "$folder/pictures/$first/${fonts%:*}" "$folder/pictures/$release/${fonts%:*}" \
      2>"$folder/$release-pictures-$how.log"); then
      result="FAILED: $result"
      worked=false
    fi
    row+=" $result |"
  done
}

# Runs a command line as the user, within a root's mounts.
run_in_root() {
  local id=$1 command=$2 root=${*: -1}
  exec env -i "${@:3:$#-3}" chroot --userspec="$id:$id" "$root" bash -ec "$command"
}
export -f run_in_root

# A function, so that bash has read all of it before running it.
main() {
  first=$1
  worked=true
  rows=()
  [ -z "$(git -C "$repository" status --porcelain)" ] ||
    echo "portability: changes that are not committed are not in the clones" >&2
  for release in "$@"; do
    root=$folder/$release
    make_root "$root" "$release" >"$folder/$release-root.log" 2>&1 ||
      fail "cannot create the root of $release; see $folder/$release-root.log"
    for who in "${users[@]}"; do
      row="| $release | $who |"
      run_commands "$root" "$who" "$release"
      if [ "$who" = root ]; then
        [ "$release" != "$first" ] || take_fonts "$root"
        versions=$(inside "$root" root "dpkg-query -W -f '\${source:Upstream-Version} ' \
          'libgvc[0-9]' libcairo2 libpango-1.0-0 fonts-stix | tr -s ' '" || true)
        if draw_samples "$root" "$release"; then
          compare_pictures "$release"
        else
          row+=" FAILED | FAILED |"
          worked=false
        fi
        row+=" $versions |$(cat "$root/.lent")|"
      else
        row+="  |  |  |  |"
      fi
      rows+=("$row")
    done
  done

  header="| release | as |" line="|---|---|"
  for target in "${commands[@]}"; do
    header+=" make $target |"
    line+="---|"
  done
  echo "$header pictures, same font | pictures, the release's font | STIX, cairo, Graphviz, Pango | lent |"
  echo "$line---|---|---|---|"
  printf '%s\n' "${rows[@]}"
  $worked
}

main "$@"
