"""Headless Chromium that shows a page of the player, driven by Selenium."""

import json
import os
import shutil
import time
import urllib.parse

# Selenium takes the installed browser, fetches nothing and reports nothing.
os.environ.update(SE_OFFLINE="true", SE_AVOID_STATS="true")

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

BROWSERS = [
    "chromium", "chromium-browser", "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
]

# What the step on the stage and its section in the page say and show.
STATE = """
const hrefs = (root) => [...root.querySelectorAll("use")].map((use) => use.getAttribute("href"));
const words = (root) => [...root.querySelectorAll("foreignObject")].map((box) => box.textContent);
const stage = document.querySelector(".stage");
const step = Number(/\\d+/.exec(document.querySelector(".count").textContent)[0]);
const section = document.querySelectorAll("main > section")[step - 1];
const isSeen = (each) => {
  const { width, height } = each.getBoundingClientRect();
  return each.checkVisibility() && width + height > 0;
};
return {
  step, hash: location.hash, title: document.title,
  heading: section.querySelector("h2").textContent,
  shown: [...stage.querySelectorAll("use")].filter((use) => use.checkVisibility())
    .map((use) => use.getAttribute("href")),
  section: hrefs(section.querySelector("svg")),
  shownWords: [...stage.querySelectorAll("foreignObject")].filter(isSeen)
    .map((box) => box.textContent),
  sectionWords: words(section.querySelector("svg")),
};
"""


class Browser:
    """A browser without a network; every page in it is watched for complaints and requests."""

    def __init__(self, width=1280, height=800, scripting=True, flags=()):
        options = webdriver.ChromeOptions()
        options.binary_location = next(filter(None, map(shutil.which, BROWSERS)))
        for flag in [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
            "--disable-component-update", "--no-first-run", "--disable-popup-blocking",
            "--host-resolver-rules=MAP * ~NOTFOUND", f"--window-size={width},{height}", *flags,
        ]:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        if not scripting:
            options.add_experimental_option(
                "prefs", {"profile.managed_default_content_settings.javascript": 2})
        service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
        self.driver = webdriver.Chrome(options=options, service=service)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()

    # Pages

    def open(self, path, suffix=""):
        """Opens a file anew, with what follows its address, and waits for the player."""
        self.driver.get("about:blank")
        self.driver.get(f"file://{urllib.parse.quote(path)}{suffix}")
        self.wait_for_player()

    def wait_for_player(self):
        self.until(
            "document.readyState === 'complete' && document.fonts.status === 'loaded'"
            " && document.documentElement.classList.contains('playing')")

    def script(self, text, *arguments):
        return self.driver.execute_script(text, *arguments)

    def value(self, expression, *arguments):
        return self.driver.execute_script(f"return {expression}", *arguments)

    def command(self, name, **parameters):
        """A command of Chromium's own protocol."""
        return self.driver.execute_cdp_cmd(name, parameters)

    def until(self, expression, *arguments, seconds=20):
        """Waits until an expression is true; fails if it does not become true."""
        end = time.monotonic() + seconds
        while True:
            if self.value(expression, *arguments):
                return True
            if time.monotonic() > end:
                raise TimeoutError(f"after {seconds} s not yet true: {expression}")
            time.sleep(0.02)

    def comes(self, expression, *arguments, seconds=5):
        """Whether an expression becomes true."""
        try:
            return self.until(expression, *arguments, seconds=seconds)
        except TimeoutError:
            return False

    # Input

    def press(self, *keys):
        for key in keys:
            self.actions().send_keys(key).perform()

    def actions(self):
        return ActionChains(self.driver, duration=0)

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def click(self, selector):
        self.find(selector).click()

    def click_at(self, x, y):
        """Clicks a point of the window."""
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"]:
            self.command(
                "Input.dispatchMouseEvent", type=kind, x=x, y=y, clickCount=1,
                button="none" if kind == "mouseMoved" else "left")

    def swipe(self, start, end):
        """Moves a finger from one point of the window to another."""
        middle = [(a + b) / 2 for a, b in zip(start, end)]
        for kind, point in [
            ("touchStart", start), ("touchMove", middle), ("touchMove", end), ("touchEnd", None),
        ]:
            points = [{"x": point[0], "y": point[1]}] if point else []
            self.command("Input.dispatchTouchEvent", type=kind, touchPoints=points)

    # What the page shows

    def state(self):
        return self.script(STATE)

    @property
    def step(self):
        return self.state()["step"]

    def text(self, selector):
        return self.value("document.querySelector(arguments[0])?.textContent ?? ''", selector)

    def is_visible(self, selector):
        return self.value(
            "[...document.querySelectorAll(arguments[0])].some((each) => each.checkVisibility())",
            selector)

    def chip(self, name):
        """What the chip of an item says: `h_1.value`."""
        return self.value(
            """(() => {
              const item = [...document.querySelectorAll(".stage .item")].find(
                (each) => each.dataset.name === arguments[0] && each.checkVisibility());
              return item && [...item.querySelectorAll("use")].map(
                (use) => document.querySelector(use.getAttribute("href") + " text"))
                .filter((text) => text && text.getAttribute("display") !== "none")
                .map((text) => text.textContent).join("");
            })()""", name)

    def item(self, name, kind=""):
        return self.value(
            """[...document.querySelectorAll(".stage .item" + arguments[1])].find(
              (each) => each.dataset.name === arguments[0] && each.checkVisibility())""",
            name, kind)

    @property
    def address(self):
        """The part of the address behind the file's name."""
        found = urllib.parse.urlsplit(self.driver.current_url)
        query = f"?{urllib.parse.unquote(found.query)}" if found.query else ""
        return f"{query}#{urllib.parse.unquote(found.fragment)}"

    # Complaints

    def complaints(self):
        """What the console has said since the last question."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self):
        """What has been asked for since the last question, besides what pages hold in themselves.

        A request that the page's own policy refuses is none.
        """
        sent, refused = {}, set()
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            about = message["params"]
            if message["method"] == "Network.requestWillBeSent":
                sent[about["requestId"]] = about["request"]["url"]
            elif message["method"] == "Network.loadingFailed" and "blockedReason" in about:
                refused.add(about["requestId"])
        return [address for request, address in sent.items() if request not in refused
                and not address.startswith(("data:", "blob:", "about:"))]


def check_quiet(checks, browser, name, pages):
    """Checks that nothing was said in the console, and that nothing but pages was asked for."""
    checks.equal(f"{name}: the console is silent", browser.complaints(), [])
    allowed = tuple(f"file://{urllib.parse.quote(page)}" for page in pages)
    strange = [each for each in browser.requests() if not each.startswith(allowed)]
    checks.equal(f"{name}: no request leaves", strange, [])


def check_step(checks, browser, name, step, anchor=None):
    """Checks that the page is at a step: its count, its address and its stage."""
    state = browser.state()
    checks.equal(f"{name}: the step", state["step"], step)
    expected = f"#step-{step}" if anchor is None else anchor
    checks.equal(f"{name}: the address", state["hash"].split("?")[0], expected)
    checks.equal(f"{name}: the pieces", state["shown"], state["section"])
    checks.equal(f"{name}: the words", state["shownWords"], state["sectionWords"])
    return state
