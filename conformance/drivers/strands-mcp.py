"""Loads tool definitions in a Strands agent from an MCP server.

python strands-mcp.py --paths
python strands-mcp.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from mcp import StdioServerParameters
from mcp.client.stdio import stdio_client
from strands import Agent
from strands.models.bedrock import BedrockModel
from strands.tools.mcp import MCPClient

sys.path.append(str(Path(__file__).resolve().parent.parent))
from driving import Tools, drive, serving


def mcp(tools: Tools) -> Tools:
    """Start an agent with a server that lists the definitions, and return the specifications for its model."""
    # A client that waits for a list it cannot parse hangs again while it is taken down: one alarm is not enough.
    signal.setitimer(signal.ITIMER_REAL, 15, 3)
    with serving(tools) as command:
        server = StdioServerParameters(command=command[0], args=command[1:])
        client = MCPClient(lambda: stdio_client(server))
        agent = Agent(model=BedrockModel(region_name="us-east-1"), tools=[client], callback_handler=None)
        try:
            found = agent.tool_registry.get_all_tool_specs()
        finally:
            agent.cleanup()
    return [{"name": t["name"], "description": t["description"], "schema": t["inputSchema"]["json"]} for t in found]


if __name__ == "__main__":
    drive({"strands:mcp": mcp})
