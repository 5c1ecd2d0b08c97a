"""One Chromium for all browser tests; they are skipped, with the reason, where it or its driver is absent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.formats.format import format_for
from auditor.report.schema import Report

from .opened import Opened, chromium


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install --group dev")
    place = chromium()
    if not place:
        pytest.skip("needs Chromium: apt-get install chromium; CHROMIUM names another browser")
    home = tmp_path_factory.mktemp("home")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=place, args=["--no-sandbox"], env={"HOME": str(home)})
        yield started
        started.close()


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Callable[[], Report]], Path]:
    """Return what writes the page of a report once and names its file."""
    folder = tmp_path_factory.mktemp("pages")
    written: dict[str, Path] = {}

    def write(make: Callable[[], Report]) -> Path:
        if make.__name__ not in written:
            path = folder / f"{make.__name__}.html"
            path.write_bytes(format_for("html").write(make()))
            written[make.__name__] = path
        return written[make.__name__]

    return write


@pytest.fixture
def opened(
    browser: Any, page_file: Callable[[Callable[[], Report]], Path], request: pytest.FixtureRequest
) -> Iterator[Callable[..., Opened]]:
    """Return what opens the page of a report; afterwards no request has left the page and no error was said."""
    seen: list[Opened] = []

    def open_page(make: Callable[[], Report], *, anchor: str = "", **options: Any) -> Opened:
        view = Opened(browser, page_file(make), anchor, options)
        seen.append(view)
        return view

    yield open_page
    for view in seen:
        view.close()
        assert view.errors == []
        assert view.requests == [view.address]
