"""Reports of which every name and text is another: to see that none breaks out of its place."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from auditor.report.schema import Report

WORDS = frozenset((
    "outcome", "severity", "confidence", "level", "kind", "state", "effort", "effect", "members", "baseline", "needs",
    "breaks", "rank", "fate", "created_at", "report_id", "expires", "undo", "approval", "standing", "role",
))  # fmt: skip
"""Fields that only take words of ours, and dates."""


def spoiled(report: Report, change: Callable[[str], str]) -> Report:
    """Return the report with every text changed that an input may have filled; equal texts stay equal."""

    def spoil(value: object, key: str) -> object:
        if isinstance(value, dict):
            return {name: spoil(item, name) for name, item in value.items()}
        if isinstance(value, list | tuple):
            return [spoil(item, key) for item in value]
        return change(value) if isinstance(value, str) and value and key not in WORDS else value

    return msgspec.convert(spoil(msgspec.to_builtins(report), ""), type=Report)
