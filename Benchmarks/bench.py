"""Prints the results of `make bench`; Benchmarks/run.sh calls it."""

import glob
import os
import re
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile

from crossings import crossings
from decks import decks
from growth import doubling
from notes import lecture, notes
from player import player
from processes import Run, duration, median_run, row, run, title, verdict

UNROLL = ".build/release/unroll"
PASSES = os.environ.get("UNROLL_PASSES", "")
ROUNDS = 5
# A node or an edge of a DOT file with its attributes.
STATEMENT = re.compile(
    r'^\t("?\w+"?|\w+ -> \w+)\t(\[(?:"(?:[^"\\]|\\.)*"|[^"\]])*\];\n)', re.MULTILINE)


# MARK: The deck


def deck(folder):
    """The whole elman deck, drawn by one unroll process and by one neato process per frame."""
    written = run([UNROLL, "render", "samples/elman.yaml", "-q", "-o", f"{folder}/frame.gv"])
    if written.failure:
        title("The deck of samples/elman.yaml")
        return row(f"skipped: unroll failed to write DOT: {written.failure}")
    frames = sorted(
        glob.glob(f"{folder}/frame-*.gv"), key=lambda path: int(re.findall(r"\d+", path)[-1]))
    title(f"The deck of samples/elman.yaml, {len(frames)} frames, "
          f"medians of {ROUNDS} alternating runs")
    if not shutil.which("neato"):
        return row("skipped: the program neato (of Graphviz) is missing")
    points = [alone(frame) for frame in frames][0]
    compare("SVG", folder, frames, "svg", ["-Tsvg:cairo"], 8)
    # With the same number of pixels.
    sample = f"{folder}/sample.png"
    run([UNROLL, "render", "samples/elman.yaml", "-q", "--steps", "last", "-o", sample])
    resolution = png_size(sample)[0] / points * 72
    compare("PNG", folder, frames, "png", ["-Tpng", f"-Gdpi={resolution}"], 8)


def alone(frame):
    """Turns a frame's DOT into a standalone drawing; returns the width of the canvas in points.

    Hidden things are removed, because neato would measure them; shapes without a label must not
    show their name; and two corners preserve the canvas, which -n2 would crop to what is drawn.
    """
    with open(frame) as file:
        text = file.read()
    width, height = re.search(r'bb="0,0,([\d.]+),([\d.]+)"', text).groups()
    text = STATEMENT.sub(lambda found: "" if "style=invis" in found[2] else found[0], text)
    text = text.replace("{", '{\n\tnode [label=""];\n', 1)
    corners = "".join(
        f'\t"corner {at}" [pos="{at}", shape=point, style=invis, width=0, height=0];\n'
        for at in ("0,0", f"{width},{height}"))
    text = text[:text.rindex("}")] + corners + "}\n"
    with open(frame, "w") as file:
        file.write(text)
    return float(width)


def compare(name, folder, frames, extension, options, target):
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(
            run([UNROLL, "render", "samples/elman.yaml", "-q", "-o",
                 f"{folder}/ours.{extension}"]))
        theirs.append(neato(folder, frames, extension, options))
    failures = [each.failure for each in ours + theirs if each.failure]
    if failures:
        return row(name, f"skipped: {failures[0]}")
    our_time = statistics.median(each.seconds for each in ours)
    their_time = statistics.median(each.seconds for each in theirs)
    ratio = their_time / our_time
    row(name, f"unroll {duration(our_time)}", f"neato per frame {duration(their_time)}",
        f"{ratio:.1f} times faster", verdict(ratio >= target, f"{target} times"))
    if extension == "png":
        sizes = [png_size(f"{folder}/{side}-{len(frames)}.png") for side in ("ours", "theirs")]
        row("    ", "pixels: {}×{} and {}×{}".format(*sizes[0], *sizes[1]))


def neato(folder, frames, extension, options):
    total = 0
    for number, frame in enumerate(frames, 1):
        one = run(["neato", "-n2", *options, frame, "-o", f"{folder}/theirs-{number}.{extension}"])
        if one.failure:
            return one
        total += one.seconds
    return Run(total, 0)


def png_size(path):
    with open(path, "rb") as file:
        return struct.unpack(">II", file.read(24)[16:24])


# MARK: Long sequences


TOKENS = "abcdefghijklmnopq"


def lesson(folder, steps, has_tokens=True):
    """Writes an Elman lesson over a number of time steps, either of tokens with embeddings, as
    lecturers write it, or of the same numbers without a vocabulary."""
    path = f"{folder}/elman-{steps}{'-tokens' if has_tokens else ''}.yaml"
    numbers = [step / 8 for step in range(-8, 9)]
    places = [(step * 7) % len(TOKENS) for step in range(steps)]
    words = [TOKENS[place] if has_tokens else str(numbers[place]) for place in places]
    with open(path, "w") as file:
        file.write("cell: elman\nactivation: tanh\nparameters: {W_h: 0.9, W_x: 0.5, W_y: 1.5}\n")
        if has_tokens:
            file.write(f"vocabulary: [{', '.join(TOKENS)}]\nembeddings: {numbers}\n")
        file.write(f"sequence: [{', '.join(words)}]\nloss: output\nfigure: {{columns: all}}\n")
    return path


