"""What to do, what to ask, what was accepted and what has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.formats.folded.blocks import fold, tables
from auditor.formats.markdown_text import code, fenced, plain, prose
from auditor.formats.page.words import day, effect, listed, number, sentence
from auditor.report.schema import Question, Recommendation, Report
from auditor.report.schema_plan import PlannedChange

_NAMED = 12


def recommendations(report: Report) -> tuple[str, ...]:
    """Return one fold a recommendation, in the order in which to do them."""
    return tuple(
        fold(f"{rank}. {sentence(entry.title)} {_effects(entry)}", "\n\n".join(_recommendation(entry)))
        for rank, entry in enumerate(report.recommendations, start=1)
    )


def questions(report: Report) -> tuple[str, ...]:
    """Return the questions to the vendor, numbered, in pieces of ten."""
    asked = [_question(rank, entry) for rank, entry in enumerate(report.questions, start=1)]
    return tuple("\n".join(asked[start : start + 10]) for start in range(0, len(asked), 10))


def waivers(report: Report) -> tuple[str, ...]:
    """Return what was accepted, and by whom."""
    rows = [
        (plain(entry.state), code(entry.control), code(entry.subject), number(len(entry.subjects)),
         prose(sentence(entry.reason)), plain(entry.owner), plain(day(entry.expires)), code(entry.place))
        for entry in report.waivers
    ]  # fmt: skip
    head = ("state", "control", "subject", "covers", "reason", "owner", "expires", "where")
    return tables(head, rows, right=(3,))


def changes(report: Report) -> tuple[str, ...]:
    """Return what an earlier report found and this one does not; what is new is marked at the findings."""
    if report.baseline is None or not report.baseline.absent:
        return ()
    rows = [
        (code(entry.control), entry.severity.value, code(entry.subject), code(entry.fingerprint))
        for entry in report.baseline.absent
    ]
    return tables(("gone: control", "severity", "subject", "fingerprint"), rows)


def contradictions(report: Report) -> tuple[str, ...]:
    """Return the statements that cannot both hold."""
    rows = [
        (code(entry.subject), code(entry.attribute), code(said.value), said.level, code(said.place))
        for entry in report.contradictions
        for said in entry.statements
    ]
    return tables(("subject", "attribute", "value", "evidence", "where"), rows)


def _effects(entry: Recommendation) -> str:
    then = f", makes {entry.then} reachable" if entry.then else ""
    return f"({entry.effort.value} effort, {effect(entry)}{then})"


def _recommendation(entry: Recommendation) -> Iterator[str]:
    if entry.summary:
        yield f"Why: {prose(sentence(entry.summary))}"
    if entry.root_cause:
        yield f"What they share: {prose(sentence(entry.root_cause))}"
    if entry.steps:
        yield "\n".join(f"{number}. {prose(step)}" for number, step in enumerate(entry.steps, start=1))
    for change in entry.changes:
        yield _change(change)
    also = [f"{code(other.control)} ({number(other.subjects)})" for other in entry.also_closes]
    opens = [f"{code(other.control)} ({number(other.subjects)})" for other in entry.opens]
    after = f"With all before it, level {entry.level_after} is reached." if entry.level_after is not None else ""
    tried = "The audit was run again as if it were done." if entry.effect == "tried" else ""
    said = (
        tried,
        f"It also closes {listed(also)}." if also else "",
        f"It opens {listed(opens)}." if opens else "",
        after,
    )
    if any(said):
        yield " ".join(filter(None, said))
    if entry.verify is not None:
        then = " ".join(prose(sentence(text)) for text in entry.verify.shows)
        yield f"It is done when {code(entry.verify.command)} shows this: {then}"
    if entry.controls:
        yield f"Controls: {', '.join(map(code, entry.controls))}"
    if entry.subjects:
        yield f"Subjects: {_names(entry.subjects)}"


def _change(change: PlannedChange) -> str:
    note = f" {prose(sentence(change.note))}" if change.note else ""
    head = f"{code(f'{change.path}:{change.line}')} ({plain(change.effect)}).{note}"
    if change.patch:
        return f"{head}\n\n{fenced(change.patch.rstrip().split(chr(10)), 'diff')}"
    lines = [*(f"- {line}" for line in change.before), *(f"+ {line}" for line in change.after)]
    return f"{head}\n\n{fenced(lines, 'diff')}" if lines else head


def _question(rank: int, entry: Question) -> str:
    about = f" About {_names(entry.subjects)}." if entry.subjects else ""
    because = f" {prose(sentence(entry.because))}" if entry.because else ""
    return f"{rank}. **{prose(sentence(entry.text))}**{because}{about}"


def _names(names: Sequence[str]) -> str:
    """Return names in one run; the findings name them all."""
    shown = ", ".join(code(name) for name in names[:_NAMED])
    return f"{shown} and {number(len(names) - _NAMED)} more" if len(names) > _NAMED else shown
