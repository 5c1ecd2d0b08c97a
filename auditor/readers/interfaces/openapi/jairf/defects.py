"""Structural defects of schemas, bodies and references, in the categories of JAIRF."""

from __future__ import annotations

from auditor.documents import Value
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.openapi.jairf.walk import Object, Targets
from auditor.readers.interfaces.values import items

_OBJECT_SHAPE = (
    "properties", "patternProperties", "allOf", "anyOf", "oneOf", "additionalProperties", "unevaluatedProperties",
)  # fmt: skip
_COMPOSED = ("allOf", "anyOf", "oneOf", "$ref")
_OF_NUMBERS = frozenset(("int32", "int64", "float", "double"))
_OF_TEXTS = frozenset(("date", "date-time", "byte", "binary", "password", "email", "uri"))
_BOUNDS = (
    ("minimum", "maximum"),
    ("exclusiveMinimum", "exclusiveMaximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
)
_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int, float),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


class Defects:
    """Counts defects, one for each category that an object falls into."""

    def __init__(self, targets: Targets) -> None:
        self._targets = targets
        self.count = 0

    def in_schema(self, schema: Object, home: Node, name: str) -> None:
        """Count what is wrong with the shape, the type, the limits and the alternatives of a schema."""
        del name
        types = types_of(schema)
        self.count += sum(
            (
                _shapeless(schema, types),
                _contradictory(schema, types),
                any(_crossed(schema, *bounds) for bounds in _BOUNDS) or _foreign_value(schema, types),
                self._undiscriminated(schema, home),
            )
        )

    def in_body(self, body: Object, home: Node, name: str) -> None:
        """Count a body without any content."""
        del home, name
        self.count += not body.get("content")

    def in_media_type(self, media_type: Object, home: Node, name: str) -> None:
        """Count a media type without a schema."""
        del home, name
        self.count += "schema" not in media_type and "itemSchema" not in media_type

    def _undiscriminated(self, schema: Object, home: Node) -> bool:
        """Tell whether a choice between objects has nothing that tells them apart."""
        variants = [item for item in items(schema.get("oneOf")) if not _is_null(item)]
        if len(variants) < 2 or "discriminator" in schema:
            return False
        return any(self._is_object(variant, home) for variant in variants)

    def _is_object(self, variant: Value, home: Node) -> bool:
        target = self._targets.of(variant, home)
        value = target.value if target else None
        return isinstance(value, dict) and ("object" in types_of(value) or "properties" in value)


def types_of(schema: Object) -> tuple[str, ...]:
    """Return the types that a schema names itself."""
    stated = schema.get("type")
    if isinstance(stated, str):
        return (stated,)
    return tuple(item for item in stated if isinstance(item, str)) if isinstance(stated, list) else ()


def allows(types: tuple[str, ...], value: Value) -> bool:
    """Tell whether a value is of one of these JSON types; any is where there are none."""
    for name in types:
        of_type = isinstance(value, _PYTHON_TYPES.get(name, (object,)))
        if of_type and isinstance(value, bool) and name in ("integer", "number"):
            continue
        if of_type and name == "integer" and isinstance(value, float) and not value.is_integer():
            continue
        if of_type:
            return True
    return not types


def _is_null(schema: Value) -> bool:
    return isinstance(schema, dict) and schema.get("type") == "null"


def _shapeless(schema: Object, types: tuple[str, ...]) -> bool:
    if types != ("object",):
        return False
    closed_and_empty = schema.get("additionalProperties") is False and not any(
        schema.get(key) for key in _OBJECT_SHAPE if key != "additionalProperties"
    )
    return closed_and_empty or not any(key in schema for key in _OBJECT_SHAPE)


def _contradictory(schema: Object, types: tuple[str, ...]) -> bool:
    form = schema.get("format")
    if not isinstance(form, str) or any(key in schema for key in _COMPOSED):
        return False
    if form in _OF_NUMBERS:
        return not {"integer", "number"} & set(types)
    return form in _OF_TEXTS and "string" not in types


def _crossed(schema: Object, low: str, high: str) -> bool:
    least, most = schema.get(low), schema.get(high)
    return _is_number(least) and _is_number(most) and least > most  # type: ignore[operator]


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _foreign_value(schema: Object, types: tuple[str, ...]) -> bool:
    nullable = schema.get("nullable") is True
    return bool(types) and any(
        not allows(types, value) and not (value is None and nullable) for value in items(schema.get("enum"))
    )
