"""The report's facts about its own making: what was read, what was typed, with what, and how the numbers come about."""

from __future__ import annotations

from typing import Literal

from auditor.report.schema_base import Part

FormulaId = Literal["gate", "level", "verdict", "area", "line", "known"]


class VersionFact(Part, frozen=True, kw_only=True):
    """One program or library that read the inputs or judged them."""

    name: str
    version: str


class BesideFact(Part, frozen=True, kw_only=True):
    """One file that the command line named and that is no input: it says how to audit, and not what."""

    role: Literal["profile", "checklist", "baseline"]
    path: str
    """Relative to the root; the name alone of a file outside it."""
    sha256: str
    inside: bool
    """Whether the file stands below the root."""


class Application(Part, frozen=True, kw_only=True):
    """One formula with numbers of this report put in."""

    of: str
    """What it is about: the id of a control or an area, a level, the name of a line."""
    numbers: str
    result: str
    at: str
    """Where the result stands in this JSON; RFC 6901."""


class FormulaFact(Part, frozen=True, kw_only=True):
    """One formula, and every number of this report that it gives."""

    id: FormulaId
    title: str
    formula: str
    applied: tuple[Application, ...]


class MethodFact(Part, frozen=True, kw_only=True):
    """How the report was made, so that somebody else can make it again, or tell whether the files are the same."""

    manifest_sha256: str
    """SHA-256 of the manifest: for each input with a hash, in the order of `inputs`, one line as `sha256sum` writes it:
    the hash, two spaces, the path, a line feed. The order is that of the paths' UTF-8 bytes."""
    manifest_files: int
    """How many lines the manifest has."""
    command: tuple[str, ...]
    """The words to type in the root folder for the same report: all options that change it, and no others. Paths are
    relative to the root; of a file outside it only the name stands here."""
    paths: tuple[str, ...]
    """What was audited, relative to the root; `.` for the root itself."""
    versions: tuple[VersionFact, ...]
    formulas: tuple[FormulaFact, ...]
    beside: tuple[BesideFact, ...] = ()
