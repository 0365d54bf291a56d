"""Measures how the time of each command grows with the sequence; Benchmarks/bench.py calls it.

The sequence of every sample that has one is repeated to T, 2T and 4T time steps. Twice the length
should take twice the time; a ratio above 2.5 indicates a nested loop over everything.
"""

import glob
import os
import re
import shutil

from processes import duration, row, run, title

UNROLL = os.environ.get("UNROLL", ".build/release/unroll")
# Above this, the time depends on the time steps and not on the start of the process.
LEAST_SECONDS = float(os.environ.get("UNROLL_GROWTH_SECONDS", "0.15"))
LONGEST_SEQUENCE = 1 << 14
MOST_GROWTH = 2.5

# The arguments of each command; {folder} is a separate folder.
COMMANDS = {
    "trace": ["trace", "{lesson}"],
    "trace json": ["trace", "{lesson}", "--format", "json"],
    "steps": ["steps", "{lesson}"],
    "steps json": ["steps", "{lesson}", "--format", "json"],
    "check": ["check", "{lesson}"],
    "lint": ["lint", "{lesson}"],
    "render svg": ["render", "{lesson}", "-q", "--steps", "last", "-o", "{folder}/a.svg"],
    "render live": [
        "render", "{lesson}", "-q", "--steps", "last", "--text", "live", "-o", "{folder}/a.svg"],
    "render png": ["render", "{lesson}", "-q", "--steps", "last", "-o", "{folder}/a.png"],
    "render gv": ["render", "{lesson}", "-q", "--steps", "last", "-o", "{folder}/a.gv"],
    "render pdf": ["render", "{lesson}", "-q", "--steps", "last", "-o", "{folder}/a.pdf"],
    "render deck": ["render", "{lesson}", "-q", "-o", "{folder}/deck/"],
    "compare": ["compare", "{lesson}", "{lesson}", "-q", "-o", "{folder}/both/"],
    "handout": ["handout", "{lesson}", "-q", "--steps", "1", "-o", "{folder}/a.pdf"],
    "quiz": ["quiz", "{lesson}", "-q", "--variants", "1", "-o", "{folder}/quiz/"],
    "equations": ["equations", "{lesson}"],
    "embed": ["embed", "{notes}", "--no-cache"],
}
# These change each input separately and compute the whole sequence each time.
QUADRATIC = {"check"}
# With all columns, these pictures grow with the sequence; for other commands only the computation
# grows.
DRAWING = ["lint", "render svg", "render live", "render gv", "render pdf", "compare"]

LIST = re.compile(r"^(\s*)(sequence|targets|x|u): \[(.*)\]$", re.MULTILINE)


def repeated(text, times, draws_all):
    """Returns a lesson with its sequence and targets repeated a number of times."""
    text = LIST.sub(
        lambda found: f"{found[1]}{found[2]}: [{', '.join([found[3]] * times)}]", text)
    if not draws_all:
        return text
    if "\nfigure:" not in text:
        return text + "\nfigure: {columns: all}\n"
    return re.sub(r"\nfigure: {(.*)}", r"\nfigure: {\1, columns: all}", text)


def base_length(text):
    found = re.search(r"^(sequence|  x): \[(.*)\]$", text, re.MULTILINE)
    if not found:
        return 0
    # In a list of lists, count the inner lists.
    return found[2].count("[") or found[2].count(",") + 1


def variants():
    """The samples with a sequence, and some variants that no sample covers, such as a mean."""
    lessons = {}
    for path in sorted(glob.glob("samples/*.yaml")):
        with open(path) as file:
            text = file.read()
        if base_length(text):
            lessons[os.path.basename(path)[:-5]] = text
    lessons["elman, mean"] = lessons["elman"] + "\nreduction: mean\n"
    lessons["elman, ledger of numbers"] = re.sub(
        r"vocabulary.*\nembeddings.*\nsequence.*\n", "sequence: [1, 0.5]\n", lessons["elman"])
    lessons["squares, summed at once"] = (
        'equations: {"h[t]": "tanh(w*h[t-1] + x[t])", Loss: "sum(h[t]^2)"}\n'
        "parameters: {w: 0.9}\nsequence: [1, -0.5]\nask: h_0\n")
    # Weights with which no value grows with the length.
    for strong, weak in [("W_h: -5", "W_h: -0.5"), ("W_h: 2", "W_h: 0.5"), ("W_h: 1.5", "W_h: 0.7")]:
        lessons = {name: text.replace(strong, weak) for name, text in lessons.items()}
    return lessons


