"""Reads plugin manifests; both formats are kept in files called ai-plugin.json, so that only the content tells them."""

from __future__ import annotations

from auditor.documents import Document
from auditor.model.description import Description
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.plugins.chatgpt import is_chatgpt, read_chatgpt
from auditor.readers.interfaces.plugins.m365 import is_m365, read_m365
from auditor.readers.reader import Reader, Reading


def _recognises(document: Document) -> bool:
    return is_chatgpt(document) or (bool(document.trees) and is_m365(Node.root(document)))


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    if is_chatgpt(document):
        return read_chatgpt(document, reading, name)
    root = Node.root(document)
    if not is_m365(root):
        message = "no plugin manifest; expected `schema_version` v1 with `name_for_model`, or v2 with `functions`"
        raise document.error_at_start(message)
    return read_m365(root, reading, name)


READER = Reader(
    format="plugin",
    title="plugin manifest of ChatGPT or Microsoft 365 Copilot",
    recognises=_recognises,
    read=_read,
    leads_to=("openapi", "mcp"),
)
