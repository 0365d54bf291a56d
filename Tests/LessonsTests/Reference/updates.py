"""Steps of gradient descent by torch.optim.SGD and clip_grad_norm_, of seeded lessons.

    python updates.py > updates.json
"""

import json
import random

import torch

torch.set_default_dtype(torch.float64)

MODULES = {"rnn": torch.nn.RNN, "gru": torch.nn.GRU, "lstm": torch.nn.LSTM}
LESSONS = 48


def numbers(rnd, shape):
    if not shape:
        return round(rnd.uniform(-1, 1), 3)
    return [numbers(rnd, shape[1:]) for _ in range(shape[0])]


def lesson_of(rnd):
    """Returns a lesson, the modules with its parameters, and its samples."""
    cell = rnd.choice(list(MODULES))
    state, inputs, outputs = rnd.choice([1, 2]), rnd.choice([2, 3]), rnd.choice([2, 3])
    layers, both = rnd.choice([1, 1, 2]), rnd.random() < 0.3
    module = MODULES[cell](inputs, state, num_layers=layers, bidirectional=both)
    linear = torch.nn.Linear((2 if both else 1) * state, outputs)
    parameters = dict(module.named_parameters())
    parameters["W_y"], parameters["b_y"] = linear.weight, linear.bias
    given = {}
    for name, parameter in parameters.items():
        given[name] = numbers(rnd, parameter.shape)
        parameter.data = torch.tensor(given[name])
    loss = rnd.choice(["squared-error", "cross-entropy"])
    samples = []
    for _ in range(rnd.choice([1, 1, 2, 3])):
        length = rnd.choice([1, 2, 3])
        samples.append((numbers(rnd, [length, inputs]), [
            rnd.randrange(outputs) if loss == "cross-entropy" else numbers(rnd, [outputs])
            for _ in range(length)]))
    lesson = {
        "cell": cell, "layers": layers, "bidirectional": both, "parameters": given, "loss": loss}
    return lesson, module, linear, parameters, samples


def update_of(rnd, parameters):
    update = {"rate": rnd.choice([0.01, 0.1, 0.5])}
    if rnd.random() < 0.5:
        update["clip"] = rnd.choice([0.1, 1, 5])
    if rnd.random() < 0.5:
        update["momentum"] = rnd.choice([0.5, 0.9])
    if rnd.random() < 0.4:
        update["decay"] = 0.01
    if rnd.random() < 0.4:
        update["parameters"] = [name for name in parameters if rnd.random() < 0.6] or ["W_y"]
    if "momentum" in update and rnd.random() < 0.5:
        name = rnd.choice(update.get("parameters", list(parameters)))
        update["velocity"] = {name: numbers(rnd, parameters[name].shape)}
    return update


def trained(rnd, number):
    """Returns a lesson, and what PyTorch's steps make of it."""
    lesson, module, linear, parameters, samples = lesson_of(rnd)
    update = lesson["update"] = update_of(rnd, parameters)
    batch = len(samples) > 1 and rnd.random() < 0.5
    if len(samples) == 1 and rnd.random() < 0.7:
        lesson["sequence"], lesson["targets"] = samples[0]
    else:
        lesson["samples"] = [{"sequence": x, "targets": y} for x, y in samples]
        if batch:
            lesson["batch"] = True
    count = rnd.choice([None, 1, 3])
    if count:
        lesson["updates"] = count

    def loss(sample):
        x, targets = samples[sample]
        y = linear(module(torch.tensor(x))[0])
        if lesson["loss"] == "cross-entropy":
            return torch.nn.functional.cross_entropy(y, torch.tensor(targets), reduction="sum")
        return ((y - torch.tensor(targets)) ** 2).sum()

    learning = [parameters[name] for name in update.get("parameters", parameters)]
    optimizer = torch.optim.SGD(
        learning, lr=update["rate"], momentum=update.get("momentum", 0),
        weight_decay=update.get("decay", 0))
    for name, velocity in update.get("velocity", {}).items():
        optimizer.state[parameters[name]]["momentum_buffer"] = torch.tensor(velocity)
    steps = []
    for step in range(count or (1 if batch else len(samples))):
        used = range(len(samples)) if batch else [step % len(samples)]
        for parameter in parameters.values():
            parameter.grad = None
        before = sum(loss(sample) for sample in used) / len(used)
        before.backward()
        norm = torch.nn.utils.clip_grad_norm_(learning, update.get("clip", float("inf")))
        optimizer.step()
        with torch.no_grad():
            after = sum(loss(sample) for sample in used) / len(used)
        steps.append({"before": before.item(), "after": after.item(), "norm": norm.item()})
    names = update.get("parameters", list(parameters))
    return {
        "name": f"{number}: {lesson['cell']}, {len(samples)} samples, {update}",
        "lesson": json.dumps(lesson), "steps": steps,
        "updated": {name: parameters[name].tolist() for name in names}}


rnd = random.Random(19)
print(json.dumps([trained(rnd, number) for number in range(LESSONS)], indent=0))
