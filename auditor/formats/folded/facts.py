"""What is known of models, frameworks, reach, room and clauses, and what could not be seen, in tables."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.formats.folded.blocks import bullets, tables
from auditor.formats.markdown_text import code, link, plain, prose
from auditor.formats.page.clauses import mark_of_clause
from auditor.formats.page.limits import SCREEN
from auditor.formats.page.model_words import interval, label_of, share
from auditor.formats.page.reach import reach_of
from auditor.formats.page.words import number, percent, sentence
from auditor.report.schema import FrameworkPath, ModelFact, Report
from auditor.report.schema_room import RoomWay

_NAMED = 12


def lines(report: Report) -> tuple[str, ...]:
    """Return the five lines between thinking longer and thinking for action."""
    rows = [
        (plain(line.name), prose(line.longer), prose(line.action),
         "?" if line.value is None else percent(line.value), prose(sentence(line.text)), prose(line.formula))
        for line in report.lines
    ]  # fmt: skip
    head = ("line", "thinks longer", "thinks for action", "value", "from", "formula")
    return tables(head, rows, right=(3,))


def frameworks(report: Report) -> tuple[str, ...]:
    """Return how many tools each path takes, and what becomes of those that it does not take whole."""
    rows = [_path(path) for path in report.framework_paths]
    head = ("path", "how tools come in", "used by", "accepted", "minor loss", "major loss", "refused")
    used = {path.id for path in report.framework_paths if path.used_by}
    fates = [
        (code(entry.framework), code(entry.tool), plain(entry.outcome),
         "; ".join(prose(reason) for reason in entry.reasons), prose(entry.change))
        for entry in report.frameworks
        if not used or entry.framework in used
    ]  # fmt: skip
    said = ("path", "tool", "outcome", "why", "to pass")
    return (*tables(head, rows, right=(3, 4, 5, 6)), *tables(said, fates))


def models(report: Report) -> tuple[str, ...]:
    """Return what was measured of each model, and what nobody has shown."""
    return tuple("\n\n".join(_model(fact)) for fact in report.models)


def reach(report: Report) -> tuple[str, ...]:
    """Return what each agent can reach."""
    pieces = []
    for agent in reach_of(report, SCREEN).items:
        rows = [
            (plain(group.title), code(row.name) + (" (may be)" if row.may else ""),
             f"{f'{row.mark.sign} {row.mark.word} ' if row.mark else ''}{prose(row.text)}",
             " → ".join(code(station) if station else "…" for station in row.stations))
            for group in agent.groups
            for row in group.rows
        ]  # fmt: skip
        parts = tables(("kind", "in reach", "what is known of it", "on this way"), rows)
        pieces.append(f"{code(agent.id)}: {prose(agent.sentence)}")
        pieces += parts
    return tuple(pieces)


def room(report: Report) -> tuple[str, ...]:
    """Return the places that levels 1 and 2 need, and the shortest ways to those levels."""
    if report.room is None:
        return ()
    rows = [
        (str(place.level), prose(place.title), plain(place.state), prose(sentence(place.says)),
         ", ".join(code(text) for text in place.evidence[:_NAMED]))
        for place in report.room.places
    ]  # fmt: skip
    return (*tables(("level", "place", "state", "what is known", "where"), rows), *map(_way, report.room.ways))


def clauses(report: Report) -> tuple[str, ...]:
    """Return what the files show of each clause of the standard."""
    if report.standard is None:
        return ()
    rows = [
        (plain(clause.id), prose(clause.title), f"{mark_of_clause(clause.outcome).sign} {plain(clause.outcome.value)}",
         ", ".join(map(code, clause.controls)), prose(clause.note))
        for clause in report.clauses
    ]  # fmt: skip
    about = f"{link(report.standard.title, report.standard.url)}, {plain(report.standard.version)}"
    return (about, *tables(("clause", "title", "outcome", "controls", "note"), rows))


def jairf(report: Report) -> tuple[str, ...]:
    """Return each OpenAPI document by the API AI-readiness framework."""
    rows = [
        (code(found.interface), plain(dimension.title), f"{dimension.low:.1f} to {dimension.high:.1f}",
         number(dimension.weight))
        for found in report.jairf
        for dimension in found.dimensions
    ]  # fmt: skip
    return tables(("document", "dimension", "score of 100", "weight"), rows, right=(2, 3))


def unseen(report: Report) -> tuple[str, ...]:
    """Return what was not read whole, which lists may have further members, and every warning."""
    pieces = list(
        tables(
            ("not read whole", "state", "why"),
            [(code(e.path), e.state, prose(sentence(e.why))) for e in report.inputs if e.state != "read"],
        )
    )
    open_lists = [entity for entity in report.entities if entity.placeholder or entity.members == "open"]
    if open_lists:
        pieces.append(f"May have further members: {', '.join(code(entity.id) for entity in open_lists)}")
    if report.warnings:
        pieces.append(bullets(prose(warning) for warning in report.warnings))
    return tuple(pieces)


def _path(path: FrameworkPath) -> tuple[str, ...]:
    counts = (path.accepted, path.minor_loss, path.major_loss, path.refused)
    return (code(path.id), prose(path.title), ", ".join(map(code, path.used_by)), *map(number, counts))


def _model(fact: ModelFact) -> Iterator[str]:
    used = f", used by {', '.join(map(code, fact.used_by))}" if fact.used_by else ", used by no agent that is described"
    version = f", version {code(fact.version)}" if fact.version else ", no version named"
    yield f"{code(fact.id)}{f' of {plain(fact.provider)}' if fact.provider else ''}{version}{used}."
    rows = [
        (plain(label_of(found)), "?" if found.score is None else share(found.score), plain(interval(found)) or "none",
         number(found.tasks) if found.tasks is not None else "not stated", found.level, code(found.place))
        for found in fact.evaluations
    ]  # fmt: skip
    yield from tables(("result", "score", "95 % interval", "tasks", "evidence", "where"), rows, right=(1, 3))
    foreign = [
        f"Measured another model, {code(other.model_version)}: {plain(other.benchmark)} ({code(other.place)}). "
        f"{prose(sentence(other.why))}"
        for other in fact.foreign
    ]
    missing = [f"Missing: {prose(sentence(text))}" for text in fact.missing]
    if foreign or missing:
        yield bullets((*foreign, *missing))


def _way(way: RoomWay) -> str:
    head = f"To level {way.level}, {plain(way.name)}: "
    if way.reached:
        return f"{head}reached today."
    state = "these additions reach it." if way.reachable else f"not reached by these. {prose(sentence(way.because))}"
    added = [f"{prose(sentence(entry.what))} ({entry.effort.value} effort)" for entry in way.additions]
    return f"{head}{state}" + (f"\n\n{bullets(added)}" if added else "")
