"""Lessons with custom equations, each with its equivalent in PyTorch."""

import torch
import torch.nn.functional as functional

from recurrence import reduce, softplus

# Function in a formula → its equivalent in PyTorch; those that need positive numbers get them.
FUNCTIONS = {
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "relu": torch.relu,
    "leaky_relu": functional.leaky_relu,
    "softplus": softplus,
    "gelu": functional.gelu,
    "silu": functional.silu,
    "elu": functional.elu,
    "exp": torch.exp,
    "log": lambda u: torch.log(u * u + 1),
    "sqrt": lambda u: torch.sqrt(u * u + 1),
    "abs": torch.abs,
    "sin": torch.sin,
    "cos": torch.cos,
}
ARGUMENTS = {"log": "u*u + 1", "sqrt": "u*u + 1"}
VECTOR_ARGUMENTS = {"log": "u .* u + 1", "sqrt": "u .* u + 1"}


def cases():
    """Yields name, lesson, and the program, which returns the id of its result."""
    yield from functions()
    yield from circuits()
    yield from recurrences()
    yield from backwards()
    yield from lengths()


def functions():
    for name, function in FUNCTIONS.items():
        for u in (0.7, -1.3, 0, 30, -30):
            if abs(u) < 30 or name in ("tanh", "sigmoid", "softplus", "gelu", "silu", "elu"):
                yield (
                    f"{name}({u})",
                    {"equations": {"q": f"3*{name}({ARGUMENTS.get(name, 'u')})"},
                     "inputs": {"u": u}},
                    lambda run, function=function: named(
                        run, q=lambda u: 3 * function(u)))
        yield (
            f"{name} of a vector",
            {"equations": {"v": f"{name}({VECTOR_ARGUMENTS.get(name, 'u')})", "q": "w^T*v"},
             "parameters": {"w": [2, -1, 0.5]}, "inputs": {"u": [0.4, -0.9, 1.7]}},
            lambda run, function=function: named(
                run, v=lambda u: function(u), q=lambda w, v: w @ v))


def named(run, **formulas):
    """Computes formulas in order; their parameters name nodes to read. Returns the last id."""
    for name, formula in formulas.items():
        arguments = formula.__code__.co_varnames[:formula.__code__.co_argcount]
        # `lambda u: function(u)` has only nodes as names.
        run.set(name, None, formula(*(run.nodes[each] for each in arguments)))
    return name


def circuit(name, equations, values, formulas, kind="inputs"):
    return (
        name, {"equations": equations, kind: values}, lambda run: named(run, **formulas))


