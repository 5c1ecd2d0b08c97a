"""The page: whole in itself, well built, the same every time, and not to be broken by a name."""

import itertools
import re
from functools import cache

import msgspec
import pytest

from auditor.formats.format import format_for
from auditor.formats.page.palette import DARK, EVIDENCE, EVIDENCE_ON_DARK, LIGHT, MARKS, TEXT, contrast
from auditor.formats.page.parts import parts_of
from auditor.report.schema import InputFact

from .page_parser import Page
from .sample_report import travel_desk
from .sample_variants import HOSTILE, empty, hostile, large, lone_artifact, ready

ALL = (travel_desk, ready, empty, lone_artifact, hostile)


@cache
def html(make) -> str:
    return format_for("html").write(make()).decode()


@cache
def page(make) -> Page:
    return Page(html(make))


@pytest.mark.parametrize("make", ALL)
def test_it_loads_nothing_and_runs_nothing_but_its_one_script(make):
    assert page(make).loaded == []
    assert page(make).tags.count("script") == html(make).count("script-src 'sha256-")
    assert not {"link", "iframe", "img", "object", "embed", "form", "base"} & set(page(make).tags)
    assert not [entry for entry in page(make).attributes if entry[1].startswith("on") or entry[1] == "style"]
    assert not re.search(
        r"@import|url\((?!#)|@font-face", re.search("<style>.*?</style>", html(make), re.DOTALL).group()
    )
    assert "default-src 'none'" in html(make)


@pytest.mark.parametrize("make", ALL)
def test_ids_are_unique_and_every_link_inside_leads_somewhere(make):
    ids = page(make).ids
    assert sorted(set(ids)) == sorted(ids)
    inside = {link[1:] for link in page(make).links if link.startswith("#")}
    assert inside <= set(ids)
    assert all(link.startswith(("#", "https://")) for link in page(make).links)


@pytest.mark.parametrize("make", ALL)
def test_headings_never_skip_a_level(make):
    levels = [level for level, _ in page(make).headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert max(levels) <= 4


@pytest.mark.parametrize("make", ALL)
def test_tables_have_captions_and_scopes(make):
    assert all(table["caption"] and table["scope"] for table in page(make).tables)


@pytest.mark.parametrize("make", ALL)
def test_it_has_a_language_landmarks_and_a_skip_link(make):
    assert ("html", "lang", "en") in page(make).attributes
    assert {"main", "nav", "header", "footer", "title"} <= set(page(make).tags)
    assert page(make).links[0] == "#parts"


@pytest.mark.parametrize("make", ALL)
def test_every_part_says_its_result(make):
    assert len(re.findall(r'<section class="part', html(make))) == len(parts_of(make())) >= 14
    assert len(re.findall(r'<p class="result">[^<]+[.?]</p>', html(make))) >= 13


def test_the_first_screen_holds_the_answer():
    text = page(travel_desk).shown
    first = text[: text.index("Contents")]
    for said in (
        "Not ready to act", "reached 1 Reserved · asked 3 Acting", "What stands in the way",
        "An irreversible action runs without approval specs/bookings.yaml:210 3", "and 2 more, under Areas",
        "57 of 301 control-subject pairs are undecided.", "unknown 57 19 %", "41 of 44 tools return structure",
        "unknown: no traces", "Run τ²-bench airline on qwen3-max medium closes 1 medium; settles 1 unknown level 2",
    ):  # fmt: skip
        assert said in first


def test_a_lone_artifact_shows_counts_in_place_of_a_verdict():
    text = page(lone_artifact).shown
    assert "One artifact, no verdict Of 11 applicable controls, 5 fail and 1 is unknown." in text
    assert "Ladder" not in text
    assert "thinks longer" not in text


def test_evidence_stands_with_its_lines_and_links_to_its_input():
    assert '<a class="place" href="#input-2">specs/bookings.yaml:210</a>' in html(travel_desk)
    assert (
        '<span class="line marked"><span class="number">   210  </span><mark>    operationId: cancelTrip</mark>'
        in html(travel_desk)
    )


def test_a_waiver_that_covers_all_subjects_is_said_once():
    text = page(travel_desk).shown
    assert text.count("◇ waived until 1 Mar 2027 by travel-platform: The gateway retries nothing.") == 1


def test_waivers_and_what_is_gone_carry_their_titles():
    text = page(travel_desk).shown
    assert "A secret stands in a file: booking-api exposed-secret" in text
    assert "No two tools can be taken for each other: hotels.*" in text
    gone = text[text.index("Gone") :]
    assert "Every tool says what it does undescribed-tool bookings.bookTrip medium" in gone


def test_what_cannot_be_told_stands_in_one_table_an_area():
    text = page(travel_desk).shown
    assert html(travel_desk).count('<table class="undecided">') == 6
    assert re.search(
        r"\? The model was chosen on tool-use evidence high, gate of level 2 [a-z-]+ Nobody has shown how qwen3-max",
        text,
    )
    assert "together they close 8 high, 9 medium failures" not in text
    assert re.search(r"6 things to do, the most pressing first; together they close .* and settle 1 unknown\.", text)


def test_no_message_is_said_twice():
    text = page(travel_desk).shown
    assert text.count("planner has no limit of steps, cost or time") == 1


def test_the_same_report_gives_the_same_bytes():
    assert format_for("html").write(travel_desk()) == format_for("html").write(travel_desk())


def test_names_stay_text():
    text = html(hostile)
    assert text.count("<script") == 1
    assert "49" not in page(hostile).headings[0][1]  # templates do not evaluate what comes from a report
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202e]", text)
    assert "<script>alert(1)</script>\"'>&amp;{{7*7}}\\u202eevil\\x1b[31m\\u200b" in page(hostile).shown


