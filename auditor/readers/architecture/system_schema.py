"""The JSON Schema of system.yaml, generated from the vocabulary."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import Any, TypeAlias

from auditor.model.kinds import EntityKind
from auditor.model.values import ValueKind, ValueType
from auditor.model.vocabulary import INVERSE_KEYS, SECTIONS, attributes_of, relation_keys_of
from auditor.model.vocabulary.attribute import Attribute, RelationKey
from auditor.readers.architecture import system_keys as keys

Schema: TypeAlias = dict[str, Any]

_TEXT: Schema = {"type": "string", "minLength": 1}
_SCALARS: dict[ValueKind, Schema] = {
    ValueKind.TEXT: _TEXT,
    ValueKind.INTEGER: {"type": "integer", "minimum": 0},
    ValueKind.NUMBER: {"type": "number"},
    ValueKind.FLAG: {"type": "boolean"},
    ValueKind.DATE: {"type": "string", "format": "date"},
    ValueKind.DURATION: {"type": "string", "pattern": keys.DURATION_PATTERN},
    ValueKind.TEXTS: _TEXT,
}


def system_schema() -> Schema:
    """Return the JSON Schema (2020-12) of system.yaml, for editors and for anything that writes the file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "System description of the agent-readiness auditor",
        "description": "One system: its agents, models, tools, services, data, people and trust zones.",
        **_file(partial=False),
    }


