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
import functions
import losses
import modules
from recurrence import ACTIVATIONS, CELLS, NEW_CELLS, Run, prefixes, text, trace

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


def vector(dice, size):
    """Random components; a number if the size is None."""
    return numbers(dice, *([] if size is None else [size]))


# Gates, in the order of the random numbers.
GATES = {
    "elman": [""], "jordan": [""], "gru": ["r", "z", "n"], "lstm": ["i", "f", "o", "g"],
    "rnn": [""], "gru-cho": ["r", "z", "n"], "lstm-peephole": ["i", "f", "o", "g"],
    "highway": ["g", "n"],
}


def weights(dice, cell, hidden, inputs, outputs, biases=True):
    """The parameters of a cell; a size that is None is a scalar's."""
    result = cell_weights(dice, cell, hidden, inputs, outputs, biases)
    return result | output_weights(dice, hidden, outputs, biases)


def cell_weights(dice, cell, hidden, inputs, outputs, biases, prefix=""):
    """The parameters of one layer in one direction."""
    # A Jordan network feeds its output back.
    back = outputs if cell == "jordan" else hidden
    result = {}
    for gate in GATES[cell]:
        result[f"{prefix}W_x{gate}"] = square(dice, hidden, inputs)
        result[f"{prefix}W_h{gate}"] = square(dice, hidden, back)
        if cell == "lstm-peephole" and gate != "g":
            result[f"{prefix}W_c{gate}"] = vector(dice, hidden)
        names = ["b_xn", "b_hn"] if cell == "gru" and gate == "n" else ["b_" + (gate or "h")]
        result |= {prefix + name: vector(dice, hidden) for name in names if biases}
    return result


def stacked_weights(dice, cell, hidden, inputs, layer, suffix):
    """The parameters of one layer in one direction in the form of torch.nn.LSTM."""
    rows = len(GATES[cell]) * hidden
    return {
        f"weight_ih_l{layer}{suffix}": numbers(dice, rows, inputs),
        f"weight_hh_l{layer}{suffix}": numbers(dice, rows, hidden),
        f"bias_ih_l{layer}{suffix}": numbers(dice, rows),
        f"bias_hh_l{layer}{suffix}": numbers(dice, rows),
    }


def output_weights(dice, hidden, outputs, biases):
    result = {"W_y": square(dice, outputs, hidden)}
    return result | ({"b_y": vector(dice, outputs)} if biases else {})


