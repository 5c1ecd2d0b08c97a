"""A rule about what may stand in the place of a schema."""

from __future__ import annotations

from auditor.checklist.shape import Shape
from auditor.frameworks.candidate import ABSENT, Candidate, Step, each
from auditor.frameworks.edits import remove, set_to
from auditor.frameworks.rules import kind

_ROOT = ("inputSchema",)


@kind
def json_schema_or_flag(args: Shape) -> Step:
    """Refuses an input schema that is missing, or neither a mapping nor true or false, which JSON Schema takes too."""

    def act(tool: Candidate) -> None:
        if not isinstance(tool.schema, dict | bool):
            what = "it has no input schema" if tool.schema in (ABSENT, None) else "its input schema is no JSON Schema"
            tool.refuse(what, at=_ROOT, edit=set_to(_ROOT, {"type": "object", "properties": {}}))

    return each(act)


@kind
def dialect_is_text(args: Shape) -> Step:
    """Refuses a `$schema` at the root that is no text."""

    def act(tool: Candidate) -> None:
        if isinstance(tool.schema, dict) and not isinstance(tool.schema.get("$schema", ""), str):
            place = (*_ROOT, "$schema")
            tool.refuse("it is no valid JSON Schema: its `$schema` is no text", at=place, edit=remove(place))

    return each(act)
