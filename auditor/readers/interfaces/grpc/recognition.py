"""Knows a Protocol Buffers file by how its text begins."""

from __future__ import annotations

import re

from auditor.documents import Document

FORMAT = "grpc"
_BLANK = re.compile(r"(?:\s++|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)*+")
_MARK = re.compile(
    r"(?:syntax\s*=\s*[\"']proto[23]|edition\s*=\s*[\"']20\d\d)[\"']\s*;|package\s+[\w.]+\s*;\s*(?:import\s|option\s)"
)
_SERVICE = re.compile(r"^[ \t]*service\s+\w+\s*\{", re.MULTILINE)
_STATEMENT = re.compile(r"(?:syntax|edition|package|import|option|message|enum|service|extend)\b")


def is_proto(document: Document) -> bool:
    """Tell whether a text is a Protocol Buffers file: it says its syntax, or has the name and begins like one."""
    text = document.text
    begin = _BLANK.match(text)
    offset = begin.end() if begin else 0
    if _MARK.match(text, offset):
        return True
    return document.path.endswith(".proto") and bool(_STATEMENT.match(text, offset))


def has_service(document: Document) -> bool:
    """Tell whether a Protocol Buffers file seems to define a service; one that does imports those that do not."""
    return _SERVICE.search(document.text) is not None