def lesson(
    name, cell, hidden=None, inputs=None, outputs=None, steps=3, biases=True, loss="output",
    initial=True, nulls=(), classes=None, **keys
):
    """A random lesson; `nulls` are the time steps without a target."""
    dice = random.Random(name)
    result = {"cell": cell, "parameters": weights(dice, cell, hidden, inputs, outputs, biases)}

    result["sequence"] = [vector(dice, inputs) for _ in range(steps)]
    if initial:
        states = {"jordan": {"y": outputs}, "lstm": {"h": hidden, "c": hidden}}
        states["lstm-peephole"] = states["lstm"]
        result["initial"] = {
            state: vector(dice, size) for state, size in states.get(cell, {"h": hidden}).items()}
    if loss != "output":
        result["targets"] = [
            None if t in nulls
            else dice.randrange(outputs) if loss == "cross-entropy" else vector(dice, outputs)
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
    for cell, size in [("elman", 2), ("jordan", 1), ("gru", 3), ("lstm", 2), ("elman", 9)]:
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


def arranged():
    """Lessons with layers, directions, stacked parameters and minibatches."""
    result = {}

    def add(name, cell, **options):
        result[name] = arrangement(name, cell, **options)

    for cell in NEW_CELLS:
        result[f"{cell}, vectors"] = lesson(f"{cell}, vectors", cell, **SIZES["vectors"])
        result[f"{cell}, scalars, no biases"] = lesson(
            f"{cell}, scalars, no biases", cell, biases=False)
    for cell in CELLS | NEW_CELLS:
        if cell == "rnn":
            continue
        add(f"{cell}, two layers", cell, layers=2)
        if cell != "jordan":
            add(f"{cell}, bidirectional", cell, bidirectional=True)
            add(f"{cell}, two layers, bidirectional", cell, layers=2, bidirectional=True,
                loss="cross-entropy")
    add("elman, three layers, bidirectional, relu", "elman", layers=3, bidirectional=True,
        activation="relu", initial=False)
    for cell in ("rnn", "gru", "lstm"):
        add(f"{cell}, stacked parameters", cell, is_stacked=True)
        add(f"{cell}, stacked parameters, two layers, bidirectional", cell, is_stacked=True,
            layers=2, bidirectional=True, loss="squared-error", reduction="mean")
    for cell, options in {
        "elman": {"layers": 2}, "jordan": {}, "gru": {"bidirectional": True, "is_stacked": True},
        "lstm": {"layers": 2, "bidirectional": True, "is_stacked": True}, "gru-cho": {},
        "lstm-peephole": {}, "highway": {"bidirectional": True, "loss": "output"},
    }.items():
        add(f"{cell}, minibatch", cell, samples=2, **{"loss": "squared-error"} | options)
    for reduction in ("sum", "mean", "last"):
        add(f"gru, minibatch, cross-entropy, {reduction}", "gru", samples=3, loss="cross-entropy",
            nulls=(2,), reduction=reduction)
    add("lstm, stacked parameters, bidirectional, minibatch, cross-entropy", "lstm", samples=2,
        is_stacked=True, bidirectional=True, loss="cross-entropy", reduction="mean")
    add("rnn, minibatch of one", "rnn", samples=1, is_stacked=True)
    add("gru, bidirectional, truncated after 2", "gru", bidirectional=True, steps=5, truncate=2)
    add("lstm, two layers, bidirectional, truncated after 1", "lstm", layers=2, bidirectional=True,
        truncate=1)
    add("elman, bidirectional, minibatch, truncated after 3", "elman", bidirectional=True,
        samples=2, steps=5, truncate=3)
    add("lstm, one time step, two layers, bidirectional", "lstm", steps=1, layers=2,
        bidirectional=True)
    add("gru, one time step, stacked parameters, minibatch", "gru", steps=1, is_stacked=True,
        samples=2)
    add("highway, one time step", "highway", steps=1, initial=False)
    return result


def arrangement(
    name, cell, layers=1, bidirectional=False, is_stacked=False, samples=None, hidden=2, inputs=2,
    outputs=3, steps=3, initial=True, loss="output", nulls=(), **keys
):
    """A random lesson of several layers or directions; `samples` make each x[t] a minibatch."""
    dice = random.Random(name)
    result = {"cell": cell}
    result |= {"layers": layers} if layers > 1 else {}
    result |= {"bidirectional": True} if bidirectional else {}
    parameters = {}
    width = inputs
    states = {}
    for prefix in prefixes(result):
        layer = int(prefix[1]) if prefix.startswith("l") else 1
        width = inputs if layer == 1 else hidden * (2 if bidirectional else 1)
        if is_stacked:
            suffix = "_reverse" if "back." in prefix else ""
            parameters |= stacked_weights(dice, cell, hidden, width, layer - 1, suffix)
        else:
            parameters |= cell_weights(dice, cell, hidden, width, outputs, True, prefix)
        for state in ["h", "c"] if cell in ("lstm", "lstm-peephole") else ["h"]:
            states[prefix + state] = hidden
    width = hidden * (2 if bidirectional else 1)
    result["parameters"] = parameters | output_weights(dice, width, outputs, True)

    def rows(size):
        return numbers(dice, size) if samples is None else numbers(dice, samples, size)

    result["sequence"] = [rows(inputs) for _ in range(steps)]
    if cell == "jordan":
        states = {"y": outputs}
    if initial:
        result["initial"] = {
            state: rows(size) for state, size in states.items() if "back." not in state}
        if bidirectional:
            result["final"] = {
                state: rows(size) for state, size in states.items() if "back." in state}
    def target():
        if loss != "cross-entropy":
            return rows(outputs)
        classes = [dice.randrange(outputs) for _ in range(samples or 1)]
        return classes if samples else classes[0]

    if loss != "output":
        result["targets"] = [None if t in nulls else target() for t in range(1, steps + 1)]
    return result | {"loss": loss} | keys


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


def adopt(name, given, result):
    """Replaces what a layer of PyTorch computes too, such as torch.nn.LSTM, by its numbers.

    Both must agree: the rest of the numbers is by recurrence.py only.
    """
    for ours, theirs in zip(
        (result["values"], result["gradients"] | result.get("stacked", {})),
        modules.compute(given)
    ):
        for id, expected in theirs.items():
            assert torch.allclose(
                torch.tensor(ours[id]), torch.tensor(expected), 1e-11, 1e-13), (name, id)
    values, gradients = modules.compute(given)
    result["values"] |= values
    for id, value in gradients.items():
        result["stacked" if id in result.get("stacked", {}) else "gradients"][id] = value


def computed(programs):
    """Returns the cases of lessons that come with their programs."""
    cases = []
    for name, given, program in programs:
        run = Run(given)
        outcome = program(run)
        cases.append({"name": name, "lesson": text(given), **run.finish(outcome or "Loss")})
    return cases


def main():
    cases = []
    checked = adopted = 0
    for name, given in lessons().items():
        result = trace(given)
        cases.append({"name": name, "lesson": text(given), **result})
        is_plain = given["loss"] == "output" and "truncate" not in given
        if given["cell"] in ("gru", "lstm") and is_plain and isinstance(given["sequence"][0], list):
            check_conventions(name, given, result)
            checked += 1
    cases += computed(equations.cases())
    for name, given in arranged().items():
        result = trace(given)
        if modules.layer_of(given):
            adopt(name, given, result)
            adopted += 1
        cases.append({"name": name, "lesson": text(given), **result})
    cases += computed(functions.cases())
    cases += computed(losses.cases())
    with open(f"{FOLDER}/references.json", "w") as file:
        lines = ",\n".join(json.dumps(case, allow_nan=False) for case in cases)
        file.write(f"[\n{lines}\n]\n")
    print(
        f"{len(cases)} lessons, {checked} of them compared with GRUCell and LSTMCell, "
        f"{adopted} computed by RNN, GRU and LSTM")


main()
