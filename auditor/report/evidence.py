"""Turns claims and places into the evidence a report shows."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from auditor.documents import Document, Position
from auditor.errors import InputError
from auditor.model.claims import AttributeValue, Claim, Location, Record
from auditor.model.findings import SubjectResult
from auditor.model.kinds import EvidenceLevel
from auditor.report.masking import mask, mask_lines
from auditor.report.schema import Evidence, Excerpt, LevelWord

LINE_WIDTH = 160
"""Most characters of a line in an excerpt; minified files have lines of megabytes."""
PLACES_SHOWN = 4
"""Most places quoted for one subject."""


_WORDS: dict[EvidenceLevel, LevelWord] = {level: level.word for level in EvidenceLevel}  # type: ignore[misc]


def level_word(level: EvidenceLevel) -> LevelWord:
    """Return an evidence level as the report writes it."""
    return _WORDS[level]


def place(location: Location | None) -> str:
    """Return `path:line` of a location; empty where there is none."""
    return str(location) if location is not None else ""


@lru_cache(maxsize=4096)
def _window(document: Document, first: int, last: int, start: int) -> tuple[str, ...]:
    lines = [_cut(line, start) for line in document.lines(first, last)]
    return mask_lines(lines, before=next(iter(document.lines(first - 1, first - 1)), "") if first > 1 else "")


def _cut(line: str, start: int) -> str:
    if len(line) <= LINE_WIDTH:
        return line
    part = line[start : start + LINE_WIDTH]
    return ("…" if start else "") + part + ("…" if start + LINE_WIDTH < len(line) else "")


def excerpt(location: Location) -> Excerpt | None:
    """Return the line of a place with the one before and the one after, secrets masked and long lines cut.

    None of what has no lines, such as an archive.
    """
    return _excerpt(location, location.position)


def _excerpt(location: Location, position: Position) -> Excerpt | None:
    first = max(1, position.line - 1)
    start = max(0, position.column - LINE_WIDTH // 2) if position.column > LINE_WIDTH else 0
    try:
        lines = _window(location.document, first, position.line + 1, start)
    except InputError:
        return None  # an archive, or another file that is no text
    return Excerpt(first_line=first, lines=lines, marked=position.line) if lines else None


def evidence_at(location: Location, level: EvidenceLevel, detail: str = "", *, quoted: bool = True) -> Evidence:
    """Return the evidence that stands at a place."""
    return _evidence(location, location.position, level, detail, quoted=quoted)


def _evidence(location: Location, position: Position, level: EvidenceLevel, detail: str, *, quoted: bool) -> Evidence:
    return Evidence(
        path=location.path,
        line=position.line,
        column=position.column,
        pointer=location.json_pointer,
        level=level_word(level),
        detail=detail,
        excerpt=_excerpt(location, position) if quoted else None,
    )


def evidence_of(result: SubjectResult, *, quoted: bool) -> tuple[Evidence, ...]:
    """Return the places a result rests on: its own first, then where its claims stand, and what backs those."""
    found: dict[tuple[str, int, int], Evidence] = {}
    for location, level, detail in _places(result):
        position = location.position
        key = (location.path, position.line, position.column)
        if key not in found:
            found[key] = _evidence(location, position, level, detail, quoted=quoted)
        if len(found) == PLACES_SHOWN:
            break
    return tuple(found.values())


def _places(result: SubjectResult) -> Iterable[tuple[Location, EvidenceLevel, str]]:
    signed = {id(c.location): c.detail for c in result.claims if c.level is EvidenceLevel.DECLARED and c.detail}
    for location in result.places:
        yield location, result.level, signed.get(id(location), "")  # an answer names who gave it
    for claim in result.claims:
        if claim.location is not None:
            yield claim.location, claim.level, claim.detail
        if claim.cited is not None:
            yield claim.cited, claim.level, f"cited for `{claim.attribute}`"


def words(value: AttributeValue) -> str:
    """Return a value as a person reads it: yes and no, lists joined by commas, records by their names."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Record):
        return value.name
    if isinstance(value, tuple):
        shown = [words(item) for item in value[:12]]
        return ", ".join(shown) + (f" and {len(value) - 12} more" if len(value) > 12 else "") if shown else "none"
    text = mask(str(value))
    return text if len(text) <= LINE_WIDTH else text[: LINE_WIDTH - 1] + "…"


def lower_first(title: str) -> str:
    """Return a title as the rest of a sentence; a word in capitals stays."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def statement_place(claim: Claim) -> str:
    """Return where a claim stands; for a default, which stands nowhere, its reason."""
    return place(claim.location) or claim.detail
