"""The types that attributes of the vocabulary can have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ValueKind(StrEnum):
    """The shape of an attribute's value."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    CHOICE = "choice"
    DATE = "date"
    """ISO 8601 calendar date, kept as text."""
    DURATION = "duration"
    """A number and one of s, m, h, d, w, such as `30d`; kept as text."""
    TEXTS = "texts"
    CHOICES = "choices"
    RECORDS = "records"


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueType:
    """A shape, with its choices or fields where it has them."""

    kind: ValueKind
    choices: tuple[str, ...] = ()
    """For CHOICE and CHOICES; listed worst first where the merge rule is `worst`."""
    fields: Mapping[str, ValueType] = field(default_factory=dict)
    """For RECORDS: the fields of one record; `name` is always there and not listed."""

    @property
    def is_list(self) -> bool:
        """Whether a value holds several items."""
        return self.kind in (ValueKind.TEXTS, ValueKind.CHOICES, ValueKind.RECORDS)


TEXT = ValueType(kind=ValueKind.TEXT)
INTEGER = ValueType(kind=ValueKind.INTEGER)
NUMBER = ValueType(kind=ValueKind.NUMBER)
FLAG = ValueType(kind=ValueKind.FLAG)
DATE = ValueType(kind=ValueKind.DATE)
DURATION = ValueType(kind=ValueKind.DURATION)
TEXTS = ValueType(kind=ValueKind.TEXTS)


def choice(*choices: str) -> ValueType:
    """Return the type of one word out of a closed list."""
    return ValueType(kind=ValueKind.CHOICE, choices=choices)


def choices(*options: str) -> ValueType:
    """Return the type of a list of words out of a closed list."""
    return ValueType(kind=ValueKind.CHOICES, choices=options)


def records(**fields: ValueType) -> ValueType:
    """Return the type of a list of records with these fields and a name."""
    return ValueType(kind=ValueKind.RECORDS, fields=fields)
