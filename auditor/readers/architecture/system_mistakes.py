"""Finds every mistake against the schema of system.yaml, and says each in plain words at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, NoReturn

import jsonschema_rs

from auditor.documents import Pointer, Value
from auditor.model.claims import Location
from auditor.model.kinds import EntityKind
from auditor.model.vocabulary import SECTIONS, attributes_of, relation_keys_of
from auditor.readers.architecture import system_keys as keys
from auditor.readers.architecture.system_schema import Schema, case_schema, fragment_schema, system_schema
from auditor.readers.architecture.system_words import described, either, expected, hint, quoted

_MOST_MISTAKES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing that is wrong, and where."""

    location: Location
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A schema, compiled once."""

    schema: Schema
    validator: jsonschema_rs.Validator


@cache
def rules_of_file() -> Rules:
    """Return the rules of a whole system.yaml."""
    return _compiled(system_schema())


@cache
def rules_of_fragment() -> Rules:
    """Return the rules of an included file."""
    return _compiled(fragment_schema())


@cache
def rules_of_case() -> Rules:
    """Return the rules of an inline system."""
    return _compiled(case_schema())


def _compiled(schema: Schema) -> Rules:
    validator = jsonschema_rs.validator_for(
        schema,
        validate_formats=True,
        retriever=_no_network,
        pattern_options=jsonschema_rs.RegexOptions(size_limit=1_000_000),
    )
    return Rules(schema=schema, validator=validator)


def _no_network(uri: str) -> NoReturn:
    raise ValueError(uri)


def mistakes_in(value: Value, rules: Rules, root: Location) -> list[Mistake]:
    """Return what is wrong with a description, in no particular order; `root` is its own place."""
    try:
        errors = list(islice(rules.validator.iter_errors(value), _MOST_MISTAKES))
    except UnicodeEncodeError:
        return [Mistake(location=root, message="a text holds half of a Unicode pair; expected whole characters")]
    found = [mistake for error in errors for mistake in _said(error, value, rules.schema, root)]
    return list({(mistake.location.pointer, mistake.message): mistake for mistake in found}.values())


def _said(error: jsonschema_rs.ValidationError, root_value: Value, schema: Schema, root: Location) -> Iterator[Mistake]:
    pointer = _own_keys(root_value, error.instance_path)
    rule = _rule_at(schema, error.schema_path[:-1])
    value = _value_at(root_value, pointer)
    kind = error.kind.name
    if kind == "additionalProperties":
        for key in error.kind.as_dict()["unexpected"]:
            yield Mistake(location=_key(root, (*pointer, key)), message=_unknown_key(pointer, key, rule, root_value))
    elif kind == "propertyNames":
        bad = str(error.kind.as_dict()["error"].instance) if isinstance(value, dict) else ""
        yield Mistake(location=_key(root, (*pointer, bad)), message=_bad_id(bad))
    elif kind == "not":
        yield Mistake(location=root.child(*pointer), message=_two_contracts(value))
    elif kind == "required":
        missing = error.kind.as_dict()["property"]
        yield Mistake(location=_key(root, pointer), message=_missing(pointer, missing))
    else:
        yield Mistake(location=root.child(*pointer), message=_wrong_value(pointer, value, rule))


def _key(root: Location, pointer: Pointer) -> Location:
    place = root.child(*pointer)
    return Location(document=place.document, tree=place.tree, pointer=place.pointer, of_key=True)


def _rule_at(schema: Schema, path: list[str | int]) -> Mapping[str, Any]:
    place: Any = schema
    for part in path:
        place = place[str(part) if isinstance(place, dict) else part]
    return place if isinstance(place, dict) else {}


def _own_keys(value: Value, path: Sequence[str | int]) -> Pointer:
    """Return the validator's path with the keys as they are.

    It takes a key of digits for the index of a list, and leaves an empty key out.
    """
    pointer: list[str | int] = []
    for part in path:
        while isinstance(value, dict) and str(part) not in value and "" in value:
            pointer.append("")
            value = value[""]
        own = str(part) if isinstance(value, dict) else int(part)
        value = _value_at(value, (own,))
        pointer.append(own)
    return tuple(pointer)


def _value_at(value: Value, pointer: Pointer) -> Value:
    for part in pointer:
        value = value[part]  # type: ignore[index]
    return value


def _noun(pointer: Pointer) -> str:
    match pointer:
        case ():
            return keys.TITLE
        case ("boundaries", _):
            return "a boundary"
        case ("waivers", int()):
            return "a waiver"
        case (str(section), _) if section in SECTIONS:
            return keys.NOUNS[SECTIONS[section]]
        case (*_, int(), int()) | (*_, str(), int()):
            return f"an item of {_label(pointer[:-1])}"
        case _:
            return _label(pointer)


def _label(pointer: Pointer) -> str:
    """Name what stands at a pointer as a sentence's subject."""
    match pointer:
        case ():
            return keys.TITLE
        case (*_, int(number)):
            return f"item {number + 1} of {_label(pointer[:-1])}"
        case (section, key) if section in SECTIONS or section == "boundaries":
            return f"`{section}.{key}`"
        case (*above, key) if above and key in ("value", "evidence") and len(above) > 1:
            return f"`{above[-1]}.{key}`"
        case _:
            return quoted(str(pointer[-1]))


