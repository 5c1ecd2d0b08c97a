"""The JSON Schema that pydantic gives of a model, as model_json_schema() does; titles are left out."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.documents import Value
from auditor.frameworks.candidate import ABSENT
from auditor.frameworks.pydantic_types import (
    NULL,
    AnyOf,
    Choice,
    DictOf,
    Field,
    Limited,
    ListOf,
    Model,
    Named,
    Plain,
    Type,
    Unbuildable,
)

_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", list: "array", type(None): "null"}
JsonSchema = dict[str, Value]


class Emission:
    """The schemas of one model and of those that it refers to."""

    def __init__(self) -> None:
        self.definitions: dict[str, Value] = {}
        self._names: dict[int, str] = {}

    def root(self, model: Model) -> JsonSchema:
        """Return the schema of a model, with `$defs`. Raises Unbuildable where a name in it stands for nothing."""
        found = self._model(model)
        if id(model) in self._names:
            self.definitions[self._names[id(model)]] = found
            found = {"$ref": f"#/$defs/{self._names[id(model)]}"}
        self._check_references(found)
        return {**found, "$defs": self.definitions} if self.definitions else found

    def _check_references(self, schema: JsonSchema) -> None:
        """Look for references in what the tool brought, such as default values: pydantic takes them for its own."""
        known = {f"#/$defs/{name}" for name in self.definitions}
        waiting: list[Value] = [schema, self.definitions]
        while waiting:
            found = waiting.pop()
            if isinstance(found, list):
                waiting += found
            elif isinstance(found, dict):
                ref = found.get("$ref")
                if isinstance(ref, str) and ref not in known and not ref.startswith(("http://", "https://")):
                    raise Unbuildable(f"pydantic does not find what `$ref: {ref}`, in a value, leads to")
                waiting += found.values()

    def _model(self, model: Model) -> JsonSchema:
        properties: dict[str, Value] = {name: self._field(made, model) for name, made in model.fields.items()}
        required: list[Value] = [name for name, made in model.fields.items() if made.default is ABSENT]
        schema: JsonSchema = {"type": "object", "properties": properties}
        if required:
            schema["required"] = required
        if model.closed:
            schema["additionalProperties"] = False
        return schema

    def _field(self, made: Field, model: Model) -> JsonSchema:
        schema = dict(self._type(made.type, model))
        if made.default is not ABSENT:
            schema["default"] = made.default
        if made.description is not None:
            schema["description"] = made.description
        return {**schema, **made.extra}

    def _type(self, type_: Type, model: Model) -> JsonSchema:
        if isinstance(type_, Plain):
            return dict(type_.schema)
        if isinstance(type_, Limited):
            return {**type_.base.schema, **dict(type_.limits)}
        if isinstance(type_, Choice):
            return _choice(type_)
        if isinstance(type_, AnyOf):
            return self._union(type_, model)
        return self._composed(type_, model)

    def _composed(self, type_: ListOf | DictOf | Named | Model, model: Model) -> JsonSchema:
        if isinstance(type_, ListOf):
            limits = {
                key: value
                for key, value in type_.limits
                if key != "minItems" or (isinstance(value, int | float) and value > 0)
            }
            return {"type": "array", "items": self._type(type_.item, model), **limits}
        if isinstance(type_, DictOf):
            values = self._type(type_.value, model)
            return {"type": "object", "additionalProperties": values or True}
        if isinstance(type_, Named):
            if type_.name not in model.scope:
                raise Unbuildable(f"`{type_.name}` is not defined where `{model.name}` refers to it")
            return self._reference(model.scope[type_.name])
        return self._reference(type_)

    def _reference(self, model: Model) -> JsonSchema:
        if id(model) not in self._names:
            name = self._names[id(model)] = f"model-{len(self._names) + 1}"
            self.definitions[name] = {}
            self.definitions[name] = self._model(model)
        return {"$ref": f"#/$defs/{self._names[id(model)]}"}

    def _union(self, type_: AnyOf, model: Model) -> JsonSchema:
        members = [self._type(member, model) for member in type_.members if member != NULL]
        if type_.tag:
            return {"oneOf": list(members), "discriminator": {"propertyName": type_.tag}}
        found = _distinct(members)
        if NULL not in type_.members:
            return found[0] if len(found) == 1 else {"anyOf": list(found)}
        if len(found) == 1 and set(found[0]) == {"anyOf"}:
            return found[0]
        return {"anyOf": [*found, {"type": "null"}]}


def _choice(type_: Choice) -> JsonSchema:
    values = list(type_.values)
    schema: JsonSchema = {"const": values[0]} if len(values) == 1 else {"enum": values}
    kinds = {type(value) for value in values}
    if len(kinds) == 1 and (word := _TYPES.get(kinds.pop())):
        schema["type"] = word
    return schema


def _distinct(schemas: Iterable[JsonSchema]) -> list[JsonSchema]:
    return list({_hashable(schema): schema for schema in schemas}.values())


def _hashable(value: Value) -> object:
    if isinstance(value, dict):
        return (
            tuple(sorted((key, _hashable(item)) for key, item in value.items()))
            if len(value) < 2
            else frozenset((key, _hashable(item)) for key, item in value.items())
        )
    if isinstance(value, list):
        return tuple(_hashable(item) for item in value)
    return value
