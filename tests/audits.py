"""Runs the steps of an audit one by one, so that a test can change what lies between them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from auditor.checklist.selection import Selection, select_controls
from auditor.checks import all_checks
from auditor.derive import derive
from auditor.documents import Workspace
from auditor.evaluate import evaluate
from auditor.linking import link
from auditor.model.description import Description
from auditor.model.findings import ControlResult
from auditor.model.system import System
from auditor.pipeline import Request, run
from auditor.readers.reader import Reading
from auditor.report.schema import Report
from auditor.scoring.levels import level_reached, score_levels
from auditor.scoring.reach import precondition
from auditor.waivers import Acceptances
from tests.tiny import REPOSITORY

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
SAMPLES = tuple(sorted(path.parent for path in (REPOSITORY / "samples").glob("*/system.yaml")))


@cache
def controls() -> Selection:
    """Return every built-in control."""
    return select_controls(checks=all_checks())


def read(folder: Path) -> Description:
    """Return what the system.yaml of a folder says, before linking."""
    reading = Reading.of(Workspace(folder))
    return reading.read(reading.workspace.open("system.yaml"))


def judge(description: Description) -> tuple[System, Mapping[str, ControlResult], int]:
    """Return the system, the results by control and the level reached, without waivers."""
    system = System(derive(link(description)))
    selected = controls().controls
    results = {r.control: r for r in evaluate(system, selected, today=TODAY, inputs=description.inputs)}
    levels = score_levels(selected, results, Acceptances(), {}, lambda level: precondition(system, level))
    return system, results, level_reached(levels)


def audit(*paths: Path, **wanted: object) -> Report:
    """Return the report on some files; that on a sample alone is made once."""
    if not wanted and len(paths) == 1 and paths[0].parent in SAMPLES:
        return _of_sample(paths[0])
    return run(Request(paths=tuple(map(str, paths)), now=NOW, **wanted))  # type: ignore[arg-type]


@cache
def _of_sample(path: Path) -> Report:
    return run(Request(paths=(str(path),), now=NOW))


def results_of(path: Path, *wanted: str) -> list[ControlResult]:
    """Return what some controls find in a lone artifact, asked of these controls alone."""
    reading = Reading.of(Workspace(path.parent))
    description = reading.read(reading.workspace.open_any(path.name))
    system = System(derive(link(description)))
    chosen = [control for control in controls().controls if control.id in wanted]
    assert len(chosen) == len(wanted)
    return list(evaluate(system, chosen, today=TODAY, inputs=description.all_inputs(), described=False))
