"""Prints the time in seconds of PyTorch's eager autograd for a scalar Elman RNN over T steps."""

import statistics
import sys
import time

try:
    import torch
except ImportError:
    sys.exit("torch is not installed (pip install torch)")

torch.set_num_threads(1)
steps = int(sys.argv[1])
inputs = [torch.tensor(((step * 7) % 17 - 8) / 8, dtype=torch.float64) for step in range(steps)]


def forward_and_backward():
    w_h, w_x, w_y = (
        torch.tensor(value, dtype=torch.float64, requires_grad=True) for value in (0.9, 0.5, 1.5))
    start = time.perf_counter()
    h = torch.zeros((), dtype=torch.float64, requires_grad=True)
    loss = torch.zeros((), dtype=torch.float64)
    for x in inputs:
        h = torch.tanh(w_h * h + w_x * x)
        loss = loss + w_y * h
    loss.backward()
    return time.perf_counter() - start


forward_and_backward()
print(statistics.median(forward_and_backward() for _ in range(5)))
