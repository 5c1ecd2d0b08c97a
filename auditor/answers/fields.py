"""Which attributes an answer may state, and what is read as a value of each."""

from __future__ import annotations

from math import isfinite

from auditor.checklist.operators import measure
from auditor.documents import Value
from auditor.model.claims import AttributeValue
from auditor.model.kinds import EntityKind
from auditor.model.values import ValueKind, ValueType
from auditor.model.vocabulary import Attribute, attributes_of
from auditor.readers.architecture.system_values import whole
from auditor.readers.architecture.system_words import described, hint, one_of
from auditor.whatif import JOINING

_FLAGS = {"true": True, "yes": True, "false": False, "no": False}
_OF_THE_AUDIT = frozenset(("stage", "intent"))
"""What an audit is asked by; an answer that stated it could lower what is asked."""
_JOINING = JOINING | {"same_as"}
"""What makes one thing of two is settled before anybody can answer."""


def answerable(kind: EntityKind, name: str) -> Attribute | None:
    """Return an attribute of a kind of entity if an answer may state it, else None."""
    attribute = attributes_of(kind).get(name)
    return attribute if attribute is not None and not refusal(attribute) else None


def refusal(attribute: Attribute) -> str:
    """Return why no answer may state an attribute, as the end of a sentence about it; empty where one may."""
    if attribute.name in _OF_THE_AUDIT:
        return "is what the audit is asked by; expected it in the description"
    if attribute.name in _JOINING:
        return "makes one thing of two; expected it in the description"
    if attribute.type.kind is ValueKind.RECORDS:
        return "is a list of records; expected it in the description or in an artifact"
    return "" if attribute.declarable else "is shown by artifacts and records only; expected the file that shows it"


def wanted(value_type: ValueType) -> str:
    """Return what a person is to write as a value of a type, in words."""
    match value_type.kind:
        case ValueKind.CHOICE:
            return f"one of: {', '.join(value_type.choices)}"
        case ValueKind.CHOICES:
            return f"a list of any of: {', '.join(value_type.choices)}; [] for none"
        case ValueKind.FLAG:
            return "true or false"
        case ValueKind.INTEGER:
            return "a whole number"
        case ValueKind.NUMBER:
            return "a number"
        case ValueKind.DATE:
            return "a date such as 2027-03-01"
        case ValueKind.DURATION:
            return "a duration such as 30d (s, m, h, d or w)"
        case ValueKind.TEXTS:
            return "a list of texts; [] for none"
        case _:
            return "text"


def parsed(value: Value, value_type: ValueType) -> AttributeValue | None:
    """Return what a filled field says, or None where it does not fit its type."""
    if value_type.is_list:
        return _items(value, value_type)
    match value_type.kind:
        case ValueKind.FLAG:
            return _FLAGS.get(value.strip().lower()) if isinstance(value, str) else _flag(value)
        case ValueKind.INTEGER:
            return whole(value)
        case ValueKind.NUMBER:
            return value if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value) else None
        case ValueKind.DATE | ValueKind.DURATION:
            return value if isinstance(value, str) and measure(value, value_type.kind) is not None else None
        case ValueKind.CHOICE:
            return value if isinstance(value, str) and value in value_type.choices else None
        case _:
            return value.strip() or None if isinstance(value, str) else None


def misfit(value: Value, value_type: ValueType) -> str:
    """Return what is wrong with a value that does not fit, and what was expected."""
    words = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]
    stranger = next((word for word in words if value_type.choices and word not in value_type.choices), None)
    if stranger is not None:
        return f"cannot be {described(stranger)}{hint(stranger, value_type.choices) or _choices(value_type)}"
    quotes = "; put it in quotes" if value_type.kind is ValueKind.TEXT and not isinstance(value, list | dict) else ""
    return f"cannot be {described(value)}; expected {wanted(value_type)}{quotes}"


def _choices(value_type: ValueType) -> str:
    return f"; expected {one_of(value_type.choices)}"


def _flag(value: Value) -> bool | None:
    return value if isinstance(value, bool) else None


def _items(value: Value, value_type: ValueType) -> tuple[str, ...] | None:
    listed: list[Value]
    if isinstance(value, str):  # a person who lists words with commas means a list
        listed = [word.strip() for word in value.split(",")] if value_type.choices else [value]
    else:
        listed = value if isinstance(value, list) else [None]
    texts = tuple(item.strip() for item in listed if isinstance(item, str) and item.strip())
    if len(texts) != len(listed) or (value_type.choices and not set(texts) <= set(value_type.choices)):
        return None
    return tuple(dict.fromkeys(texts))
