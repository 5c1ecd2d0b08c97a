"""Readers of what benchmarks and evaluations leave behind: one module a result format."""

from __future__ import annotations

READER_MODULES = ("reader",)
"""Only this module has a READER; the formats of results are many, and found when a file may be one of them."""
