"""The time of the audit."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from auditor.errors import UsageError


def now() -> datetime:
    """Return the present time in UTC, or the time that SOURCE_DATE_EPOCH sets. Raises UsageError for a bad one."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(_whole_number(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is {epoch[:40]!r}; expected seconds since 1970, such as 1795305600"
        raise UsageError(message) from None


def _whole_number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)
