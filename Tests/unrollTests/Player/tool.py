"""The tool under test: pages, traces and steps of lessons, each made once."""

import concurrent.futures
import fcntl
import hashlib
import json
import os
import re
import subprocess
import sys


class Tool:
    """Runs unroll as the arguments of a script say: PROGRAM SAMPLES FOLDER.

    The folder keeps pages, so that scripts that need the same page draw it once.
    """

    def __init__(self, arguments=None):
        self.program, self.samples, self.folder = arguments or sys.argv[1:4]
        self.environment = dict(os.environ, XDG_CACHE_HOME=os.path.join(self.folder, "cache"))

    def sample(self, name):
        with open(os.path.join(self.samples, f"{name}.yaml"), encoding="utf-8") as file:
            return file.read()

    def sample_names(self):
        return sorted(
            name[:-5] for name in os.listdir(self.samples) if name.endswith(".yaml"))

    def run(self, *arguments, text=None):
        """The output of a run, which must succeed."""
        done = subprocess.run(
            [self.program, *arguments], input=text, capture_output=True, text=True,
            cwd=self.folder, env=self.environment, encoding="utf-8")
        if done.returncode:
            raise RuntimeError(f"unroll {' '.join(arguments)}: {done.stderr.strip()}")
        return done.stdout

    def page(self, name, text=None, *flags):
        """The path of the page of a lesson, by default of the sample with that name."""
        text = self.sample(name) if text is None else text
        key = hashlib.sha256(repr((name, text, flags)).encode()).hexdigest()[:12]
        folder = os.path.join(self.folder, f"{name}-{key}")
        path = os.path.join(folder, f"{name}.html")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not os.path.exists(path):
                lesson = os.path.join(folder, f"{name}.yaml")
                with open(lesson, "w", encoding="utf-8") as file:
                    file.write(text)
                self.run("render", lesson, "-o", path, *flags)
        return path

    def pages(self, lessons, *flags):
        """The paths of the pages of several lessons, from (name, text) pairs."""
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            return list(pool.map(lambda lesson: self.page(*lesson, *flags), lessons))

    def trace(self, text):
        return json.loads(self.run("trace", "-", "--format", "json", text=text))


def data_of(path):
    """The data in a page."""
    with open(path, encoding="utf-8") as file:
        found = re.search(r'id="data">(.*?)</script>', file.read(), re.S)
    return json.loads(found.group(1))


def with_digits(text, digits):
    """A lesson whose numbers have so many digits."""
    if re.search(r"^figure:", text, re.M):
        raise ValueError("the lesson has a figure of its own")
    return f"{text.rstrip()}\nfigure: {{digits: {digits}}}\n"
