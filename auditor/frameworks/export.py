"""Rewrites tool definitions until a path takes them as they are, and lists every change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from auditor.documents import Pointer, Value
from auditor.frameworks.candidate import ABSENT, Candidate, JsonObject, Loss
from auditor.frameworks.differences import FOLLOWED, kept, losses_of
from auditor.frameworks.edits import pointed, put, remove, replaced, value_at, without
from auditor.frameworks.inlining import inlined
from auditor.frameworks.judge import judge, travelled
from auditor.frameworks.profile import Path
from auditor.frameworks.schemas import references, resolve
from auditor.frameworks.verdict import Acceptance, Verdict
from auditor.model.definitions import ToolDefinition

_MOST_ROUNDS = 60
_SAID_OTHERWISE = frozenset({"type", "anyOf", "oneOf", "allOf", "properties", "items", "const", "enum", "nullable"})
"""Keywords that frameworks write in terms of each other: `type` as `anyOf` with null, `oneOf` as `anyOf`."""
_NEEDED = frozenset({"inputSchema", "type", "properties", "required"})
_SAID_IN_WORDS = {
    "pattern": "Must match {}.",
    "format": "Format: {}.",
    "minimum": "At least {}.",
    "maximum": "At most {}.",
    "exclusiveMinimum": "More than {}.",
    "exclusiveMaximum": "Less than {}.",
    "multipleOf": "A multiple of {}.",
    "minLength": "At least {} characters.",
    "maxLength": "At most {} characters.",
    "minItems": "At least {} items.",
    "maxItems": "At most {} items.",
    "uniqueItems": "No item twice.",
    "const": "Always {}.",
    "default": "Default: {}.",
    "enum": "One of {}.",
    "examples": "For example {}.",
}
"""Keywords that a description can say in their place, so that the model still reads what the schema no longer holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that was changed."""

    tool: str
    what: str


@dataclass(slots=True, kw_only=True)
class Export:
    """The definitions as a path takes them."""

    stated: list[JsonObject]
    """Under MCP's keys, in order."""
    changes: list[Change] = field(default_factory=list)
    left_out: list[Change] = field(default_factory=list)
    """Tools that could not be brought into a form that the path takes, and why."""


def export(path: Path, definitions: Sequence[ToolDefinition]) -> Export:
    """Return definitions that a path accepts as they are, with every change.

    A tool that is still refused or cut when nothing more can be changed is left out, with the reason.
    """
    made = Export(stated=[])
    current = _distinct(definitions, made)
    for _ in range(_MOST_ROUNDS):
        candidates = travelled(path, current)
        rewritten = [_rewritten(candidate, made) for candidate in candidates]
        if all(before.stated is after.stated for before, after in zip(current, rewritten, strict=True)):
            break
        current = rewritten
    while refused := [verdict for verdict in judge(path, current) if not arrives_whole(verdict)]:
        blamed = {verdict.tool for verdict in refused if not verdict.broken_by} or {verdict.tool for verdict in refused}
        made.left_out += [
            Change(tool=verdict.tool, what="; ".join(verdict.reasons)) for verdict in refused if verdict.tool in blamed
        ]
        current = [definition for definition in current if definition.tool not in blamed]
    made.stated = [definition.stated for definition in current]
    return made


def arrives_whole(verdict: Verdict) -> bool:
    """Tell whether nothing of a tool is lost. Some frameworks write more behind a description, whatever it says."""
    return verdict.outcome is Acceptance.ACCEPTED or (
        verdict.outcome is Acceptance.MINOR_LOSS and all(loss.what == FOLLOWED for loss in verdict.lost)
    )


def _distinct(definitions: Sequence[ToolDefinition], made: Export) -> list[ToolDefinition]:
    """Return the definitions with ids and names that occur once, whatever their case."""
    found: list[ToolDefinition] = []
    taken: set[str] = set()
    for number, definition in enumerate(definitions):
        name = definition.stated.get("name")
        if isinstance(name, str) and name.casefold() in taken:
            own, count = name, 2
            while f"{own}_{count}".casefold() in taken:
                count += 1
            name = f"{own}_{count}"
            made.changes.append(Change(tool=own, what=f"renamed to {name}, since another tool has its name"))
            definition = replace(definition, stated={**definition.stated, "name": name})
        if isinstance(name, str):
            taken.add(name.casefold())
        label = name if isinstance(name, str) and name else f"#{number + 1}"
        found.append(replace(definition, tool=label))
    return found


def _rewritten(candidate: Candidate, made: Export) -> ToolDefinition:
    definition = candidate.definition
    if (refusal := candidate.refusal) is not None:
        if refusal.at[:1] == ("inputSchema",) and _refers(definition):
            return _with_schemas_in_place(definition, made)
        edit = refusal.edit
        if edit is None and refusal.at[:1] == ("inputSchema",) and refusal.at[-1] not in _NEEDED:
            edit = remove(refusal.at)
        changed = edit.apply(definition.stated) if edit is not None else definition.stated
        if edit is None or changed == definition.stated:
            return definition
        what = edit.what
        said = _in_words(refusal.at, value_at(dict(definition.stated), refusal.at))
        if said and value_at(dict(changed), refusal.at) is None:
            changed = _saying(changed, refusal.at[:-1], said)
            what += f", and said in words: {said}"
        made.changes.append(Change(tool=definition.tool, what=what))
        return replace(definition, stated=changed)
    lost = [loss for loss in kept(losses_of(candidate)) if loss.what != FOLLOWED]
    return replace(definition, stated=_without_losses(candidate, lost, made)) if lost else definition


