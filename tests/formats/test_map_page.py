"""The map on the page: whole without a script, safe, and no more script than its policy allows."""

import base64
import hashlib
import re
import zlib

import pytest

from auditor.formats.format import format_for
from auditor.formats.page.limits import PRINT, SCREEN
from auditor.formats.page.maps import map_sentence
from auditor.formats.page.render import render
from tests.drawing.tiny_reports import desk, entity, failure, report

from .page_parser import Page
from .sample_report import travel_desk
from .sample_variants import empty, hostile, lone_artifact, ready


def alone():
    return report([entity("interface", "i"), entity("tool", "i.a")], ["i exposes i.a"])


def part(text):
    return text[text.index('id="part-map"') : text.index('id="part-areas"')]


def test_it_stands_after_the_recommendations():
    parts = re.findall(r'<section class="part[^"]*" id="part-(\w+)"', render(desk(), SCREEN))
    assert parts[:3] == ["recommendations", "map", "areas"]


@pytest.mark.parametrize("make", [desk, travel_desk, ready, hostile])
def test_the_policy_allows_the_one_script_by_its_digest(make):
    text = render(make(), SCREEN)
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in text
    assert text.count("<script") == 1
    assert not [entry for entry in Page(text).attributes if entry[1].startswith("on")]


@pytest.mark.parametrize("make", [alone, empty, lone_artifact])
def test_where_nothing_is_drawn_there_is_no_map_and_one_line(make):
    found = make()
    text = render(found, SCREEN)
    if map_sentence(found)[1]:
        pytest.skip("this one is drawn")
    assert 'class="map-box"' not in text
    assert '<section class="part quiet" id="part-map"' in text


def test_paper_has_the_map_without_script_links_and_tools():
    text = part(render(desk(), PRINT))
    assert '<svg class="map" id="system-map"' in text
    assert "<script" not in render(desk(), PRINT)
    assert "<button" not in text
    assert "<a href" not in re.search(r'<svg class="map" id="system-map".*?</svg>', text, re.DOTALL).group()


def test_the_sentence_says_how_much_and_the_way():
    assert map_sentence(desk()) == (
        "31 entities in 1 trust zone; the thick line is the way from planner and api to bookings.tool07 and gds.", True
    )  # fmt: skip
    assert map_sentence(report([entity("service", "s")])) == ("1 entity and no trust zone.", True)
    assert map_sentence(alone())[1] is False


def test_every_box_is_a_link_that_leads_somewhere():
    text = render(travel_desk(), SCREEN)
    page = Page(text)
    drawing = re.search(r'<svg class="map" id="system-map".*?</svg>', text, re.DOTALL).group()
    targets = re.findall(r'<a href="#([^"]+)"', drawing)
    assert targets
    assert set(targets) <= set(page.ids)
    assert drawing.count("<a ") == len(targets)
    assert any(target.startswith("finding-") for target in targets)


def test_each_fold_is_in_the_table():
    text = part(render(desk(), SCREEN))
    assert "interface with 19 tools" in text
    assert "bookings.tool00" in text


def test_a_way_of_several_hops_has_a_small_map_with_its_places():
    text = part(render(desk(), SCREEN))
    assert 'id="way-map-1"' in text
    assert "What trifecta says" in text
    assert re.search(r"<code>planner</code> calls <code>bookings.tool07</code>", text)
    assert "system.yaml:2" in text


def test_a_finding_of_one_hop_has_none():
    found = report([entity("agent", "a"), entity("service", "s")], ["a calls s"], failure("c", "a", "a calls s"))
    text = part(render(found, SCREEN))
    assert "way-map" not in text
    assert "the way of the worst finding" in text


def test_the_key_names_what_is_drawn_and_nothing_else():
    text = part(render(desk(), SCREEN))
    key = re.search(r'<ul class="key map-key">.*?</ul>', text, re.DOTALL).group()
    words = [re.sub(r"<svg.*?</svg>|<[^>]+>", "", item).strip() for item in re.findall("<li>.*?</li>", key, re.DOTALL)]
    assert words == [
        "approves", "writes", "calls", "uses", "exposes", "the way of the worst finding, hop by hop", "untrusted",
        "trust never stated, so untrusted", "fails a control of high severity", "several in one box",
    ]  # fmt: skip


def test_ids_are_unique_and_colours_follow_the_mode():
    text = render(desk(), SCREEN)
    ids = Page(text).ids
    assert len(set(ids)) == len(ids)
    drawing = part(text)
    for role in set(re.findall(r"\b([fs]-[a-z]+)\b(?=[^\"]*\" (?:fill|stroke))", drawing)):
        assert f".{role} {{" in text, role


def wide():
    """More layers, and more boxes in each of them, than an upright page is wide."""
    entities = [entity("service", f"s{column}-{row}") for column in range(6) for row in range(7)]
    relations = [f"s{column}-{row} calls s{column + 1}-{row}" for column in range(5) for row in range(7)]
    return report(entities, relations)


def unpacked(pdf):
    """Return the bytes of a PDF with its packed streams unpacked behind them."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    packed = (stream for stream in streams if stream[:1] == b"\x78")
    return b"".join((pdf, *(zlib.decompressobj().decompress(stream) for stream in packed)))


@pytest.mark.slow
def test_a_map_that_is_wide_gets_a_page_on_its_side_and_the_rest_stands_upright():
    text = render(wide(), PRINT)
    assert '<section class="part sideways" id="part-map"' in text
    assert '<section class="part rest"' in text
    assert "sideways" not in re.sub(r"<style>.*?</style>", "", render(desk(), SCREEN), flags=re.DOTALL)
    boxes = re.findall(rb"/MediaBox\s*\[([\d. ]+)\]", unpacked(format_for("pdf").write(wide())))
    sizes = {tuple(round(float(side)) for side in box.split()[2:]) for box in boxes}
    assert sizes == {(595, 842), (842, 595)}
