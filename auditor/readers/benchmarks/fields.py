"""Takes single values out of result files; what is of another type counts as absent."""

from __future__ import annotations

import math
import re
from datetime import date

from auditor.documents import Value

_LARGEST = 10**18
"""Whole numbers beyond it are no versions and no counts, and those of thousands of digits cannot be written out."""
_DATE = re.compile(r"(?P<y>(?:19|20)[0-9]{2})[-_/]?(?P<m>0[1-9]|1[0-2])[-_/]?(?P<d>0[1-9]|[12][0-9]|3[01])(?![0-9])")


def at(value: Value, *keys: str) -> Value:
    """Return what stands under some keys, one inside another; None where anything on the way is absent."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def text(value: Value, *keys: str) -> str:
    """Return a text, or a number as written; empty where it is absent."""
    found = at(value, *keys)
    if isinstance(found, bool):
        return ""
    if isinstance(found, int) and abs(found) > _LARGEST:
        return ""
    return found.strip() if isinstance(found, str) else str(found) if isinstance(found, int | float) else ""


def number(value: Value, *keys: str) -> float | None:
    """Return a finite number; None where it is absent."""
    found = at(value, *keys)
    if isinstance(found, bool) or not isinstance(found, int | float):
        return None
    try:
        value = float(found)
    except OverflowError:
        return None
    return value if math.isfinite(value) else None


def whole(value: Value, *keys: str) -> int | None:
    """Return a number without a fraction; None where it is absent."""
    found = number(value, *keys)
    return int(found) if found is not None and found.is_integer() and abs(found) < 2**53 else None


def flag(value: Value, *keys: str) -> bool | None:
    """Return true or false; None where it is absent."""
    found = at(value, *keys)
    return found if isinstance(found, bool) else None


def mapping(value: Value, *keys: str) -> dict[str, Value]:
    """Return a mapping; an empty one where it is absent."""
    found = at(value, *keys)
    return found if isinstance(found, dict) else {}


def items(value: Value, *keys: str) -> list[Value]:
    """Return a list; an empty one where it is absent."""
    found = at(value, *keys)
    return found if isinstance(found, list) else []


def day(said: str) -> str:
    """Return the first date in a text, such as a file name or a timestamp, in ISO 8601; empty where it holds none."""
    for found in _DATE.finditer(said):
        try:
            return date(int(found["y"]), int(found["m"]), int(found["d"])).isoformat()
        except ValueError:
            continue
    return ""


def share_of_percent(said: str) -> float | None:
    """Return `77.47%` or `77.47` as 0.7747; None for `N/A` and other words."""
    try:
        value = float(said.strip().removesuffix("%"))
    except ValueError:
        return None
    return value / 100 if math.isfinite(value) else None
