"""Names for all that is shown, no violation found by axe-core, and pages of every size."""

import importlib.util
import os
import re

from browser import Browser, Keys, check_quiet
from checks import Checks
from tool import Tool, data_of, with_digits

ITALIAN = """title: La lezione
cell: elman
activation: identity
parameters: {W_h: -5, W_x: 1, W_y: -1}
sequence: [5, 1]
initial: {h: 0}
loss: output
ask: h_0
language: it
"""

OVERFLOWS = """
const wide = [];
const { scrollWidth } = document.documentElement;
if (scrollWidth > innerWidth) wide.push(["page", scrollWidth]);
for (const each of document.querySelectorAll("body *")) {
  if (each.closest("#store, main, .unseen") || !each.checkVisibility()) continue;
  const { left, right, width } = each.getBoundingClientRect();
  if (!width) continue;
  // What scrolls in its own box, or is cut by it, may be wider than the window.
  let holder = each.parentElement;
  while (holder && !/auto|scroll|hidden|clip/.test(getComputedStyle(holder).overflowX)) {
    holder = holder.parentElement;
  }
  const isHeld = holder && holder !== document.body && holder !== document.documentElement;
  if (!isHeld && (left < -1 || right > innerWidth + 1)) {
    wide.push([each.className.baseVal ?? (each.className || each.localName), left, right]);
  }
}
return wide.slice(0, 5);
"""

# The words on the stage that are wider than their boxes.
CUT = """
return [...document.querySelectorAll(".stage foreignObject")].flatMap((box) => {
  const limits = box.getBoundingClientRect();
  return [...box.querySelectorAll("*")].filter((each) => {
    const { left, right, width } = each.getBoundingClientRect();
    const stage = document.querySelector(".stage").getBoundingClientRect();
    return width && (left < stage.left - 1 || right > stage.right + 1);
  }).slice(0, 1).map((each) => [box.textContent, limits.right, each.getBoundingClientRect().right]);
});
"""


def axe():
    """The source of axe-core, from the package axe-core-python."""
    found = importlib.util.find_spec("axe_core_python")
    with open(os.path.join(os.path.dirname(found.origin), "axe.min.js"), encoding="utf-8") as file:
        return file.read()


def check_axe(checks, browser, name):
    browser.command("Runtime.evaluate", expression=SOURCE)
    violations = browser.driver.execute_async_script("""
      const done = arguments[0];
      axe.run(document).then(({ violations, passes }) => done([passes.length, violations.map(
        ({ id, impact, nodes }) => [id, impact, nodes.length, nodes[0].html.slice(0, 160),
          nodes[0].failureSummary.slice(0, 200)])]), (error) => done([0, String(error)]));""")
    checks.that(f"{name}: axe-core looks", violations[0] > 10, violations)
    checks.equal(f"{name}: axe-core finds no violation", violations[1], [])


SOURCE = ""


def check_violations(checks, browser, pages):
    browser.open(pages["elman"], "?W_h=0.5#step-17")
    check_axe(checks, browser, "a changed deck")
    browser.press("k")
    check_axe(checks, browser, "the panel")
    field = browser.find("#W_h-0")
    field.send_keys(Keys.CONTROL + "a")
    field.send_keys("abc")
    check_axe(checks, browser, "a mistake")
    browser.press(Keys.ESCAPE, "o")
    check_axe(checks, browser, "the overview")
    browser.press(Keys.ESCAPE, "?")
    check_axe(checks, browser, "the help")
    browser.press(Keys.ESCAPE, "n", "q")
    check_axe(checks, browser, "question mode with notes")
    for theme in ["the next theme", "the theme after it"]:
        browser.press("t")
        check_axe(checks, browser, theme)
    browser.press("q")
    for _ in range(60):
        browser.press(Keys.TAB)
        if browser.is_visible(".card"):
            break
    checks.that("a card by Tab", browser.is_visible(".card"))
    check_axe(checks, browser, "a card")
    for name in ["lstm", "elman-vector", "italian"]:
        browser.open(pages[name], "#step-15")
        check_axe(checks, browser, name)
    for flag in ["presenter", "embed"]:
        browser.open(pages["elman"], f"?{flag}#step-9")
        check_axe(checks, browser, flag)


def tree(browser):
    """What the browser tells other programs of the page: role, name, of each node not ignored."""
    nodes = browser.command("Accessibility.getFullAXTree")["nodes"]
    return [
        (node["role"]["value"], node.get("name", {}).get("value", ""), node)
        for node in nodes if not node.get("ignored") and "role" in node]


NAMED = {"button", "link", "image", "img", "graphics-object", "textbox", "dialog", "navigation",
         "region", "complementary", "group", "SvgRoot", "heading"}


def check_names(checks, browser, name, path):
    data = data_of(path)
    browser.open(path, f"#step-{len(data['steps']) - 4}")
    browser.press("k", "n")
    found = tree(browser)
    nameless = [role for role, words, _ in found if role in NAMED and not words.strip()]
    checks.equal(f"{name}: all parts have names", nameless, [])
    checks.that(f"{name}: there is a tree", len(found) > 40, len(found))
    names = [words for _, words, _ in found]
    shown = browser.value("""[...document.querySelectorAll(".stage .item")].filter(
      (item) => item.checkVisibility()).map((item) => item.dataset.name)""")
    places = {group["name"]: group for group in data["groups"]}
    for each in shown:
        group = places[each]
        if "node" not in group or "node" not in group["classes"].split():
            continue
        spoken = data["nodes"][group["node"]]["spoken"]
        checks.that(f"{name}: {each} has its name", spoken in names, (spoken, names[:60]))
        if f"{each}.value" in shown:
            checks.that(f"{name}: the value of {each} has a name with a number", any(
                spoken in words and re.search(r"\d|∞", words.split(spoken, 1)[1])
                for words in names))
    roles = {role for role, _, _ in found}
    checks.that(
        f"{name}: formulas are read as formulas", roles & {"MathMLMath", "math"}, sorted(roles))
    browser.press(Keys.ESCAPE, Keys.ARROW_RIGHT)
    live = browser.value("""[...document.querySelectorAll("[aria-live=polite]")].map(
      (each) => each.textContent).join(" ")""")
    checks.that(f"{name}: a step is announced", str(browser.step) in live and len(live) > 30, live)


