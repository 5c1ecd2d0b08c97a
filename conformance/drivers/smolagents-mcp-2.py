"""Loads tool definitions in smolagents from an MCP server, with mcp 2.x.

python smolagents-mcp-2.py --paths
python smolagents-mcp-2.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import sys
from pathlib import Path

from mcp import StdioServerParameters
from smolagents import MCPClient
from smolagents.models import get_tool_json_schema

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from driving import Tools, drive, serving


def mcp(tools: Tools) -> Tools:
    """Connect to a server that lists the definitions."""
    with serving(tools) as command:
        server = StdioServerParameters(command=command[0], args=command[1:])
        with MCPClient(server, structured_output=False) as found:
            written = [get_tool_json_schema(tool)["function"] for tool in found]
    return [{"name": t["name"], "description": t["description"], "schema": t["parameters"]} for t in written]


if __name__ == "__main__":
    drive({"smolagents:mcp-2": mcp})
