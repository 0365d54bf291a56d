"""Lessons computed by PyTorch in float64, each node kept with its gradient.

This implements the format of the lesson file independently of unroll: cells and losses are written
with PyTorch's own functions.
"""

import torch
import torch.nn.functional as functional

torch.set_default_dtype(torch.float64)


def softplus(u):
    # By default PyTorch uses u for softplus(u) above 20, which is wrong by up to 2e-9.
    return functional.softplus(u, threshold=40)


ACTIVATIONS = {
    "identity": lambda u: u * 1,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "relu": torch.relu,
    "leaky-relu": functional.leaky_relu,
    "softplus": softplus,
    "gelu": functional.gelu,
    "silu": functional.silu,
    "elu": functional.elu,
}

LOSSES = {
    "output": lambda y, _: y.sum(),
    "squared-error": lambda y, target: functional.mse_loss(y, target, reduction="sum"),
    "half-squared-error": lambda y, target: functional.mse_loss(y, target, reduction="sum") / 2,
    "absolute-error": lambda y, target: functional.l1_loss(y, target, reduction="sum"),
    "cross-entropy": lambda y, target: functional.cross_entropy(
        y, target.long(), reduction="sum"),
}


class Run:
    """One lesson as PyTorch computes it.

    A program reads with `parameter`, `input`, `target` and `past`, and names each quantity with
    `set`; every named quantity becomes a node of the reference.
    """

    def __init__(self, lesson):
        self.lesson = lesson
        self.nodes = {}
        self.targets = {}
        self.stacked = {}
        self.steps = range(1, self._step_count() + 1)
        self.batch = self._batch()
        for name, value in lesson.get("parameters", {}).items():
            if name.startswith(("weight_", "bias_")):
                self._add_stacked(name, value)
            else:
                self._leaf(name, value)
        for name, value in lesson.get("inputs", {}).items():
            self._leaf(name, value)
        self.table = self._table()

    def _step_count(self):
        sequence = self.lesson.get("sequence", [])
        if isinstance(sequence, dict):
            # Of several lengths, the first.
            return len(next(iter(sequence.values())))
        return len(sequence) or self.lesson.get("length", len(self.lesson.get("targets", [])))

    def _batch(self):
        """Returns the shape of a number for each sample: (N,) in a minibatch of a cell, or ()."""
        if "cell" not in self.lesson or "vocabulary" in self.lesson:
            return torch.Size()
        return torch.tensor(self.lesson["sequence"][0]).shape[:-1]

    def _table(self):
        embeddings = self.lesson.get("embeddings")
        if embeddings is None:
            return None
        if embeddings == "one-hot":
            embeddings = torch.eye(len(self.lesson["vocabulary"])).tolist()
        return torch.tensor(embeddings, dtype=torch.float64, requires_grad=True)

    def _leaf(self, id, value):
        self.nodes[id] = torch.tensor(value, dtype=torch.float64, requires_grad=True)
        return self.nodes[id]

    def _add_stacked(self, name, value):
        """Adds a parameter in the form of torch.nn.LSTM and names its parts, such as W_xi."""
        whole = torch.tensor(value, dtype=torch.float64, requires_grad=True)
        self.stacked[name] = whole
        parts = stacked_parts(self.lesson["cell"], name)
        for id, part in zip(parts, whole.chunk(len(parts))):
            self.set(id, None, part + self.nodes[id] if id in self.nodes else part * 1)

    def parameter(self, name):
        """Returns a parameter or an input without time, None if the lesson does not have it."""
        return self.nodes.get(name)

    def input(self, t, name="x"):
        id = f"{name}_{t}"
        if id not in self.nodes:
            sequence = self.lesson["sequence"]
            value = (sequence[name] if isinstance(sequence, dict) else sequence)[t - 1]
            if self.table is None:
                self._leaf(id, value)
            else:
                # A row of the table, so that the gradients of one token's time steps add up there.
                self.set(name, t, self.table[self.lesson["vocabulary"].index(value)] * 1)
        return self.nodes[id]

    def target(self, t):
        """Returns the target of a time step, None if the lesson has null."""
        value = self.lesson["targets"][t - 1]
        if value is None:
            return None
        if isinstance(value, str):
            value = self.lesson["vocabulary"].index(value)
        self.targets[f"target_{t}"] = value
        return torch.tensor(value, dtype=torch.float64)

    def set(self, name, t, value):
        """Names a quantity at a time step (None for one without time)."""
        id = name if t is None else f"{name}_{t}"
        value.retain_grad()
        self.nodes[id] = value
        return value

    def past(self, name, t, reader, shape=()):
        """Returns a state at time step t for a reader at a later one.

        Times up to 0 are leaves. If `truncate` cuts between the two time steps, the state is
        detached: chunks are the time steps 1…k, k+1…2k and so on, and time 0 is in the first.
        Where time runs backwards, t is after the reader; times after the last time step are leaves,
        and the first chunk is the last k time steps.
        """
        id = f"{name}_{t}"
        end = self.steps[-1]
        if id not in self.nodes:
            zeros = torch.zeros(shape).tolist()
            given = {0: self.lesson.get("initial", {}), end + 1: self.lesson.get("final", {})}
            self._leaf(id, given.get(t, {}).get(name, zeros))
        size = self.lesson.get("truncate")
        if not size:
            return self.nodes[id]
        if t > reader:
            t, reader = end + 1 - t, end + 1 - reader
        if (max(t, 1) - 1) // size != (reader - 1) // size:
            return self.nodes[id].detach()
        return self.nodes[id]

    def finish(self, outcome="Loss"):
        """Runs backward and returns values and gradients of all nodes by id."""
        self.nodes[outcome].backward()
        result = {
            "values": {id: node.tolist() for id, node in self.nodes.items()},
            "gradients": {id: gradient(node) for id, node in self.nodes.items()},
        }
        result["values"].update(self.targets)
        if self.table is not None and self.lesson["embeddings"] != "one-hot":
            rows = gradient(self.table)
            used = set(self.lesson["sequence"])
            result["embeddings"] = {
                token: row for token, row in zip(self.lesson["vocabulary"], rows) if token in used}
        if self.stacked:
            result["stacked"] = {name: gradient(each) for name, each in self.stacked.items()}
        return result


