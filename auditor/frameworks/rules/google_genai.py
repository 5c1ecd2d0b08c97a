"""Rules of google-genai, which validates function declarations on the caller's side."""

from __future__ import annotations

from auditor.checklist.shape import Shape
from auditor.documents import Value
from auditor.frameworks.candidate import Candidate, Step, each
from auditor.frameworks.conversion import ROOT, converted
from auditor.frameworks.google_fields import SCHEMA, validated
from auditor.frameworks.google_from_mcp import google_schema_of
from auditor.frameworks.rules import kind


@kind
def google_schema(args: Shape) -> Step:
    """Reads an input schema as google-genai's Schema, which refuses every keyword that it does not have."""

    def read(schema: Value) -> Value:
        return None if schema is None else validated(schema, SCHEMA, ROOT)

    def act(tool: Candidate) -> None:
        converted(tool, read)

    return each(act)


@kind
def google_schema_from_mcp(args: Shape) -> Step:
    """Turns an MCP tool's input schema into google-genai's Schema by its helper `mcp_to_gemini_tool`."""

    def act(tool: Candidate) -> None:
        converted(tool, google_schema_of)

    return each(act)
