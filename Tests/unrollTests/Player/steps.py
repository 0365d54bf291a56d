"""Every step shows exactly its items, and nothing moves; keys, clicks and swipes lead to steps."""

from browser import Browser, Keys, check_quiet, check_step
from checks import Checks
from tool import Tool, data_of

# Where each piece is in the window, and the middle of each node's outline.
PLACES = """
const box = (each) => {
  const { x, y, width, height } = each.getBoundingClientRect();
  return [x, y, width, height].map((number) => Math.round(number * 10) / 10);
};
const uses = [...document.querySelectorAll(".stage .item use")];
const nodes = [...document.querySelectorAll(".stage .item.node")].filter(
  (item) => item.querySelector("use")?.checkVisibility());
const bounds = (item) => {
  const boxes = [...item.querySelectorAll("use")].map(box);
  const sides = [0, 1].map((axis) => [
    Math.min(...boxes.map((each) => each[axis])),
    Math.max(...boxes.map((each) => each[axis] + each[axis + 2]))]);
  return sides.map(([least, most]) => (least + most) / 2);
};
return {
  pieces: uses.map((use) => [use.getAttribute("href"), box(use)]),
  nodes: nodes.map((item) => [item.dataset.name, bounds(item)]),
};
"""


def check_all_steps(checks, browser, name, path):
    """Walks through a deck."""
    count = len(data_of(path)["steps"])
    pieces, nodes, shown = {}, {}, set()
    browser.open(path)
    for step in range(1, count + 1):
        state = check_step(checks, browser, f"{name} {step}", step, "" if step == 1 else None)
        checks.that(
            f"{name} {step}: the title", state["title"] and f"{step}" in state["title"],
            state["title"])
        places = browser.script(PLACES)
        shown.update(href for href, _ in places["pieces"])
        for kind, known in [("pieces", pieces), ("nodes", nodes)]:
            moved = [
                (each, known[each], place) for each, place in places[kind]
                if max(abs(a - b) for a, b in zip(known.setdefault(each, place), place)) > 0.6]
            checks.equal(f"{name} {step}: no {kind} move", moved, [])
        if step < count:
            browser.press(Keys.ARROW_RIGHT)
    checks.equal(
        f"{name}: every piece in the store is shown in some step",
        browser.value("document.querySelectorAll('#store g[id]').length"), len(shown))
    # Back again: what a step leaves behind shows here.
    for step in range(count - 1, 0, -7):
        for _ in range(min(7, step) if step != count - 1 else 1):
            browser.press(Keys.ARROW_LEFT)
        check_step(checks, browser, f"{name} back to {browser.step}", browser.step)
    check_quiet(checks, browser, name, [path])


def check_keys(checks, browser, path):
    browser.open(path)
    count = len(data_of(path)["steps"])

    def leads(name, keys, step):
        browser.press(*keys)
        check_step(checks, browser, name, step)

    leads("→", [Keys.ARROW_RIGHT], 2)
    leads("space", [" "], 3)
    leads("PageDown", [Keys.PAGE_DOWN], 4)
    leads("↓", [Keys.ARROW_DOWN], 5)
    leads("←", [Keys.ARROW_LEFT], 4)
    leads("PageUp", [Keys.PAGE_UP], 3)
    leads("↑", [Keys.ARROW_UP], 2)
    browser.actions().key_down(Keys.SHIFT).send_keys(" ").key_up(Keys.SHIFT).perform()
    check_step(checks, browser, "shift and space", 1)
    leads("← at the start", [Keys.ARROW_LEFT], 1)
    leads("End", [Keys.END], count)
    leads("→ at the end", [Keys.ARROW_RIGHT], count)
    leads("Home", [Keys.HOME], 1)
    leads("digits", ["1", "7", Keys.ENTER], 17)
    browser.press("9")
    checks.that("a digit waits", browser.step == 17, browser.step)
    browser.comes("location.hash === '#step-9'")
    check_step(checks, browser, "a digit alone", 9)
    leads("a step that is not there", ["9", "9", Keys.ENTER], 9)
    checks.that("it is named", "99" in browser.text(".message"), browser.text(".message"))
    leads("zero", ["0", Keys.ENTER], 9)
    leads("digits given up", ["4", Keys.ESCAPE, Keys.ENTER], 9)
    browser.actions().key_down(Keys.CONTROL).send_keys(Keys.ARROW_RIGHT).key_up(
        Keys.CONTROL).perform()
    check_step(checks, browser, "the browser's own keys", 9)


