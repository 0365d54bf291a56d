"""The player in Firefox: steps, keys, addresses, changes, questions, presenter window, print."""

import base64
import re
import subprocess
import tempfile
import urllib.parse

from bidi import Firefox
from browser import STATE
from checks import Checks
from tool import Tool, data_of

ROUND = """((input, times) => {
  for (let round = 0; round < 60; round += 1) {
    input.value = String(0.3 + round / 1000);
    const start = performance.now();
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    document.querySelector(".stage").getBoundingClientRect();
    times.push(performance.now() - start);
  }
  return times.slice(10).sort((a, b) => a - b)[25];
})(document.querySelector(".panel-pane input"), [])"""


def chip(name):
    return f"""(() => {{
      const item = [...document.querySelectorAll(".stage .item")].find(
        (each) => each.dataset.name === "{name}" && each.checkVisibility());
      return item && [...item.querySelectorAll("use")].map(
        (use) => document.querySelector(use.getAttribute("href") + " text"))
        .filter((text) => text && text.getAttribute("display") !== "none")
        .map((text) => text.textContent).join("");
    }})()"""


def state_of(firefox):
    return firefox.value(f"(() => {{ {STATE} }})()")


def check_step(checks, firefox, name, step):
    firefox.comes(f"document.querySelector('.count').textContent.startsWith('{step} ')", 2)
    state = state_of(firefox)
    checks.equal(f"{name}: the step", state["step"], step)
    checks.equal(f"{name}: the pieces", state["shown"], state["section"])
    checks.equal(f"{name}: the words", state["shownWords"], state["sectionWords"])


def check_steps(checks, firefox, name, path):
    firefox.open(path)
    places = {}
    for step in range(1, len(data_of(path)["steps"]) + 1):
        check_step(checks, firefox, f"{name} {step}", step)
        moved = [href for href, place in firefox.value(
            """[...document.querySelectorAll(".stage .item use")].map((use) => {
              const { x, y } = use.getBoundingClientRect();
              return [use.getAttribute("href"), [Math.round(x), Math.round(y)]];
            })""") if places.setdefault(href, place) != place]
        checks.equal(f"{name} {step}: nothing moves", moved, [])
        firefox.press("Right")


def check_keys(checks, firefox, path):
    firefox.open(path, "#step-16")
    check_step(checks, firefox, "#step-16", 16)
    firefox.press("Right")
    check_step(checks, firefox, "→", 17)
    checks.equal("the address", firefox.value("location.hash"), "#step-17")
    firefox.history(-1)
    check_step(checks, firefox, "back", 16)
    firefox.history(1)
    check_step(checks, firefox, "forward", 17)
    for key, step in [("Home", 1), ("End", 26), ("PageUp", 25), ("Left", 24), (" ", 25)]:
        firefox.press(key)
        check_step(checks, firefox, key, step)
    firefox.press("1", "2", "Enter")
    check_step(checks, firefox, "digits", 12)
    area = firefox.value("(({ left, right, bottom }) => [left, right, bottom])"
                         "(document.querySelector('.area').getBoundingClientRect())")
    firefox.click_at(area[1] - 20, area[2] - 12)
    check_step(checks, firefox, "a click on the right half", 13)
    firefox.click_at(area[0] + 20, area[2] - 12)
    check_step(checks, firefox, "a click on the left half", 12)
    firefox.swipe([area[1] - 100, area[2] - 12], [area[0] + 200, area[2] - 12])
    check_step(checks, firefox, "a swipe", 13)
    for key, selector, closing in [
        ("n", ".notes-pane", "n"), ("b", ".black", "b"), ("?", "dialog.help", "Escape"),
        ("o", "dialog.overview", "Escape"), ("k", ".panel-pane", "Escape"),
    ]:
        firefox.press(key)
        shown = f"document.querySelector('{selector}')?.checkVisibility() ?? false"
        checks.that(f"{key} opens", firefox.comes(shown))
        firefox.press(closing)
        checks.that(f"{key} closes", firefox.comes(f"!({shown})"))
    firefox.open(path, "#gone")
    checks.that("an unknown step", firefox.comes(
        "document.querySelector('.message').textContent.includes('gone')"))


