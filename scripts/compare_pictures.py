#!/usr/bin/env python3
"""Compares the pictures of one system with those of another; scripts/portability.sh calls it.

    compare_pictures.py equal FOLDER FOLDER   drawn with one font: everything in the same place
    compare_pictures.py alike FOLDER FOLDER   drawn with two fonts: the same items, rows, columns,
                                              steps and text

Prints a summary in one line, and each difference to standard error; exits with 1 if there is any.
"""

import itertools
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

# libgraphviz writes two decimals, and systems may round the last one differently.
TOLERANCE = 0.02
# In a DOT file these allow for what the installed library adds when it draws: the height of a line
# of text around a text without a shape, and the length of an arrowhead. The SVGs have the result.
TEXT_TOLERANCE = 4
TIP_TOLERANCE = 6
# The bar of a fraction is 1 pt high; newer versions draw no shape lower than 1.44 pt.
BAR_TOLERANCE = 0.23
TIP = re.compile(r"^e,(\S+) ")
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
STATEMENT = re.compile(r"^\t(\w+(?: -> \w+)?)\s+\[(.*?)\];$", re.MULTILINE | re.DOTALL)
ATTRIBUTE = re.compile(r'(\w+)=("(?:[^"\\]|\\.)*"|[^,\]\s]+)')


def statements(file):
    """The nodes and edges of a DOT file with their attributes."""
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
    """A text without its numbers, and the numbers. A generated id changes with any number."""
    text = re.sub(r"\bu[0-9a-f]{8}\b", "id", text)
    return NUMBER.sub("#", text), [float(number) for number in NUMBER.findall(text)]


def equal(one, other):
    """The differences of two files beyond the tolerance, and the largest difference of numbers."""
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
            gaps = [abs(a - b) for a, b in zip(numbers, other_numbers)]
            allowed = [TOLERANCE] * len(gaps)
            if key == "pos" and TIP.match(facts[key]):
                allowed[:2] = [TIP_TOLERANCE] * 2
            elif key == "pos" and facts.get("shape", "none") == "none":
                allowed = [TEXT_TOLERANCE] * len(gaps)
            elif key == "points" and len(numbers) == 10 and abs(numbers[1] - numbers[5]) < 1.5:
                allowed = [BAR_TOLERANCE] * len(gaps)
            largest = max([largest, *(gap for gap, most in zip(gaps, allowed) if most == TOLERANCE)])
            if text != other_text or any(gap > most for gap, most in zip(gaps, allowed)):
                differences.append(f"{name} {key}: {facts[key]}, {other_facts[key]}")
    return differences, largest


def words(file):
    """All text of an SVG, without spaces, because lines may be broken at different places."""
    return "".join("".join(facts["text"].split()) for _, facts in elements(file))


def parts(file):
    """The labelled nodes and chips, the edges, and the positions of the nodes and chips."""
    looks = ("label", "shape", "style", "color", "fillcolor", "fontcolor", "penwidth")
    nodes, edges, places = [], [], []
    for name, facts in statements(file):
        look = tuple(facts.get(key) for key in looks)
        if "->" in name:
            edges.append(look)
        elif facts.get("shape", "none") != "none" and "label" in facts:
            nodes.append(look)
            places.append([float(number) for number in facts["pos"].split(",")])
    return nodes, edges, places


def alike(one, other):
    """The differences of two files in what must not depend on the font."""
    if one.suffix == ".svg":
        one, other = words(one), words(other)
        return [] if one == other else [f"words: {one}, {other}"], 0.0
    (nodes, edges, places), (other_nodes, other_edges, other_places) = parts(one), parts(other)
    differences = []
    if nodes != other_nodes:
        differences.append(f"nodes: {nodes}, {other_nodes}")
    elif edges != other_edges:
        differences.append(f"edges: {edges}, {other_edges}")
    else:
        for axis, name in enumerate(["column", "row"]):
            for a, b in itertools.permutations(range(len(places)), 2):
                gap = places[b][axis] - places[a][axis]
                other_gap = other_places[b][axis] - other_places[a][axis]
                # In the same row or column, letters of a different height shift by a point or two.
                if gap > 3 and other_gap < -3:
                    differences.append(f"{name}: {nodes[a]} and {nodes[b]} swap places")
    return differences, 0.0


def main(how, folder, other_folder):
    folders = Path(folder), Path(other_folder)
    names, other_names = (
        {file.name for file in place.iterdir() if file.suffix in (".gv", ".svg")} for place in folders
    )
    worst, differing = 0.0, 0
    for name in sorted(names ^ other_names):
        print(f"{name}: only in one folder", file=sys.stderr)
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
