"""Formats are found by themselves, asked for by id or suffix, and written whole or not at all."""

import os
import stat
import subprocess
import sys

import pytest

from auditor.errors import UsageError
from auditor.formats.format import all_formats, format_for
from auditor.formats.output import write_atomically
from auditor.formats.visible import on_one_line, visible


def test_the_formats_of_this_team_are_found():
    assert {"html", "json", "pdf", "terminal"} <= {entry.id for entry in all_formats()}
    assert len({entry.suffix for entry in all_formats()}) == len(all_formats())


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("html", "html"),
        (".pdf", "pdf"),
        ("out/Desk.audit.JSON", "json"),
        ("a.html.json", "json"),
        ("notes.txt", "terminal"),
    ],
)
def test_a_format_is_asked_for_by_id_suffix_or_file(name, found):
    assert format_for(name).id == found


def test_an_unknown_suffix_is_told_what_there_is():
    with pytest.raises(UsageError, match=r"report\.docx: no format .* html \(\*\.html\), json \(\*\.json\)"):
        format_for("report.docx")


def test_looking_for_formats_loads_no_typesetter_and_no_templates():
    code = "import sys, auditor.formats.format as f; f.all_formats(); print('weasyprint' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "report.json"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_gets_the_mode_that_open_gives(tmp_path):
    (tmp_path / "plain").write_bytes(b"")
    write_atomically(tmp_path / "report.json", b"")
    assert (tmp_path / "report.json").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize(("name", "why"), [("no/such/r.json", "No such file or directory"), (".", "this is a folder")])
def test_what_cannot_be_written_is_said_plainly(tmp_path, name, why):
    with pytest.raises(UsageError, match=f"cannot be written: {why}"):
        write_atomically(tmp_path / name, b"x")


def test_nothing_half_written_stays_when_the_disk_is_full(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    (tmp_path / "r.json").write_bytes(b"old")
    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(UsageError, match="No space left on device"):
        write_atomically(tmp_path / "r.json", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["r.json"]
    assert (tmp_path / "r.json").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", r"a\x1b[31mb"),
        ("\u202etxt.exe", r"\u202etxt.exe"),
        ("a\u200bb\ufeff", r"a\u200bb\ufeff"),
        ("\U000e0041", r"\U000e0041"),
        ("\ud800", r"\ud800"),
        ("क्‍ष می‌خواهم 👩‍💻 旅行", "क्‍ष می‌خواهم 👩‍💻 旅行"),
    ],
)
def test_steering_characters_are_shown_and_scripts_are_left_alone(text, shown):
    assert visible(text) == shown


def test_a_line_stays_a_line():
    assert on_one_line("a\n\tb\rc") == r"a b\x0dc"
