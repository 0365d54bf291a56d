#!/bin/sh
# Measures unroll against what it is compared with, side by side in one run; `make bench` calls it.
# Names of sections choose some of them: Benchmarks/run.sh deck length growth
# It needs Python 3; a row whose program (neato, torch) is missing says so and is left out.
set -eu
cd "$(dirname "$0")/.."
command -v python3 >/dev/null || { echo "bench: Python 3 is missing" >&2; exit 1; }
[ -x .build/release/unroll ] || { echo "bench: run make build first" >&2; exit 1; }
# Or SwiftPM does not notice files that come and go in the package it depends on.
rm -f .build-bench/*.yaml
swift build -c release --package-path Benchmarks --scratch-path .build-bench >&2
UNROLL_PASSES=$(swift build -c release --package-path Benchmarks --scratch-path .build-bench \
  --show-bin-path)/passes
export UNROLL_PASSES
exec python3 Benchmarks/bench.py "$@"
