"""Loads tool definitions in AutoGen from an MCP server, with mcp 2.x.

python autogen-mcp-2.py --paths
python autogen-mcp-2.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from driving import Tools, drive, serving


def mcp(tools: Tools) -> Tools:
    """Connect to a server that lists the definitions."""
    from autogen_ext.tools.mcp import StdioServerParams, mcp_server_tools  # what fails, so it is tried for each case

    with serving(tools) as command:
        server = StdioServerParams(command=command[0], args=command[1:])
        written = [tool.schema for tool in asyncio.run(mcp_server_tools(server))]
    return [{"name": t["name"], "description": t.get("description"), "schema": t.get("parameters")} for t in written]


if __name__ == "__main__":
    drive({"autogen:mcp-2": mcp})
