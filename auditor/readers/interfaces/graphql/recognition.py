"""Knows a GraphQL schema by how its text begins."""

from __future__ import annotations

import re

from auditor.documents import Document

FORMAT = "graphql"
_SUFFIXES = (".graphql", ".graphqls", ".gql")
_BLANK = re.compile(r'(?:[\s,]++|#[^\n]*+|"""(?:[^"\\]|\\.|"(?!""))*+"""|"(?!"")(?:[^"\\\n]|\\.)*+")*+')
_DEFINITION = re.compile(
    r"(?:extend\s+)?(?:(?:type|interface|input|union|enum|scalar)\s+[_A-Za-z]\w*\s*(?:[{@=&\"#]|implements\b|\Z|\n)"
    r"|schema\s*[{@]|directive\s*@)"
)
_OPERATION = re.compile(r"(?:query|mutation|subscription|fragment)\b|\{")


def is_schema(document: Document) -> bool:
    """Tell whether a text is a schema: it begins with a definition of a type, or is named like one and does not parse.

    A file of operations (queries that a client sends) is none.
    """
    text = document.text
    begin = _BLANK.match(text)
    offset = begin.end() if begin else 0
    if document.path.endswith(".proto"):
        return False
    if _DEFINITION.match(text, offset):
        return True
    named = document.path.lower().endswith(_SUFFIXES)
    return named and offset < len(text) and not _OPERATION.match(text, offset)
