"""The player: the size of its page and the time to write it."""

import glob
import os

from processes import duration, median_run, row, title, verdict

LESSON = "samples/elman.yaml"


def player(unroll, folder):
    """A page beside the SVG deck of the same lesson."""
    title(f"The page of {LESSON}, medians of 5 runs")
    path = f"{folder}/talk.html"
    page = median_run([unroll, "render", LESSON, "-q", "-o", path], times=5)
    frames = median_run([unroll, "render", LESSON, "-q", "-o", f"{folder}/frame.svg"], times=5)
    for each in (page, frames):
        if each.failure:
            return row("skipped:", each.failure)
    size = os.path.getsize(path) / 1000
    largest = max(map(os.path.getsize, glob.glob(f"{folder}/frame-*.svg"))) / 1000
    row(f"{size:.0f} KB", verdict(size <= 500, "500 KB"),
        f"{size / largest:.2f} times its largest frame", verdict(size <= 3 * largest, "3 times"))
    share = page.seconds / frames.seconds
    row(f"written in {duration(page.seconds)}", f"{share:.2f} times the SVG deck",
        verdict(share <= 1.5, "1.5 times"))
