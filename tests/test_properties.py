"""What must hold for every system: missing evidence never makes anything look better, and order never matters."""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from auditor.model.description import Description, ReadState
from auditor.model.facts import Contradicted, Known
from auditor.model.findings import ControlResult
from auditor.model.system import System
from tests.audits import SAMPLES, audit, judge, read

by_sample = pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)


def outcomes(results: Mapping[str, ControlResult]) -> dict[tuple[str, str], str]:
    """Return the outcome of every control for every subject; a subject that fails in several items fails."""
    found: dict[tuple[str, str], str] = {}
    for control, result in results.items():
        found |= {(control, subject): "pass" for subject in result.passed}
        found |= {(control, subject): "not applicable" for subject in result.not_applicable}
        for other in result.others:
            found[control, other.subject] = other.outcome.value
    return found


def looks_better(before: Mapping[tuple[str, str], str], after: Mapping[tuple[str, str], str]) -> list[str]:
    """Return what moved to pass or to not applicable; a subject that is gone did neither."""
    return [
        f"{control} for {subject}: {before.get((control, subject))} → {outcome}"
        for (control, subject), outcome in after.items()
        if outcome in ("pass", "not applicable") and before.get((control, subject)) not in (outcome, "pass", None)
    ]


def knowledge(description: Description) -> list[tuple[str, str]]:
    """Return every subject and attribute that somebody claims."""
    return sorted({(claim.subject, claim.attribute) for claim in description.claims})


def without(description: Description, subject: str, attribute: str) -> Description:
    claims = [c for c in description.claims if (c.subject, c.attribute) != (subject, attribute)]
    return replace(description, claims=claims)


@by_sample
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_forgetting_an_attribute_never_helps(folder: Path, data: st.DataObject):
    description, (before, level) = CACHE[folder]
    removed = data.draw(st.lists(st.sampled_from(knowledge(description)), min_size=1, max_size=3, unique=True))
    poorer = description
    for subject, attribute in removed:
        poorer = without(poorer, subject, attribute)
    _, results, reached = judge(poorer)
    assert looks_better(before, outcomes(results)) == []
    assert reached <= level


@cache
def _system(folder: Path) -> System:
    """Return the system of a sample as it is."""
    return judge(CACHE[folder][0])[0]


@by_sample
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_losing_one_claim_of_several_that_agree_never_helps(folder: Path, data: st.DataObject):
    description, (before, level) = CACHE[folder]
    index = data.draw(st.integers(0, len(description.claims) - 1))
    lost = description.claims[index]
    system = _system(folder)
    fact = system.fact(lost.subject, lost.attribute) if lost.subject in system.entities else None
    if isinstance(fact, Contradicted) or (isinstance(fact, Known) and len({repr(c.value) for c in fact.claims}) > 1):
        return  # a claim that stands against another is not missing evidence but the evidence against it
    claims = description.claims[:index] + description.claims[index + 1 :]
    _, results, reached = judge(replace(description, claims=claims))
    assert looks_better(before, outcomes(results)) == []
    assert reached <= level


@by_sample
def test_an_unreadable_artifact_never_helps(folder: Path, tmp_path: Path):
    description, (before, level) = CACHE[folder]
    artifacts = [i.path for i in description.inputs if i.state is not ReadState.SKIPPED and i.path != "system.yaml"]
    included = YAML(typ="safe", pure=True).load((folder / "system.yaml").read_text()).get("include", [])
    tried = 0
    for number, path in enumerate(sorted(set(artifacts) - set(included))):
        copy = tmp_path / str(number)
        shutil.copytree(folder, copy)
        (copy / path).write_text("{")
        _, results, reached = judge(read(copy))
        assert looks_better(before, outcomes(results)) == [], path
        assert reached <= level, path
        tried += 1
    assert tried or folder.name == "faq-bot", "no artifact to lose"


@by_sample
def test_the_order_of_keys_does_not_matter(folder: Path, tmp_path: Path):
    copy = tmp_path / folder.name
    shutil.copytree(folder, copy)
    loaded = YAML(typ="safe", pure=True).load((folder / "system.yaml").read_text())
    with (copy / "system.yaml").open("w") as file:
        YAML(typ="safe", pure=True).dump(_shuffled(loaded, random.Random(7)), file)
    one, other = audit(folder / "system.yaml"), audit(copy / "system.yaml")
    assert _findings(one) == _findings(other)
    assert one.verdict is not None
    assert other.verdict is not None
    assert one.verdict.level_reached == other.verdict.level_reached
    assert one.lines == other.lines


def _findings(report) -> list[tuple[str, str, str, tuple[tuple[str, str], ...]]]:
    return [
        (f.control, f.outcome.value, f.cause, tuple((s.id, s.fingerprint) for s in f.subjects)) for f in report.findings
    ]


def _shuffled(value, chance: random.Random):
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: _shuffled(value[key], chance) for key in keys}
    return [_shuffled(item, chance) for item in value] if isinstance(value, list) else value


def _judged(folder: Path) -> tuple[Description, tuple[dict[tuple[str, str], str], int]]:
    description = read(folder)
    _, results, level = judge(description)
    return description, (outcomes(results), level)


CACHE = {folder: _judged(folder) for folder in SAMPLES}
