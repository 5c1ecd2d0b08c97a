"""`audit verify`: whether a report holds together, and whether the files are the ones that were audited."""

from __future__ import annotations

import io
import json
import shutil
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from auditor.errors import InputError
from auditor.formats.attached import json_of_pdf
from tests.tiny import REPOSITORY


def written(*attachments: tuple[str, bytes], password: str = "") -> bytes:
    """Return a PDF of one empty page with some attachments, as another program writes it."""
    writer = PdfWriter()
    writer.add_blank_page(width=72, height=72)
    for name, content in attachments:
        writer.add_attachment(name, content)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@pytest.fixture
def made(audit, here: Path) -> Path:
    """Return the JSON report on the system.yaml, which now points at an artifact."""
    (here / "system.yaml").write_text(
        "system: {name: Travel desk, stage: design}\ninterfaces: {bookings: {openapi: openapi.yaml}}\n"
    )
    assert audit("system.yaml", "-o", "report.json", "--quiet").exit_code in (0, 1)
    return here / "report.json"


def test_the_same_files(audit, made):
    result = audit("verify", "report.json")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    report = json.loads(made.read_text())
    assert lines[0] == (
        f"report.json: report {report['report_id']} on Travel desk, made 2026-11-22T00:00:00Z by "
        f"agent-readiness-auditor {report['tool']['version']}"
    )
    assert lines[1] == "same     the content has the report's id"
    assert lines[2].startswith("same     ")
    assert lines[3] == "2 inputs in .: 2 same, 0 changed, 0 missing, 0 new"
    assert lines[4] == f"inputs SHA-256 {report['method']['manifest_sha256']}"
    assert len(lines) == 5


def test_a_changed_file(audit, here, made):
    (here / "openapi.yaml").write_text((here / "openapi.yaml").read_text() + "# later\n")
    result = audit("verify", "report.json")
    assert result.exit_code == 1
    assert "changed  openapi.yaml\n" in result.stdout
    assert "2 inputs in .: 1 same, 1 changed, 0 missing, 0 new\n" in result.stdout


def test_a_missing_file(audit, here, made):
    (here / "openapi.yaml").unlink()
    result = audit("verify", "report.json")
    assert result.exit_code == 1
    assert "missing  openapi.yaml\n" in result.stdout


def test_a_file_that_came_after_the_audit(audit, here, made):
    (here / "openapi.yaml").rename(here / "kept.yaml")
    assert audit("system.yaml", "-o", "report.json", "--quiet").exit_code in (0, 1)
    assert audit("verify", "report.json").exit_code == 0
    (here / "kept.yaml").rename(here / "openapi.yaml")
    result = audit("verify", "report.json")
    assert result.exit_code == 1
    assert "new      openapi.yaml\n" in result.stdout


def test_a_file_that_came_into_an_audited_folder(audit, here):
    offer = here / "offer"
    offer.mkdir()
    shutil.copy(here / "openapi.yaml", offer / "one.yaml")
    audit("offer", "-o", "report.json", "--quiet")
    assert audit("verify", "report.json", "--root", "offer").exit_code == 0
    shutil.copy(here / "openapi.yaml", offer / "two.yaml")
    result = audit("verify", "report.json", "--root", "offer")
    assert result.exit_code == 1
    assert "new      two.yaml\n" in result.stdout


def test_another_folder_is_named_with_root(audit, here, made, monkeypatch):
    elsewhere = here / "elsewhere"
    elsewhere.mkdir()
    made.rename(elsewhere / "report.json")
    assert audit("verify", "elsewhere/report.json").exit_code == 0, "the current folder has them"
    monkeypatch.chdir(elsewhere)
    lost = audit("verify", "report.json")
    assert lost.exit_code == 1
    assert lost.stdout.endswith("None of the inputs is there; name their folder with --root.\n")
    assert audit("verify", "report.json", "--root", "..").exit_code == 0


def test_a_changed_number_and_a_changed_id(audit, made):
    tree = json.loads(made.read_text())
    tree["areas"][0]["controls"]["passed"] += 1
    made.write_text(json.dumps(tree))
    result = audit("verify", "report.json")
    assert result.exit_code == 1
    assert "\nchanged  the content: its id is " in result.stdout
    assert "\ndiffers  /areas/0/controls/passed says " in result.stdout


