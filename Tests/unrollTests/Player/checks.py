"""Checks that are reported by name, so that one browser serves many of them."""

import contextlib
import sys
import traceback


class Checks:
    """Counts checks and keeps the words of those that failed."""

    def __init__(self):
        self.count = 0
        self.failures = []

    def that(self, name, holds, found=""):
        """Checks that something holds; `found` is what to say if it does not."""
        self.count += 1
        if not holds:
            self.fail(name, found)
        return bool(holds)

    def equal(self, name, found, expected):
        return self.that(name, found == expected, f"found {found!r}, expected {expected!r}")

    def fail(self, name, words):
        self.failures.append(name)
        text = str(words)
        print(f"FAIL {name}: {text[:1500]}{'…' if len(text) > 1500 else ''}", flush=True)

    @contextlib.contextmanager
    def part(self, name):
        """Some checks that belong together: one that cannot go on does not stop the others."""
        before = self.count
        try:
            yield
        except Exception as error:
            self.fail(name, f"{type(error).__name__}: {error}")
            traceback.print_exc()
        if self.count == before:
            self.fail(name, "nothing was checked")

    def end(self):
        """Prints how many checks there were, and leaves with 1 if one failed."""
        print(f"{self.count} checks, {len(self.failures)} failed")
        sys.exit(1 if self.failures else 0)
