"""Loads tool definitions in AutoGen from an MCP server, with mcp 1.x.

python autogen-mcp-1.py --paths
python autogen-mcp-1.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

from autogen_ext.tools.mcp import StdioMcpToolAdapter, StdioServerParams, mcp_server_tools

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from driving import Tools, drive, serving


def without_cycles(value: object, path: str = "#", above: dict[int, str] | None = None) -> object:
    """Return a copy in which a reference stands where a value contains itself."""
    above = above or {}
    if id(value) in above:
        return {"$ref": above[id(value)]}
    if not isinstance(value, dict | list):
        return value
    above = {**above, id(value): path}
    if isinstance(value, list):
        return [without_cycles(item, f"{path}/{number}", above) for number, item in enumerate(value)]
    steps = {key: key.replace("~", "~0").replace("/", "~1").replace("%", "%25") for key in value}
    return {key: without_cycles(item, f"{path}/{steps[key]}", above) for key, item in value.items()}


def written(tool: StdioMcpToolAdapter) -> dict[str, Any]:
    """Return a tool as a model that calls functions is given it."""
    schema = tool.schema
    parameters = without_cycles(schema["parameters"])
    return {"name": schema["name"], "description": schema["description"], "schema": parameters}


def mcp(tools: Tools) -> Tools:
    """Connect to a server that lists the definitions."""
    with serving(tools) as command:
        server = StdioServerParams(command=command[0], args=command[1:], read_timeout_seconds=30)
        return [written(tool) for tool in asyncio.run(mcp_server_tools(server))]


if __name__ == "__main__":
    drive({"autogen:mcp": mcp})
