"""From conditions to outcomes: scope, exemption, the evidence that is needed, and what is said."""

from __future__ import annotations

import pytest

from auditor.evaluate import evaluate
from auditor.model.findings import Confidence, Outcome
from auditor.model.kinds import EvidenceLevel
from tests.checklist.said import DAY, context
from tests.evaluate.judged import control, judged, outcomes

APPROVED = """
for_each: {kind: tool, effects: {any_of: [delete, spend]}}
require: {approval: {in: [human, policy]}}
"""


def tool(stated: str) -> str:
    return f"tools: {{t: {stated}}}"


@pytest.mark.parametrize(
    ("stated", "outcome"),
    [
        ("{effects: [delete], approval: human}", "pass"),
        (
            "{effects: [delete], approval: none}",
            "fail: `approval` is `none` (system.yaml:1); expected `human` or `policy`",
        ),
        ("{effects: [delete]}", "unknown: nobody states `approval` for `t`"),
        ("{effects: [read], approval: none}", "not applicable"),
        ("{approval: human}", "unknown: may not apply: nobody states `effects` for `t`"),
        ("{approval: none}", "unknown: may not apply: nobody states `effects` for `t`"),
    ],
)
def test_scope_and_requirement(stated: str, outcome: str):
    assert outcomes(APPROVED, tool(stated)) == {"t": outcome}


def test_a_guess_brings_into_scope_but_never_passes_or_exempts():
    deleting = "tools: {t: {method: POST, path: /trips/cancel, approval: %s}}"
    assert outcomes(APPROVED, deleting % "none")["t"].startswith("fail: `approval` is `none`")
    assert judged(APPROVED, deleting % "none").others[0].confidence is Confidence.LOW
    assert outcomes(APPROVED, deleting % "human") == {
        "t": "unknown: may not apply: `effects` is `delete` (inferred: `cancel` in the path of a POST request)"
    }
    reading = "tools: {t: {method: POST, path: /trips/search, approval: none}}"
    found = outcomes(APPROVED, reading)["t"]
    assert found.startswith("unknown: may not apply: `effects` is `read` (inferred: ")


def test_a_safe_default_makes_it_fail_with_low_confidence():
    text = "for_each: {kind: tool, effects: {contains: delete}}\nrequire: {reversible: true}"
    result = judged(text, tool("{effects: [delete]}"))
    assert [(o.outcome, o.confidence, o.message) for o in result.others] == [
        (
            Outcome.FAIL,
            Confidence.LOW,
            "`reversible` is `false` (assumed: deleting, spending and sending are irreversible); expected `true`",
        )
    ]


@pytest.mark.parametrize(
    ("level", "stage", "outcome"),
    [
        (EvidenceLevel.DOCUMENTED, "production", "pass"),
        (
            EvidenceLevel.DECLARED,
            "production",
            "unknown: `approval` is `human` (system.yaml:1), but that is only declared; documented evidence is needed",
        ),
        (EvidenceLevel.DECLARED, "design", "pass"),
    ],
)
def test_the_evidence_that_is_needed(level: EvidenceLevel, stage: str, outcome: str):
    text = "needs: documented\nfor_each: {kind: tool}\nrequire: {approval: human}"
    system = f"{{system: {{stage: {stage}}}, tools: {{t: {{approval: human}}}}}}"
    assert outcomes(text, system, level) == {"t": outcome}


def test_weak_evidence_is_enough_to_fail():
    text = "needs: recorded\nfor_each: {kind: tool}\nrequire: {approval: human}"
    assert outcomes(text, tool("{approval: none}"))["t"].startswith("fail")


UNLESS = "for_each: {kind: tool}\nunless: {dry_run: true}\nrequire: {approval: human}"


@pytest.mark.parametrize(
    ("stated", "outcome"),
    [
        ("{dry_run: true, approval: none}", "not applicable"),
        ("{dry_run: false, approval: none}", "fail: `approval` is `none` (system.yaml:1); expected `human`"),
        (
            "{approval: none}",
            "unknown: fails unless it is exempt: nobody states `dry_run` for `t`",
        ),
        ("{approval: human}", "pass"),
    ],
)
def test_unless(stated: str, outcome: str):
    assert outcomes(UNLESS, tool(stated)) == {"t": outcome}