def circuits():
    yield circuit(
        "the circuit of CS231n", {"q": "x + y", "f": "q*z"}, {"x": -2, "y": 5, "z": -4},
        {"q": lambda x, y: x + y, "f": lambda q, z: q * z})
    yield circuit(
        "a*a has two slots", {"q": "a*a - a/b + -a^3"}, {"a": 1.5, "b": -0.8},
        {"q": lambda a, b: a * a - a / b - a**3})
    yield circuit(
        "powers", {"q": "a^b + b^a + a^0.5 + 2^a - b^-2"}, {"a": 1.7, "b": 2.3},
        {"q": lambda a, b: a**b + b**a + a**0.5 + 2**a - b**-2})
    yield circuit(
        "precedence", {"q": "-a^2*b/a/2 - (b - a)*-b"}, {"a": 1.25, "b": -3},
        {"q": lambda a, b: -(a**2) * b / a / 2 - (b - a) * -b})
    yield circuit(
        "max and min of numbers", {"q": "3*max(a, b, 1) - 2*min(a, b)*a"}, {"a": 1.2, "b": 2.1},
        {"q": lambda a, b: 3 * b - 2 * a * a})
    yield circuit(
        "max of equal numbers", {"q": "max(3*a, 3*b)"}, {"a": 2, "b": 2},
        {"q": lambda a, b: torch.maximum(3 * a, 3 * b)})
    yield circuit(
        "Greek names", {"q": "alpha*β + sin(α)"}, {"alpha": 0.3, "beta": 1.1},
        {"q": lambda alpha, beta: alpha * beta + torch.sin(alpha)})
    vectors = {"u": [0.5, -1.5, 2], "v": [1.2, 0.3, -0.7]}
    yield circuit(
        "element by element", {"p": "u .* v - u/2 + 1", "q": "sum(p .* p)"}, vectors,
        {"p": lambda u, v: u * v - u / 2 + 1, "q": lambda p: (p * p).sum()})
    yield circuit(
        "softmax", {"p": "softmax(u)", "q": "v^T*p"}, vectors,
        {"p": lambda u: torch.softmax(u, 0), "q": lambda p, v: v @ p})
    yield circuit(
        "softmax of huge values", {"p": "softmax(1000*u)", "q": "log(p[2])*v[0]"}, vectors,
        {"p": lambda u: torch.softmax(1000 * u, 0), "q": lambda p, v: torch.log(p[2]) * v[0]})
    yield circuit(
        "sums, means, largest and smallest component",
        {"q": "sum(u)*mean(v) + 2*max(u) - 3*min(v)"}, vectors,
        {"q": lambda u, v: u.sum() * v.mean() + 2 * u.max() - 3 * v.min()})
    yield circuit(
        "components", {"q": "u[0]*v[2] - u[1]*u[1]"}, vectors,
        {"q": lambda u, v: u[0] * v[2] - u[1] * u[1]})
    yield circuit(
        "stacked vectors", {"s": "[u; v; u]", "q": "sum(s .* s) * s[3]"}, vectors,
        {"s": lambda u, v: torch.cat([u, v, u]), "q": lambda s: (s * s).sum() * s[3]})
    yield circuit(
        "an outer product", {"A": "u*v^T", "q": "sum(A .* A) + sum(A*v)"}, vectors,
        {"A": lambda u, v: torch.outer(u, v), "q": lambda A, v: (A * A).sum() + (A @ v).sum()})
    matrices = {
        "A": [[1, 2, -1], [0.5, -0.3, 2]], "B": [[0.2, 1], [-1, 0.4], [0.6, -2]], "s": 0.7,
        "b": [0.1, -0.2],
    }
    yield circuit(
        "matrix products, transposes and scaling",
        {"C": "s*A*B - (B^T*A^T)/2", "d": "tanh(C*b)", "q": "b^T*d"}, matrices,
        {"C": lambda s, A, B: s * A @ B - (B.T @ A.T) / 2,
         "d": lambda C, b: torch.tanh(C @ b), "q": lambda b, d: b @ d}, "parameters")
    yield circuit(
        "matrices side by side", {"C": "[A, B^T]", "q": "sum(tanh(C)*s) + sum([b; b])"}, matrices,
        {"C": lambda A, B: torch.cat([A, B.T], 1),
         "q": lambda C, s, b: (torch.tanh(C) * s).sum() + 2 * b.sum()}, "parameters")
    yield circuit(
        "logistic regression",
        {"z": "w^T*x + b", "p": "sigmoid(z)", "Loss": "-(t_1*log(p) + (1 - t_1)*log(1 - p))"},
        {"w": [0.4, -1.1], "x": [1.5, 0.5], "b": 0.2, "t_1": 1},
        {"z": lambda w, x, b: w @ x + b, "p": torch_sigmoid,
         "Loss": lambda t_1, p: -(t_1 * torch.log(p) + (1 - t_1) * torch.log(1 - p))})
    yield circuit(
        "a perceptron of two layers",
        {"h": "relu(W_1*x + b_1)", "y": "W_2*h", "Loss": "-log(softmax(y)[1])"},
        {"W_1": [[1, -2], [0.5, 0.25], [-1, 1]], "b_1": [0.1, 0.2, -0.3],
         "W_2": [[0.3, -0.7, 1], [1.2, 0.4, -0.5]], "x": [0.8, -0.6]},
        {"h": lambda W_1, x, b_1: torch.relu(W_1 @ x + b_1), "y": lambda W_2, h: W_2 @ h,
         "Loss": lambda y: -torch.log_softmax(y, 0)[1]}, "parameters")


def torch_sigmoid(z):
    return torch.sigmoid(z)


# MARK: Over time