def measured(command, text, steps, folder, draws_all):
    times = max(1, round(steps / max(1, base_length(text))))
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    with open(f"{folder}/lesson.yaml", "w") as file:
        file.write(repeated(text, times, draws_all))
    with open(f"{folder}/notes.md", "w") as file:
        file.write("```{.unroll #fig show=last}\nlesson: lesson.yaml\n```\n")
    names = {
        "lesson": f"{folder}/lesson.yaml", "notes": f"{folder}/notes.md", "folder": folder}
    return run([UNROLL] + [word.format(**names) for word in COMMANDS[command]])


def grow(command, name, text, folder, draws_all):
    """Doubles the sequence until its time is measurable, then twice more, and returns the ratio.

    Returns `None` if the time never becomes measurable or the command refuses the lesson."""
    start = measured(command, text, base_length(text), folder, draws_all)
    if start.failure:
        return None
    steps, before = 128, None
    times = []
    while steps <= LONGEST_SEQUENCE:
        now = measured(command, text, steps, folder, draws_all)
        if now.failure:
            # Reported only once: an exploding gradient ends every command.
            if command == "trace":
                row(f"{name}: skipped:", now.failure[-100:].replace("\n", " "))
            return None
        own = now.user - start.user
        if own > LEAST_SECONDS or times:
            times.append((steps, own))
        if len(times) == 3 or own > 40:
            break
        steps *= 2
    if len(times) < 2:
        return None
    ratio = (times[-1][1] / times[0][1]) ** (1 / (len(times) - 1))
    texts = ", ".join(f"T = {steps} {duration(seconds)}" for steps, seconds in times)
    flag = "" if ratio <= MOST_GROWTH else "  quadratic by design" if command in QUADRATIC else (
        "  MISSED ")
    row(f"{command}, {name}{' (all columns)' if draws_all else ''}:", texts, f"×{ratio:.2f}{flag}")
    return ratio


def wide():
    """Lessons by the number of their operands or equations, which nothing repeats over time."""
    def joined(sign):
        def lesson(count):
            names = [f"a{index}" for index in range(1, count + 1)]
            values = ", ".join(f"{name}: {1 + index % 7 / 1e4}" for index, name in enumerate(names))
            return f"equations:\n  y: {sign.join(names)}\ninputs: {{{values}}}\n"
        return lesson

    def chain(count):
        lines = [f"  q{index}: q{index - 1} + x\n" for index in range(2, count + 1)]
        return "equations:\n  q1: x*2\n" + "".join(lines) + "inputs: {x: 0.5}\n"

    def cell(count):
        lines = [f"  q{index}[t]: q{index - 1}[t] + x[t]\n" for index in range(2, count + 1)]
        return ("equations:\n  q1[t]: x[t] + q1[t-1]\n" + "".join(lines)
                + f"  Loss: sum(q{count}[t])\nsequence: [1, 2, 3]\n")

    return {"product": (joined("*"), 400), "sum": (joined(" + "), 400), "chain": (chain, 50),
            "cell": (cell, 25)}


def widening(folder):
    """The time of each command as the operands or equations of a lesson double, twice."""
    title(f"User time as operands and equations double (target: at most ×{MOST_GROWTH})")
    for name, (lesson, count) in wide().items():
        for command in ["trace", "steps", "render svg"]:
            times = []
            for size in [count, 2 * count, 4 * count]:
                now = measured(command, lesson(size), 1, f"{folder}/growth", False)
                times.append((size, now.user))
            ratio = (times[2][1] / max(times[0][1], LEAST_SECONDS)) ** 0.5
            texts = ", ".join(f"{size}: {duration(seconds)}" for size, seconds in times)
            row(f"{command}, {name}:", texts, f"×{ratio:.2f}{'' if ratio <= MOST_GROWTH else '  MISSED '}")


def doubling(folder, only=None):
    widening(folder)
    title(f"User time as the sequence doubles (target: at most ×{MOST_GROWTH})")
    worst = {}
    for command in COMMANDS:
        if only and command not in only:
            continue
        for name, text in variants().items():
            for draws_all in [False, True] if command in DRAWING else [False]:
                ratio = grow(command, name, text, f"{folder}/growth", draws_all)
                if ratio and command not in QUADRATIC:
                    worst[command] = max(worst.get(command, (0, "")), (ratio, name))
    title("The worst ratio of each command")
    for command, (ratio, name) in worst.items():
        row(f"{command}:", f"×{ratio:.2f}", name)
