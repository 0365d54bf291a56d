# make setup     install what is missing: git, libgraphviz, libpng, libqpdf, libcmark-gfm,
#                the STIX fonts, pkg-config
#                (sh setup.sh tests: also the programs that some tests hand figures to)
# make build     the tool, with optimization: .build/release/unroll
# make demo      from nothing to the figures of a lesson, in out/elman
# make test      all tests
# make slow      the twenty slowest tests, each run alone (make slow TESTS=FormulasTests: of these)
# make lint      the rules of style, checked
# make format    the rules of style, applied
# make bench     how long figures take, and how that grows with the sequence
# make gallery   the pictures of README.md, in gallery
# make notes     a chapter of course notes, by the programs that are installed, in out/notes
# make sanitize  the tests of the room that calls C, with AddressSanitizer
# make portability  the demo, the tests and the lint on other releases of Debian, and the pictures
#                compared (as root; scripts/portability.sh says which variables it takes)
# make manual    the manual pages, in .build/plugins/GenerateManual/outputs/unroll
# make install   the tool, completions and manual pages, in PREFIX, /usr/local if not given:
#                make install PREFIX="$HOME/.local"; make uninstall removes them
# make clean     remove all that was built

SWIFT = swift
UNROLL = .build/release/unroll
MANUAL = .build/plugins/GenerateManual/outputs/unroll

PREFIX ?= /usr/local
export PREFIX DESTDIR

# The pictures that README.md shows, as lesson:step.
GALLERY = elman:4 elman:23 elman:26 elman:28 elman-tanh:29 circuit:14 elman-vector:30

swift_files = $(wildcard Package.swift Sources Tests Benchmarks)
format_options = --recursive --parallel --configuration .swift-format

# Debian 12 and 13, and the newest that there is.
RELEASES = bookworm trixie sid

.PHONY: setup build demo test slow lint format bench gallery notes sanitize portability manual install \
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

# sh setup.sh tests puts programs into the folder that comes first on the path.
test: setup
	PATH="$(CURDIR)/.build-tests/bin:$$PATH" $(SWIFT) test

# Tests that start at once wait for each other, so that their durations say nothing.
slow: setup
	$(SWIFT) build --build-tests
	@$(SWIFT) test --skip-build --no-parallel $(if $(TESTS),--filter '$(TESTS)') \
	  > .build/slow.txt 2>&1 || echo "some tests failed: see .build/slow.txt"
	@awk '/^[^A-Za-z]*Test .* (passed|failed) after [0-9.]+ seconds/ { \
	  for (i = 1; i < NF; i++) if ($$i == "after") seconds = $$(i + 1); \
	  sub(/^[^A-Za-z]*Test /, ""); sub(/ (passed|failed) after .*/, ""); \
	  if ($$0 !~ /^run with /) printf "%8.2f s  %s\n", seconds, $$0 }' .build/slow.txt \
	  | sort -rn | head -n 20

lint:
	$(SWIFT) format lint --strict $(format_options) $(swift_files)
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

notes: build
	samples/notes/build.sh

# Graphviz and fontconfig keep memory until the process ends; that is no leak of ours.
sanitize: setup
	ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test --sanitize=address --filter GraphvizTests \
	  --scratch-path .build-asan

portability:
	scripts/portability.sh $(RELEASES)

# The date is that of the last commit, so that the same sources give the same pages.
manual: build
	@rm -rf $(MANUAL)
	@date=$$(git log -1 --format=%cs 2>/dev/null); \
	$(SWIFT) package --allow-writing-to-package-directory generate-manual --multi-page \
	  $${date:+--date "$$date"} >.build/manual.txt 2>&1 || { cat .build/manual.txt; exit 1; }

# Under sudo nothing is built: Swift need not be on root's path, and .build stays the user's.
install:
	@sh scripts/install.sh check
	@[ -n "$$SUDO_USER" ] && [ -x $(UNROLL) ] && [ -e $(MANUAL)/unroll.1 ] || $(MAKE) manual
	@sh scripts/install.sh install $(UNROLL) $(MANUAL)

uninstall:
	@sh scripts/install.sh uninstall

clean:
	rm -rf .build .build-* out
