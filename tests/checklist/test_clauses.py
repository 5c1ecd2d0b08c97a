"""Clauses of standards: how profiles say them, and that the shipped ones are whole."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache

import pytest

from auditor.checklist import Catalogue, Profile, controls_of, load_checklists, load_profile
from auditor.checklist.selection import all_profiles
from auditor.cli.describe import standards_text
from auditor.errors import InputError
from tests.checklist.test_mistakes import CONTROL
from tests.tiny import document

SECOND = CONTROL.replace("same-id", "other-id").replace("severity: low", "severity: high\n    tags: [house-r2]")
THIRD = CONTROL.replace("same-id", "gate-id").replace("severity: low", "severity: low\n    gate: {level: 3}")
CATALOGUE = load_checklists([document(text, f"{n}.yaml") for n, text in enumerate((CONTROL, SECOND, THIRD))])
HEAD = "id: mine\ntitle: Mine\nstandard: {title: House, version: '1', url: 'https://example.org'}\nclauses:\n"
STANDARDS = ("aws-agentic-lens", "eu-ai-act", "nist-ai-rmf", "owasp-agentic", "owasp-llm")
PREFIX = re.compile(r"owasp-(asi|llm)\d|nist-(govern|map|measure|manage)-|eu-ai-act-|aws-agent")
"""Begins the tags by which a control joins a clause."""


def profile(text: str) -> Profile:
    return load_profile(document(text, "mine.yaml"), CATALOGUE)


def used(text: str) -> list[str]:
    return [control.id for control in profile(HEAD + text).apply(CATALOGUE.controls)]


@cache
def shipped() -> tuple[Catalogue, dict[str, Profile]]:
    return all_profiles()


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("  - {id: R1, title: One, controls: {ids: [same-id]}}", ["same-id", "gate-id"]),
        ("  - {id: R1, title: One, controls: {tags: [house-r2]}}", ["other-id", "gate-id"]),
        ("  - {id: R1, title: One, tag: house-r2}", ["other-id", "gate-id"]),
        ("  - {id: R1, title: One, unchecked: Nobody looks.}", ["gate-id"]),
        ("  - {id: R1, title: One, unchecked: Nobody looks.}\nselect: {ids: [same-id]}", ["same-id", "gate-id"]),
        ("  - {id: R1, title: One, tag: house-r2}\nexclude: {ids: [gate-id]}", ["other-id"]),
    ],
)
def test_a_profile_uses_the_controls_of_its_clauses_and_every_gate(text: str, ids: list[str]):
    assert used(text) == ids


def test_a_control_that_carries_the_tag_of_a_clause_joins_it_unnamed():
    (first, second) = profile(
        HEAD + "  - {id: R2, title: Two, tag: house-r2, unchecked: Nobody looks.}\n"
        "  - {id: R9, title: Nine, tag: house-r9, unchecked: Nobody looks.}"
    ).clauses
    assert [control.id for control in controls_of(first, CATALOGUE.controls)] == ["other-id"]
    assert controls_of(second, CATALOGUE.controls) == ()


def test_every_mistake_is_told_at_once():
    text = """\
id: mine
title: Mine
standard: {title: House, url: "http://example.org", edition: 3}
clauses:
  - {id: R1, title: One, controls: {ids: [same-di], tags: [house-r3], areas: [operations]}}
  - {id: R1, title: Again, controls: {}}
  - {id: R3, title: Three}
  - {id: R4, title: Four, by: persons, note: Why.}
  - {id: R5, title: Five, by: person}
  - {id: R6, title: Six, unchecked: Why., controls: {ids: [same-id]}}
  - {title: Seven, unchecked: ""}
  - {id: R8, title: Eight, controls: {ids: [other-id]}}
  - R9
