"""Lists tool definitions with the MCP client of the Python SDK 2.x, and reads them into the types of two revisions.

python mcp-python-2.py --paths
python mcp-python-2.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import mcp_types._v2025_11_25 as v2025
import mcp_types._v2026_07_28 as v2026
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from driving import Tools, drive, serving


async def listed(command: list[str]) -> Tools:
    """Return the tools that the client makes of a server's list."""
    async with (
        stdio_client(StdioServerParameters(command=command[0], args=command[1:])) as (read, write),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        found = (await asyncio.wait_for(session.list_tools(), 10)).tools
    return [{"name": t.name, "description": t.description, "schema": t.input_schema} for t in found]


def client(tools: Tools) -> Tools:
    """Connect to a server that lists the definitions."""
    with serving(tools) as command:
        return asyncio.run(listed(command))


def read(model: type[v2025.Tool] | type[v2026.Tool], tools: Tools) -> Tools:
    """Read definitions into a revision's type of a tool."""
    found = [model.model_validate(tool, by_name=False) for tool in tools]
    written = [tool.model_dump(by_alias=True, mode="json", exclude_unset=True) for tool in found]
    return [{"name": t["name"], "description": t.get("description"), "schema": t["inputSchema"]} for t in written]


if __name__ == "__main__":
    drive(
        {
            "mcp:python-2": client,
            "mcp:types-2025-11-25": lambda tools: read(v2025.Tool, tools),
            "mcp:types-2026-07-28": lambda tools: read(v2026.Tool, tools),
        }
    )
