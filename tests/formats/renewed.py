"""Holds what is written against what was written before."""

import os
from pathlib import Path

import pytest

SNAPSHOTS = Path(__file__).parent / "snapshots"


def as_it_was(name: str, text: str) -> None:
    """Assert that a text is this snapshot. RENEW_SNAPSHOTS=1 writes it, and fails so that somebody looks."""
    path = SNAPSHOTS / name
    if os.environ.get("RENEW_SNAPSHOTS"):
        path.write_text(text, encoding="utf-8")
        pytest.fail(f"{name} is written; look at it, and run again without RENEW_SNAPSHOTS")
    assert text == path.read_text(encoding="utf-8")
