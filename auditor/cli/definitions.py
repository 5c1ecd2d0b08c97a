"""Reads the tool definitions of a file for the commands that try or export them."""

from __future__ import annotations

from pathlib import Path

from auditor.documents import Workspace
from auditor.errors import UsageError
from auditor.model.definitions import ToolDefinition


def read_definitions(path: str) -> list[ToolDefinition]:
    """Return the tools of a list of any dialect, of a contract, or of a whole system.

    Raises InputError for a file that cannot be read, and UsageError for one that shows no definition of a tool.
    """
    from auditor.pipeline import problems_seen_from_here

    if not Path(path).is_file():
        raise UsageError(f"{path} does not exist" if not Path(path).exists() else f"{path} is a folder; name a file")
    folder = Path(path).parent
    with problems_seen_from_here(folder):
        found = _definitions(folder, Path(path).name)
    if not found:
        raise UsageError(f"{path} shows no definition of a tool; expected a list of tools or a contract with calls")
    return found


def _definitions(folder: Path, name: str) -> list[ToolDefinition]:
    from auditor.readers.interfaces.raw_lists import raw_definitions
    from auditor.readers.reader import Reading

    reading = Reading.of(Workspace(folder))
    document = reading.workspace.open(name)
    if (listed := raw_definitions(document)) is not None:
        return listed
    return [make() for _, make in sorted(reading.read(document).definitions.items())]
