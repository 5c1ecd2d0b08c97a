"""Loads tool definitions in the Microsoft Agent Framework from an MCP server.

python agent-framework.py --paths
python agent-framework.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from agent_framework import MCPStdioTool

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from driving import Tools, drive, serving


async def functions(command: list[str]) -> Tools:
    """Return the functions that are made of a server's tools."""
    async with MCPStdioTool(name="probe", command=command[0], args=command[1:], load_prompts=False) as server:
        found = [function.to_json_schema_spec()["function"] for function in server.functions]
    return [{"name": t["name"], "description": t["description"], "schema": t["parameters"]} for t in found]


def mcp(tools: Tools) -> Tools:
    """Connect to a server that lists the definitions."""
    with serving(tools) as command:
        return asyncio.run(functions(command))


if __name__ == "__main__":
    drive({"agent-framework:mcp": mcp})
