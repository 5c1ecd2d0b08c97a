"""Dates and durations as attributes hold them."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DURATION = re.compile(r"(\d+(?:\.\d+)?)([smhdw])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


def seconds(text: object) -> float | None:
    """Return a duration such as `30d` in seconds, or None where it is none."""
    match = _DURATION.fullmatch(text) if isinstance(text, str) else None
    return float(match[1]) * _SECONDS[match[2]] if match else None


def day(text: object) -> date | None:
    """Return an ISO 8601 calendar date, or None where it is none."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def before(moment: date, duration: float) -> date:
    """Return the day that lies a duration in seconds before another, or the first day there is."""
    try:
        return moment - timedelta(seconds=duration)
    except OverflowError:
        return date.min
