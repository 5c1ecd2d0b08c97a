"""The reports on the samples, each audited once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from auditor.report.schema import Report
from tests.audits import audit


@cache
def of_sample(folder: Path) -> Report:
    """Return the report on the system.yaml of a folder."""
    return audit(folder / "system.yaml")
