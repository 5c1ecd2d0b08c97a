"""The sheets that say what to do, what to ask, and what would be if."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.formats.workbook.sheet import Column, Sheet, column, lines, numbered, sheet, yes
from auditor.formats.workbook.words import effects
from auditor.report.schema import Question, Recommendation, Report
from auditor.report.schema_plan import PlannedChange
from auditor.report.schema_questions import AnswerFact, AnswerSheetFact
from auditor.report.schema_room import RoomAddition, RoomPlace, RoomWay
from auditor.report.schema_whatif import EffectPair


def recommendations_sheet(report: Report) -> Sheet:
    """Return a row for each recommendation, in their order."""
    ranked = list(enumerate(report.recommendations, start=1))
    return sheet("Recommendations", "one thing to do, and what doing it closes", _RECOMMENDATIONS, ranked)


def questions_sheet(report: Report) -> Sheet:
    """Return a row for each question."""
    ranked = list(enumerate(report.questions, start=1))
    return sheet("Questions", "what to ask the vendor, and why", _QUESTIONS, ranked)


def answers_sheet(report: Report) -> Sheet:
    """Return a row for each attribute that was answered."""
    sheets = report.answers.sheets if report.answers else ()
    rows = [(entry, answer) for entry in sheets for answer in entry.answers]
    return sheet("Answers", "an attribute that somebody stated in answer to a question", _ANSWERS, rows)


def what_if_sheet(report: Report) -> Sheet:
    """Return a row for each control and subject for which the assumptions would change something."""
    return sheet("What if", "what the assumptions would change; the verdict takes no notice", _WHAT_IF, _pairs(report))


def room_sheet(report: Report) -> Sheet:
    """Return a row for each place that levels 1 and 2 need."""
    places = report.room.places if report.room and report.room.applies else ()
    return sheet("Places for agents", "a place that level 1 or 2 needs", _PLACES, places)


def additions_sheet(report: Report) -> Sheet:
    """Return a row for each addition of the shortest ways to levels 1 and 2."""
    ways = report.room.ways if report.room and report.room.applies else ()
    added = [(entry, addition) for entry in ways for addition in entry.additions]
    return sheet("Additions", "one thing that would have to be so to reach a level", _ADDITIONS, added)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """One pair, and what would become of it."""

    change: str
    pair: EffectPair


def _pairs(report: Report) -> Iterator[_Change]:
    found = report.what_if
    if found is not None:
        lists = (("closes", found.closes), ("opens", found.opens), ("settles", found.settles), ("blurs", found.blurs))
        for change, pairs in lists:
            yield from (_Change(change=change, pair=pair) for pair in pairs)


def _change(change: PlannedChange) -> str:
    """Return one change: where, what it does, and the patch or the example."""
    head = f"{change.path}:{change.line} ({change.effect})"
    return "\n".join(filter(None, (head, change.note, change.patch or "\n".join(change.after))))


def _verification(row: tuple[int, Recommendation]) -> str:
    verify = row[1].verify
    return lines((verify.command, *verify.shows)) if verify else ""


def _asked(question: Question) -> list[str]:
    """Return the attributes that would answer a question, with the words that they can take."""
    return [
        f"{field.attribute} ({' | '.join(field.choices) or field.kind}) of {', '.join(block.subjects)}"
        for block in question.blocks
        for field in block.fields
    ]


_RECOMMENDATIONS: tuple[Column[tuple[int, Recommendation]], ...] = (
    column("Rank", 7, lambda row: row[0], "count"),
    column("What to do", 44, lambda row: row[1].title, "name"),
    column("On the way to the level asked for", 11, lambda row: yes(row[1].needed)),
    column("Effort", 9, lambda row: row[1].effort.value),
    column("Closes high", 8, lambda row: row[1].closes_high, "count"),
    column("Closes medium", 8, lambda row: row[1].closes_medium, "count"),
    column("Closes low", 8, lambda row: row[1].closes_low, "count"),
    column("Settles unknown", 9, lambda row: row[1].settles, "count"),
    column("Level after it", 8, lambda row: row[1].level_after, "count"),
    column("Reaches", 10, lambda row: row[1].then),
    column("How that is known", 11, lambda row: row[1].effect),
    column("Why", 50, lambda row: row[1].summary),
    column("Steps", 56, lambda row: numbered(row[1].steps)),
    column("Root cause", 44, lambda row: row[1].root_cause),
    column("Where", 40, lambda row: lines(f"{at.path}:{at.line} {at.subject}" for at in row[1].places)),
    column("Changes", 60, lambda row: "\n\n".join(_change(change) for change in row[1].changes)),
    column("How to tell that it is done", 44, _verification),
    column("Controls", 34, lambda row: lines(row[1].controls)),
    column("Cause", 28, lambda row: row[1].cause),
    column("Number of subjects", 9, lambda row: len(row[1].subjects), "count"),
    column("Subjects", 44, lambda row: ", ".join(row[1].subjects)),
    column("Also closes", 34, lambda row: lines(effects(row[1].also_closes))),
    column("Opens", 34, lambda row: lines(effects(row[1].opens))),
    column("Assumed to try it", 40, lambda row: lines(row[1].assumes)),
)

_QUESTIONS: tuple[Column[tuple[int, Question]], ...] = (
    column("Number", 8, lambda row: row[0], "count"),
    column("Question", 70, lambda row: row[1].text, "name"),
    column("Because", 56, lambda row: row[1].because),
    column("Topic", 22, lambda row: row[1].group),
    column("Evidence that settles it", 12, lambda row: row[1].needs),
    column("What may be stated", 50, lambda row: lines(_asked(row[1]))),
    column("A person judges", 10, lambda row: yes(row[1].manual)),
    column("Subjects", 44, lambda row: ", ".join(row[1].subjects)),
    column("Control", 34, lambda row: row[1].control),
    column("Id", 34, lambda row: row[1].id),
)

_ANSWERS: tuple[Column[tuple[AnswerSheetFact, AnswerFact]], ...] = (
    column("Question", 34, lambda row: row[1].question, "name"),
    column("Subject", 34, lambda row: row[1].subject),
    column("Attribute", 24, lambda row: row[1].attribute),
    column("Answer", 40, lambda row: row[1].value),
    column("Standing", 13, lambda row: row[1].standing),
    column("By", 24, lambda row: f"{row[0].by}, {row[0].role}".rstrip(", ")),
    column("Date", 12, lambda row: row[0].date),
    column("Named as proof", 34, lambda row: row[1].evidence),
    column("Place", 34, lambda row: row[1].place),
)

_WHAT_IF: tuple[Column[_Change], ...] = (
    column("Change", 10, lambda row: row.change, "name"),
    column("Control", 34, lambda row: row.pair.control),
    column("Title", 50, lambda row: row.pair.title),
    column("Severity", 10, lambda row: row.pair.severity.value),
    column("Subject", 40, lambda row: row.pair.subject),
)

_PLACES: tuple[Column[RoomPlace], ...] = (
    column("Place", 40, lambda p: p.title, "name"),
    column("Level", 8, lambda p: p.level, "count"),
    column("State", 12, lambda p: p.state),
    column("Why", 60, lambda p: p.says),
    column("By", 34, lambda p: ", ".join(p.by)),
    column("Evidence", 34, lambda p: lines(p.evidence)),
    column("Could serve", 56, lambda p: lines(f"{s.id} ({s.kind}) {s.why} ({s.level}, {s.place})" for s in p.servers)),
)

_ADDITIONS: tuple[Column[tuple[RoomWay, RoomAddition]], ...] = (
    column("Level", 8, lambda row: row[0].level, "count"),
    column("What", 50, lambda row: row[1].what, "name"),
    column("Why", 50, lambda row: row[1].why),
    column("Effort", 9, lambda row: row[1].effort.value),
    column("Reaches the level", 10, lambda row: yes(row[0].reachable)),
    column("What stands in the way", 34, lambda row: row[0].because),
    column("Controls", 34, lambda row: lines(row[1].controls)),
    column("Uses", 28, lambda row: ", ".join(row[1].uses)),
    column("Taken as passed", 10, lambda row: yes(row[1].taken)),
    column("Nobody says it is not so", 12, lambda row: yes(row[1].unsaid)),
    column("In system.yaml", 50, lambda row: row[1].snippet),
)