def recurrences():
    steps = [[0.5, -1], [1.5, 0.25], [-0.75, 1]]
    small = {"U": [[0.4, -0.6], [0.9, 0.3]], "V": [[-0.2, 0.8], [0.7, -0.5]]}
    yield (
        "two layers",
        {"equations": {"a[t]": "tanh(U*a[t-1] + V*x[t])", "b[t]": "tanh(V*b[t-1] + U*a[t] + c)",
                       "y[t]": "w^T*b[t]"},
         "parameters": small | {"c": [0.1, -0.2], "w": [1, -2]}, "sequence": steps,
         "initial": {"b": [0.3, -0.4]}, "targets": [0.5, None, -1], "loss": "squared-error"},
        two_layers)
    yield (
        "a state read two time steps back",
        {"equations": {"h[t]": "tanh(a*h[t-1] + b*h[t-2] + x[t])", "Loss[t]": "h[t]^2"},
         "parameters": {"a": 0.8, "b": -0.5}, "sequence": [0.5, -1, 0.25, 2],
         "initial": {"h": 0.6}, "reduction": "mean"},
        two_back)
    yield (
        "a state read two time steps back, truncated",
        {"equations": {"h[t]": "tanh(a*h[t-1] + b*h[t-2] + x[t])", "Loss[t]": "h[t]^2"},
         "parameters": {"a": 0.8, "b": -0.5}, "sequence": [0.5, -1, 0.25, 2, 1],
         "initial": {"h": 0.6}, "truncate": 2},
        two_back)
    yield (
        "two series",
        {"equations": {"h[t]": "tanh(U*h[t-1] + x[t] .* z[t])", "y[t]": "sum(h[t])*u[t]"},
         "parameters": {"U": small["U"]},
         "sequence": {"x": steps, "z": steps[::-1], "u": [1, -2, 0.5]}, "loss": "output"},
        two_series)
    yield (
        "stacked columns",
        {"equations": {"h[t]": "tanh(W*[h[t-1]; x[t]])", "k[t]": "[U, V]*[h[t]; k[t-1]]",
                       "Loss": "sum(sum(h[t] .* k[t]))"},
         "parameters": small | {"W": [[0.1, -0.2, 0.3, -0.4], [0.5, 0.6, -0.7, 0.8]]},
         "sequence": steps},
        stacked)
    yield (
        "cross-entropy written out, with a penalty",
        {"equations": {"h[t]": "tanh(U*h[t-1] + x[t])",
                       "Loss[t]": "-log(softmax(V*h[t])[target[t]])",
                       "Loss": "mean(Loss[t]) + 0.1*sum(U .* U)"},
         "parameters": small, "sequence": steps, "targets": [1, 0, 1]},
        with_penalty)
    yield (
        "encoder and decoder",
        {"equations": {"h[t]": "tanh(U*h[t-1] + x[t])", "code": "V*h[3]",
                       "s[t]": "tanh(V*s[t-1] + code)", "y[t]": "sum(s[t])"},
         "parameters": small, "sequence": steps, "targets": [1, -1, 0.5],
         "loss": "half-squared-error"},
        encoder_decoder)


def two_layers(run):
    U, V, c, w = (run.parameter(name) for name in "UVcw")
    losses = []
    for t in run.steps:
        a = run.set("a", t, torch.tanh(U @ run.past("a", t - 1, t, [2]) + V @ run.input(t)))
        b = run.set("b", t, torch.tanh(V @ run.past("b", t - 1, t, [2]) + U @ a + c))
        y = run.set("y", t, w @ b)
        target = run.target(t)
        if target is not None:
            losses.append(run.set("Loss", t, (y - target)**2))
    reduce(run, losses)


def two_back(run):
    a, b = run.parameter("a"), run.parameter("b")
    losses = []
    for t in run.steps:
        h = run.set("h", t, torch.tanh(
            a * run.past("h", t - 1, t) + b * run.past("h", t - 2, t) + run.input(t)))
        losses.append(run.set("Loss", t, h**2))
    reduce(run, losses)


def two_series(run):
    losses = []
    for t in run.steps:
        h = run.set("h", t, torch.tanh(
            run.parameter("U") @ run.past("h", t - 1, t, [2]) + run.input(t) * run.input(t, "z")))
        y = run.set("y", t, h.sum() * run.input(t, "u"))
        losses.append(run.set("Loss", t, y * 1))
    reduce(run, losses)


def stacked(run):
    total = 0
    side_by_side = torch.cat([run.parameter("U"), run.parameter("V")], 1)
    for t in run.steps:
        both = torch.cat([run.past("h", t - 1, t, [2]), run.input(t)])
        h = run.set("h", t, torch.tanh(run.parameter("W") @ both))
        k = run.set("k", t, side_by_side @ torch.cat([h, run.past("k", t - 1, t, [2])]))
        total = total + (h * k).sum()
    run.set("Loss", None, total)


def with_penalty(run):
    U, V = run.parameter("U"), run.parameter("V")
    losses = []
    for t in run.steps:
        h = run.set("h", t, torch.tanh(U @ run.past("h", t - 1, t, [2]) + run.input(t)))
        losses.append(
            run.set("Loss", t, functional.cross_entropy(V @ h, run.target(t).long())))
    run.set("Loss", None, torch.stack(losses).mean() + 0.1 * (U * U).sum())


