"""Loads tool definitions in Qwen-Agent: as BaseTool, and from an MCP server with mcp 1.x.

python qwen-agent-mcp-1.py --paths
python qwen-agent-mcp-1.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from qwen_agent.agents import Assistant
from qwen_agent.tools.base import BaseTool
from qwen_agent.tools.mcp_manager import MCPManager

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from driving import Tools, drive, serving

MODEL = {"model": "qwen3", "model_server": "http://127.0.0.1:9/v1", "api_key": "none"}
ATTRIBUTES = {"name": "name", "description": "description", "inputSchema": "parameters"}


def arrived(agent: Assistant) -> Tools:
    """Return what the model is told of an agent's tools."""
    told = [tool.function for tool in agent.function_map.values()]
    return [{"name": t["name"], "description": t["description"], "schema": t["parameters"]} for t in told]


def direct(tools: Tools) -> Tools:
    """Make a subclass of BaseTool for each definition; what a definition does not say stays BaseTool's own."""
    made: list[BaseTool] = []
    for tool in tools:
        stated: dict[str, Any] = {ATTRIBUTES[key]: tool[key] for key in ATTRIBUTES if key in tool}
        made.append(type("T", (BaseTool,), {**stated, "call": lambda _self, _params, **_: "done"})())
    return arrived(Assistant(llm=MODEL, function_list=made))


def mcp(tools: Tools) -> Tools:
    """Connect to a server that lists the definitions."""
    with serving(tools) as command:
        servers = {"probe": {"command": command[0], "args": command[1:]}}
        try:
            return arrived(Assistant(llm=MODEL, function_list=[{"mcpServers": servers}]))
        finally:
            stop_servers()


def stop_servers() -> None:
    """End what MCPManager keeps until the program ends."""
    manager = MCPManager()
    manager.clients.clear()
    while manager.processes:
        process = manager.processes.pop()
        if process.returncode is None:
            process.terminate()


if __name__ == "__main__":
    drive({"qwen-agent:direct": direct, "qwen-agent:mcp": mcp})
