"""An MCP server over stdio, without an SDK, that lists tool definitions exactly as a JSON file has them.

    python raw_server.py TOOLS.json

The file holds a list of definitions under MCP's keys, or an object with such a list under `tools`. It is read again for
each `tools/list`, so one connection can see several lists. Servers made with an SDK refuse to list illegal tools; this
one lists what it is given, so that a real client can be seen to meet them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

LATEST = "2025-11-25"
METHOD_NOT_FOUND = -32601
INVALID_REQUEST = -32600
PARSE_ERROR = -32700


def listed(file: Path) -> list[Any]:
    """Return the definitions in a file, as they are."""
    found = json.loads(file.read_text(encoding="utf-8"))
    return found["tools"] if isinstance(found, dict) else found  # type: ignore[no-any-return]


def methods(file: Path) -> dict[str, Callable[[dict[str, Any]], dict[str, Any]]]:
    """Return what the server answers to each method."""
    return {
        "initialize": lambda params: {
            "protocolVersion": params.get("protocolVersion", LATEST),
            "capabilities": {"tools": {"listChanged": False}},
            "serverInfo": {"name": "raw", "version": "1.0.0"},
        },
        "ping": lambda _: {},
        "tools/list": lambda _: {"tools": listed(file)},
        "tools/call": lambda _: {"content": [{"type": "text", "text": "done"}], "isError": False},
        "prompts/list": lambda _: {"prompts": []},
        "resources/list": lambda _: {"resources": []},
        "resources/templates/list": lambda _: {"resourceTemplates": []},
    }


def answer(line: bytes, known: dict[str, Callable[[dict[str, Any]], dict[str, Any]]]) -> dict[str, Any] | None:
    """Return the answer to one line; None where there is nothing to answer, as to a notification."""
    try:
        message = json.loads(line)
    except ValueError:
        return failure(None, PARSE_ERROR, "Parse error")
    if not isinstance(message, dict):
        return failure(None, INVALID_REQUEST, "Invalid Request")
    if "id" not in message or "method" not in message:
        return None
    method, params = message["method"], message.get("params")
    if method not in known:
        return failure(message["id"], METHOD_NOT_FOUND, "Method not found")
    return {"jsonrpc": "2.0", "id": message["id"], "result": known[method](params if isinstance(params, dict) else {})}


def failure(request: object, code: int, message: str) -> dict[str, Any]:
    """Return an error of JSON-RPC."""
    return {"jsonrpc": "2.0", "id": request, "error": {"code": code, "message": message}}


def main() -> None:
    """Answer line after line until the client hangs up."""
    known = methods(Path(sys.argv[1]))
    while line := sys.stdin.buffer.readline():
        if line.strip() and (found := answer(line, known)) is not None:
            sys.stdout.buffer.write(json.dumps(found).encode() + b"\n")
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