def test_a_source_is_a_link_only_where_it_is_https():
    controls = tuple(
        msgspec.structs.replace(
            control,
            references=tuple(
                msgspec.structs.replace(reference, url="javascript:alert(1)") for reference in control.references
            ),
        )
        for control in travel_desk().controls
    )
    report = msgspec.structs.replace(travel_desk(), controls=controls)
    assert "javascript:" not in format_for("html").write(report).decode()


def test_one_long_line_is_cut_around_its_column():
    assert "x" * 400 in html(hostile)
    assert "x" * 500 not in html(hostile)


def test_a_report_the_size_of_a_large_api_stays_small():
    content = format_for("html").write(large())
    assert len(content) < 3_000_000
    parsed = Page(content.decode())
    assert len(parsed.ids) == len(set(parsed.ids))
    text = content.decode()
    assert all(subject.id in text and subject.fingerprint in text for f in large().findings for subject in f.subjects)


def test_two_thousand_inputs_do_not_make_two_thousand_rows():
    fact = InputFact(path="t.json", format="otlp", sha256="0" * 64, bytes=1, state="read", why="")
    inputs = tuple(msgspec.structs.replace(fact, path=f"traces/{n}.json") for n in range(2000))
    text = format_for("html").write(msgspec.structs.replace(empty(), inputs=inputs)).decode()
    assert text.count('<tr id="input-') == 250
    assert "and 1,750 more, all in report.json" in text


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_marks_can_be_told_from_what_they_stand_on(colours):
    for name in TEXT:
        assert contrast(colours[name], colours["paper"]) >= 4.5, name
        assert contrast(colours[name], colours["panel"]) >= 4.5, name
    for name in MARKS:
        assert contrast(colours[name], colours["paper"]) >= 3, name


def test_contrast_is_that_of_the_guideline():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("greys", [EVIDENCE, EVIDENCE_ON_DARK], ids=["light", "dark"])
def test_neighbours_in_the_bar_differ(greys):
    colours = list(greys.values())
    assert all(contrast(one, other) >= 1.2 for one, other in itertools.pairwise(colours))


def test_the_hostile_text_reaches_every_list():
    assert HOSTILE.startswith("<script>")
    assert page(hostile).shown.count("{{7*7}}") > 300
