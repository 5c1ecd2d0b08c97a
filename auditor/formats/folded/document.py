"""The whole report in Markdown, and as much of it as fits a comment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from auditor.formats.folded import advice, facts, record
from auditor.formats.folded.blocks import COMMENT_LIMIT, CUT, Section
from auditor.formats.folded.findings import evidence_section, holds_section, rows_section
from auditor.formats.folded.first import first_blocks
from auditor.formats.markdown_text import code, plain
from auditor.formats.page.parts import parts_of
from auditor.formats.page.words import number
from auditor.report.schema import Report

_TOLD: Mapping[str, Callable[[Report], tuple[str, ...]]] = {
    "recommendations": advice.recommendations,
    "questions": advice.questions,
    "waivers": advice.waivers,
    "changes": advice.changes,
    "contradictions": advice.contradictions,
    "unseen": facts.unseen,
    "frameworks": facts.frameworks,
    "model": facts.models,
    "reach": facts.reach,
    "room": facts.room,
    "clauses": facts.clauses,
    "jairf": facts.jairf,
    "inventory": record.inventory,
    "method": record.method,
    "inputs": record.inputs,
}
"""By the id of the part; of the others the sentence is told."""
_SHORT = ("recommendations", "questions", "waivers", "changes", "contradictions", "unseen", "frameworks", "model",
          "reach", "room", "clauses", "jairf")  # fmt: skip
_LONG = ("inventory", "method", "inputs")
_ELSEWHERE = frozenset({"areas", "what_if"})
"""The head and the findings say it."""
_TOO_LONG = (
    f"> This is more than the {number(COMMENT_LIMIT)} characters that a comment on GitHub takes. A copy may end "
    "before any line that says `audit:cut`; the format `comment` does so by itself."
)
_ROOM_FOR_NOTE = 1500
_SHARES = 12
"""One of so many equal shares is what each section of a comment has for sure, as long as there is room."""


def whole(report: Report) -> str:
    """Return all of it. A line says where a copy may end where it is longer than a comment may be."""
    head, sections = list(first_blocks(report)), sections_of(report)
    shown = [section.shown() for section in sections]
    text = _joined(head, shown, report)
    return text if len(text) <= COMMENT_LIMIT else _joined([*head, _TOO_LONG], shown, report)


def comment(report: Report) -> str:
    """Return as much as a comment takes, and say of every section how much is left out."""
    head, sections = list(first_blocks(report)), sections_of(report)
    full = _joined(head, [section.shown() for section in sections], report)
    if len(full) <= COMMENT_LIMIT:
        return full
    room = COMMENT_LIMIT - len("\n\n".join(head)) - _ROOM_FOR_NOTE - len(_end(report))
    counts = _shared(sections, room)
    shown = [section.shown(count) for section, count in zip(sections, counts, strict=True) if count is not None]
    missing = [
        f"{section.title} ({'all' if count is None else f'{number(total - count)} of {number(total)}'})"
        for section, count in zip(sections, counts, strict=True)
        if (total := len(section.pieces)) != count
    ]
    note = (
        f"> Cut to the {number(COMMENT_LIMIT)} characters of a comment. Left out, in pieces: "
        f"{plain('; '.join(missing))}. "
        f"The Markdown, HTML, PDF and JSON of report {plain(report.report_id)} have all of it."
    )
    return _joined([*head, note], shown, report)


def sections_of(report: Report) -> tuple[Section, ...]:
    """Return what folds: all findings in rows, what to do and to ask, what is known, and all findings in full."""
    parts = {part.id: part for part in parts_of(report)}

    def section(part_id: str) -> Section:
        part = parts[part_id]
        tell = _TOLD.get(part_id)
        return Section(title=part.title, sentence=part.sentence, pieces=tell(report) if tell else ())

    other = [part_id for part_id in parts if part_id not in {*_SHORT, *_LONG, *_ELSEWHERE}]
    lines = Section(title="The five lines", sentence="From thinking longer to thinking for action.",
                    pieces=facts.lines(report))  # fmt: skip
    found = (
        rows_section(report),
        *(section(part_id) for part_id in _SHORT if part_id in parts),
        lines,
        *(section(part_id) for part_id in other),
        evidence_section(report),
        holds_section(report),
        *(section(part_id) for part_id in _LONG if part_id in parts),
    )
    told = [entry for entry in found if entry.pieces]
    return (*told, *(entry for entry in found if not entry.pieces))


def _shared(sections: Sequence[Section], room: int) -> list[int | None]:
    """Return how many pieces of each section are shown; None where not even one is.

    Those that are one line come first, then the one with all findings, which may take two thirds. Each of the others
    takes a share, so that none is crowded out by a long one before it; what is left goes to them in their order.
    """
    counts: list[int | None] = [None] * len(sections)
    shares = [room if not entry.pieces else COMMENT_LIMIT // _SHARES for entry in sections]
    shares[0] = room if not sections[0].pieces else room * 2 // 3
    for shared in (True, False):
        for position in sorted(range(len(sections)), key=lambda at: bool(sections[at].pieces)):
            section, before = sections[position], _length(sections[position], counts[position])
            counts[position] = _fitting(section, min(room, shares[position]) if shared else room + before)
            room -= _length(section, counts[position]) - before
    return counts


def _length(section: Section, count: int | None) -> int:
    return 0 if count is None else section.length(count) + len(CUT) + 4


def _fitting(section: Section, room: int) -> int | None:
    """Return how many of the section's pieces fit; None where not even one does."""
    if not section.pieces:
        return 0 if _length(section, 0) <= room else None
    low, high = 0, len(section.pieces)
    while low < high:
        middle = (low + high + 1) // 2
        if _length(section, middle) <= room:
            low = middle
        else:
            high = middle - 1
    return low or None


def _joined(head: Sequence[str], sections: Sequence[str], report: Report) -> str:
    folds = [f"{CUT}\n\n{text}" for text in sections if not text.startswith("- ")]
    lines = [text for text in sections if text.startswith("- ")]
    return "\n\n".join((*head, *folds, *([CUT, "\n".join(lines)] if lines else ()), _end(report))) + "\n"


def _end(report: Report) -> str:
    by = f"{plain(report.tool.name)} {plain(report.tool.version)}, controls {plain(report.tool.checklist)}"
    return f"Report {plain(report.report_id)} by {by}, {code(report.created_at)}."