GATES = {"elman": [""], "rnn": [""], "gru": ["r", "z", "n"], "lstm": ["i", "f", "g", "o"]}


def stacked_parts(cell, name):
    """Returns the names of a stacked parameter's parts: W_xi, W_xf, W_xg, W_xo for weight_ih_l0.

    A gate has one bias, the sum of PyTorch's two, except for n of a GRU.
    """
    kind, operand, layer, *reverse = name.split("_")
    prefix = (f"l{int(layer[1:]) + 1}." if layer != "l0" else "") + ("back." if reverse else "")
    side = {"ih": "x", "hh": "h"}[operand]
    if kind == "weight":
        return [f"{prefix}W_{side}{gate}" for gate in GATES[cell]]
    return [
        prefix + (f"b_{side}n" if cell == "gru" and gate == "n" else f"b_{gate or 'h'}")
        for gate in GATES[cell]]


def gradient(node):
    return (torch.zeros_like(node) if node.grad is None else node.grad).tolist()


def times(weight, value):
    """The lesson's `*`: a matrix product, or scaling; of a minibatch, x·Wᵀ with rows of samples."""
    if value.dim() == 2:
        return functional.linear(value, weight)
    return weight * value if weight.dim() == 0 or value.dim() == 0 else weight @ value


def affine(run, bias, *terms):
    """Σ weight·value, and the bias if the lesson has it."""
    total = sum(times(run.parameter(weight), value) for weight, value in terms)
    bias = run.parameter(bias)
    return total if bias is None else total + bias


# MARK: Cells


class Part:
    """One layer in one direction of a cell, whose names have a prefix, such as `l2.back.`.

    A cell reads what is one time step before: in the reverse direction, that is after.
    """

    def __init__(self, run, prefix=""):
        self.run, self.lesson, self.prefix = run, run.lesson, prefix
        is_reverse = prefix.endswith("back.")
        self.steps = run.steps[::-1] if is_reverse else run.steps
        self.before = 1 if is_reverse else -1

    def parameter(self, name):
        return self.run.parameter(self.prefix + name)

    def set(self, name, t, value):
        return self.run.set(self.prefix + name, t, value)

    def past(self, name, t, weight):
        """Returns the state before time step t; a square weight has one row for each unit."""
        shape = self.run.batch + self.parameter(weight).shape[:1]
        return self.run.past(self.prefix + name, t + self.before, t, shape)


def prefixes(lesson):
    """Returns the prefixes of all layers and directions, in PyTorch's order."""
    directions = ["", "back."] if lesson.get("bidirectional") else [""]
    return [
        (f"l{layer}." if layer > 1 else "") + direction
        for layer in range(1, lesson.get("layers", 1) + 1) for direction in directions]


def output(run, h, t):
    return run.set("y", t, affine(run, "b_y", ("W_y", h)))


def elman(part, below, t, feedback="h"):
    f = ACTIVATIONS[part.lesson.get("activation", "tanh")]
    if feedback == "h":
        back = part.past("h", t, "W_h")
    else:
        # The output has no layer.
        back = Part(part.run).past("y", t, "W_y")
    return part.set("h", t, f(affine(part, "b_h", ("W_h", back), ("W_x", below(t)))))


def jordan(part, below, t):
    return elman(part, below, t, feedback="y")


def sigmoid_gates(part, t, names, x, h):
    return (
        part.set(gate, t, torch.sigmoid(
            affine(part, f"b_{gate}", (f"W_x{gate}", x), (f"W_h{gate}", h))))
        for gate in names)


