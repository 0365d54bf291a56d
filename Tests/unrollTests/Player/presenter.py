"""The presenter window and the presentation stay in step, also two windows of one talk."""

from browser import Browser, Keys, check_quiet, check_step
from checks import Checks
from tool import Tool, data_of


class Windows:
    """The presentation and its presenter windows, by name."""

    def __init__(self, browser):
        self.browser = browser
        self.handles = {"main": browser.driver.current_window_handle}

    def open(self, name):
        self.go("main")
        known = set(self.browser.driver.window_handles)
        self.browser.press("s")
        self.browser.until("true")
        for _ in range(200):
            new = set(self.browser.driver.window_handles) - known
            if new:
                break
            self.browser.comes("false", seconds=0.05)
        self.handles[name] = new.pop()
        self.go(name)
        self.browser.wait_for_player()

    def go(self, name):
        self.browser.driver.switch_to.window(self.handles[name])

    def close(self, name):
        self.go(name)
        self.browser.driver.close()
        del self.handles[name]
        self.go("main")

    def all(self, checks, name, expression, expected):
        """Checks that an expression has a value in every window."""
        for window in self.handles:
            self.go(window)
            self.browser.comes(f"({expression}) === arguments[0]", expected, seconds=2)
            checks.equal(f"{name}, in {window}", self.browser.value(expression), expected)


STEP = "Number(/\\d+/.exec(document.querySelector('.count').textContent)[0])"
PRESSED = "document.querySelector('.bar .question').getAttribute('aria-pressed')"
BLACK = "document.querySelector('.black').checkVisibility()"
H_2 = """(() => {
  const item = [...document.querySelectorAll(".stage .item")].find(
    (each) => each.dataset.name === "h_2.value" && each.checkVisibility());
  return item && document.querySelector(
    [...item.querySelectorAll("use")].at(-1).getAttribute("href")).textContent.trim();
})()"""


def check_windows(checks, browser, path):
    count = len(data_of(path)["steps"])
    windows = Windows(browser)
    browser.open(path, "?W_h=2#step-9")
    windows.open("first")
    checks.equal("a presenter window opens", len(browser.driver.window_handles), 2)
    windows.all(checks, "the step at the start", STEP, 9)
    windows.all(checks, "changed numbers at the start", H_2, "11")
    windows.go("first")
    said = browser.value("document.querySelector('#step-9 .narration').textContent")
    checks.that("notes are shown", browser.is_visible(".notes-pane"))
    checks.equal("notes are of the step", browser.text(".notes-pane"), said)
    checks.that("the next step is shown", browser.is_visible(".next-picture svg"))
    following, expected = (
        browser.value(
            "[...document.querySelectorAll(arguments[0])].map((use) => use.getAttribute('href'))",
            f"{place} use")
        for place in (".next-picture", "#step-10"))
    checks.equal("the next step is the right one", following, expected)
    checks.that("a clock", any(letter.isdigit() for letter in browser.text(".clocks")))
    checks.equal("a list of the steps", browser.value(
        "document.querySelectorAll('.step-list button').length"), count)

    browser.press(Keys.ARROW_RIGHT)
    windows.all(checks, "a step of the presenter", STEP, 10)
    windows.open("second")
    windows.all(checks, "a second presenter window", STEP, 10)
    for name, steps in [("main", 11), ("first", 12), ("second", 13)]:
        windows.go(name)
        browser.press(Keys.ARROW_RIGHT)
        windows.all(checks, f"a step in {name}", STEP, steps)
    windows.go("second")
    browser.press("b")
    windows.all(checks, "black", BLACK, True)
    windows.go("first")
    browser.press("b")
    windows.all(checks, "no longer black", BLACK, False)
    windows.go("first")
    browser.press("9", Keys.ENTER, "r")
    windows.all(checks, "reset", H_2, "−24")
    windows.go("second")
    browser.press("k")
    field = browser.find("#W_h-0")
    field.send_keys(Keys.CONTROL + "a")
    field.send_keys("0.5")
    windows.all(checks, "a changed number", H_2, "3.5")
    windows.go("second")
    browser.press(Keys.ESCAPE)
    windows.go("first")
    browser.press("q")
    windows.all(checks, "question mode", PRESSED, "true")
    windows.all(checks, "a hidden number", H_2, "?")
    windows.go("second")
    browser.press(Keys.ARROW_RIGHT)
    windows.all(checks, "a revealed number", H_2, "3.5")
    windows.all(checks, "revealing is no step", STEP, 9)
    windows.go("main")
    browser.press("q")
    windows.all(checks, "the end of question mode", PRESSED, "false")

    windows.close("first")
    browser.press(Keys.HOME)
    windows.all(checks, "one window closed", STEP, 1)
    windows.go("second")
    browser.click(".step-list li:nth-child(7) button")
    windows.all(checks, "a step of the list", STEP, 7)
    windows.go("main")
    browser.driver.refresh()
    browser.wait_for_player()
    # The presenter window says hello every three seconds.
    windows.go("second")
    browser.comes("false", seconds=3.5)
    browser.press(Keys.ARROW_RIGHT)
    windows.all(checks, "the presentation loaded again", STEP, 8)
    windows.go("second")
    check_quiet(checks, browser, "a presenter window", [path])
    windows.close("second")
    browser.press(Keys.ARROW_RIGHT)
    check_step(checks, browser, "after all windows are closed", 9)


def main():
    checks, tool = Checks(), Tool()
    path = tool.page("elman")
    with Browser() as browser:
        with checks.part("windows"):
            check_windows(checks, browser, path)
        check_quiet(checks, browser, "the presentation", [path])
    checks.end()


if __name__ == "__main__":
    main()
