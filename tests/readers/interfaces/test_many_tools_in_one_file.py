"""What is asked of a whole file is asked once, however many tools the file lists."""

from auditor.documents import Document, Workspace
from auditor.readers.interfaces.mcp import READER
from auditor.readers.interfaces.quality.credentials import Credentials
from auditor.readers.reader import Reading
from tests.readers.interfaces.listed import write

KEY = "ghp_" + "A1b2C3d4E5" * 3 + "f6G7h8"


class CountedDocument(Document):
    """A document that counts how often its bytes are asked for."""

    asked = 0

    def __getattribute__(self, name):
        if name == "data":
            CountedDocument.asked += 1
        return super().__getattribute__(name)


def test_a_document_is_searched_once_for_credentials():
    document = CountedDocument("a.json", f'{{"description": "{KEY}"}}'.encode())
    CountedDocument.asked = 0
    first = Credentials()
    first.include(document)
    once = CountedDocument.asked
    second = Credentials()
    second.include(document)
    assert once > 0
    assert CountedDocument.asked == once
    assert first.kind_of(f"Use {KEY}.") == second.kind_of(f"Use {KEY}.") != ""


def test_two_documents_of_one_name_are_told_apart():
    clean, leaking = Document("a.json", b"{}"), Document("a.json", f'"{KEY}"'.encode())
    found = Credentials()
    found.include(clean)
    assert not found.possible
    other = Credentials()
    other.include(leaking)
    assert other.possible


def test_every_tool_of_a_list_still_has_its_credentials_found(tmp_path):
    schema = {"type": "object", "properties": {"key": {"type": "string", "default": KEY}}}
    tools = [{"name": name, "description": "Reads.", "inputSchema": schema} for name in ("a", "b")]
    write(tmp_path, {"main.json": {"tools": tools}})
    reading = Reading.of(Workspace(tmp_path))
    claims = READER.read(reading.workspace.open("main.json"), reading, "s").claims
    assert [len(claim.value) for claim in claims if claim.attribute == "embedded_secrets"] == [1, 1]
