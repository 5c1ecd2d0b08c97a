"""Rewrites the schemas of tool definitions with Anthropic's SDK, for strict tools.

python anthropic-strict.py --paths
python anthropic-strict.py PATH_ID < CASES.jsonl
"""

from __future__ import annotations

import sys
from pathlib import Path

from anthropic import transform_schema

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from driving import Tools, drive


def strict(tools: Tools) -> Tools:
    """Rewrite each schema; one that fails is one exception in the caller's program."""
    arrived: Tools = []
    failed: BaseException | None = None
    for stated in tools:
        try:
            schema = transform_schema(stated.get("inputSchema"))  # type: ignore[arg-type]
        except Exception as error:
            failed = error
        else:
            arrived.append({**{key: stated[key] for key in ("name", "description") if key in stated}, "schema": schema})
    if failed and not arrived:
        raise failed
    return arrived


if __name__ == "__main__":
    drive({"anthropic:strict": strict})
