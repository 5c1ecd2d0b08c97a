"""Loads tool definitions in Semantic Kernel from an MCP server.

python semantic-kernel.py --paths
python semantic-kernel.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from semantic_kernel import Kernel
from semantic_kernel.connectors.ai.function_calling_utils import kernel_function_metadata_to_function_call_format
from semantic_kernel.connectors.mcp import MCPStdioPlugin

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from driving import Tools, drive, serving

SECONDS = 6
"""An error while it lists tools leaves it waiting for ever."""


async def loaded(command: list[str]) -> Tools:
    """Return the tools of a server as a model that calls functions is given them, without the plugin's name."""
    plugin = MCPStdioPlugin(name="probe", command=command[0], args=command[1:])
    await asyncio.wait_for(plugin.connect(), SECONDS)
    try:
        kernel = Kernel()
        kernel.add_plugin(plugin)
        found = []
        for metadata in kernel.get_full_list_of_function_metadata():
            written = kernel_function_metadata_to_function_call_format(metadata)["function"]
            found.append(
                {"name": metadata.name, "description": written["description"], "schema": written["parameters"]}
            )
        listed = [*plugin._mcp_registered_names]  # plugins have their functions in alphabetical order
        return sorted(found, key=lambda tool: listed.index(tool["name"]) if tool["name"] in listed else len(listed))
    finally:
        await plugin.close()


def mcp(tools: Tools) -> Tools:
    """Connect to a server that lists the definitions."""
    with serving(tools) as command:
        return asyncio.run(loaded(command))


if __name__ == "__main__":
    drive({"semantic-kernel:mcp": mcp})
