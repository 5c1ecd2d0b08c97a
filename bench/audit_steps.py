"""Times each step of auditing one system.yaml, in a process of its own, and prints the seconds as JSON."""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from auditor.checklist.selection import select_controls
from auditor.checks import all_checks
from auditor.derive import derive
from auditor.documents import Workspace
from auditor.evaluate import evaluate
from auditor.formats.html import FORMAT as HTML
from auditor.formats.json import FORMAT as JSON
from auditor.linking import link
from auditor.model.system import System
from auditor.pipeline import Request, run
from auditor.readers.reader import Reading

T = TypeVar("T")

_NOW = datetime(2026, 11, 22, tzinfo=UTC)


def main(path: Path) -> None:
    """Run the steps; each is named as the table shows it."""
    gc.disable()  # as the command line does
    taken: dict[str, float] = {}

    def timed(step: str, work: Callable[[], T]) -> T:
        start = time.perf_counter()
        made = work()
        taken[step] = time.perf_counter() - start
        return made

    controls = select_controls(checks=all_checks()).controls
    reading = Reading.of(Workspace(path.parent))
    described = timed("reading", lambda: reading.read(reading.workspace.open(path.name)))
    system = timed("linking and deriving", lambda: System(derive(link(described))))
    timed("evaluating", lambda: evaluate(system, controls, today=_NOW.date(), inputs=described.all_inputs()))
    report = timed("all of it, to the report", lambda: run(Request(paths=(str(path),), now=_NOW)))
    timed("writing JSON", lambda: JSON.write(report))
    timed("writing HTML", lambda: HTML.write(report))
    print(json.dumps(taken))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
