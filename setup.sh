#!/bin/sh
# Installs what unroll needs and the machine lacks: libgraphviz, libpng and libcmark-gfm with their
# headers, the STIX fonts of the figures, and pkg-config. Says nothing if all is there. It installs
# no Swift; it says where to get it.
#
#   sh setup.sh         what unroll needs
#   sh setup.sh tests   also the programs that the tests hand its figures and documents to
set -eu

fail() {
  echo "setup: $*" >&2
  exit 1
}

has_swift() {
  command -v swift >/dev/null || fail "Swift is missing; get 6.2 or later at https://swift.org/install"
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p')
  major=${version%%.*}
  minor=$(echo "$version" | cut -d . -f 2)
  # A version that we cannot read is left to the compiler, which checks Package.swift anyway.
  [ -n "$version" ] || return 0
  [ "$major" -gt 6 ] || { [ "$major" -eq 6 ] && [ "${minor:-0}" -ge 2 ]; } ||
    fail "Swift $version is too old; get 6.2 or later at https://swift.org/install"
}

has_pkg_config() { command -v pkg-config >/dev/null; }
has_graphviz() { has_pkg_config && pkg-config --exists libgvc libcgraph; }
has_markdown() { has_pkg_config && pkg-config --exists libcmark-gfm; }
has_png() { has_pkg_config && pkg-config --exists libpng; }
has_pdf() { has_pkg_config && pkg-config --exists libqpdf; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "not allowed to install: run as root: $*"
  fi
}

# Whether the programs of the tests are wanted too.
wants_tests=false
case "${1:-}" in
  "") ;;
  tests) wants_tests=true ;;
  *) fail "there is no $1 to set up; write tests, or nothing" ;;
esac

has() { command -v "$1" >/dev/null; }
has_browser() {
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
    command -v google-chrome >/dev/null || [ -d "/Applications/Google Chrome.app" ]
}

install_with_apt() {
  missing=
  if $wants_tests; then
    has rsvg-convert || missing="$missing librsvg2-bin"
    has_browser || missing="$missing chromium"
    has cmark-gfm || missing="$missing cmark-gfm"
    has pandoc || missing="$missing pandoc"
    has unzip || missing="$missing unzip"
    has sphinx-build || missing="$missing python3-sphinx"
    has myst || has node || missing="$missing nodejs"
    has myst || python3 -c 'import ensurepip' 2>/dev/null || missing="$missing python3-venv"
  fi
  has_pkg_config || missing="$missing pkg-config"
  has_graphviz || missing="$missing libgraphviz-dev"
  has_png || missing="$missing libpng-dev"
  has_pdf || missing="$missing libqpdf-dev"
  # pkg-config names the extensions' library too, which is a package of its own.
  [ "$(dpkg-query -W -f '${db:Status-Status}' libcmark-gfm-extensions-dev 2>/dev/null)" = installed ] &&
    has_markdown || missing="$missing libcmark-gfm-dev libcmark-gfm-extensions-dev"
  [ "$(dpkg-query -W -f '${db:Status-Status}' fonts-stix 2>/dev/null)" = installed ] ||
    missing="$missing fonts-stix"
  [ -n "$missing" ] || return 0
  echo "setup: installing$missing"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update
  # Unquoted: one argument for each package.
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq install -y --no-install-recommends $missing
}

install_with_brew() {
  # The STIX fonts are part of macOS.
  missing=
  if $wants_tests; then
    has rsvg-convert || missing="$missing librsvg"
    has cmark-gfm || missing="$missing cmark-gfm"
    has pandoc || missing="$missing pandoc"
    has sphinx-build || missing="$missing sphinx-doc"
    has myst || has node || missing="$missing node"
    has_browser || echo "setup: no browser to look at SVG with: get Chromium or Google Chrome" >&2
  fi
  has_pkg_config || missing="$missing pkg-config"
  has_graphviz || missing="$missing graphviz"
  has_png || missing="$missing libpng"
  has_pdf || missing="$missing qpdf"
  has_markdown || missing="$missing cmark-gfm"
  [ -n "$missing" ] || return 0
  command -v brew >/dev/null ||
    fail "Homebrew is missing; get it at https://brew.sh, or install yourself:$missing"
  echo "setup: installing$missing"
  brew install --quiet $missing
}

ask_for() {
  has_graphviz && has_png && has_markdown || fail "install Graphviz (2.42 or later), libpng and
  libcmark-gfm with their headers, and pkg-config, so that 'pkg-config --cflags libgvc libpng
  libcmark-gfm' answers; on Fedora: graphviz-devel libpng-devel cmark-gfm-devel pkgconf"
  if command -v fc-list >/dev/null && ! fc-list : family | grep -qi stix; then
    echo "setup: the STIX fonts are missing: figures are drawn with another font" >&2
  fi
}

# MyST and the newest Pandoc are packages of Python's; they go to a folder of the project's.
install_for_python() {
  tools=.build-tests
  has myst || [ -x "$tools/bin/myst" ] || {
    echo "setup: installing mystmd and pypandoc-binary in $tools"
    python3 -m venv "$tools"
    "$tools/bin/pip" install --quiet mystmd pypandoc-binary
  }
}

has_swift
if [ "$(uname)" = Darwin ]; then
  install_with_brew
elif command -v apt-get >/dev/null; then
  install_with_apt
else
  ask_for
fi
has_graphviz && has_png && has_markdown ||
  fail "pkg-config does not find libgvc, libpng and libcmark-gfm even now; see PKG_CONFIG_PATH"
if $wants_tests; then install_for_python; fi
