"""Turns the schemas of arguments into the records of a tool's parameters."""

from __future__ import annotations

import re

from msgspec import Struct

from auditor.model.claims import AttributeValue, Location, Record
from auditor.readers.interfaces.nodes import Key, Node
from auditor.readers.interfaces.schemas import Layers, Schemas, items_of, values_of
from auditor.readers.interfaces.values import written

_IN_WORDS = re.compile(r"\b(?:[Ee]\.g\.|[Ff]or example\b|[Ff]or instance\b|[Ee]xamples?:)")
"""What begins an example in a description; many formats have no other place for one."""


class Argument(Struct, frozen=True, kw_only=True):
    """One argument of a tool."""

    record: Record
    schema: Node | None
    """None where nothing describes its values, or where that cannot be read."""


class Arguments(Struct, frozen=True, kw_only=True):
    """The arguments of a tool."""

    listed: tuple[Argument, ...]
    whole: bool
    """False where there may be more or other ones, because a part cannot be read."""

    @property
    def records(self) -> tuple[Record, ...]:
        """Their records."""
        return tuple(argument.record for argument in self.listed)

    @property
    def schemas(self) -> tuple[Node, ...]:
        """Their schemas."""
        return tuple(argument.schema for argument in self.listed if argument.schema is not None)

    def __add__(self, other: Arguments) -> Arguments:
        return Arguments(listed=self.listed + other.listed, whole=self.whole and other.whole)


NO_ARGUMENTS = Arguments(listed=(), whole=True)


def unread_arguments(node: Node) -> Arguments:
    """Return an argument without any field, which stands for those that cannot be read."""
    record = Record(name="*", fields={}, location=node.location)
    return Arguments(listed=(Argument(record=record, schema=None),), whole=False)


def only_known(**fields: bool | None) -> dict[str, AttributeValue]:
    """Return those fields of which it is known whether they hold."""
    return {name: known for name, known in fields.items() if known is not None}


def untyped() -> dict[str, AttributeValue]:
    """Return the fields of an argument of which the contract says nothing."""
    unsaid = ("free_form", "bounded", "example", "default", "deprecated")
    return {"type": "", "description": "", "format": "", "enum": (), **dict.fromkeys(unsaid, False)}


class ArgumentReader:
    """Reads arguments; the answer for a schema that several tools share is made once."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._free_form: dict[Key, bool | None] = {}
        self._bounded: dict[Key, bool | None] = {}
        self._objects: dict[tuple[Key, str], Arguments] = {}

    def of_object(self, schema: Node, *, place: str) -> Arguments:
        """Return an argument for each property of an object, except those that a caller does not send."""
        target = self._schemas.references.follow(schema) or schema
        key = target.key, place
        if key not in self._objects:
            self._objects[key] = self._find_object(target, place)
        return self._objects[key]

    def _find_object(self, schema: Node, place: str) -> Arguments:
        properties = self._schemas.properties(schema)
        listed = [
            self.of_schema(item.name, item.schema, required=item.required, place=place)
            for item in properties.by_name.values()
            if not self._schemas.layers(item.schema).says("readOnly")
        ]
        return Arguments(listed=tuple(listed), whole=properties.whole)

    def of_schema(
        self, name: str, schema: Node, *, required: bool, place: str, location: Location | None = None
    ) -> Argument:
        """Return the argument that a schema describes; a description may come from what it refers to."""
        fields: dict[str, AttributeValue] = {"required": required, "place": place}
        fields |= self.fields(schema)
        record = Record(name=name, fields=fields, location=location or schema.location)
        return Argument(record=record, schema=schema)

    def fields(self, schema: Node) -> dict[str, AttributeValue]:
        """Return what a schema says about an argument; what cannot be known is left out."""
        layers = self._schemas.layers(schema)
        fields: dict[str, AttributeValue] = {}
        types = self._schemas.types(schema)
        if types is not None:
            fields["type"] = " | ".join(types)
        if (description := self._description(layers)) or layers.whole:
            fields["description"] = description
        fields |= only_known(free_form=self.free_form(schema), bounded=self.bounded(schema))
        if layers.whole:
            fields["format"] = layers.text("format")
            fields["enum"] = tuple(written(value) for value in values_of(layers) or ())
            shown = layers.first("example", "examples", "x-example") is not None
            fields["example"] = shown or _IN_WORDS.search(description) is not None
            fields["default"] = layers.first("default") is not None
            fields["deprecated"] = layers.says("deprecated")
        return fields

    def _description(self, layers: Layers) -> str:
        """Return the description of a schema, or else that of its first alternative that has one."""
        if found := layers.text("description"):
            return found
        branches = (self._schemas.layers(branch) for branch in self._schemas.alternatives(layers))
        return next((found for branch in branches if (found := branch.text("description"))), "")

    def free_form(self, schema: Node) -> bool | None:
        """Tell whether a schema takes an object with whatever keys and values, or a list of such."""
        return self._schemas.once(self._free_form, schema, self._find_free_form, inside=False, beyond=None)

    def _find_free_form(self, schema: Node) -> bool | None:
        layers, types = self._schemas.layers(schema), self._schemas.types(schema)
        if types is None or not layers.whole:
            return None
        if "object" in types and (layers.first("type") is not None or not list(self._schemas.alternatives(layers))):
            return self._is_open(schema, layers)
        within = [*self._schemas.alternatives(layers)]
        if "array" in types:
            within += items_of(layers)
        answers = [self.free_form(branch) for branch in within]
        return True if True in answers else None if None in answers else False

    def _is_open(self, schema: Node, layers: Layers) -> bool | None:
        properties = self._schemas.properties(schema)
        if properties.by_name or layers.first("patternProperties") is not None:
            return False
        if not properties.whole:
            return None
        others = layers.first("additionalProperties")
        # A map whose values have a schema, such as labels, says what it holds; only its keys are free.
        return others is None or others.value is True or others.value == {}

    def bounded(self, schema: Node) -> bool | None:
        """Tell whether the schema limits its values: by a list, a length, a range, a pattern or a format."""
        return self._schemas.once(self._bounded, schema, self._find_bounded, inside=False, beyond=None)

    def _find_bounded(self, schema: Node) -> bool | None:
        layers, types = self._schemas.layers(schema), self._schemas.types(schema)
        if types is None or not layers.whole:
            return None
        if values_of(layers) is not None or (types and set(types) <= {"boolean", "null"}):
            return True
        if any(layers.first(*_LIMITS.get(name, ())) is not None for name in types):
            return True
        others = layers.first("additionalProperties")
        if "object" in types and others is not None and others.value is False:
            return True
        answers = [self.bounded(branch) for branch in self._schemas.alternatives(layers)]
        if not answers or False in answers:
            return False
        return None if None in answers else True


_LIMITS = {
    "string": ("maxLength", "pattern", "format"),
    "integer": ("maximum", "exclusiveMaximum"),
    "number": ("maximum", "exclusiveMaximum"),
    "array": ("maxItems",),
    "object": ("maxProperties",),
}
