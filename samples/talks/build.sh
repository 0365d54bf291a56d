#!/bin/sh
# Builds the talks in out/talks with every program that is installed; `make examples` calls it.
set -eu
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
out=$root/out/talks
tool=${UNROLL:-$root/.build/release/unroll}
[ -x "$tool" ] || { echo "examples: run make build first" >&2; exit 1; }
lesson=$root/samples/lecture.yaml
mkdir -p "$out"
cp beamer.tex "$out"

# Puts a file in place of the line that asks for it.
filled() { sed -e "/<!-- unroll snippet -->/{r $2" -e 'd;}' "$1"; }
# Whether a program is installed; prints a note if it is not.
with() { command -v "$1" >/dev/null || { echo "examples: not run, $1 is not installed: $2"; return 1; }; }

(
  cd "$out"
  "$tool" render "$lesson" --quiet -o lecture.pdf -o lecture.html -o figures/step.svg
  for program in beamer reveal marp; do
    case $program in
      beamer) files=lecture.pdf ;;
      *) files=figures/step.svg ;;
    esac
    "$tool" snippet "$lesson" --for $program --files $files -o snippet-$program.txt
  done
  mv snippet-beamer.txt beamer-frame.tex
)
filled reveal.html "$out/snippet-reveal.txt" >"$out/reveal.html"
filled marp.md "$out/snippet-marp.txt" >"$out/marp.md"
rm "$out/snippet-reveal.txt" "$out/snippet-marp.txt"
echo "Wrote $out/lecture.html"
echo "Wrote $out/reveal.html"
cd "$out"
if with pdflatex beamer.tex; then
  pdflatex -interaction=batchmode -halt-on-error beamer >/dev/null ||
    { tail -n 20 beamer.log >&2; exit 1; }
  echo "Wrote $out/beamer.pdf"
fi
if with marp marp.md; then
  marp --allow-local-files marp.md -o marp.html
  echo "Wrote $out/marp.html"
fi
