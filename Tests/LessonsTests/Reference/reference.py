"""Writes references.json: lessons, and their values and gradients by PyTorch in float64.

    pip install torch
    python3 Tests/LessonsTests/Reference/reference.py

The tests read the file and do not need PyTorch. A lesson's name is the seed of its numbers, so a
new case does not change the others.
"""

import json
import os
import random

import torch

import equations
from recurrence import ACTIVATIONS, CELLS, Run, text, trace

FOLDER = os.path.dirname(os.path.abspath(__file__))


def numbers(dice, *shape):
    """Random numbers with few digits, so that the lesson's text represents them exactly."""
    if not shape:
        return round(dice.uniform(-1.5, 1.5), 3)
    return [numbers(dice, *shape[1:]) for _ in range(shape[0])]


def square(dice, rows, columns):
    """A weight from `columns` to `rows` components; a number between scalars."""
    if rows is None and columns is None:
        return numbers(dice)
    if columns is None:
        return numbers(dice, rows)
    return numbers(dice, rows or 1, columns)


def weights(dice, cell, hidden, inputs, outputs, biases=True):
    """The parameters of a cell; a size that is None is a scalar's."""
    def bias(name, size):
        return {name: numbers(dice, *([] if size is None else [size]))} if biases else {}

    def weight(name, rows, columns):
        return {name: square(dice, rows, columns)}

    # A Jordan network feeds its output back.
    back = outputs if cell == "jordan" else hidden
    result = {}
    gates = {"elman": [""], "jordan": [""], "gru": ["r", "z", "n"], "lstm": ["i", "f", "o", "g"]}
    for gate in gates[cell]:
        result |= weight("W_x" + gate, hidden, inputs)
        result |= weight("W_h" + gate, hidden, back)
        if gate == "n":
            result |= bias("b_xn", hidden) | bias("b_hn", hidden)
        else:
            result |= bias("b_" + (gate or "h"), hidden)
    return result | weight("W_y", outputs, hidden) | bias("b_y", outputs)


def lesson(
    name, cell, hidden=None, inputs=None, outputs=None, steps=3, biases=True, loss="output",
    initial=True, nulls=(), classes=None, **keys
):
    """A random lesson; `nulls` are the time steps without a target."""
    dice = random.Random(name)
    result = {"cell": cell, "parameters": weights(dice, cell, hidden, inputs, outputs, biases)}

    def vector(size):
        return numbers(dice, *([] if size is None else [size]))

    result["sequence"] = [vector(inputs) for _ in range(steps)]
    if initial:
        states = {"jordan": {"y": outputs}, "lstm": {"h": hidden, "c": hidden}}
        result["initial"] = {
            state: vector(size) for state, size in states.get(cell, {"h": hidden}).items()}
    if loss != "output":
        result["targets"] = [
            None if t in nulls
            else dice.randrange(outputs) if loss == "cross-entropy" else vector(outputs)
            for t in range(1, steps + 1)]
    return result | {"loss": loss} | keys


SIZES = {
    "scalars": {},
    "vectors": {"hidden": 3, "inputs": 2, "outputs": 2},
    "one unit": {"hidden": 1, "inputs": 1, "outputs": 1},
    "scalar inputs": {"hidden": 2, "outputs": 3},
}


def lessons():
    """Every lesson with a named cell, by name."""
    result = {}

    def add(name, cell, **options):
        result[name] = lesson(name, cell, **options)

    for size, options in SIZES.items():
        for cell in CELLS:
            add(f"{cell}, {size}", cell, **options)
            add(f"{cell}, {size}, no biases, initial states 0", cell, biases=False, initial=False,
                **options)
    for activation in ACTIVATIONS:
        for size in ("scalars", "vectors"):
            add(f"elman, {activation}, {size}", "elman", activation=activation, **SIZES[size])
    for loss in ("squared-error", "half-squared-error", "absolute-error", "cross-entropy"):
        for size in ("scalars", "vectors")[loss == "cross-entropy":]:
            for reduction in ("sum", "mean", "last"):
                add(f"{loss}, {reduction}, {size}", "elman", loss=loss, reduction=reduction,
                    **SIZES[size])
            # The last loss is that of the last time step with a target.
            for reduction, nulls in [("sum", (1, 3)), ("mean", (2, 3)), ("last", (2, 4))]:
                add(f"{loss}, {reduction}, {size}, null targets", "gru", loss=loss, steps=4,
                    reduction=reduction, nulls=nulls, **SIZES[size])
    for cell, size in [("elman", 2), ("jordan", 1), ("gru", 3), ("lstm", 2)]:
        add(f"{cell}, truncated after {size}", cell, steps=5, truncate=size, **SIZES["vectors"])
    add("elman, scalars, truncated after 2", "elman", steps=6, truncate=2, loss="squared-error")
    add("lstm, cross-entropy, twelve time steps", "lstm", steps=12, loss="cross-entropy",
        hidden=4, inputs=3, outputs=4)
    return result | with_tokens()


