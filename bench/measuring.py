"""Runs a command several times and tells the medians of its wall time and memory."""

from __future__ import annotations

import os
import re
import resource
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"
PYTHON = sys.executable
AUDIT = str(Path(PYTHON).parent / "audit")
GNU_TIME = "/usr/bin/time"
_ELAPSED = re.compile(r"Elapsed \(wall clock\) time .*: (?:(\d+):)?(\d+):([\d.]+)")
_MEMORY = re.compile(r"Maximum resident set size \(kbytes\): (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The medians of several runs of one command."""

    seconds: float
    megabytes: float


class TooSlowError(Exception):
    """A run took longer than it was given."""


def measure(command: Sequence[str], *, runs: int, folder: Path, limit: float | None = None) -> Measured:
    """Run a command once to warm the caches, then several times; exit statuses 0 and 1 are both an audit that ran.

    Raises TooSlowError where a run takes longer than the limit, in seconds, and SystemExit where one fails.
    """
    taken = [_once(command, folder, limit) for _ in range(runs + 1)][1:]
    return Measured(
        seconds=statistics.median(one.seconds for one in taken),
        megabytes=statistics.median(one.megabytes for one in taken),
    )


def _once(command: Sequence[str], folder: Path, limit: float | None) -> Measured:
    watched = [GNU_TIME, "-v", *command] if Path(GNU_TIME).exists() else list(command)
    start = time.perf_counter()
    with subprocess.Popen(
        watched,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795305600"},
        start_new_session=True,
    ) as running:
        try:
            _, told = running.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)  # what GNU time started goes on otherwise
            raise TooSlowError from None
    seconds = time.perf_counter() - start
    if running.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}\n{told}")
    memory = _MEMORY.search(told)
    # Without GNU time, the largest of all children so far: an upper bound.
    kilobytes = int(memory[1]) if memory else resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    elapsed = _ELAPSED.search(told)
    if elapsed and seconds > 1:  # its resolution is a hundredth of a second
        seconds = int(elapsed[1] or 0) * 3600 + int(elapsed[2]) * 60 + float(elapsed[3])
    return Measured(seconds=seconds, megabytes=kilobytes / 1024)


def row(what: str, measured: Measured, note: str = "") -> None:
    """Print one measurement as a line of a table."""
    print(f"{what:<52}{measured.seconds:>9.3f} s{measured.megabytes:>8.0f} MB   {note}", flush=True)
