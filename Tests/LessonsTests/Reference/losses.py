"""Every loss × shape × reduction, with weights of classes and penalties, by PyTorch's own losses."""

import itertools
import random

import torch
import torch.nn.functional as functional

from recurrence import recur

# What makes an output of the scores.
LINKS = {
    "binary-cross-entropy": ("sigmoid(V)", torch.sigmoid),
    "nll": ("log_softmax(V)", lambda s: torch.log_softmax(s, -1)),
}


def binary_hinge(y, target):
    return torch.relu(1 - target * y).sum()


VALUES = {
    "mse": functional.mse_loss,
    "l1": functional.l1_loss,
    "huber": functional.huber_loss,
    "binary-cross-entropy": functional.binary_cross_entropy,
    "bce-with-logits": functional.binary_cross_entropy_with_logits,
    "hinge": binary_hinge,
    "squared-error": lambda y, target: functional.mse_loss(y, target, reduction="sum"),
    "half-squared-error": lambda y, target: functional.mse_loss(y, target, reduction="sum") / 2,
    "absolute-error": lambda y, target: functional.l1_loss(y, target, reduction="sum"),
}


def multiclass_hinge(y, classes, reduction, weight=None):
    """Not divided by the number of classes, which PyTorch does."""
    return functional.multi_margin_loss(y, classes, reduction=reduction) * y.shape[-1]


CLASSES = {
    "cross-entropy": functional.cross_entropy,
    "nll": functional.nll_loss,
    "hinge": multiclass_hinge,
}

OUTPUTS = 3
SAMPLES = 2
REDUCTIONS = ("sum", "mean", "last")
PENALTIES = (None, {"l2": 0.1}, {"l1": 0.02, "l2": 0.3, "parameters": ["W", "V"]})


def numbers(dice, *shape):
    if not shape:
        return round(dice.uniform(-1.5, 1.5), 3)
    return [numbers(dice, *shape[1:]) for _ in range(shape[0])]


def of_values(dice, loss, *shape):
    """A random target that the loss can take."""
    if shape:
        return [of_values(dice, loss, *shape[1:]) for _ in range(shape[0])]
    if loss in ("binary-cross-entropy", "bce-with-logits"):
        return dice.choice([0, 1, round(dice.random(), 3)])
    return dice.choice([-1, 1]) if loss == "hinge" else numbers(dice)


def recurrence(dice, shape, link, targets, **keys):
    """A lesson with the state h, the output y and a second output z of the same shape."""
    sizes = {"number": [()] * 4, "vector": [(2, 2), (2, 2), (OUTPUTS, 2), (2,)],
             "minibatch": [(2, 2), (2, 2), (OUTPUTS, 2), (SAMPLES, 2)]}[shape]
    of_rows = shape == "minibatch"
    scores, others = ("h[t]*V^T", "h[t]*R^T") if of_rows else ("V*h[t]", "R*h[t]")
    if link == "log_softmax(V)" and of_rows:
        output = f"log_softmax({scores}, rows)"
    else:
        output = link.replace("V", scores) if link else scores
    equations = {
        "h[t]": "tanh(h[t-1]*W^T + x[t]*U^T)" if of_rows else "tanh(W*h[t-1] + U*x[t])",
        "y[t]": output}
    parameters = {name: numbers(dice, *size) for name, size in zip("WUV", sizes)}
    if any("of" in entry for entry in keys.get("losses", [])):
        equations["z[t]"] = others
        parameters["R"] = numbers(dice, *sizes[2])
    return {
        "equations": equations, "parameters": parameters,
        "sequence": [numbers(dice, *sizes[3]) for _ in targets],
        # The shape of a state with rows follows from its first value.
        **({"initial": {"h": numbers(dice, *sizes[3])}} if shape != "number" else {}),
        "targets": targets} | keys


def program(link):
    def run_all(run):
        W, U, V, R = (run.parameter(name) for name in "WUVR")
        batch = run.lesson["targets"]

        def times(weight, value):
            if weight.dim() == 0:
                return weight * value
            return functional.linear(value, weight)

        losses, outputs = [], []
        for t in run.steps:
            x = run.input(t)
            h = run.set("h", t, torch.tanh(
                times(W, run.past("h", t - 1, t, x.shape)) + times(U, x)))
            y = run.set("y", t, (link or (lambda s: s * 1))(times(V, h)))
            z = None if R is None else run.set("z", t, times(R, h))
            if batch[t - 1] is None:
                continue
            target = run.target(t)
            outputs.append((y, target))
            losses.append(run.set("Loss", t, loss_of(run.lesson, {"y": y, "z": z}, target)))
        total = reduced(run.lesson, losses, outputs)
        run.set("Loss", None, total + penalty(run))
    return run_all


def entries(given):
    return given.get("losses") or [{"loss": given["loss"]}]


def loss_of(given, outputs, target):
    """The loss of a time step."""
    weights = given.get("class-weights")
    weight = None if weights is None else torch.tensor(weights, dtype=torch.float64)
    reduction = given.get("reduction", "sum")
    total = 0
    for entry in entries(given):
        y = outputs[entry.get("of", "y")]
        if y.dim() == target.dim():
            loss = VALUES[entry["loss"]](y, target)
        elif y.dim() == 2:
            # The samples' losses; of a weighted mean over everything, the time steps have sums.
            is_sum = reduction == "sum" or reduction == "mean" and weight is not None
            loss = CLASSES[entry["loss"]](
                y, target.long(), weight=weight, reduction="sum" if is_sum else "mean")
        else:
            loss = CLASSES[entry["loss"]](
                y[None], target.long()[None], weight=weight, reduction="sum")
        total = total + entry.get("weight", 1) * loss
    return total


