"""Copies of audited folders to which the patches of a plan are applied with git, as a user would."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from auditor.derive import derive
from auditor.evaluate import evaluate
from auditor.linking import link
from auditor.model.findings import Outcome
from auditor.model.system import System
from auditor.report.schema import Recommendation, Report
from tests.audits import TODAY, controls, read

OPEN = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.ERROR)


def patched(folder: Path, into: Path, patches: Iterable[str], tool: str = "git") -> Path:
    """Return a copy of a folder with patches applied; fails where one does not apply without a hitch."""
    copy = into / folder.name
    shutil.copytree(folder, copy)
    command = ["git", "apply", "-"] if tool == "git" else ["patch", "-p1", "--fuzz=0"]
    for patch in patches:
        done = subprocess.run(command, cwd=copy, input=patch.encode(), capture_output=True, check=False)
        assert done.returncode == 0, (done.stdout + done.stderr).decode() + patch
    return copy


def patches_of(entry: Recommendation) -> list[str]:
    """Return the patches of a recommendation."""
    return [change.patch for change in entry.changes if change.patch]


def open_after(folder: Path, wanted: Iterable[str]) -> set[str]:
    """Return the subjects that some controls find in the system.yaml of a folder, asked of these controls alone."""
    description = read(folder)
    chosen = [control for control in controls().controls if control.id in set(wanted)]
    system = System(derive(link(description)))
    results = evaluate(system, chosen, today=TODAY, inputs=description.all_inputs())
    return {other.subject for result in results for other in result.others if other.outcome in OPEN}


def open_subjects(report: Report, controls: Iterable[str]) -> set[str]:
    """Return the subjects that fail one of some controls, or of which that cannot be told."""
    wanted = set(controls)
    return {
        subject.id
        for finding in report.findings
        if finding.control in wanted and finding.outcome in OPEN
        for subject in finding.subjects
        if subject.waiver is None
    }
