"""Every finding: first in rows by area, then with all subjects, their places and the lines they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.formats.folded.blocks import Section, bullets, fold, table, tables
from auditor.formats.markdown_text import code, fenced, plain, prose
from auditor.formats.page.evidence import quoted
from auditor.formats.page.rows import lead_of
from auditor.formats.page.words import WAIVED, Mark, brief, mark_of, mark_of_control, number, plural, sentence
from auditor.model.findings import Outcome
from auditor.report.schema import Control, Evidence, Finding, FindingSubject, Report

_NAMED = 3
_WIDTH = 120
_QUOTES = 2
_PLACE = 44


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Which recommendation is made for a control, and which question is asked for it, by their numbers."""

    advice: Mapping[str, int]
    questions: Mapping[str, int]


def rows_section(report: Report) -> Section:
    """Return all findings by area: a row for those of one control and outcome."""
    titles = {area.id: area.title for area in report.areas}
    order = dict.fromkeys((*titles, *(finding.area for finding in report.findings)))
    groups = _groups(report)
    pieces: list[str] = []
    for area in order:
        mine = [_row(found) for found in groups if found[0].area == area]
        parts = tables(("", "severity", "finding", "subjects", "where"), mine)
        pieces += [f"**{plain(titles.get(area) or area or 'Other')}**\n\n{part}" for part in parts]
    subjects = sum(len(finding.subjects) for finding in report.findings)
    said = f"{plural(len(report.findings), 'finding')} on {plural(subjects, 'subject')}, by area"
    return Section(title="Findings", sentence=sentence(said), pieces=tuple(pieces))


def evidence_section(report: Report) -> Section:
    """Return all findings with everything that they rest on, those of one control and outcome together."""
    controls = {control.id: control for control in report.controls}
    asked = _Asked(
        advice=_ranks(entry.controls[:1] for entry in report.recommendations),
        questions=_ranks((entry.control,) for entry in report.questions),
    )
    pieces = tuple(_told(found, controls.get(found[0].control), asked) for found in _groups(report))
    said = f"{plural(len(pieces), 'control')} with every subject, its place and its fingerprint"
    return Section(title="Findings with their evidence", sentence=sentence(said), pieces=pieces)


def holds_section(report: Report) -> Section:
    """Return the controls of which no finding speaks, by area."""
    titles = {area.id: area.title for area in report.areas}
    told = {finding.control for finding in report.findings}
    rest = [control for control in report.controls if control.id not in told]
    rows = [
        (f"{mark.sign} {mark.word}", plain(titles.get(control.area, control.area)),
         f"{prose(control.title)} ({code(control.id)})",
         number(control.subjects.passed), number(control.subjects.not_applicable))
        for control in sorted(rest, key=lambda control: (control.area, control.outcome is not Outcome.PASS, control.id))
        for mark in [mark_of_control(control)]
    ]  # fmt: skip
    head = ("", "area", "control", "subjects that pass", "not applicable")
    said = f"{plural(len(rows), 'control')} without a finding"
    return Section(title="What holds", sentence=sentence(said), pieces=tables(head, rows, right=(3, 4)))


def _mark(findings: Sequence[Finding]) -> Mark:
    waived = all(subject.waiver for finding in findings for subject in finding.subjects)
    return WAIVED if waived and findings[0].outcome is Outcome.FAIL else mark_of(findings[0].outcome)


def _ranks(named: Iterable[Sequence[str]]) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for rank, controls in enumerate(named, start=1):
        for control in controls:
            ranks.setdefault(control, rank)
    return ranks


def _groups(report: Report) -> list[list[Finding]]:
    """Return the findings of one control and outcome together, in the order of the report."""
    groups: dict[tuple[str, Outcome], list[Finding]] = {}
    for finding in report.findings:
        groups.setdefault((finding.control, finding.outcome), []).append(finding)
    return list(groups.values())


def _row(findings: Sequence[Finding]) -> tuple[str, ...]:
    example, mark = findings[0], _mark(findings)
    gate = f", gate of level {example.gate_level}" if example.gate_level is not None else ""
    subjects = [subject for finding in findings for subject in finding.subjects]
    ids = list(dict.fromkeys(subject.id for subject in subjects))
    names = ", ".join(code(brief(name)) for name in ids[:_NAMED])
    more = f" and {number(len(ids) - _NAMED)} more" if len(ids) > _NAMED else ""
    first = next((piece for subject in subjects for piece in subject.evidence), None)
    return (
        f"{mark.sign} {mark.word}",
        f"{example.severity.value}{gate}",
        f"{prose(sentence(example.title))} ({code(example.control)})",
        names + more,
        code(_tail(_place(first))) if first else "–",
    )


