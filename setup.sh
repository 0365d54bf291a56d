#!/bin/sh
# Installs the requirements of unroll that are missing: make, git, pkg-config, libgraphviz with its
# plug-ins, libpng, libqpdf, libzip, libwebp, giflib, HarfBuzz, fontconfig, GLib and libcmark-gfm
# with their headers, and the STIX fonts of the figures.
# Prints nothing if nothing is missing. Does not install Swift, but says where to get it.
#
#   sh setup.sh         what unroll needs
#   sh setup.sh tests   also the programs that the tests pass figures and documents to
set -eu
cd "$(dirname "$0")"

say() { echo "setup: $*" >&2; }
fail() {
  say "$*"
  exit 1
}

# Whether to install the programs that the tests use, too.
wants_tests=false
case "${1:-}" in
  "") ;;
  tests) wants_tests=true ;;
  *) fail "unknown argument $1; write tests, or no argument" ;;
esac

# Programs that only the tests use; make test puts this folder on PATH.
tools=.build-tests
PATH=$PWD/$tools/bin:$PATH

# The oldest Graphviz whose library can draw the figures.
oldest_graphviz=2.42

has() { command -v "$1" >/dev/null; }
has_browser() {
  has chromium || has chromium-browser || has google-chrome ||
    [ -d "/Applications/Google Chrome.app" ] || [ -d "/Applications/Chromium.app" ]
}

# The readers of pictures and of decks for PowerPoint, and the compiler of Typst.
has_modules() { python3 -c 'import PIL, pptx, typst' 2>/dev/null; }

# What controls browsers: the driver of Chromium, and packages that are small enough for all.
has_selenium() { python3 -c 'import axe_core_python, selenium, websocket' 2>/dev/null; }

# The programs that show course notes: MkDocs with its theme, Jupyter's converter and Hugo.
has_hosts() { has hugo && python3 -c 'import docutils, material, nbconvert' 2>/dev/null; }

# What Jekyll reads Markdown with.
has_kramdown() { has ruby && ruby -e 'require "kramdown-parser-gfm"; require "liquid"' 2>/dev/null; }

has_swift() {
  has swift || fail "Swift is missing; get 6.2 or later at https://swift.org/install"
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p')
  major=${version%%.*}
  minor=$(echo "$version" | cut -d . -f 2)
  # If the version cannot be parsed, leave the check to the compiler, which reads Package.swift.
  [ -n "$version" ] || return 0
  [ "$major" -gt 6 ] || { [ "$major" -eq 6 ] && [ "${minor:-0}" -ge 2 ]; } ||
    fail "Swift $version is too old; get 6.2 or later at https://swift.org/install"
}

# Links a program with the given arguments.
links_with() {
  folder=$(mktemp -d)
  echo 'int main(void) { return 0; }' >"$folder/main.c"
  linked=0
  "$compiler" "$folder/main.c" -o "$folder/main" "$@" >/dev/null 2>&1 || linked=1
  rm -r "$folder"
  return $linked
}

# Whether pkg-config finds the libraries and everything it lists for them can be linked: the entry
# of libcmark-gfm also lists the library of extensions, which may be in another package.
has_libraries() {
  has pkg-config && pkg-config --exists "$@" || return 1
  [ -n "$compiler" ] || return 0
  # pkg-config quotes its output for the shell.
  eval "links_with $(pkg-config --libs "$@")"
}

# Sets `compiler` to one that works, to check whether libraries can be linked, or to nothing.
find_compiler() {
  for compiler in cc gcc clang; do
    if has "$compiler" && links_with; then return 0; fi
  done
  compiler=
}

has_old_graphviz() {
  has pkg-config && pkg-config --exists libgvc &&
    ! pkg-config --atleast-version="$oldest_graphviz" libgvc
}

# The plug-ins for nop2, which draws graphs that already have positions, and for Cairo and Pango.
has_plugins() {
  plugins="$(pkg-config --variable=libdir libgvc)/graphviz/libgvplugin"
  ls "${plugins}_neato_layout".* "${plugins}_pango".* >/dev/null 2>&1
}

