"""The PDF: tagged, numbered, with the JSON in it, the same every time; and one line where it cannot be had."""

import builtins
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import msgspec
import pytest

from auditor.errors import AuditError
from auditor.formats import pdf
from auditor.formats.format import format_for
from auditor.formats.json import report_bytes

from .sample_report import travel_desk
from .sample_variants import empty, hostile, large, lone_artifact, ready

HERE = Path(__file__).parent


@cache
def made(make) -> bytes:
    try:
        return format_for("pdf").write(make())
    except pdf.PdfUnavailable as missing:
        pytest.skip(str(missing))


def poppler(tool: str, content: bytes, tmp_path: Path, *options: str) -> str:
    if not shutil.which(tool):
        pytest.skip(f"needs {tool}")
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    command = [tool, *options, str(path), *(["-"] if tool == "pdftotext" else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stderr == ""
    return done.stdout


def pages(content: bytes, tmp_path: Path) -> list[str]:
    return poppler("pdftotext", content, tmp_path, "-layout").split("\f")[:-1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "most"), [(travel_desk, 16), (ready, 11), (empty, 3), (lone_artifact, 8), (hostile, 40)]
)
def test_it_is_a_tagged_document_of_sensible_length(make, most, tmp_path):
    info = dict(line.split(":", 1) for line in poppler("pdfinfo", made(make), tmp_path).splitlines() if ":" in line)
    assert info["Tagged"].strip() == "yes"
    assert info["JavaScript"].strip() == "no"
    assert "A4" in info["Page size"]
    assert int(info["Pages"]) <= most
    assert info["Title"].strip().endswith("readiness to act through agents")


@pytest.mark.slow
def test_the_first_page_holds_the_answer_and_the_second_the_contents(tmp_path):
    first, second, *_ = texts = pages(made(travel_desk), tmp_path)
    assert "Not ready to act" in first
    assert "Revoke the token in deploy/compose.yaml" in first
    assert "Contents" not in first
    for title, number in re.findall(r"^([A-Z][a-z A-Z]+?) \.[ .]+ (\d+)$", second, re.MULTILINE):
        assert re.search(rf"^{title}", texts[int(number) - 1], re.MULTILINE), title
    assert re.search(r"Recommendations[ .]+2\n", second)


@pytest.mark.slow
@pytest.mark.parametrize("make", [ready, lone_artifact])
def test_the_contents_begin_on_the_second_page(make, tmp_path):
    first, second, *_ = pages(made(make), tmp_path)
    assert "Do first" in first
    assert second.lstrip().startswith("Contents")


@pytest.mark.slow
def test_every_page_says_what_it_belongs_to(tmp_path):
    texts = pages(made(travel_desk), tmp_path)
    for number, text in enumerate(texts, start=1):
        footer = text.rstrip().splitlines()[-1]
        assert re.fullmatch(rf"\s*Travel desk\s+report 3f9c1ab2470e\s+page {number} of {len(texts)}", footer)


@pytest.mark.slow
def test_the_report_is_attached(tmp_path):
    poppler("pdfdetach", made(travel_desk), tmp_path, "-saveall", "-o", str(tmp_path))
    assert (tmp_path / "report.json").read_bytes() == report_bytes(travel_desk())


@pytest.mark.slow
def test_two_processes_write_the_same_bytes():
    code = (
        "import sys; sys.path[:0] = [sys.argv[1]]\n"
        "from formats.sample_report import travel_desk as make\n"
        "from auditor.formats.format import format_for\n"
        "sys.stdout.buffer.write(format_for('pdf').write(make()))"
    )
    mine = made(travel_desk)
    environment = {"PYTHONHASHSEED": "1", "PATH": "/usr/bin:/bin", "TZ": "Asia/Tokyo", "HOME": "/nonexistent"}
    command = [sys.executable, "-c", code, str(HERE.parent)]
    done = subprocess.run(command, capture_output=True, check=True, cwd=HERE.parent.parent, env=environment)
    assert done.stderr == b""
    assert done.stdout == mine


@pytest.mark.slow
def test_a_large_api_stays_a_document_for_a_board(tmp_path):
    assert len(pages(made(large), tmp_path)) <= 40


def test_where_pango_is_missing_one_line_says_what_to_install(monkeypatch, capfd):
    def without_pango():
        print("-----\nWeasyPrint could not import some external libraries.\n-----")  # noqa: T201 - as it does
        raise OSError("cannot load library 'libpango-1.0-0': error 0x7e")

    monkeypatch.setattr(pdf, "_load", without_pango)
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(pdf.PdfUnavailable) as caught:
        format_for("pdf").write(empty())
    assert str(caught.value) == "no PDF: Pango cannot be loaded; run: brew install pango"
    assert isinstance(caught.value, AuditError)
    assert capfd.readouterr() == ("", "")


def test_where_weasyprint_is_missing_it_is_named(monkeypatch):
    real = builtins.__import__

    def without_weasyprint(name, *rest, **options):
        if name == "weasyprint":
            raise ModuleNotFoundError("No module named 'weasyprint'", name="weasyprint")
        return real(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", without_weasyprint)
    with pytest.raises(pdf.PdfUnavailable, match=r"^no PDF: weasyprint is not installed; run: pip install weasyprint$"):
        format_for("pdf").write(empty())


def test_a_missing_glyph_is_warned_about_once():
    report = msgspec.structs.replace(empty(), warnings=("\U00012345 \U0001f130 \U0010fffd",))
    assert pdf.font_warning(empty()) == ""
    warning = pdf.font_warning(report)
    if not warning:
        pytest.skip("needs fontconfig")
    assert warning.count("\n") == 0
    assert "\U0010fffd" in warning


def test_each_platform_gets_its_own_command(tmp_path):
    debian = (
        "run: apt-get install --no-install-recommends "
        "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
    )
    assert pdf.install_hint("linux", tmp_path) == debian
    assert pdf.install_hint("darwin") == "run: brew install pango"
    assert "pacman -S mingw-w64" in pdf.install_hint("win32")
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "fedora-release").touch()
    assert pdf.install_hint("linux", tmp_path).startswith("run: dnf install pango")
