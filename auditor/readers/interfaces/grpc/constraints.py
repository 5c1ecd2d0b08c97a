"""What options say about the values of a field: required, read-only, limits, patterns."""

from __future__ import annotations

from auditor.documents import Value
from auditor.readers.interfaces.grpc.definitions import Field, File
from auditor.readers.interfaces.typed.text import Schema
from auditor.readers.interfaces.values import mapping

_RULES = ("(buf.validate.field)", "(validate.rules)")
_WORDS: dict[str, str] = {
    "min_len": "minLength",
    "max_len": "maxLength",
    "min_bytes": "minLength",
    "max_bytes": "maxLength",
    "pattern": "pattern",
    "gte": "minimum",
    "lte": "maximum",
    "gt": "exclusiveMinimum",
    "lt": "exclusiveMaximum",
    "min_items": "minItems",
    "max_items": "maxItems",
    "min_pairs": "minProperties",
    "max_pairs": "maxProperties",
    "const": "const",
    "example": "example",
}
"""Rules of protovalidate (https://buf.build/docs/protovalidate) and of its predecessor, in the words of JSON Schema."""
_FORMATS = {
    "email": "email",
    "hostname": "hostname",
    "ip": "ip",
    "ipv4": "ipv4",
    "ipv6": "ipv6",
    "uri": "uri",
    "uri_ref": "uri-reference",
    "uuid": "uuid",
    "address": "address",
}
_BEHAVIOR = "(google.api.field_behavior)"


def behaviours(field: Field) -> tuple[str, ...]:
    """Return the words of `google.api.field_behavior` (AIP-203)."""
    stated = field.options.get(_BEHAVIOR)
    found = stated if isinstance(stated, list) else [stated]
    return tuple(
        word for item in found for word in (item if isinstance(item, list) else [item]) if isinstance(word, str)
    )


def is_required(field: Field) -> bool:
    """Tell whether a call without the field is refused."""
    if field.label == "required" or "REQUIRED" in behaviours(field):
        return True
    if mapping(field.options.get("features")).get("field_presence") == "LEGACY_REQUIRED":
        return True
    return any(
        rules.get("required") is True or mapping(rules.get("message")).get("required") is True
        for rules in _rules(field)
    )


def says_what_is_required(file: File) -> bool:
    """Tell whether a file says of any field that a call needs it; proto3 by itself has no word for that."""
    return file.syntax == "proto2" or any(
        is_required(field) or bool(behaviours(field)) for message in file.messages for field in message.fields
    )


def limits(field: Field) -> Schema:
    """Return what validation rules say about the values of a field, as keywords of JSON Schema."""
    found: Schema = {}
    for rules in _rules(field):
        for kind in rules.values():
            for word, value in mapping(kind).items():
                found |= _keyword(word, value)
    return found


def _rules(field: Field) -> list[dict[str, Value]]:
    return [mapping(field.options[name]) for name in _RULES if name in field.options]


def _keyword(word: str, value: Value) -> Schema:
    if word in _WORDS and isinstance(value, int | float | str):
        return {_WORDS[word]: value}
    if word in _FORMATS and value is True:
        return {"format": _FORMATS[word]}
    if word == "len" and isinstance(value, int):
        return {"minLength": value, "maxLength": value}
    if word == "in":
        return {"enum": value if isinstance(value, list) else [value]}
    return {}
