"""The Sphinx directive ``unroll``: a figure drawn from the lesson in it.

.. code-block:: rst

   .. unroll::
      :name: fig-bptt
      :caption: The gradient on the first state
      :show: last

      cell: elman
      …

The command ``unroll block`` draws the figure, once for each directive, while Sphinx reads the
document. The pictures are written to the folder of doctrees as SVG and PDF; each builder uses the
format that it can show.
"""

import json
import linecache
import os
import re
import shlex
import subprocess

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

logger = logging.getLogger(__name__)

# The themes Furo and PyData define these classes; other themes are light, and would show both
# pictures. Furo makes the picture that it shows a block, so a row has to be a flexible box.
STYLES = (
    "<style>html:not([data-theme=dark]) .only-dark{display:none}"
    "figure.unroll p{margin:0}figure.unroll img{height:auto}"
    "figure.unroll .unroll-rows>p{display:flex;flex-wrap:wrap;align-items:center;"
    "justify-content:center;column-gap:.2em}"
    "figure.unroll .unroll-rows a img{margin:auto}</style>"
)


# By Pandoc's rule: no space just inside the dollars, and no digit after the closing one.
FORMULA = re.compile(r"(\$(?![\s$])[^$]*(?<!\s)\$(?!\d))")


class FigureSet(nodes.figure):
    """A figure of pictures that may be higher than a page."""


def visit_figure_set(translator, node):
    """Begins pictures that LaTeX breaks over pages; it cuts off floats that are higher than one."""
    if translator.table or translator.in_minipage:
        translator.visit_figure(node)
        return
    # Outside a float, a caption needs the name of what it numbers.
    translator.body.append(
        "\n\\begin{center}\\expandafter\\def\\csname @captype\\endcsname{figure}\n")
    translator.context.append("\\end{center}\n")


def depart_figure_set(translator, node):
    translator.depart_figure(node)


class BlockKeys(dict):
    """Options with every name: the tool knows the keys of a block, and says which is wrong."""

    def __missing__(self, name):
        return directives.unchanged


class Unroll(SphinxDirective):
    """A figure of backpropagation through time; its argument may be the path of a lesson file."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = BlockKeys({"name": directives.unchanged, "class": directives.class_option})

    def run(self):
        answer = self.draw()
        if answer is None:
            # Sphinx would keep the page, and say nothing in the next build.
            self.env.note_reread()
            source = "\n".join(self.content) or self.arguments[0]
            return [nodes.literal_block(source, source)]
        if "lessonFile" in answer:
            self.env.note_dependency(os.path.abspath(answer["lessonFile"]))
        return self.figure(answer)

    def draw(self):
        """Returns the tool's answer; ``None`` if the lesson has errors, which are reported."""
        source, line = self.state_machine.get_source_and_line(self.lineno)
        source = source or self.env.doc2path(self.env.docname)
        request = {
            "lesson": "\n".join(self.content),
            "options": self.block_options(),
            "document": source,
            "line": line,
            "home": str(self.env.srcdir),
            "folder": self.folder,
            "formats": ["svg", "pdf"],
        }
        if self.arguments:
            request["file"] = self.lesson_file(source)
            linecache.checkcache(source)
            request["fileColumn"] = linecache.getline(source, line).find(self.arguments[0]) + 1
        if self.content:
            request["textLine"], request["indent"] = self.text_place(source, line)
        command = shlex.split(self.config.unroll_command) + ["block"]
        try:
            run = subprocess.run(
                command, input=json.dumps(request), stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, encoding="utf-8")
        except OSError as error:
            logger.error(
                "cannot start %s (%s); set unroll_command in conf.py to the tool's path",
                command[0], error.strerror, location=f"{source}:{line}")
            return None
        place = f"{source}:{line}"
        answer = json.loads(run.stdout) if run.stdout else {}
        for mistake in answer.get("mistakes", []):
            self.report(mistake, place)
        if run.returncode == 0:
            return answer
        if "mistakes" not in answer:
            logger.error(
                "%s", run.stderr.strip() or "unroll ended without a message", location=place)
        return None

    @property
    def folder(self):
        return os.path.join(os.path.abspath(self.env.doctreedir), "unroll")

    def block_options(self):
        options = {key: value for key, value in self.options.items() if key != "class"}
        for name in ("name", "label"):
            if name in options:
                options["id"] = options.pop(name)
        if self.config.unroll_theme:
            options.setdefault("theme", self.config.unroll_theme)
        return options

    def lesson_file(self, source):
        """The argument as a path relative to the document.

        A path with a leading slash is relative to the source folder.
        """
        _, path = self.env.relfn2path(self.arguments[0])
        return os.path.relpath(path, os.path.dirname(source) or ".")

    def text_place(self, source, line):
        """The line number of the lesson's first line in its file, and its indentation there.

        The parsers strip lines and count them in different ways, so we search for the lesson.
        """
        linecache.checkcache(source)
        texts = [text.rstrip() for text in self.content]
        for first in range(line + 1, line + 100):
            lines = [linecache.getline(source, first + i).rstrip() for i in range(len(texts))]
            if all(line.endswith(text) for line, text in zip(lines, texts)):
                return first, len(lines[0]) - len(texts[0])
        return line + 1, 0

    @staticmethod
    def report(mistake, place):
        """Reports a mistake at its line of the document; `place` is the directive's."""
        if "line" in mistake:
            numbers = [mistake[key] for key in ("line", "column") if key in mistake]
            place = ":".join(map(str, [mistake["document"], *numbers]))
        text = mistake["message"]
        if "hint" in mistake:
            text += "; " + mistake["hint"]
        logger.error("%s", text, location=place)

    def figure(self, answer):
        """The figure's nodes; several pictures are arranged in rows."""
        pictures = [picture for picture in answer["pictures"] if picture["format"] == "svg"]
        steps = sorted({picture["step"] for picture in pictures})
        in_row = {"strip": len(steps), "grid": 2}.get(answer["shape"], 1)
        rows = nodes.container(classes=["unroll-rows"])
        for start in range(0, len(steps), in_row):
            row = nodes.paragraph()
            for step in steps[start:start + in_row]:
                if row.children:
                    row += nodes.Text(" ")
                row += self.images([p for p in pictures if p["step"] == step], answer, in_row)
            rows += row
        # In LaTeX the caption stays with the last row.
        rows += nodes.raw("", "\\nopagebreak", format="latex")
        # A line may hold only some of the pictures that have a width of their own.
        is_high = in_row < len(steps) or not answer.get("pictureWidth", "%").endswith("%")
        kind = FigureSet if is_high and len(steps) > 1 else nodes.figure
        figure = kind(classes=["unroll"] + self.options.get("class", []))
        self.set_source_info(figure)
        # Docutils treats the second child of a figure as its caption.
        figure += rows if len(pictures) > 1 else rows[0][0]
        messages = []
        if answer.get("caption"):
            # As in other directives, a caption may contain the document's markup.
            inline, messages = self.caption(answer["caption"])
            figure += nodes.caption("", "", *inline)
        if "id" in answer:
            self.options["name"] = answer["id"]
        self.add_name(figure)
        return self.styles(len(pictures)) + [figure] + messages

    def caption(self, text):
        """The nodes of a caption, with formulas between dollar signs in any kind of document."""
        inline, messages = [], []
        for part in FORMULA.split(text):
            if FORMULA.fullmatch(part):
                inline.append(nodes.math(part, part[1:-1]))
            elif part:
                found, problems = self.state.inline_text(part, self.lineno)
                # Markdown drops the blanks beside a formula.
                words = "".join(node.astext() for node in found)
                before = part[0].isspace() and not words[:1].isspace()
                after = part[-1].isspace() and not words[-1:].isspace()
                inline += [nodes.Text(" ")] * before + found + [nodes.Text(" ")] * after
                messages += problems
        return inline, messages

    def styles(self, count):
        """The styles for figures of several pictures, once per document."""
        if count == 1 or self.env.temp_data.get("unroll styles"):
            return []
        self.env.temp_data["unroll styles"] = True
        return [nodes.raw("", STYLES, format="html")]

    def images(self, pictures, answer, in_row):
        """One step for light and for dark pages; builders other than HTML show the first theme."""
        first, *others = pictures
        images = [self.image(first, answer, in_row)]
        for picture in [p for p in others if "dark" in (p["theme"], first["theme"])][:1]:
            classes = ["only-light", "only-dark"]
            if first["theme"] == "dark":
                classes.reverse()
            image = self.image(picture, answer, in_row)
            images[0]["classes"].append(classes[0])
            image["classes"].append(classes[1])
            only = addnodes.only(expr="html")
            only += image
            images.append(only)
        return images

    def image(self, picture, answer, in_row):
        stem = os.path.join(self.folder, os.path.splitext(picture["file"])[0])
        # Relative to the source folder; Sphinx chooses the format and copies the file.
        uri = "/" + os.path.relpath(stem, self.env.srcdir).replace(os.sep, "/") + ".*"
        image = nodes.image(uri=uri, alt=picture["alt"])
        if in_row > 1:
            image["classes"].append("no-scaled-link")
        if "pictureWidth" in answer:
            # Sphinx writes the width of an SVG as an HTML attribute, which does not allow cm.
            image["width"] = answer["pictureWidth"]
        return image


