"""Subjects of a finding in rows: what is said of many alike is said once, with their names and lines after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.formats.page.evidence import Places, QuotedLine, quoted
from auditor.formats.page.limits import Limits, Shown, head
from auditor.formats.page.words import brief, short
from auditor.model.findings import Outcome
from auditor.report.schema import Evidence, Finding, FindingSubject

_GAP = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """One place, as `path:line`, or as `:line` where the row names the path."""

    text: str
    href: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One subject with its places."""

    id: str
    items: tuple[str, ...]
    new: bool
    """Whether the baseline lacks it."""
    places: Shown[PlaceView]

    def told(self, *, named: bool) -> str:
        """Return all of it in one run, without the subject's name where that was said."""
        places = ", ".join(f"{at.text} ({at.detail})" if at.detail else at.text for at in self.places.items)
        words = ("" if named else brief(self.id), ", ".join(self.items), places, "(new)" if self.new else "")
        return " ".join(filter(None, words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A few lines of an input, and where they stand."""

    place: str
    href: str
    lines: tuple[QuotedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Subjects of which the same is said."""

    text: str
    """What is said; where a name differs from subject to subject it is left open."""
    path: str
    """The file in which all places are; empty where there are several."""
    href: str
    level: str
    """The evidence that all of it rests on; empty where it differs."""
    entries: Shown[Entry]
    quotes: tuple[Quote, ...]

    @property
    def names_one(self) -> bool:
        """Whether the text itself names the one subject that it is about."""
        return self.entries.total == 1 and f"`{brief(self.entries.items[0].id)}`" in self.text

    @property
    def listing(self) -> str:
        """All subjects with their places in one run, which the typesetter sets faster than many pieces."""
        return "; ".join(entry.told(named=self.names_one) for entry in self.entries.items)

    def names_beside(self, width: int) -> str:
        """Return the names of the subjects that the text, cut to so many characters, does not name."""
        told = self.names_one and f"`{brief(self.entries.items[0].id)}`" in short(self.text, width)
        return "" if told else ", ".join(brief(entry.id) for entry in self.entries.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """One subject, and what its finding says of it."""

    subject: FindingSubject
    text: str
    open: str
    """The text without places, and with the item's name left open."""
    shape: str
    """The same with the subject's name left open too."""


def lead_of(finding: Finding) -> str:
    """Return what the message adds to the messages of the subjects; empty where it repeats one."""
    first = finding.subjects[0] if finding.subjects else None
    if first is None:
        return finding.message
    if (len(finding.subjects) == 1 and not first.message) or first.message == finding.message:
        return ""
    return finding.message.removesuffix(f" First `{first.id}`: {first.message}")


def rows_of(
    findings: Sequence[Finding], places: Places, limits: Limits, *, room: int, quotes: int
) -> tuple[Shown[Row], int]:
    """Return the subjects of findings of one control in rows, and how many excerpts they took.

    `room` is how many subjects are named with their place, `quotes` how many excerpts may be shown.
    """
    groups: dict[str, list[_Said]] = {}
    for finding in findings:
        for subject in finding.subjects:
            said = _said(subject, finding)
            groups.setdefault(said.shape, []).append(said)
    shown = head(sorted(groups.values(), key=len, reverse=True), limits.reasons)
    each = max(1, room // max(1, len(shown.items)))
    rows = []
    seen: set[tuple[str, int]] = set()
    left = quotes
    for group in shown.items:
        row = _row(group, places, limits, each, left, seen)
        left -= len(row.quotes)
        rows.append(row)
    return Shown(items=tuple(rows), more=shown.more), quotes - left


def _said(subject: FindingSubject, finding: Finding) -> _Said:
    alone = len(finding.subjects) == 1
    text = subject.message or (finding.message if alone or finding.outcome is not Outcome.FAIL else "")
    opened = text
    for place in _named_places(text, subject.evidence):
        opened = opened.replace(f" ({place})", "")
    if subject.item:
        opened = opened.replace(f"`{subject.item}`", _GAP)
    shape = opened.replace(f"`{subject.id}`", "each")
    return _Said(
        subject=subject, text=_briefly(text, subject), open=_briefly(opened, subject), shape=_briefly(shape, subject)
    )


def _briefly(text: str, subject: FindingSubject) -> str:
    """Return a text with the ids of the subject's server cut like its own."""
    server, dot, _ = subject.id.partition(".")
    return text.replace(f"`{server}.", f"`{brief(server + '.')}") if dot else text


def _named_places(text: str, evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Return the places of the evidence that the text names in brackets."""
    places = dict.fromkeys(f"{piece.path}:{piece.line}" for piece in evidence)
    return tuple(place for place in places if f" ({place})" in text)


def _row(
    group: list[_Said], places: Places, limits: Limits, count: int, quotes: int, seen: set[tuple[str, int]]
) -> Row:
    by_subject: dict[str, list[_Said]] = {}
    for said in group:
        by_subject.setdefault(said.subject.id, []).append(said)
    shown = head(by_subject.values(), count)
    evidence = [_distinct(same) for same in shown.items]
    text, named = _text(group, alone=len(by_subject) == 1)
    firsts = [piece for pieces in evidence for piece in pieces[: limits.places]]
    paths = {piece.path for piece in firsts}
    short = len(paths) == 1 and len(firsts) > 1 and all(piece.line > 0 for piece in firsts) and not named
    levels = {piece.level for piece in firsts}
    return Row(
        text=text,
        path=firsts[0].path if short else "",
        href=places.href(firsts[0].path) if short else "",
        level=levels.pop() if len(levels) == 1 else "",
        entries=Shown(
            items=tuple(
                _entry(same, () if named else pieces, places, limits, short=short)
                for same, pieces in zip(shown.items, evidence, strict=True)
            ),
            more=shown.more,
        ),
        quotes=tuple(_quotes(evidence, places, limits, quotes, seen)),
    )


def _text(group: list[_Said], *, alone: bool) -> tuple[str, bool]:
    """Return what is said of all of them, and whether it names their places itself.

    Places stay in the text only where it speaks of one subject and of several places.
    """
    first = group[0]
    if not alone:
        return first.shape, False
    if len(group) > 1:
        return first.open, False
    named = _named_places(first.text, first.subject.evidence)
    if len(named) > 1:
        return first.text, True
    return (first.text.replace(f" ({named[0]})", "") if named else first.text), False


def _distinct(same: list[_Said]) -> list[Evidence]:
    """Return the evidence for one subject, of each line once, what the text names first."""
    pieces: dict[str, Evidence] = {}
    for said in same:
        for piece in said.subject.evidence:
            pieces.setdefault(f"{piece.path}:{piece.line}", piece)
    named = {place for said in same for place in _named_places(said.text, said.subject.evidence)}
    return [pieces[place] for place in sorted(pieces, key=lambda place: place not in named)]


def _entry(same: list[_Said], pieces: Sequence[Evidence], places: Places, limits: Limits, *, short: bool) -> Entry:
    server = same[0].subject.id.partition(".")[0] + "."
    named = (said.subject.item for said in same if said.subject.item)
    named = (brief(item) if item.startswith(server) else item for item in named)
    items = dict.fromkeys(item for item in named if not item.startswith("/"))  # a JSON pointer says less than the line
    told = len(same) == 1 and f"`{same[0].subject.item}`" in same[0].text and _GAP not in same[0].open
    return Entry(
        id=same[0].subject.id,
        items=() if told else tuple(items),
        new=any(said.subject.baseline == "new" for said in same),
        places=Shown(
            items=tuple(_place(piece, places, short=short) for piece in pieces[: limits.places]),
            more=max(0, len(pieces) - limits.places),
        ),
    )


def _place(piece: Evidence, places: Places, *, short: bool) -> PlaceView:
    full = f"{piece.path}:{piece.line}" if piece.line > 0 else piece.path
    return PlaceView(text=f":{piece.line}" if short else full, href=places.href(full), detail=piece.detail)


def _quotes(
    distinct: list[list[Evidence]], places: Places, limits: Limits, quotes: int, seen: set[tuple[str, int]]
) -> Iterable[Quote]:
    """Yield one excerpt a subject; a line is quoted once in a finding."""
    for pieces in distinct:
        if quotes <= 0:
            return
        for piece in pieces:
            at = piece.path, piece.line
            if piece.excerpt is not None and at not in seen:
                seen.add(at)
                quotes -= 1
                place = f"{piece.path}:{piece.line}"
                lines = quoted(piece.excerpt, limits.width, piece.column)
                yield Quote(place=place, href=places.href(place), lines=lines)
                break
