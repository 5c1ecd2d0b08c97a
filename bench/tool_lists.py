"""Makes MCP tool lists of any length out of a large OpenAPI document, so that graders of tool lists can be compared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_METHODS = ("get", "put", "post", "delete", "patch")


def write_tool_list(document: Path, count: int, target: Path) -> None:
    """Write the first operations of a document as an answer to `tools/list`: names, descriptions, parameters."""
    contract = json.loads(document.read_text(encoding="utf-8"))
    tools = [tool for tool, _ in zip(_tools(contract), range(count), strict=False)]
    target.write_text(json.dumps({"tools": tools}), encoding="utf-8")


def _tools(contract: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path, item in contract["paths"].items():
        for method in _METHODS:
            if method in item:
                yield _tool(contract, path, method, item)


def _tool(contract: dict[str, Any], path: str, method: str, item: dict[str, Any]) -> dict[str, Any]:
    operation = item[method]
    properties: dict[str, Any] = {}
    required = []
    for stated in (*item.get("parameters", ()), *operation.get("parameters", ())):
        parameter = _followed(contract, stated)
        schema = _followed(contract, parameter.get("schema", {}))
        properties[parameter["name"]] = {**_flat(schema), "description": parameter.get("description", "")}
        required += [parameter["name"]] if parameter.get("required") else []
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    body = _followed(contract, content.get("schema", {}))
    for name, schema in body.get("properties", {}).items():
        properties[name] = _flat(_followed(contract, schema))
    required += [name for name in body.get("required", ()) if name in properties]
    return {
        "name": operation.get("operationId", f"{method} {path}").replace("/", "_"),
        "description": operation.get("description") or operation.get("summary") or "",
        "inputSchema": {"type": "object", "properties": properties, "required": sorted(set(required))},
        "annotations": {"readOnlyHint": method == "get"},
    }


def _followed(contract: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        target: Any = contract
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def _flat(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema without what lies below it: nested references would lead out of a tool's definition."""
    kept: dict[str, Any] = {
        key: schema[key] for key in ("type", "description", "enum", "format", "default") if key in schema
    }
    return kept or {"type": "object"}