def encoder_decoder(run):
    U, V = run.parameter("U"), run.parameter("V")
    for t in run.steps:
        h = run.set("h", t, torch.tanh(U @ run.past("h", t - 1, t, [2]) + run.input(t)))
    code = run.set("code", None, V @ h)
    losses = []
    for t in run.steps:
        s = run.set("s", t, torch.tanh(V @ run.past("s", t - 1, t, [2]) + code))
        y = run.set("y", t, s.sum())
        losses.append(run.set("Loss", t, (y - run.target(t))**2 / 2))
    reduce(run, losses)


# MARK: Time that runs backwards


def backwards():
    steps = [[0.5, -1], [1.5, 0.25], [-0.75, 1], [0.2, 0.9]]
    small = {"U": [[0.4, -0.6], [0.9, 0.3]], "V": [[-0.2, 0.8], [0.7, -0.5]]}
    reverse = {"b[t]": "tanh(U*b[t+1] + V*x[t])", "Loss[t]": "sum(b[t] .* b[t])"}
    yield (
        "backwards",
        {"equations": reverse, "parameters": small, "sequence": steps[:3],
         "final": {"b": [0.3, -0.4]}},
        one_backwards)
    yield (
        "backwards, one time step, zeros after it",
        {"equations": reverse, "parameters": small, "sequence": steps[:1]}, one_backwards)
    yield (
        "backwards, truncated",
        {"equations": reverse, "parameters": small, "sequence": steps, "truncate": 3,
         "final": {"b": [0.3, -0.4]}, "reduction": "mean"},
        one_backwards)
    yield (
        "a state read two time steps after, truncated",
        {"equations": {"h[t]": "tanh(a*h[t+1] + b*h[t+2] + x[t])", "Loss[t]": "h[t]^2"},
         "parameters": {"a": 0.8, "b": -0.5}, "sequence": [0.5, -1, 0.25, 2, 1],
         "final": {"h": 0.6}, "truncate": 2},
        two_after)
    both = {
        "h[t]": "tanh(U*h[t-1] + x[t])", "b[t]": "sin(V*b[t+1] + U*h[t] + h[t-1])",
        "y[t]": "w^T*[h[t]; b[t]; b[t+1]]"}
    for name, keys in [("both directions", {}), ("both directions, truncated", {"truncate": 2})]:
        yield (
            name,
            {"equations": both, "parameters": small | {"w": [1, -2, 0.5, 1.5, -1, 0.7]},
             "sequence": steps, "initial": {"h": [-0.2, 0.1]}, "final": {"b": [0.3, -0.4]},
             "targets": [0.5, None, -1, 0.3], "loss": "squared-error"} | keys,
            both_directions)
    yield (
        "a mean over time that runs backwards",
        {"equations": {"b[t]": "tanh(x[t]*U + b[t+1]*V + c)", "m": "mean(b[t])",
                       "Loss": "sum(m .* m) + sum(b[1])"},
         "parameters": small | {"c": [0.1, -0.2]},
         "sequence": [steps[:3], steps[1:]], "final": {"b": steps[:3]}},
        mean_backwards)


def one_backwards(run):
    losses = {}
    for t in reversed(run.steps):
        b = run.set("b", t, torch.tanh(
            run.parameter("U") @ run.past("b", t + 1, t, [2]) + run.parameter("V") @ run.input(t)))
        losses[t] = run.set("Loss", t, (b * b).sum())
    reduce(run, [losses[t] for t in run.steps])


def two_after(run):
    a, b = run.parameter("a"), run.parameter("b")
    losses = {}
    for t in reversed(run.steps):
        h = run.set("h", t, torch.tanh(
            a * run.past("h", t + 1, t) + b * run.past("h", t + 2, t) + run.input(t)))
        losses[t] = run.set("Loss", t, h**2)
    reduce(run, [losses[t] for t in run.steps])


def both_directions(run):
    U, V, w = (run.parameter(name) for name in "UVw")
    for t in run.steps:
        run.set("h", t, torch.tanh(U @ run.past("h", t - 1, t, [2]) + run.input(t)))
    for t in reversed(run.steps):
        run.set("b", t, torch.sin(
            V @ run.past("b", t + 1, t, [2]) + U @ run.past("h", t, t)
            + run.past("h", t - 1, t, [2])))
    losses = []
    for t in run.steps:
        states = [run.past("h", t, t), run.past("b", t, t), run.past("b", t + 1, t)]
        y = run.set("y", t, w @ torch.cat(states))
        if run.target(t) is not None:
            losses.append(run.set("Loss", t, (y - run.target(t))**2))
    reduce(run, losses)


