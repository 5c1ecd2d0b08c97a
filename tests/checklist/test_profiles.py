"""Profiles select and tailor controls."""

from __future__ import annotations

import pytest

from auditor.checklist import load_checklists, load_profile
from auditor.errors import InputError
from auditor.model.findings import Severity
from auditor.model.kinds import EvidenceLevel
from tests.checklist.test_mistakes import CONTROL
from tests.tiny import document

SECOND = CONTROL.replace("same-id", "other-id").replace("severity: low", "severity: high\n    tags: [owasp]")
THIRD = CONTROL.replace("same-id", "gate-id").replace("severity: low", "severity: low\n    gate: {level: 3}")
CATALOGUE = load_checklists([document(text, f"{n}.yaml") for n, text in enumerate((CONTROL, SECOND, THIRD))])


def profile(text: str):
    return load_profile(document(text, "mine.yaml"), CATALOGUE)


def chosen(text: str) -> list[str]:
    return [control.id for control in profile(f"id: mine\ntitle: Mine\n{text}").apply(CATALOGUE.controls)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("select: all", ["same-id", "other-id", "gate-id"]),
        ("select: {tags: [owasp]}", ["other-id"]),
        ("select: {areas: [operations]}\nexclude: {severity: [high]}", ["same-id", "gate-id"]),
        ("select: {ids: [gate-id], tags: [owasp]}", ["other-id", "gate-id"]),
        ("select: all\nexclude: {ids: [same-id, gate-id]}", ["other-id"]),
    ],
)
def test_selection(text: str, ids: list[str]):
    assert chosen(text) == ids


def test_tailoring_changes_what_it_names_and_nothing_else():
    text = "id: mine\ntitle: Mine\nselect: all\ntailor: {gate-id: {severity: high, needs: recorded, share: 0.5}}"
    first, _, third = profile(text).apply(CATALOGUE.controls)
    assert first is not None
    assert (first.severity, first.needs, first.gate) == (Severity.LOW, EvidenceLevel.DECLARED, None)
    assert third.gate is not None
    assert (third.severity, third.needs, third.gate.share) == (Severity.HIGH, EvidenceLevel.RECORDED, 0.5)


def test_every_mistake_is_told_at_once():
    text = """\
id: My Profile
select: {areas: [operation], ids: [other-idd], colour: [red]}
tailor:
  same-di: {severity: severe, share: 2, needs: inferred}
"""
    with pytest.raises(InputError) as caught:
        profile(text)
    assert [f"{p.line}:{p.column} {p.message}" for p in caught.value.problems] == [
        "1:1 a profile needs `title`",
        "1:5 `My Profile` is not a kebab-case id such as `design-review`",
        "2:17 unknown area `operation`; did you mean `operations`?",
        "2:35 unknown id `other-idd`; did you mean `other-id`?",
        "2:48 unknown key of a selection `colour`; expected `areas`, `tags`, `ids` or `severity`",
        "4:3 unknown control `same-di`; did you mean `same-id`?",
        "4:23 `severity` cannot be `severe`; expected `high`, `medium` or `low`",
        "4:38 `share` takes a number above 0, up to 1",
        "4:48 unknown evidence level `inferred`; expected `declared`, `documented`, `recorded` or `observed`",
    ]


def test_a_profile_asks_only_for_what_can_be_measured():
    assert profile("id: mine\ntitle: Mine\nselect: all\nmeasures: [jairf]").measures == {"jairf"}
    assert profile("id: mine\ntitle: Mine\nselect: all").measures == frozenset()
    with pytest.raises(InputError) as caught:
        profile("id: mine\ntitle: Mine\nselect: all\nmeasures: [jarf]")
    assert str(caught.value.problems[0]) == "mine.yaml:4:11: unknown measure `jarf`; did you mean `jairf`?"
