"""The report tells what was typed, so that it can be typed again, and tells no path of the machine it was made on."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.report.asked import asked_of


@pytest.fixture
def offer(tmp_path: Path) -> Path:
    folder = tmp_path / "home of somebody" / "offer"
    folder.mkdir(parents=True)
    for name in ("system.yaml", "own.yaml", "-odd.yaml"):
        (folder / name).write_text("a: 1\n")
    (folder.parent / "outside.yaml").write_text("a: 1\n")
    return folder


def test_paths_are_relative_to_the_root(offer: Path):
    asked = asked_of(offer, paths=(str(offer / "system.yaml"), str(offer), str(offer / "-odd.yaml")))
    assert asked.command == ("audit", "system.yaml", ".", "./-odd.yaml")
    assert asked.paths == ("system.yaml", ".", "-odd.yaml")


def test_every_option_that_changes_the_report_is_told(offer: Path):
    asked = asked_of(
        offer,
        paths=(str(offer / "system.yaml"),),
        wider_root=True,
        profile="procurement",
        target=2,
        checklists=(str(offer / "own.yaml"),),
        baseline=str(offer / "last.json"),
        answers=(str(offer / "a.yaml"),),
        assumed=("tool:x.approval=human",),
    )
    assert " ".join(asked.command) == (
        "audit system.yaml --root . --profile procurement --target 2 --checklist own.yaml --baseline last.json "
        "--answers a.yaml --assume tool:x.approval=human"
    )
    assert [(entry.role, entry.path, entry.inside) for entry in asked.beside] == [("checklist", "own.yaml", True)]


def test_of_a_file_outside_only_the_name_is_told(offer: Path):
    outside = offer.parent / "outside.yaml"
    asked = asked_of(offer, paths=(str(offer / "system.yaml"),), checklists=(str(outside),), profile=str(outside))
    assert "home of somebody" not in repr(asked)
    assert {entry.path for entry in asked.beside} == {"outside.yaml"}
    assert not any(entry.inside for entry in asked.beside)