def test_a_changed_word_changes_the_id(audit, made):
    made.write_text(made.read_text().replace("Travel desk", "Travel disk"))
    result = audit("verify", "report.json")
    assert result.exit_code == 1
    assert "\nchanged  the content: its id is " in result.stdout


def test_white_space_and_a_byte_order_mark_change_nothing(audit, made):
    made.write_text("\ufeff" + json.dumps(json.loads(made.read_text()), indent=4), encoding="utf-8")
    assert audit("verify", "report.json").exit_code == 0


def test_a_page_is_checked_by_the_json_beside_it(audit, here, made):
    audit("render", "report.json", "-o", "report.html", "--quiet")
    result = audit("verify", "report.html")
    assert result.exit_code == 0, result.output
    (here / "report.html").rename(here / "alone.html")
    alone = audit("verify", "alone.html")
    assert (alone.exit_code, alone.stderr) == (
        2,
        "audit: alone.html does not hold the report itself; expected alone.json beside it, or the PDF\n",
    )
    (here / "other").mkdir()
    audit("system.yaml", "--target", "1", "-o", "alone.json", "--quiet")
    other = audit("verify", "alone.html")
    assert other.exit_code == 1
    assert "\nchanged  the page: it shows report " in other.stdout


def test_a_report_of_an_earlier_version_is_still_checked(audit, made):
    tree = json.loads(made.read_text())
    del tree["method"]
    made.write_text(json.dumps(tree))
    result = audit("verify", "report.json")
    assert "untold   files that are new since: " in result.stdout
    assert "2 inputs in .: 2 same" in result.stdout


