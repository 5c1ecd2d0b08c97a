"""Clauses of a standard: which controls bear on each, and which ones only a person, or nothing, checks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from auditor.checklist.control import Catalogue, Control
from auditor.checklist.mistakes import Mistakes
from auditor.checklist.selector import Selector, read_named
from auditor.checklist.shape import Shape
from auditor.readers.architecture.system_words import quoted

BY_PERSON = "person"
"""The only value of `by`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """What a profile follows, clause by clause."""

    title: str
    version: str
    url: str
    unit: str = "clauses"
    """What it calls its clauses, in the plural, such as `risks`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause of a standard, by its number and a short title; never its text."""

    id: str
    title: str
    controls: Selector = field(default_factory=Selector)
    """The controls that bear on it, as the profile names them."""
    tag: str = ""
    """A control that carries this tag bears on it, too, without being named; none need carry it yet."""
    by_person: bool = False
    """True where only a person can find it met. Its controls, if it has any, can still show that it is not."""
    unchecked: str = ""
    """Why nothing checks it; without weight once a control carries its tag."""
    note: str = ""
    """What of the clause no control shows; for a person's clause, why no file does."""

    def takes(self, control: Control) -> bool:
        """Tell whether a control bears on the clause."""
        return self.controls.takes(control) or self.tag in control.tags

    @property
    def key(self) -> str:
        """The clause as text that is the same in every process."""
        return repr((self.id, self.title, self.controls.key, self.tag, self.by_person, self.unchecked, self.note))


def read_standard(mistakes: Mistakes, shape: Shape) -> Standard | None:
    """Return the standard that a profile follows; None where it follows none. Mistakes are noted."""
    value = shape.get("standard")
    if "standard" not in shape.value:
        return None
    inner = Shape(mistakes, value, shape.at("standard"), "a standard")
    standard = Standard(
        title=inner.text("title", required=True),
        version=inner.text("version", required=True),
        url=inner.text("url", required=True),
        unit=inner.text("unit") or "clauses",
    )
    if standard.url and not standard.url.startswith("https://"):
        mistakes.add(inner.at("url"), "`url` takes an address that begins with `https://`")
    inner.finish()
    return standard


def read_clauses(mistakes: Mistakes, shape: Shape, catalogue: Catalogue, exclude: Selector) -> tuple[Clause, ...]:
    """Return the clauses of a profile; mistakes are noted. `exclude` is what the profile leaves out."""
    found: list[Clause] = []
    first: dict[str, str] = {}
    for pointer, value in shape.items("clauses"):
        inner = Shape(mistakes, value, pointer, "a clause")
        clause = _clause(mistakes, inner, catalogue)
        if clause.id in first:
            mistakes.add(inner.at("id"), f"the id `{clause.id}` is taken by the clause at {first[clause.id]}")
        elif clause.id:
            first[clause.id] = str(mistakes.at(inner.at("id")))
        if inner.is_mapping:
            _is_checked(mistakes, inner, clause, catalogue, exclude)
        found.append(clause)
    return tuple(found)


def _clause(mistakes: Mistakes, shape: Shape, catalogue: Catalogue) -> Clause:
    by = shape.get("by")
    if "by" in shape.value and by != BY_PERSON:
        mistakes.add(shape.at("by"), f"`by` cannot be {quoted(by)}; expected `{BY_PERSON}`")
    clause = Clause(
        id=shape.text("id", required=True),
        title=shape.text("title", required=True),
        controls=read_named(mistakes, shape.get("controls"), shape.at("controls"), catalogue)
        if "controls" in shape.value
        else Selector(),
        tag=shape.text("tag"),
        by_person=by == BY_PERSON,
        unchecked=shape.text("unchecked"),
        note=shape.text("note"),
    )
    shape.finish(also=("controls",))
    return clause


def _is_checked(mistakes: Mistakes, shape: Shape, clause: Clause, catalogue: Catalogue, exclude: Selector) -> None:
    """Note a clause that says nothing of who checks it, or that contradicts itself."""
    keys = shape.value.keys()
    if "unchecked" in keys:
        for other in sorted({"controls", "by"} & keys):
            mistakes.add(shape.at("unchecked"), f"a clause that `{other}` checks is not `unchecked`")
        return
    if clause.by_person:
        if not clause.note:
            mistakes.add(shape.pointer, "a clause for a person to judge needs `note`: why no file shows it")
        return
    bearing = controls_of(clause, catalogue.controls)
    if not bearing and "controls" not in keys and "by" not in keys:
        mistakes.add(shape.pointer, "a clause needs `controls`, `unchecked` or `by`")
    elif bearing and all(exclude.takes(control) for control in bearing):
        mistakes.add(shape.pointer, "the profile excludes every control of this clause")


def controls_of(clause: Clause, controls: Iterable[Control]) -> tuple[Control, ...]:
    """Return those of some controls that bear on a clause, in their order."""
    return tuple(control for control in controls if clause.takes(control))
