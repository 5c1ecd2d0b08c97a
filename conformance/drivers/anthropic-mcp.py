"""Makes tool definitions into runnable tools of the Anthropic SDK with mcp_tool().

python anthropic-mcp.py --paths
python anthropic-mcp.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, cast

from anthropic.lib.tools.mcp import mcp_tool
from mcp import ClientSession
from mcp.types import Tool

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from driving import Tools, drive


def mcp(tools: Tools) -> Tools:
    """Convert each definition as a client would hand it over."""
    session = cast(ClientSession, object())  # it is there to be called later
    found: list[Any] = [mcp_tool(Tool.model_validate(t, by_name=False), session).to_dict() for t in tools]
    return [{"name": t["name"], "description": t["description"], "schema": t["input_schema"]} for t in found]


if __name__ == "__main__":
    drive({"anthropic:mcp": mcp})
