"""Loads tool definitions in Pydantic AI with Tool.from_schema, and shapes them for a model as its profile says.

python pydantic-ai-models.py --paths
python pydantic-ai-models.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import Any

from pydantic_ai import Tool
from pydantic_ai._json_schema import JsonSchemaTransformer
from pydantic_ai.models import _customize_tool_def
from pydantic_ai.profiles.google import GoogleJsonSchemaTransformer
from pydantic_ai.profiles.openai import OpenAIJsonSchemaTransformer

PATHS: dict[str, tuple[type[JsonSchemaTransformer], bool | None]] = {
    "pydantic-ai:openai": (OpenAIJsonSchemaTransformer, None),
    "pydantic-ai:openai-strict": (OpenAIJsonSchemaTransformer, True),
    "pydantic-ai:google": (GoogleJsonSchemaTransformer, None),
}


def loaded(path: str, stated: dict[str, Any]) -> dict[str, Any]:
    """Return what a model of this profile is given."""
    transformer, strict = PATHS[path]
    name: Any = stated.get("name")
    schema: Any = stated.get("inputSchema")
    tool: Tool[Any] = Tool.from_schema(lambda **_: "done", name, stated.get("description"), schema)
    given = _customize_tool_def(transformer, replace(tool.tool_def, strict=strict))
    return {"name": given.name, "description": given.description, "schema": given.parameters_json_schema}


def answer(path: str, case: dict[str, Any]) -> dict[str, Any]:
    """Return an answer to a case; the tools are shaped for one request, so one that fails ends it."""
    try:
        tools = [loaded(path, stated) for stated in case["tools"]]
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"[:500]
        return {"case": case["case"], "outcome": "refused", "error": reason, "tools": []}
    return {"case": case["case"], "outcome": "loaded", "tools": tools}


def main() -> None:
    """Serve the contract of the drivers."""
    if sys.argv[1:] == ["--paths"]:
        print("\n".join(PATHS))
        return
    for line in sys.stdin:
        print(json.dumps(answer(sys.argv[1], json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