def with_tokens():
    """Lessons with a vocabulary: embeddings that repeat, one-hot, tokens as targets."""
    result = {}
    tokens = ["h", "e", "l", "l", "o", "h"]
    for name, cell, inputs in [("scalar", "elman", None), ("vector", "gru", 3)]:
        dice = random.Random(name)
        size = {"hidden": 3 if inputs else None, "outputs": 4 if inputs else None}
        result[f"{cell}, {name} embeddings"] = {
            "cell": cell, "parameters": weights(dice, cell, inputs=inputs, **size),
            "vocabulary": ["h", "e", "l", "o"],
            "embeddings": numbers(dice, *([4, inputs] if inputs else [4])),
            "sequence": tokens[:5],
        } | ({"targets": tokens[1:], "loss": "cross-entropy"} if inputs else {"loss": "output"})
    dice = random.Random("one-hot")
    result["elman, one-hot"] = {
        "cell": "elman", "parameters": weights(dice, "elman", hidden=2, inputs=4, outputs=4),
        "vocabulary": ["h", "e", "l", "o"], "embeddings": "one-hot", "sequence": tokens[:4],
        "targets": ["e", None, "l", "o"], "loss": "cross-entropy", "reduction": "mean",
    }
    result["the lecture"] = {
        "cell": "elman", "activation": "identity",
        "parameters": {"W_h": -5, "W_x": 1, "W_y": -1}, "vocabulary": ["i", "o", "c", "a"],
        "embeddings": [-2, 5, 1, 9], "sequence": ["o", "c"], "initial": {"h": 0},
        "loss": "output", "ask": "h_0",
    }
    return result


# MARK: Conventions


def check_conventions(name, given, result):
    """Compares a GRU or LSTM in unroll's equations with PyTorch's cell."""
    order = {"gru": "rzn", "lstm": "ifgo"}[given["cell"]]
    parameters = {
        id: torch.tensor(value, requires_grad=True) for id, value in given["parameters"].items()}
    size = len(given["parameters"]["W_h" + order[0]])
    zeros = torch.zeros(size)
    bias = {gate: parameters.get(f"b_{gate}", zeros) for gate in order}
    hidden_bias = {gate: zeros for gate in order}
    if given["cell"] == "gru":
        bias["n"] = parameters.get("b_xn", zeros)
        hidden_bias["n"] = parameters.get("b_hn", zeros)
    cell = getattr(torch.nn, given["cell"].upper() + "Cell")(len(given["sequence"][0]), size)
    stacked = {
        "weight_ih": torch.cat([parameters["W_x" + gate] for gate in order]),
        "weight_hh": torch.cat([parameters["W_h" + gate] for gate in order]),
        "bias_ih": torch.cat([bias[gate] for gate in order]),
        "bias_hh": torch.cat([hidden_bias[gate] for gate in order]),
    }
    initial = given.get("initial", {})
    h, c = (
        torch.tensor(initial.get(state, zeros.tolist()))[None] for state in ("h", "c"))
    loss = 0
    for t, x in enumerate(given["sequence"], 1):
        state = h if given["cell"] == "gru" else (h, c)
        new = torch.func.functional_call(cell, stacked, (torch.tensor(x)[None], state))
        h, c = (new, c) if given["cell"] == "gru" else new
        loss = loss + (h @ parameters["W_y"].T + parameters.get("b_y", torch.zeros(()))).sum()
        assert torch.allclose(h[0], torch.tensor(result["values"][f"h_{t}"]), 1e-12, 1e-14), name
    loss.backward()
    for id, parameter in parameters.items():
        expected = torch.tensor(result["gradients"][id])
        assert torch.allclose(parameter.grad, expected, 1e-11, 1e-13), (name, id)


def main():
    cases = []
    checked = 0
    for name, given in lessons().items():
        result = trace(given)
        cases.append({"name": name, "lesson": text(given), **result})
        is_plain = given["loss"] == "output" and "truncate" not in given
        if given["cell"] in ("gru", "lstm") and is_plain and isinstance(given["sequence"][0], list):
            check_conventions(name, given, result)
            checked += 1
    for name, given, program in equations.cases():
        run = Run(given)
        outcome = program(run)
        cases.append({"name": name, "lesson": text(given), **run.finish(outcome or "Loss")})
    with open(f"{FOLDER}/references.json", "w") as file:
        lines = ",\n".join(json.dumps(case, allow_nan=False) for case in cases)
        file.write(f"[\n{lines}\n]\n")
    print(f"{len(cases)} lessons, {checked} of them compared with GRUCell and LSTMCell")


main()