class UnreadBlocks(SphinxTransform):
    """Reports blocks in the syntax of another program, which MyST-Parser shows as code or text."""

    default_priority = 500

    def apply(self):
        is_rst = str(self.env.doc2path(self.env.docname)).endswith(".rst")
        block = ".. unroll:: lesson.yaml" if is_rst else "```{unroll} lesson.yaml"
        for node in self.document.findall(nodes.literal_block):
            language = node.get("language", "")
            # An example has a language; code without one is a block that is indented too far.
            is_indented = not language and re.search(
                r"^(`{3}|:{3}) ?(\{\.?unroll[ }]|unroll\s*$)", node.astext(), re.MULTILINE)
            if language == "unroll" or language.startswith(("{.unroll", "{unroll")) or is_indented:
                self.report(
                    node, "Sphinx reads this block as code; write %s, with keys such as "
                    ":show: answer below" % block)
        comments = list(self.document.findall(nodes.comment))
        # unroll embed draws lessons in comments, and marks what it writes.
        is_embedded = any(node.astext().startswith("unroll:begin") for node in comments)
        for node in comments:
            if is_rst and not is_embedded and re.match(r"unroll\s*\n", node.rawsource or node.astext()):
                self.report(
                    node, "Sphinx reads this block as a comment; write %s" % block)
        if is_rst:
            return
        for node in self.document.findall(nodes.paragraph):
            if re.match(r":{3,} ?\{unroll\}", node.astext()):
                self.report(
                    node, 'Sphinx reads this block as text; add "colon_fence" to '
                    "myst_enable_extensions in conf.py")

    @staticmethod
    def report(node, message):
        logger.error("%s", message, location=node)


def setup(app):
    app.require_sphinx("5.0")
    app.add_config_value("unroll_command", "unroll", "env")
    app.add_config_value("unroll_theme", None, "env")
    app.add_directive("unroll", Unroll)
    app.add_enumerable_node(FigureSet, "figure", latex=(visit_figure_set, depart_figure_set))
    app.add_transform(UnreadBlocks)
    return {"version": "0.1.0", "parallel_read_safe": True, "parallel_write_safe": True}
