"""Compiles attribute conditions: their operators, and arguments of the type that each asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.checklist import operators
from auditor.checklist.attributes import on_attribute, on_field
from auditor.checklist.condition import Condition, all_of
from auditor.checklist.constructs import CONSTRUCT_BY_NAME
from auditor.checklist.grammar import OPERATOR_BY_NAME, Operator, Takes
from auditor.checklist.records import on_records
from auditor.checklist.terms import Terms
from auditor.documents import Pointer, Value
from auditor.model.claims import AttributeValue
from auditor.model.kinds import EvidenceLevel
from auditor.model.values import ValueKind, ValueType
from auditor.model.vocabulary import ATTRIBUTES
from auditor.readers.architecture.system_words import nearest, one_of, quoted

if TYPE_CHECKING:
    from auditor.checklist.compiler import Compiler

_LEVELS = {level.word: level for level in EvidenceLevel}


def attribute_condition(
    compiler: Compiler, name: str, value: Value, pointer: Pointer, terms: Terms
) -> Condition | None:
    """Return the condition under one key that is not a construct of the language."""
    value_type = terms.type_of(name)
    if value_type is None:
        _refuse_name(compiler, name, pointer, terms)
        return None
    if not isinstance(value, dict):
        return _equality(compiler, name, value, pointer, terms, value_type)
    if not value:
        compiler.mistakes.add(pointer, f"`{name}` needs a value or an operator")
        return None
    parts = [
        _operator(compiler, name, key, argument, (*pointer, key), terms, value_type) for key, argument in value.items()
    ]
    good = [part for part in parts if part is not None]
    return all_of(good) if len(good) == len(parts) else None


def _refuse_name(compiler: Compiler, name: str, pointer: Pointer, terms: Terms) -> None:
    attribute = ATTRIBUTES.get(name)
    if terms.in_record:
        what = f"field of `{terms.record_of}`"
        compiler.mistakes.unknown(pointer, what, name, terms.names())
    elif attribute is not None and terms.kinds is not None:
        owners = one_of(sorted(kind.value for kind in attribute.kinds))
        subject = one_of(sorted(kind.value for kind in terms.kinds))
        compiler.mistakes.add(pointer, f"`{name}` is an attribute of {owners}, not of {subject}", key=True)
    else:
        grouped = sorted(known for known in terms.names() if known.startswith(f"{name}."))
        if grouped:
            compiler.mistakes.add(pointer, f"unknown attribute `{name}`; expected {one_of(grouped)}", key=True)
            return
        known = [*terms.names(), *CONSTRUCT_BY_NAME]
        meant = nearest(name, known)
        hint = f"; did you mean `{meant}`?" if meant else ""
        compiler.mistakes.add(pointer, f"unknown attribute or condition `{name}`{hint}", key=True)


def _equality(
    compiler: Compiler, name: str, value: Value, pointer: Pointer, terms: Terms, value_type: ValueType
) -> Condition | None:
    if value_type.kind is ValueKind.RECORDS:
        compiler.mistakes.add(pointer, f"`{name}` is a list of records; expected `every`, `some`, `none` or `length`")
        return None
    if value_type.is_list and not isinstance(value, list):
        compiler.mistakes.add(
            pointer, f"`{name}` is a list; expected `any_of`, `all_of` or `contains`, or a list that it equals"
        )
        return None
    argument = _items(value, value_type) if value_type.is_list else _scalar(value, value_type)
    if argument is None:
        compiler.mistakes.add(pointer, f"`{name}` cannot be {quoted(value)}{_instead(value, value_type)}")
        return None
    check = operators.equals(argument, value_type)
    return _on(name, check, f"`{name}` is {check.expected}", terms)


def _operator(
    compiler: Compiler, name: str, key: str, value: Value, pointer: Pointer, terms: Terms, value_type: ValueType
) -> Condition | None:
    operator = OPERATOR_BY_NAME.get(key)
    possible = [known.name for known in OPERATOR_BY_NAME.values() if value_type.kind in known.types]
    if operator is None:
        compiler.mistakes.unknown(pointer, "operator", key, possible)
        return None
    if value_type.kind not in operator.types:
        compiler.mistakes.add(
            pointer,
            f"`{key}` cannot stand on `{name}`, which is of type {value_type.kind.value}; expected {one_of(possible)}",
            key=True,
        )
        return None
    if operator.takes is Takes.ITEM_TEST:
        return _records(compiler, name, key, value, pointer, value_type)
    argument = _argument(operator, value, value_type)
    if argument is None:
        _refuse_argument(compiler, operator, value, pointer, value_type)
        return None
    try:
        check = operators.BUILDERS[key](argument, value_type)
    except ValueError as error:
        compiler.mistakes.add(pointer, str(error))
        return None
    return _on(name, check, _words(name, key, check), terms)


def _refuse_argument(
    compiler: Compiler, operator: Operator, value: Value, pointer: Pointer, value_type: ValueType
) -> None:
    if operator.takes in (Takes.VALUES, Takes.ITEMS) and isinstance(value, list):
        for number, item in enumerate(value):
            if _argument(operator, [item], value_type) is None:
                told = f"`{operator.name}` cannot hold {quoted(item)}{_instead(item, value_type)}"
                compiler.mistakes.add((*pointer, number), told)
        if value:
            return
    asked = _asked(operator, value_type)
    compiler.mistakes.add(pointer, f"`{operator.name}` cannot take {quoted(value)}; expected {asked}")


def _instead(value: Value, value_type: ValueType) -> str:
    """Return how a message ends that refuses a value: with the nearest right word, or with what is right."""
    meant = nearest(value, value_type.choices) if isinstance(value, str) else None
    return f"; did you mean `{meant}`?" if meant else f"; expected {_wanted(value_type)}"


def _on(name: str, check: operators.Test, words: str, terms: Terms) -> Condition:
    return on_field(name, check, words) if terms.in_record else on_attribute(name, check, words)


def _words(name: str, key: str, check: operators.Test) -> str:
    verb = {
        "any_of": "holds",
        "all_of": "holds",
        "contains": "holds",
        "present": "has",
        "length": "has",
        "evidence": "has",
    }
    return f"`{name}` {verb.get(key, 'is')} {check.expected}"


def _records(
    compiler: Compiler, name: str, key: str, value: Value, pointer: Pointer, value_type: ValueType
) -> Condition | None:
    if not isinstance(value, dict) or "satisfies" not in value or not value.keys() <= {"where", "satisfies"}:
        compiler.mistakes.add(pointer, f"`{key}` takes `{{where?: condition, satisfies: condition}}`")
        return None
    terms = Terms(fields=value_type.fields, record_of=name)
    satisfies = compiler.condition(value["satisfies"], (*pointer, "satisfies"), terms)
    where = compiler.condition(value["where"], (*pointer, "where"), terms) if "where" in value else None
    if satisfies is None or ("where" in value and where is None):
        return None
    silent = on_attribute(name, operators.present(True, value_type), f"`{name}` has a value")
    return on_records(name, key, where, satisfies, silent)


def _argument(operator: Operator, value: Value, value_type: ValueType) -> object:
    """Return an operator's argument in the form its builder takes, or None where it does not fit."""
    match operator.takes:
        case Takes.VALUE | Takes.BOUND:
            return _scalar(value, value_type)
        case Takes.VALUES:
            listed = [_scalar(item, value_type) for item in value] if isinstance(value, list) else []
            return listed if listed and None not in listed else None
        case Takes.ITEMS:
            return _items(value, value_type) or None
        case Takes.ITEM:
            if not value_type.is_list:
                return value if isinstance(value, str) and value else None
            return next(iter(_items([value], value_type) or ()), None)
        case Takes.FLAG:
            return value if isinstance(value, bool) else None
        case Takes.LENGTH:
            return value if isinstance(value, dict) and _is_length(value) else None
        case Takes.PATTERN:
            return value if isinstance(value, str) and value else None
        case Takes.LEVEL:
            return _LEVELS.get(value) if isinstance(value, str) else None
        case _:
            return _scalar(value, ValueType(kind=ValueKind.DURATION))


