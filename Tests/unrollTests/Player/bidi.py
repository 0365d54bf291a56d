"""Firefox by WebDriver BiDi, which it speaks itself, without a driver beside it."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import time

import websocket

BROWSERS = ["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"]

# Codes of keys, as WebDriver has them.
KEYS = {"Right": "\ue014", "Left": "\ue012", "Up": "\ue013", "Down": "\ue015", "Enter": "\ue007",
        "Escape": "\ue00c", "Home": "\ue011", "End": "\ue010", "Control": "\ue009",
        "Backspace": "\ue003", "PageDown": "\ue00f", "PageUp": "\ue00e"}


class Firefox:
    """A browser with one window at first; https://w3c.github.io/webdriver-bidi"""

    def __init__(self, width=1280, height=800):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        with open(os.path.join(self.profile.name, "user.js"), "w", encoding="utf-8") as file:
            for name, value in [
                ("browser.shell.checkDefaultBrowser", "false"),
                ("datareporting.policy.dataSubmissionEnabled", "false"),
                ("dom.disable_open_during_load", "false"),
                ("network.proxy.type", "1"), ("network.proxy.http", '"127.0.0.1"'),
                ("network.proxy.http_port", "9"), ("network.proxy.ssl", '"127.0.0.1"'),
                ("network.proxy.ssl_port", "9"), ("remote.active-protocols", "1"),
            ]:
                file.write(f'user_pref("{name}", {value});\n')
        self.log = open(os.path.join(self.profile.name, "log"), "w+", encoding="utf-8")
        program = next(filter(None, map(shutil.which, BROWSERS)))
        self.process = subprocess.Popen(
            [program, "--headless", "--remote-debugging-port", "0", "--no-remote",
             "--profile", self.profile.name, "--width", str(width), "--height", str(height)],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.count, self.events = 0, []
        self.socket = websocket.create_connection(
            f"{self.address()}/session", timeout=60, suppress_origin=True)
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=[
            "log.entryAdded", "network.beforeRequestSent", "browsingContext.contextCreated"])
        self.context = self.send("browsingContext.getTree")["contexts"][0]["context"]

    def address(self):
        """Where the browser listens, as it says when it starts."""
        for _ in range(1200):
            with open(self.log.name, encoding="utf-8") as file:
                found = re.search(r"WebDriver BiDi listening on (ws://\S+)", file.read())
            if found:
                return found.group(1)
            time.sleep(0.05)
        raise TimeoutError("firefox does not start")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.send("browser.close")
            self.process.wait(20)
        finally:
            self.process.kill()
            self.process.wait()
            self.log.close()
            self.profile.cleanup()

    def send(self, method, **parameters):
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": parameters}))
        while True:
            reply = json.loads(self.socket.recv())
            if reply.get("id") != self.count:
                self.events.append(reply)
            elif reply["type"] == "error":
                raise RuntimeError(f"{method}: {reply['message']}")
            else:
                return reply["result"]

    def open(self, path, suffix=""):
        self.go("about:blank")
        self.go(f"file://{path}{suffix}")
        self.until("document.documentElement.classList.contains('playing')")

    def go(self, address):
        self.send("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def history(self, delta):
        self.send("browsingContext.traverseHistory", context=self.context, delta=delta)

    def value(self, expression):
        result = self.send(
            "script.evaluate", expression=f"JSON.stringify({expression})", awaitPromise=True,
            target={"context": self.context})
        if result["type"] == "exception":
            raise RuntimeError(result["exceptionDetails"]["text"])
        return json.loads(result["result"].get("value", "null"))

    def until(self, expression, seconds=20):
        end = time.monotonic() + seconds
        while not self.value(expression):
            if time.monotonic() > end:
                raise TimeoutError(f"after {seconds} s not yet true: {expression}")
            time.sleep(0.02)
        return True

    def comes(self, expression, seconds=5):
        try:
            return self.until(expression, seconds)
        except TimeoutError:
            return False

    def press(self, *keys):
        """Presses keys one after the other; "Control+a" is two at once."""
        actions = []
        for key in keys:
            held = [KEYS.get(part, part) for part in (key.split("+") if len(key) > 1 else [key])]
            actions += [{"type": "keyDown", "value": part} for part in held]
            actions += [{"type": "keyUp", "value": part} for part in reversed(held)]
        self.act({"type": "key", "id": "keys", "actions": actions})

    def click_at(self, x, y):
        self.act({"type": "pointer", "id": "mouse", "actions": [
            {"type": "pointerMove", "x": int(x), "y": int(y)}, {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0}]})

    def swipe(self, start, end):
        self.act({"type": "pointer", "id": "finger", "parameters": {"pointerType": "touch"},
                  "actions": [
                      {"type": "pointerMove", "x": int(start[0]), "y": int(start[1])},
                      {"type": "pointerDown", "button": 0},
                      {"type": "pointerMove", "x": int(end[0]), "y": int(end[1]), "duration": 60},
                      {"type": "pointerUp", "button": 0}]})

    def act(self, source):
        self.send("input.performActions", context=self.context, actions=[source])

    def windows(self):
        return [each["context"] for each in self.send("browsingContext.getTree")["contexts"]]

    def print(self):
        """The page as PDF, in base64."""
        return self.send("browsingContext.print", context=self.context)["data"]

    def happened(self, method):
        """The parameters of the events of a kind until now."""
        self.value("1")
        return [event["params"] for event in self.events if event.get("method") == method]