def check_changes(checks, firefox, path):
    firefox.open(path, "?W_h=0.5#step-17")
    checks.equal("?W_h=0.5", firefox.value(chip("h_2.value")), "3.5")
    checks.that("the address is kept", firefox.value("location.search") == "?W_h=0.5")
    firefox.press("k", "Control+a", "a", "b", "c")
    checks.equal("abc is marked", firefox.value(
        "document.getElementById('W_h-0').getAttribute('aria-invalid')"), "true")
    checks.equal("the old number stays", firefox.value(chip("h_2.value")), "3.5")
    firefox.press("Control+a", "2")
    checks.equal("2", firefox.value(chip("h_2.value")), "11")
    checks.that("the address follows", firefox.comes("location.search === '?W_h=2'"))
    firefox.press("Escape", "r")
    checks.that("reset", firefox.comes("location.search === ''"))
    checks.equal("reset: h_2", firefox.value(chip("h_2.value")), "−24")
    firefox.press("End", "k")
    print(f"a change in Firefox: {firefox.value(ROUND):.1f} ms (limit 16 ms)")


def check_question(checks, firefox, path):
    names = [step["name"] for step in data_of(path)["steps"]]
    step = names.index("value h_1") + 1
    firefox.open(path, f"#step-{step}")
    firefox.press("q")
    checks.equal("hidden", firefox.value(chip("h_1.value")), "?")
    firefox.press("Right")
    check_step(checks, firefox, "revealing", step)
    checks.equal("revealed", firefox.value(chip("h_1.value")), "5")
    firefox.press("Right")
    check_step(checks, firefox, "then it goes on", step + 1)


def check_presenter(checks, firefox, path):
    firefox.open(path, "#step-8")
    main, before = firefox.context, firefox.windows()
    firefox.press("s")
    for _ in range(100):
        new = [each for each in firefox.windows() if each not in before]
        if new:
            break
        firefox.comes("false", 0.05)
    checks.equal("a presenter window", len(new), 1)
    firefox.context = new[0]
    firefox.until("document.documentElement.classList.contains('presenter')")
    check_step(checks, firefox, "the presenter window", 8)
    firefox.press("Right")
    check_step(checks, firefox, "a step of the presenter", 9)
    firefox.context = main
    check_step(checks, firefox, "the presentation follows", 9)
    firefox.press("Home")
    firefox.context = new[0]
    check_step(checks, firefox, "the presenter follows", 1)
    firefox.send("browsingContext.close", context=new[0])
    firefox.context = main


def check_print(checks, firefox, path):
    firefox.open(path)
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(base64.b64decode(firefox.print()))
        file.flush()
        info = subprocess.run(
            ["pdfinfo", file.name], capture_output=True, text=True, check=True).stdout
    pages = int(re.search(r"Pages:\s+(\d+)", info).group(1))
    checks.equal("print: a page for each step", pages, len(data_of(path)["steps"]))


def main():
    checks, tool = Checks(), Tool()
    elman = tool.page("elman")
    paths = [elman, tool.page("elman-vector"), tool.page("circuit")]
    with Firefox() as firefox:
        for path, name in zip(paths, ["elman", "elman-vector", "circuit"]):
            with checks.part(name):
                check_steps(checks, firefox, name, path)
        for check in [check_keys, check_changes, check_question, check_presenter, check_print]:
            with checks.part(check.__name__):
                check(checks, firefox, elman)
        with checks.part("silence"):
            said = [each["text"] for each in firefox.happened("log.entryAdded")]
            checks.equal("the console is silent", said, [])
            allowed = tuple(f"file://{urllib.parse.quote(path)}" for path in paths)
            asked = [each["request"]["url"] for each in firefox.happened(
                "network.beforeRequestSent")]
            checks.equal("no request leaves", [
                each for each in asked
                if not each.startswith(allowed + ("about:", "data:", "blob:"))], [])
    checks.end()


if __name__ == "__main__":
    main()
