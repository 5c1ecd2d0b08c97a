"""The workbook: whole, sorted for a reader, without formulas, the same every time."""

import io
import math
import re
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.formats.format import format_for
from auditor.formats.workbook.cells import LONGEST_CELL, cell_text, utf16_units
from auditor.formats.workbook.sheet import Front, column, lines, numbered, sheet
from auditor.formats.workbook.writer import Properties, workbook

from .sample_report import travel_desk
from .sample_variants import empty, hostile, lone_artifact, ready

HERE = Path(__file__).parent
ALWAYS = [
    "Verdict", "Findings", "Controls", "Recommendations", "Questions", "Inventory", "Relations", "Frameworks", "Models",
    "Model evidence", "Inputs",
]  # fmt: skip
PROPERTIES = Properties(title="t", subject="s", created=datetime(2026, 11, 22, tzinfo=UTC), footer="f")
EDGES = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "|x", "%x", '=HYPERLINK("http://x","y")']
EDGES += ["http://example.org", "mailto:a@b.c", "internal:Findings!A1", "external:c:\\x.xlsx", "file://x", "{=1}"]
EDGES += ["_x0041_", "a_x000D_b", "\x00\x1b[31m", "\u202eevil", "\ufffe\uffff", "\ud800", "1e5", "007", "TRUE", "#REF!"]


def written(make) -> bytes:
    return format_for("xlsx").write(make())


@cache
def book(make) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written(make)))


def table(page) -> list[dict[str, object]]:
    head, *rows = page.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def cells_of(*texts: str, most_rows: int = 100) -> bytes:
    about = [column("Text", 20, lambda text: text), column("Length", 9, lambda text: len(text), "count")]
    front = Front(name="Verdict", title=texts[0] if texts else "", widths=(20,), blocks=())
    return workbook(front, [sheet("Sheet", "a text", about, texts)], PROPERTIES, most_rows)


def read_back(content: bytes) -> list[object]:
    page = openpyxl.load_workbook(io.BytesIO(content))["Sheet"]
    return [row[0] for row in page.iter_rows(min_row=2, values_only=True)]


def assert_inert(content: bytes) -> None:
    """Hold that nothing in the file is computed, followed or fetched."""
    for name, text in parts(content).items():
        tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(text).iter()}  # noqa: S314 - just written
        assert not tags & {"f", "hyperlink", "hyperlinks", "externalReference", "oleObject", "ddeLink"}, name
        assert 'TargetMode="External"' not in text, name
        assert not re.search("vba|externalLink|connections|query", name), name


def test_every_report_has_the_same_main_sheets_in_the_same_order():
    assert book(empty).sheetnames == ALWAYS
    for make in (travel_desk, ready, lone_artifact, hostile):
        assert book(make).sheetnames[: len(ALWAYS)] == ALWAYS
    assert book(travel_desk).sheetnames[len(ALWAYS) :] == [
        "Framework losses", "Trust zones", "Contradictions", "Waivers", "No longer found"
    ]  # fmt: skip


def test_the_first_sheet_answers_first():
    page = book(travel_desk)["Verdict"]
    rows = [[value for value in row if value is not None] for row in page.iter_rows(values_only=True)]
    assert rows[0] == ["Travel desk"]
    assert rows[2] == ["Verdict", "Not ready to act"]
    assert ["Level reached", "1 Reserved"] in rows
    assert ["Level asked for", "3 Acting"] in rows
    assert ["What stands in the way"] in rows
    titles = [row[0] for row in rows if len(row) == 1]
    assert (
        titles.index("What stands in the way") < titles.index("What to do first") < titles.index("Areas, by controls")
    )
    contents = {row[0]: row[2] for row in rows[rows.index(["The other sheets"]) + 2 :] if len(row) == 3}
    assert contents["Findings"] == sum(len(finding.subjects) for finding in travel_desk().findings)
    assert list(contents) == book(travel_desk).sheetnames[1:]


