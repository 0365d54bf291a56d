"""Pages load and run nothing but themselves; they can be printed, and read without scripts."""

import base64
import re
import subprocess
import tempfile

from browser import Browser, Keys, check_quiet
from checks import Checks
from tool import Tool, data_of

ATTACK = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
HOSTILE = f"""title: '{ATTACK} & "quoted" ]]> --> &lt;b>'
cell: elman
activation: identity
parameters: {{W_h: -5, W_x: 1, W_y: -1}}
vocabulary: ['{ATTACK}', '"', "'&amp;", '<!--']
embeddings: [-2, 5, 1, 9]
sequence: ['{ATTACK}', '<!--']
initial: {{h: 0}}
loss: output
ask: h_0
"""


def check_policy(checks, browser, path):
    """What an injected part of a page may not do. It also shows that complaints are noticed."""
    browser.open(path)
    checks.equal("before", browser.complaints(), [])
    browser.command("Runtime.evaluate", expression="""
      window.broken = [];
      document.addEventListener("securitypolicyviolation", (event) => (
        broken.push(event.effectiveDirective)));
      const add = (name, attributes) => {
        const made = Object.assign(document.createElement(name), attributes);
        document.body.append(made);
      };
      add("script", { textContent: "window.ran = true" });
      add("script", { src: "https://example.invalid/script.js" });
      add("img", { src: "https://example.invalid/picture.png" });
      add("iframe", { src: "https://example.invalid/" });
      add("style", { textContent: "body { display: none }" });
      add("button", { id: "injected" });
      injected.setAttribute("onclick", "window.ran = true");
      injected.click();
      fetch("https://example.invalid/").catch(() => {});
    """)
    expected = {"script-src-elem", "img-src", "frame-src", "style-src-elem", "script-src-attr",
                "connect-src"}
    browser.comes("broken.length >= arguments[0]", len(expected))
    checks.equal("all injected parts are refused", set(browser.value("broken")), expected)
    checks.that("no injected script ran", not browser.value("window.ran"))
    checks.that("the console complains", len(browser.complaints()) >= len(expected))
    leaving = [each for each in browser.requests() if "example.invalid" in each]
    checks.equal("no injected request leaves", leaving, [])


def check_words(checks, browser, path):
    browser.open(path)
    checks.equal("no element of a token", browser.value(
        "document.querySelectorAll('img, script:not(:nth-last-of-type(-n+2))').length"), 0)
    checks.equal("two scripts", browser.value("document.scripts.length"), 2)
    checks.that("the title is text", ATTACK in browser.value(
        "document.querySelector('main h1').textContent"))
    attack = ATTACK.replace(" ", "")
    for key in ["", "k", Keys.ESCAPE, "n", "o", Keys.ESCAPE, "q", "q"]:
        if key:
            browser.press(key)
        checks.equal(f"after {key!r}: nothing new runs", browser.value(
            "document.scripts.length + document.images.length"), 2)
    seen = browser.value("""[...document.querySelectorAll("main section")].map(
      (section) => section.textContent).join("").replaceAll(" ", "")""")
    checks.that("the token is text in the words", attack in seen)
    stored = browser.value("document.getElementById('store').textContent.replaceAll(' ', '')")
    checks.that("the token is text in the drawing", "‘</scr" in stored, stored[:300])
    browser.press("k")
    checks.that("the token is text in the panel", "<script>" in browser.text(".panel-pane"))
    for step in range(len(data_of(path)["steps"])):
        state = browser.state()
        checks.equal(f"hostile words {step + 1}", state["shown"], state["section"])
        browser.press(Keys.ESCAPE, Keys.ARROW_RIGHT)
    check_quiet(checks, browser, "hostile words", [path])


def check_print(checks, browser, path):
    count = len(data_of(path)["steps"])
    for suffix in ["#step-5", "?W_h=0.5#step-5"]:
        browser.open(path, suffix)
        printed = browser.command(
            "Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"]
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(base64.b64decode(printed))
            file.flush()
            info = subprocess.run(
                ["pdfinfo", file.name], capture_output=True, text=True, check=True).stdout
            text = subprocess.run(
                ["pdftotext", "-layout", file.name, "-"], capture_output=True, text=True,
                check=True).stdout
            drawn = subprocess.run(
                ["pdftoppm", "-r", "20", "-gray", file.name], capture_output=True,
                check=True).stdout
        pages = int(re.search(r"Pages:\s+(\d+)", info).group(1))
        checks.equal(f"{suffix}: a page for each step", pages, count)
        texts = text.split("\f")[:count]
        for number, words in enumerate(texts, 1):
            checks.that(f"{suffix} page {number}: its step", re.search(
                rf"Step {number} of {count}", words), words[:200])
        checks.equal(f"{suffix}: a picture of each page", len(list(pictures(drawn))), pages)
        for number, (width, height, gray) in enumerate(pictures(drawn), 1):
            ink = sum(byte < 200 for byte in gray)
            top = sum(byte < 200 for byte in gray[:width * height // 2])
            checks.that(
                f"{suffix} page {number}: its picture", ink > 0.01 * len(gray) and top > 100,
                (ink, top))
        if "W_h" in suffix:
            checks.that("the printed numbers are the changed ones", "3.5" in text)


def pictures(stream):
    """The gray pictures of pdftoppm's output: width, height, a byte for each pixel."""
    place = 0
    while place < len(stream):
        header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", stream[place:place + 40])
        width, height = int(header.group(1)), int(header.group(2))
        place += header.end()
        yield width, height, stream[place:place + width * height]
        place += width * height


def check_without_scripts(checks, path):
    data = data_of(path)
    with Browser(scripting=False) as browser:
        browser.driver.get(f"file://{path}")
        # Scripts of the page are off; those of the tests run all the same.
        checks.equal("without scripts: no player", browser.value(
            "document.documentElement.classList.contains('playing')"), False)
        sections = browser.script("""
          return [...document.querySelectorAll("main > section")].map((section) => {
            const picture = section.querySelector("svg").getBoundingClientRect();
            const said = section.querySelector(".narration");
            return {
              picture: [picture.width, picture.height], top: section.getBoundingClientRect().top,
              isSeen: section.checkVisibility() && said.checkVisibility(),
              words: said.textContent, label: section.querySelector("svg").ariaLabel,
            };
          });""")
        checks.equal("without scripts: every step", len(sections), len(data["steps"]))
        tops = [section["top"] for section in sections]
        checks.that("without scripts: one below the other", tops == sorted(set(tops)))
        for number, section in enumerate(sections, 1):
            checks.that(
                f"without scripts: step {number}", section["isSeen"] and section["words"]
                and section["label"] and min(section["picture"]) > 200, section)
        checks.equal("without scripts: the console is silent", [
            each for each in browser.complaints() if "JavaScript" not in each], [])


def main():
    checks, tool = Checks(), Tool()
    path, hostile = tool.page("elman"), tool.page("hostile", HOSTILE)
    vector = tool.page("elman-vector")
    with Browser() as browser:
        with checks.part("hostile words"):
            check_words(checks, browser, hostile)
        with checks.part("print"):
            check_print(checks, browser, path)
            check_quiet(checks, browser, "print", [path])
        with checks.part("policy"):
            check_policy(checks, browser, path)
    with checks.part("without scripts"):
        check_without_scripts(checks, vector)
    checks.end()


if __name__ == "__main__":
    main()
