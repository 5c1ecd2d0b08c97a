"""Rules of the portable core: what a definition may hold so that every path of the first rank takes it whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from auditor.checklist.shape import Shape
from auditor.documents import Pointer, Value
from auditor.frameworks.candidate import Candidate, Edit, Step, each
from auditor.frameworks.edits import pointed, remove, set_to
from auditor.frameworks.rules import kind

_PROPERTIES = ("inputSchema", "properties")
_REQUIRED = ("inputSchema", "required")


_Obstacle: TypeAlias = "tuple[Pointer, str, Edit | None]"
"""A place, what is wrong there, and the change that mends it."""


@kind
def plain_description(args: Shape) -> Step:
    """Refuses a description that is empty, longer than `most` characters, or has space around it or twice in it."""
    most = _number(args, "most")

    def act(tool: Candidate) -> None:
        place = ("description",)
        if not isinstance(tool.description, str) or not tool.description.strip():
            tool.refuse("it has no description", at=place)
        if tool.description != (plain := " ".join(tool.description.split())) and "\n" not in tool.description:
            tool.refuse("its description has space that is taken out", at=place, edit=set_to(place, plain, "trim it"))
        if len(tool.description) > most:
            shorter = set_to(place, tool.description[: most - 1].rstrip() + "…", f"cut the description to {most}")
            tool.refuse(f"its description has more than {most} characters", at=place, edit=shorter)

    return each(act)


@kind
def require_every_property(args: Shape) -> Step:
    """Refuses a tool without properties, and one that does not require each of them: strict modes would."""

    def act(tool: Candidate) -> None:
        if not isinstance(tool.schema, dict):
            return
        properties, required = tool.schema.get("properties"), tool.schema.get("required")
        if not isinstance(properties, dict) or not properties:
            tool.refuse("it takes no parameter, and the binding for Gemini then drops its schema", at=_PROPERTIES)
        if not isinstance(required, list) or set(map(str, required)) != set(properties):
            known = required if isinstance(required, list) else ()
            missing = next((name for name in properties if name not in known), "")
            said = f"it does not require `{missing}`, and strict modes do" if missing else "it requires what it lacks"
            tool.refuse(said, at=_REQUIRED, edit=set_to(_REQUIRED, list(properties), "require every property"))

    return each(act)


@kind
def plain_properties(args: Shape) -> Step:
    """Refuses a property with a type that is none of `types`, or a keyword that is none of `keywords`."""
    types, keywords = args.texts("types"), args.texts("keywords")

    def act(tool: Candidate) -> None:
        properties = tool.schema.get("properties") if isinstance(tool.schema, dict) else None
        for name, schema in properties.items() if isinstance(properties, dict) else ():
            for place, reason, edit in _obstacles(schema, (*_PROPERTIES, name), types, keywords):
                tool.refuse(reason, at=place, edit=edit)

    return each(act)


def _obstacles(schema: Value, at: Pointer, types: tuple[str, ...], keywords: tuple[str, ...]) -> Iterator[_Obstacle]:
    """Yield what is not portable in a schema, the outermost first."""
    if not isinstance(schema, dict):
        yield at, f"{pointed(at)} is no mapping", set_to(at, {"type": "string"})
        return
    yield from _type_obstacles(schema, at, types)
    for key in schema:
        if key not in keywords:
            yield (*at, key), f"`{key}` at {pointed(at)} does not arrive everywhere", remove((*at, key))
    if schema.get("description", "…") == "":
        yield (*at, "description"), f"the description of {pointed(at)} is empty", remove((*at, "description"))
    enum = schema.get("enum")
    if isinstance(enum, list) and not all(isinstance(value, str) for value in enum):
        yield (*at, "enum"), f"{pointed(at)} lists values that are no texts", remove((*at, "enum"))
    if schema.get("type") == "array":
        if "items" not in schema:
            yield at, f"{pointed(at)} does not say what its items are", set_to((*at, "items"), {"type": "string"})
        yield from _obstacles(schema.get("items"), (*at, "items"), types, keywords)


def _type_obstacles(schema: dict[str, Value], at: Pointer, types: tuple[str, ...]) -> Iterator[_Obstacle]:
    for key in ("anyOf", "oneOf", "type"):
        if (only := _only_choice(schema, key)) is not None:
            yield (*at, key), f"{pointed(at)} may be null", set_to(at, only, f"take null out of {pointed(at)}")
    if schema.get("type") not in types:
        yield at, f"the type of {pointed(at)} is none of {', '.join(types)}", None


def _only_choice(schema: dict[str, Value], key: str) -> Value:
    """Return a schema without the choice of null, where one choice is left; None where it has no such choice."""
    choices = schema.get(key)
    if not isinstance(choices, list):
        return None
    left = [choice for choice in choices if choice not in ("null", {"type": "null"})]
    if len(left) != 1:
        return None
    beside = {name: value for name, value in schema.items() if name not in (key, "default")}
    if key == "type":
        return {**beside, "type": left[0]}
    return {**left[0], **beside} if isinstance(left[0], dict) else None


def _number(args: Shape, key: str) -> int:
    value = args.get(key)
    if isinstance(value, bool) or not isinstance(value, int):
        args.mistakes.add(args.at(key), f"`{key}` takes a whole number")
        return 0
    return value
