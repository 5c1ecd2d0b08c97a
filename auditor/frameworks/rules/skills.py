"""Rules about forms that describe a skill to other agents instead of a function to a model."""

from __future__ import annotations

from auditor.checklist.shape import Shape
from auditor.frameworks.candidate import ABSENT, Candidate, Loss, Step, each
from auditor.frameworks.rules import kind

_NOTHING = frozenset({"type", "$schema", "title", "$defs", "definitions", "$id", "$comment"})
"""What a schema may hold without asking for any argument."""


@kind
def schema_does_not_travel(args: Shape) -> Step:
    """Counts an input schema with something in it as lost, for the `reason` that the form has no place for one."""
    reason = args.text("reason", required=True)

    def act(tool: Candidate) -> None:
        if tool.schema is ABSENT:
            return
        stated = tool.schema if isinstance(tool.schema, dict) else {"type": None}
        if set(stated) - _NOTHING or stated.get("type", "object") != "object":
            tool.losses.append(Loss(pointer=("inputSchema",), what=reason))

    return each(act)


@kind
def note_missing(args: Shape) -> Step:
    """Notes each of `fields` that a definition lacks or leaves empty: a `note` and the field's name."""
    fields, note = args.texts("fields"), args.text("note", required=True)

    def act(tool: Candidate) -> None:
        tool.notes += [f"{note} {field}" for field in fields if not tool.definition.stated.get(field)]

    return each(act)