def length(folder):
    """The SVG of the last step over more and more time steps: does the time grow linearly?"""
    lengths = [10, 100, 1000, 10000]
    for text, has_tokens in [("live", True), ("live", False), ("paths", True)]:
        title(f"The last step as one SVG, --text {text}, over T time steps of "
              f"{'tokens' if has_tokens else 'numbers'} "
              "(in brackets: the ratio to the row before, with a tenth of the time steps)")
        before = None
        for steps in lengths:
            output = f"{folder}/last.svg"
            drawn = median_run(
                [UNROLL, "render", lesson(folder, steps, has_tokens), "--steps", "last",
                 "--text", text, "-q", "-o", output], times=1 if steps >= 10000 else 3)
            name = f"T = {steps:6,}"
            if drawn.failure:
                row(name, drawn.failure)
                break
            lacking = missing_columns(output, steps) if text == "live" else ""
            row(name, growth(duration(drawn.seconds), drawn.seconds, before and before.seconds),
                growth(f"{drawn.megabytes:.0f} MB", drawn.megabytes, before and before.megabytes),
                f"SVG {os.path.getsize(output) / 1e6:.2f} MB",
                lacking or limits(text, steps, drawn))
            before = drawn


def missing_columns(path, steps):
    """A message if the figure leaves out time steps: each has a Loss; so have sum and answer."""
    with open(path) as file:
        # Line by line, because a child process counts our memory as its own until it calls exec.
        drawn = sum(line.count(">Loss<") for line in file) - 2
    return "" if drawn >= steps else f"MISSED   (target: all columns; {drawn} are drawn)"


def growth(figure, now, before):
    return f"{figure} (×{now / before:.1f})" if before else figure


def limits(text, steps, drawn):
    if text == "live" and steps == 100:
        return verdict(drawn.seconds < 0.15, "0.15 s")
    if text == "live" and steps == 10000:
        return verdict(drawn.seconds < 5 and drawn.megabytes < 400, "5 s and 400 MB")
    return ""


# MARK: Values and gradients


def figures_of(arguments):
    """Runs the benchmark program and reads its lines `name seconds`."""
    if not os.path.exists(PASSES):
        return {}
    done = subprocess.run([PASSES, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        row("skipped:", done.stderr.strip()[:300])
        return {}
    return {
        name: float(seconds) for name, seconds in map(str.split, done.stdout.strip().splitlines())}


def passes(folder):
    """Only values and gradients, without a figure."""
    title("Values and gradients of an Elman RNN over T = 100,000 time steps")
    path = lesson(folder, 100000)
    found = figures_of(["lesson", path])
    if found:
        seconds = found["unroll"] + found["trace"]
        row(f"computing {duration(seconds)}",
            f"(unrolling {duration(found['unroll'])}, both passes {duration(found['trace'])};"
            f" reading the lesson, which includes unrolling, {duration(found['read'])})",
            verdict(seconds < 1, "1 s"))
    whole = run([UNROLL, "trace", path, "--format", "json"])
    row(whole.failure or
        f"the whole of unroll trace --format json {duration(whole.seconds)}, "
        f"{whole.megabytes:.0f} MB")


def cells(folder):
    """Forward and backward pass, compared with PyTorch and with handwritten loops."""
    title("Scalar Elman RNN, T = 10,000, forward and backward")
    found = figures_of(["elman", "10000"])
    if found:
        ours = found["library"]
        row(f"unroll {duration(ours)} (unrolling {duration(found['unroll'])}, "
            f"both passes {duration(found['trace'])})")
        eager = subprocess.run(
            [sys.executable, "Benchmarks/eager.py", "10000"], capture_output=True, text=True)
        if eager.returncode == 0:
            theirs = float(eager.stdout.split()[-1])
            row(f"PyTorch, eager {duration(theirs)}", f"{theirs / ours:.0f} times faster",
                verdict(theirs / ours >= 20, "20 times"))
        else:
            row("PyTorch: skipped:", eager.stderr.strip().splitlines()[-1])
        row(f"handwritten loop {duration(found['by-hand'])}",
            f"the library takes {ours / found['by-hand']:.1f} times as long; the passes alone "
            f"{found['trace'] / found['by-hand']:.1f} times")
    title("LSTM, hidden size 64, input size 64, T = 200, forward and backward, no Jacobians")
    found = figures_of(["lstm", "64", "200"])
    if found:
        ratio = found["library"] / found["by-hand"]
        row(f"unroll {duration(found['library'])} (unrolling {duration(found['unroll'])}, "
            f"both passes {duration(found['trace'])})",
            f"handwritten loop {duration(found['by-hand'])}", f"{ratio:.1f} times as long",
            verdict(ratio <= 3, "at most 3 times"))


SECTIONS = {
    "deck": deck, "length": length, "growth": doubling, "passes": passes, "cells": cells,
    "decks": lambda folder: decks(UNROLL, folder, figures_of),
    "player": lambda folder: player(UNROLL, folder), "notes": notes, "lecture": lecture,
    "crossings": lambda folder: crossings(UNROLL, folder),
}


def main():
    chosen = sys.argv[1:] or list(SECTIONS)
    unknown = [name for name in chosen if name not in SECTIONS]
    if unknown:
        sys.exit(f"bench: there is no section {unknown[0]}; there are {', '.join(SECTIONS)}")
    print(f"{os.cpu_count()} cores, {os.uname().sysname} {os.uname().machine}")
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen:
            SECTIONS[name](folder)


main()
