"""Runs programs, with the time and the peak memory of each; prints rows of a table."""

import os
import statistics
import subprocess
import sys
import threading
import time

# Above any figure wanted; a run that is stopped here is reported as such.
LONGEST = 120


class Run:
    """What one process took; `failure` says why there are no figures."""

    def __init__(self, seconds=None, megabytes=None, failure=None, user=None):
        self.seconds, self.megabytes, self.failure = seconds, megabytes, failure
        # What the processor was busy for, whatever else ran beside.
        self.user = user


def run(arguments, stdout=subprocess.DEVNULL):
    """Runs a program to its end and returns its wall time and peak memory."""
    start = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=stdout, stderr=subprocess.PIPE)
    timer = threading.Timer(LONGEST, process.kill)
    timer.start()
    said = process.stderr.read().decode(errors="replace").strip()
    # Only wait4 tells the memory of this child alone.
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    is_stopped = not timer.is_alive()
    timer.cancel()
    if is_stopped:
        return Run(failure=f"stopped after {LONGEST} s")
    if process.returncode != 0:
        return Run(failure=f"exit {process.returncode}: {said[-200:]}")
    # Kilobytes, but bytes on macOS.
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
    return f"{'reached' if is_reached else 'MISSED '}  (wanted: {target})"


def title(text):
    print(f"\n{text}", flush=True)


def row(*cells):
    print("  " + "  ".join(cells), flush=True)
