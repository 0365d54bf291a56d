"""In question mode, no number can be read before it has been asked for."""

import re

from browser import Browser, Keys, check_quiet
from checks import Checks
from tool import Tool, data_of, with_digits

# Numbers with many digits, so that no two of them read alike.
LESSON = with_digits("""title: Numbers that differ
cell: elman
activation: tanh
parameters: {W_h: 0.7317, W_x: 1.3739, W_y: -0.9173}
sequence: [0.8311, -1.2137]
targets: [0.3779, -0.6191]
initial: {h: 0.1739}
loss: squared-error
ask: [h_0, W_h]
""", 6)

SAID = """
// With spaces between the texts of different elements.
const said = (root, isSeen = (element) => (
  element.checkVisibility({ visibilityProperty: true }))) => {
  const texts = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (isSeen(walker.currentNode.parentElement)) texts.push(walker.currentNode.data);
  }
  return texts.join(" ");
};
"""

# Everything that can be read or heard now, with where it is.
READABLE = SAID + """
const found = [["title of the page", document.title]];
for (const use of document.querySelectorAll(".stage use")) {
  if (!use.checkVisibility()) continue;
  const text = document.querySelector(use.getAttribute("href") + " text");
  if (text && text.getAttribute("display") !== "none") found.push(["chip", text.textContent]);
}
for (const box of document.querySelectorAll(".stage foreignObject")) {
  found.push(["words on the stage", said(box)]);
}
for (const part of document.body.children) {
  if (["main", "script"].includes(part.localName) || part.id === "store") continue;
  for (const each of [part, ...part.querySelectorAll("*")]) {
    if (!each.checkVisibility()) continue;
    for (const { name, value } of each.attributes) {
      if (/^aria-|^title$|^alt$|^data-(?!n$)|^value$/.test(name)) found.push([name, value]);
    }
    if (each instanceof HTMLInputElement) found.push(["field", each.value]);
  }
  if (part.checkVisibility()) found.push([part.className || part.localName, said(part)]);
}
return found;
"""

# The look-up cards of all items on the stage.
CARDS = """
const cards = [];
for (const item of document.querySelectorAll(".stage .item")) {
  if (!item.checkVisibility()) continue;
  if (item.hasAttribute("tabindex")) item.focus();
  else if (item.matches(".edge[aria-label]")) {
    item.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  } else continue;
  const card = document.querySelector(".card");
  if (card.checkVisibility()) {
    const words = [...card.querySelectorAll("strong, dt, dd, p")].map((each) => each.textContent);
    cards.push(["card of " + item.dataset.name, words.join(" ")]);
    cards.push(["label of " + item.dataset.name, item.getAttribute("aria-label")]);
  }
}
document.activeElement.blur();
return cards;
"""

# What each step says when the deck is printed.
PRINTED = SAID + """
return [...document.querySelectorAll("main > section")].map((section) => (
  [...section.querySelectorAll("h2, foreignObject, .narration")]
    .map((each) => said(each, () => true)).join(" ")));
"""

UNITS = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
         "fifteen sixteen seventeen eighteen nineteen twenty").split()
SPOKEN = re.compile(rf"\b({'|'.join(UNITS)}) point((?: (?:{'|'.join(UNITS[:10])}))+)")


def numbers(texts):
    """The numbers with some decimals in what can be read or heard, with where each is first."""
    found = {}
    for place, text in texts:
        written = re.findall(r"\d+\.\d+", text or "")
        spoken = [
            f"{UNITS.index(whole)}.{''.join(str(UNITS.index(digit)) for digit in digits.split())}"
            for whole, digits in SPOKEN.findall(text or "")]
        for number in [each.rstrip("0") for each in written + spoken]:
            if len(number.split(".")[1]) > 2:
                found.setdefault(number, place)
    return found


def readable(browser):
    return browser.script(READABLE)


def stage_text(browser):
    return [text for place, text in readable(browser) if place in ("chip", "words on the stage")]


def start(browser, path, suffix):
    """Opens the deck with its notes and its panel."""
    browser.open(path, suffix)
    browser.press("n", "k")
    browser.script("document.activeElement.blur()")