def test_a_profile_beside_the_inputs_is_hashed_too(audit, here):
    profile = REPOSITORY / "checklists/profiles/procurement.yaml"
    shutil.copy(profile, here / "mine.yaml")
    audit("system.yaml", "--profile", "./mine.yaml", "-o", "report.json", "--quiet")
    tree = json.loads((here / "report.json").read_text())
    assert tree["method"]["command"] == ["audit", "system.yaml", "--profile", "mine.yaml"]
    assert audit("verify", "report.json").exit_code == 0
    (here / "mine.yaml").write_text((here / "mine.yaml").read_text() + "\n")
    assert "changed  mine.yaml\n" in audit("verify", "report.json").stdout


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "a\0b", "https://example.org/x", "", "."])
def test_a_hostile_path_leads_nowhere(audit, made, path):
    tree = json.loads(made.read_text())
    tree["inputs"][0]["path"] = path
    tree["method"]["paths"] = [path]
    made.write_text(json.dumps(tree))
    result = audit("verify", "report.json")
    assert result.exit_code == 1
    assert "missing" in result.stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "report.json:1:1: this is not JSON"),
        (b"{}", "this is not a report"),
        (b"[" * 100_000, "report.json:1:1"),
        (b"\xff\xfe", "this is not UTF-8"),
        (written(), "this PDF has no attachment `report.json`"),
        (written(("other.json", b"{}")), "this PDF has no attachment `report.json`"),
        (written(("report.json", b"{}")), "report.json:1:1: this is not a report"),
        (b"%PDF-1.7", "this PDF cannot be read"),
        (b"<!DOCTYPE html><title>x</title>", "this page names no report"),
    ],
)
def test_what_is_no_report_is_one_clear_error(audit, here, content, said):
    (here / "report.json").write_bytes(content)
    result = audit("verify", "report.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("number", ["1" + "0" * 400, "-9" + "0" * 4000, "1e308", "-1"])
def test_absurd_numbers_are_told_and_break_nothing(audit, made, number):
    text = made.read_text()
    tree = json.loads(text)
    tree["controls"][0]["subjects"]["failed"] = 987654
    tree["lines"][0]["denominator"] = 987654
    made.write_text(json.dumps(tree).replace("987654", number))
    result = audit("verify", "report.json")
    assert result.exit_code in (1, 2)
    assert "Traceback" not in result.output


def test_steering_characters_are_shown(audit, made):
    tree = json.loads(made.read_text())
    tree["system"]["name"] = "\x1b[31mred\u202e"
    tree["inputs"][0]["path"] = "gone\x1b[2J.yaml"
    made.write_text(json.dumps(tree))
    result = audit("verify", "report.json")
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output


def test_usage(audit, made):
    assert audit("verify", "none.json").exit_code == 2
    assert audit("verify", "report.json", "--root", "nowhere").stderr == "audit: --root nowhere is no folder\n"


DOCUMENT = written(("other.txt", b"not this"), ("report.json", b'{"a": 1}'))


def test_the_attachment_is_found_by_its_name():
    assert json_of_pdf(DOCUMENT, "x.pdf") == b'{"a": 1}'


def test_two_attachments_of_that_name_are_refused():
    with pytest.raises(InputError, match="2 attachments"):
        json_of_pdf(written(("report.json", b"1"), ("report.json", b"2")), "x.pdf")


def test_an_encrypted_pdf_is_refused():
    with pytest.raises(InputError, match="encrypted"):
        json_of_pdf(written(("report.json", b"1"), password="secret"), "x.pdf")  # noqa: S106 - of nothing


def test_an_attachment_that_unpacks_to_very_much_is_refused():
    packed = zlib.compress(bytes(200_000_000), 1)
    stream = b"<</Type/EmbeddedFile/Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(report.json) 3 0 R]>>>>>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Type/Filespec/F(report.json)/EF<</F 4 0 R>>>>",
        stream,
    ]
    bomb, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(bomb))
        bomb += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"xref\n0 5\n0000000000 65535 f \n" + table + b"trailer<</Root 1 0 R/Size 5>>\nstartxref\n%d\n%%%%EOF"
    with pytest.raises(InputError, match=r"cannot be read: .*[Ll]imit"):
        json_of_pdf(bomb + end % len(bomb), "x.pdf")


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_a_damaged_pdf_gives_a_clean_error_or_bytes(data: st.DataObject):
    damaged = bytearray(DOCUMENT)
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        piece = data.draw(st.binary(min_size=0, max_size=6))
        damaged[at : at + data.draw(st.integers(0, 8))] = piece
    try:
        assert isinstance(json_of_pdf(b"%PDF-1.7\n" + bytes(damaged), "x.pdf"), bytes)
    except InputError as error:
        assert str(error).startswith("x.pdf:1:1: this PDF ")


@pytest.mark.slow
def test_the_pdf_of_a_sample(audit, here):
    pytest.importorskip("weasyprint", reason="needs Pango for the PDF", exc_type=OSError)
    sample = REPOSITORY / "samples/faq-bot"
    audit(str(sample / "system.yaml"), "-o", "faq.pdf", "--quiet")
    result = audit("verify", "faq.pdf", "--root", str(sample))
    assert result.exit_code == 0, result.output
    changed = here / "copy"
    shutil.copytree(sample, changed)
    (changed / "system.yaml").write_text((changed / "system.yaml").read_text() + "\n")
    assert "changed  system.yaml\n" in audit("verify", "faq.pdf", "--root", "copy").stdout


def test_the_command_line_of_a_report_gives_it_again(audit, here, monkeypatch):
    offer = here / "offer"
    offer.mkdir()
    (offer / "system.yaml").write_text(
        "system: {name: Travel desk}\ninterfaces: {bookings: {openapi: ../openapi.yaml}}\n"
    )
    typed = (
        "--root",
        ".",
        "--profile",
        "procurement",
        "--target",
        "2",
        "--assume",
        "bookings.cancelTrip.approval=human",
    )
    audit("offer/system.yaml", *typed, "-o", "report.json", "--quiet")
    command = json.loads((here / "report.json").read_text())["method"]["command"]
    assert command == ["audit", "offer/system.yaml", *command[2:]]
    audit(*command[1:], "-o", "again.json", "--quiet")
    assert (here / "again.json").read_bytes() == (here / "report.json").read_bytes()
    assert audit("verify", "report.json").exit_code == 0
