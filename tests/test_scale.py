"""The work of an audit grows with the system and not with its square: counted in calls, never in seconds."""

from __future__ import annotations

import cProfile
import importlib
import pstats
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditor.derive import derive
from auditor.evaluate import evaluate
from auditor.linking import link
from auditor.model.description import Description
from auditor.model.system import System
from tests.audits import TODAY, controls, read
from tests.tiny import REPOSITORY

_SMALL, _LARGE = 200, 400
_MOST = 2.35
"""How many times the calls a system of twice the size may take; a loop in a loop takes four times as many."""


@pytest.fixture
def generated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Path]:
    """Return what writes a system of so many entities, of which each agent reaches about a hundred."""
    monkeypatch.syspath_prepend(str(REPOSITORY / "bench"))
    bench = importlib.import_module("generated_systems")

    def write(entities: int) -> Path:
        made: Path = bench.write_system(tmp_path / str(entities), entities, division=2)
        return made.parent

    return write


def test_a_generated_system_has_the_size_that_was_asked_for(generated: Callable[[int], Path]) -> None:
    system = System(derive(link(read(generated(_SMALL)))))

    assert len(system.entities) == _SMALL + 1  # the system itself


def test_the_same_seed_writes_the_same_system(generated: Callable[[int], Path]) -> None:
    first = {path.name: path.read_bytes() for path in generated(100).rglob("*") if path.is_file()}

    assert first == {path.name: path.read_bytes() for path in generated(100).rglob("*") if path.is_file()}


def test_linking_twice_as_much_takes_about_twice_the_calls(generated: Callable[[int], Path]) -> None:
    described = [read(generated(size)) for size in (_SMALL, _LARGE)]
    small, large = (_calls(_derived, one) for one in described)

    assert large / small < _MOST


def test_evaluating_twice_as_much_takes_about_twice_the_calls(generated: Callable[[int], Path]) -> None:
    linked = [link(read(generated(size))) for size in (_SMALL, _LARGE)]
    small, large = (_calls(_evaluated, one) for one in linked)

    assert large / small < _MOST


def _derived(description: Description) -> object:
    return derive(link(description))


def _evaluated(linked: Description) -> object:
    return evaluate(System(derive(linked)), controls().controls, today=TODAY, inputs=linked.all_inputs())


def _calls(work: Callable[[Description], object], description: Description) -> int:
    """Return how many calls something takes; it runs once before, so that imports do not count."""
    work(description)
    profile = cProfile.Profile()
    profile.runcall(work, description)
    stats: Any = pstats.Stats(profile)
    counted: int = stats.total_calls
    return counted
