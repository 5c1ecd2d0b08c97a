"""Reads a system.yaml from a folder that a test fills, with a reader of contracts that is four lines long."""

from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.documents import Document, Workspace
from auditor.errors import InputError
from auditor.model.claims import Location
from auditor.model.description import Description
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind, EvidenceLevel, Members, RelationKind
from auditor.readers import reader as reader_module
from auditor.readers.architecture.system_yaml import READER
from auditor.readers.reader import Reader, Reading


def _read_contract(document: Document, reading: Reading, name: str | None) -> Description:
    place = Location(document=document, tree=document.tree)
    tools = document.tree.value["fake"]
    description = Description()
    if not isinstance(tools, list):
        raise document.error_at_start("`fake` is no list; expected tools")
    owner = name or "untitled"
    description.entities.append(
        Entity(id=owner, kind=EntityKind.INTERFACE, name="Contract", location=place, members=Members.CLOSED)
    )
    for tool in tools:
        tool_id = f"{owner}.{tool}"
        description.entities.append(Entity(id=tool_id, kind=EntityKind.TOOL, name=tool, location=place))
        description.claim(tool_id, "contract", "resolved", EvidenceLevel.DOCUMENTED, place)
        description.relate(owner, RelationKind.EXPOSES, tool_id, EvidenceLevel.DOCUMENTED, place)
    return description


def _is_contract(document: Document) -> bool:
    return bool(document.trees) and isinstance(document.trees[0].value, dict) and "fake" in document.trees[0].value


ALL_READERS = reader_module.all_readers
CONTRACTS = Reader(format="openapi", title="OpenAPI document", recognises=_is_contract, read=_read_contract)


@pytest.fixture(autouse=True)
def _readers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_module, "all_readers", lambda: (READER, CONTRACTS))


@pytest.fixture
def real_readers(_readers: None, monkeypatch: pytest.MonkeyPatch) -> tuple[Reader, ...]:
    """Let the real readers take part."""
    monkeypatch.setattr(reader_module, "all_readers", ALL_READERS)
    return ALL_READERS()


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    return Reading.of(Workspace(tmp_path))


@pytest.fixture
def read(tmp_path: Path, reading: Reading) -> Callable[..., Description]:
    """Write files, read system.yaml."""

    def run(text: str, files: dict[str, str] | None = None) -> Description:
        for path, content in {"system.yaml": text, **(files or {})}.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(content, encoding="utf-8")
        return reading.read(reading.workspace.open("system.yaml"))

    return run


@pytest.fixture
def mistakes(read: Callable[..., Description]) -> Callable[..., list[str]]:
    """Write files, read system.yaml, return what its user is told."""

    def run(text: str, files: dict[str, str] | None = None) -> list[str]:
        with pytest.raises(InputError) as caught:
            read(text, files)
        return [str(problem) for problem in caught.value.problems]

    return run
