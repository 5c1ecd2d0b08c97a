"""Profiles: which controls an audit uses, and how they are tailored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from auditor.checklist.clauses import Clause, Standard, read_clauses, read_standard
from auditor.checklist.control import Catalogue, Control
from auditor.checklist.control_reader import KEBAB, share_of
from auditor.checklist.mistakes import Mistakes
from auditor.checklist.selector import Selector, read_selector
from auditor.checklist.shape import Shape
from auditor.documents import Document, Pointer, Value, Workspace
from auditor.errors import InputError, Problem
from auditor.model.findings import Severity
from auditor.model.kinds import EvidenceLevel

MEASURES = ("jairf",)
"""What a profile can ask to be measured."""

_LEVELS = {level.word: level for level in EvidenceLevel if level >= EvidenceLevel.DECLARED}


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
    standard: Standard | None = None
    clauses: tuple[Clause, ...] = ()
    """Of the standard. Where there are any, the profile uses their controls and every gate."""

    def takes(self, control: Control) -> bool:
        """Tell whether the profile uses a control. Gates stay in beside clauses, so that a level means the same."""
        named = self.select.takes(control) or any(clause.takes(control) for clause in self.clauses)
        return (named or bool(self.clauses and control.gate)) and not self.exclude.takes(control)

    def clauses_of(self, control: Control) -> tuple[Clause, ...]:
        """Return the clauses that a control bears on, if the profile uses it."""
        return tuple(clause for clause in self.clauses if clause.takes(control)) if self.takes(control) else ()

    @property
    def key(self) -> str:
        """All that tells which controls are used, how, and for which clauses; the same text in every process."""
        clauses = tuple(clause.key for clause in self.clauses)
        return repr((self.id, self.select.key, self.exclude.key, self.tailor, self.standard, clauses))

    def apply(self, controls: Sequence[Control]) -> tuple[Control, ...]:
        """Return the controls that the profile uses, as it tailors them, in their order."""
        tailored = dict(self.tailor)
        return tuple(
            tailored.get(control.id, Tailoring()).apply(control) for control in controls if self.takes(control)
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
    if "select" not in shape.value and "clauses" not in shape.value:
        shape.missing("select")
    for key, other in (("standard", "clauses"), ("clauses", "standard")):
        if key in shape.value and other not in shape.value:
            shape.missing(other)
    exclude = read_selector(mistakes, shape.get("exclude"), shape.at("exclude"), catalogue)
    profile = Profile(
        id=identifier,
        title=shape.text("title", required=True),
        summary=shape.text("summary"),
        select=read_selector(mistakes, shape.get("select"), shape.at("select"), catalogue),
        exclude=exclude,
        tailor=_tailoring(mistakes, shape, catalogue),
        measures=_measures(mistakes, shape),
        standard=read_standard(mistakes, shape),
        clauses=read_clauses(mistakes, shape, catalogue, exclude),
    )
    shape.finish()
    if mistakes.problems:
        raise InputError(sorted(mistakes.problems))
    return profile


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
