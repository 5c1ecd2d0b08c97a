"""Tool definitions as an agent's framework would be given them, whatever contract they were written in."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from auditor.documents import Value
from auditor.model.claims import Location


class ToolDefinition(Struct, frozen=True, kw_only=True):
    """One tool as an MCP server would list it: `name`, `description`, `inputSchema` and what else is stated."""

    tool: str
    """The entity's id."""
    server: str
    """The id of the interface that lists it; tools of one server can take each other down."""
    stated: Mapping[str, Value]
    """What is written, under MCP's keys. A key that is absent was not written."""
    location: Location | None = None
    made: bool = False
    """True where the definition was made from a contract of another kind, such as an OpenAPI operation."""
