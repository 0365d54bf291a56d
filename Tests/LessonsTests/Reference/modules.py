"""Lessons computed by PyTorch's own layers: torch.nn.RNN, GRU and LSTM."""

import torch

from recurrence import GATES, LOSSES, gradient, prefixes, stacked_parts

CLASSES = {
    "elman": torch.nn.RNN, "rnn": torch.nn.RNN, "gru": torch.nn.GRU, "lstm": torch.nn.LSTM}


def layer_of(lesson):
    """Returns the torch.nn.RNN, GRU or LSTM of a lesson, None if PyTorch does not have it."""
    cell, parameters = lesson["cell"], lesson["parameters"]
    activation = lesson.get("activation", "tanh")
    is_vector = "vocabulary" not in lesson and isinstance(lesson["sequence"][0], list)
    if (cell not in CLASSES or not is_vector or activation not in ("tanh", "relu")
            or "truncate" in lesson):
        return None
    square = parameters.get("weight_hh_l0") or parameters["W_h" + GATES[cell][0]]
    return CLASSES[cell](
        torch.tensor(lesson["sequence"][0]).shape[-1], len(square[0]),
        num_layers=lesson.get("layers", 1), bidirectional=lesson.get("bidirectional", False),
        bias=any("b_" in name or "bias_" in name for name in parameters if name != "b_y"),
        **({"nonlinearity": activation} if CLASSES[cell] == torch.nn.RNN else {}))


def compute(lesson):
    """Returns values and gradients of what a layer of PyTorch has, by our names.

    These are the values of the top layer's states, outputs and losses, and the gradients of inputs,
    parameters and initial states.
    """
    layer = layer_of(lesson)
    leaves = {
        name: torch.tensor(value, requires_grad=True)
        for name, value in lesson["parameters"].items()}
    x = torch.tensor(lesson["sequence"], requires_grad=True)
    steps, *batch, _ = x.shape
    ids = {}
    for state in "hc" if lesson["cell"] == "lstm" else "h":
        ids[state] = []
        for prefix in prefixes(lesson):
            key, time = ("final", steps + 1) if "back." in prefix else ("initial", 0)
            zeros = torch.zeros(*batch, layer.hidden_size).tolist()
            id = f"{prefix}{state}_{time}"
            leaves[id] = torch.tensor(
                lesson.get(key, {}).get(prefix + state, zeros), requires_grad=True)
            ids[state].append(id)
    first = tuple(torch.stack([leaves[id] for id in each]) for each in ids.values())
    stacked = {name: whole(lesson, name, leaves) for name, _ in layer.named_parameters()}
    h, _ = torch.func.functional_call(layer, stacked, (x, first if len(first) > 1 else first[0]))
    y = h @ leaves["W_y"].T + leaves.get("b_y", 0)

    values = {}
    top = prefixes(lesson)[-1].replace("back.", "")
    for t in range(1, steps + 1):
        values[f"y_{t}"] = y[t - 1].tolist()
        directions = h[t - 1].split(layer.hidden_size, -1)
        for direction, state in zip(["", "back."], directions):
            values[f"{top}{direction}h_{t}"] = state.tolist()
    loss = total(lesson, y, values)
    loss.backward()
    values["Loss"] = loss.item()
    gradients = {id: gradient(leaf) for id, leaf in leaves.items()}
    gradients |= {f"x_{t}": x.grad[t - 1].tolist() for t in range(1, steps + 1)}
    return values, gradients


def total(lesson, y, values):
    """Returns the loss and adds that of each time step to the values."""
    losses = []
    reduction = lesson.get("reduction", "sum")
    for t, target in enumerate(lesson.get("targets", [0] * len(y)), 1):
        if target is not None:
            loss = LOSSES[lesson["loss"]](y[t - 1], torch.tensor(target).double())
            if y.dim() == 3 and reduction != "sum":
                loss = loss / y.shape[1]
            values[f"Loss_{t}"] = loss.item()
            losses.append(loss)
    each = torch.stack(losses)
    return {"sum": each.sum(), "mean": each.mean(), "last": each[-1]}[reduction]


def whole(lesson, name, leaves):
    """Returns a parameter in PyTorch's form, put together from its parts if need be."""
    if name in leaves:
        return leaves[name]
    parts = [leaves[part] for part in stacked_parts(lesson["cell"], name)]
    if name.startswith("bias_hh"):
        # One of PyTorch's two biases is enough; only n of a GRU has both.
        is_n = [lesson["cell"] == "gru" and gate == "n" for gate in GATES[lesson["cell"]]]
        parts = [part if used else torch.zeros_like(part) for part, used in zip(parts, is_n)]
    return torch.cat(parts)
