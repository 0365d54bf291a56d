"""Lessons with functions of vectors, of the rows of a matrix, and of several time steps."""

import torch
import torch.nn.functional as functional

from equations import circuit
from recurrence import reduce

S = [[0.3, -1.2, 0.8], [1.5, 0.4, -0.6]]
VECTORS = {"u": [0.5, -1.5, 2], "v": [1.2, 0.3, -0.7]}


def cases():
    """Yields name, lesson, and the program, which returns the id of its result."""
    yield from of_vectors()
    yield from of_rows()
    yield from slices()
    yield from over_time()
    yield from minibatches()


def of_vectors():
    yield circuit(
        "norm, dot product and logsumexp", {"q": "norm(u)*dot(u, v) - logsumexp(v)"}, VECTORS,
        {"q": lambda u, v: torch.linalg.norm(u) * torch.dot(u, v) - torch.logsumexp(v, 0)})
    yield circuit(
        "norms at 0 and of a matrix", {"q": "norm(z) + 2*norm(S)"}, {"z": [0, 0], "S": S},
        {"q": lambda z, S: torch.linalg.norm(z) + 2 * torch.linalg.norm(S)})
    yield circuit(
        "logsumexp of huge values", {"q": "logsumexp(1000*u) + logsumexp(-1000*u)"}, {"u": [1, 2]},
        {"q": lambda u: torch.logsumexp(1000 * u, 0) + torch.logsumexp(-1000 * u, 0)})
    yield circuit(
        "layer_norm", {"n": "layer_norm(u)", "q": "dot(n, v)"}, VECTORS,
        {"n": lambda u: functional.layer_norm(u, [3]), "q": lambda n, v: n @ v})
    yield circuit(
        "layer_norm of equal components, scaled and shifted",
        {"n": "layer_norm(u, g, b)", "q": "sum(n .* n)"},
        {"u": [0.7, 0.7], "g": [1.5, -0.5], "b": [0.2, 0.4]},
        {"n": lambda u, g, b: functional.layer_norm(u, [2], g, b), "q": lambda n: (n * n).sum()})
    yield circuit(
        "clip and step", {"c": "clip(u, -1, 1.5) + step(v) .* v", "q": "dot(c, v)"},
        {"u": [0.5, -1.7, 2], "v": [1.2, 0.3, -0.7]},
        {"c": lambda u, v: torch.clamp(u, -1, 1.5) + torch.sign(torch.relu(v)) * v,
         "q": lambda c, v: c @ v})
    yield circuit(
        "maximum and minimum of equal and other components",
        {"m": "maximum(u, v) + 2*minimum(u, w) + max(u, v, w)", "q": "dot(m, m)"},
        {"u": [0.5, 1, 2], "v": [0.5, 2, -1], "w": [0.4, 1, 3]},
        {"m": lambda u, v, w: torch.maximum(u, v) + 2 * torch.minimum(u, w)
         + torch.maximum(torch.maximum(u, v), w),
         "q": lambda m: m @ m})
    yield circuit(
        "the largest of equal components", {"q": "max(u) + 2*min(u)"}, {"u": [2, 1, 2, 1, 1]},
        {"q": lambda u: u.max() + 2 * u.min()})
    yield circuit(
        "concat and stack",
        {"c": "concat(u, v)", "M": "stack(u, v, tanh(u))", "q": "dot(M*u, v)*sum(c .* c)"}, VECTORS,
        {"c": lambda u, v: torch.cat([u, v]), "M": lambda u, v: torch.stack([u, v, torch.tanh(u)]),
         "q": lambda M, u, v, c: (M @ u) @ v * (c * c).sum()})


# A function of each row → its equivalent in PyTorch.
ROWS = {
    "softmax": lambda S: torch.softmax(S, 1),
    "log_softmax": lambda S: torch.log_softmax(S, 1),
    "max": lambda S: S.amax(1),
    "min": lambda S: S.amin(1),
    "sum": lambda S: S.sum(1),
    "mean": lambda S: S.mean(1),
    "logsumexp": lambda S: torch.logsumexp(S, 1),
    "norm": lambda S: torch.linalg.norm(S, dim=1),
}


