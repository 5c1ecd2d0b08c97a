"""What a reader looks things up in: inventory, levels and gates, inputs with their hashes."""

from __future__ import annotations

from auditor.formats.folded.blocks import fold, tables
from auditor.formats.markdown_text import code, fenced, plain, prose
from auditor.formats.page.words import mark_of_gate, number, percent, sentence, size
from auditor.report.schema import EntityFact, Gate, Level, Report


def inventory(report: Report) -> tuple[str, ...]:
    """Return all entities with their attributes, and all relations."""
    entities = [_entity(entity) for entity in report.entities]
    relations = [
        (code(entry.source), plain(entry.kind), code(entry.target), entry.level, code(entry.place))
        for entry in report.relations
    ]
    zones = [(code(zone.id), plain(zone.trust), ", ".join(map(code, zone.members))) for zone in report.boundaries]
    return (
        *tables(("entity", "kind", "where", "what is known"), entities),
        *tables(("trust zone", "trust", "members"), zones),
        *(fold(f"Relations {number}", part) for number, part in enumerate(
            tables(("from", "relation", "to", "evidence", "where"), relations), start=1)),
    )  # fmt: skip


def method(report: Report) -> tuple[str, ...]:
    """Return the levels with their gates, and how the report can be made again."""
    pieces = [part for level in (report.verdict.levels if report.verdict else ()) for part in _level(level)]
    made = report.method
    if made is not None:
        pieces.append(f"Made by this command in the root folder:\n\n{fenced([' '.join(made.command)])}")
        files = f"{number(made.manifest_files)} files"
        pieces.append(f"SHA-256 of the manifest of the inputs ({files}): {code(made.manifest_sha256)}")
        versions = ", ".join(f"{plain(entry.name)} {plain(entry.version)}" for entry in made.versions)
        pieces += [f"Versions: {versions}"] if versions else []
        rows = [(plain(entry.title), prose(entry.formula), number(len(entry.applied))) for entry in made.formulas]
        pieces += tables(("number", "formula", "used so often"), rows, right=(2,))
    return tuple(pieces)


def inputs(report: Report) -> tuple[str, ...]:
    """Return every file with its hash."""
    rows = [
        (code(entry.path), plain(entry.format), entry.state, size(entry.bytes), code(entry.sha256))
        for entry in report.inputs
    ]
    return tables(("file", "format", "state", "size", "SHA-256"), rows, right=(3,))


def _entity(entity: EntityFact) -> tuple[str, ...]:
    named = f" {plain(entity.name)}" if entity.name and entity.name != entity.id else ""
    facts = "; ".join(f"{plain(fact.name)}: {prose(fact.value)} ({fact.level})" for fact in entity.attributes)
    return (code(entity.id) + named, plain(entity.kind), code(entity.place), facts)


def _state(gate: Gate) -> str:
    mark = mark_of_gate(gate.state)
    return f"{mark.sign} {mark.word}"


def _level(level: Level) -> tuple[str, ...]:
    state = "reached" if level.reached else "not reached"
    head = f"**Level {level.level}, {plain(level.name)}** ({state}): {prose(sentence(level.meaning))}"
    if level.precondition:
        met = {True: "met", False: "not met", None: "unknown"}[level.precondition_met]
        head += f" Precondition, {met}: {prose(sentence(level.precondition))}"
    rows = [
        (_state(gate), f"{prose(gate.title)} ({code(gate.control)})",
         f"{number(gate.passed)} of {number(gate.applicable)}", percent(gate.share))
        for gate in level.gates
    ]  # fmt: skip
    parts = tables(("state", "gate", "passed", "must pass"), rows, right=(2, 3))
    return (f"{head}\n\n{parts[0]}" if parts else head, *parts[1:])