def check_walk(checks, browser, name, path, suffix=""):
    data = data_of(path)
    question, count = data["question"], len(data["steps"])
    inputs = [step["name"] for step in data["steps"]].index("forward inputs")
    # First without question mode: what each step lets people read.
    start(browser, path, suffix)
    known, stages = [], []
    for step in range(count):
        known.append(set(numbers(readable(browser))))
        stages.append(stage_text(browser))
        browser.press(Keys.ARROW_RIGHT)
    start(browser, path, suffix)
    browser.press("q")
    hidden = cards = 0
    for step in range(count):
        checks.equal(f"{name} {step + 1}: the step", browser.step, step + 1)
        if step > question:
            # What is given may be read and said at any time.
            allowed = known[inputs].union(*known[:step])
            new = known[step] - allowed
            texts = readable(browser)
            looked_up = browser.script(CARDS)
            cards += len(looked_up)
            if step % 6 == 0:
                browser.press("o")
                texts += readable(browser)
                browser.press(Keys.ESCAPE)
                printed = browser.script(PRINTED)[step:]
                texts += [("print", text) for text in printed]
            found = numbers(texts + looked_up)
            leaks = {number: place for number, place in found.items() if number not in allowed}
            checks.equal(f"{name} {step + 1}: nothing is told too early", leaks, {})
            if new:
                hidden += len(new)
                checks.that(f"{name} {step + 1}: a ? is shown", any(
                    "?" in text for text in stage_text(browser)))
                checks.that(
                    f"{name} {step + 1}: the hint is shown", browser.is_visible(".question-hint"))
            if browser.is_visible(".question-hint"):
                browser.press(Keys.ARROW_RIGHT)
                checks.equal(f"{name} {step + 1}: revealing is no step", browser.step, step + 1)
            checks.that(
                f"{name} {step + 1}: the hint is gone", not browser.is_visible(".question-hint"))
        checks.equal(
            f"{name} {step + 1}: all is shown then", stage_text(browser), stages[step])
        browser.press(Keys.ARROW_RIGHT)
    checks.that(f"{name}: numbers were hidden", hidden > 20, hidden)
    checks.that(f"{name}: cards were read", cards > 100, cards)


def check_single_numbers(checks, browser, path):
    """A click on a ? asks for one number; the end of question mode shows all."""
    browser.open(path, "#step-17")
    browser.press("q")
    steps = {step["name"]: number for number, step in enumerate(data_of(path)["steps"], 1)}
    browser.press(*str(steps["value h_1"]), Keys.ENTER)
    checks.equal("a hidden chip", browser.chip("h_1.value"), "?")
    checks.equal("what is given is shown", browser.chip("x_1.value"), "5")
    item = browser.item("h_1.value")
    browser.actions().move_to_element(item).click().perform()
    checks.that("a click shows it", browser.comes(
        "[...document.querySelectorAll('.stage .asked')].length === 0"))
    checks.equal("the chip that was asked for", browser.chip("h_1.value"), "5")
    checks.equal("asking is no step", browser.step, steps["value h_1"])
    browser.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, "q")
    checks.equal("after question mode", browser.value(
        "document.querySelectorAll('.asked').length"), 0)
    checks.that("after question mode, words are back", "minus five" in browser.value(
        "document.querySelector('main').textContent"))


def main():
    checks, tool = Checks(), Tool()
    path, elman = tool.page("question", LESSON), tool.page("elman")
    vector = tool.page("vector", with_digits(tool.sample("elman-vector"), 6))
    asked = tool.page("elman", None, "--deck", "question")
    with Browser() as browser:
        with checks.part("one by one"):
            check_walk(checks, browser, "one by one", path)
        with checks.part("changed"):
            check_walk(checks, browser, "changed", path, "?W_x=1.7713&h_0=-0.2917")
        with checks.part("vectors"):
            check_walk(checks, browser, "vectors", vector)
        with checks.part("single numbers"):
            check_single_numbers(checks, browser, elman)
        with checks.part("--deck question"):
            browser.open(asked, "#step-9")
            checks.equal("--deck question hides", browser.chip("h_2.value"), "?")
        check_quiet(checks, browser, "question mode", [path, elman, vector, asked])
    checks.end()


if __name__ == "__main__":
    main()
