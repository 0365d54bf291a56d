"""Numbers typed, dragged and nudged; what is no number is marked, and what overflows is named."""

from browser import Browser, Keys, check_quiet, check_step
from checks import Checks
from tool import Tool

H_2 = "h_2.value"


def fill(browser, field, text):
    field.send_keys(Keys.CONTROL + "a")
    field.send_keys(text or Keys.BACKSPACE)


def check_panel(checks, browser, path):
    browser.open(path, "#step-9")
    browser.press("k")
    field = browser.find("#W_h-0")
    focused = browser.value("document.activeElement.id")
    checks.equal("the first field has the focus", focused, "W_h-0")
    checks.equal("a field shows the number", field.get_attribute("value"), "−5")
    for text, expected in [
        ("0.5", "3.5"), ("-2", "−9"), ("−2", "−9"), ("0,5", "3.5"), (" 3 ", "16"), ("1e1", "51"),
        ("+4", "21"), (".2", "2"), ("2.", "11"), ("0", "1"), ("-0", "1"), ("1E-1", "1.5"),
    ]:
        fill(browser, field, text)
        checks.equal(f"typing {text!r}", browser.chip(H_2), expected)
        checks.that(f"{text!r} is no mistake", field.get_attribute("aria-invalid") is None)
    for text in ["abc", "1e999", "-1e999", "", " ", "1,2,3", "1.2.3", "NaN", "Infinity", "0x10",
                 "1e", "--1", "1 2", "½", "1e-999"]:
        browser.press(Keys.ESCAPE, "r", "k")
        field = browser.find("#W_h-0")
        fill(browser, field, text)
        reason = browser.text("#W_h-0-reason")
        checks.equal(f"{text!r} is marked", field.get_attribute("aria-invalid"), "true")
        checks.that(
            f"{text!r} has a reason", reason and browser.is_visible("#W_h-0-reason"), reason)
        checks.that(
            f"{text!r} is described by it",
            field.get_attribute("aria-describedby") == "W_h-0-reason")
        checks.equal(f"{text!r}: the old number stays", browser.chip(H_2), "−24")
        checks.that(f"{text!r}: nothing is changed", not browser.is_visible(".badge"))
        browser.press(Keys.TAB)
        checks.equal(f"{text!r} is given up", browser.value(
            "document.getElementById('W_h-0').value"), "−5")
        checks.that(f"{text!r} is no longer marked", browser.value(
            "document.getElementById('W_h-0').getAttribute('aria-invalid')") is None)
    fill(browser, field, "0.5")
    checks.that("the loss before and after", "19" in browser.text(".loss-line")
                and "→" in browser.text(".loss-line"), browser.text(".loss-line"))
    for key, expected in [
        (Keys.ARROW_UP, 0.51), (Keys.ARROW_DOWN, 0.5), (Keys.SHIFT + Keys.ARROW_UP, None),
    ]:
        before = float(field.get_attribute("value").replace("−", "-"))
        field.send_keys(key)
        browser.actions().key_up(Keys.SHIFT).perform()
        after = float(field.get_attribute("value").replace("−", "-"))
        checks.that("an arrow nudges", (after > before) == (expected != 0.5), (before, after))
        checks.that("the drawing follows", browser.chip(H_2) != "−24")
    browser.press(Keys.ESCAPE)
    checks.that("Escape closes the panel", not browser.is_visible(".panel-pane"))
    checks.that("the badge says what is changed", "W_h" in browser.text(".badge"))
    browser.comes("location.search.includes('W_h=')")
    checks.that("the address has the change", "W_h=" in browser.address, browser.address)
    browser.press("r")
    checks.equal("reset", browser.chip(H_2), "−24")
    check_step(checks, browser, "after the panel", 9)


