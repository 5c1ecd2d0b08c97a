"""Walks through a JSON Schema in the order of Pydantic AI, which shapes it for a model on the way."""

from __future__ import annotations

from abc import ABC, abstractmethod

from auditor.documents import Pointer, Value
from auditor.frameworks.conversion import ROOT, mapping, sequence, shown, unconvertible

Object = dict[str, Value]

UNIONS = ("allOf", "anyOf", "oneOf")
_SCHEMAS = ("additionalProperties", "items", "propertyNames", "contains")
_MAPPINGS = ("properties", "patternProperties", "$defs")
_LISTS = ("prefixItems", *UNIONS)


def check_shape(schema: Value, at: Pointer = ROOT) -> None:
    """Raise Unconvertible where a keyword that the walk reads holds something else than a JSON Schema has there."""
    if isinstance(schema, bool):
        return
    for key, value in mapping(schema, "a schema", at).items():
        place = (*at, key)
        if value is None:
            continue
        if key in _LISTS or (key == "items" and isinstance(value, list)):
            for number, item in enumerate(sequence(value, f"`{key}`", place)):
                check_shape(item, (*place, number))
        elif key in _MAPPINGS:
            for name, item in mapping(value, f"`{key}`", place).items():
                check_shape(item, (*place, name))
        elif key in _SCHEMAS:
            check_shape(value, place)
        elif not _well_formed(key, value):
            unconvertible(f"`{key}` is {shown(value)}", place)


def _well_formed(key: str, value: Value) -> bool:
    if key == "type":
        return isinstance(value, str) or (isinstance(value, list) and all(isinstance(item, str) for item in value))
    if key == "minItems":
        return not isinstance(value, bool) and (
            isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        )
    kinds: dict[str, type] = {"$ref": str, "required": list, "enum": list}
    return key not in kinds or isinstance(value, kinds[key])


class SchemaWalk(ABC):
    """One schema's walk. References stay; definitions are walked like everything else."""

    def __init__(self, schema: Object) -> None:
        self.schema = schema

    @abstractmethod
    def transform(self, schema: Object, at: Pointer) -> Object:
        """Return one schema, whose parts were walked already, as the model takes it."""

    def walk(self) -> Object:
        """Return the whole schema."""
        check_shape(self.schema)
        made = self.schema_of({key: value for key, value in self.schema.items() if key != "$defs"}, ROOT)
        definitions = self.schema.get("$defs")
        if isinstance(definitions, dict) and definitions:
            made["$defs"] = self.named(definitions, (*ROOT, "$defs"))
        return made

    def named(self, schemas: Object, at: Pointer) -> Object:
        """Return a mapping of names to schemas."""
        return {name: self.handle(item, (*at, name)) for name, item in schemas.items()}

    def handle(self, schema: Value, at: Pointer) -> Value:
        """Return a schema, its parts first."""
        return schema if isinstance(schema, bool) else self.schema_of(mapping(schema, "a schema", at), at)

    def schema_of(self, schema: Object, at: Pointer) -> Object:
        """Return a schema that is a mapping, its parts first."""
        made = dict(schema)
        stated = made.get("type")
        if stated is None:
            for key in UNIONS:
                made = self._union(made, key, at)
            return self.transform(made, at)
        if stated == "object":
            self._object(made, at)
        elif stated == "array":
            self._array(made, at)
        for key in UNIONS:
            if made.get(key):
                made[key] = self._listed(made[key], (*at, key))
        return self.transform(made, at)

    def _object(self, made: Object, at: Pointer) -> None:
        for key in ("properties", "patternProperties"):
            if made.get(key):
                made[key] = self.named(mapping(made[key], f"`{key}`", (*at, key)), (*at, key))
        if made.get("additionalProperties") is not None:
            made["additionalProperties"] = self.handle(made["additionalProperties"], (*at, "additionalProperties"))

    def _array(self, made: Object, at: Pointer) -> None:
        items = made.get("items")
        if made.get("prefixItems"):
            made["prefixItems"] = self._listed(made["prefixItems"], (*at, "prefixItems"))
        if isinstance(items, list):
            made["items"] = self._listed(items, (*at, "items"))
        elif items:
            made["items"] = self.handle(items, (*at, "items"))

    def _listed(self, schemas: Value, at: Pointer) -> Value:
        members = sequence(schemas, f"`{at[-1]}`", at)
        return [self.handle(item, (*at, number)) for number, item in enumerate(members)]

    def _union(self, made: Object, key: str, at: Pointer) -> Object:
        """Return a schema in whose place stands its only alternative; several stay as they are."""
        if key not in made:
            return made
        rest = {name: value for name, value in made.items() if name != key}
        members = self._listed(made[key], (*at, key))
        only = members[0] if isinstance(members, list) and len(members) == 1 else None
        if isinstance(only, dict) and only.get("not") != {}:
            return {**only, **rest}
        return {**rest, key: members}