@cache
def case_schema() -> Schema:
    """Return the schema of the inline systems in checklists: nothing is required, and any attribute may be stated."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_file(partial=True)}


@cache
def fragment_schema() -> Schema:
    """Return the schema of an included file, which needs no `system:`."""
    schema = system_schema()
    del schema["required"]
    return schema


def _file(*, partial: bool) -> Schema:
    properties: Schema = {
        "audit": _audit(),
        "system": _system(partial=partial),
        "include": _paths(),
        **{section: {"$ref": f"#/$defs/{section}"} for section in SECTIONS},
        "boundaries": _section(_boundary()),
        "records": _paths(),
        "waivers": {"type": ["array", "null"], "items": _waiver()},
    }
    described = {key: {"description": meaning, **properties[key]} for key, meaning in keys.TOP_LEVEL.items()}
    definitions = {
        section: _section(_entity(kind, partial=partial), may_have_spaces=kind is EntityKind.TOOL)
        for section, kind in SECTIONS.items()
    }
    required: Schema = {} if partial else {"required": ["system"]}
    return {**_object(described), **required, "$defs": definitions}


def _object(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "patternProperties": {f"^{keys.IGNORED_PREFIX}": True},
        "additionalProperties": False,
    }


def _section(member: Schema, *, may_have_spaces: bool = False) -> Schema:
    return {
        "type": ["object", "null"],
        "propertyNames": {"pattern": r"^[^*]*[^*\s]$" if may_have_spaces else r"^[^*\s]+$"},
        "patternProperties": {f"^{keys.IGNORED_PREFIX}": True},
        "additionalProperties": member,
    }


def _paths() -> Schema:
    one = {"type": ["string", "null"], "minLength": 1}
    return {"if": {"type": "array"}, "then": {"type": "array", "items": _TEXT}, "else": one}


def _audit() -> Schema:
    share = {"type": "number", "minimum": 0, "maximum": 1}
    properties: Schema = {
        "version": {"const": keys.VERSION, "description": "The version of this format."},
        "target_level": {
            "type": "integer",
            "minimum": 0,
            "maximum": 4,
            "description": "The readiness level that is asked for.",
        },
        "profile": {**_TEXT, "description": "The selection of controls, such as `design-review`."},
        "shares": {
            "type": "object",
            "additionalProperties": share,
            "description": "For a gate that counts tools: the share that must pass, from 0 to 1, by control id.",
        },
        "reference_scores": _texts("Tables of published results to compare with: CSV files, see docs/models.md."),
    }
    return _object(properties)


def _system(*, partial: bool) -> Schema:
    schema = _object({"name": {**_TEXT, "description": "What people call the system."}})
    schema["properties"] |= _attributes(EntityKind.SYSTEM, partial=partial)
    return schema if partial else {**schema, "required": ["name"]}


def _boundary() -> Schema:
    properties: Schema = {
        "name": {**_TEXT, "description": "What people call the zone."},
        "trust": {
            **_attribute(attributes_of(EntityKind.SERVICE)["trust"]),
            "description": "How far the zone's members can be trusted.",
        },
        "members": _texts("The entities that belong to the zone."),
    }
    return {**_object(properties), "type": ["object", "null"]}


def _waiver() -> Schema:
    properties: Schema = {
        "control": {
            "type": "string",
            "pattern": keys.CONTROL_PATTERN,
            "description": "The id of the control.",
        },
        "subject": {**_TEXT, "description": "An entity's id; `*` stands for anything."},
        "reason": {**_TEXT, "description": "Why this is acceptable."},
        "owner": {**_TEXT, "description": "Who accepts it."},
        "expires": {"type": "string", "format": "date", "description": "The last day on which it holds."},
    }
    return {**_object(properties), "required": list(properties)}


def _entity(kind: EntityKind, *, partial: bool) -> Schema:
    properties: Schema = {"name": {**_TEXT, "description": "What people call it; its id where left out."}}
    properties |= _attributes(kind, partial=partial)
    properties |= {key: _relation(relation) for key, relation in relation_keys_of(kind).items()}
    schema = {**_object(properties), "type": ["object", "null"]}
    if kind is EntityKind.MODEL:
        properties["evidence"] = _texts("Benchmark results for this model: files or folders.")
    if kind is EntityKind.INTERFACE:
        properties |= {key: {**_TEXT, "description": text} for key, text in keys.ARTIFACTS.items()}
        schema["not"] = {"anyOf": [{"required": list(pair)} for pair in combinations(keys.ARTIFACTS, 2)]}
        if partial:
            properties["members"] = {"enum": ["closed", "open"]}
    return schema


def _attributes(kind: EntityKind, *, partial: bool) -> Schema:
    tree: Schema = {}
    for name, attribute in attributes_of(kind).items():
        if not (attribute.declarable or partial):
            continue
        *groups, leaf = name.split(".")
        place = tree
        for group in groups:
            place = place.setdefault(group, _object({}))["properties"]
        place[leaf] = _attribute(attribute)
    return tree


def _attribute(attribute: Attribute) -> Schema:
    value = value_schema(attribute.type)
    backed = {
        "type": "object",
        "properties": {"value": value, "evidence": {**_TEXT, "description": keys.EVIDENCE_MEANING}},
        "required": ["value", "evidence"],
        "additionalProperties": False,
    }
    is_backed: Schema = {"type": "object"}
    if attribute.type.kind is ValueKind.RECORDS:
        # A mapping may list records by name, and only one with a text for `evidence` cannot.
        is_backed |= {"properties": {"evidence": {"type": "string"}}, "required": ["evidence"]}
    return {"description": attribute.meaning, "if": is_backed, "then": backed, "else": value}


def value_schema(value_type: ValueType) -> Schema:
    """Return the schema of a value without evidence."""
    match value_type.kind:
        case ValueKind.CHOICE:
            return {"enum": list(value_type.choices)}
        case ValueKind.CHOICES:
            return _one_or_many({"enum": list(value_type.choices)})
        case ValueKind.TEXTS:
            return _one_or_many(_TEXT)
        case ValueKind.RECORDS:
            return _records(value_type)
        case kind:
            return _SCALARS[kind]


def _one_or_many(item: Schema) -> Schema:
    return {"if": {"type": "array"}, "then": {"type": "array", "items": item}, "else": item}


def _texts(meaning: str) -> Schema:
    return {"description": meaning, **_one_or_many(_TEXT)}


def _records(value_type: ValueType) -> Schema:
    fields = _object({name: value_schema(field) for name, field in value_type.fields.items()})
    by_name = {**fields, "type": ["object", "null"]}
    named = {**fields, "properties": {"name": _TEXT, **fields["properties"]}}
    if "benchmark" not in value_type.fields:
        named["required"] = ["name"]
    mapping = {"type": ["object", "array"], "additionalProperties": by_name}
    return {"if": {"type": "array"}, "then": {"type": "array", "items": named}, "else": mapping}


def _relation(relation: RelationKey) -> Schema:
    targets = relation.source if relation in INVERSE_KEYS else relation.targets
    sections = ", ".join(f"`{keys.SECTION_OF[kind]}`" for kind in sorted(targets))
    return _texts(f"{relation.meaning} Ids from {sections}.")
