"""Reads Compose files from a folder that a test fills."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from auditor.documents import Workspace
from auditor.model.description import Description
from auditor.model.system import System
from auditor.readers.deployment.compose import READER
from auditor.readers.reader import Reading


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    return Reading.of(Workspace(tmp_path))


@pytest.fixture
def write(tmp_path: Path) -> Callable[[dict[str, str]], None]:
    def run(files: dict[str, str]) -> None:
        for path, content in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(dedent(content), encoding="utf-8")

    return run


@pytest.fixture
def read(reading: Reading, write: Callable[[dict[str, str]], None]) -> Callable[..., Description]:
    """Write files, read compose.yaml; what comes out always makes a system."""

    def run(text: str, files: dict[str, str] | None = None) -> Description:
        write({"compose.yaml": text, **(files or {})})
        document = reading.workspace.open("compose.yaml")
        assert READER.recognises(document)
        description = READER.read(document, reading, None)
        System(description)
        return description

    return run
