"""Rules about OpenAI's strict mode as the OpenAI Agents SDK prepares for it."""

from __future__ import annotations

from auditor.checklist.shape import Shape
from auditor.documents import Pointer
from auditor.frameworks.candidate import ABSENT, Blast, Candidate, Edit, Step, each
from auditor.frameworks.edits import remove, set_to, value_at
from auditor.frameworks.openai_strict import Unfit, strict
from auditor.frameworks.rules import kind

_ROOT = ("inputSchema",)


@kind
def agents_strict_schema(args: Shape) -> Step:
    """Rewrites the input schema for strict mode, and refuses it where that cannot be done; `mcp: true` is the stricter
    conversion that the tools of MCP servers get.
    """
    mcp = args.flag("mcp")

    def act(tool: Candidate) -> None:
        schema = None if tool.schema is ABSENT else tool.schema
        was_empty = schema == {}
        if mcp and isinstance(schema, dict) and "properties" not in schema:
            schema = {**schema, "properties": {}}
        try:
            tool.schema = strict(schema, closed_only=mcp and not was_empty)
        except Unfit as unfit:
            _refuse(tool, unfit, "strict mode is given up: " if mcp else "")
        except RecursionError:
            tool.refuse("its schema is nested too deeply for strict mode", at=_ROOT, blast=Blast.TOOL)

    return each(act)


def _refuse(tool: Candidate, unfit: Unfit, before: str) -> None:
    place = (*_ROOT, *unfit.at)
    tool.refuse(f"{before}{unfit.reason}", at=place, edit=_edit(tool, place), blast=Blast.TOOL)


def _edit(tool: Candidate, place: Pointer) -> Edit | None:
    """Return the change that mends a place, where it is plain what to change."""
    stated = value_at(dict(tool.definition.stated), place)
    if place[-1] == "additionalProperties":
        return set_to(place, False)
    if isinstance(stated, bool) and len(place) > 1:
        return set_to(place, {"type": "string"})
    return remove(place) if len(place) > 1 and stated is not None else None
