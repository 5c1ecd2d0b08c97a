"""Loads checklist files, as a whole: every mistake in every file is told at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from auditor.checklist.compiler import SharedKey
from auditor.checklist.condition import Condition
from auditor.checklist.control import Area, Catalogue, Checklist
from auditor.checklist.control_reader import ControlReader
from auditor.checklist.mistakes import Mistakes
from auditor.checklist.shape import Shape
from auditor.documents import Document, Workspace
from auditor.errors import InputError, Problem

_OTHERS = frozenset({"benchmarks.yaml"})
"""YAML files beside the built-in checklists that are none."""


def load_catalogue(folder: Path, extra: Iterable[Document] = (), *, checks: Collection[str] | None = None) -> Catalogue:
    """Return the built-in checklists of a folder by area, and a user's own after them.

    Every YAML file of the folder but the catalogue of benchmarks is a checklist; an area may have several, one for
    each topic. `checks` names the Python checks that there are; None accepts any. Raises InputError with every mistake.
    """
    workspace = Workspace(folder)
    built_in = [workspace.open(path.name) for path in sorted(folder.glob("*.yaml")) if path.name not in _OTHERS]
    loaded = load_checklists([*built_in, *extra], checks=checks).checklists
    ours, own = loaded[: len(built_in)], loaded[len(built_in) :]
    return Catalogue(checklists=(*sorted(ours, key=_place), *own))


def _place(checklist: Checklist) -> tuple[int, bool]:
    """Return a checklist's place: by area, the one that is named after its area first."""
    areas = list(Area)
    return areas.index(checklist.area), Path(checklist.path).stem != checklist.area.value


def load_checklists(documents: Iterable[Document], *, checks: Collection[str] | None = None) -> Catalogue:
    """Return the checklists in some documents. Raises InputError with every mistake; two controls of one id are one."""
    problems: list[Problem] = []
    checklists = []
    shared: dict[SharedKey, Condition] = {}
    for document in documents:
        try:
            mistakes = Mistakes(document, document.tree)
        except InputError as error:
            problems += error.problems
            continue
        checklists.append(_checklist(mistakes, checks, shared))
        problems += mistakes.problems
    problems += _duplicates(checklists)
    if problems:
        raise InputError(sorted(problems))
    return Catalogue(checklists=tuple(checklists))


def _checklist(mistakes: Mistakes, checks: Collection[str] | None, shared: dict[SharedKey, Condition]) -> Checklist:
    shape = Shape(mistakes, mistakes.tree.value, (), "a checklist")
    area = shape.choice("area", Area) or Area.OPERATIONS
    title, summary = shape.text("title"), shape.text("summary")
    reader = ControlReader(mistakes, area, checks, shared)
    if "controls" not in shape.value:
        shape.missing("controls")
    controls = [reader.read(value, pointer) for pointer, value in shape.items("controls")]
    shape.finish()
    return Checklist(
        path=mistakes.document.path,
        area=area,
        title=title or area.heading,
        summary=summary,
        controls=tuple(control for control in controls if control is not None),
    )


def _duplicates(checklists: Iterable[Checklist]) -> Iterable[Problem]:
    first: dict[str, str] = {}
    for checklist in checklists:
        for control in checklist.controls:
            place = control.location.child("id")
            if control.id in first:
                message = f"the id `{control.id}` is taken by the control at {first[control.id]}"
                at = place.position
                yield Problem(path=place.path, line=at.line, column=at.column, message=message)
            first.setdefault(control.id, str(place))
