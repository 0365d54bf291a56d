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
    "cross-entropy": lambda y, target: functional.cross_entropy(y, target.long()),
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
        self.steps = range(1, self._step_count() + 1)
        for name, value in lesson.get("parameters", {}).items():
            self._leaf(name, value)
        for name, value in lesson.get("inputs", {}).items():
            self._leaf(name, value)
        self.table = self._table()

    def _step_count(self):
        sequence = self.lesson.get("sequence", [])
        return len(next(iter(sequence.values())) if isinstance(sequence, dict) else sequence)

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
        """
        id = f"{name}_{t}"
        if id not in self.nodes:
            zeros = torch.zeros(shape).tolist()
            given = self.lesson.get("initial", {}).get(name, zeros) if t == 0 else zeros
            self._leaf(id, given)
        size = self.lesson.get("truncate")
        if size and (max(t, 1) - 1) // size != (reader - 1) // size:
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
        return result


def gradient(node):
    return (torch.zeros_like(node) if node.grad is None else node.grad).tolist()


def times(a, b):
    """The lesson's `*`: a matrix product, or scaling."""
    return a * b if a.dim() == 0 or b.dim() == 0 else a @ b


def affine(run, bias, *terms):
    """Σ weight·value, and the bias if the lesson has it."""
    total = sum(times(run.parameter(weight), value) for weight, value in terms)
    bias = run.parameter(bias)
    return total if bias is None else total + bias


# MARK: Cells


def hidden_shape(run, weight):
    """The state's shape, from its weight: a square matrix has one row for each unit."""
    return run.parameter(weight).shape[:1]


def elman(run, feedback="h"):
    f = ACTIVATIONS[run.lesson.get("activation", "tanh")]
    shape = hidden_shape(run, "W_h" if feedback == "h" else "W_y")
    for t in run.steps:
        back = run.past(feedback, t - 1, t, shape)
        h = run.set("h", t, f(affine(run, "b_h", ("W_h", back), ("W_x", run.input(t)))))
        run.set("y", t, affine(run, "b_y", ("W_y", h)))


def jordan(run):
    elman(run, feedback="y")


def gru(run):
    for t in run.steps:
        x = run.input(t)
        h = run.past("h", t - 1, t, hidden_shape(run, "W_hr"))
        r, z = (
            run.set(gate, t, torch.sigmoid(
                affine(run, f"b_{gate}", (f"W_x{gate}", x), (f"W_h{gate}", h))))
            for gate in "rz")
        n = run.set("n", t, torch.tanh(
            affine(run, "b_xn", ("W_xn", x)) + r * affine(run, "b_hn", ("W_hn", h))))
        h = run.set("h", t, (1 - z) * n + z * h)
        run.set("y", t, affine(run, "b_y", ("W_y", h)))


def lstm(run):
    for t in run.steps:
        x = run.input(t)
        shape = hidden_shape(run, "W_hi")
        h, c = run.past("h", t - 1, t, shape), run.past("c", t - 1, t, shape)
        gates = {
            gate: affine(run, f"b_{gate}", (f"W_x{gate}", x), (f"W_h{gate}", h)) for gate in "ifog"}
        i, f, o = (run.set(gate, t, torch.sigmoid(gates[gate])) for gate in "ifo")
        g = run.set("g", t, torch.tanh(gates["g"]))
        c = run.set("c", t, f * c + i * g)
        h = run.set("h", t, o * torch.tanh(c))
        run.set("y", t, affine(run, "b_y", ("W_y", h)))


CELLS = {"elman": elman, "jordan": jordan, "gru": gru, "lstm": lstm}


# MARK: Losses


def add_loss(run):
    """Names Loss[t] by the lesson's preset, and Loss by its reduction."""
    preset = run.lesson["loss"]
    losses = []
    for t in run.steps:
        target = run.target(t) if preset != "output" else None
        if preset == "output" or target is not None:
            losses.append(run.set("Loss", t, LOSSES[preset](run.nodes[f"y_{t}"], target)))
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
    CELLS[lesson["cell"]](run)
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
    if value is None:
        return "null"
    # A formula contains characters with a meaning in YAML.
    plain = not isinstance(value, str) or value.replace("-", "").isalnum()
    return str(value) if plain else f'"{value}"'