# giflib has no entry for pkg-config.
has_giflib() {
  if [ "$manager" = brew ]; then
    has brew && [ -e "$(brew --prefix giflib 2>/dev/null)/include/gif_lib.h" ]
  else
    [ -z "$compiler" ] || links_with -lgif
  fi
}

# LaTeX with beamer and TikZ, if it can say what it has.
has_tex() {
  has pdflatex && has xelatex || return 1
  if has kpsewhich; then kpsewhich beamer.cls && kpsewhich tikz.sty; fi >/dev/null
}

has_fonts() { has fc-list && fc-list : family | grep -qi stix; }

# Prints a requirement: its name in apt, dnf or Homebrew, or in words for other systems.
name() {
  case $manager in
    apt) echo " $1" ;;
    dnf) echo " $2" ;;
    brew) echo " $3" ;;
    *) echo " $4," ;;
  esac
}
need() { needed=$needed$(name "$@"); }

# Lists in `needed` the requirements that are missing, and in `fonts` the fonts, which are optional.
look() {
  needed= fonts=
  find_compiler
  if $wants_tests; then
    has rsvg-convert || need librsvg2-bin librsvg2-tools librsvg rsvg-convert
    # Homebrew installs browsers by another command.
    has_browser || [ "$manager" = brew ] || need chromium chromium "" Chromium
    has chromedriver || [ "$manager" = brew ] || need chromium-driver chromedriver "" chromedriver
    has firefox-esr || has firefox || [ -d /Applications/Firefox.app ] || [ "$manager" = brew ] ||
      need firefox-esr firefox "" Firefox
    # Times New Roman of decks for PowerPoint is replaced by a face of the same widths.
    has libreoffice || has soffice || [ "$manager" = brew ] ||
      need "libreoffice-impress fonts-liberation" "libreoffice-impress liberation-serif-fonts" "" LibreOffice
    has cmark-gfm || need cmark-gfm cmark-gfm cmark-gfm cmark-gfm
    has pandoc || need pandoc pandoc pandoc Pandoc
    has unzip || need unzip unzip unzip unzip
    has neato || need graphviz graphviz graphviz neato
    has_tex || need "texlive-latex-recommended texlive-pictures texlive-xetex" \
      "texlive-beamer texlive-pgf texlive-xetex" texlive "TeX Live"
    has pdftoppm || need poppler-utils poppler-utils poppler pdftoppm
    has webpinfo || need webp libwebp-tools webp webpinfo
    has sphinx-build || need python3-sphinx python3-sphinx sphinx-doc Sphinx
    has asciidoctor || need asciidoctor rubygem-asciidoctor asciidoctor Asciidoctor
    # Homebrew has no package of it.
    has_kramdown || [ "$manager" = brew ] || need "ruby ruby-kramdown-parser-gfm ruby-liquid" \
      "ruby rubygem-kramdown-parser-gfm rubygem-liquid" "" kramdown
    has node || need nodejs nodejs node Node.js
    has tsc || need node-typescript typescript typescript TypeScript
    has myst && has check-jsonschema && has_modules && has_selenium && has_hosts || python3 -c 'import ensurepip' 2>/dev/null || need python3-venv python3 python Python
  fi
  # On macOS both come with the command line tools, as Swift does.
  if [ "$manager" != brew ]; then
    has make || need make make "" make
    has git || need git git "" git
  fi
  has pkg-config || need pkg-config pkgconf-pkg-config pkgconf pkg-config
  lacks_graphviz=false
  has_libraries libgvc libcgraph || lacks_graphviz=true
  if $lacks_graphviz && ! has_old_graphviz; then
    need libgraphviz-dev "graphviz graphviz-devel" graphviz "Graphviz ($oldest_graphviz or later)"
  fi
  if [ "$manager" = apt ] && { $lacks_graphviz || ! has_plugins; }; then
    needed=$needed$(apt_plugins)
  fi
  has_libraries libpng || need libpng-dev libpng-devel libpng libpng
  has_libraries libqpdf || need libqpdf-dev qpdf-devel qpdf libqpdf
  has_libraries libzip || need libzip-dev libzip-devel libzip libzip
  has_libraries libwebpmux || need libwebp-dev libwebp-devel webp libwebp
  has_giflib || need libgif-dev giflib-devel giflib giflib
  has_libraries harfbuzz-subset || need libharfbuzz-dev harfbuzz-devel harfbuzz HarfBuzz
  has_libraries fontconfig || need libfontconfig-dev fontconfig-devel fontconfig fontconfig
  has_libraries glib-2.0 || need libglib2.0-dev glib2-devel glib GLib
  has_libraries libcmark-gfm ||
    need "libcmark-gfm-dev libcmark-gfm-extensions-dev" cmark-gfm-devel cmark-gfm libcmark-gfm
  # The STIX fonts are part of macOS.
  [ "$manager" = brew ] || has_fonts || fonts=$(name fonts-stix stix-fonts "" "the STIX fonts")
}

