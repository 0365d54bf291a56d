#!/usr/bin/env python3
"""Compares the pictures of one system with those of another; scripts/portability.sh calls it.

    compare_pictures.py equal FOLDER FOLDER   drawn with one font: everything at the same place
    compare_pictures.py alike FOLDER FOLDER   drawn with two fonts: the same items, rows, columns,
                                              steps and words

Prints a summary in one line, and each difference on standard error; exits with 1 if there is any.
"""

import re
import sys
from pathlib import Path
from xml.etree import ElementTree

# libgraphviz writes two decimals, and systems may round the last one differently.
TOLERANCE = 0.02
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
STATEMENT = re.compile(r"^\t(\w+(?: -> \w+)?)\s+\[(.*?)\];$", re.MULTILINE | re.DOTALL)
ATTRIBUTE = re.compile(r'(\w+)=("(?:[^"\\]|\\.)*"|[^,\]\s]+)')


def statements(file):
    """The nodes and edges of a drawing with their attributes, those of a file of Graphviz's."""
    text = file.read_text(encoding="utf-8").replace("\\\n", "")
    return [
        (name, {key: value.strip('"') for key, value in ATTRIBUTE.findall(attributes)})
        for name, attributes in STATEMENT.findall(text)
    ]


def elements(file):
    """The elements of an SVG with their attributes and text."""
    return [
        (element.tag, {**element.attrib, "text": (element.text or "").strip()})
        for element in ElementTree.parse(file).iter()
    ]


def contents(file):
    return statements(file) if file.suffix == ".gv" else elements(file)


def parted(text):
    """What of a text is not a number, and its numbers. A made-up id changes with any number."""
    text = re.sub(r"\bu[0-9a-f]{8}\b", "id", text)
    return NUMBER.sub("#", text), [float(number) for number in NUMBER.findall(text)]


def equal(one, other):
    """How two files differ by more than the tolerance, and by how much at most."""
    differences, largest = [], 0.0
    one, other = contents(one), contents(other)
    if len(one) != len(other):
        return [f"{len(one)} items, {len(other)} items"], largest
    for (name, facts), (other_name, other_facts) in zip(one, other):
        if name != other_name or facts.keys() != other_facts.keys():
            differences.append(f"{name} {sorted(facts)}, {other_name} {sorted(other_facts)}")
            continue
        for key in facts:
            text, numbers = parted(facts[key])
            other_text, other_numbers = parted(other_facts[key])
            gap = max((abs(a - b) for a, b in zip(numbers, other_numbers)), default=0.0)
            largest = max(largest, gap)
            if text != other_text or gap > TOLERANCE:
                differences.append(f"{name} {key}: {facts[key]}, {other_facts[key]}")
    return differences, largest


def ranks(numbers):
    """For each number, how many different smaller ones there are."""
    order = sorted(set(round(number) for number in numbers))
    return [order.index(round(number)) for number in numbers]


def kind(file):
    """What does not depend on the font: items, rows and columns, or the words."""
    if file.suffix == ".svg":
        # A line of words may be broken elsewhere.
        words = [facts["text"] for _, facts in elements(file) if facts["text"]]
        return " ".join(" ".join(words).split())
    moving = {"pos", "width", "height", "fontname", "fontsize", "lp", "points", "vertices"}
    all_items = statements(file)
    shaped = [facts for _, facts in all_items if facts.get("shape") not in (None, "none")]
    places = [[float(number) for number in facts["pos"].split(",")] for facts in shaped]
    return {
        "items": [
            (name if "->" in name else "", sorted((k, v) for k, v in facts.items() if k not in moving))
            for name, facts in all_items
        ],
        "columns": ranks([place[0] for place in places]),
        "rows": ranks([place[1] for place in places]),
    }


def alike(one, other):
    one, other = kind(one), kind(other)
    if one == other:
        return [], 0.0
    if isinstance(one, str):
        return [f"words: {one!r}, {other!r}"], 0.0
    return [f"{key}: {one[key]}, {other[key]}" for key in one if one[key] != other[key]], 0.0


def main(how, folder, other_folder):
    folders = Path(folder), Path(other_folder)
    names, other_names = (
        {file.name for file in place.iterdir() if file.suffix in (".gv", ".svg")} for place in folders
    )
    worst, differing = 0.0, 0
    for name in sorted(names ^ other_names):
        print(f"{name}: in one folder only", file=sys.stderr)
    for name in sorted(names & other_names):
        compare = equal if how == "equal" else alike
        differences, largest = compare(*(place / name for place in folders))
        worst = max(worst, largest)
        differing += bool(differences)
        for difference in differences:
            print(f"{name}: {difference}", file=sys.stderr)
    missing = len(names ^ other_names)
    if not names:
        sys.exit("no pictures")
    print(
        f"{differing + missing} of {len(names | other_names)} differ"
        if differing + missing
        else f"{len(names)} {how}" + (f" within {worst:.2f} pt" if how == "equal" else "")
    )
    sys.exit(1 if differing + missing else 0)


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("equal", "alike"):
        sys.exit(__doc__)
    main(*sys.argv[1:])
