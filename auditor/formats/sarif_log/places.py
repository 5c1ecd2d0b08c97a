"""Where things stand, as SARIF says it: files below the root, regions in them, and entities by name."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.formats.sarif_log.shapes import (
    ArtifactLocation,
    Content,
    LogicalLocation,
    Message,
    PhysicalLocation,
    Place,
    Region,
)
from auditor.formats.sarif_log.words import message, name, relative_uri
from auditor.formats.visible import visible
from auditor.report.schema import Evidence, Excerpt, Report

ROOT = "%SRCROOT%"
"""The base of all paths, by the name that GitHub and other readers know."""

_ELSEWHERE = "Nothing in the files shows it; this is where {} is described."
_WHOLE = "Nothing in the files shows it; this is the description of the system."


class Places:
    """The locations of one report."""

    def __init__(self, report: Report) -> None:
        self._index = {entry.path: position for position, entry in enumerate(report.inputs)}
        self._entities = {entity.id: entity for entity in report.entities}
        self._first = report.inputs[0].path if report.inputs else ""
        named = [entry.path for entry in report.inputs if entry.state == "read"]
        described = next((path for path in named if path.rpartition("/")[2] == "system.yaml"), "")
        self._whole = described or next(iter(named), self._first)

    def file(self, path: str) -> ArtifactLocation:
        """Return a file below the root."""
        return ArtifactLocation(uri=relative_uri(path), uri_base_id=ROOT, index=self._index.get(path, -1))

    def primary(self, subject: str, evidence: Sequence[Evidence]) -> tuple[Place, tuple[Evidence, ...]]:
        """Return the place of a result, and the evidence that is left over.

        It is the most telling place that has a line. Readers such as GitHub refuse a log with a result that stands
        nowhere, so what nothing shows stands where its subject is described, and says so.
        """
        chosen = next((piece for piece in evidence if piece.line > 0), next(iter(evidence), None))
        things = self.things(subject)
        if chosen is None:
            return self._described(subject, things), ()
        pointer = (LogicalLocation(fully_qualified_name=name(chosen.pointer), kind="value"),) if chosen.pointer else ()
        place = Place(
            physical_location=self.physical(chosen),
            logical_locations=(*things, *pointer),
            message=_said_of(chosen),
        )
        return place, tuple(piece for piece in evidence if piece is not chosen)

    def related(self, evidence: Sequence[Evidence]) -> tuple[Place, ...]:
        """Return further evidence, numbered so that no two are alike."""
        return tuple(
            Place(id=number, physical_location=self.physical(piece), message=_said_of(piece))
            for number, piece in enumerate(evidence, start=1)
            if piece.path
        )

    def physical(self, piece: Evidence) -> PhysicalLocation | None:
        """Return the place of a piece of evidence; None where it names no file."""
        if not piece.path:
            return None
        if piece.line < 1:
            return PhysicalLocation(artifact_location=self.file(piece.path))
        column = max(piece.column, 1)
        return PhysicalLocation(
            artifact_location=self.file(piece.path),
            region=Region(start_line=piece.line, start_column=column, snippet=_snippet(piece.excerpt, column)),
            context_region=_context(piece.excerpt),
        )

    def at(self, place: str) -> PhysicalLocation | None:
        """Return the location that `path:line` or `path:line:column` names; None where it names none."""
        path, numbers = place, list[int]()
        while len(numbers) < 2:
            head, colon, last = path.rpartition(":")
            if not (colon and last.isascii() and last.isdigit() and len(last) < 10):
                break
            path, numbers = head, [int(last), *numbers]
        if not path or not numbers or numbers[0] < 1:
            return None
        column = numbers[1] if len(numbers) > 1 else 0
        return PhysicalLocation(
            artifact_location=self.file(path), region=Region(start_line=numbers[0], start_column=column)
        )

    def things(self, subject: str) -> tuple[LogicalLocation, ...]:
        """Return the entity that a result is about."""
        entity = self._entities.get(subject)
        if not subject:
            return ()
        shown = name(subject)
        if entity is None:
            return (LogicalLocation(fully_qualified_name=shown),)
        return (LogicalLocation(fully_qualified_name=shown, name=name(entity.name), kind=name(entity.kind)),)

    def described_at(self, subject: str) -> PhysicalLocation | None:
        """Return where an entity is described; the description of the system for any other; None without inputs."""
        entity = self._entities.get(subject)
        if entity is not None and (found := self.at(entity.place)) is not None:
            return found
        if not self._whole:
            return None
        return PhysicalLocation(artifact_location=self.file(self._whole), region=Region(start_line=1))

    def _described(self, subject: str, things: tuple[LogicalLocation, ...]) -> Place:
        entity = self._entities.get(subject)
        here = entity is not None and self.at(entity.place) is not None
        physical = self.described_at(subject)
        said = _ELSEWHERE.format(f"`{subject}`") if here else _WHOLE
        return Place(
            physical_location=physical,
            logical_locations=things,
            message=message(said) if physical is not None else None,
        )


def _said_of(piece: Evidence) -> Message:
    return message(f"{piece.level}: {piece.detail}" if piece.detail else f"{piece.level}")


def _snippet(excerpt: Excerpt | None, column: int) -> Content | None:
    """Return the marked line from its column on; the whole line where it is cut, since its columns are lost."""
    if excerpt is None or not 0 <= excerpt.marked - excerpt.first_line < len(excerpt.lines):
        return None
    line = excerpt.lines[excerpt.marked - excerpt.first_line]
    part = "" if line.startswith("…") else line[column - 1 :]
    return Content(text=visible(part or line))


def _context(excerpt: Excerpt | None) -> Region | None:
    """Return the lines around; None where they are no more than the region itself, which 3.29.5 forbids."""
    if excerpt is None or len(excerpt.lines) < 2 or excerpt.first_line < 1:
        return None
    return Region(
        start_line=excerpt.first_line,
        end_line=excerpt.first_line + len(excerpt.lines) - 1,
        snippet=Content(text=visible("\n".join(excerpt.lines))),
    )
