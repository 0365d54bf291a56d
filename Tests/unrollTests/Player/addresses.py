"""The address says the step and the changed numbers, and what it says wrongly is reported."""

import os

from browser import Browser, By, Keys, check_quiet, check_step
from checks import Checks
from tool import Tool, data_of


def check_steps_by_address(checks, browser, path):
    names = [step["name"] for step in data_of(path)["steps"]]
    browser.open(path, "#step-4")
    check_step(checks, browser, "#step-4", 4)
    browser.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    check_step(checks, browser, "two steps on", 6)
    browser.driver.back()
    browser.comes("location.hash === '#step-5'")
    check_step(checks, browser, "back", 5)
    browser.driver.back()
    browser.comes("location.hash === '#step-4'")
    check_step(checks, browser, "back again", 4)
    browser.driver.forward()
    browser.comes("location.hash === '#step-5'")
    check_step(checks, browser, "forward", 5)
    for number, name in enumerate(names, 1):
        browser.open(path, f"#{name}")
        state = browser.state()
        first = names.index(name) + 1
        checks.equal(f"#{name}", state["step"], first)
        checks.equal(f"#{name}: the pieces", state["shown"], state["section"])
    browser.open(path, "#backward%20h_2-%3Eh_1")
    checks.equal("a name in percent", browser.step, names.index("backward h_2->h_1") + 1)
    for wrong in ["step-99", "step-0", "nonsense", "50%", "step--1", "<b>"]:
        browser.open(path, f"#{wrong}")
        state = browser.state()
        checks.equal(f"#{wrong}: the first step", state["step"], 1)
        message = browser.text(".message")
        # What a browser itself writes in percent may be shown so.
        checks.that(
            f"#{wrong} is named", wrong in message.replace("%3C", "<").replace("%3E", ">"), message)
        checks.that(f"#{wrong}: the message is seen", browser.is_visible(".message"))
    browser.script("location.hash = 'step-8'")
    checks.that("a typed step", browser.comes(
        "document.querySelector('.count').textContent[0] === '8'"))
    check_step(checks, browser, "a typed step", 8)
    browser.script("location.hash = 'gone'")
    checks.that("a typed step that is not there", browser.comes(
        "document.querySelector('.message').textContent.includes('gone')"))
    checks.equal("it stays", browser.step, 8)


def check_numbers_by_address(checks, browser, path):
    browser.open(path, "?W_h=0.5#step-17")
    state = check_step(checks, browser, "?W_h=0.5", 17)
    checks.equal("?W_h=0.5 computes h_2", browser.chip("h_2.value"), "3.5")
    checks.that("?W_h=0.5 is said", "W_h = 0.5" in browser.text(".badge"), browser.text(".badge"))
    checks.equal("the address is kept", browser.address, "?W_h=0.5#step-17")
    browser.press(Keys.ARROW_RIGHT)
    checks.equal("the next step keeps it", browser.address, "?W_h=0.5#step-18")
    browser.driver.back()
    browser.comes("location.hash === '#step-17'")
    checks.equal("back keeps it", browser.address, "?W_h=0.5#step-17")
    checks.equal("back keeps the numbers", browser.chip("h_2.value"), "3.5")
    browser.driver.refresh()
    browser.wait_for_player()
    checks.equal("loaded again", browser.address, "?W_h=0.5#step-17")
    checks.equal("loaded again: h_2", browser.chip("h_2.value"), "3.5")
    browser.press("r")
    browser.comes("location.search === ''")
    checks.equal("reset", browser.address, "#step-17")
    checks.equal("reset: h_2", browser.chip("h_2.value"), "−24")
    checks.that("reset: no badge", not browser.is_visible(".badge"))
    browser.open(path, "#step-17?W_h=0.5")
    checks.equal("numbers after the step", browser.chip("h_2.value"), "3.5")
    browser.open(path, "?W_h=0.5&x_1=2#step-9")
    checks.equal("two numbers", browser.chip("h_2.value"), "2")
    for query, words in [
        ("foo=1", ["foo"]), ("W_h=abc", ["W_h", "abc"]), ("W_h=1e999", ["W_h", "1e999"]),
        ("W_h=", ["W_h"]), ("W_h", ["W_h"]), ("W_h=1,2,3", ["W_h"]), ("W_h=NaN", ["NaN"]),
        ("W_h=Infinity", ["Infinity"]), ("W_h=0x10", ["0x10"]),
        ("__proto__=1", ["__proto__"]),
        ("W_h=%E0%A4%A", ["W_h"]), ("a=1&b=2", ["a", "b"]), ("W_h=--1", ["--1"]),
    ]:
        browser.open(path, f"?{query}#step-9")
        message = browser.text(".message")
        checks.that(
            f"?{query} is refused", browser.is_visible(".message") and all(
                word in message for word in words), message)
        checks.equal(f"?{query}: the old numbers stay", browser.chip("h_2.value"), "−24")
        checks.equal(f"?{query}: the step", browser.step, 9)
    for query, expected in [
        ("W_h=0,5", "3.5"), ("W_h=%2B0.5", "3.5"), ("W_h=.5", "3.5"), ("W_h=5e-1", "3.5"),
        ("W_h=−0.5", "−1.5"), ("W_h=-0.5", "−1.5"), ("W_h=%20.5%20", "3.5"), ("W_h=+0.5", "3.5"),
    ]:
        browser.open(path, f"?{query}#step-9")
        checks.equal(f"?{query}", browser.chip("h_2.value"), expected)


