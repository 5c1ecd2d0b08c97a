"""The report's id and the manifest's hash are what anybody can compute with other tools."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.formats.json import report_bytes
from auditor.report.identity import as_named, as_written, id_of_tree, manifest_digest, manifest_lines
from auditor.report.schema import InputFact
from tests.audits import SAMPLES, audit


def fact(path: str, content: bytes) -> InputFact:
    digest = hashlib.sha256(content).hexdigest() if content else ""
    return InputFact(path=path, format="", sha256=digest, bytes=len(content), state="read", why="")


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_the_id_is_that_of_the_json_without_it(folder: Path):
    report = audit(folder / "system.yaml")
    tree = json.loads(report_bytes(report))
    assert report.report_id == id_of_tree(tree)
    plain = json.dumps({**tree, "report_id": ""}, ensure_ascii=False, separators=(",", ":"))
    assert report.report_id == hashlib.sha256(plain.encode()).hexdigest()[:12]


def test_the_id_does_not_depend_on_white_space_or_on_the_id_itself():
    tree = {"schema_version": 1, "report_id": "x", "lines": [0.5, {"a": "ä"}]}
    assert id_of_tree(tree) == id_of_tree({**tree, "report_id": "y"})
    assert id_of_tree(tree) == id_of_tree(json.loads(json.dumps(tree, indent=7)))
    assert id_of_tree(tree) != id_of_tree({**tree, "lines": [0.5, {"a": "a"}]})


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs GNU coreutils")
def test_the_manifest_is_what_sha256sum_writes(tmp_path: Path):
    names = [
        "system.yaml",
        "specs/a.yaml",
        "specs/A.yaml",
        "ä.json",
        "𝔞.json",
        "a b.txt",
        "b\\c",
        "line\nfeed",
        "tab\t",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(f"of {name}".encode())
    inputs = [fact(name, (tmp_path / name).read_bytes()) for name in reversed(names)] + [fact("never-found.yaml", b"")]
    in_order = sorted(names, key=str.encode)
    done = subprocess.run(["sha256sum", "--", *in_order], cwd=tmp_path, capture_output=True, check=True)
    assert "".join(f"{line}\n" for line in manifest_lines(inputs)).encode() == done.stdout
    assert manifest_digest(inputs) == hashlib.sha256(done.stdout).hexdigest()
    checked = subprocess.run(["sha256sum", "-c", "--quiet"], cwd=tmp_path, input=done.stdout, check=False)
    assert checked.returncode == 0


def test_a_path_that_is_no_utf8_reads_as_the_report_writes_it():
    named = "a\udcff.yaml"
    assert as_written(named) == "a\\udcff.yaml"
    assert as_named(as_written(named)) == named
    assert manifest_lines([fact(named, b"x")]) == manifest_lines([fact(as_written(named), b"x")])


@given(st.lists(st.tuples(st.text(min_size=1), st.binary(min_size=1)), max_size=5, unique_by=lambda pair: pair[0]))
def test_the_order_of_the_inputs_takes_no_part(pairs: list[tuple[str, bytes]]):
    inputs = [fact(path, content) for path, content in pairs]
    assert manifest_digest(inputs) == manifest_digest(inputs[::-1])
    assert len(manifest_lines(inputs)) == len(inputs)
