"""JSON values where a Python program takes their kind for granted and raises otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from auditor.documents import Pointer, Value
from auditor.frameworks.edits import set_to
from auditor.frameworks.pydantic_types import Unbuildable

JsonSchema: TypeAlias = dict[str, Value]


def as_mapping(value: Value, at: Pointer) -> JsonSchema:
    """Return a value that has to be a mapping. Raises Unbuildable otherwise."""
    if not isinstance(value, dict):
        edit = set_to(at, {}) if at[-2:-1] == ("properties",) or at[-1:] == ("items",) else None
        raise Unbuildable(f"it has {value!r:.40} where a mapping is taken for granted", at=at, edit=edit)
    return value


def listed(value: Value, at: Pointer) -> list[Value]:
    """Return what Python iterates over in a value. Raises Unbuildable for what it does not iterate over."""
    if not isinstance(value, list | dict | str):
        raise Unbuildable(f"it has {value!r:.40} where a list is taken for granted", at=at)
    return list(value)


def key_set(values: Iterable[Value], at: Pointer) -> set[Value]:
    """Return some values as a set. Raises Unbuildable for lists and mappings among them."""
    try:
        return set(values)
    except TypeError:
        raise Unbuildable("it has a list or a mapping among names", at=at) from None
