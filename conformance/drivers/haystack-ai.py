"""Loads tool definitions in Haystack, as Tool and from an MCP server.

python haystack-ai.py --paths
python haystack-ai.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import sys
from pathlib import Path

from haystack.tools import Tool
from haystack_integrations.tools.mcp import MCPToolset, StdioServerInfo

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from driving import Tools, drive, serving


def direct(tools: Tools) -> Tools:
    """Make a Tool of each definition; what one does not state, Tool is given as None, which it takes."""
    found = [
        Tool(name=t.get("name"), description=t.get("description"), parameters=t.get("inputSchema"), function=lambda: "")
        for t in tools
    ]
    arrived = [{"name": t.name, "description": t.description, "schema": t.parameters} for t in found]
    return [
        {key: value for key, value in made.items() if key == "schema" or key in stated}
        for made, stated in zip(arrived, tools, strict=True)
    ]


def mcp(tools: Tools) -> Tools:
    """Connect to a server that lists the definitions."""
    with serving(tools) as command:
        server = StdioServerInfo(command=command[0], args=command[1:])
        toolset = MCPToolset(server, connection_timeout=10, eager_connect=True)
        try:
            return [{"name": t.name, "description": t.description, "schema": t.parameters} for t in toolset]
        finally:
            toolset.close()


if __name__ == "__main__":
    drive({"haystack:direct": direct, "haystack:mcp": mcp})
