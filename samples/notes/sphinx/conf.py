"""Run sphinx-build . out, after pip install ../../../integrations/sphinx."""

project = "Backpropagation through time"
extensions = ["sphinx_unroll", "sphinx.ext.mathjax"]
numfig = True