def mean_backwards(run):
    U, V, c = (run.parameter(name) for name in "UVc")
    states = []
    for t in reversed(run.steps):
        after = run.past("b", t + 1, t, [3, 2])
        states.append(run.set("b", t, torch.tanh(run.input(t) @ U + after @ V + c)))
    m = run.set("m", None, torch.stack(states).mean(0))
    run.set("Loss", None, (m * m).sum() + states[-1].sum())


# MARK: Lengths


def lengths():
    steps = [[0.5, -1], [1.5, 0.25], [-0.75, 1], [0.2, 0.9]]
    small = {"U": [[0.4, -0.6], [0.9, 0.3]], "V": [[-0.2, 0.8], [0.7, -0.5]]}
    yield (
        "a recurrence without inputs",
        {"equations": {"h[t]": "tanh(U*h[t-1] + c)", "Loss": "sum(last(h[t]))"},
         "parameters": {"U": small["U"], "c": [0.1, -0.2]}, "initial": {"h": [0.5, 1]},
         "length": 4},
        without_inputs)
    yield (
        "as many time steps as targets",
        {"equations": {"h[t]": "a*h[t-1] .* (1 - h[t-1])", "y[t]": "h[t]"},
         "parameters": {"a": 2.8}, "initial": {"h": 0.2}, "targets": [0.5, None, 0.7],
         "loss": "squared-error"},
        logistic_map)
    yield (
        "encoder and decoder of different lengths",
        {"equations": {"h[t]": "tanh(U*h[t-1] + V*x[t])", "s[t]": "tanh(V*s[t-1] + u[t] + h[4])",
                       "Loss": "sum(last(s[t])) + sum(s[1] .* last(h[t]))"},
         "parameters": small, "sequence": {"x": steps, "u": steps[2:]},
         "initial": {"s": [0.1, -0.3]}},
        two_lengths)
    yield (
        "attention over the states of a bidirectional encoder",
        {"equations": {
            "h[t]": "tanh(U*h[t-1] + x[t])", "b[t]": "tanh(V*b[t+1] + x[t])",
            "s[t]": "tanh(V*s[t-1] + U*u[t] + c[t])",
            "p[t]": "softmax([b[1]^T*s[t-1]; b[2]^T*s[t-1]; b[3]^T*s[t-1]])",
            "c[t]": "p[t][0]*h[1] + p[t][1]*h[2] + p[t][2]*h[3]", "Loss[t]": "sum(s[t] .* c[t])"},
         "parameters": small, "sequence": {"x": steps[:3], "u": steps[:2]},
         "initial": {"s": [1.1, -0.8]}, "final": {"b": [-0.5, 0.2]}},
        attention)


def without_inputs(run):
    for t in run.steps:
        h = run.set("h", t, torch.tanh(
            run.parameter("U") @ run.past("h", t - 1, t) + run.parameter("c")))
    run.set("Loss", None, h.sum())


def logistic_map(run):
    losses = []
    for t in run.steps:
        before = run.past("h", t - 1, t)
        h = run.set("h", t, run.parameter("a") * before * (1 - before))
        y = run.set("y", t, h * 1)
        if run.target(t) is not None:
            losses.append(run.set("Loss", t, functional.mse_loss(y, run.target(t))))
    reduce(run, losses)


def two_lengths(run):
    U, V = run.parameter("U"), run.parameter("V")
    for t in run.steps:
        h = run.set("h", t, torch.tanh(U @ run.past("h", t - 1, t, [2]) + V @ run.input(t)))
    for t in (1, 2):
        s = run.set("s", t, torch.tanh(V @ run.past("s", t - 1, t) + run.input(t, "u") + h))
    run.set("Loss", None, s.sum() + run.past("s", 1, 1) @ h)


def attention(run):
    U, V = run.parameter("U"), run.parameter("V")
    for t in run.steps:
        run.set("h", t, torch.tanh(U @ run.past("h", t - 1, t, [2]) + run.input(t)))
    for t in reversed(run.steps):
        run.set("b", t, torch.tanh(V @ run.past("b", t + 1, t) + run.input(t)))
    values, keys = (torch.stack([run.past(name, t, t) for t in run.steps]) for name in "hb")
    losses = []
    for t in (1, 2):
        query = run.past("s", t - 1, t)
        p = run.set("p", t, torch.softmax(keys @ query, 0))
        c = run.set("c", t, p @ values)
        s = run.set("s", t, torch.tanh(V @ query + U @ run.input(t, "u") + c))
        losses.append(run.set("Loss", t, s @ c))
    reduce(run, losses)
