"""Loads tool definitions in Qwen-Agent from an MCP server, with mcp 2.x.

python qwen-agent-mcp-2.py --paths
python qwen-agent-mcp-2.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import sys
from pathlib import Path

from qwen_agent.agents import Assistant

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from driving import Tools, drive, serving

MODEL = {"model": "qwen3", "model_server": "http://127.0.0.1:9/v1", "api_key": "none"}


def mcp(tools: Tools) -> Tools:
    """Connect to a server that lists the definitions."""
    with serving(tools) as command:
        servers = {"probe": {"command": command[0], "args": command[1:]}}
        agent = Assistant(llm=MODEL, function_list=[{"mcpServers": servers}])
    told = [tool.function for tool in agent.function_map.values()]
    return [{"name": t["name"], "description": t["description"], "schema": t["parameters"]} for t in told]


if __name__ == "__main__":
    drive({"qwen-agent:mcp-2": mcp})
