"""Loads tool definitions in google-genai: as `parameters`, as `parameters_json_schema`, and from MCP.

python gemini.py --paths
python gemini.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from google.genai import types
from google.genai._mcp_utils import mcp_to_gemini_tool


def parameters(stated: dict[str, Any]) -> types.FunctionDeclaration:
    """Declare a function with Google's own Schema."""
    return types.FunctionDeclaration(
        name=stated.get("name"), description=stated.get("description"), parameters=stated.get("inputSchema")
    )


def json_schema(stated: dict[str, Any]) -> types.FunctionDeclaration:
    """Declare a function with a JSON Schema."""
    return types.FunctionDeclaration(
        name=stated.get("name"), description=stated.get("description"), parameters_json_schema=stated.get("inputSchema")
    )


def from_mcp(stated: dict[str, Any]) -> types.FunctionDeclaration:
    """Declare a function as a session of the client does with an MCP tool."""
    tool: Any = SimpleNamespace(
        name=stated.get("name"), description=stated.get("description"), inputSchema=stated.get("inputSchema")
    )
    made = mcp_to_gemini_tool(tool).function_declarations
    assert made is not None
    return made[0]


PATHS: dict[str, Callable[[dict[str, Any]], types.FunctionDeclaration]] = {
    "gemini:parameters": parameters,
    "gemini:json-schema": json_schema,
    "gemini:mcp": from_mcp,
}


def said(declared: types.FunctionDeclaration) -> dict[str, Any]:
    """Return what goes to the service, under the keys of this contract."""
    sent = declared.model_dump(by_alias=True, exclude_none=True, mode="json")
    schema = sent.get("parameters", sent.get("parametersJsonSchema"))
    known = {"name": sent.get("name"), "description": sent.get("description"), "schema": schema}
    return {key: value for key, value in known.items() if value is not None}


def answer(path: str, case: dict[str, Any]) -> dict[str, Any]:
    """Return an answer to a case. Of declarations each fails alone; MCP tools are converted all in one go."""
    arrived, reason = [], ""
    for stated in case["tools"]:
        try:
            arrived.append(said(PATHS[path](stated)))
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"[:500]
    if reason and (not arrived or path == "gemini:mcp"):
        return {"case": case["case"], "outcome": "refused", "error": reason, "tools": []}
    return {"case": case["case"], "outcome": "loaded", "tools": arrived}


def main() -> None:
    """Serve the contract of the drivers."""
    if sys.argv[1:] == ["--paths"]:
        print("\n".join(PATHS))
        return
    warnings.simplefilter("ignore")
    for line in sys.stdin:
        print(json.dumps(answer(sys.argv[1], json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
