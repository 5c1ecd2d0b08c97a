"""A checklist with many mistakes: all are told at once, each with its place and the nearest right word."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.checklist import load_catalogue, load_checklists
from auditor.checklist.constructs import BESIDE, CONSTRUCT_BY_NAME
from auditor.checklist.grammar import OPERATOR_BY_NAME
from auditor.checklist.grammar_docs import grammar_markdown
from auditor.checklist.operators import BUILDERS
from auditor.errors import InputError
from auditor.model.vocabulary import ATTRIBUTES
from tests.checklist.said import mistakes
from tests.tiny import REPOSITORY, document

BROKEN = """\
area: tool-interface
title: Broken
controls:
  - id: Unapproved_Action
    title: Actions are approved
    failure_title: An action is not approved
    severity: critical
    gate: {level: 5, share: 95}
    needs: documentd
    rationale: Because.
    for_each: {kind: tol, effects: {any_of: [delet]}}
    require: {aproval: human}
    remediation: {summary: Do it., effort: low}
    cases:
      - {expect: pass, system: {}}
      - {expect: maybe, system: {}}
  - id: no-outcome
    title: Two ways to decide
    failure_title: Decided twice
    severity: low
    rationale: Because.
    for_each: {kind: agent}
    require: {max_steps: {greater_than: 3 + 4}}
    check: lethal_trifect
    colour: red
    remediation: {steps: [one], effort: low}
  - just text
"""


def test_every_mistake_of_a_checklist_is_told_at_once():
    with pytest.raises(InputError) as caught:
        load_checklists([document(BROKEN, "mine.yaml")], checks=["lethal_trifecta"])
    assert str(caught.value).splitlines() == [
        "mine.yaml:1:7: `area` cannot be `tool-interface`; expected `model-selection`, `tool-interfaces`, "
        "`action-outputs`, `framework-support`, `environment-feedback`, `trajectories`, `architectural-space`, "
        "`action-efficiency`, `safety-and-governance` or `operations`",
        "mine.yaml:4:9: `Unapproved_Action` is not a kebab-case id such as `unapproved-irreversible-action`",
        "mine.yaml:7:15: `severity` cannot be `critical`; expected `high`, `medium` or `low`",
        "mine.yaml:8:19: `level` takes the readiness level 1, 2, 3 or 4",
        "mine.yaml:8:29: `share` takes a number above 0, up to 1",
        "mine.yaml:9:12: unknown evidence level `documentd`; did you mean `documented`?",
        "mine.yaml:11:22: unknown kind `tol`; did you mean `tool`?",
        "mine.yaml:11:46: `any_of` cannot hold `delet`; did you mean `delete`?",
        "mine.yaml:12:15: unknown attribute or condition `aproval`; did you mean `approval`?",
        "mine.yaml:15:7: a control needs cases that pass, fail and are unknown; there is none for `fail` or `unknown`",
        "mine.yaml:16:18: `expect` cannot be `maybe`; expected `pass`, `fail`, `unknown`, `not applicable`, `manual` "
        "or `error`",
        "mine.yaml:17:5: a control needs cases that pass, fail and are unknown; there is none for `pass`, `fail` or "
        "`unknown`",
        "mine.yaml:17:5: a control needs one of `require`, `check` and `manual: true`",
        "mine.yaml:23:27: unknown operator `greater_than`; expected `is_not`, `in`, `at_least`, `at_most`, `present` "
        "or `evidence`",
        "mine.yaml:24:12: unknown check `lethal_trifect`; did you mean `lethal_trifecta`?",
        "mine.yaml:25:5: unknown key of a control `colour`",
        "mine.yaml:26:18: a remediation needs `summary`",
        "mine.yaml:27:5: expected a control: a mapping of keys to values",
    ]


CONTROL = """\
area: operations
controls:
  - id: same-id
    title: A title
    failure_title: Another title
    severity: low
    rationale: Because.
    for_each: {kind: agent}
    require: {stop: manual}
    remediation: {summary: Do it., effort: low}
    cases:
      - {expect: pass, system: {agents: {a: {stop: manual}}}}
      - {expect: fail, system: {agents: {a: {stop: none}}}}
      - {expect: unknown, system: {agents: {a: {}}}}
