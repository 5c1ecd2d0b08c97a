"""Tells dates of results that cannot be right, from what is known of the benchmark and the model."""

from __future__ import annotations

from datetime import date

from auditor.benchmarks.catalogue import Benchmark
from auditor.model.runs import Run


def date_of(run: Run) -> str:
    """Return the day of the run, else that on which it was handed in; empty where the files say neither."""
    return run.evaluated or run.submitted


def date_fault(run: Run, benchmark: Benchmark | None) -> str:
    """Return why the dates of a run cannot be right, as a clause; empty where nothing speaks against them.

    A day in the future is not told here: that needs the day of the audit.
    """
    day = _day(date_of(run))
    if day is None:
        return ""
    released, submitted = _day(run.released), _day(run.submitted)
    if released is not None and day < released:
        return f"it is dated {day}, before the model was released on {released}"
    if run.evaluated and submitted is not None and day > submitted:
        return f"it was run on {day}, after it was handed in on {submitted}"
    if benchmark is None:
        return ""
    version = benchmark.versions.get(run.version.lower())
    for what, said in ((f"{benchmark.title} {run.version}", version.introduced if version else ""),
                       (benchmark.title, benchmark.introduced)):  # fmt: skip
        introduced = _day(said)
        if introduced is not None and day < introduced:
            return f"it is dated {day}, before {what} was published on {introduced}"
    return ""


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        return None
