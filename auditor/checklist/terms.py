"""What the words of a condition can refer to at its place: attributes of some kinds, or fields of a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from auditor.documents import Value
from auditor.model.kinds import EntityKind
from auditor.model.values import TEXT, ValueType
from auditor.model.vocabulary import ATTRIBUTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The place of a condition."""

    kinds: frozenset[EntityKind] | None = None
    """The kinds that the entity can be of, as far as the condition says; None where any."""
    in_filter: bool = False
    fields: Mapping[str, ValueType] | None = None
    """For a condition on a record: its fields."""
    record_of: str = ""
    """The record list that the fields belong to."""

    @property
    def in_record(self) -> bool:
        """Whether the condition is on a record."""
        return self.fields is not None

    def narrowed_by(self, kind: Value) -> Terms:
        """Return the terms where `kind` stands beside; a wrong kind is told elsewhere."""
        names = kind.get("in") if isinstance(kind, dict) else kind
        listed = names if isinstance(names, list) else [names]
        kinds = frozenset(kind for kind in EntityKind if kind.value in listed)
        return replace(self, kinds=kinds) if kinds else self

    def type_of(self, name: str) -> ValueType | None:
        """Return the type of an attribute or field, or None where there is none of this name."""
        if self.fields is not None:
            return TEXT if name == "name" else self.fields.get(name)
        attribute = ATTRIBUTES.get(name)
        if attribute is None or (self.kinds is not None and not attribute.kinds & self.kinds):
            return None
        return attribute.type

    def names(self) -> Iterable[str]:
        """Return every name that can be used here."""
        if self.fields is not None:
            return ("name", *self.fields)
        return [name for name, a in ATTRIBUTES.items() if self.kinds is None or a.kinds & self.kinds]
