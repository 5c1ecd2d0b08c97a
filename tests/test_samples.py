"""Each sample comes to what its expected.json says: control, outcome and subjects, and the verdict.

`python -m tests.test_samples` writes the files anew; read the difference before committing it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.model.findings import Outcome
from auditor.report.schema import Report
from tests.audits import SAMPLES, audit


def projection(report: Report) -> dict[str, object]:
    """Return what a reader would miss if it changed: no wording, no places."""
    verdict = report.verdict
    assert verdict is not None
    findings: dict[str, dict[str, list[str]]] = {}
    for finding in report.findings:
        subjects = findings.setdefault(finding.control, {}).setdefault(finding.outcome.value, [])
        subjects += [f"{s.id} {s.item}".strip() + (" (waived)" if s.waiver else "") for s in finding.subjects]
    return {
        "verdict": {"outcome": verdict.outcome, "reached": verdict.level_reached, "asked": verdict.level_asked},
        "gates": {gate.control: gate.state for level in verdict.levels for gate in level.gates},
        "passing": {c.id: list(c.passing) for c in report.controls if c.outcome is Outcome.PASS},
        "findings": {
            control: {outcome: sorted(set(subjects)) for outcome, subjects in sorted(by_outcome.items())}
            for control, by_outcome in sorted(findings.items())
        },
        "contradictions": [f"{entry.subject} {entry.attribute}" for entry in report.contradictions],
        "lines": {line.name: f"{line.numerator} of {line.denominator}" for line in report.lines},
    }


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_a_sample_comes_to_what_is_expected(folder: Path):
    expected = json.loads((folder / "expected.json").read_text())
    assert projection(audit(folder / "system.yaml")) == expected


@pytest.mark.parametrize(
    ("name", "outcome", "level"),
    [("travel-desk", "not ready", 1), ("faq-bot", "ready with conditions", 1), ("warehouse", "not enough evidence", 1)],
)
def test_what_the_samples_are_there_to_show(name: str, outcome: str, level: int):
    folder = next(folder for folder in SAMPLES if folder.name == name)
    verdict = audit(folder / "system.yaml").verdict
    assert verdict is not None
    assert (verdict.outcome, verdict.level_reached) == (outcome, level)


if __name__ == "__main__":
    for sample in SAMPLES:
        text = json.dumps(projection(audit(sample / "system.yaml")), indent=1, ensure_ascii=False)
        (sample / "expected.json").write_text(text + "\n")
