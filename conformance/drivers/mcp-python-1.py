"""Lists tool definitions with the MCP client of the Python SDK 1.x.

python mcp-python-1.py --paths
python mcp-python-1.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

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
    return [{"name": t.name, "description": t.description, "schema": t.inputSchema} for t in found]


def client(tools: Tools) -> Tools:
    """Connect to a server that lists the definitions."""
    with serving(tools) as command:
        return asyncio.run(listed(command))


if __name__ == "__main__":
    drive({"mcp:python-1": client})
