"""Tool definitions under MCP's keys: taken from other dialects, or made of the arguments of a contract."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.documents import Value
from auditor.model.claims import Location
from auditor.readers.interfaces.arguments import Argument, Arguments
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Key, Node
from auditor.readers.interfaces.references import References
from auditor.readers.interfaces.values import mapping

SCHEMA_KEYS = ("inputSchema", "input_schema", "parameters", "parametersJsonSchema", "parameters_json_schema")
"""Where dialects put the schema of the arguments."""

_RESULT_KEYS = ("outputSchema", "output_schema", "responseJsonSchema", "response_json_schema", "response", "returns")
_KEPT = ("name", "title", "description", "annotations", "execution", "icons", "_meta")
_MOST_PARTS = 20_000
"""Values of one made definition; beyond that a schema is left open, which no framework objects to."""


def as_mcp(stated: Mapping[str, Value]) -> dict[str, Value]:
    """Return a tool of any dialect of function calling under MCP's keys; what is not stated stays absent."""
    inner = stated.get("function")
    if isinstance(inner, dict) and "name" in inner:
        stated = inner
    made = {key: stated[key] for key in _KEPT if key in stated}
    for wanted, keys in (("inputSchema", SCHEMA_KEYS), ("outputSchema", _RESULT_KEYS)):
        found = next((key for key in keys if key in stated), None)
        if found is not None:
            made[wanted] = stated[found]
    # A function without parameters is one that takes none; MCP wants to be told so.
    made.setdefault("inputSchema", {"type": "object", "properties": {}})
    return made


def define_from_arguments(
    tool: Subject, *, name: str, prose: str, arguments: Arguments, references: References, location: Location
) -> None:
    """Say how the arguments of a contract's call would be defined as those of one tool."""
    tool.define(lambda: _Maker(references).definition(name, prose, arguments), location, made=True)


class _Maker:
    """Makes one definition that refers to nothing outside of it."""

    def __init__(self, references: References) -> None:
        self._references = references
        self._names: dict[Key, str] = {}
        self._waiting: list[tuple[str, Node]] = []
        self._parts = 0

    def definition(self, name: str, prose: str, arguments: Arguments) -> dict[str, Value]:
        """Return a definition with each schema that is referred to once, below `$defs`."""
        named = {argument.record.name: self._argument(argument) for argument in arguments.listed}
        required: list[Value] = [
            argument.record.name for argument in arguments.listed if argument.record.fields.get("required") is True
        ]
        schema: dict[str, Value] = {"type": "object", "properties": dict(named), "required": required}
        shared: dict[str, Value] = {}
        while self._waiting:
            own, node = self._waiting.pop()
            shared[own] = self._value(node)
        if shared:
            schema["$defs"] = shared
        return {"name": name, "description": prose, "inputSchema": schema}

    def _argument(self, argument: Argument) -> Value:
        fields = argument.record.fields
        described = str(fields.get("description") or "")
        if argument.schema is None:
            kind = fields.get("type")
            made: dict[str, Value] = {"type": kind} if isinstance(kind, str) and kind and "|" not in kind else {}
        else:
            value = self._value(argument.schema)
            made = dict(value) if isinstance(value, dict) else {}
        if described and "description" not in made:
            made["description"] = described
        return made

    def _value(self, node: Node) -> Value:
        self._parts += 1
        if self._parts > _MOST_PARTS:
            return {}
        if isinstance(node.value, list):
            return [self._value(item) for item in node.items()]
        if not isinstance(node.value, dict):
            return node.value
        if node.reference is not None:
            return self._reference(node)
        return {key: self._value(item) for key, item in node.members()}

    def _reference(self, node: Node) -> Value:
        target = self._references.follow(node)
        beside = {key: value for key, value in mapping(node.value).items() if key != "$ref"}
        if target is None:
            return {"$ref": node.reference, **beside}
        if target.key not in self._names:
            self._names[target.key] = self._free_name(target)
            self._waiting.append((self._names[target.key], target))
        return {"$ref": f"#/$defs/{self._names[target.key]}", **beside}

    def _free_name(self, target: Node) -> str:
        wanted = str(target.pointer[-1]) if target.pointer else "Root"
        wanted = wanted.replace("~", "-").replace("/", "-")
        taken, number, name = set(self._names.values()), 2, wanted
        while name in taken:
            name, number = f"{wanted}{number}", number + 1
        return name