def test_each_subject_of_each_finding_has_a_row_with_all_of_it():
    rows = table(book(travel_desk)["Findings"])
    found = {(row["Control"], row["Subject"], row["Item"] or "", row["Outcome"]) for row in rows}
    expected = {
        (finding.control, subject.id, subject.item, finding.outcome.value)
        for finding in travel_desk().findings
        for subject in finding.subjects
    }
    assert found == expected
    assert {row["Outcome"] for row in rows} == {"fail", "unknown", "manual", "error"}
    cancel = next(row for row in rows if row["Subject"] == "bookings.cancelTrip" and row["Severity"] == "high")
    assert cancel["Control"] == "unapproved-irreversible-action"
    assert cancel["Place"] == "specs/bookings.yaml:210"
    assert cancel["Evidence"] == (
        "specs/bookings.yaml:210 (documented): DELETE, no undo named\n"
        "system.yaml:17 (declared): the planner has no interrupt"
    )
    assert cancel["Fingerprint"] == "5f0c"
    assert cancel["Since the baseline"] == "unchanged"
    assert cancel["What to do"]
    waived = [row for row in rows if row["Waived"]]
    assert len(waived) == 8
    assert waived[0]["Waived"] == "until 2027-03-01 by travel-platform: The gateway retries nothing."
    assert waived == rows[-8:], "what is accepted comes last"


def test_a_finding_without_subjects_has_a_row_too():
    first = msgspec.structs.replace(travel_desk().findings[0], subjects=())
    report = msgspec.structs.replace(travel_desk(), findings=(first,))
    rows = table(openpyxl.load_workbook(io.BytesIO(format_for("xlsx").write(report)))["Findings"])
    assert [(row["Control"], row["Subject"], row["Message"]) for row in rows] == [(first.control, None, first.message)]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("Controls", lambda r: len(r.controls)),
        ("Recommendations", lambda r: len(r.recommendations)),
        ("Questions", lambda r: len(r.questions)),
        ("Inventory", lambda r: len(r.entities)),
        ("Relations", lambda r: len(r.relations)),
        ("Frameworks", lambda r: len(r.framework_paths)),
        ("Framework losses", lambda r: len(r.frameworks)),
        ("Models", lambda r: len(r.models)),
        ("Model evidence", lambda r: sum(len(model.evaluations) for model in r.models)),
        ("Inputs", lambda r: len(r.inputs)),
        ("Waivers", lambda r: len(r.waivers)),
        ("No longer found", lambda r: len(r.baseline.absent)),
        ("Contradictions", lambda r: sum(len(entry.statements) for entry in r.contradictions)),
    ],
)
def test_each_thing_has_a_row(name, count):
    page = book(travel_desk)[name]
    assert page.max_row - 1 == count(travel_desk()) > 0
    assert all(row[0] not in (None, "") for row in page.iter_rows(values_only=True))


def test_tables_filter_stay_in_sight_and_print_across():
    for page in book(travel_desk).worksheets:
        assert page.page_setup.orientation == "landscape"
        assert page.page_setup.paperSize == 9
        assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)  # 1 is left out
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.oddFooter.right.text == "&P of &N"
        if page.title != "Verdict":
            assert page.freeze_panes == "B2"
            assert page.auto_filter.ref == page.dimensions
            assert page.print_title_rows == "$1:$1"
            assert all(page.column_dimensions[cell.column_letter].width >= 7 for cell in page[1])
            assert all(cell.alignment.wrap_text for row in page.iter_rows() for cell in row if cell.value is not None)


def test_the_file_says_what_it_is_and_when_the_audit_was():
    about = book(travel_desk).properties
    assert about.title == "Travel desk: readiness to act through agents"
    assert (about.created, about.modified) == (datetime(2026, 11, 22, 9, 30), datetime(2026, 11, 22, 9, 30))


@pytest.mark.parametrize("make", [travel_desk, hostile, empty])
def test_the_same_report_gives_the_same_bytes(make):
    assert written(make) == written(make)


def test_another_process_in_another_zone_writes_the_same_bytes():
    code = (
        "import sys; sys.path[:0] = [sys.argv[1]]\n"
        "from formats.sample_report import travel_desk as make\n"
        "from auditor.formats.format import format_for\n"
        "sys.stdout.buffer.write(format_for('xlsx').write(make()))"
    )
    environment = {"PYTHONHASHSEED": "7", "PATH": "/usr/bin:/bin", "TZ": "Asia/Tokyo", "HOME": "/nonexistent"}
    command = [sys.executable, "-c", code, str(HERE.parent)]
    done = subprocess.run(command, capture_output=True, check=True, cwd=HERE.parent.parent, env=environment)
    assert done.stdout == written(travel_desk)


