"""Rules of langchain-core, which makes an OpenAI function of every tool before a provider's binding sees it."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.checklist.shape import Shape
from auditor.documents import Pointer, Value
from auditor.frameworks.candidate import ABSENT, Blast, Candidate, Step, each
from auditor.frameworks.conversion import ROOT, converted, mapping, shown, unchanged_if_same, unconvertible
from auditor.frameworks.reference_inlining import inlined
from auditor.frameworks.rules import kind


@kind
def function_schema(args: Shape) -> Step:
    """Makes an OpenAI function of a tool: references are inlined, definitions and titles go, and the tool's description
    takes the place of the schema's. `last_of_a_name: true` where only the last tool of each name is made one.
    """
    last_only = args.flag("last_of_a_name")

    def step(tools: Sequence[Candidate]) -> None:
        last = {tool.name: tool for tool in tools if isinstance(tool.name, str)}
        replaced = {id(tool) for tool in tools if last_only and last.get(_name(tool), tool) is not tool}
        each(_as_function)([tool for tool in tools if id(tool) not in replaced])

    return step


def _name(tool: Candidate) -> str:
    return tool.name if isinstance(tool.name, str) else ""


def _as_function(tool: Candidate) -> None:
    if not isinstance(tool.schema, dict):
        tool.refuse("its input schema is no mapping", at=ROOT)
    stated = tool.description if isinstance(tool.description, str) else ""
    called: dict[str, Value] = {**tool.schema, "description": stated} if stated else tool.schema
    if not called:
        tool.schema = {"type": "object", "properties": {"__arg1": {"type": "string"}}, "required": ["__arg1"]}
        return
    # One tool that cannot be converted ends the call that binds all of them.
    converted(tool, lambda _: _function(tool, called), Blast.AGENT)


def _function(tool: Candidate, called: dict[str, Value]) -> Value:
    made = inlined(called)
    if not isinstance(made, dict):
        unconvertible(f"its root is a reference to {shown(made)}", (*ROOT, "$ref"))
    left = {key: value for key, value in made.items() if key not in ("definitions", "$defs", "title", "description")}
    tool.name = tool.name or made.get("title", "")
    if tool.description is ABSENT or not tool.description:
        tool.description = made.get("description", tool.description)
    return _untitled(left, "")


def _untitled(value: dict[str, Value], under: str) -> dict[str, Value]:
    """Return a copy without titles, but with properties of that name. Lists are not looked into."""
    made: dict[str, Value] = {}
    for key, item in value.items():
        if key == "title" and not (isinstance(item, dict) and under == "properties"):
            continue
        made[key] = _untitled(item, key) if isinstance(item, dict) else item
    return unchanged_if_same(value, made)


@kind
def strict_objects(args: Shape) -> Step:
    """Makes every object strict as langchain-core does: all of its properties required, nothing else allowed."""

    def act(tool: Candidate) -> None:
        converted(tool, lambda schema: _strict(schema, ROOT), Blast.AGENT)

    return each(act)


def _strict(schema: Value, at: Pointer) -> Value:
    if not isinstance(schema, dict):
        return schema
    made = dict(schema)
    properties = made.get("properties")
    if isinstance(properties, dict) and properties:
        made["required"] = list(properties)
    if "required" in made or "additionalProperties" in made or ("properties" in made and not properties):
        made["additionalProperties"] = False
    for key in ("anyOf", "allOf"):
        if key in made:
            made[key] = _strict_members(made[key], (*at, key))
    if "properties" in made:
        made["properties"] = _strict_entries(
            mapping(properties, "`properties`", (*at, "properties")), (*at, "properties")
        )
    if "items" in made:
        made["items"] = _strict(made["items"], (*at, "items"))
    for key in ("$defs", "definitions"):
        if isinstance(definitions := made.get(key), dict):
            made[key] = _strict_entries(definitions, (*at, key))
    return made


def _strict_entries(schemas: dict[str, Value], at: Pointer) -> dict[str, Value]:
    return {name: _strict(schema, (*at, name)) for name, schema in schemas.items()}


def _strict_members(schemas: Value, at: Pointer) -> Value:
    if isinstance(schemas, list):
        return [_strict(schema, (*at, number)) for number, schema in enumerate(schemas)]
    if isinstance(schemas, str | dict):
        return schemas
    return unconvertible(f"`{at[-1]}` is no list but {shown(schemas)}", at)
