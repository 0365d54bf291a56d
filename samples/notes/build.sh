#!/bin/sh
# Builds the chapter in out/notes with every program that is installed; `make notes` calls it.
set -eu
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
out=$root/out/notes
mkdir -p "$out/bin"
tool=$root/.build/release/unroll
[ -x "$tool" ] || { echo "notes: run make build first" >&2; exit 1; }
# Pandoc, mdBook and MyST find a plug-in by its name.
for name in unroll pandoc-unroll mdbook-unroll myst-unroll; do ln -sf "$tool" "$out/bin/$name"; done
PATH=$out/bin:$PATH
export PATH

# Whether a program is installed; prints a note if it is not.
with() {
  command -v "$1" >/dev/null || { echo "notes: skipped, $1 is not installed"; return 1; }
}

# The pictures for the chapter on GitHub.
unroll embed chapter.md

if with cmark-gfm; then
  mkdir -p "$out/markdown/figures"
  cp figures/*.svg "$out/markdown/figures"
  { echo '<meta charset="utf-8">'; cmark-gfm --unsafe chapter.md; } >"$out/markdown/chapter.html"
  echo "Wrote $out/markdown/chapter.html"
fi
if with pandoc; then
  mkdir -p "$out/pandoc"
  notes=$PWD
  # Pictures are written to the folder where Pandoc is started, and pages link to them there.
  (
    cd "$out/pandoc"
    for to in html docx pptx epub; do
      pandoc --defaults "$notes/pandoc.yaml" --resource-path ".:$notes" "$notes/chapter.md" \
        -o "chapter.$to"
      echo "Wrote $out/pandoc/chapter.$to"
    done
    if with xelatex; then
      pandoc --defaults "$notes/pandoc.yaml" --resource-path ".:$notes" "$notes/chapter.md" \
        --pdf-engine xelatex -o chapter.pdf
      echo "Wrote $out/pandoc/chapter.pdf"
    fi
  )
fi
if with mdbook; then mdbook build; fi
if with myst; then
  mkdir -p "$out/myst"
  cp myst/* "$out/myst"
  ln -sf "$tool" "$out/myst/myst-unroll"
  if (cd "$out/myst" && myst build --site); then
    echo "Wrote $out/myst/_build"
  else
    echo "notes: myst did not build a site; it needs network access to download the site's theme"
  fi
fi
if with sphinx-build; then
  PYTHONPATH=$root/integrations/sphinx sphinx-build -q -b html sphinx "$out/sphinx"
  echo "Wrote $out/sphinx/index.html"
fi
hosts/build.sh
