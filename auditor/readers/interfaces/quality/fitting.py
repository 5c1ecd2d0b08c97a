"""Whether a plain value fits a schema, as far as the schema's own keywords say."""

from __future__ import annotations

from auditor.documents import Value
from auditor.readers.interfaces.quality.dialects import Dialect
from auditor.readers.interfaces.quality.keywords import is_number
from auditor.readers.interfaces.values import compact, kind_of

_LONGEST = 60


def stated_types(schema: dict[str, Value], dialect: Dialect) -> tuple[str, ...]:
    """Return the types that a schema states in a readable way; none where it states none."""
    stated = schema.get("type")
    names = [stated] if isinstance(stated, str) else stated if isinstance(stated, list) else []
    known = tuple(name for name in names if isinstance(name, str) and name in dialect.types | {"null"})
    if len(known) != len(names):
        return ()
    return (*known, "null") if known and schema.get("nullable") is True else known


def is_of(value: Value, types: tuple[str, ...]) -> bool:
    """Tell whether a value is of one of these JSON types; 1.0 is an integer, and a file can be anything."""
    for name in types:
        match name:
            case "string" if isinstance(value, str):
                return True
            case "boolean" if isinstance(value, bool):
                return True
            case "number" if is_number(value):
                return True
            case "integer" if _is_whole(value):
                return True
            case "array" if isinstance(value, list):
                return True
            case "object" if isinstance(value, dict):
                return True
            case "null" if value is None:
                return True
            case "file":
                return True
    return False


def _is_whole(value: Value) -> bool:
    return is_number(value) and (isinstance(value, int) or (isinstance(value, float) and value.is_integer()))


def misfit(value: Value, schema: dict[str, Value], dialect: Dialect) -> str:
    """Return why a value does not fit the types, values and bounds of a schema; empty where it fits them."""
    types = stated_types(schema, dialect)
    if types and not is_of(value, types):
        said = "it" if isinstance(value, dict | list) else shown(value)
        return f"{said} is {kind_of(value)}; expected {' or '.join(types)}"
    values = schema.get("enum")
    if isinstance(values, list) and values and not _among(value, values):
        if value is None and schema.get("nullable") is True:
            return ""
        return f"{shown(value)} is not one of the values of `enum`"
    return _out_of_bounds(value, schema)


def _out_of_bounds(value: Value, schema: dict[str, Value]) -> str:
    if isinstance(value, str):
        size, low, high = len(value), "minLength", "maxLength"
    elif isinstance(value, list):
        size, low, high = len(value), "minItems", "maxItems"
    elif isinstance(value, int | float) and not isinstance(value, bool):
        least, most = schema.get("minimum"), schema.get("maximum")
        if isinstance(least, int | float) and not isinstance(least, bool) and value < least:
            return f"{shown(value)} is below the `minimum` {shown(least)}"
        if isinstance(most, int | float) and not isinstance(most, bool) and value > most:
            return f"{shown(value)} is above the `maximum` {shown(most)}"
        return ""
    else:
        return ""
    least, most = schema.get(low), schema.get(high)
    if isinstance(least, int) and size < least:
        return f"{shown(value)} has fewer than {low} {least}".replace(low, f"`{low}`")
    if isinstance(most, int) and size > most:
        return f"{shown(value)} has more than {high} {most}".replace(high, f"`{high}`")
    return ""


def _among(value: Value, values: list[Value]) -> bool:
    return any(value == other and isinstance(value, bool) is isinstance(other, bool) for other in values)


def shown(value: Value) -> str:
    """Return a value in one short line."""
    if isinstance(value, dict | list):
        return kind_of(value)
    text = compact(value)
    return f"`{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}`"
