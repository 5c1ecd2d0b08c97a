"""How Strands fills in what an input schema leaves open before it gives it to a model."""

from __future__ import annotations

from auditor.checklist.shape import Shape
from auditor.documents import Value
from auditor.frameworks.candidate import Blast, Candidate, Step, each
from auditor.frameworks.edits import remove, set_to
from auditor.frameworks.rules import kind

_DEEPEST = 64
_COMBINED = ("anyOf", "oneOf", "allOf", "not")
_PROPERTIES = ("inputSchema", "properties")


class _TooDeepError(Exception):
    pass


class _NoMappingError(Exception):
    pass


@kind
def strands_schema(args: Shape) -> Step:
    """Fills in types, descriptions and root keys as Strands does, and leaves out a tool whose objects lie too deep."""

    def act(tool: Candidate) -> None:
        if not isinstance(tool.schema, dict):
            return
        try:
            tool.schema = _normalized(tool.schema, 0)
        except _TooDeepError:
            said = f"its objects lie within each other more than {_DEEPEST} deep, and the tool is left out"
            tool.refuse(said, at=_PROPERTIES, edit=remove(_PROPERTIES), blast=Blast.TOOL)
        except _NoMappingError:
            tool.refuse("`properties` is no mapping", at=_PROPERTIES, edit=set_to(_PROPERTIES, {}))

    return each(act)


def _normalized(schema: dict[str, Value], depth: int) -> dict[str, Value]:
    if depth > _DEEPEST:
        raise _TooDeepError
    made: dict[str, Value] = {"type": "object", "properties": {}, "required": [], **schema}
    properties = made["properties"]
    if not isinstance(properties, dict):
        raise _NoMappingError
    made["properties"] = {name: _property(name, item, depth) for name, item in properties.items()}
    return made


def _property(name: str, schema: Value, depth: int) -> Value:
    if not isinstance(schema, dict):
        return {"type": "string", "description": f"Property {name}"}
    if schema.get("type") == "object" and "properties" in schema:
        return _normalized(schema, depth + 1)
    if "$ref" in schema:
        return schema
    filled: dict[str, Value] = {"description": f"Property {name}"}
    if not any(key in schema for key in _COMBINED):
        filled["type"] = "string"
    return {**filled, **schema}
