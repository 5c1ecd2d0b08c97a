"""The same input gives the same bytes, in another process and from the JSON report alone."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.audits import SAMPLES

FORMATS = ("html", "json", "sarif", "md", "xlsx")
PRINTED = "faq-bot"
"""The sample that is set as a PDF too, which takes longer than all else; two processes set another one in test_pdf."""


def command(arguments: list[str], folder: Path, seed: str) -> None:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1800000000", "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"}
    done = subprocess.run(
        [sys.executable, "-m", "auditor", *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode in (0, 1), done.stderr


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("report.*")}


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda folder: folder.name)
def test_two_runs_and_a_rendering_give_the_same_bytes(sample: Path, tmp_path: Path):
    pytest.importorskip("weasyprint", reason="needs Pango for the PDF", exc_type=OSError)
    one, two, three = (tmp_path / name for name in ("one", "two", "three"))
    for folder in (one, two, three):
        folder.mkdir()
    formats = (*FORMATS, "pdf") if sample.name == PRINTED else FORMATS
    outputs = [argument for name in formats for argument in ("-o", f"report.{name}")]
    command([str(sample / "system.yaml"), *outputs, "--quiet"], one, "1")
    command([str(sample / "system.yaml"), *outputs, "--quiet"], two, "2")
    assert digests(one) == digests(two)
    assert len(digests(one)) == len(formats)
    (three / "given.json").write_bytes((one / "report.json").read_bytes())
    command(["render", "given.json", *outputs], three, "3")
    assert digests(one) == digests(three)
