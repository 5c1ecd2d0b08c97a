"""What to state in system.yaml once it is so."""

from __future__ import annotations

from auditor.checklist import Control
from auditor.model.claims import Record
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.model.system import SYSTEM_ID
from auditor.model.vocabulary import INVERSE_KEYS, attributes_of, relation_keys_of
from auditor.readers.architecture.system_keys import SECTION_OF, TOOL_REFERENCES
from auditor.report.plan.files import found_at
from auditor.report.plan.spans import Shape
from auditor.report.plan.steps import STATES, Setting, Step, plain_value
from auditor.report.plan.wanted import Append, Put, at
from auditor.report.plan.writing import Plain
from auditor.whatif import Related, Stated

_FOUND_OUT = frozenset(("framework_acceptance",))
"""What the audit finds out by trying; nobody's word stands in for it."""
_RESULTS = "<folder or file with the results>"
EVIDENCE = "<path:line that shows it>"


def statement(setting: Setting, control: Control, assumed: Stated) -> Step | None:
    """Return how system.yaml states an assumption; None where it cannot."""
    entity = setting.system.entities.get(assumed.subject)
    path = _path_of(setting, entity) if entity is not None else None
    if entity is None or setting.main is None or path is None:
        return None
    attribute = attributes_of(entity.kind).get(assumed.attribute)
    if attribute is None or not attribute.declarable or assumed.attribute in _FOUND_OUT:
        return None
    if assumed.attribute == "evaluations":
        return _evidence(setting, entity, path)
    if assumed.example or _has_records(assumed):
        return _placeholder(setting, entity, path, assumed)
    value: Plain = plain_value(assumed.value)
    confirms = setting.is_guessed(entity.id, assumed.attribute, assumed.value)
    backed = control.needs > EvidenceLevel.DECLARED and not setting.as_designed and not confirms
    if control.needs > EvidenceLevel.DOCUMENTED and not setting.as_designed:
        return None  # only a record can show it
    note = f"`{assumed.attribute}` was only guessed; check that it is right." if confirms else ""
    if backed:
        value = _as_it_is(setting, assumed, value)
        value = {"value": value, "evidence": EVIDENCE}
        note = f"This control takes no word for it: name what shows `{assumed.attribute}`."
    return Step(
        subject=entity.id,
        document=setting.main,
        wanted=at((*path, *assumed.attribute.split(".")), Put(value)),
        complete=not backed,
        effect=STATES,
        note=note,
    )


def _as_it_is(setting: Setting, assumed: Stated, value: Plain) -> Plain:
    """Return a list as it is stated today where only its proof is missing, else the value that is wanted."""
    fact = setting.system.fact(assumed.subject, assumed.attribute)
    weak = isinstance(fact, Known) and fact.level >= EvidenceLevel.DECLARED and setting.adds_to(assumed)
    return plain_value(fact.value) if weak and isinstance(fact, Known) else value


def relation(setting: Setting, assumed: Related) -> Step | None:
    """Return how system.yaml states a relation, at its source or at its target; None where it cannot."""
    entities = setting.system.entities
    source, target = entities.get(assumed.source), entities.get(assumed.target)
    outward = relation_keys_of(source.kind).values() if source is not None else ()
    inward = [key for key in INVERSE_KEYS if target is not None and target.kind in key.targets]
    for subject, keys, other in ((source, outward, assumed.target), (target, inward, assumed.source)):
        key = next((key for key in keys if key.relation is assumed.kind and key.also is None), None)
        path = _path_of(setting, subject) if subject is not None else None
        if subject is None or key is None or path is None or setting.main is None:
            continue
        known = other in entities
        name = other if known else f"<id of the {_noun(assumed.kind)}>"
        return Step(
            subject=subject.id,
            document=setting.main,
            wanted=at((*path, key.key), _one(setting, (*path, key.key), name, key.relation)),
            complete=known,
            effect=STATES,
        )
    return None


def _noun(kind: RelationKind) -> str:
    return {
        RelationKind.EXPOSES: "gateway that stands in front of it",
        RelationKind.USES: "model",
        RelationKind.LOGS_TO: "telemetry sink",
        RelationKind.RUNS_IN: "environment",
    }.get(kind, "other end")


def _one(setting: Setting, path: tuple[str, ...], name: str, kind: RelationKind) -> Put | Append:
    if kind in (RelationKind.USES, RelationKind.EXPOSES):
        return Put(name)
    file = setting.files.of(setting.main) if setting.main is not None else None
    span = found_at(file.root, path) if file is not None else None
    return Append((name,)) if span is not None and span.shape is Shape.LIST else Put([name])


def _path_of(setting: Setting, entity: Entity) -> tuple[str, ...] | None:
    """Return where the description states things of an entity; None where it does not know it by that name."""
    if entity.id == SYSTEM_ID:
        return ("system",)
    section = SECTION_OF.get(entity.kind)
    if section is None or setting.main is None or entity.placeholder:
        return None
    if entity.kind is EntityKind.TOOL:
        return (section, entity.id)
    file = setting.files.of(setting.main)
    return (section, entity.id) if file is not None and found_at(file.root, (section, entity.id)) is not None else None


def _has_records(assumed: Stated) -> bool:
    values = assumed.value if isinstance(assumed.value, tuple) else (assumed.value,)
    return any(isinstance(value, Record) for value in values)


def _evidence(setting: Setting, entity: Entity, path: tuple[str, ...]) -> Step | None:
    if setting.main is None:
        return None
    whole = (*path, "evidence")
    return Step(
        subject=entity.id,
        document=setting.main,
        wanted=at(whole, _one(setting, whole, _RESULTS, RelationKind.READS)),
        complete=False,
        effect=STATES,
        note="Run the benchmark with this very model and keep the result files beside the description.",
    )


def _placeholder(setting: Setting, entity: Entity, path: tuple[str, ...], assumed: Stated) -> Step | None:
    if _has_records(assumed) or setting.main is None:
        return None
    many = isinstance(assumed.value, tuple)
    word = _reading_tool(setting, entity) if assumed.attribute in TOOL_REFERENCES else _meaning(entity, assumed)
    return Step(
        subject=entity.id,
        document=setting.main,
        wanted=at((*path, *assumed.attribute.split(".")), Put([word] if many else word)),
        complete=False,
        effect=STATES,
    )


def _meaning(entity: Entity, assumed: Stated) -> str:
    meaning = attributes_of(entity.kind)[assumed.attribute].meaning.rstrip(".")
    return f"<{meaning[:1].lower()}{meaning[1:]}>"


def _reading_tool(setting: Setting, entity: Entity) -> str:
    """Return a placeholder for the id of a tool, with the most likely one of the same interface."""
    server = entity.id.partition(".")[0]
    mine = _words(entity.id)
    near = [
        (-len(mine & _words(tool.id)), tool.id)
        for tool in setting.system.of_kind(EntityKind.TOOL)
        if tool.id.partition(".")[0] == server and _reads(setting, tool) and not tool.placeholder
    ]
    such = f", such as {min(near)[1]}" if near and min(near)[0] < 0 else ""
    return f"<id of the tool that reads it back{such}>"


def _reads(setting: Setting, tool: Entity) -> bool:
    return setting.is_guessed(tool.id, "effects", ("read",))


def _words(name: str) -> frozenset[str]:
    own = name.partition(".")[2]
    spaced = "".join(f" {c.lower()}" if c.isupper() else c if c.isalnum() else " " for c in own)
    return frozenset(word.rstrip("s") for word in spaced.split()[1:])
