"""Loads tool definitions in the OpenAI Agents SDK from an MCP server, without strict schemas.

python openai-agents-mcp.py --paths
python openai-agents-mcp.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from agents import Agent, FunctionTool, RunContextWrapper
from agents.mcp import MCPServerStdio, MCPUtil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from driving import Tools, drive, serving


async def functions(command: list[str]) -> Tools:
    """Return the functions that are made of a server's tools."""
    started = MCPServerStdio({"command": command[0], "args": command[1:]}, client_session_timeout_seconds=10)
    async with started as server:
        context: RunContextWrapper[None] = RunContextWrapper(context=None)
        agent = Agent(name="probe", mcp_servers=[server])
        found = await MCPUtil.get_all_function_tools([server], False, context, agent)
    made = [tool for tool in found if isinstance(tool, FunctionTool)]
    return [{"name": t.name, "description": t.description, "schema": t.params_json_schema} for t in made]


def mcp(tools: Tools) -> Tools:
    """Connect to a server that lists the definitions."""
    with serving(tools) as command:
        return asyncio.run(functions(command))


if __name__ == "__main__":
    drive({"openai-agents:mcp": mcp})