"""


def test_two_controls_with_one_id():
    with pytest.raises(InputError) as caught:
        load_checklists([document(CONTROL, "one.yaml"), document(CONTROL, "two.yaml")])
    assert str(caught.value) == "two.yaml:3:9: the id `same-id` is taken by the control at one.yaml:3"


def test_a_users_own_checklist_comes_after_the_built_in_ones(tmp_path: Path):
    (tmp_path / "operations.yaml").write_text(CONTROL)
    own = document(CONTROL.replace("same-id", "own-id"), "own.yaml")
    catalogue = load_catalogue(tmp_path, [own])
    assert [control.id for control in catalogue.controls] == ["same-id", "own-id"]


def test_a_broken_file_does_not_hide_the_mistakes_of_another():
    with pytest.raises(InputError) as caught:
        load_checklists([document("a: [", "bad.yaml"), document("controls: 1", "worse.yaml")])
    assert {problem.path for problem in caught.value.problems} == {"bad.yaml", "worse.yaml"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{approval: perhaps}", "1:12 `approval` cannot be `perhaps`; expected `none`, `policy` or `human`"),
        (
            "{reversible: {at_least: 3}}",
            "1:15 `at_least` cannot stand on `reversible`, which is of type flag; expected `is_not`, "
            "`present` or `evidence`",
        ),
        (
            "{effects: delete}",
            "1:11 `effects` is a list; expected `any_of`, `all_of` or `contains`, or a list that it equals",
        ),
        (
            "{budget: {tokens: 3}}",
            "1:2 unknown attribute `budget`; expected `budget.calls`, `budget.seconds`, `budget.tokens` or "
            "`budget.usd`",
        ),
        ("{kind: agent, approval: human}", "1:15 `approval` is an attribute of `tool`, not of `agent`"),
        (
            "{parameters: {every: {satisfies: {tpye: string}}}}",
            "1:35 unknown field of `parameters` `tpye`; did you mean `type`?",
        ),
        ("{parameters: {every: {type: string}}}", "1:22 `every` takes `{where?: condition, satisfies: condition}`"),
        ("{related: {by: call, to: {kind: tool}}}", "1:16 unknown relation `call`; did you mean `calls`?"),
        ("{related: {by: calls}}", "1:11 `related` needs `to`"),
        (
            "{related: {by: calls, direction: up, to: {kind: tool}}}",
            "1:34 unknown direction `up`; expected `out`, `in` or `either`",
        ),
        (
            "{reaches: {to: {kind: tool}, through: {kind: gateway}}}",
            "1:30 unknown key of `reaches` `through`; expected `to`, `by` or `without`",
        ),
        ("{reaches: {to: {related: {by: calls, to: {kind: tool}}}}}", "1:17 `related` cannot stand in a filter"),
        ("{every: {kind: tool}}", "1:2 `every` needs `satisfies` beside it"),
        ("{count: {kind: tool}}", "1:2 `count` needs `at_least` or `at_most` beside it"),
        ("{satisfies: {approval: human}}", "1:2 unknown attribute or condition `satisfies`"),
        (
            "{every: {kind: tool}, some: {kind: tool}, satisfies: {approval: human}}",
            "1:43 `satisfies` stands beside both `every` and `some`; put each in a list under `all`",
        ),
        ("{description: {matches: '(a+)+'}}", "1:25 a pattern must not repeat a group that itself repeats or branches"),
        (
            "{description: {matches: '(a'}}",
            "1:25 not a regular expression: missing ), unterminated subpattern at position 0",
        ),
        ("{max_steps: $steps * 2}", "1:13 `max_steps` cannot be `$steps * 2`; expected a number"),
        (
            "{last_review: {older_than: soon}}",
            "1:28 `older_than` cannot take `soon`; expected a duration such as `180d`",
        ),
        (
            "{approval: {evidence: sure}}",
            "1:23 `evidence` cannot take `sure`; expected `assumed`, `inferred`, `declared`, `documented`, "
            "`recorded` or `observed`",
        ),
        ("{not: {}}", "1:7 this condition is empty"),
        ("{all: {approval: human}}", "1:7 `all` takes a list of conditions"),
        ("[]", "1:1 expected a condition: a mapping such as `{approval: human}`"),
        ("{read_completely: false}", "1:19 `read_completely` takes `true`"),
        (
            "{crosses: {trust: hight}}",
            "1:19 unknown trust `hight`; expected `untrusted`, `partly_trusted` or `trusted`",
        ),
    ],
)
def test_what_is_refused_in_a_condition(text: str, expected: str):
    assert mistakes(text) == [expected]


def test_the_grammar_is_what_is_compiled_and_what_is_documented():
    assert BUILDERS.keys() | {"every", "some", "none"} == OPERATOR_BY_NAME.keys()
    assert not (CONSTRUCT_BY_NAME.keys() | BESIDE) & ATTRIBUTES.keys()
    assert (REPOSITORY / "docs" / "conditions.md").read_text() == grammar_markdown()


@pytest.mark.parametrize("name", [*CONSTRUCT_BY_NAME, *OPERATOR_BY_NAME])
def test_every_example_of_the_grammar_compiles(name: str):
    known = [entry for entry in (CONSTRUCT_BY_NAME.get(name), OPERATOR_BY_NAME.get(name)) if entry is not None]
    for entry in known:
        text = entry.example if entry.example.startswith("{") else f"{{{entry.example}}}"
        assert mistakes(text) == []
