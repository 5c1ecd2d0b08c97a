"""A tool's input schema as the pydantic model that LlamaIndex's McpToolSpec makes of it."""

from __future__ import annotations

from auditor.documents import Pointer, Value
from auditor.frameworks.edits import remove, set_to
from auditor.frameworks.pydantic_types import (
    BOOLEAN,
    DICT,
    INTEGER,
    LIST,
    NULL,
    NUMBER,
    STRING,
    DictOf,
    Endless,
    Field,
    ListOf,
    Model,
    Plain,
    Type,
    Unbuildable,
    build,
    choice_of,
    optional,
    union_of,
)
from auditor.frameworks.python_values import as_mapping, key_set, listed

JsonSchema = dict[str, Value]
_TYPES: dict[str, Plain] = {
    "string": STRING,
    "number": NUMBER,
    "integer": INTEGER,
    "boolean": BOOLEAN,
    "object": DICT,
    "array": LIST,
}
_MOST_STEPS = 20_000
_ROOT = ("inputSchema",)


class ToolSpec:
    """One McpToolSpec, which keeps every model that it makes, by name, for the tools that come later."""

    def __init__(self) -> None:
        self._models: dict[str, Model] = {}
        self._making: set[str] = set()
        self._steps = 0

    def model(self, schema: Value, name: str) -> Model:
        """Return the model of a tool's schema. Raises Unbuildable where the real one raises."""
        self._steps = 0
        self._making.clear()
        found = as_mapping(schema, _ROOT)
        definitions = as_mapping(found.get("$defs", {}), (*_ROOT, "$defs"))
        for key, definition in definitions.items():
            self._model(definition, key, definitions, (*_ROOT, "$defs", key))
        return self._model(found, name, {}, _ROOT)

    def _model(self, schema: Value, name: str, definitions: JsonSchema, at: Pointer) -> Model:
        if name in self._models:
            return self._models[name]
        if name in self._making:
            raise Unbuildable(f"`{name}` refers to itself, which ends in a RecursionError", at=at)
        self._making.add(name)
        made = build(name, self._fields(as_mapping(schema, at), definitions, at), at=at)
        self._models[name] = made
        return made

    def _fields(self, schema: JsonSchema, definitions: JsonSchema, at: Pointer) -> dict[str, Field]:
        required = key_set(listed(schema.get("required", []), (*at, "required")), (*at, "required"))
        properties = schema.get("properties", {})
        if "enum" in schema:
            title = schema.get("title", "enum_field")
            if not isinstance(title, str):
                raise Unbuildable("its title is no text", at=(*at, "title"))
            required, properties = {title}, {title: schema}
        found = as_mapping(properties, (*at, "properties"))
        return {key: self._field(key, key in required, item, definitions, at) for key, item in found.items()}

    def _field(self, key: str, required: bool, item: Value, definitions: JsonSchema, at: Pointer) -> Field:
        place = (*at, "properties", key)
        schema = as_mapping(item, place)
        type_ = self._type(schema, definitions, place)
        description = schema.get("description", "")
        if required:
            return Field(type_, description=description)
        default = schema.get("default")
        return Field(optional(type_, at=place) if default is None else type_, default=default, description=description)

    def _type(self, value: Value, definitions: JsonSchema, at: Pointer) -> Type:
        schema = as_mapping(value, at)
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise Endless("its references expand without end", at=at)
        if "$ref" in schema:
            return self._referred(schema, definitions, at)
        if "enum" in schema:
            return choice_of(listed(schema["enum"], (*at, "enum")))
        if "anyOf" in schema:
            return self._union(schema, definitions, at)
        return self._basic(schema, definitions, at)

    def _referred(self, schema: JsonSchema, definitions: JsonSchema, at: Pointer) -> Type:
        ref = schema["$ref"]
        if not isinstance(ref, str):
            raise Unbuildable("its `$ref` is no text", at=(*at, "$ref"))
        name = ref.rsplit("#/$defs/", 1)[-1]
        if name not in definitions:
            return self._models.get(name, NULL)
        place = (*_ROOT, "$defs", name)
        target = as_mapping(definitions[name], place)
        key = f"type of {name}"
        if key in self._making:
            raise Unbuildable(f"`{name}` refers to itself, which ends in a RecursionError", at=place)
        self._making.add(key)
        try:
            if "anyOf" in target:
                return self._union(target, definitions, place)
            if (container := self._container(target, definitions, place)) is not None:
                return container
        finally:
            self._making.discard(key)
        return self._models.get(name) or self._model(target, name, definitions, place)

    def _union(self, schema: JsonSchema, definitions: JsonSchema, at: Pointer) -> Type:
        place = (*at, "anyOf")
        options = listed(schema["anyOf"], place)
        types = [self._option(option, definitions, (*place, number)) for number, option in enumerate(options)]
        return types[0] if len(types) == 1 else union_of(types, at=place)

    def _option(self, option: Value, definitions: JsonSchema, at: Pointer) -> Type:
        schema = as_mapping(option, at)
        if "$ref" not in schema and "enum" not in schema:
            return NULL if schema.get("type") == "null" else self._basic(schema, definitions, at)
        return self._type(schema, definitions, at)

    def _basic(self, schema: JsonSchema, definitions: JsonSchema, at: Pointer) -> Type:
        word = schema.get("type", "string")
        if isinstance(word, list):
            if not word:
                raise Unbuildable("its list of types is empty", at=(*at, "type"), edit=remove((*at, "type")))
            word = word[0]
        if (container := self._container(schema, definitions, at)) is not None:
            return container
        if isinstance(word, list | dict):
            raise Unbuildable("its type is no text", at=(*at, "type"), edit=set_to((*at, "type"), "string"))
        return _TYPES.get(word, STRING) if isinstance(word, str) else STRING

    def _container(self, schema: JsonSchema, definitions: JsonSchema, at: Pointer) -> Type | None:
        if schema.get("type") == "array" and "items" in schema:
            return ListOf(self._type(schema["items"], definitions, (*at, "items")))
        values = schema.get("additionalProperties")
        if schema.get("type") == "object" and isinstance(values, dict):
            return DictOf(self._type(values, definitions, (*at, "additionalProperties")))
        return None
