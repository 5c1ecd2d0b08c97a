"""The drawing: readable, nothing over anything, the same each time, and safe from the names in it."""

import itertools
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from auditor.drawing.ink import Ink
from auditor.drawing.marks import hop_spots, numbers
from auditor.drawing.picture import MOST, PAPER, SCREEN, pictures
from auditor.drawing.svg import MARGIN, frame_labels
from auditor.drawing.system_map import Trust
from auditor.drawing.text import cut, text_width
from auditor.formats.page.palette import LIGHT
from auditor.formats.visible import on_one_line

from .svg_reader import labels, parsed, scale
from .tiny_reports import desk, entity, failure, report


def draw(found, rooms=PAPER, **changed):
    ink = Ink(colours=LIGHT, clean=on_one_line, titles=rooms is SCREEN, **changed)
    return pictures(found, rooms, ink, most_ways=6, detail=rooms is SCREEN)


def tools_of_one_interface(count=1223):
    entities = [entity("agent", "a"), entity("interface", "api"), entity("service", "s")]
    entities += [entity("tool", f"api.operation_{n:04}") for n in range(count)]
    relations = ["s exposes api", "a calls api", *(f"api exposes {e.id}" for e in entities[3:])]
    return report(entities, relations, failure("c", "api.operation_0007"))


