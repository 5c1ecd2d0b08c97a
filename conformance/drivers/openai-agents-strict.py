"""Makes tool definitions strict with the OpenAI Agents SDK: as function tools, and from an MCP server.

python openai-agents-strict.py --paths
python openai-agents-strict.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

from agents import Agent, FunctionTool, RunContextWrapper
from agents.mcp import MCPServerStdio, MCPUtil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from driving import Tools, drive, serving


async def nothing(*_: object) -> str:
    """Do what a tool that is never called has to do."""
    return ""


def named(stated: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Return what arrives; the SDK hands name and description on as they are, also where there are none."""
    return {**{key: stated[key] for key in ("name", "description") if key in stated}, "schema": schema}


def function(tools: Tools) -> Tools:
    """Make strict function tools; one that fails is one exception in the caller's program."""
    arrived: Tools = []
    failed: Exception | None = None
    for stated in tools:
        try:
            made = FunctionTool(
                name=stated.get("name"),  # type: ignore[arg-type]
                description=stated.get("description"),  # type: ignore[arg-type]
                params_json_schema=stated["inputSchema"],
                on_invoke_tool=nothing,
                strict_json_schema=True,
            )
        except Exception as error:
            failed = error
        else:
            arrived.append(named(stated, made.params_json_schema))
    if failed and not arrived:
        raise failed
    return arrived


async def functions(command: list[str]) -> Tools:
    """Return the functions that are made of a server's tools; one for which strict mode was given up is left out."""
    async with MCPServerStdio(
        {"command": command[0], "args": command[1:]}, client_session_timeout_seconds=10
    ) as server:
        context: RunContextWrapper[None] = RunContextWrapper(context=None)
        agent = Agent(name="probe", mcp_servers=[server])
        found = await MCPUtil.get_all_function_tools([server], True, context, agent)
    made = [tool for tool in found if isinstance(tool, FunctionTool) and tool.strict_json_schema]
    if not made:
        raise RuntimeError("strict conversion failed: the schema is sent without strict mode")
    return [{"name": t.name, "description": t.description, "schema": t.params_json_schema} for t in made]


def mcp(tools: Tools) -> Tools:
    """Connect to a server that lists the definitions."""
    with serving(tools) as command:
        return asyncio.run(functions(command))


if __name__ == "__main__":
    drive({"openai:strict": function, "openai-agents:mcp-strict": mcp})
