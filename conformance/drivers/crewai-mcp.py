"""Loads tool definitions in CrewAI from an MCP server.

python crewai-mcp.py --paths
python crewai-mcp.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.update({"CREWAI_DISABLE_TELEMETRY": "true", "OTEL_SDK_DISABLED": "true", "CREWAI_TRACING_ENABLED": "false"})

from crewai.mcp import MCPServerStdio
from crewai.mcp.tool_resolver import MCPToolResolver
from crewai.utilities.agent_utils import convert_tools_to_openai_schema
from crewai.utilities.logger import Logger

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from driving import Tools, drive, serving

create_transport = MCPToolResolver._create_transport


def create_transport_of_probe(config: MCPServerStdio) -> tuple[object, str]:
    """Name the server "probe", and not after the command that starts it, which is another one each time."""
    return create_transport(config)[0], "probe"


def mcp(tools: Tools) -> Tools:
    """Connect to a server that lists the definitions."""
    with serving(tools) as command:
        server = MCPServerStdio(command=command[0], args=command[1:])
        loaded = MCPToolResolver(agent=None, logger=Logger()).resolve([server])
    found = [made["function"] for made in convert_tools_to_openai_schema(loaded)[0]]
    return [{"name": t["name"], "description": t["description"], "schema": t["parameters"]} for t in found]


if __name__ == "__main__":
    MCPToolResolver._create_transport = staticmethod(create_transport_of_probe)
    drive({"crewai:mcp": mcp}, seconds=40)
