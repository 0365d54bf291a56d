#!/bin/sh
# Measures unroll side by side with what it is compared with; `make bench` calls it.
# Names select sections: Benchmarks/run.sh deck length growth
# It needs Python 3; a row whose program (neato, torch) is missing says so and is skipped.
set -eu
cd "$(dirname "$0")/.."
command -v python3 >/dev/null || { echo "bench: Python 3 is missing" >&2; exit 1; }
[ -x .build/release/unroll ] || { echo "bench: run make build first" >&2; exit 1; }
# Otherwise SwiftPM does not notice added and removed files in the package it depends on.
rm -f .build-bench/*.yaml
swift build -c release --package-path Benchmarks --scratch-path .build-bench >&2
UNROLL_PASSES=$(swift build -c release --package-path Benchmarks --scratch-path .build-bench \
  --show-bin-path)/passes
export UNROLL_PASSES
exec python3 Benchmarks/bench.py "$@"
