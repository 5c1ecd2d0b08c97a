"""What all tests share: a fixed clock, a scrubbed environment, no network, and real files where they are at hand."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"

_SCRUBBED = ("NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH", "COLUMNS", "TERM", "CI", "GITHUB_ACTIONS")


# How long an example takes depends on what else the machine does.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture
def now() -> datetime:
    """Return the moment at which every test's audit happens."""
    return datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def shared() -> Path:
    """Return the folder of real files beside the checkout; skip the test where there is none."""
    if not SHARED.is_dir():
        pytest.skip("needs the real files of ../shared")
    return SHARED


@pytest.fixture(autouse=True)
def _same_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _SCRUBBED:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Fail what would reach out of this process by an internet address; commands that a test starts are their own."""

    def refuse(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            pytest.fail(f"{request.node.nodeid} opens a connection to {address}")
        connect(self, address)

    connect = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", refuse)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests on real files where there are none."""
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("corpus"):
            item.add_marker(pytest.mark.skip(reason="needs the real files of ../shared"))


def pytest_report_header() -> str:
    """Say whether real files take part."""
    return f"real files: {'yes' if SHARED.is_dir() else 'no, ../shared is absent'}{os.linesep}"
