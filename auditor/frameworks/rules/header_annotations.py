"""A rule of MCP revision 2026-07-28: which properties may be mirrored into HTTP headers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.checklist.shape import Shape
from auditor.documents import Value
from auditor.frameworks.candidate import Candidate, Step, each
from auditor.frameworks.rules import kind
from auditor.frameworks.schemas import children

_KEY = "x-mcp-header"
_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_TYPES = ("string", "integer", "boolean")


@kind
def header_annotations(args: Shape) -> Step:
    """Notes where `x-mcp-header` breaks the rules of MCP 2026-07-28, so that clients over HTTP leave the tool out."""

    def act(tool: Candidate) -> None:
        if flaw := _flaw(tool.schema if isinstance(tool.schema, dict) else {}):
            tool.notes.append(f"over HTTP, clients of revision 2026-07-28 leave this tool out: {flaw}")

    return each(act)


def _flaw(schema: dict[str, Value]) -> str:
    """Return what is wrong with the first bad annotation; empty where there is none."""
    seen: set[str] = set()
    for path, found in _positions(schema):
        if _KEY not in found:
            continue
        if not path:
            return f"`{_KEY}` stands where no chain of `properties` leads"
        header, where = found[_KEY], ".".join(path)
        if not isinstance(header, str) or not _TOKEN.fullmatch(header):
            return f"`{_KEY}` of `{where}` is no name of a header"
        if found.get("type") not in _TYPES:
            return f"`{_KEY}` of `{where}` stands on a property that is no string, integer or boolean"
        if header.lower() in seen:
            return f"`{_KEY}` of `{where}` repeats the header `{header}`"
        seen.add(header.lower())
    return ""


def _positions(schema: dict[str, Value]) -> Iterator[tuple[tuple[str, ...] | None, dict[str, Value]]]:
    """Yield each schema with the properties that lead to it; None where another keyword lies between."""
    waiting: list[tuple[tuple[str, ...] | None, Value]] = [((), schema)]
    while waiting:
        path, found = waiting.pop()
        if not isinstance(found, dict):
            continue
        yield path, found
        for place, item in children(found):
            through = path is not None and place[0] == "properties" and isinstance(place[1], str)
            waiting.append(((*path, str(place[1])) if through and path is not None else None, item))
