"""What the script makes easier: filters, addresses, copying, the keyboard, and paper."""

import msgspec
import pytest

from auditor.report.schema_plan import PlannedChange
from tests.formats.sample_report import travel_desk

SHOWN = "[...document.querySelectorAll('#part-areas [data-outcome]:not(span)')].filter(e => e.checkVisibility())"


PATCH = """--- a/system.yaml
+++ b/system.yaml
@@ -1,2 +1,3 @@
 tools:
-  cancelTrip: {}
+  cancelTrip: {approval: human}
+  refundTrip: {approval: human}
"""


def patched():
    change = PlannedChange(path="system.yaml", line=2, language="yaml", effect="makes it so", patch=PATCH)
    first, *rest = travel_desk().recommendations
    first = msgspec.structs.replace(first, changes=(change,))
    return msgspec.structs.replace(travel_desk(), recommendations=(first, *rest))


@pytest.fixture
def desk(opened):
    return opened(travel_desk)


def test_filters_leave_what_they_say(desk):
    every = desk.ask(f"{SHOWN}.length")
    desk.page.select_option("#filter-outcome", "unknown")
    assert set(desk.ask(f"{SHOWN}.map(e => e.dataset.outcome)")) == {"unknown"}
    desk.page.select_option("#filter-severity", "high")
    left = desk.ask(f"{SHOWN}.length")
    assert 0 < left < every
    assert desk.page.text_content("#filter-count").startswith(f"{left} of {every} findings")
    desk.page.click("#filter-clear")
    assert desk.ask(f"{SHOWN}.length") == every
    desk.page.select_option("#filter-area", label="Safety and governance")
    assert desk.ask("[...document.querySelectorAll('.area')].filter(e => !e.hidden).map(e => e.id)") == ["area-safety"]


def test_text_finds_subjects_that_are_folded_away_and_no_words_of_buttons(desk):
    desk.page.fill("#filter-text", "refundtrip")
    assert desk.ask(f"{SHOWN}.every(e => e.textContent.toLowerCase().includes('refundtrip'))")
    assert desk.ask(f"{SHOWN}.length") > 0
    desk.page.fill("#filter-text", "copy link")
    assert desk.ask(f"{SHOWN}.length") == 0
    desk.page.keyboard.press("Escape")
    assert desk.page.input_value("#filter-text") == ""
    assert desk.ask(f"{SHOWN}.length") > 0


@pytest.mark.parametrize("kind", ["finding", "control", "entity", "area", "part"])
def test_an_address_unfolds_shows_and_focuses_what_it_names(desk, kind):
    within = {"finding": "details [id^=finding-], [id^=finding-]", "entity": "[id^=entity-]"}
    name = desk.page.locator(within.get(kind, f"[id^={kind}-]")).last.get_attribute("id")
    desk.page.fill("#filter-text", "nothing says this")
    desk.ask(f"location.hash = '#{name}'")
    desk.page.wait_for_function(f"document.activeElement.id === '{name}'")
    desk.page.wait_for_timeout(50)
    assert desk.ask(f"document.getElementById('{name}').checkVisibility()")
    top = desk.ask(f"document.getElementById('{name}').getBoundingClientRect().top")
    assert -1 <= top < 800


def test_an_address_in_the_link_itself_unfolds_too(opened):
    inner = "#folded"
    view = opened(travel_desk, anchor="#finding-nowhere")  # an address that names nothing does no harm
    view.ask("document.querySelector('.everyone pre').id = 'folded'")
    view.ask(f"location.hash = '{inner}'")
    view.page.wait_for_function("document.querySelector('#folded').closest('details').open")


