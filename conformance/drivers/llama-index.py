"""Loads tool definitions in LlamaIndex from an MCP server.

python llama-index.py --paths
python llama-index.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from llama_index.tools.mcp import BasicMCPClient, McpToolSpec

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from driving import Tools, drive, serving


async def written(client: BasicMCPClient) -> Tools:
    """Return the tools of a client as a model that calls functions is given them."""
    found = [tool.metadata.to_openai_tool()["function"] for tool in await McpToolSpec(client).to_tool_list_async()]
    return [{"name": t["name"], "description": t["description"], "schema": t["parameters"]} for t in found]


def mcp(tools: Tools) -> Tools:
    """Connect to a server that lists the definitions."""
    with serving(tools) as command:
        return asyncio.run(written(BasicMCPClient(command[0], args=command[1:], timeout=30)))


if __name__ == "__main__":
    drive({"llama-index:mcp": mcp})
