"""How large pages are, and how long they take.

Sizes are always checked; times if UNROLL_MEASURE is set, since other tests run beside this one.
"""

import os
import statistics

from browser import Browser, Keys
from checks import Checks
from tool import Tool

# From a change in a field to the layout of what it changes, in milliseconds.
CHANGE = """
const input = document.querySelector(".panel-pane input");
const times = [];
for (let round = 0; round < 60; round += 1) {
  input.value = String(0.3 + round / 1000);
  const start = performance.now();
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  document.querySelector(".stage").getBoundingClientRect();
  times.push(performance.now() - start);
}
// The first ones compile.
return times.slice(10);
"""

FIRST = """
const [page] = performance.getEntriesByType("navigation");
const [paint] = performance.getEntriesByName("first-contentful-paint");
return [page.domComplete, paint?.startTime ?? -1, performance.now()];
"""


def long_lesson(count):
    inputs = ", ".join(str((step * 7 % 11 - 5) / 10) for step in range(count))
    targets = ", ".join(["~"] * (count - 1) + ["0.5"])
    return f"""title: {count} time steps
cell: elman
activation: tanh
parameters: {{W_h: 0.5, W_x: 1, W_y: 1}}
sequence: [{inputs}]
targets: [{targets}]
loss: squared-error
ask: [h_0, W_h]
"""


def measure(checks, name, milliseconds, limit):
    print(f"{name}: {milliseconds:.1f} ms (limit {limit} ms)")
    if os.environ.get("UNROLL_MEASURE"):
        checks.that(name, milliseconds <= limit, f"{milliseconds:.1f} ms, at most {limit}")


def check_sizes(checks, tool):
    page = os.path.getsize(tool.page("elman"))
    folder = os.path.join(tool.folder, "frames")
    tool.run("render", os.path.join(tool.samples, "elman.yaml"), "-o", f"{folder}/", "-f", "svg")
    largest = max(os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder))
    print(f"the page of elman: {page} bytes, its largest frame: {largest} bytes")
    checks.that("the page of elman has at most 500 KB", page <= 500_000, page)
    checks.that(
        "the page of elman has at most 3 times its largest frame", page <= 3 * largest,
        f"{page} bytes are {page / largest:.2f} × {largest}")


def check_changes(checks, browser, name, path, limit):
    browser.open(path)
    browser.press(Keys.END, "k")
    times = browser.script(CHANGE)
    checks.equal(f"{name}: the changes arrive", len(times), 50)
    checks.that(f"{name}: the deck is changed", browser.comes(
        "location.search.includes('=0.359')"), browser.address)
    measure(checks, f"a change, {name}", statistics.median(times), limit)


def check_opening(checks, browser, name, path):
    times = []
    for _ in range(5):
        browser.open(path)
        complete, paint, _ = browser.script(FIRST)
        times.append(max(complete, paint))
    measure(checks, f"the first step of {name}", statistics.median(times), 300)
    checks.that(f"{name} opens", min(times) > 0, times)


def main():
    checks, tool = Checks(), Tool()
    with checks.part("sizes"):
        check_sizes(checks, tool)
    ten, many = tool.page("ten", long_lesson(10)), tool.page("many", long_lesson(200))
    with Browser() as browser:
        with checks.part("changes"):
            check_changes(checks, browser, "T = 10", ten, 16)
            check_changes(checks, browser, "T = 200", many, 100)
        with checks.part("opening"):
            for name in ["elman", "lstm"]:
                check_opening(checks, browser, name, tool.page(name))
            check_opening(checks, browser, "T = 200", many)
    checks.end()


if __name__ == "__main__":
    main()
