"""What every part of the report's published contract shares."""

from __future__ import annotations

from typing import Literal

import msgspec

LevelWord = Literal["assumed", "inferred", "declared", "documented", "recorded", "observed"]


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every part of a report: immutable, named fields only, unknown fields refused on reading."""


class Counts(Part, frozen=True, kw_only=True):
    """How many controls, or subjects, came to each outcome."""

    passed: int = 0
    failed: int = 0
    unknown: int = 0
    manual: int = 0
    error: int = 0
    waived: int = 0
    not_applicable: int = 0

    @property
    def applicable(self) -> int:
        """All but the ones that do not apply."""
        return self.passed + self.failed + self.unknown + self.manual + self.error + self.waived