def gru(part, below, t):
    x = below(t)
    h = part.past("h", t, "W_hr")
    r, z = sigmoid_gates(part, t, "rz", x, h)
    n = part.set("n", t, torch.tanh(
        affine(part, "b_xn", ("W_xn", x)) + r * affine(part, "b_hn", ("W_hn", h))))
    return part.set("h", t, (1 - z) * n + z * h)


def gru_cho(part, below, t):
    x = below(t)
    h = part.past("h", t, "W_hr")
    r, z = sigmoid_gates(part, t, "rz", x, h)
    n = part.set("n", t, torch.tanh(affine(part, "b_n", ("W_xn", x), ("W_hn", r * h))))
    return part.set("h", t, torch.lerp(n, h, z))


def lstm(part, below, t):
    x = below(t)
    h, c = part.past("h", t, "W_hi"), part.past("c", t, "W_hi")
    gates = {
        gate: affine(part, f"b_{gate}", (f"W_x{gate}", x), (f"W_h{gate}", h)) for gate in "ifog"}
    i, f, o = (part.set(gate, t, torch.sigmoid(gates[gate])) for gate in "ifo")
    g = part.set("g", t, torch.tanh(gates["g"]))
    c = part.set("c", t, f * c + i * g)
    return part.set("h", t, o * torch.tanh(c))


def lstm_peephole(part, below, t):
    x = below(t)
    h, c = part.past("h", t, "W_hi"), part.past("c", t, "W_hi")

    def gate(name, function, c):
        total = affine(part, f"b_{name}", (f"W_x{name}", x), (f"W_h{name}", h))
        peephole = part.parameter(f"W_c{name}")
        return part.set(name, t, function(
            total if peephole is None else torch.addcmul(total, peephole, c)))

    i, f = gate("i", torch.sigmoid, c), gate("f", torch.sigmoid, c)
    c = part.set("c", t, f * c + i * gate("g", torch.tanh, None))
    return part.set("h", t, gate("o", torch.sigmoid, c) * torch.tanh(c))


def highway(part, below, t):
    x = below(t)
    h = part.past("h", t, "W_hg")
    g, = sigmoid_gates(part, t, "g", x, h)
    n = part.set("n", t, torch.tanh(affine(part, "b_n", ("W_xn", x), ("W_hn", h))))
    return part.set("h", t, torch.lerp(h, n, g))


CELLS = {"elman": elman, "jordan": jordan, "gru": gru, "lstm": lstm}
NEW_CELLS = {
    "rnn": elman, "gru-cho": gru_cho, "lstm-peephole": lstm_peephole, "highway": highway}


def recur(run):
    """Names all states and the outputs of the top layer."""
    cell = (CELLS | NEW_CELLS)[run.lesson["cell"]]
    parts = [Part(run, prefix) for prefix in prefixes(run.lesson)]
    if not run.lesson.get("bidirectional"):
        # One time step after the other: a Jordan network reads its output in every layer.
        for t in run.steps:
            below = run.input
            for part in parts:
                state = cell(part, below, t)
                below = lambda _, state=state: state
            output(run, state, t)
        return
    below = run.input
    for forwards, backwards in zip(parts[::2], parts[1::2]):
        states = [{t: cell(part, below, t) for t in part.steps} for part in (forwards, backwards)]
        below = lambda t, states=states: torch.cat([each[t] for each in states], -1)
    for t in run.steps:
        output(run, below(t), t)


# MARK: Losses


def add_loss(run):
    """Names Loss[t] by the lesson's preset, and Loss by its reduction."""
    preset = run.lesson["loss"]
    losses = []
    for t in run.steps:
        target = run.target(t) if preset != "output" else None
        if preset == "output" or target is not None:
            loss = LOSSES[preset](run.nodes[f"y_{t}"], target)
            if run.batch and run.lesson.get("reduction", "sum") != "sum":
                loss = loss / run.batch[0]
            losses.append(run.set("Loss", t, loss))
    reduce(run, losses)


def reduce(run, losses):
    all_losses = torch.stack(losses)
    reduction = run.lesson.get("reduction", "sum")
    run.set("Loss", None, {
        "sum": all_losses.sum, "mean": all_losses.mean, "last": lambda: all_losses[-1] * 1,
    }[reduction]())


def trace(lesson):
    """Returns values and gradients of a lesson with a named cell and loss."""
    run = Run(lesson)
    recur(run)
    add_loss(run)
    return run.finish()


# MARK: The lesson as text


def text(lesson):
    """The lesson as YAML."""
    lines = []
    for key, value in lesson.items():
        # h[t] cannot be a key of a mapping in braces.
        if key == "equations":
            lines += ["equations:", *(f"  {left}: {flow(right)}" for left, right in value.items())]
        else:
            lines.append(f"{key}: {flow(value)}")
    return "\n".join(lines) + "\n"


def flow(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    # A formula contains characters with a meaning in YAML.
    plain = not isinstance(value, str) or value.replace("-", "").isalnum()
    return str(value) if plain else f'"{value}"'