exclude: {ids: [other-id]}
"""
    with pytest.raises(InputError) as caught:
        profile(text)
    assert [f"{p.line}:{p.column} {p.message}" for p in caught.value.problems] == [
        "3:11 a standard needs `version`",
        "3:31 `url` takes an address that begins with `https://`",
        "3:53 unknown key of a standard `edition`; expected `title`, `version`, `url` or `unit`",
        "5:42 unknown id `same-di`; did you mean `same-id`?",
        "5:59 unknown tag `house-r3`; did you mean `house-r2`?",
        "5:71 unknown key of the controls of a clause `areas`; expected `tags` or `ids`",
        "6:10 the id `R1` is taken by the clause at mine.yaml:5",
        "6:38 `controls` names no control; it takes `tags` and `ids`",
        "7:5 a clause needs `controls`, `unchecked` or `by`",
        "8:31 `by` cannot be `persons`; expected `person`",
        "9:5 a clause for a person to judge needs `note`: why no file shows it",
        "10:37 a clause that `controls` checks is not `unchecked`",
        "11:5 a clause needs `id`",
        "11:31 `unchecked` takes text that is not empty",
        "12:5 the profile excludes every control of this clause",
        "13:5 expected a clause: a mapping of keys to values",
    ]


@pytest.mark.parametrize("missing", ["standard", "clauses"])
def test_a_standard_and_its_clauses_come_together(missing: str):
    lines = {
        "standard": "standard: {title: House, version: '1', url: 'https://example.org'}",
        "clauses": "clauses: [{id: R1, title: One, unchecked: Nobody looks.}]",
    }
    kept = "\n".join(line for key, line in lines.items() if key != missing)
    with pytest.raises(InputError, match=f"a profile needs `{missing}`"):
        profile(f"id: mine\ntitle: Mine\nselect: all\n{kept}")


ARTICLE_14 = [f"14({number})" for number in (1, 2, 3)] + [f"14(4)({letter})" for letter in "abcde"] + ["14(5)"]
COUNTS = {"OPS": 7, "SEC": 9, "REL": 8, "PERF": 7, "COST": 7, "SUS": 3}
WHOLE = {
    "owasp-agentic": [f"ASI{n:02}" for n in range(1, 11)],
    "owasp-llm": [f"LLM{n:02}" for n in range(1, 11)],
    "nist-ai-rmf": [
        f"{function} {n + 1}"
        for function, count in {"GOVERN": 6, "MAP": 5, "MEASURE": 4, "MANAGE": 4}.items()
        for n in range(count)
    ],
    "eu-ai-act": [f"12({n})" for n in (1, 2, 3)] + ARTICLE_14 + ["19(1)", "19(2)"] + [f"26({n})" for n in range(1, 13)],
    "aws-agentic-lens": [f"AGENT{pillar}{n + 1:02}" for pillar, count in COUNTS.items() for n in range(count)],
}


@pytest.mark.parametrize("name", STANDARDS)
def test_the_list_of_clauses_is_whole(name: str):
    assert [clause.id for clause in shipped()[1][name].clauses] == WHOLE[name]


@pytest.mark.parametrize("name", STANDARDS)
def test_every_clause_names_controls_or_says_why_not(name: str):
    catalogue, profiles = shipped()
    for clause in profiles[name].clauses:
        bearing = controls_of(clause, catalogue.controls)
        assert bool(bearing) + clause.by_person + bool(clause.unchecked) >= 1, clause.id
        assert not (bearing and clause.unchecked), f"{clause.id} is checked now: {[c.id for c in bearing]}"
        assert clause.unchecked or clause.note, f"{clause.id} does not say what its controls leave open"


@pytest.mark.parametrize("name", STANDARDS)
def test_every_gate_stays_in_a_profile_of_a_standard(name: str):
    catalogue, profiles = shipped()
    chosen = {control.id for control in profiles[name].apply(catalogue.controls)}
    assert {control.id for control in catalogue.controls if control.gate} <= chosen


def test_every_tag_of_a_standard_belongs_to_a_clause():
    catalogue, profiles = shipped()
    known = {clause.tag for profile in profiles.values() for clause in profile.clauses}
    carried = {tag for control in catalogue.controls for tag in control.tags if PREFIX.match(tag)}
    assert carried
    assert carried <= known


def test_a_control_tells_which_clauses_it_bears_on():
    catalogue, profiles = shipped()
    controls = {control.id: control for control in catalogue.controls}
    said = standards_text(controls["missing-stop-switch"], profiles.values())
    assert "EU AI Act, Articles 12, 14, 19 and 26: 14(1), 14(4)(e), 26(5) (--profile eu-ai-act)" in said
    assert standards_text(controls["mixed-name-styles"], profiles.values()) == ""


def test_titles_are_short():
    for profile in shipped()[1].values():
        assert all(len(clause.title) <= 70 for clause in profile.clauses)


@pytest.mark.slow
def test_the_version_of_a_profile_is_the_same_in_every_process():
    code = "from auditor.checklist.selection import select_controls as s; print(s(profile='owasp-llm').version)"
    said = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1
