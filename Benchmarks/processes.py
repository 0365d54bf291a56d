"""Runs programs, measures the time and peak memory of each, and prints rows of a table."""

import os
import statistics
import subprocess
import sys
import threading
import time

# In seconds, above any target; a run that takes longer is stopped and reported.
LONGEST = 120


class Run:
    """The time and memory of one process; `failure` says why there are none."""

    def __init__(self, seconds=None, megabytes=None, failure=None, user=None):
        self.seconds, self.megabytes, self.failure = seconds, megabytes, failure
        # The processor time, which does not depend on what else is running.
        self.user = user


def run(arguments, stdout=subprocess.DEVNULL):
    """Runs a program to its end and returns its wall time and peak memory."""
    start = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=stdout, stderr=subprocess.PIPE)
    timer = threading.Timer(LONGEST, process.kill)
    timer.start()
    said = process.stderr.read().decode(errors="replace").strip()
    # Only wait4 reports the memory of this child alone.
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    is_stopped = not timer.is_alive()
    timer.cancel()
    if is_stopped:
        return Run(failure=f"stopped after {LONGEST} s")
    if process.returncode != 0:
        return Run(failure=f"exit {process.returncode}: {said[-200:]}")
    # The unit is a kilobyte, but a byte on macOS.
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return Run(seconds, usage.ru_maxrss / unit, user=usage.ru_utime)


def median_run(arguments, times=3):
    """Returns the median time and memory of several runs, or the first failure."""
    runs = []
    for _ in range(times):
        runs.append(run(arguments))
        if runs[-1].failure:
            return runs[-1]
    return Run(
        statistics.median(each.seconds for each in runs),
        statistics.median(each.megabytes for each in runs))


def duration(seconds):
    if seconds < 1e-3:
        return f"{seconds * 1e6:.0f} µs"
    return f"{seconds * 1e3:.1f} ms" if seconds < 0.1 else f"{seconds:.2f} s"


def verdict(is_reached, target):
    return f"{'reached' if is_reached else 'MISSED '}  (target: {target})"


def title(text):
    print(f"\n{text}", flush=True)


def row(*cells):
    print("  " + "  ".join(cells), flush=True)
