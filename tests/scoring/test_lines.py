"""The five lines: one ratio each, and silence never raises one."""

from __future__ import annotations

from auditor.model.claims import Record
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel as L
from auditor.scoring.lines import five_lines
from tests.tiny import at, claim, system


def lines(*tools, claims=(), models=(), placeholder=False):
    made = system(*((t, K.TOOL) for t in tools), *((m, K.MODEL) for m in models), claims=claims)
    reached = [made.entities[tool] for tool in tools]
    if placeholder:
        reached.append(Entity(id="x.*", kind=K.TOOL, name="x.*", location=None, placeholder=True))
    return {line.name: line for line in five_lines(made, reached)}


def test_the_share_of_structured_results():
    output = lines("a", "b", claims=(claim("a", "structured_result", True),))["Output"]
    assert (output.numerator, output.denominator, output.value) == (1, 2, 0.5)


def test_unread_tools_make_a_share_unknown():
    output = lines("a", claims=(claim("a", "structured_result", True),), placeholder=True)["Output"]
    assert output.value is None
    assert "`x.*`" in output.text


def test_a_tool_of_unknown_effect_may_be_a_write():
    claims = (claim("w", "effects", ("update",)), claim("r", "effects", ("read",)), claim("w", "verified_by", "r"))
    feedback = lines("w", "r", "silent", claims=claims)["Feedback"]
    assert (feedback.numerator, feedback.denominator) == (1, 2)


def test_a_guessed_verification_does_not_count():
    claims = (claim("w", "effects", ("update",)), claim("w", "verified_by", "r", L.INFERRED))
    assert lines("w", claims=claims)["Feedback"].value == 0.0


def test_only_evaluations_that_were_read_count():
    record = Record(name="tau2", fields={"dynamic": True}, location=at(1))
    declared = lines(models=("m",), claims=(claim("m", "evaluations", (record,)),))["Goal"]
    recorded = lines(models=("m",), claims=(claim("m", "evaluations", (record,), L.RECORDED),))["Goal"]
    assert declared.value is None
    assert recorded.value == 1.0


def test_without_traces_nobody_has_shown_how_it_acts():
    made = lines()
    assert made["Bottleneck"].value is None
    assert made["Ceiling"].value is None
