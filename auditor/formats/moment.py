"""When a report was made, as files say it of themselves."""

from __future__ import annotations

from datetime import UTC, datetime

EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
"""No font and no ZIP archive can hold an earlier moment."""


def moment_of(created_at: str) -> datetime:
    """Return when the report was made, in UTC; what is no moment, or before 1980, becomes 1980."""
    try:
        moment = datetime.fromisoformat(created_at)
    except ValueError:
        return EARLIEST
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    try:
        return max(moment.astimezone(UTC), EARLIEST)
    except OverflowError:  # its day in UTC is before year 1 or after 9999
        return EARLIEST
