"""All subjects of a finding by name: on screen with fingerprint and places, on paper those that were not named yet."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.formats.page.limits import Shown
from auditor.formats.page.rows import Row
from auditor.formats.page.words import brief, short
from auditor.formats.visible import on_one_line
from auditor.report.schema import FindingSubject

_LONGEST_ITEM = 80
_LONGEST_PLACE = 200
_NO_FINGERPRINT = "–"


def listed_subjects(subjects: Sequence[FindingSubject]) -> tuple[str, ...]:
    """Return one line for each subject: its fingerprint, all its places, its name and the failing item.

    The columns stand two spaces apart. A subject without a place has a dash there.
    """
    return tuple(_line(subject) for subject in subjects)


def names_left_out(subjects: Sequence[FindingSubject], rows: Shown[Row]) -> tuple[str, ...]:
    """Return the names of the subjects that no row names, each once, in the order of the report."""
    named = {entry.id for row in rows.items for entry in row.entries.items}
    return tuple(brief(name) for name in dict.fromkeys(subject.id for subject in subjects) if name not in named)


def _line(subject: FindingSubject) -> str:
    places = dict.fromkeys(f"{piece.path}:{piece.line}" if piece.line > 0 else piece.path for piece in subject.evidence)
    shown = ", ".join(short(place, _LONGEST_PLACE) for place in places) or _NO_FINGERPRINT
    item = f"  {short(subject.item, _LONGEST_ITEM)}" if subject.item else ""
    return on_one_line(f"{subject.fingerprint or _NO_FINGERPRINT}  {shown}  {brief(subject.id)}{item}")
