"""Reads projects from a folder that a test fills."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from auditor.documents import Workspace
from auditor.linking import link
from auditor.model.claims import Record
from auditor.model.description import Description
from auditor.model.system import System
from auditor.readers.folder import find_descriptions, read_found
from auditor.readers.reader import Reading


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    return Reading.of(Workspace(tmp_path))


@pytest.fixture
def write(tmp_path: Path) -> Callable[[dict[str, str]], None]:
    def run(files: dict[str, str]) -> None:
        for path, content in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(dedent(content).lstrip("\n"), encoding="utf-8")

    return run


@pytest.fixture
def read(tmp_path: Path, write: Callable[[dict[str, str]], None]) -> Callable[..., Description]:
    """Write files and read the folder, or the one file that is named; what comes out always makes a system."""

    def run(files: dict[str, str], named: str = "") -> Description:
        write(files)
        reading = Reading.of(Workspace(tmp_path))
        if named:
            description = reading.read(reading.workspace.open(named))
        else:
            description = read_found(reading, find_descriptions(reading, "."))
        System(link(description))
        return description

    return run


def told(description: Description, subject: str = "") -> dict[str, object]:
    """Return what is claimed of the only entity, or of one of several."""
    subject = subject or description.entities[0].id
    return {claim.attribute: claim.value for claim in description.claims if claim.subject == subject}


def where(description: Description, attribute: str) -> str:
    return next(str(claim.location) for claim in description.claims if claim.attribute == attribute)


def listed(description: Description, attribute: str = "packages", subject: str = "") -> dict[str, str]:
    """Return the records of a list in one line each, by name."""
    records = told(description, subject)[attribute]
    assert isinstance(records, tuple)
    return {record.name: _line(record) for record in records if isinstance(record, Record)}


def _line(record: Record) -> str:
    skipped = ("ecosystem", "exact", "imported")
    shown = [f"{key}={value}" for key, value in record.fields.items() if value not in ("", ()) and key not in skipped]
    return f"{record.location.position.line}: " + " ".join(shown)