def reduced(given, losses, outputs):
    reduction = given.get("reduction", "sum")
    stacked = torch.stack(losses)
    if reduction == "mean" and "class-weights" in given:
        weight = torch.tensor(given["class-weights"], dtype=torch.float64)
        classes = torch.cat([target.reshape(-1) for _, target in outputs]).long()
        total = stacked.sum() / weight[classes].sum()
        # PyTorch's mean of all time steps and samples at once.
        scores = torch.cat([y.reshape(-1, y.shape[-1]) for y, _ in outputs])
        expected = CLASSES[given["loss"]](scores, classes, weight=weight, reduction="mean")
        assert torch.allclose(total, expected, 1e-12, 1e-14)
        return total
    return {"sum": stacked.sum, "mean": stacked.mean, "last": lambda: stacked[-1] * 1}[reduction]()


def penalty(run, names=None):
    given = run.lesson.get("regularisation", {})
    names = names or given.get("parameters", run.lesson["parameters"])
    return sum(
        given.get("l1", 0) * run.nodes[name].abs().sum()
        + given.get("l2", 0) * run.nodes[name].square().sum() for name in names)


def case(name, shape, loss, targets, keys):
    dice = random.Random(name)
    text, link = LINKS.get(loss, (None, None))
    targets = targets(dice)
    return name, recurrence(dice, shape, text, targets, **keys), program(link)


def cases():
    """Lessons with their programs."""
    penalties = itertools.cycle(PENALTIES)

    def more(reduction, **keys):
        penalty = next(penalties)
        return keys | {"reduction": reduction} | ({"regularisation": penalty} if penalty else {})

    shapes = {"number": (), "vector": (OUTPUTS,), "minibatch": (SAMPLES, OUTPUTS)}
    for loss, (shape, size), reduction in itertools.product(VALUES, shapes.items(), REDUCTIONS):
        yield case(
            f"{loss} of values, {shape}, {reduction}", shape, loss,
            lambda dice: [of_values(dice, loss, *size), None, of_values(dice, loss, *size)],
            more(reduction, loss=loss))
    for loss, shape, reduction, weights in itertools.product(
            CLASSES, ("vector", "minibatch"), REDUCTIONS, (None, [1, 2.5, 0.25])):
        if loss == "hinge" and weights:
            continue
        count = SAMPLES if shape == "minibatch" else None

        def target(dice):
            classes = [dice.randrange(OUTPUTS) for _ in range(count or 1)]
            return classes if count else classes[0]

        keys = {"loss": loss} | ({"class-weights": weights} if weights else {})
        yield case(
            f"{loss} of classes, {shape}, {reduction}" + (", weighted" if weights else ""), shape,
            loss, lambda dice: [target(dice), target(dice), None, target(dice)],
            more(reduction, **keys))
    yield from several(more)
    yield stacked()
    yield circuit()


def several(more):
    for shape, size in {"number": (), "vector": (OUTPUTS,), "minibatch": (SAMPLES, OUTPUTS)}.items():
        for reduction in REDUCTIONS:
            yield case(
                f"mse, l1 and huber of another output, {shape}, {reduction}", shape, "mse",
                lambda dice: [of_values(dice, "mse", *size) for _ in range(2)],
                more(reduction, losses=[
                    {"loss": "mse", "weight": 0.7}, {"loss": "l1", "weight": 0.3},
                    {"loss": "huber", "of": "z"}]))
    for reduction in REDUCTIONS:
        yield case(
            f"cross-entropy and hinge of another output, vector, {reduction}", "vector",
            "cross-entropy", lambda dice: [dice.randrange(OUTPUTS) for _ in range(3)],
            more(reduction, losses=[
                {"loss": "cross-entropy", "weight": 2}, {"loss": "hinge", "weight": 0.5, "of": "z"}]))


def stacked():
    """Penalties on parameters in PyTorch's form."""
    dice = random.Random("penalties on stacked parameters")
    given = {
        "cell": "lstm",
        "parameters": {
            "weight_ih_l0": numbers(dice, 8, 2), "weight_hh_l0": numbers(dice, 8, 2),
            "bias_ih_l0": numbers(dice, 8), "bias_hh_l0": numbers(dice, 8),
            "W_y": numbers(dice, 1, 2)},
        "sequence": numbers(dice, 2, 2), "targets": numbers(dice, 2, 1), "loss": "mse",
        "regularisation": {"l2": 0.05, "parameters": ["weight_ih_l0", "weight_hh_l0", "W_y"]}}

    def run_all(run):
        recur(run)
        losses = [
            run.set("Loss", t, functional.mse_loss(run.nodes[f"y_{t}"], run.target(t)))
            for t in run.steps]
        parts = [f"W_{side}{gate}" for side in "xh" for gate in "ifgo"] + ["W_y"]
        run.set("Loss", None, torch.stack(losses).sum() + penalty(run, parts))

    return "penalties on stacked parameters", given, run_all


def circuit():
    """A penalty on a parameter of a circuit."""
    given = {
        "equations": {"q": "w*x + b", "Loss": "(q - 1)^2"}, "parameters": {"w": 0.5, "b": -0.25},
        "inputs": {"x": 2}, "regularisation": {"l1": 0.2, "l2": 0.1}}

    def run_all(run):
        w, b, x = (run.parameter(name) for name in "wbx")
        q = run.set("q", None, w * x + b)
        run.set("Loss", None, (q - 1) ** 2 + penalty(run))

    return "penalties in a circuit", given, run_all