def of_rows():
    for name, function in ROWS.items():
        yield circuit(
            f"{name} of rows", {"r": f"{name}(S, rows)", "q": "sum(sin(r))"}, {"S": S},
            {"r": function, "q": lambda r: torch.sin(r).sum()})
    yield circuit(
        "layer_norm of rows", {"n": "layer_norm(S, g, b)", "q": "sum(sin(n))"},
        {"S": S, "g": [1.5, -0.5, 1], "b": [0.2, 0.4, -0.1]},
        {"n": lambda S, g, b: functional.layer_norm(S, [3], g, b),
         "q": lambda n: torch.sin(n).sum()})
    classes = torch.tensor([2, 0])
    for name, reduction in {"sum": lambda c: c.sum(), "mean": lambda c: c.mean()}.items():
        yield circuit(
            f"cross_entropy of rows, {name}", {"c": "cross_entropy(S, k)", "q": f"{name}(c)"},
            {"S": S, "k": [2, 0]},
            {"c": lambda S: functional.cross_entropy(S, classes, reduction="none"),
             "q": reduction})


def slices():
    yield circuit(
        "slices of a vector", {"q": "dot(u[0:2], u[1:])*sum(v[:2])"}, VECTORS,
        {"q": lambda u, v: u[0:2] @ u[1:] * v[:2].sum()})
    yield circuit(
        "slices of a matrix", {"A": "S[:, 1:]", "B": "S[0:1, :2]", "q": "sum(sin(B*A))"}, {"S": S},
        {"A": lambda S: S[:, 1:], "B": lambda S: S[0:1, :2],
         "q": lambda B, A: torch.sin(B @ A).sum()})
    yield (
        "an LSTM of slices",
        {"equations": {
            "a[t]": "W*[x[t]; h[t-1]]",
            "c[t]": "sigmoid(a[t][2:4]) .* c[t-1] + sigmoid(a[t][:2]) .* tanh(a[t][4:6])",
            "h[t]": "sigmoid(a[t][6:]) .* tanh(c[t])", "Loss[t]": "sum(h[t])"},
         "parameters": {"W": [
             [0.5, -1, 0.2], [0.3, 0.8, -0.4], [1.1, -0.6, 0.9], [-0.2, 0.4, 0.7],
             [0.6, 0.1, -1.2], [-0.9, 0.5, 0.3], [0.4, -0.7, 1.3], [0.8, 0.2, -0.5]]},
         "sequence": [0.5, -1.5, 0.8], "initial": {"h": [0.3, -0.6], "c": [-0.4, 0.9]}},
        sliced_lstm)


def sliced_lstm(run):
    W = run.parameter("W")
    cell = torch.nn.LSTMCell(1, 2, bias=False)
    names = {"weight_ih": W[:, :1], "weight_hh": W[:, 1:]}
    losses = []
    for t in run.steps:
        x, h, c = run.input(t), run.past("h", t - 1, t, [2]), run.past("c", t - 1, t, [2])
        a = run.set("a", t, W @ torch.cat([x[None], h]))
        i, f, g, o = a.chunk(4)
        c_t = run.set("c", t, torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g))
        h_t = run.set("h", t, torch.sigmoid(o) * torch.tanh(c_t))
        expected = torch.func.functional_call(cell, names, (x[None, None], (h[None], c[None])))
        assert torch.allclose(h_t, expected[0][0], 1e-12, 1e-14)
        losses.append(run.set("Loss", t, h_t.sum()))
    reduce(run, losses)


# MARK: Several time steps