def check_vectors_by_address(checks, browser, path):
    browser.open(path, "?b_h=0.5,1#step-7")
    checks.equal("a vector", browser.address, "?b_h=0.5,1#step-7")
    browser.press(Keys.ARROW_RIGHT)
    checks.equal("a vector is kept", browser.address, "?b_h=0.5,1#step-8")
    for wrong in ["b_h=1", "b_h=1,2,3", "b_h=1,x", "b_h=,"]:
        browser.open(path, f"?{wrong}")
        checks.that(f"?{wrong} is refused", "b_h" in browser.text(".message"),
                    browser.text(".message"))
        checks.that(f"?{wrong} changes nothing", not browser.is_visible(".badge"))


def check_read_only(checks, browser, tool, path):
    """A file that cannot be written, in a folder with a name that addresses escape."""
    folder = os.path.join(tool.folder, "read only # 100%")
    copy = os.path.join(folder, "a talk?.html")
    os.makedirs(folder, exist_ok=True)
    if not os.path.exists(copy):
        with open(path, "rb") as source, open(copy, "wb") as target:
            target.write(source.read())
        os.chmod(copy, 0o444)
        os.chmod(folder, 0o555)
    browser.open(copy, "?W_h=0.5#step-3")
    browser.press(Keys.ARROW_RIGHT)
    check_step(checks, browser, "a read-only file", 4)
    checks.equal("a read-only file: its address", browser.address, "?W_h=0.5#step-4")
    browser.driver.back()
    browser.comes("location.hash === '#step-3'")
    checks.equal("a read-only file: back", browser.step, 3)
    os.chmod(folder, 0o755)
    return copy


def main():
    checks, tool = Checks(), Tool()
    elman, vector = tool.page("elman"), tool.page("elman-vector")
    with Browser() as browser:
        with checks.part("steps by address"):
            check_steps_by_address(checks, browser, elman)
        with checks.part("numbers by address"):
            check_numbers_by_address(checks, browser, elman)
        with checks.part("vectors by address"):
            check_vectors_by_address(checks, browser, vector)
        copy = None
        with checks.part("a read-only file"):
            copy = check_read_only(checks, browser, tool, elman)
        check_quiet(checks, browser, "addresses", [elman, vector, copy or elman])
    checks.end()


if __name__ == "__main__":
    main()