def test_no_moment_of_the_archive_is_today():
    with zipfile.ZipFile(io.BytesIO(written(travel_desk))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("make", [travel_desk, hostile, lone_artifact, empty])
def test_nothing_is_computed_followed_or_fetched(make):
    assert_inert(written(make))


@pytest.mark.parametrize("text", EDGES)
def test_a_text_that_looks_like_more_stays_a_text(text):
    content = cells_of(text)
    assert_inert(content)
    assert read_back(content) == [cell_text(text)]
    page = parts(content)["xl/worksheets/sheet2.xml"]
    assert re.search(r'<c r="A2" s="\d+" t="s">', page)


def test_what_looks_like_a_formula_stays_text_when_it_is_edited():
    page = openpyxl.load_workbook(io.BytesIO(cells_of("=1+1", "plain")))["Sheet"]
    assert [cell.quotePrefix for cell in page["A"][1:]] == [True, False]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(EDGES), st.text(st.characters(), max_size=60)), min_size=1, max_size=12))
def test_any_texts_come_back_as_they_were_made_visible(texts):
    content = cells_of(*texts)
    assert_inert(content)
    assert [value or "" for value in read_back(content)] == [cell_text(text) for text in texts]


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(), min_size=1, max_size=40), st.sampled_from(EDGES))
def test_any_report_is_a_sound_workbook(text, edge):
    """Put hostile words wherever a report takes words."""
    name = edge + text
    desk = travel_desk()
    replace = msgspec.structs.replace
    finding = replace(
        desk.findings[0], message=name, cause=name, subjects=(replace(desk.findings[0].subjects[0], id=name),)
    )
    report = replace(
        desk,
        system=replace(desk.system, name=name, purpose=name, owner=name),
        created_at=name,
        report_id=name,
        findings=(finding,),
        entities=(replace(desk.entities[0], id=name, name=name),),
        inputs=(replace(desk.inputs[0], path=name, why=name),),
        warnings=(name,),
    )
    content = format_for("xlsx").write(report)
    assert_inert(content)
    read = openpyxl.load_workbook(io.BytesIO(content))
    row = table(read["Findings"])[0]
    assert (row["Subject"], row["Message"]) == (cell_text(name), cell_text(name))
    assert read["Verdict"]["A1"].value == cell_text(name)


@pytest.mark.parametrize("text", ["x" * 40_000, "😀" * 20_000, "x" + "😀" * 20_000, "ä" * 33_000])
def test_a_cell_holds_what_it_can_and_says_what_it_does_not(text):
    shown = read_back(cells_of(text))[0]
    assert shown == cell_text(text)
    assert utf16_units(shown) <= LONGEST_CELL
    length = utf16_units(text)
    assert shown.endswith(f"… (cut: the first 32,647 of {length:,} characters; the JSON report has all)")
    assert text.startswith(shown.partition("…")[0])


def test_a_text_that_just_fits_is_whole():
    assert cell_text("x" * LONGEST_CELL) == "x" * LONGEST_CELL
    assert cell_text("a\n" * 253) == "a\n" * 253
    assert "\n" not in cell_text("a\n" * 254)
    assert lines(["a"] * 41) == "; ".join(["a"] * 41)
    assert lines(["a", "", "b"]) == "a\nb"
    assert numbered(["a"]) == "a"
    assert numbered(["a", "b"]) == "1. a\n2. b"


def test_a_sheet_holds_what_it_can_and_says_what_it_does_not():
    assert read_back(cells_of("a", "b", "c", "d", most_rows=5)) == ["a", "b", "c", "d"]
    said = "and 2 more rows than a sheet holds; the JSON report has all"
    assert read_back(cells_of("a", "b", "c", "d", "e", most_rows=5)) == ["a", "b", "c", said]


def test_numbers_are_numbers_and_what_is_none_is_words():
    about = [column("N", 10, lambda n: n, "number")]
    values = [0, 1.5, math.nan, math.inf, 10**18, None]
    content = workbook(
        Front(name="F", title="", widths=(), blocks=()), [sheet("Sheet", "a number", about, values)], PROPERTIES
    )
    assert read_back(content) == [0, 1.5, "nan", "inf", "1000000000000000000"]


def test_looking_for_formats_loads_no_writer_of_workbooks():
    code = "import sys, auditor.formats.format as f; f.all_formats(); print('xlsxwriter' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
