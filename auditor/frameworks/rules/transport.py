"""Rules about what becomes of a definition as JSON on its way from a server to a client."""

from __future__ import annotations

from decimal import Decimal

from auditor.checklist.shape import Shape
from auditor.documents import Pointer, Value
from auditor.frameworks.candidate import ABSENT, Candidate, Maybe, Step, each
from auditor.frameworks.edits import remove
from auditor.frameworks.rules import kind

_EXACT = 2**53
_WRITTEN_OUT = 1e21
"""From here on JavaScript writes an exponent."""


@kind
def nesting_limit(args: Shape) -> Step:
    """Refuses definitions that are nested more than `most` levels deep, where the definition itself is the first;
    `schema: true` counts within the input schema alone, and `scalars: true` takes a text or a number for a level too.
    """
    inside, scalars = args.flag("schema"), args.flag("scalars")
    most = args.get("most")
    limit = most if isinstance(most, int) and not isinstance(most, bool) else 0
    if not limit:
        args.mistakes.add(args.at("most"), "`most` takes a whole number")

    def act(tool: Candidate) -> None:
        if inside:
            found = ("inputSchema", *place) if (place := _deeper(_or_none(tool.schema), limit, scalars)) else ()
        else:
            found = _deeper(dict(tool.definition.stated), limit, scalars)
        if found:
            tool.refuse(f"it is nested more than {limit} levels deep", at=found[:3], edit=remove(found[:3]))

    return each(act)


@kind
def javascript_numbers(args: Shape) -> Step:
    """Rounds integers beyond 2^53 as JavaScript does, which knows no others."""

    def act(tool: Candidate) -> None:
        tool.schema = _rounded(tool.schema) if isinstance(tool.schema, dict | list | int) else tool.schema

    return each(act)


def _or_none(value: Maybe) -> Value:
    return None if value is ABSENT else value


def _deeper(value: Value, limit: int, scalars: bool) -> Pointer:
    """Return a place that is nested deeper than a limit; empty where there is none."""
    waiting: list[tuple[Value, Pointer]] = [(value, ())]
    while waiting:
        found, place = waiting.pop()
        if len(place) >= limit and (scalars or isinstance(found, dict | list)):
            return place
        parts = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
        waiting += [(item, (*place, key)) for key, item in parts]
    return ()


def _rounded(value: Value) -> Value:
    """Return a value with its large integers rounded; the same value where there are none."""
    if isinstance(value, dict):
        made = {key: _rounded(item) for key, item in value.items()}
        return made if any(made[key] is not value[key] for key in value) else value
    if isinstance(value, list):
        items = [_rounded(item) for item in value]
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > _EXACT:
        return _as_double(value)
    return value


def _as_double(value: int) -> Value:
    """Return an integer as JSON.stringify writes it: in as few digits as tell it from the numbers beside it."""
    try:
        near = float(value)
    except OverflowError:
        return None
    if abs(near) >= _WRITTEN_OUT:
        return near
    written = int(Decimal(repr(near)))
    return value if written == value else written
