"""Rules about what a tool is called and described with, and about keywords at the root of its schema."""

from __future__ import annotations

from auditor.checklist.shape import Shape
from auditor.frameworks.candidate import ABSENT, Candidate, Maybe, Step, each
from auditor.frameworks.conversion import ROOT, shown
from auditor.frameworks.edits import remove, set_to
from auditor.frameworks.rules import kind


@kind
def text_fields(args: Shape) -> Step:
    """Refuses a tool where one of these `fields` (name, description) is no text; `null: true` takes null."""
    fields, null = args.texts("fields"), args.flag("null")

    def act(tool: Candidate) -> None:
        values: dict[str, Maybe] = {"name": tool.name, "description": tool.description}
        for field in fields:
            value = values[field]
            if value is ABSENT or isinstance(value, str) or (value is None and null):
                continue
            edit = remove((field,)) if field != "name" else set_to(("name",), "tool")
            tool.refuse(f"its {field} is no text but {shown(value)}", at=(field,), edit=edit)

    return each(act)


@kind
def name_in_place_of_none(args: Shape) -> Step:
    """Gives a tool whose name is missing or empty the name `name`."""
    name = args.text("name", required=True)

    def act(tool: Candidate) -> None:
        if tool.name is ABSENT or not tool.name:
            tool.name = name

    return each(act)


@kind
def no_description_is_empty(args: Shape) -> Step:
    """Takes a missing description, or null, for an empty one."""

    def act(tool: Candidate) -> None:
        if tool.description is ABSENT or tool.description is None:
            tool.description = ""

    return each(act)


@kind
def no_schema_is_the_functions(args: Shape) -> Step:
    """Puts the parameters of the tool's function in the place of a missing input schema."""

    def act(tool: Candidate) -> None:
        if tool.schema is ABSENT or tool.schema is None:
            tool.schema = {"type": "object", "properties": {}}

    return each(act)


@kind
def refuse_root_keywords(args: Shape) -> Step:
    """Refuses an input schema with one of these `keys` at its root; `why` says what for."""
    keys, why = args.texts("keys"), args.text("why", required=True)

    def act(tool: Candidate) -> None:
        found = [key for key in keys if isinstance(tool.schema, dict) and key in tool.schema]
        if found:
            place = (*ROOT, found[0])
            tool.refuse(f"the root of its schema has `{found[0]}`: {why}", at=place, edit=remove(place))

    return each(act)
