"""Examples that fit, that do not, and that nobody could judge."""

from __future__ import annotations

import pytest

from auditor.model.kinds import EvidenceLevel
from tests.evaluate.judged import outcomes

FIT = "for_each: {kind: tool}\ncheck: examples_fit"


@pytest.mark.parametrize(
    ("examples", "outcome"),
    [
        ("[]", "pass"),
        ("{/a: {place: request, valid: true}}", "pass"),
        ("{/a: {place: request, valid: true}, /b: {place: response}}", "unknown"),
        ("{/a: {place: request, valid: false}, /b: {place: response}}", "fail"),
    ],
)
@pytest.mark.parametrize("level", [EvidenceLevel.DECLARED, EvidenceLevel.DOCUMENTED])
def test_an_example_that_nobody_could_judge_is_no_fault(examples: str, outcome: str, level: EvidenceLevel):
    (said,) = outcomes(FIT, f"tools: {{t: {{examples: {examples}}}}}", level).values()
    assert said.partition(":")[0] == outcome


def test_a_failure_says_where_the_example_stands_and_what_is_wrong():
    example = "{place: response, valid: false, what: '`id` is a text'}"
    (said,) = outcomes(FIT, f"tools: {{t: {{examples: {{/a: {example}}}}}}}").values()
    assert said.startswith("fail: the example of a response: `id` is a text (system.yaml:")
