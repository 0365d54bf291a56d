# make setup     install what is missing: git, libgraphviz, libpng, libqpdf, libzip, libwebp,
#                giflib, HarfBuzz, fontconfig, GLib, libcmark-gfm, the STIX fonts, pkg-config
#                (sh setup.sh tests: also the programs that some tests pass figures to)
# make build     build the tool, with optimization: .build/release/unroll
# make demo      set up, build, and draw the figures of a lesson to out/elman
# make test      run all tests
# make slow      list the twenty slowest tests, run one at a time (TESTS=FormulasTests: only these)
# make random    check the drawings of 300 seeded lessons (make test checks 45 of them)
# make lint      check the style, and that every import is declared in Package.swift
# make format    format the sources
# make bench     measure how long figures take, and how that grows with the sequence
# make gallery   draw the pictures of README.md to gallery
# make examples  build talks with Beamer, reveal.js and Marp from one lesson, in out/talks
# make notes     build course notes in every form with the programs installed, in out/notes
# make sanitize  run the tests of the module that calls libgraphviz with AddressSanitizer
# make portability  run demo, test and lint on other releases of Debian, and compare
#                the pictures (as root; scripts/portability.sh lists the variables it reads)
# make manual    write the manual pages to .build/plugins/GenerateManual/outputs/unroll
# make install   install the tool, completions and manual pages in PREFIX (default /usr/local):
#                make install PREFIX="$HOME/.local"; make uninstall removes them
# make clean     remove everything that was built

SWIFT = swift
UNROLL = .build/release/unroll
MANUAL = .build/plugins/GenerateManual/outputs/unroll

PREFIX ?= /usr/local
export PREFIX DESTDIR

# giflib has no entry for pkg-config, so on macOS the compiler finds Homebrew's only in its folder.
ifeq ($(shell uname),Darwin)
  brew := $(shell brew --prefix 2>/dev/null)
  export CPATH := $(brew)/include$(if $(CPATH),:$(CPATH))
  export LIBRARY_PATH := $(brew)/lib$(if $(LIBRARY_PATH),:$(LIBRARY_PATH))
endif

# The pictures that README.md shows, as lesson:step.
GALLERY = elman:17 elman-tanh:21 attention:27 bidirectional:31 stacked-lstm:10 twin:30 training-step:22

swift_files = $(wildcard Package.swift Sources Tests Benchmarks)
format_options = --recursive --parallel --configuration .swift-format

# Debian 12, 13 and unstable.
RELEASES = bookworm trixie sid

.PHONY: setup build demo test slow random lint format bench gallery examples notes sanitize portability manual install \
        uninstall clean

setup:
	@sh setup.sh

build: setup
	$(SWIFT) build -c release

demo: build
	$(UNROLL) render samples/elman.yaml -o out/elman/elman.svg -o out/elman/elman.png
	$(UNROLL) trace samples/elman.yaml
	@last=$$(ls out/elman | sed -n 's/^elman-\([0-9]*\)\.svg$$/\1/p' | sort -n | tail -n 1); \
	echo "The figures are out/elman/elman-1.svg … out/elman/elman-$$last.svg, and .png beside each."

# sh setup.sh tests installs programs in the folder that is put first on PATH here.
test: setup
	PATH="$(CURDIR)/.build-tests/bin:$$PATH" $(SWIFT) test

# Tests run one at a time, because in parallel runs a test's duration includes waiting for others.
slow: setup
	$(SWIFT) build --build-tests
	@$(SWIFT) test --skip-build --no-parallel $(if $(TESTS),--filter '$(TESTS)') \
	  > .build/slow.txt 2>&1 || echo "some tests failed: see .build/slow.txt"
	@awk '/^[^A-Za-z]*Test .* (passed|failed) after [0-9.]+ seconds/ { \
	  for (i = 1; i < NF; i++) if ($$i == "after") seconds = $$(i + 1); \
	  sub(/^[^A-Za-z]*Test /, ""); sub(/ (passed|failed) after .*/, ""); \
	  if ($$0 !~ /^run with /) printf "%8.2f s  %s\n", seconds, $$0 }' .build/slow.txt \
	  | sort -rn | head -n 20

# In release, because a debug build takes several times as long.
random: setup
	UNROLL_SEEDS=300 $(SWIFT) test -c release -Xswiftc -enable-testing --scratch-path .build-random \
	  --filter 'FiguresTests.PropertyTests/seeded'

lint:
	$(SWIFT) format lint --strict $(format_options) $(swift_files)
	@$(SWIFT) package describe --type text | sh scripts/imports.sh
	@find Sources -name '*.swift' -exec wc -l {} + | awk ' \
	  $$2 != "total" && $$1 > 400 { print $$2 ": " $$1 " lines, more than 400: split it"; bad = 1 } \
	  END { exit bad }'
	@if git rev-parse --git-dir >/dev/null 2>&1; then \
	  products=$$(git ls-files | grep -E \
	    '(^|/)\.(build[^/]*|swiftpm)/|^out/|\.(o|a|so|dylib|swiftmodule|swiftdoc)$$|\.DS_Store$$'); \
	  if [ -n "$$products" ]; then \
	    echo "build products are tracked:"; echo "$$products"; exit 1; \
	  fi; \
	fi

format:
	$(SWIFT) format --in-place $(format_options) $(swift_files)

bench: build
	Benchmarks/run.sh

gallery: build
	@mkdir -p gallery
	@for picture in $(GALLERY); do \
	  $(UNROLL) render samples/$${picture%%:*}.yaml --steps $${picture#*:} --quiet \
	    -o gallery/$${picture%%:*}-$${picture#*:}.svg || exit 1; \
	done
	@ls gallery

examples: build
	samples/talks/build.sh

notes: build
	samples/notes/build.sh

# Graphviz and fontconfig keep memory until the process ends; these are not leaks in unroll.
sanitize: setup
	ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test --sanitize=address --filter GraphvizTests \
	  --scratch-path .build-asan

portability:
	scripts/portability.sh $(RELEASES)

# The pages carry the date of the last commit, so that the same sources give the same pages.
manual: build
	@rm -rf $(MANUAL)
	@date=$$(git log -1 --format=%cs 2>/dev/null); \
	$(SWIFT) package --allow-writing-to-package-directory generate-manual --multi-page \
	  $${date:+--date "$$date"} >.build/manual.txt 2>&1 || { cat .build/manual.txt; exit 1; }

# Under sudo, an existing build is installed as it is: Swift may not be on root's PATH, and files in
# .build should keep belonging to the user.
install:
	@sh scripts/install.sh check
	@[ -n "$$SUDO_USER" ] && [ -x $(UNROLL) ] && [ -e $(MANUAL)/unroll.1 ] || $(MAKE) manual
	@sh scripts/install.sh install $(UNROLL) $(MANUAL)

uninstall:
	@sh scripts/install.sh uninstall

clean:
	rm -rf .build .build-* out
