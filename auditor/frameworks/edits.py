"""Changes to tool definitions, each made on a copy."""

from __future__ import annotations

from collections.abc import Callable

from auditor.documents import Pointer, Value
from auditor.frameworks.candidate import Edit, JsonObject


def pointed(pointer: Pointer) -> str:
    """Return a place in RFC 6901 form."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in pointer)


def value_at(value: Value, pointer: Pointer) -> Value:
    """Return what stands at a place; None where there is nothing."""
    for part in pointer:
        if isinstance(value, dict) and isinstance(part, str):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and 0 <= part < len(value):
            value = value[part]
        else:
            return None
    return value


def replaced(value: Value, pointer: Pointer, change: Callable[[Value], Value]) -> Value:
    """Return a copy in which what stands at a place is changed; the same value where there is no such place."""
    if not pointer:
        return change(value)
    first, rest = pointer[0], pointer[1:]
    if isinstance(value, dict) and isinstance(first, str) and first in value:
        return {**value, first: replaced(value[first], rest, change)}
    if isinstance(value, list) and isinstance(first, int) and 0 <= first < len(value):
        return [*value[:first], replaced(value[first], rest, change), *value[first + 1 :]]
    return value


def without(value: Value, pointer: Pointer) -> Value:
    """Return a copy that lacks what stands at a place."""
    last = pointer[-1]

    def cut(holder: Value) -> Value:
        if isinstance(holder, dict):
            return {key: item for key, item in holder.items() if key != last}
        if isinstance(holder, list):
            return [item for number, item in enumerate(holder) if number != last]
        return holder

    return replaced(value, pointer[:-1], cut)


def put(value: Value, pointer: Pointer, new: Value) -> Value:
    """Return a copy with a value at a place, whose holder has to be there."""
    if not pointer:
        return new
    last = pointer[-1]

    def set_in(holder: Value) -> Value:
        if isinstance(holder, dict) and isinstance(last, str):
            return {**holder, last: new}
        if isinstance(holder, list) and isinstance(last, int) and 0 <= last < len(holder):
            return [*holder[:last], new, *holder[last + 1 :]]
        return holder

    return replaced(value, pointer[:-1], set_in)


def _edit(what: str, change: Callable[[Value], Value]) -> Edit:
    def apply(stated: JsonObject) -> JsonObject:
        changed = change(dict(stated))
        return changed if isinstance(changed, dict) else stated

    return Edit(what=what, apply=apply)


def remove(pointer: Pointer) -> Edit:
    """Return the edit that removes what stands at a place of a definition."""
    return _edit(f"remove {pointed(pointer)}", lambda value: without(value, pointer))


def set_to(pointer: Pointer, new: Value, what: str = "") -> Edit:
    """Return the edit that puts a value at a place of a definition."""
    return _edit(what or f"set {pointed(pointer)} to {new!r}", lambda value: put(value, pointer, new))


def change_at(pointer: Pointer, change: Callable[[Value], Value], what: str) -> Edit:
    """Return the edit that changes what stands at a place of a definition."""
    return _edit(what, lambda value: replaced(value, pointer, change))
