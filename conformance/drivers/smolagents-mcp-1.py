"""Loads tool definitions in smolagents from an MCP server, with mcp 1.x.

python smolagents-mcp-1.py --paths
python smolagents-mcp-1.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from mcp import StdioServerParameters
from mcpadapt.core import MCPAdapt
from smolagents import MCPClient
from smolagents.models import get_tool_json_schema

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from driving import Tools, drive, serving

run_loop = MCPAdapt._run_loop


def run_loop_and_tell(adapter: MCPAdapt) -> None:
    """Run the connection, and wake up who waits for it where it fails; mcpadapt lets them wait for 30 seconds."""
    try:
        run_loop(adapter)
    finally:
        adapter.ready.set()


def mcp(tools: Tools) -> Tools:
    """Connect to a server that lists the definitions, and write each tool out for a model that calls functions."""
    with serving(tools) as command:
        server = StdioServerParameters(command=command[0], args=command[1:])
        client = MCPClient(server, {"client_session_timeout_seconds": 60}, structured_output=False)
        try:
            written = [json.loads(json.dumps(get_tool_json_schema(tool)))["function"] for tool in client.get_tools()]
        finally:
            client.disconnect()
    return [{"name": t["name"], "description": t["description"], "schema": t["parameters"]} for t in written]


if __name__ == "__main__":
    MCPAdapt._run_loop = run_loop_and_tell
    drive({"smolagents:mcp": mcp})
