"""The wheel holds all that an audit needs, and works where nothing of the checkout is."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    # Without a build environment of its own: what builds is installed for the tests, so that no index is asked.
    build = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder)]
    done = subprocess.run(build, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = folder.glob("*.whl")
    return found


def test_it_holds_checklists_and_templates(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("checklists", "templates"):
        files = [path for path in (REPOSITORY / folder).rglob("*") if path.is_file()]
        assert files
        assert {f"auditor/_data/{path.relative_to(REPOSITORY).as_posix()}" for path in files} <= names
    assert "auditor/cli/app.py" in names
    assert not [name for name in names if name.startswith("tests/")]


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the `bin` of a new environment that holds the wheel."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=True, symlinks=True)
    pip = [folder / "bin" / "python", "-m", "pip", "--quiet"]
    subprocess.run([*pip, "install", "--no-index", "--no-deps", wheel], check=True)
    # Its dependencies are those of the tests, so that no index is asked. A checkout installed there is not seen.
    (site,) = (folder / "lib").glob("python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "bin"


def test_it_audits_from_another_folder(installed, tmp_path):
    (tmp_path / "system.yaml").write_text("system: {name: Travel desk}\n")
    done = subprocess.run(
        [installed / "audit", "system.yaml", "--format", "html", "--format", "json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert (tmp_path / "travel-desk.audit.html").stat().st_size > 1000
    report = json.loads((tmp_path / "travel-desk.audit.json").read_text())
    assert report["system"]["name"] == "Travel desk"
    assert report["controls"]


def test_it_runs_the_code_of_the_wheel(installed):
    show = [installed / "python", "-c", "import auditor; print(auditor.__file__)"]
    place = subprocess.run(show, cwd="/", capture_output=True, text=True, check=True).stdout.strip()
    assert Path(place).is_relative_to(installed.parent)
