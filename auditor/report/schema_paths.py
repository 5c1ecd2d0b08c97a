"""The part of the report's contract that says how a finding goes through the system, hop by hop."""

from __future__ import annotations

from auditor.report.schema_base import LevelWord, Part


class Hop(Part, frozen=True, kw_only=True):
    """One relation on the way that shows a finding; the way may fork, as where one agent reaches three things."""

    source: str
    target: str
    kind: str
    level: LevelWord
    place: str
    """`path:line` of what states it; empty where nothing does."""
