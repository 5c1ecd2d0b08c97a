"""The page is accessible, fits its window, and holds its first screen."""

import pytest

from tests.audits import SAMPLES, audit
from tests.formats.sample_report import travel_desk
from tests.formats.sample_variants import lone_artifact, ready

from .opened import PHONE


def sample(folder):
    def make():
        return audit(folder / "system.yaml")

    make.__name__ = folder.name
    return make


REPORTS = [*(sample(folder) for folder in SAMPLES), ready, lone_artifact]


@pytest.mark.parametrize("make", REPORTS, ids=lambda make: make.__name__)
def test_axe_finds_nothing_by_day_or_night(opened, make):
    view = opened(make)
    assert view.violations() == []
    view.page.click("#theme")
    assert view.contrast() == []


@pytest.mark.parametrize("make", REPORTS, ids=lambda make: make.__name__)
def test_the_answer_holds_on_the_first_screen(opened, make):
    view = opened(make)
    assert view.ask("document.querySelector('.first').getBoundingClientRect().bottom") <= 800
    assert view.ask("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize("make", REPORTS, ids=lambda make: make.__name__)
def test_a_phone_does_not_scroll_sideways(opened, make):
    view = opened(make, viewport=PHONE)
    assert view.ask("document.documentElement.scrollWidth") <= 390
    cut = view.ask(
        """() => [...document.querySelectorAll("main :is(p, li, h2, h3, h4, td, tbody th, button, input, select)")]
        .filter(e => !e.closest("svg, .map-view, thead, [hidden], pre") && e.checkVisibility()
          && !e.closest("details:not([open])") && e.getBoundingClientRect().right > 391)
        .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert cut == []


def test_it_follows_the_system_and_the_switch_outlasts_a_reload(opened):
    view = opened(travel_desk, color_scheme="dark")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert view.ask(ground) == "rgb(20, 23, 26)"
    view.page.click("#theme")
    assert view.ask(ground) == "rgb(255, 255, 255)"
    view.page.reload()
    assert view.ask(ground) == "rgb(255, 255, 255)"
    assert view.ask("localStorage.length + sessionStorage.length") == 0
    view.requests.pop()  # the reload is the reader's own


def test_without_a_script_nothing_is_missing(opened):
    plain = opened(travel_desk, java_script_enabled=False).page
    lively = opened(travel_desk).page
    words = "document.querySelector('#part-areas').textContent"
    assert plain.locator("#filter").is_hidden()
    assert plain.locator("#theme").is_hidden()
    assert plain.locator(".finding").count() == lively.locator(".finding").count() > 5
    assert plain.locator(".everyone").first.is_visible()
    assert len(lively.evaluate(words)) > 1000
