"""Writes tool definitions in the form in which a path takes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from auditor.documents import Value
from auditor.frameworks.candidate import JsonObject
from auditor.frameworks.profile import Form, Path


def written(path: Path, stated: Sequence[JsonObject]) -> Value:
    """Return definitions under MCP's keys as the document that a path loads."""
    match path.form:
        case Form.MCP:
            return {"tools": [dict(tool) for tool in stated]}
        case Form.FUNCTION:
            strict: dict[str, Value] = {"strict": True} if path.strict else {}
            return [{"type": "function", "function": {**_named(tool, "parameters"), **strict}} for tool in stated]
        case Form.PLAIN:
            return [_named(tool, "parameters") for tool in stated]
        case Form.ANTHROPIC:
            return [_named(tool, "input_schema") for tool in stated]
        case Form.GEMINI:
            return [{"functionDeclarations": [_named(tool, "parameters") for tool in stated]}]
        case Form.GEMINI_JSON:
            return [{"functionDeclarations": [_named(tool, "parametersJsonSchema") for tool in stated]}]
    assert_never(path.form)


def _named(tool: JsonObject, schema_key: str) -> dict[str, Value]:
    made = {key: tool[key] for key in ("name", "description") if key in tool}
    return {**made, schema_key: tool.get("inputSchema", {"type": "object", "properties": {}})}
