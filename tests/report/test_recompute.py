"""Every number that a report derives is recomputed from its own JSON, and a changed one is noticed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.formats.json import report_bytes
from auditor.pipeline import Request, run
from auditor.report.recompute import Recount, recompute
from auditor.report.schema import Report
from tests.audits import NOW, SAMPLES, audit
from tests.tiny import REPOSITORY

FAQ_BOT = REPOSITORY / "samples/faq-bot/system.yaml"
TRAVEL_DESK = REPOSITORY / "samples/travel-desk/system.yaml"
TAKEN_AS_STATED = {"accepted", "level", "first_line", "marked", "level_asked"}
"""Numbers with these names are not derived: a tool that a path takes is not listed, a level's number is its name."""


@cache
def tree_of(path: Path) -> str:
    return report_bytes(audit(path)).decode()


def recounted(tree: object) -> Recount:
    return recompute(msgspec.convert(tree, type=Report))


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from leaves(item, (*path, at))
    elif isinstance(value, int | float) and path[-1] not in TAKEN_AS_STATED:
        yield path


def put(tree: Any, path: tuple[str | int, ...], change: int) -> Callable[[], None]:
    """Change one number, or turn one flag round; return what changes it back."""
    for step in path[:-1]:
        tree = tree[step]
    old = tree[path[-1]]
    tree[path[-1]] = (not old) if isinstance(old, bool) else old + change
    return lambda: tree.__setitem__(path[-1], old)


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_a_sample_recomputes(folder: Path):
    found = recompute(audit(folder / "system.yaml"))
    assert found.differences == ()
    assert found.checked > 1000


@pytest.mark.parametrize(
    "wanted",
    [
        {"profile": "eu-ai-act"},
        {"target": 1},
        {"target": 4},
        {"target": 0},
    ],
    ids=str,
)
def test_what_was_asked_changes_nothing_about_that(wanted: dict[str, object]):
    assert recompute(audit(FAQ_BOT, **wanted)).differences == ()


def test_a_lone_artifact_recomputes():
    report = audit(TRAVEL_DESK.parent / "specs/bookings.yaml")
    assert report.verdict is None
    assert recompute(report).differences == ()


def test_a_comparison_recomputes(tmp_path: Path):
    earlier = tmp_path / "earlier.json"
    tree = json.loads(tree_of(FAQ_BOT))
    tree["findings"] = [finding for finding in tree["findings"] if finding["outcome"] != "fail"][:5]
    earlier.write_text(json.dumps(tree))
    report = audit(FAQ_BOT, baseline=str(earlier))
    assert report.baseline is not None
    assert report.baseline.new > 0
    assert recompute(report).differences == ()
    changed = msgspec.structs.replace(report.baseline, new=report.baseline.new - 1)
    found = recompute(msgspec.structs.replace(report, baseline=changed))
    assert [difference.at for difference in found.differences] == ["/baseline/new"]


def test_a_crashed_check_recomputes(monkeypatch: pytest.MonkeyPatch):
    """A gate whose check broke is unknown at best, and its subjects are in error."""
    from auditor.evaluate import outcomes

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(outcomes, "all_checks", lambda: defaultdict(lambda: broken))
    report = run(Request(paths=(str(FAQ_BOT),), now=NOW))  # `audit` keeps the reports on samples
    assert any(control.subjects.error for control in report.controls if control.gate_level is not None)
    assert recompute(report).differences == ()


@pytest.mark.parametrize(
    ("sample", "part"),
    [("faq-bot", part) for part in ("verdict", "lines", "known", "areas")] + [("travel-desk", "framework_paths")],
)
def test_any_changed_number_is_noticed(sample: str, part: str):
    text = tree_of(REPOSITORY / "samples" / sample / "system.yaml")
    tree = json.loads(text)
    paths = [(part, *path) for path in leaves(tree.get(part, []))]
    assert paths
    unnoticed = []
    for path in paths:
        back = put(tree, path, 1)
        if not recounted(tree).differences:
            unnoticed.append(path)
        back()
    assert unnoticed == []
    assert recounted(tree).differences == ()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_changed_number_of_a_control_is_noticed(data: st.DataObject):
    tree = json.loads(tree_of(FAQ_BOT))
    paths = [("controls", *path) for path in leaves(tree["controls"]) if path[-1] != "gate_share"]
    put(tree, data.draw(st.sampled_from(paths)), data.draw(st.sampled_from([-1, 1, 1000])))
    assert recounted(tree).differences


@pytest.mark.parametrize(
    ("pointer", "value", "at"),
    [
        (("verdict", "outcome"), "ready", "/verdict/outcome"),
        (("findings", 0, "severity"), "low", "/findings/0/severity"),
        (("findings", 0, "control"), "no-such-control", "/findings/0/control"),
        (("findings", 0, "subjects", 0, "id"), "somebody-else", "/findings/0/subjects/0/fingerprint"),
        (("controls", 0, "outcome"), "manual", "/controls/0/outcome"),
        (("inputs", 0, "sha256"), "0" * 64, "/method/manifest_sha256"),
        (("method", "formulas", 0, "applied", 0, "numbers"), "1 ÷ 1 = 1", "/method/formulas/0/applied/0/numbers"),
    ],
)
def test_a_changed_word_is_noticed(pointer: tuple[str | int, ...], value: str, at: str):
    tree = json.loads(tree_of(TRAVEL_DESK))
    place = tree
    for step in pointer[:-1]:
        place = place[step]
    assert place[pointer[-1]] != value
    place[pointer[-1]] = value
    assert at in {difference.at for difference in recounted(tree).differences}


def test_a_finding_that_was_taken_out_is_noticed():
    tree = json.loads(tree_of(TRAVEL_DESK))
    gone = tree["findings"].pop(0)
    said = {difference.at for difference in recounted(tree).differences}
    at = next(i for i, control in enumerate(tree["controls"]) if control["id"] == gone["control"])
    assert any(place.startswith(f"/controls/{at}/subjects/") for place in said)


def test_a_report_of_an_earlier_version_recomputes_without_its_method():
    tree = json.loads(tree_of(TRAVEL_DESK))
    del tree["method"]
    for control in tree["controls"]:
        del control["known"]
    tree["tool"]["version"] = "0.0.1"
    assert recounted(tree).differences == ()


def test_formulas_hold_the_numbers_of_the_report():
    report = audit(FAQ_BOT)
    assert report.method is not None
    formulas = {formula.id: formula for formula in report.method.formulas}
    assert set(formulas) == {"gate", "level", "verdict", "area", "line", "known"}
    gates = {application.of: application for application in formulas["gate"].applied}
    stated = {gate.control: gate for level in report.verdict.levels for gate in level.gates}  # type: ignore[union-attr]
    assert gates.keys() == stated.keys()
    for name, gate in stated.items():
        assert gates[name].result == gate.state
        if gate.state in ("met", "unknown"):
            assert f"{gate.passed} ÷ {gate.applicable}" in gates[name].numbers
    tree = json.loads(report_bytes(report))
    for formula in report.method.formulas:
        for application in formula.applied:
            place = tree
            for step in application.at.split("/")[1:]:
                place = place[int(step)] if isinstance(place, list) else place[step]
            assert place is not None or application.result == "unknown"