def check_parts(checks, browser, path):
    """Keys that open and close something."""
    browser.open(path, "#step-9")

    def opens(name, key, selector, closing=None):
        browser.press(key)
        checks.that(f"{name} opens", browser.comes(
            "document.querySelector(arguments[0])?.checkVisibility()", selector))
        browser.press(closing or key)
        checks.that(f"{name} closes", browser.comes(
            "!document.querySelector(arguments[0])?.checkVisibility()", selector))
        check_step(checks, browser, f"after {name}", 9)

    opens("B", "b", ".black")
    opens(".", ".", ".black")
    opens("black by Escape", "b", ".black", Keys.ESCAPE)
    opens("N", "n", ".notes-pane")
    opens("?", "?", "dialog.help", Keys.ESCAPE)
    opens("O", "o", "dialog.overview", Keys.ESCAPE)
    opens("K", "k", ".panel-pane", Keys.ESCAPE)
    opens("capitals", "N", ".notes-pane")
    browser.press("b", Keys.ARROW_RIGHT)
    checks.that("a step ends black", not browser.is_visible(".black"))
    browser.press(Keys.ARROW_LEFT, "n")
    said = browser.value("document.querySelector('#step-9 .narration').textContent")
    checks.equal("the notes are what is said", browser.text(".notes-pane"), said)
    browser.press("n")
    browser.press("f")
    checks.that("F", browser.comes("document.fullscreenElement"))
    browser.press("f")
    checks.that("F again", browser.comes("!document.fullscreenElement"))
    background = "getComputedStyle(document.documentElement).backgroundColor"
    first = browser.value(background)
    seen = {first}
    for _ in range(3):
        browser.press("t")
        seen.add(browser.value(background))
        if browser.value("document.documentElement.classList.contains('theme-light')"):
            break
    checks.that("T changes the theme", len(seen) > 1, seen)
    checks.equal("T comes back", browser.value(background), first)
    browser.press("q")
    pressed = "document.querySelector('.bar .question').getAttribute('aria-pressed')"
    checks.equal("Q", browser.value(pressed), "true")
    browser.press("q")
    checks.equal("Q again", browser.value(pressed), "false")
    browser.press("o")
    checks.equal(
        "the overview has every step",
        browser.value("document.querySelectorAll('dialog.overview .grid button').length"),
        len(data_of(path)["steps"]))
    browser.press(Keys.ARROW_RIGHT, Keys.ENTER)
    browser.comes("!document.querySelector('dialog')")
    check_step(checks, browser, "a step of the overview", 10)
    browser.press("k", Keys.ARROW_RIGHT, "5", Keys.ESCAPE)
    check_step(checks, browser, "keys in a field", 10)


def check_pointers(checks, browser, path):
    browser.open(path, "#step-5")
    area = browser.value("(({ left, top, right, bottom }) => [left, top, right, bottom])"
                         "(document.querySelector('.area').getBoundingClientRect())")
    left, right, low = area[0] + 20, area[2] - 20, area[3] - 12
    browser.click_at(right, low)
    check_step(checks, browser, "a click on the right half", 6)
    browser.click_at(left, low)
    check_step(checks, browser, "a click on the left half", 5)
    browser.click(".bar .next")
    check_step(checks, browser, "the button for the next step", 6)
    browser.click(".bar .previous")
    check_step(checks, browser, "the button for the step before", 5)
    sections = data_of(path)["sections"]
    browser.click(".strip a:nth-child(2)")
    check_step(checks, browser, "a segment of the progress line", sections[1]["first"] + 1)
    for name, shown in [
        ("notes", ".notes-pane"), ("panel", ".panel-pane"), ("overview", "dialog.overview"),
        ("help", "dialog.help"),
    ]:
        browser.click(f".bar .{name}")
        checks.that(f"the button {name} opens", browser.is_visible(shown))
        browser.click("dialog .close" if shown.startswith("dialog") else f".bar .{name}")
        checks.that(f"the button {name} closes", not browser.is_visible(shown))
    browser.command("Emulation.setTouchEmulationEnabled", enabled=True)
    browser.open(path, "#step-5")
    middle = (area[1] + area[3]) / 2
    browser.swipe([right - 200, low], [left + 200, low])
    checks.that("a swipe arrives", browser.comes("location.hash === '#step-6'"))
    check_step(checks, browser, "a swipe to the left", 6)
    browser.swipe([left + 200, low], [right - 200, low])
    browser.comes("location.hash === '#step-5'")
    check_step(checks, browser, "a swipe to the right", 5)
    browser.swipe([right - 200, low], [right - 200, middle])
    check_step(checks, browser, "a swipe upwards", 5)
    browser.command("Emulation.setTouchEmulationEnabled", enabled=False)


def main():
    checks, tool = Checks(), Tool()
    names = tool.sample_names()
    paths = dict(zip(names, tool.pages([(name, None) for name in names])))
    with Browser() as browser:
        for name in names:
            with checks.part(name):
                check_all_steps(checks, browser, name, paths[name])
        for check in [check_keys, check_parts, check_pointers]:
            with checks.part(check.__name__):
                check(checks, browser, paths["elman"])
        check_quiet(checks, browser, "keys and pointers", [paths["elman"]])
    checks.end()


if __name__ == "__main__":
    main()