def crowd(count):
    kinds = ("service", "datastore", "queue", "external", "agent")
    zones = tuple(f"zone{n}" for n in range(min(count // 20, 40)))
    entities = [
        entity(kinds[n % 5], f"node-{n:05}", zone=zones[n % len(zones)] if zones and n % 3 else "")
        for n in range(count)
    ]
    relations = [f"node-{n:05} calls node-{(n * 7 + 3) % count:05}" for n in range(count)]
    hops = [f"node-{n:05} calls node-{(n * 7 + 3) % count:05}" for n in (1, 10)]
    return report(entities, relations, failure("way", "node-00001", *hops), zones=zones)


MANY = (desk, tools_of_one_interface, lambda: crowd(40), lambda: crowd(300), lambda: crowd(3000))


@pytest.mark.parametrize("make", MANY)
@pytest.mark.parametrize("rooms", [PAPER, SCREEN])
def test_labels_stand_in_their_boxes_and_nothing_overlaps(make, rooms):
    found = draw(make(), rooms)
    for picture in filter(None, (found.whole, found.detail, *found.ways)):
        boxes = list(picture.placed.boxes.values())
        assert not any(one.touches(other) for one, other in itertools.combinations(boxes, 2))
        names = labels(picture.svg)
        assert not any(one.rect.touches(other.rect) for one, other in itertools.combinations(names, 2))
        within = [*boxes, *picture.placed.frames.values()]
        named = [at for _, at in frame_labels(picture.drawn, picture.placed, Ink(colours=LIGHT, clean=on_one_line))]
        spots = [spot.rect for spot in hop_spots(picture.drawn.edges, picture.placed, named)]
        for label in names:
            homes = [*within, *spots]
            assert any(
                home.x <= label.rect.x and label.rect.x + label.rect.width <= home.x + home.width + 0.1
                and home.y <= label.rect.y + 1.5 and label.rect.y + label.rect.height <= home.y + home.height + 1.5
                for home in homes
            ), label  # fmt: skip


@pytest.mark.parametrize("make", MANY)
def test_no_text_on_paper_is_smaller_than_seven_points_and_the_map_fits_the_page(make):
    found = draw(make())
    for picture in (found.whole, *found.ways):
        assert min(label.size for label in labels(picture.svg)) * scale(picture.svg) >= 6.99
    root = parsed(found.whole.svg)
    room = PAPER[1] if found.whole.wide else PAPER[0]
    assert float(root.get("width").removesuffix("pt")) <= room.width + 0.1
    assert float(root.get("height").removesuffix("pt")) <= room.height + 0.1


@pytest.mark.parametrize("make", MANY)
def test_never_more_boxes_than_sixty(make):
    found = draw(make(), SCREEN)
    assert all(len(picture.drawn.nodes) <= MOST for picture in filter(None, (found.whole, found.detail)))


def test_small_systems_are_drawn_whole():
    found = draw(crowd(18), SCREEN)
    assert len((found.detail or found.whole).drawn.nodes) == 18


def test_a_large_interface_is_one_box_that_says_how_many():
    found = draw(tools_of_one_interface())
    assert len(found.whole.drawn.nodes) == 3
    assert {"interface · 1,223", "api", "✕ 1"} <= {label.text for label in labels(found.whole.svg)}


def test_it_is_described_in_words():
    root = parsed(draw(desk()).whole.svg)
    said = root.find("desc").text
    for words in (
        "1 agent", "23 tools", "In office, trusted: ", "Untrusted: gds.", "A control fails for: ",
        "1. planner calls bookings.tool07; 2. api calls gds.", "bookings with ",
    ):  # fmt: skip
        assert words in said
    assert root.get("aria-labelledby") == "system-map-title system-map-desc"


def test_what_stands_for_tools_that_nobody_read_says_so():
    entities = [entity("agent", "a"), entity("interface", "i"), entity("tool", "i.*")]
    assert "not read" in {label.text for label in labels(draw(report(entities, ["i exposes i.*"])).whole.svg)}


def test_failing_boxes_carry_the_sign_and_say_it():
    svg = draw(desk(), SCREEN).whole.svg
    assert "✕" in {label.text for label in labels(svg)}
    assert "<title>agent planner, in office, fails a control of high severity</title>" in svg


def test_the_way_is_thick_and_numbered():
    svg = draw(desk()).whole.svg
    assert {"1", "2"} <= {label.text for label in labels(svg)}
    assert svg.count('stroke-width="3.6"') == 2


def test_untrusted_boxes_are_hatched_and_unstated_ones_sparsely():
    svg = draw(desk()).whole.svg
    assert f'fill="url(#system-map-{Trust.UNTRUSTED}' in svg
    assert f'fill="url(#system-map-{Trust.UNSTATED}' in svg


def test_names_are_escaped_and_steer_nothing():
    name = '<script>alert("x")</script>&\u202ebad\n' + "w" * 300
    entities = [entity("agent", name, zone="z"), entity("service", "s", zone="z")]
    found = report(entities, [], zones=("z",))
    svg = draw(found, SCREEN).whole.svg
    assert "<script" not in svg
    assert "\u202e" not in svg
    assert [e.tag for e in parsed(svg).iter() if e.tag == "script"] == []
    assert "w" * 300 in svg  # whole in the title
    assert max(len(label.text) for label in labels(svg)) < 40


def test_a_box_leads_where_it_is_told_and_nowhere_on_paper():
    svg = draw(desk(), SCREEN, href=lambda names: f"#to-{names[0]}").whole.svg
    assert '<a href="#to-planner">' in svg
    assert "<a" not in draw(desk()).whole.svg


def test_nothing_is_drawn_of_an_interface_and_its_tools_alone():
    alone = [entity("interface", "i"), entity("tool", "i.a"), entity("system", "system")]
    assert draw(report(alone, ["i exposes i.a"])) is None
    assert draw(report([*alone, entity("service", "s")], ["i exposes i.a"])) is not None


def test_the_same_report_gives_the_same_drawing_in_another_process():
    script = (
        "import sys, hashlib; from tests.drawing.test_picture import crowd, draw, SCREEN;"
        "p = draw(crowd(120), SCREEN); drawn = p.whole.svg + p.detail.svg;"
        "sys.stdout.write(hashlib.sha256(drawn.encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert len(runs.pop()) == 64


def test_text_is_cut_to_its_room():
    assert cut("planner", 10, 100) == "planner"
    short = cut("a-very-long-name-of-a-service", 10, 80)
    assert short.endswith("…")
    assert text_width(short, 10) <= 80
    assert text_width("中文", 10) > text_width("ab", 10)


@pytest.mark.parametrize(
    ("hops", "said"), [((3,), "3"), ((3, 4), "3, 4"), ((3, 4, 5), "3–5"), ((1, 3), "1, 3"), ((1, 3, 5), "1, …")]
)
def test_numbers_of_hops_are_brief(hops, said):
    assert numbers(hops) == said


def test_the_margin_leaves_room_for_what_stands_behind_a_box():
    root: ET.Element = parsed(draw(desk()).whole.svg)
    assert float(root.get("viewBox").split()[0]) == -MARGIN
    assert MARGIN > 4
