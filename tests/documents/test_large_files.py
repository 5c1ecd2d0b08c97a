"""Files that stay on disk: hashed, quoted and streamed without being held."""

from __future__ import annotations

import hashlib

import pytest

from auditor.documents import Budgets, Document, Workspace
from auditor.documents.large_file import LargeFile
from auditor.errors import InputError


def borrowed(tmp_path, data, *, whole=0, name="log.jsonl"):
    (tmp_path / name).write_bytes(data)
    return Workspace(tmp_path).borrow(name, whole=whole)


def test_a_file_above_the_limit_stays_on_disk(tmp_path):
    data = b'{"a": 1}\n' * 100
    large, small = borrowed(tmp_path, data, whole=99), borrowed(tmp_path, data, whole=10_000)
    assert isinstance(large, LargeFile)
    assert not isinstance(small, LargeFile)
    assert large.data == b""
    assert (large.size, large.sha256) == (small.size, small.sha256) == (len(data), hashlib.sha256(data).hexdigest())


def test_lines_are_found_and_cut(tmp_path):
    large = borrowed(tmp_path, b"first\n" + b"x" * 3_000_000 + b"\nthird\n")
    assert large.lines(1, 1) == ("first",)
    assert large.lines(3, 9) == ("third",)
    assert large.lines(2, 2) == ("x" * 4096,)
    assert large.lines(4, 5) == ()


def test_an_archive_has_no_lines(tmp_path):
    assert borrowed(tmp_path, b"PK\x03\x04\0\0rest\n").lines(1, 2) == ()


@pytest.mark.parametrize("ask", [lambda file: file.text, lambda file: file.trees])
def test_it_is_not_read_at_once(tmp_path, ask):
    with pytest.raises(InputError, match=r"log\.jsonl:1:1: 7 bytes; too large to be read at once"):
        ask(borrowed(tmp_path, b'{"a":1}'))


def test_borrowing_stays_inside_the_root(tmp_path):
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret").write_text("x")
    (inside / "link").symlink_to(tmp_path / "secret")
    for path, why in (("../secret", "leaves the audited folder"), ("link", "leaves the audited folder"),
                      ("none", "does not exist"), (".", "folder")):  # fmt: skip
        with pytest.raises(InputError, match=why):
            Workspace(inside).borrow(path, whole=0)


def test_a_named_file_above_the_budget_stays_on_disk(tmp_path):
    (tmp_path / "log").write_bytes(b"x" * 100)
    workspace = Workspace(tmp_path, budgets=Budgets(file_bytes=99))
    assert isinstance(workspace.open_any("log"), LargeFile)
    assert type(Workspace(tmp_path).open_any("log")) is Document
    with pytest.raises(InputError, match="does not exist"):
        workspace.open_any("none")


def test_what_is_borrowed_is_not_kept(tmp_path):
    (tmp_path / "log").write_text("{}")
    workspace = Workspace(tmp_path)
    assert workspace.borrow("log", whole=0) is not workspace.borrow("log", whole=0)
    assert workspace.opened == ()