def test_each_failing_item_is_a_result_and_the_rest_is_one():
    text = "for_each: {kind: tool}\nrequire: {parameters: {every: {satisfies: {type: string}}}, approval: human}"
    found = outcomes(text, tool("{approval: none, parameters: {a: {type: x}, b: {type: y}, c: {type: string}}}"))
    assert found == {
        "t [a]": "fail: `type` of parameter `a` is `x` (system.yaml:1); expected `string`",
        "t [b]": "fail: `type` of parameter `b` is `y` (system.yaml:1); expected `string`",
        "t": "fail: `approval` is `none` (system.yaml:1); expected `human`",
    }


def test_members_that_could_not_be_read_are_unknown():
    found = outcomes("for_each: {kind: tool}\nrequire: {approval: human}", "interfaces: {b: {openapi: gone.yaml}}")
    assert list(found) == ["b.*"]
    assert found["b.*"].startswith("unknown: what `b.*` stands for could not be read: ")


def test_a_kind_that_nobody_describes():
    text = "for_each: {kind: agent}\nrequire: {stop: manual}"
    assert outcomes(text, "tools: {}") == {"agent.*": "unknown: nobody describes an agent"}
    assert outcomes(text, "agents: {}") == {}
    assert outcomes(text, "tools: {}", described=False) == {}


def test_a_lone_artifact_names_nobody_who_calls_it():
    text = "for_each: {kind: tool, reached_from: {from: {kind: agent}}}\nrequire: {approval: human}"
    assert outcomes(text, tool("{approval: none}"), described=False) == {"t": "not applicable"}
    assert outcomes(text, tool("{approval: none}"))["t"].startswith("unknown")


def test_what_only_a_person_can_tell():
    text = "manual: true\nquestion: Who may stop it?"
    assert outcomes(text, "system: {name: Tiny}") == {"system": "manual: Who may stop it?"}


def test_a_check_that_crashes_is_an_error_and_the_audit_goes_on():
    text = "for_each: {kind: agent}\ncheck: lethal_trifecta\nwith: {no_such_parameter: 1}"
    found = outcomes(text, "agents: {a: {}, b: {}}")
    assert list(found) == ["a", "b"]
    assert found["a"].startswith("error: the check failed: TypeError: lethal_trifecta() got an unexpected keyword")
    both = [control(text), control("for_each: {kind: agent}\nrequire: {stop: manual}")]
    results = evaluate(context("agents: {a: {stop: manual}}").system, both, today=DAY)
    assert results[1].passed == ("a",)


def test_levels_count_what_decided():
    text = "for_each: {kind: tool}\nrequire: {approval: human}"
    result = judged(text, "tools: {a: {approval: human}, b: {approval: none}, c: {}}", EvidenceLevel.DOCUMENTED)
    assert result.levels == ((EvidenceLevel.DOCUMENTED, 2),)


def test_the_graph_shows_its_hops():
    text = "for_each: {kind: agent}\nrequire: {not: {reaches: {to: {kind: external}}}}"
    system = """
agents:
  a:
    calls: [s]
services:
  s:
    calls: [x]
externals: {x: {}}
"""
    assert outcomes(text, system) == {
        "a": "fail: `a` calls `s` (system.yaml:4), `s` calls `x` (system.yaml:7); "
        "expected that no path leads to an external system"
    }
    result = judged(text, system)
    assert [str(place) for place in result.others[0].places] == ["system.yaml:4", "system.yaml:7"]


def test_every_and_count_over_neighbours():
    every = "for_each: {kind: agent}\nrequire: {every: {by: calls, kind: tool}, satisfies: {approval: human}}"
    system = "{agents: {a: {tools: [t, u]}}, tools: {t: {approval: human}, u: {approval: %s}}}"
    assert outcomes(every, system % "human") == {"a": "pass"}
    assert outcomes(every, system % "none") == {
        "a": "fail: `u`: `approval` is `none` (system.yaml:1); expected `human`"
    }
    count = "for_each: {kind: agent}\nrequire: {count: {by: calls, kind: tool}, at_most: 1}"
    assert outcomes(count, system % "none") == {
        "a": "fail: there are 2 (`t`, `u`); expected at most 1 of: a tool that `calls` joins to it"
    }


def test_artifact_conditions():
    text = "for_each: {kind: interface}\nrequire: {read_completely: true}"
    assert outcomes(text, "interfaces: {b: {members: closed}}") == {"b": "pass"}
    assert outcomes(text, "interfaces: {b: {}}")["b"] == "unknown: the members of `b` are not listed completely"
    given = "for_each: {kind: system}\nrequire: {artifact: {format: arazzo}}"
    assert outcomes(given, "system: {name: Tiny}")["system"].startswith("unknown: nobody has given an artifact for it")