# From Graphviz 14 on, Debian has the plug-ins in separate packages. If the machine has no package
# lists yet, the printed command looks the names up after it has fetched them.
apt_plugins() {
  if apt-cache show libgraphviz-dev >/dev/null 2>&1; then
    apt-cache pkgnames libgvplugin- 2>/dev/null | grep -E "$plugin_packages" | sort | sed 's/^/ /' |
      tr -d '\n'
  else
    echo " \$(apt-cache pkgnames libgvplugin- | grep -E '$plugin_packages')"
  fi
}
plugin_packages='(neato-layout|pango)-dev$'

# Prints one command that installs all the given packages.
cure() {
  case $manager in
    apt) echo "apt-get update && apt-get install -y --no-install-recommends$*" ;;
    dnf) echo "dnf install -y$*" ;;
    brew) echo "brew install$*" ;;
  esac
}

# Runs a command as root; fails without sudo, or if sudo refuses.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    has sudo && sudo "$@"
  fi
}

apt_get() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@"; }
apt_install() { apt_get install -y --no-install-recommends "$@"; }

install_packages() {
  case $manager in
    apt)
      # Ask for a password only once.
      as_root true || return 0
      say "installing with apt:$needed$fonts"
      # A list that cannot be fetched may not be needed; the others may have the plug-ins' names.
      apt_get update || true
      look
      # Unquoted: one argument for each package. If the fonts are not available, install the rest.
      apt_install $needed $fonts || { [ -n "$fonts" ] && apt_install $needed; } || return 0
      ;;
    brew)
      has brew || fail "Homebrew is missing; get it at https://brew.sh, then run: $(cure "$needed")"
      say "installing with Homebrew:$needed"
      # Unquoted: one argument for each package.
      brew install --quiet $needed || return 0
      ;;
    # Not tested on other systems, so nothing is installed there; `judge` prints what to do.
    *) ;;
  esac
}

# Homebrew does not put the programs of Sphinx on PATH.
link_sphinx() {
  has sphinx-build || ! has brew || {
    program=$(brew --prefix sphinx-doc 2>/dev/null)/bin/sphinx-build
    [ ! -x "$program" ] || { mkdir -p $tools/bin && ln -sf "$program" $tools/bin/sphinx-build; }
  }
}