def _is_length(value: dict[str, Value]) -> bool:
    whole = all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in value.values())
    return bool(value) and whole and value.keys() <= {"at_least", "at_most"}


def _items(value: Value, value_type: ValueType) -> tuple[str, ...] | None:
    items = value if isinstance(value, list) else []
    texts = tuple(item for item in items if isinstance(item, str))
    if len(texts) != len(items) or (value_type.choices and not set(texts) <= set(value_type.choices)):
        return None
    return texts if isinstance(value, list) else None


def _scalar(value: Value, value_type: ValueType) -> AttributeValue | None:
    match value_type.kind:
        case ValueKind.FLAG:
            return value if isinstance(value, bool) else None
        case ValueKind.INTEGER | ValueKind.NUMBER:
            return value if isinstance(value, int | float) and not isinstance(value, bool) else None
        case ValueKind.CHOICE:
            return value if isinstance(value, str) and value in value_type.choices else None
        case ValueKind.DATE | ValueKind.DURATION:
            return value if isinstance(value, str) and operators.measure(value, value_type.kind) is not None else None
        case _:
            return value if isinstance(value, str) else None


def _asked(operator: Operator, value_type: ValueType) -> str:
    match operator.takes:
        case Takes.VALUE | Takes.BOUND:
            return _wanted(value_type)
        case Takes.VALUES | Takes.ITEMS:
            return f"a list; each is {_wanted(value_type)}"
        case Takes.ITEM:
            return _wanted(value_type)
        case Takes.LEVEL:
            return one_of(_LEVELS)
        case _:
            return operator.takes.value


def _wanted(value_type: ValueType) -> str:
    if value_type.choices:
        return one_of(value_type.choices)
    return {
        ValueKind.FLAG: "`true` or `false`",
        ValueKind.INTEGER: "a number",
        ValueKind.NUMBER: "a number",
        ValueKind.DATE: "a date such as `2027-03-01`",
        ValueKind.DURATION: "a duration such as `30d` (s, m, h, d or w)",
    }.get(value_type.kind, "text")