def check_tab_order(checks, browser, path):
    browser.open(path, "#step-17")
    seen = []
    for _ in range(60):
        browser.press(Keys.TAB)
        seen.append(browser.value(
            """(({ dataset, className, localName }) => dataset.name
              ?? `${localName} ${className.baseVal ?? className}`)(document.activeElement)"""))
    stops = {each.split(" ")[-1] for each in seen}
    checks.that("Tab reaches the nodes", {"h_1", "h_2", "y_1", "Loss"} <= set(seen), seen)
    checks.that("Tab reaches the buttons", {"next", "help", "panel"} <= stops, seen)
    browser.press(Keys.ESCAPE)
    visible = browser.value("getComputedStyle(document.activeElement).outlineStyle")
    checks.that("the focus is seen", visible != "none", visible)


def check_sizes(checks, browser, pages):
    for width, height, mobile in [(390, 844, True), (844, 390, True), (1024, 768, False),
                                  (1920, 1080, False), (320, 640, True)]:
        browser.command("Emulation.setDeviceMetricsOverride", width=width, height=height,
                        deviceScaleFactor=1, mobile=mobile)
        for name in ["elman", "elman-vector", "italian"]:
            title = f"{width} × {height}, {name}"
            browser.open(pages[name], "?W_h=0.123456789&x_1=-0.987654321#step-17")
            stage = browser.value("(({ width, height }) => [width, height])"
                                  "(document.querySelector('.stage').getBoundingClientRect())")
            checks.that(
                f"{title}: the drawing has space", min(stage) > 0.3 * min(width, height), stage)
            for part, keys in [
                ("stage", []), ("panel", ["k"]), ("notes", [Keys.ESCAPE, "n"]), ("help", ["?"]),
                ("overview", [Keys.ESCAPE, "o"]), ("question", [Keys.ESCAPE, "q"]),
            ]:
                browser.press(*keys)
                checks.equal(f"{title}, {part}: nothing is too wide", browser.script(OVERFLOWS), [])
            checks.equal(f"{title}: no words are cut", browser.script(CUT), [])
            buttons = browser.value("""[...document.querySelectorAll(".bar button")].filter(
              (each) => each.checkVisibility()).map((each) => each.getBoundingClientRect()).filter(
              ({ width, height, bottom }) => width < 24 || height < 24 || bottom > innerHeight + 1)
              .length""")
            checks.equal(f"{title}: buttons can be hit", buttons, 0)
    browser.command("Emulation.clearDeviceMetricsOverride")


def check_media(checks, browser, path):
    """What a reader's settings ask for."""
    def set_media(name, value):
        browser.command("Emulation.setEmulatedMedia", features=[{"name": name, "value": value}])

    moving = """(() => [...document.querySelectorAll("body *")].filter((each) => {
      const { transitionDuration, animationName } = getComputedStyle(each);
      return Number.parseFloat(transitionDuration) > 0 || animationName !== "none";
    }).length)()"""
    browser.open(path)
    checks.that("something moves by default", browser.value(moving) > 0)
    set_media("prefers-reduced-motion", "reduce")
    checks.equal("reduced motion: nothing moves", browser.value(moving), 0)
    set_media("prefers-reduced-motion", "no-preference")
    check = "getComputedStyle(document.documentElement).backgroundColor"
    light = browser.value(check)
    set_media("prefers-color-scheme", "dark")
    browser.open(path)
    print("a light theme in a dark scheme:", light, browser.value(check))
    set_media("prefers-color-scheme", "light")


def check_language(checks, browser, path):
    browser.open(path, "#nessuno")
    checks.equal("the language of the page", browser.value("document.documentElement.lang"), "it")
    message = browser.text(".message")
    checks.that("messages in Italian", "non c’è" in message, message)
    browser.press("?")
    checks.that("help in Italian", "Passo" in browser.text("dialog"), browser.text("dialog")[:200])
    browser.press(Keys.ESCAPE, "k")
    words = browser.value("document.body.innerText")
    for english in ["Parameters", "Next", "Loss 1", "Reset", "Initial values", "Step "]:
        checks.that(f"no English: {english}", english not in words, words[:400])


def main():
    global SOURCE
    SOURCE = axe()
    checks, tool = Checks(), Tool()
    pages = {name: tool.page(name) for name in ["elman", "lstm", "elman-vector"]}
    pages["italian"] = tool.page("italian", ITALIAN)
    with Browser() as browser:
        with checks.part("violations"):
            check_violations(checks, browser, pages)
        for name in ["elman", "lstm", "elman-vector"]:
            with checks.part(f"names of {name}"):
                check_names(checks, browser, name, pages[name])
        with checks.part("tab order"):
            check_tab_order(checks, browser, pages["elman"])
        with checks.part("sizes"):
            check_sizes(checks, browser, pages)
        with checks.part("media"):
            check_media(checks, browser, pages["elman"])
        with checks.part("language"):
            check_language(checks, browser, pages["italian"])
        check_quiet(checks, browser, "accessibility", list(pages.values()))
    checks.end()


if __name__ == "__main__":
    main()
