"""The report's facts about what to do: how far it leads, what to change where, and how to tell that it is done."""

from __future__ import annotations

from typing import Literal

from auditor.report.schema_base import Part

ChangeEffect = Literal["makes it so", "states it once it is so"]


class PlannedChange(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One file to change for a recommendation."""

    path: str
    """Relative to the root of the audit."""
    line: int
    """Where the first change is made, counted from 1 in the file as it was audited."""
    language: str
    """Of the file or the example: `yaml`, `json`, `sh` and the like."""
    effect: ChangeEffect
    """Makes it so: the file is what decides. States it once it is so: the file only describes what somebody has to
    bring about first."""
    before: tuple[str, ...] = ()
    """The lines that go, from `line` on; empty where lines are only added. Secrets are masked."""
    after: tuple[str, ...] = ()
    """The lines that come. What only a person can know stands as `<…>`."""
    patch: str = ""
    """Of all changes to the file, as a unified diff that `git apply` and `patch -p1` take in the root of the audit;
    empty for an example, which a person has to complete."""
    note: str = ""
    """What has to be done or known first."""
    subjects: tuple[str, ...] = ()
    """The subjects that it is about; a patch covers them wholly."""


class PlannedPlace(Part, frozen=True, kw_only=True):
    """One place to look at for a recommendation."""

    path: str
    line: int
    subject: str
    line_text: str = ""
    """The line, masked and cut."""


class Verification(Part, frozen=True, kw_only=True, omit_defaults=True):
    """How to tell that a recommendation is done."""

    command: str
    """To be run in the root of the audit."""
    shows: tuple[str, ...]
    """What must then be so, in sentences."""
    controls: tuple[str, ...] = ()
    """The controls of which none of the recommendation's subjects may fail or be unknown any more."""
    subjects: tuple[str, ...] = ()
    """The subjects in question, the first twenty."""


class PlanFact(Part, frozen=True, kw_only=True, omit_defaults=True):
    """How far the recommendations lead, in their order."""

    asked: int
    """The level asked for."""
    reached: int
    """The level reached today."""
    steps: int
    """How many recommendations are on the way to the level asked for; they are the first ones. 0 where it is reached
    already."""
    arrives: bool
    """Whether the level asked for is reached when those are done."""
    level_after: int
    """The level reached then."""
    why_not: tuple[str, ...] = ()
    """What still stands in the way then, in sentences; empty where it arrives."""
