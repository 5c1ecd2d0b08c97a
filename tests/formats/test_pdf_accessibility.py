"""The tags of the PDF, by qpdf's parser and two checkers that know nothing of each other."""

import subprocess
import sys
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from auditor.formats import pdf
from auditor.formats.format import format_for

from .sample_report import travel_desk
from .sample_variants import hostile, ready

BESIDE_PYTHON = Path(sys.executable).parent
REPORTS = pytest.mark.parametrize("make", [travel_desk, ready, hostile])


@cache
def content_of(make) -> bytes:
    try:
        return format_for("pdf").write(make())
    except pdf.PdfUnavailable as missing:
        pytest.skip(str(missing))


@pytest.fixture
def report(make, tmp_path) -> Path:
    path = tmp_path / "report.pdf"
    path.write_bytes(content_of(make))
    return path


def elements(document: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    found = [document.Root.StructTreeRoot]
    for element in found:
        kids = element.get("/K", [])
        found += [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return found[1:]


@pytest.mark.slow
@REPORTS
def test_qpdf_finds_no_fault_in_the_file(report):
    with pikepdf.open(report) as document:
        assert document.check_pdf_syntax() == []


@pytest.mark.slow
@REPORTS
def test_the_first_checker_finds_nothing(report):
    command = [str(BESIDE_PYTHON / "pdfua"), "check", str(report)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
@REPORTS
def test_the_second_checker_finds_no_error_against_the_standard(report):
    command = [str(BESIDE_PYTHON / "outloud"), "--layer", "conformance", "--no-info", str(report)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("make", [travel_desk])
def test_the_document_says_what_it_is(report):
    with pikepdf.open(report) as document:
        assert str(document.Root.Lang) == "en"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.open_outline().root
        assert list(document.attachments) == ["report.json"]
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert "Travel desk" in metadata["dc:title"]


@pytest.mark.slow
@pytest.mark.parametrize("make", [travel_desk])
def test_every_header_cell_has_a_scope_and_every_picture_a_text(report):
    with pikepdf.open(report) as document:
        found = elements(document)
        heads = [element for element in found if element.S == "/TH"]
        pictures = [element for element in found if element.S == "/Figure"]
        assert heads
        assert all("/Scope" in element.A for element in heads)
        assert pictures
        assert all(str(element.Alt).strip() for element in pictures)


@pytest.mark.slow
@pytest.mark.parametrize("make", [travel_desk])
def test_footers_are_no_content(report):
    with pikepdf.open(report) as document:
        page = document.pages[0]
        tags = [str(operands[0]) for operands, operator in pikepdf.parse_content_stream(page) if str(operator) == "BMC"]
        assert "/Artifact" in tags
        owners = document.Root.StructTreeRoot.ParentTree.Nums[1]
        assert any(owner is None for owner in owners.as_list())
