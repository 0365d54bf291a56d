"""Figures in notes: documents with many lessons, the start of the tool, one MyST directive."""

import json
import os

from processes import duration, median_run, row, run, title, verdict

UNROLL = os.path.abspath(".build/release/unroll")
BLOCKS = 50
LECTURE_BLOCKS = 200
FIGURES_OF_BLOCK = 2


def small_lesson(number):
    return (
        f"cell: elman\nactivation: identity\nparameters: {{W_h: {number % 9 + 2}, W_x: 1, W_y: 1}}\n"
        f"sequence: [{number // 9}, 1]\nloss: output\n")


def notes(folder):
    """Fifty blocks, first drawn and then unchanged; the start of the tool alone; one directive."""
    title(f"A document with {BLOCKS} lessons: unroll embed")
    path = f"{folder}/notes.md"
    with open(path, "w") as file:
        for number in range(BLOCKS):
            file.write(f"# {number}\n\n```unroll\n{small_lesson(number)}```\n\n")
    # On a single core, if the system can pin a process.
    one_core = ["taskset", "-c", "0"] if os.path.exists("/usr/bin/taskset") else []
    first = run([*one_core, UNROLL, "embed", path, "--no-cache", "-q"])
    if first.failure:
        return row(first.failure)
    row("first run", duration(first.seconds), f"{duration(first.seconds / BLOCKS)} per block",
        verdict(first.seconds < BLOCKS * 0.040, "40 ms per block, on one core"))
    second = median_run([UNROLL, "embed", path, "-q"], times=5)
    row("nothing changed", duration(second.seconds),
        f"{first.seconds / second.seconds:.0f} times faster",
        verdict(second.seconds < 0.060, "60 ms"))
    title("Start-up")
    start = median_run([UNROLL, "--version"], times=11)
    row("unroll --version", duration(start.seconds), verdict(start.seconds < 0.015, "15 ms"))
    title("One MyST directive")
    directive(folder)


def directive(folder):
    node = {"type": "mystDirective", "position": {"start": {"line": 3, "column": 1}}}
    text = json.dumps(
        {"name": "unroll", "options": {}, "body": small_lesson(1), "node": node}).encode()
    with open(f"{folder}/directive.json", "wb") as file:
        file.write(text)
    # The shell passes the directive; starting the shell takes a millisecond.
    command = f"cd '{folder}' && XDG_CACHE_HOME= HOME= exec '{UNROLL}' myst --directive unroll"
    drawn = median_run(["sh", "-c", f"{command} < directive.json"], times=5)
    if drawn.failure:
        return row(drawn.failure)
    row("without the cache", duration(drawn.seconds), verdict(drawn.seconds < 0.080, "80 ms"))


def lecture(folder):
    """Two hundred blocks with two figures each: drawn, unchanged, and with one number changed."""
    title(f"A document with {LECTURE_BLOCKS} blocks of {FIGURES_OF_BLOCK} figures: unroll embed")
    path = f"{folder}/lecture.md"
    with open(path, "w") as file:
        for number in range(LECTURE_BLOCKS):
            file.write(
                f"# {number}\n\n```{{.unroll #b{number} show=2,answer as=grid}}\n"
                f"{small_lesson(number)}```\n\n")
    if lecture_run("first run", folder, LECTURE_BLOCKS, LECTURE_BLOCKS * 0.050).failure:
        return
    lecture_run("nothing changed", folder, 0, 0.250)
    with open(path) as file:
        text = file.read()
    # The number is in one block only.
    old = small_lesson(LECTURE_BLOCKS // 2)
    with open(path, "w") as file:
        file.write(text.replace(old, old.replace("W_x: 1", "W_x: 7")))
    lecture_run("one number changed", folder, 1, 0.350)


def lecture_run(name, folder, blocks, limit):
    """Embeds the lecture, and counts the blocks that are drawn and the figures that are written."""
    figures, cache = f"{folder}/figures", f"{folder}/cache"
    # Each drawing of a block adds an entry to the cache.
    figures_before, drawn_before = dates(figures), len(dates(f"{cache}/unroll"))
    done = run(["env", f"XDG_CACHE_HOME={cache}", UNROLL, "embed", f"{folder}/lecture.md", "-q"])
    if done.failure:
        row(name, done.failure)
        return done
    drawn = len(dates(f"{cache}/unroll")) - drawn_before
    written = sum(figures_before.get(file) != date for file, date in dates(figures).items())
    row(f"{name:18}", f"{duration(done.seconds):>8}",
        f"{drawn} blocks drawn, {written} figures written",
        verdict((drawn, written) == (blocks, blocks * FIGURES_OF_BLOCK), f"{blocks} blocks"),
        verdict(done.seconds < limit, duration(limit)))
    return done


def dates(folder):
    """When each file of a folder was written; one that keeps its content is not touched."""
    if not os.path.isdir(folder):
        return {}
    return {file.name: file.stat().st_mtime_ns for file in os.scandir(folder)}
