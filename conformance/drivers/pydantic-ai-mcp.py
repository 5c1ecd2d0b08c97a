"""Loads tool definitions in Pydantic AI from an MCP server.

python pydantic-ai-mcp.py --paths
python pydantic-ai-mcp.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from fastmcp.client.transports import StdioTransport
from pydantic_ai.mcp import MCPToolset
from pydantic_ai.models.test import TestModel
from pydantic_ai.tools import RunContext
from pydantic_ai.usage import RunUsage

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from driving import Tools, drive, serving


async def toolset(command: list[str]) -> Tools:
    """Return the tools of a server as the model would be given them."""
    async with MCPToolset(StdioTransport(command=command[0], args=command[1:], keep_alive=False)) as server:
        found = await server.get_tools(RunContext(deps=None, model=TestModel(), usage=RunUsage()))
    told = [tool.tool_def for tool in found.values()]
    return [{"name": t.name, "description": t.description, "schema": t.parameters_json_schema} for t in told]


def mcp(tools: Tools) -> Tools:
    """Connect to a server that lists the definitions."""
    with serving(tools) as command:
        return asyncio.run(toolset(command))


if __name__ == "__main__":
    drive({"pydantic-ai:mcp": mcp})
