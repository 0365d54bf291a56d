"""The numbers of a deck from `unroll trace --format json`: where they come from says each."""

import math


def flat(value):
    """The components of a number, a vector or a matrix."""
    if isinstance(value, list):
        return [component for each in value for component in flat(each)]
    return [float("nan") if value is None else float(value)]


def rows(value):
    """A local gradient as a matrix."""
    if not isinstance(value, list):
        return [[float(value)]]
    return [each if isinstance(each, list) else [each] for each in value]


class Oracle:
    """What `origins` of a page's data are in a trace, without the page's own computation."""

    def __init__(self, data, trace):
        self.data = data
        self.nodes = {node["id"]: node for node in trace["nodes"]}
        self.parameters = {each["id"]: each for each in trace["parameters"]}
        self.cache = {}

    def node(self, index):
        return self.nodes[self.data["nodes"][index]["id"]]

    def number(self, entry):
        """An entry of `numbers`, if it is a number."""
        return self.origin(entry[0])[entry[1]]

    def origin(self, index):
        if index not in self.cache:
            self.cache[index] = self.evaluated(self.data["origins"][index])
        return self.cache[index]

    def evaluated(self, origin):
        kind, *rest = origin
        if kind in ("value", "gradient"):
            return flat(self.node(rest[0])[kind])
        if kind in ("local", "contribution"):
            return flat(self.node(rest[0])["inputs"][rest[1]][kind])
        if kind == "running":
            terms = self.parameters[self.data["nodes"][rest[0]]["id"]]["terms"]
            return flat(terms[rest[1]]["sum"])
        if kind == "total":
            return [component for row in self.total(*rest) for component in row]
        if kind in ("embedding", "embeddingRunning"):
            return self.sum([flat(self.node(node)["gradient"]) for node in rest[0]])
        if kind == "sum":
            return self.sum([self.evaluated(each) for each in rest[0]])
        if kind == "largest":
            return [max(self.evaluated(rest[0]), key=abs)]
        if kind == "norm":
            return [math.hypot(*self.evaluated(rest[0]))]
        if kind == "product":
            return [math.prod(self.evaluated(each)[0] for each in rest[0])]
        if kind == "flowFactor":
            norms = [self.evaluated(each)[0] for each in rest[0]]
            places = [place for place, norm in enumerate(norms) if norm > 0]
            if len(places) < 2:
                return [float("nan")]
            first, last = places[0], places[-1]
            growth = math.log(norms[first]) - math.log(norms[last])
            return [math.exp(growth / (last - first))]
        if kind == "transposed":
            inner, height, width = self.evaluated(rest[0]), *rest[1:]
            # The transposed matrix has `height` rows; the other one has `width`.
            return [inner[column * height + row] for row in range(height) for column in range(width)]
        if kind == "constant":
            return rest[0]
        raise ValueError(f"unknown origin {origin}")

    @staticmethod
    def sum(lists):
        return [math.fsum(components) for components in zip(*lists)]

    def total(self, state, earlier):
        """The products of local gradients on all paths within the time step of a state."""
        goal, time = self.node(earlier)["id"], self.node(state)["time"]

        def paths(name):
            total = None
            for edge in self.nodes[name]["inputs"]:
                source = edge["from"]
                if source != goal and self.nodes[source]["time"] != time:
                    continue
                if edge["local"] is None:
                    continue
                local = rows(edge["local"])
                if source != goal:
                    inner = paths(source)
                    if inner is None:
                        continue
                    local = [[math.fsum(a * b for a, b in zip(row, column))
                              for column in zip(*inner)] for row in local]
                total = local if total is None else [
                    [a + b for a, b in zip(*pair)] for pair in zip(total, local)]
            return total

        return paths(self.node(state)["id"])