def _unknown_key(pointer: Pointer, key: str, rule: Mapping[str, Any], whole: Value) -> str:
    known = list(rule.get("properties", {}))
    message = f"{quoted(key)} is not a key of {_noun(pointer)}"
    if not pointer and key in _KEYS_OF_A_SYSTEM and key not in keys.TOP_LEVEL:
        return f"{message}; write it under `system`"
    match pointer:
        case (str(section), _) if section in SECTIONS:
            return message + _elsewhere(key, SECTIONS[section], known)
        case ("system",):
            return message + _elsewhere(key, EntityKind.SYSTEM, known)
        case _:
            return message + hint(key, known)


_KEYS_OF_A_SYSTEM = frozenset(("name", *attributes_of(EntityKind.SYSTEM)))


def _elsewhere(key: str, kind: EntityKind, known: list[str]) -> str:
    attribute = attributes_of(kind).get(key)
    if attribute is not None and not attribute.declarable:
        return "; only a contract, a deployment file or a record can show it"
    if "." in key and key in attributes_of(kind):
        group, _, leaf = key.partition(".")
        return f"; write `{group}: {{{leaf}: …}}`"
    end = hint(key, known)
    if "did you mean" in end:
        return end
    owners = [noun for other, noun in keys.NOUNS.items() if key in _all_keys(other)]
    return f"; {either(owners)} can have it" if owners else end


@cache
def _all_keys(kind: EntityKind) -> frozenset[str]:
    stated = {name.split(".")[0] for name, attribute in attributes_of(kind).items() if attribute.declarable}
    return frozenset(stated | relation_keys_of(kind).keys())


def _bad_id(key: str) -> str:
    if not key:
        return "an id is empty; expected a name"
    if "*" in key:
        return f"{quoted(key)} is not an id; expected a name without `*`, which stands for anything in waivers"
    joined = "-".join(key.split()) or "trips-db"
    return f"{quoted(key)} is not an id; expected a name without spaces, such as {quoted(joined)}"


def _two_contracts(value: Value) -> str:
    named = [key for key in keys.ARTIFACTS if isinstance(value, dict) and key in value]
    return f"an interface has one contract; this one names {', '.join(f'`{key}`' for key in named)}"


def _missing(pointer: Pointer, missing: str) -> str:
    if not pointer:
        return f"`{missing}` is missing; expected `system: {{name: …}}`"
    if missing in ("value", "evidence"):
        return f"{_label(pointer)} has no `{missing}`; expected `{{value: …, evidence: path}}` or the value alone"
    return f"{_noun(pointer)} needs `{missing}`" if pointer != ("system",) else "`system` needs `name`"


def _wrong_value(pointer: Pointer, value: Value, rule: Mapping[str, Any]) -> str:
    label = _label(pointer)
    wanted = expected(rule)
    if "string" in rule.get("type", ()) and isinstance(value, int | float):
        return f"{label} is {described(value)}, which YAML takes for no text; write it in quotes"
    if rule.get("type") == "boolean" and str(value).lower() in ("yes", "no", "on", "off"):
        meant = "true" if str(value).lower() in ("yes", "on") else "false"
        return f"{label} is {described(value)}; expected {wanted}; did you mean `{meant}`?"
    if rule.get("pattern") == keys.CONTROL_PATTERN:
        wanted = "the id of a control, such as `missing-idempotency-key`"
    message = f"{label} is {described(value)}; expected {wanted}"
    if "enum" in rule and isinstance(value, str):
        close = hint(value, [str(option) for option in rule["enum"]])
        return message + (close if "did you mean" in close else "")
    return message
