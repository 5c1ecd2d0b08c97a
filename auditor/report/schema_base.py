"""What every part of the report's published contract shares."""

from __future__ import annotations

from typing import Literal

import msgspec

LevelWord = Literal["assumed", "inferred", "declared", "documented", "recorded", "observed"]


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every part of a report: immutable, named fields only, unknown fields refused on reading."""
