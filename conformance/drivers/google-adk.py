"""Lists tool definitions in the Agent Development Kit, as McpToolset declares them to a model.

python google-adk.py --paths
python google-adk.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from google.adk.tools.mcp_tool import McpToolset, StdioConnectionParams
from mcp import StdioServerParameters

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from driving import Tools, drive, serving


async def declared(command: list[str]) -> Tools:
    """Return what the toolset declares of a server's tools."""
    server = StdioServerParameters(command=command[0], args=command[1:])
    toolset = McpToolset(connection_params=StdioConnectionParams(server_params=server, timeout=10))
    try:
        found = [tool._get_declaration() for tool in await toolset.get_tools()]
    finally:
        await toolset.close()
    return [{"name": t.name, "description": t.description, "schema": t.parameters_json_schema} for t in found]


def mcp(tools: Tools) -> Tools:
    """Connect to a server that lists the definitions."""
    with serving(tools) as command:
        return asyncio.run(declared(command))


if __name__ == "__main__":
    drive({"google-adk:mcp": mcp})
