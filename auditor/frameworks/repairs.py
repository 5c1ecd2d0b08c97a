"""Refusals of schemas that no model can be built of, and the edits that get past them."""

from __future__ import annotations

from auditor.documents import Pointer, Value
from auditor.frameworks.candidate import Candidate, Edit, Refused
from auditor.frameworks.edits import change_at
from auditor.frameworks.pydantic_types import Unbuildable


def refusal(problem: Unbuildable, tool: Candidate) -> Refused:
    """Return the refusal of a tool, without the edit where it would change nothing of what is stated."""
    stated = dict(tool.definition.stated)
    edit = problem.edit or (renamed(problem.at, problem.rename) if problem.rename else None)
    return Refused(
        problem.reason, at=problem.at, edit=edit if edit is not None and edit.apply(stated) != stated else None
    )


def renamed(at: Pointer, new: str) -> Edit:
    """Return the edit that gives the property at a place another name, where it is required too."""
    old = at[-1]

    def change(schema: Value) -> Value:
        if not isinstance(schema, dict) or not isinstance(properties := schema.get("properties"), dict):
            return schema
        name = new
        while name in properties:
            name += "_"
        made: dict[str, Value] = {name if key == old else key: item for key, item in properties.items()}
        required = schema.get("required")
        if not isinstance(required, list) or old not in properties:
            return {**schema, "properties": made}
        return {**schema, "properties": made, "required": [name if key == old else key for key in required]}

    return change_at(at[:-2], change, f"call the property {old!r} {new!r}")
