"""Each tool of a list is looked at by itself, and has its own credentials found."""

from auditor.documents import Workspace
from auditor.readers.interfaces.mcp import READER
from auditor.readers.reader import Reading
from tests.readers.interfaces.listed import write

KEY = "ghp_" + "A1b2C3d4E5" * 3 + "f6G7h8"


def test_every_tool_of_a_list_has_its_credentials_found(tmp_path):
    schema = {"type": "object", "properties": {"key": {"type": "string", "default": KEY}}}
    tools = [{"name": name, "description": "Reads.", "inputSchema": schema} for name in ("a", "b")]
    write(tmp_path, {"main.json": {"tools": tools}})
    reading = Reading.of(Workspace(tmp_path))
    claims = READER.read(reading.workspace.open("main.json"), reading, "s").claims
    assert [len(claim.value) for claim in claims if claim.attribute == "embedded_secrets"] == [1, 1]
