"""The one grammar of the condition language, from which the loader validates and the documentation is printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from auditor.model.values import ValueKind as V


class Takes(StrEnum):
    """What may stand after a key of the language."""

    VALUE = "a value of the attribute's type"
    VALUES = "a list of values of the attribute's type"
    ITEM = "one item of the list, or a part of the text"
    ITEMS = "a list of items"
    BOUND = "a number, an ISO date or a duration such as `30d`, as the attribute has it"
    FLAG = "`true` or `false`"
    TRUE = "`true`"
    LENGTH = "`{at_least: n, at_most: n}`, one of them or both"
    PATTERN = "a regular expression"
    LEVEL = "an evidence level"
    DURATION = "a duration such as `180d`"
    ITEM_TEST = "`{where?: condition, satisfies: condition}` on one record"
    CONDITION = "a condition"
    CONDITIONS = "a list of conditions"
    KINDS = "an entity kind, or `{in: [kinds]}`"
    GLOB = "an id, in which `*` stands for anything"
    KEYS = "a mapping with the keys listed below it"
    FILTER = "a filter"
    SELECTION = "a filter, with `by` and `direction` beside it where it means neighbours"
    SOURCES = "a filter, with `from` beside it"
    BOUNDARY = "`{id?: glob, trust?: condition on trust}`"
    RELATIONS = "a relation or a list of relations"
    DIRECTION = "`out`, `in` or `either`"
    COUNT = "a whole number"
    FORMATS = "the id of an input format or a list of them"


class Group(StrEnum):
    """The part of the language that a construct belongs to."""

    LOGIC = "Logic"
    IDENTITY = "What it is"
    GRAPH = "Graph conditions"
    ARTIFACT = "Artifact conditions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """One operator of attribute conditions."""

    name: str
    types: frozenset[V]
    """The types of attribute that it can stand on."""
    takes: Takes
    example: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key inside a construct."""

    name: str
    takes: Takes
    required: bool = False
    meaning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Construct:
    """One condition that is not about an attribute."""

    name: str
    group: Group
    takes: Takes
    example: str
    meaning: str
    keys: tuple[Key, ...] = ()
    """Keys inside its mapping."""
    beside: tuple[Key, ...] = ()
    """Keys that stand next to it, in the same mapping."""
    in_filter: bool = False
    """Whether a filter may hold it."""
    in_record: bool = False
    """Whether a condition on a record may hold it."""


SCALARS = frozenset({V.TEXT, V.INTEGER, V.NUMBER, V.FLAG, V.CHOICE, V.DATE, V.DURATION})
ORDERED = frozenset({V.INTEGER, V.NUMBER, V.DATE, V.DURATION})
LISTS = frozenset({V.TEXTS, V.CHOICES})
EVERYTHING = frozenset(V)

OPERATORS = (
    Operator(
        name="is_not",
        types=SCALARS,
        takes=Takes.VALUE,
        example="reversible: {is_not: true}",
        meaning="Has another value.",
    ),
    Operator(
        name="in",
        types=SCALARS - {V.FLAG},
        takes=Takes.VALUES,
        example="approval: {in: [human, policy]}",
        meaning="Is one of these.",
    ),
    Operator(
        name="any_of",
        types=LISTS,
        takes=Takes.ITEMS,
        example="effects: {any_of: [delete, spend, send]}",
        meaning="Holds at least one of these.",
    ),
    Operator(
        name="all_of",
        types=LISTS,
        takes=Takes.ITEMS,
        example="records: {all_of: [actions, results]}",
        meaning="Holds each of these.",
    ),
    Operator(
        name="contains",
        types=LISTS | {V.TEXT},
        takes=Takes.ITEM,
        example="policies: {contains: approval}",
        meaning="A list holds the item; a text holds the words, whatever their case.",
    ),
    Operator(
        name="at_least",
        types=ORDERED,
        takes=Takes.BOUND,
        example="retention: {at_least: 180d}",
        meaning="Is not less; for a date, not earlier.",
    ),
    Operator(
        name="at_most",
        types=ORDERED,
        takes=Takes.BOUND,
        example="call_timeout: {at_most: 5m}",
        meaning="Is not more; for a date, not later.",
    ),
    Operator(
        name="present",
        types=EVERYTHING,
        takes=Takes.FLAG,
        example="description: {present: true}",
        meaning="Has a value that is not empty. What nobody states is unknown; an empty text or list is absent.",
    ),
    Operator(
        name="length",
        types=LISTS | {V.TEXT, V.RECORDS},
        takes=Takes.LENGTH,
        example="description: {length: {at_least: 20}}",
        meaning="How many characters a text has (space at its ends apart), or how many items a list.",
    ),
    Operator(
        name="matches",
        types=frozenset({V.TEXT, V.TEXTS}),
        takes=Takes.PATTERN,
        example="version: {matches: '[0-9]'}",
        meaning="The pattern is found somewhere in the text, or in one of the texts; `^` and `$` anchor it. "
        "Only the first 10,000 characters are searched; a pattern has at most 200, no back-reference, "
        "no look-around and no repetition inside a repetition.",
    ),
    Operator(
        name="evidence",
        types=EVERYTHING,
        takes=Takes.LEVEL,
        example="structured_result: {evidence: recorded}",
        meaning="The best claim is at least that good; unknown, never false, where it is not.",
    ),
    Operator(
        name="older_than",
        types=frozenset({V.DATE}),
        takes=Takes.DURATION,
        example="last_review: {older_than: 180d}",
        meaning="Lies further back than that from the day of the audit.",
    ),
    Operator(
        name="every",
        types=frozenset({V.RECORDS}),
        takes=Takes.ITEM_TEST,
        example="parameters: {every: {satisfies: {description: {present: true}}}}",
        meaning="Each record (for which `where` holds) satisfies the condition; true of an empty list.",
    ),
    Operator(
        name="some",
        types=frozenset({V.RECORDS}),
        takes=Takes.ITEM_TEST,
        example="responses: {some: {where: {outcome: failure}, satisfies: {structured: true}}}",
        meaning="At least one record (for which `where` holds) satisfies the condition.",
    ),
    Operator(
        name="none",
        types=frozenset({V.RECORDS}),
        takes=Takes.ITEM_TEST,
        example="parameters: {none: {satisfies: {free_form: true}}}",
        meaning="No record (for which `where` holds) satisfies the condition.",
    ),
)
"""Operators; `attribute: value` without one means that it equals the value."""

OPERATOR_BY_NAME = {operator.name: operator for operator in OPERATORS}