def check_chips(checks, browser, path):
    """Numbers changed on the drawing itself."""
    browser.open(path, "#step-9")
    chip = browser.item("x_1.value")
    browser.actions().move_to_element(chip).click().perform()
    checks.that("a click on a chip opens its field", browser.is_visible(".chip-editor input"))
    fill(browser, browser.find(".chip-editor input"), "abc")
    browser.press(Keys.ENTER)
    checks.that("a mistake in it is marked", browser.value(
        "document.querySelector('.chip-editor input')?.getAttribute('aria-invalid')") == "true")
    checks.equal("a mistake changes nothing", browser.chip("x_1.value"), "5")
    fill(browser, browser.find(".chip-editor input"), "7")
    browser.press(Keys.ENTER)
    checks.equal("typed in it", browser.chip("x_1.value"), "7")
    checks.equal("the sum follows", browser.chip("h_1.value"), "7")
    checks.that("it closes", not browser.is_visible(".chip-editor"))
    browser.actions().move_to_element(browser.item("x_1.value")).click_and_hold().move_by_offset(
        40, 0).release().perform()
    checks.equal("dragged", browser.chip("x_1.value"), "8")
    check_step(checks, browser, "a drag is no step", 9)
    checks.that("a drag opens no field", not browser.is_visible(".chip-editor"))
    browser.script("arguments[0].focus()", browser.item("x_1.value"))
    browser.press(Keys.ARROW_UP)
    checks.equal("an arrow on a chip", browser.chip("x_1.value"), "8.1")
    browser.press(Keys.ENTER)
    checks.that("Enter on a chip opens its field", browser.is_visible(".chip-editor input"))
    browser.press("9", Keys.ESCAPE)
    checks.equal("Escape gives up", browser.chip("x_1.value"), "8.1")
    check_step(checks, browser, "after chips", 9)


# All texts of numbers on the stage and in formulas that no longer are numbers.
ODD = """
const texts = [...document.querySelectorAll(".stage use")].map(
  (use) => document.querySelector(use.getAttribute("href") + " text"))
  .filter((text) => text && text.getAttribute("display") !== "none").map((text) => text.textContent);
for (const each of document.querySelectorAll(
  ".stage foreignObject, .stage [aria-label], .notes-pane, .panel-pane, .card")) {
  texts.push(each.textContent, each.getAttribute("aria-label") ?? "");
}
return texts.filter((text) => /NaN|undefined|null|Infinity/.test(text));
"""


def check_overflow(checks, browser, path, tanh):
    browser.open(path, "?W_h=1e200&x_1=1e200#step-9")
    browser.press("n", "k")
    checks.equal("∞ is shown", browser.chip(H_2), "∞")
    for place in [".failure", ".message"]:
        checks.that(f"{place} names the node", "h₂" in browser.text(place), browser.text(place))
        checks.that(f"{place} is visible", browser.is_visible(place))
    for step in range(9, 27):
        odd = browser.script(ODD)
        checks.that(
            f"step {step}: NaN only where the node is named",
            not any("undefined" in text or "Infinity" in text for text in odd), odd)
        browser.press(Keys.ESCAPE) if step == 9 else None
        browser.press(Keys.ARROW_RIGHT)
    browser.press("r")
    checks.equal("reset after ∞", browser.chip("h_0.gradient"), "−20")
    checks.equal("reset: no failure", browser.text(".failure"), "")
    # 0 · ∞ has no value: it must be said where.
    browser.open(path, "?W_h=1e200&x_1=1e200&W_y=0#step-9")
    checks.that("0 · ∞ is named", browser.comes(
        "/[hy]₂/.test(document.querySelector('.message').textContent)"), browser.text(".message"))
    # What saturates is no overflow.
    browser.open(tanh, "?W_h=1e300#step-9")
    checks.equal("saturation: no message", browser.value(
        "document.querySelector('.message').checkVisibility()"), False)


def main():
    checks, tool = Checks(), Tool()
    path, tanh = tool.page("elman"), tool.page("elman-tanh")
    with Browser() as browser:
        with checks.part("panel"):
            check_panel(checks, browser, path)
        with checks.part("chips"):
            check_chips(checks, browser, path)
        with checks.part("overflow"):
            check_overflow(checks, browser, path, tanh)
        check_quiet(checks, browser, "fields", [path, tanh])
    checks.end()


if __name__ == "__main__":
    main()
