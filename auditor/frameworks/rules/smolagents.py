"""How smolagents takes tools of MCP servers: mcpadapt's adapter, the checks of its Tool class, its function schema.

Ported from mcpadapt/smolagents_adapter.py, and from validate_arguments (tools.py) and get_tool_json_schema (models.py)
of smolagents.
"""

from __future__ import annotations

import keyword
import re
from typing import cast

from auditor.checklist.shape import Shape
from auditor.documents import Pointer, Value
from auditor.frameworks.candidate import Blast, Candidate, Edit, Step, each
from auditor.frameworks.edits import remove, set_to, value_at
from auditor.frameworks.jsonref import References, UnresolvedError, is_cyclic
from auditor.frameworks.rules import kind
from auditor.frameworks.schemas import references

_TYPES = ("string", "boolean", "integer", "number", "image", "audio", "array", "object", "any", "null")
_PROPERTIES = ("inputSchema", "properties")


@kind
def smolagents_name(args: Shape) -> Step:
    """Makes a Python identifier of a name: `-` becomes `_`, other characters go, and a digit or keyword is mended."""

    def act(tool: Candidate) -> None:
        if not isinstance(tool.name, str):
            return
        made = re.sub(r"[^\w_]", "", tool.name.replace("-", "_"))
        place: Pointer = ("name",)
        if not made:
            tool.refuse("nothing of its name can stand in a Python identifier", at=place, edit=_named(tool.name))
        made = f"_{made}" if made[0].isdigit() else made
        tool.name = f"{made}_" if keyword.iskeyword(made) else made
        if not tool.name.isidentifier():
            tool.refuse(f"its name becomes {tool.name!r}, which is no Python identifier", at=place, edit=_named(made))

    return each(act)


@kind
def smolagents_inputs(args: Shape) -> Step:
    """Rebuilds an input schema as smolagents does: references inlined, `anyOf` at the top of a property made a list of
    types, `required` worked out anew, and every other root key left out.
    """

    def act(tool: Candidate) -> None:
        try:
            _Inputs(tool).rebuild()
        except UnresolvedError as problem:
            tool.refuse(str(problem), at=_place_of(tool, problem.ref), edit=_without_ref(tool, problem.ref))

    return each(act)


class _Inputs:
    """The arguments of one tool on their way into smolagents."""

    def __init__(self, tool: Candidate) -> None:
        self.tool = tool
        schema = tool.schema
        self.added: dict[int, dict[str, Value]] = {}
        self.references = References(schema if isinstance(schema, dict) else {}, self.added)

    def rebuild(self) -> None:
        tool = self.tool
        root = self.references.followed(cast("Value", tool.schema))
        if not isinstance(root, dict) or "properties" not in root:
            at = _PROPERTIES[:1]
            tool.refuse("its input schema has no `properties`", at=at, edit=set_to(_PROPERTIES, {}))
        properties = self.references.followed(root["properties"])
        if not isinstance(properties, dict):
            tool.refuse("`properties` is no mapping", at=_PROPERTIES, edit=set_to(_PROPERTIES, {}))
        for name, value in properties.items():
            self._complete(name, self.references.followed(value))
        for name, value in properties.items():
            self._check_type(name, self.references.with_added(self.references.followed(value)))
        made: dict[str, Value] = {}
        required: list[Value] = []
        for name, value in properties.items():
            made[name] = argument = dict(cast("dict[str, Value]", self.references.copied(value)))
            if not argument.get("nullable"):
                required.append(name)
            self._flatten(name, argument)
            if is_cyclic(argument):
                said = f"`{name}` contains itself, and its schema cannot be written out for a model"
                edit = set_to((*_PROPERTIES, name), {"type": "object"})
                tool.refuse(said, at=(*_PROPERTIES, name), edit=edit, blast=Blast.AGENT)
        tool.schema = {"type": "object", "properties": made, "required": required}

    def _complete(self, name: str, value: Value) -> None:
        """Give a property the type and the description that smolagents asks for; another place may share them."""
        if not isinstance(value, dict):
            place = (*_PROPERTIES, name)
            self.tool.refuse(f"the schema of `{name}` is no mapping", at=place, edit=set_to(place, {}))
        defaults: dict[str, Value] = {"description": "see tool description", "type": "string"}
        if missing := {key: text for key, text in defaults.items() if key not in value}:
            self.added[id(value)] = missing

    def _check_type(self, name: str, value: Value) -> None:
        stated = self.references.followed(value["type"]) if isinstance(value, dict) else None
        words = stated if isinstance(stated, list) else [stated]
        for word in map(self.references.followed, words):
            if word not in _TYPES:
                place = (*_PROPERTIES, name, "type")
                self.tool.refuse(f"`{name}` has the type {word!r}", at=place, edit=set_to(place, "string"))

    def _flatten(self, name: str, argument: dict[str, Value]) -> None:
        """Make a list of types of `anyOf`."""
        if argument["type"] == "any":
            argument["type"] = "string"
        if "anyOf" not in argument:
            return
        choices = argument.pop("anyOf")
        types: list[Value] = []
        for number, choice in enumerate(choices if isinstance(choices, list) else [None]):
            if not isinstance(choice, dict) or "type" not in choice:
                self._refuse_choice(name, number)
            elif choice["type"] == "null":
                argument["nullable"] = True
            else:
                types.append("string" if choice["type"] == "any" else choice["type"])
                argument.update({"enum": choice["enum"]} if choice.get("enum") is not None else {})
        if not types:
            self._refuse_choice(name, 0)
        argument["type"] = types if len(types) > 1 else types[0]

    def _refuse_choice(self, name: str, number: int) -> None:
        choices = value_at(dict(self.tool.definition.stated), (*_PROPERTIES, name, "anyOf"))
        place: Pointer = (*_PROPERTIES, name, "anyOf")
        edit = remove(place)
        if isinstance(choices, list) and number < len(choices) and choices[number] != {"type": "null"}:
            place = (*place, number)
            edit = set_to(place, self._typed(choices[number]), "state a type in each alternative of `anyOf`")
        said = f"an alternative in the `anyOf` of `{name}` states no type"
        self.tool.refuse(said, at=place, edit=edit, blast=Blast.AGENT)

    def _typed(self, choice: Value) -> Value:
        """Return an alternative with the type that its keywords suggest."""
        copied = self.references.copied(choice)
        keywords = dict(copied) if isinstance(copied, dict) and not is_cyclic(copied) else {}
        examples = keywords.get("enum") if isinstance(keywords.get("enum"), list) else [keywords.get("const")]
        numbers = [
            isinstance(item, int | float) and not isinstance(item, bool) for item in cast("list[Value]", examples)
        ]
        kind = "object" if "properties" in keywords else "array" if "items" in keywords else "string"
        return {**keywords, "type": "number" if numbers and all(numbers) else kind}


def _named(name: str) -> Edit:
    plain = re.sub(r"[^A-Za-z0-9_]+", "_", name).strip("_")
    return set_to(("name",), f"tool_{plain}".rstrip("_"))


def _place_of(tool: Candidate, ref: str) -> Pointer:
    schema = cast("Value", tool.schema)
    return next((place for place, found in references(schema, ("inputSchema",)) if found == ref), ("inputSchema",))


def _without_ref(tool: Candidate, ref: str) -> Edit | None:
    place = _place_of(tool, ref)[:-1]
    return set_to(place, {"type": "object"}) if place else None