def _told(findings: Sequence[Finding], control: Control | None, asked: _Asked) -> str:
    first = findings[0]
    mark = _mark(findings)
    subjects = [subject for finding in findings for subject in finding.subjects]
    title = f"{mark.sign} {mark.word}, {first.severity.value}: {first.title} ({plural(len(subjects), 'subject')})"
    return fold(title, "\n\n".join(_body(findings, subjects, control, asked)))


def _body(
    findings: Sequence[Finding], subjects: Sequence[FindingSubject], control: Control | None, asked: _Asked
) -> Iterator[str]:
    first = findings[0]
    gate = f" Gate of level {first.gate_level}." if first.gate_level is not None else ""
    yield f"Control {code(first.control)}. Confidence {first.confidence.value}.{gate}"
    leads = [(finding.cause, lead_of(finding)) for finding in findings]
    said = [
        f"{f'{code(cause)}: ' if len(leads) > 1 and cause else ''}{prose(sentence(text))}"
        for cause, text in leads
        if text
    ]
    if said:
        yield bullets(said)
    yield table(
        ("subject", "what is so", "where", "fingerprint"),
        [_subject(finding, subject) for finding in findings for subject in finding.subjects],
    )
    yield from _ways(subjects)
    yield from _quotes(subjects)
    yield from _advice(first, control, asked)


def _subject(finding: Finding, subject: FindingSubject) -> tuple[str, ...]:
    alone = len(finding.subjects) == 1
    text = subject.message or (finding.message if alone else "")
    states = [prose(sentence(text))] if text else []
    if subject.waiver is not None:
        by = f"Accepted by {plain(subject.waiver.owner)} until {plain(subject.waiver.expires)}"
        states.append(f"{by}: {prose(sentence(subject.waiver.reason))}")
    if subject.baseline == "new":
        states.append("New.")
    item = f" {code(subject.item)}" if subject.item else ""
    return (
        f"{code(subject.id)}{item}",
        " ".join(states),
        "; ".join(_shown(piece) for piece in subject.evidence) or "nothing shows it",
        code(subject.fingerprint) if subject.fingerprint else "",
    )


def _place(piece: Evidence) -> str:
    if piece.line < 1:
        return piece.path
    return f"{piece.path}:{piece.line}:{piece.column}" if piece.column > 1 else f"{piece.path}:{piece.line}"


def _tail(place: str) -> str:
    """Return a place that fits the cell of a row; the evidence has all of it."""
    return place if len(place) <= _PLACE else f"…{place[1 - _PLACE :]}"


def _shown(piece: Evidence) -> str:
    detail = f", {prose(piece.detail)}" if piece.detail else ""
    return f"{code(_place(piece))} ({piece.level}{detail})"


def _ways(subjects: Sequence[FindingSubject]) -> Iterator[str]:
    ways = [
        f"The way that shows it of {code(subject.id)}: " + ", ".join(
            f"{code(hop.source)} {plain(hop.kind)} {code(hop.target)}{f' ({code(hop.place)})' if hop.place else ''}"
            for hop in subject.path
        )
        for subject in subjects
        if subject.path
    ]  # fmt: skip
    if ways:
        yield bullets(ways)


def _quotes(subjects: Sequence[FindingSubject]) -> Iterator[str]:
    pieces = {
        (piece.path, piece.line): piece for subject in subjects for piece in subject.evidence[:1] if piece.excerpt
    }
    for piece in list(pieces.values())[:_QUOTES]:
        if piece.excerpt is not None:
            lines = quoted(piece.excerpt, _WIDTH, piece.column)
            shown = [f"{'>' if line.marked else ' '} {line.number:>5}  {line.text}" for line in lines]
            yield f"{code(_place(piece))}\n\n{fenced(shown)}"


def _advice(finding: Finding, control: Control | None, asked: _Asked) -> Iterator[str]:
    rank, question = asked.advice.get(finding.control, 0), asked.questions.get(finding.control, 0)
    if rank:
        yield f"Recommendation {rank} says why it matters and what to do."
    elif control is not None and control.rationale:
        yield f"Why it matters: {prose(sentence(control.rationale))}"
        yield f"What to do: {prose(sentence(control.remediation.summary))}"
    if question:
        yield f"Question {question} would settle it."
