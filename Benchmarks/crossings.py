"""Counts where lines of a drawing cross, from its DOT alone: lines on each other count once."""

import glob
import math
import os
import re

from processes import row, run, title

# A node or an edge with its attributes.
STATEMENT = re.compile(
    r'^\t((?:"(?:[^"\\]|\\.)*"|[\w.]+)(?: -> (?:"(?:[^"\\]|\\.)*"|[\w.]+))?)'
    r'\t\[((?:"(?:[^"\\]|\\.)*"|[^"\]])*)\];$', re.MULTILINE)
ATTRIBUTE = re.compile(r'(\w+)=("(?:[^"\\]|\\.)*"|[^,\s\]]+)')
# How far from a crossing the order of the two lines is compared, in points.
AROUND = 3
MOST = 8


def crossings(unroll, folder):
    """The samples, and the lessons of the folder that UNROLL_LESSONS names, if any."""
    title(f"Crossings of lines (target: at most {MOST})")
    folders = ["samples"] + [each for each in [os.environ.get("UNROLL_LESSONS")] if each]
    for path in [path for each in folders for path in sorted(glob.glob(f"{each}/*.yaml"))]:
        output = f"{folder}/crossings.gv"
        # The last step shows the whole graph.
        drawn = run([unroll, "render", path, "-q", "--steps", "last", "-o", output])
        name = f"{os.path.basename(path)[:-5]}:".ljust(28)
        if drawn.failure:
            row(name, drawn.failure)
            continue
        with open(output) as file:
            count = count_crossings(file.read())
        row(name, f"{count:3}", "" if count <= MOST else "MISSED")


def count_crossings(text):
    """Returns how many points two lines of a drawing cross in that are not joined there."""
    joints, lines = read(text)
    joined = {(line.tail, line.head) for line in lines}
    found = []
    for index, one in enumerate(lines):
        for two in lines[index + 1:]:
            if not near(one.box, two.box):
                continue
            is_bus = (
                one.tail == two.tail or one.head == two.head
                or (one.tail, two.head) in joined and (two.tail, one.head) in joined)
            for point in meetings(one, two):
                at_joint = is_bus and any(math.dist(point, joint) < 1.5 for joint in joints)
                if not at_joint and all(math.dist(point, each) >= 2 for each in found):
                    found.append(point)
    return len(found)


class Line:
    def __init__(self, tail, head, points):
        self.tail, self.head, self.points = tail, head, points
        self.segments = list(zip(points, points[1:]))
        xs, ys = zip(*points)
        self.box = (min(xs), min(ys), max(xs), max(ys))


def read(text):
    """Returns the joints and the forward edges that a drawing shows."""
    joints, lines = [], {}
    for found in STATEMENT.finditer(text.replace("\\\n", "")):
        attributes = {key: value.strip('"') for key, value in ATTRIBUTE.findall(found[2])}
        classes = attributes.get("class", "").split()
        if attributes.get("style") == "invis" or "pos" not in attributes:
            continue
        if "joint" in classes:
            joints.append(tuple(map(float, attributes["pos"].split(","))))
        elif "edge" in classes:
            tail, head = found[1].split(" -> ")
            # Several readings of one operand are one line.
            lines[tail, head, attributes["pos"]] = Line(tail, head, flat(attributes["pos"]))
    return joints, list(lines.values())


def flat(spline):
    """Returns the points of a spline, close together where it bends."""
    tip = re.match(r"e,([^ ]+) ", spline)
    points = [
        tuple(map(float, each.split(","))) for each in re.sub(r"[es],\S+ ", "", spline).split()]
    path = [points[0]]
    for start in range(0, len(points) - 3, 3):
        a, b, c, d = points[start:start + 4]
        count = 1 if is_straight(a, b, c, d) else 12
        for index in range(1, count + 1):
            t = index / count
            weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t ** 3)
            path.append(tuple(
                sum(weight * point[axis] for weight, point in zip(weights, (a, b, c, d)))
                for axis in (0, 1)))
    return path + ([tuple(map(float, tip[1].split(",")))] if tip else [])


def is_straight(a, b, c, d):
    return all(
        abs((each[0] - a[0]) * (d[1] - a[1]) - (each[1] - a[1]) * (d[0] - a[0]))
        < 0.02 * max(math.dist(a, d), 0.001) for each in (b, c))


def near(one, two):
    return one[0] <= two[2] and two[0] <= one[2] and one[1] <= two[3] and two[1] <= one[3]


def meetings(one, two):
    """The points in which one line passes from one side of another to the other side."""
    for a, b in one.segments:
        for c, d in two.segments:
            point = intersection(a, b, c, d)
            if not point:
                continue
            ours, theirs = (ways(line.points, point) for line in (one, two))
            if not ours or not theirs:
                continue
            apart = [
                abs((x - y + math.pi) % (2 * math.pi) - math.pi) for x in ours for y in theirs]
            # Lines that come together run on in the same direction.
            low, high = sorted(ours)
            if min(apart) >= 0.2 and (low < theirs[0] < high) != (low < theirs[1] < high):
                yield point


def intersection(a, b, c, d):
    (px, py), (qx, qy) = (b[0] - a[0], b[1] - a[1]), (d[0] - c[0], d[1] - c[1])
    cross = px * qy - py * qx
    if abs(cross) <= 0.05 * math.hypot(px, py) * math.hypot(qx, qy):
        return None
    along = ((c[0] - a[0]) * qy - (c[1] - a[1]) * qx) / cross
    across = ((c[0] - a[0]) * py - (c[1] - a[1]) * px) / cross
    if not (-1e-9 <= along <= 1 + 1e-9 and -1e-9 <= across <= 1 + 1e-9):
        return None
    return (a[0] + along * px, a[1] + along * py)


def ways(path, point):
    """The angles at which a path comes to a point and leaves it, `None` near one of its ends."""
    best = min(
        range(len(path) - 1), key=lambda index: distance(point, path[index], path[index + 1]))
    before = angle(point, reversed(path[:best + 1]), point)
    after = angle(point, path[best + 1:], point)
    return None if before is None or after is None else (before, after)


def angle(center, path, start):
    for point in path:
        if math.dist(point, center) >= AROUND:
            low, high = 0.0, 1.0
            for _ in range(30):
                middle = (low + high) / 2
                there = between(start, point, middle)
                low, high = (low, middle) if math.dist(there, center) >= AROUND else (middle, high)
            there = between(start, point, high)
            return math.atan2(there[1] - center[1], there[0] - center[0])
        start = point
    return None


def between(a, b, share):
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def distance(point, a, b):
    square = math.dist(a, b) ** 2
    along = (point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])
    return math.dist(point, between(a, b, max(0, min(1, along / square)) if square else 0))
