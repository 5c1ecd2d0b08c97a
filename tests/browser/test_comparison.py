"""The page of a comparison is accessible, fits its window and asks for nothing, whatever its offers are called."""

import pytest

from auditor.formats.beside.writers import writer_for
from tests.comparison.test_writers import six, two

from .opened import PHONE, Opened

MADE = pytest.mark.parametrize("make", [two, six])


@pytest.fixture
def compared(browser, tmp_path):
    views = []

    def open_page(make, **options) -> Opened:
        path = tmp_path / "compared.html"
        path.write_bytes(writer_for("html").write(make()))
        views.append(Opened(browser, path, "", options))
        return views[-1]

    yield open_page
    for view in views:
        view.close()
        assert view.errors == []
        assert view.requests == [view.address]


@MADE
def test_axe_finds_nothing_by_day(compared, make):
    assert compared(make).violations() == []


@MADE
def test_axe_finds_no_text_that_is_hard_to_read_by_night(compared, make):
    assert compared(make, color_scheme="dark").contrast() == []


@MADE
def test_a_phone_does_not_scroll_sideways(compared, make):
    assert compared(make, viewport=PHONE).ask("document.documentElement.scrollWidth") <= 390