def _saying(stated: JsonObject, place: Pointer, said: str) -> JsonObject:
    told = replaced(dict(stated), place, lambda holder: _described(holder, said))
    return told if isinstance(told, dict) else stated


def _refers(definition: ToolDefinition) -> bool:
    """Tell whether a definition has references that can be replaced by what they point at."""
    schema = definition.stated.get("inputSchema")
    return any(resolve(schema, ref) is not None for _, ref in references(schema))


def _with_schemas_in_place(definition: ToolDefinition, made: Export) -> ToolDefinition:
    made.changes.append(Change(tool=definition.tool, what="put each shared schema where it is referred to"))
    return replace(definition, stated={**definition.stated, "inputSchema": inlined(definition.stated["inputSchema"])})


def _without_losses(candidate: Candidate, lost: Sequence[Loss], made: Export) -> JsonObject:
    """Return a definition that no longer says what the path would not keep."""
    stated: Value = dict(candidate.definition.stated)
    tool = candidate.definition.tool
    if _refers(candidate.definition):
        return _with_schemas_in_place(candidate.definition, made).stated
    arriving = inlined(None if candidate.schema is ABSENT else candidate.schema)
    for loss in sorted(lost, key=lambda loss: len(loss.pointer), reverse=True):
        stated, what = _adopted(stated, candidate, arriving, loss)
        if what:
            made.changes.append(Change(tool=tool, what=what))
    return stated if isinstance(stated, dict) else candidate.definition.stated


def _adopted(stated: Value, candidate: Candidate, arriving: Value, loss: Loss) -> tuple[Value, str]:
    """Return a definition in which the place of a loss is as it arrives, and that change in words."""
    place = loss.pointer
    if place == ("name",) and isinstance(candidate.name, str) and candidate.name:
        return put(stated, place, candidate.name), f"renamed to {candidate.name}"
    if place == ("description",) and isinstance(candidate.description, str) and candidate.description:
        return put(stated, place, candidate.description), "took the description as it arrives"
    if place[:1] != ("inputSchema",) or len(place) < 2:
        return stated, ""
    after = value_at(arriving, place[1:])
    before = value_at(stated, place)
    said = _in_words(place, before)
    if after is None and (written := _written_anew(stated, arriving, place)) is not None:
        holder = place[:-1]
        stated, what = put(stated, holder, written), f"wrote {pointed(holder)} as it arrives"
    elif after is None:
        stated = without(stated, place)
        stated = _forget_requirement(stated, place)
        what = f"removed {pointed(place)}"
    else:
        stated = put(stated, place, _lower(after, place[-1]))
        what = f"changed {pointed(place)} to {_lower(after, place[-1])!r}"
    if said:
        stated = replaced(stated, place[:-1], lambda holder: _described(holder, said))
        what += f", and said in words: {said}"
    return stated, what


def _written_anew(stated: Value, arriving: Value, place: Pointer) -> Value:
    """Return the schema that had a keyword, where the path says the same in other keywords; None where it does not."""
    before, after = value_at(stated, place[:-1]), value_at(arriving, place[1:-1])
    if place[-1] not in _SAID_OTHERWISE or not isinstance(before, dict) or not isinstance(after, dict):
        return None
    if _SAID_OTHERWISE.isdisjoint(after.keys() - before.keys()):
        return None
    return _in_lower_case(after)


def _in_lower_case(value: Value) -> Value:
    if isinstance(value, list):
        return [_in_lower_case(item) for item in value]
    if isinstance(value, dict):
        return {key: _lower(_in_lower_case(item), key) for key, item in value.items()}
    return value


def _in_words(place: Pointer, value: Value) -> str:
    pattern = _SAID_IN_WORDS.get(str(place[-1])) if place else None
    if pattern is None or value is None or len(place) < 3:
        return ""
    shown = ", ".join(map(str, value[:20])) if isinstance(value, list) else str(value)
    return pattern.format(shown)


def _described(holder: Value, said: str) -> Value:
    if not isinstance(holder, dict):
        return holder
    before = holder.get("description")
    if isinstance(before, str) and said in before:
        return holder
    joined = f"{before.rstrip()} {said}" if isinstance(before, str) and before.strip() else said
    return {**holder, "description": joined}


def _forget_requirement(stated: Value, place: Pointer) -> Value:
    """Return a definition that does not demand a property that was removed."""
    if len(place) < 2 or place[-2] != "properties":
        return stated

    def fewer(holder: Value) -> Value:
        required = holder.get("required") if isinstance(holder, dict) else None
        if not isinstance(holder, dict) or not isinstance(required, list) or place[-1] not in required:
            return holder
        return {**holder, "required": [name for name in required if name != place[-1]]}

    return replaced(stated, place[:-2], fewer)


def _lower(value: Value, key: str | int) -> Value:
    """Return a type in JSON Schema's words, where a provider writes them in capitals."""
    return value.lower() if key == "type" and isinstance(value, str) else value


def lines(made: Export) -> Iterator[str]:
    """Yield every change, then every tool that is left out, in words."""
    yield from (f"{change.tool}: {change.what}" for change in made.changes)
    yield from (f"{change.tool}: left out: {change.what}" for change in made.left_out)
