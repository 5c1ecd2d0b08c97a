"""Evaluates one control, written in YAML, over a tiny system, written in YAML."""

from __future__ import annotations

from auditor.checklist import Control, load_checklists
from auditor.evaluate import evaluate
from auditor.model.findings import ControlResult
from auditor.model.kinds import EvidenceLevel
from tests.checklist.said import DAY, DECLARED, context
from tests.tiny import document

HEAD = """\
area: operations
controls:
  - id: tested-control
    title: It is so
    failure_title: It is not so
    severity: high
    rationale: Because.
    remediation: {summary: Make it so., effort: low}
    cases: [{expect: pass, system: {}}, {expect: fail, system: {}}, {expect: unknown, system: {}}]
"""


def control(text: str) -> Control:
    """Return a control with these keys, one a line."""
    lines = "".join(f"    {line}\n" for line in text.strip().splitlines())
    return load_checklists([document(HEAD + lines, "checklist.yaml")]).controls[0]


def judged(text: str, system: str, level: EvidenceLevel = DECLARED, *, described: bool = True) -> ControlResult:
    """Return what a control comes to."""
    against = context(system, level)
    return evaluate(against.system, [control(text)], today=DAY, described=described)[0]


def outcomes(text: str, system: str, level: EvidenceLevel = DECLARED, *, described: bool = True) -> dict[str, str]:
    """Return the outcome of each subject, with its message where it is not a pass."""
    result = judged(text, system, level, described=described)
    found = dict.fromkeys(result.passed, "pass") | dict.fromkeys(result.not_applicable, "not applicable")
    for other in result.others:
        item = f" [{other.discriminator}]" if other.discriminator else ""
        found[other.subject + item] = f"{other.outcome.value}: {other.message}"
    return found
