"""The comparison as a page, a PDF, a workbook, JSON and text: whole, the same every time, and never more than text."""

import io
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from hypothesis import given, settings

from auditor.comparison import Offered, compare
from auditor.formats import pdf
from auditor.formats.beside.page import render
from auditor.formats.beside.writers import all_writers, writer_for
from auditor.formats.page.limits import PRINT, SCREEN
from auditor.formats.terminal import COLUMNS
from auditor.formats.visible import visible
from tests.formats.nasty import texts
from tests.formats.page_parser import Page
from tests.formats.sample_variants import empty, hostile, lone_artifact, ready

from .offers import offer, result, with_results

BESIDE_PYTHON = Path(sys.executable).parent
FORMULA = ("=", "+", "-", "@")


def two():
    return compare([offer("Desk"), offer("Ready", lambda _: ready())])


def six():
    return compare(
        [
            offer("Desk", with_results(result(0.5))),
            offer("Ready", lambda _: ready(), with_results(result(0.9))),
            offer("Lone", lambda _: lone_artifact()),
            offer("Empty", lambda _: empty()),
            offer("word " * 2000),
            Offered(report=hostile(), source="<img src=x>.json"),
        ]
    )


MADE = pytest.mark.parametrize("make", [two, six])


@cache
def written(make, id_) -> bytes:
    try:
        return writer_for(id_).write(make())
    except pdf.PdfUnavailable as missing:
        pytest.skip(str(missing))


@MADE
@pytest.mark.parametrize("limits", [SCREEN, PRINT], ids=["screen", "print"])
def test_the_page_holds_together(make, limits):
    page = Page(render(make(), limits))
    assert page.loaded == []
    assert len(page.ids) == len(set(page.ids))
    assert {link for link in page.links if link.startswith("#") and link[1:] not in page.ids} == set()
    assert all(link.startswith("#") for link in page.links)
    assert "script" not in page.tags
    assert not [name for _, name, _ in page.attributes if name.startswith("on") or name == "style"]
    assert all(table["caption"] and table["scope"] for table in page.tables)
    assert page.headings[0][0] == 1


@MADE
def test_every_difference_and_every_offer_is_on_the_page_and_in_the_workbook(make):
    comparison = make()
    page = " ".join("".join(Page(render(comparison, SCREEN)).text).split())
    sheets = openpyxl.load_workbook(io.BytesIO(written(make, "xlsx")))
    ids = {row[2].value for row in sheets["Differences"].iter_rows(min_row=2)}
    for entry in comparison.differences:
        assert visible(entry.control)[:70] in page
        assert visible(entry.control) in ids
    for entry in comparison.offers:
        assert " ".join(visible(entry.label)[:30].split()) in page


@MADE
def test_the_workbook_has_no_formula_and_its_tables_can_be_filtered(make):
    book = openpyxl.load_workbook(io.BytesIO(written(make, "xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)
    assert all(cell.quotePrefix for cell in cells if isinstance(cell.value, str) and cell.value.startswith(FORMULA))
    assert all(sheet.auto_filter.ref and sheet.freeze_panes for sheet in book.worksheets[1:])
    names = ["Comparison", "Differences", "Gates", "Areas", "Knowledge", "Order", "Models", "Ways", "Questions"]
    assert set(names) <= set(book.sheetnames)


@MADE
def test_the_summary_fits_a_terminal_and_steers_nothing(make):
    text = written(make, "terminal").decode()
    assert all(len(line) <= COLUMNS for line in text.splitlines())
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e\u200b]", text)


@MADE
@pytest.mark.parametrize("id_", ["html", "json", "terminal", "xlsx"])
def test_the_same_comparison_gives_the_same_bytes(make, id_):
    assert writer_for(id_).write(make()) == written(make, id_)


@pytest.mark.slow
@MADE
def test_the_pdf_is_tagged_carries_its_json_and_is_the_same_every_time(make):
    content = written(make, "pdf")
    with pikepdf.open(io.BytesIO(content)) as document:
        assert document.check_pdf_syntax() == []
        assert str(document.Root.Lang) == "en"
        assert document.attachments["comparison.json"].get_file().read_bytes() == written(make, "json")
        assert all(float(page.mediabox[2]) > float(page.mediabox[3]) for page in document.pages)
    assert writer_for("pdf").write(make()) == content


@pytest.mark.slow
@MADE
@pytest.mark.parametrize("checker", [["pdfua", "check"], ["outloud", "--layer", "conformance", "--no-info"]])
def test_two_checkers_find_no_fault_in_the_pdf(make, checker, tmp_path):
    path = tmp_path / "comparison.pdf"
    path.write_bytes(written(make, "pdf"))
    command = [str(BESIDE_PYTHON / checker[0]), *checker[1:], str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@settings(max_examples=40, deadline=None)
@given(texts, texts)
def test_hostile_names_stay_names(one, other):
    offers = [offer(one or "a", source=other), offer(f"{other}.", source=one)]
    comparison = compare(offers)
    page = Page(render(comparison, SCREEN))
    assert "script" not in page.tags and "img" not in page.tags
    assert not re.search(r"[\x00-\x08\x0b\x0e-\x1f\u202e\u2028]", "".join(page.text))
    book = openpyxl.load_workbook(io.BytesIO(writer_for("xlsx").write(comparison)))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert all(len(line) <= COLUMNS for line in writer_for("terminal").write(comparison).decode().splitlines())


def test_each_writer_is_found_by_its_id_and_its_suffix():
    for writer in all_writers():
        assert writer_for(writer.id).id == writer_for(f"a-vs-b.compare{writer.suffix}").id == writer.id
