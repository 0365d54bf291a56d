"""Decks in one file: sizes, times, and all formats in one run."""

import os

from processes import duration, median_run, row, title, verdict

LESSON = "samples/lecture.yaml"
# Kilobytes of the lecture's deck.
LARGEST = {"pdf": 400, "pptx": 400}


def decks(unroll, folder, figures_of):
    """The lecture's deck in every format: alone, and all in one run."""
    title(f"The deck of {LESSON} in one file, medians of 3 runs")
    found = figures_of(["decks", LESSON])
    formats = [name for name in found if name != "drawing"]
    separate = 0
    for name in formats:
        path = f"{folder}/talk.{name}"
        alone = median_run([unroll, "render", LESSON, "-q", "-o", path])
        if alone.failure:
            row(name, alone.failure)
            continue
        separate += alone.seconds
        size = os.path.getsize(path) / 1000
        limits = []
        if name in LARGEST:
            limits.append(verdict(size <= LARGEST[name], f"{LARGEST[name]} KB"))
        if name == "pdf":
            ratio = found["pdf"] / found["drawing"]
            limits.append(f"{ratio:.2f} times the drawing of its pages")
            limits.append(verdict(ratio <= 1.5, "1.5 times"))
        if name == "pptx":
            limits.append(verdict(found["pptx"] <= 0.3, "0.3 s"))
        row(f"{name:5}", f"{size:.0f} KB", f"run {duration(alone.seconds)}",
            f"written in {duration(found[name])}", *limits)
    together = median_run(
        [unroll, "render", LESSON, "-q",
         *(part for name in formats for part in ("-o", f"{folder}/talk.{name}"))])
    if together.failure:
        return row("together", together.failure)
    share = together.seconds / separate
    row(f"all {len(formats)} formats in one run {duration(together.seconds)}",
        f"{share:.0%} of the separate runs", verdict(share <= 0.6, "60 %"))