# Prints everything that is still to be done in one line, and fails unless it is optional.
judge() {
  todo=
  if [ "$manager" = other ]; then
    list=$needed$fonts
    [ -z "$list" ] || todo="install these (libraries with their headers):${list%,}"
  else
    [ -z "$needed$fonts" ] || todo="as root, run: $(cure "$needed$fonts")"
    [ "$manager" != brew ] || todo=${todo#as root, }
  fi
  if has_old_graphviz; then
    fail "Graphviz $(pkg-config --modversion libgvc) is too old; get $oldest_graphviz or later at" \
      "https://graphviz.org/download, put its pkgconfig folder on" \
      "PKG_CONFIG_PATH${todo:+; then, $todo}"
  fi
  [ -z "$needed" ] ||
    fail "requirements are missing; $todo (if you built libraries yourself, set PKG_CONFIG_PATH)"
  [ -z "$fonts" ] ||
    say "the STIX fonts are missing, so figures are drawn with another font; $todo"
  has_plugins ||
    say "Graphviz's plug-ins neato_layout and pango are not next to its library; figures need both"
}

# MyST, the newest Pandoc, the validator of JSON Schema, Pillow, Typst, Selenium, axe-core, Hugo,
# MkDocs, Docutils and Jupyter's converter are Python packages; they are installed in a folder of the project.
install_for_python() {
  missing=
  has myst || missing="mystmd pypandoc-binary"
  has check-jsonschema || missing="$missing check-jsonschema"
  # Once there is a Python in the folder it comes first on PATH, so it needs the modules, too.
  if [ -n "$missing" ] && [ ! -x "$tools/bin/python" ] || ! has_modules; then
    missing="$missing pillow python-pptx typst"
  fi
  if [ -n "$missing" ] && [ ! -x "$tools/bin/python" ] || ! has_selenium; then
    missing="$missing selenium axe-core-python"
  fi
  if [ -n "$missing" ] && [ ! -x "$tools/bin/python" ] || ! has_hosts; then
    missing="$missing docutils hugo mkdocs-material nbconvert"
  fi
  [ -z "$missing" ] || {
    say "installing" $missing "in $tools"
    [ -x "$tools/bin/python" ] || python3 -m venv "$tools"
    # Unquoted: one argument for each package.
    "$tools/bin/python" -m pip install --quiet $missing
  }
}

# The newest Sphinx, MyST-Parser and the theme Furo, apart from the system's Sphinx.
install_sphinx() {
  ! has sphinx-build-newest || return 0
  say "installing the newest Sphinx in $tools/sphinx"
  python3 -m venv "$tools/sphinx"
  "$tools/sphinx/bin/python" -m pip install --quiet sphinx myst-parser furo
  mkdir -p "$tools/bin"
  ln -sf ../sphinx/bin/sphinx-build "$tools/bin/sphinx-build-newest"
}

# mdBook 0.4 and 0.5 are packages of later releases of Debian than the oldest on which the tests run.
# They are unpacked in a folder of the project with the C library that they need, and nothing of them
# is installed.
install_mdbook() {
  suite=$1
  root=$PWD/$tools/mdbook-$suite
  [ ! -x "$tools/bin/mdbook-$suite" ] || return 0
  key=/usr/share/keyrings/debian-archive-keyring.gpg
  # The server of Debian that this machine uses.
  site=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Origin: Debian' |
    grep -v security | head -n 1)
  [ -n "$site" ] && [ -e "$key" ] || return 0
  say "unpacking mdbook of $suite in $tools"
  rm -rf "$root"
  mkdir -p "$root/lists/partial" "$root/cache/archives/partial" "$tools/bin"
  echo "deb [signed-by=$key] $site $suite main" >"$root/sources.list"
  (
    cd "$root"
    set -- -qq -o Dir::Etc::sourcelist="$root/sources.list" -o Dir::Etc::sourceparts=/dev/null \
      -o Dir::State::lists="$root/lists" -o Dir::Cache="$root/cache" -o APT::Sandbox::User=root
    apt-get "$@" update && apt-get "$@" download mdbook libc6 libgcc-s1 &&
      for package in *.deb; do dpkg-deb -x "$package" root; done
    rm -rf lists cache ./*.deb
  ) || { say "mdbook of $suite could not be fetched; its tests are left out" && return 0; }
  libraries=$(dirname "$(find "$root/root" -name 'libc.so.6' | head -n 1)")
  loader=$(find "$libraries" -maxdepth 1 -name 'ld-linux-*.so.*' | head -n 1)
  printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' \
    "$loader" "$libraries" "$root/root/usr/bin/mdbook" >"$tools/bin/mdbook-$suite"
  chmod +x "$tools/bin/mdbook-$suite"
}

has_swift
if [ "$(uname)" = Darwin ]; then
  manager=brew
elif has apt-get; then
  manager=apt
elif has dnf; then
  manager=dnf
else
  manager=other
fi
if $wants_tests; then link_sphinx; fi
look
if [ -n "$needed$fonts" ]; then
  install_packages
  if $wants_tests; then link_sphinx; fi
  look
fi
judge
if $wants_tests; then
  has_browser || say "no browser to test SVG in was found: install Chromium or Google Chrome"
  install_for_python
  install_sphinx
  if [ "$manager" = apt ] && ! has mdbook; then
    install_mdbook trixie
    install_mdbook sid
  fi
fi