def over_time():
    steps = [[0.5, -1], [1.5, 0.25], [-0.75, 1]]
    small = {"U": [[0.4, -0.6], [0.9, 0.3]], "V": [[-0.2, 0.8], [0.7, -0.5]]}
    yield (
        "attention over a stack of states",
        {"equations": {
            "h[t]": "tanh(U*h[t-1] + x[t])", "p[t]": "softmax(stack(h[t])*V*s[t-1])",
            "c[t]": "stack(h[t])^T*p[t]", "s[t]": "tanh(V*s[t-1] + c[t] + u[t])",
            "Loss[t]": "sum(s[t])"},
         "parameters": small, "sequence": {"x": steps, "u": steps[:2]},
         "initial": {"s": [0.3, -0.6]}},
        stacked_attention)
    yield (
        "ranges of states",
        {"equations": {
            "h[t]": "tanh(U*h[t-1] + x[t])", "m[t]": "mean(h[t-1..t])", "A": "h[1..3]",
            "Loss": "norm(A) + sum(V*max(h[1..3])) + sum(sum(m[2..3]) .* last(m[t]))"},
         "parameters": small, "sequence": steps, "initial": {"h": [0.3, -0.6]}},
        ranges)


def stacked_attention(run):
    U, V = run.parameter("U"), run.parameter("V")
    for t in run.steps:
        run.set("h", t, torch.tanh(U @ run.past("h", t - 1, t, [2]) + run.input(t)))
    states = torch.stack([run.past("h", t, t) for t in run.steps])
    losses = []
    for t in (1, 2):
        before = run.past("s", t - 1, t)
        p = run.set("p", t, torch.softmax(states @ V @ before, 0))
        c = run.set("c", t, states.T @ p)
        s = run.set("s", t, torch.tanh(V @ before + c + run.input(t, "u")))
        losses.append(run.set("Loss", t, s.sum()))
    reduce(run, losses)


def ranges(run):
    U, V = run.parameter("U"), run.parameter("V")
    for t in run.steps:
        before = run.past("h", t - 1, t)
        h = run.set("h", t, torch.tanh(U @ before + run.input(t)))
        m = run.set("m", t, torch.stack([before, h]).mean(0))
    states = torch.stack([run.past("h", t, t) for t in run.steps])
    A = run.set("A", None, states * 1)
    sums = run.past("m", 2, 2) + run.past("m", 3, 3)
    run.set("Loss", None, torch.linalg.norm(A) + (V @ states.amax(0)).sum() + (sums * m).sum())


# MARK: Minibatches


def minibatches():
    yield (
        "a minibatch with layer_norm and cross_entropy",
        {"equations": {
            "h[t]": "tanh(layer_norm(x[t]*W + h[t-1]*U, g, b))", "y[t]": "h[t]*V + c",
            "Loss[t]": "mean(cross_entropy(y[t], k[t]))", "Loss": "sum(Loss[t])"},
         "parameters": {
             "W": [[0.5, -1, 0.2], [0.3, 0.8, -0.4]],
             "U": [[1.1, -0.6, 0.9], [-0.2, 0.4, 0.7], [0.6, 0.1, -1.2]],
             "V": [[-0.9, 0.5], [0.3, 0.4], [-0.7, 1.3]], "g": [1.2, 0.8, -0.5],
             "b": [0.1, -0.2, 0.3], "c": [0.2, -0.1]},
         "sequence": {"x": [[[0.5, -1], [1.5, 0.3]], [[-0.8, 1], [0.2, 0.7]]],
                      "k": [[1, 0], [1, 1]]},
         "initial": {"h": [[0.3, -0.6, 0.1], [-0.4, 0.9, 0.5]]}},
        normalised_minibatch)


def normalised_minibatch(run):
    W, U, V, g, b, c = (run.parameter(name) for name in "WUVgbc")
    losses = []
    for t in run.steps:
        h = run.set("h", t, torch.tanh(functional.layer_norm(
            run.input(t) @ W + run.past("h", t - 1, t) @ U, [3], g, b)))
        y = run.set("y", t, h @ V + c)
        losses.append(run.set("Loss", t, functional.cross_entropy(y, run.input(t, "k").long())))
    reduce(run, losses)