def test_buttons_copy_links_places_and_fingerprints(desk):
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    clipboard = "navigator.clipboard.readText()"
    finding = desk.page.locator(".finding").first
    finding.get_by_role("button", name="Copy link").click()
    finding.locator("button", has_text="Copied").wait_for()
    assert desk.ask(clipboard) == f"{desk.address}#{finding.get_attribute('id')}"
    excerpt = desk.page.locator(".finding .excerpt").first
    excerpt.locator(".copy").click()
    excerpt.locator(".copy", has_text="Copied").wait_for()
    assert desk.ask(clipboard) == excerpt.locator(".file").inner_text()
    question = desk.page.locator(".questions li").first
    question.get_by_role("button", name="Copy question").click()
    question.locator(".copy", has_text="Copied").wait_for()
    assert desk.ask(clipboard) == question.locator("[data-copy]").text_content()
    finding.locator(".everyone summary").click()
    finding.get_by_role("button", name="Copy places").click()
    places = desk.ask(clipboard).splitlines()
    assert places
    assert all(":" in place and " " not in place for place in places)
    finding.get_by_role("button", name="Copy fingerprints").click()
    assert desk.ask(clipboard)
    assert all(line in finding.locator(".everyone pre").inner_text() for line in desk.ask(clipboard).splitlines())


def test_a_copied_patch_is_the_patch(opened):
    view = opened(patched)
    view.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    copy = view.page.locator(".patch + .copy").first
    view.ask("document.querySelectorAll('details').forEach(e => { e.open = true; })")
    copy.click()
    copy.get_by_text("Copied").or_(view.page.locator(".patch + .copy", has_text="Copied")).first.wait_for()
    assert view.ask("navigator.clipboard.readText()") == PATCH


def test_the_keyboard_reaches_everything(desk):
    keyboard = desk.page.keyboard
    keyboard.press("Tab")
    assert desk.page.evaluate("document.activeElement.className") == "skip"
    assert desk.page.locator(".skip").bounding_box()["x"] >= 0
    ids = desk.ask(f"{SHOWN}.map(e => e.id)")
    for key, at in (("j", 0), ("j", 1), ("ArrowDown", 2), ("k", 1), ("ArrowUp", 0)):
        keyboard.press(key)
        assert desk.ask("document.activeElement.id") == ids[at]
    keyboard.press("/")
    assert desk.ask("document.activeElement.id") == "filter-text"
    keyboard.type("j/k")
    assert desk.page.input_value("#filter-text") == "j/k"
    keyboard.press("Escape")
    desk.ask("document.activeElement.blur()")
    keyboard.press("?")
    assert desk.ask("document.querySelector('#help').open")
    desk.page.uncheck("#keys")
    desk.ask("document.activeElement.blur()")
    keyboard.press("/")
    assert desk.ask("document.activeElement.id") != "filter-text"


def test_searching_from_a_button_at_the_end_shows_the_first_find_below_the_bar(desk):
    desk.page.focus("#theme")
    desk.ask("window.scrollTo(0, document.body.scrollHeight)")
    desk.page.keyboard.press("/")
    assert desk.ask("document.activeElement.id") == "filter-text"
    desk.page.keyboard.type("approval")
    desk.page.wait_for_function("document.querySelector('#filter').classList.contains('active')")
    tops = desk.ask(
        """() => [document.querySelector("#filter").getBoundingClientRect().bottom,
        document.querySelector("#part-areas .area:not([hidden])").getBoundingClientRect().top]"""
    )
    assert tops[0] - 1 <= tops[1] < 800


def test_paper_unfolds_everything_and_shows_no_buttons(desk):
    closed = desk.page.locator("details:not([open])").count()
    assert closed > 5
    desk.ask("window.dispatchEvent(new Event('beforeprint'))")
    assert desk.page.locator("details:not([open])").count() == 0
    desk.page.emulate_media(media="print")
    assert desk.ask("[...document.querySelectorAll('button')].every(e => !e.checkVisibility())")
    assert desk.ask("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    desk.ask("window.dispatchEvent(new Event('afterprint'))")
    assert desk.page.locator("details:not([open])").count() == closed
