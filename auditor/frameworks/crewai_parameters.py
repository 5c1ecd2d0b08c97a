"""What CrewAI gives a model for the schema of a tool's arguments: references inlined, objects closed, all required."""

from __future__ import annotations

from auditor.documents import Value
from auditor.frameworks.pydantic_types import Endless, Unbuildable
from auditor.frameworks.python_values import JsonSchema

_FORMATS = ("date-time", "date", "time", "duration")
"""The formats of OpenAI's strict mode; all others are dropped."""
_MOST_STEPS = 100_000


class Parameters:
    """The passes of generate_model_description in one. They take every mapping for a schema, as CrewAI's do."""

    def __init__(self, schema: JsonSchema) -> None:
        self._schema = schema
        definitions = schema.get("$defs")
        self._definitions: JsonSchema = definitions if isinstance(definitions, dict) else {}
        self._expanding: set[str] = set()
        self._done: dict[str, Value] = {}
        self._cut = 0
        self._steps = 0

    def made(self) -> JsonSchema:
        """Return the schema. Raises Unbuildable where it would grow beyond measure."""
        found = self._value({key: item for key, item in self._schema.items() if key != "$defs"})
        return found if isinstance(found, dict) else {}

    def _value(self, value: Value) -> Value:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise Endless("its references, written out, grow beyond measure")
        if isinstance(value, list):
            return [self._value(item) for item in value]
        if not isinstance(value, dict):
            return value
        ref = value.get("$ref")
        if isinstance(ref, str) and ref.startswith("#/$defs/"):
            return self._definition(ref.removeprefix("#/$defs/"))
        return _strict({key: self._value(item) for key, item in value.items()}, value)

    def _definition(self, name: str) -> Value:
        if name in self._done:
            return self._done[name]
        if name not in self._definitions:
            raise Unbuildable(f"`#/$defs/{name}` leads nowhere")
        definition = self._definitions[name]
        if name in self._expanding:
            self._cut += 1
            return {"type": definition.get("type", "object")} if isinstance(definition, dict) else {"type": "object"}
        self._expanding.add(name)
        before = self._cut
        made = self._value(definition)
        self._expanding.discard(name)
        if self._cut == before:
            self._done[name] = made
        return made


def _strict(made: JsonSchema, stated: JsonSchema) -> JsonSchema:
    """Return a mapping, whose items are done already, as CrewAI leaves it."""
    if stated.get("type") == "object":
        made["additionalProperties"] = False
        made.setdefault("properties", {})
        made.setdefault("required", [])
        if isinstance(properties := made["properties"], dict) and properties:
            made["required"] = list(properties)
    if isinstance(format_ := stated.get("format"), str) and format_ not in _FORMATS:
        del made["format"]
    for key in ("anyOf", "oneOf"):
        if isinstance(items := made.get(key), list):
            made[key] = [{"type": "object"} if item == {} else item for item in items]
    if "oneOf" in made:
        made["anyOf"] = made.pop("oneOf")
    return made
