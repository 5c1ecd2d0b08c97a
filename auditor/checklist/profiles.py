"""Profiles: which controls an audit uses, and how they are tailored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from auditor.checklist.control import Area, Catalogue, Control
from auditor.checklist.control_reader import KEBAB, share_of
from auditor.checklist.mistakes import Mistakes
from auditor.checklist.shape import Shape
from auditor.documents import Document, Pointer, Value, Workspace
from auditor.errors import InputError, Problem
from auditor.model.findings import Severity
from auditor.model.kinds import EvidenceLevel

MEASURES = ("jairf",)
"""What a profile can ask to be measured."""

_LEVELS = {level.word: level for level in EvidenceLevel if level >= EvidenceLevel.DECLARED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """Which controls are meant; a control that any of the lists names."""

    everything: bool = False
    areas: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()

    def takes(self, control: Control) -> bool:
        """Tell whether a control is meant."""
        return (
            self.everything
            or control.area.value in self.areas
            or control.id in self.ids
            or control.severity.value in self.severities
            or not self.tags.isdisjoint(control.tags)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tailoring:
    """What a profile changes about one control; None leaves it."""

    severity: Severity | None = None
    needs: EvidenceLevel | None = None
    share: float | None = None

    def apply(self, control: Control) -> Control:
        """Return the control as tailored; a share only concerns a gate."""
        gate = control.gate
        if gate is not None and self.share is not None:
            gate = replace(gate, share=self.share)
        severity = self.severity or control.severity
        return replace(control, severity=severity, needs=self.needs or control.needs, gate=gate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A selection and tailoring of controls."""

    id: str
    title: str
    summary: str = ""
    select: Selector
    exclude: Selector
    tailor: tuple[tuple[str, Tailoring], ...] = ()
    measures: frozenset[str] = frozenset()
    """What to measure beside the controls."""

    def apply(self, controls: Sequence[Control]) -> tuple[Control, ...]:
        """Return the controls that the profile uses, as it tailors them, in their order."""
        tailored = dict(self.tailor)
        return tuple(
            tailored.get(control.id, Tailoring()).apply(control)
            for control in controls
            if self.select.takes(control) and not self.exclude.takes(control)
        )


def load_profiles(folder: Path, catalogue: Catalogue) -> dict[str, Profile]:
    """Return the profiles of a folder by id. Raises InputError with every mistake in every file."""
    workspace = Workspace(folder)
    problems: list[Problem] = []
    found = {}
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
        try:
            profile = load_profile(workspace.open(path.name), catalogue)
        except InputError as error:
            problems += error.problems
        else:
            found[profile.id] = profile
    if problems:
        raise InputError(sorted(problems))
    return found


def load_profile(document: Document, catalogue: Catalogue) -> Profile:
    """Return one profile. Raises InputError with every mistake, and every name that no control, area or tag has."""
    mistakes = Mistakes(document, document.tree)
    shape = Shape(mistakes, document.tree.value, (), "a profile")
    identifier = shape.text("id", required=True)
    if identifier and not KEBAB.fullmatch(identifier):
        mistakes.add(shape.at("id"), f"`{identifier}` is not a kebab-case id such as `design-review`")
    if "select" not in shape.value:
        shape.missing("select")
    profile = Profile(
        id=identifier,
        title=shape.text("title", required=True),
        summary=shape.text("summary"),
        select=_selector(mistakes, shape.get("select"), shape.at("select"), catalogue),
        exclude=_selector(mistakes, shape.get("exclude"), shape.at("exclude"), catalogue),
        tailor=_tailoring(mistakes, shape, catalogue),
        measures=_measures(mistakes, shape),
    )
    shape.finish()
    if mistakes.problems:
        raise InputError(sorted(mistakes.problems))
    return profile


def _selector(mistakes: Mistakes, value: Value, pointer: Pointer, catalogue: Catalogue) -> Selector:
    if value is None:
        return Selector()
    if value == "all":
        return Selector(everything=True)
    shape = Shape(mistakes, value, pointer, "a selection")
    known = {
        "areas": {area.value for area in Area},
        "tags": {tag for control in catalogue.controls for tag in control.tags},
        "ids": {control.id for control in catalogue.controls},
        "severity": {severity.value for severity in Severity},
    }
    listed = {key: frozenset(shape.texts(key)) for key in known}
    for key, words in listed.items():
        for word in sorted(words - known[key]):
            mistakes.unknown(shape.at(key), key.removesuffix("s"), word, sorted(known[key]), key=False)
    shape.finish()
    return Selector(areas=listed["areas"], tags=listed["tags"], ids=listed["ids"], severities=listed["severity"])


def _measures(mistakes: Mistakes, shape: Shape) -> frozenset[str]:
    listed = shape.texts("measures")
    for word in listed:
        if word not in MEASURES:
            mistakes.unknown(shape.at("measures"), "measure", word, MEASURES, key=False)
    return frozenset(listed)


def _tailoring(mistakes: Mistakes, shape: Shape, catalogue: Catalogue) -> tuple[tuple[str, Tailoring], ...]:
    value = shape.get("tailor")
    if "tailor" not in shape.value:
        return ()
    listed = Shape(mistakes, value, shape.at("tailor"), "a tailoring")
    ids = [control.id for control in catalogue.controls]
    found = []
    for identifier, changes in listed.value.items():
        if identifier not in ids:
            mistakes.unknown(listed.at(identifier), "control", identifier, ids)
        found.append((identifier, _changes(mistakes, changes, listed.at(identifier))))
    return tuple(found)


def _changes(mistakes: Mistakes, value: Value, pointer: Pointer) -> Tailoring:
    shape = Shape(mistakes, value, pointer, "a tailored control")
    severity = shape.choice("severity", Severity) if "severity" in shape.value else None
    needs, share = shape.get("needs"), share_of(shape.get("share"))
    level = _LEVELS.get(needs) if isinstance(needs, str) else None
    if "needs" in shape.value and level is None:
        mistakes.unknown(shape.at("needs"), "evidence level", str(needs), _LEVELS, key=False)
    if "share" in shape.value and share is None:
        mistakes.add(shape.at("share"), "`share` takes a number above 0, up to 1")
    shape.finish(also=("severity",))
    return Tailoring(severity=severity, needs=level, share=share)
