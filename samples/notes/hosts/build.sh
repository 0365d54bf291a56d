#!/bin/sh
# Draws the figures of one document in every form, and builds each with its program if that is
# installed, in out/notes/hosts; samples/notes/build.sh calls it with unroll on PATH.
set -eu
cd "$(dirname "$0")"
out=$(cd ../../.. && pwd)/out/notes/hosts
mkdir -p "$out"

with() {
  command -v "$1" >/dev/null || { echo "notes: skipped, $1 is not installed"; return 1; }
}

# Moodle, Obsidian and Docusaurus build no page by a command.
unroll embed -q github.md docusaurus.mdx notes.ipynb notes.rst notes.adoc
unroll embed -q jekyll.md --for kramdown
for host in mkdocs hugo obsidian moodle; do unroll embed -q $host.md --for $host; done
rm -rf "$out/figures"
cp -r figures "$out"

if with asciidoctor; then asciidoctor -o "$out/asciidoc.html" notes.adoc; fi
if python3 -c 'import docutils' 2>/dev/null; then
  python3 -m docutils notes.rst "$out/restructuredtext.html"
fi
if with jupyter-nbconvert; then
  jupyter-nbconvert --log-level ERROR --to html --output-dir "$out" --output jupyter notes.ipynb
fi
if with cmark-gfm; then cmark-gfm --unsafe github.md >"$out/github.html"; fi
if with mkdocs; then
  site=$out/mkdocs
  mkdir -p "$site/docs"
  cp -r figures "$site/docs"
  cp mkdocs.md "$site/docs/index.md"
  cp mkdocs.yml "$site"
  (cd "$site" && mkdocs build --quiet)
fi
if with hugo; then
  site=$out/hugo
  mkdir -p "$site/content/notes" "$site/layouts/_default"
  cp -r figures "$site/content/notes"
  cp hugo.md "$site/content/notes/index.md"
  cp hugo.toml "$site"
  # As themes have it, pictures are no wider than the page.
  echo '<!doctype html><meta charset="utf-8"><style>img{max-width:100%}</style>{{ .Content }}' \
    >"$site/layouts/_default/single.html"
  (cd "$site" && hugo --quiet)
fi
if with jekyll; then
  mkdir -p "$out/jekyll-source"
  cp -r figures jekyll.md "$out/jekyll-source"
  jekyll build --quiet --source "$out/jekyll-source" --destination "$out/jekyll"
fi
echo "Wrote $out"
