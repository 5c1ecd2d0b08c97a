"""The rule of langchain-google-genai, which declares functions in Google's own schema."""

from __future__ import annotations

from auditor.checklist.shape import Shape
from auditor.documents import Value
from auditor.frameworks.candidate import Blast, Candidate, Step, each
from auditor.frameworks.conversion import ROOT, converted, mapping
from auditor.frameworks.langchain_google import declared
from auditor.frameworks.rules import kind


@kind
def langchain_google_schema(args: Shape) -> Step:
    """Turns a function's parameters into Google's schema: few keywords stay, and one type each."""

    def convert(schema: Value) -> Value:
        return declared(mapping(schema, "its input schema", ROOT))

    def act(tool: Candidate) -> None:
        converted(tool, convert, Blast.AGENT)

    return each(act)
