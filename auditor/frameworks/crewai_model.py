"""A tool's input schema as the pydantic model that CrewAI's create_model_from_schema makes of it."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.documents import Pointer, Value
from auditor.frameworks.candidate import ABSENT
from auditor.frameworks.jsonref import References, UnresolvedError, is_cyclic
from auditor.frameworks.pydantic_types import (
    ANY,
    BOOLEAN,
    DICT,
    INTEGER,
    LIST,
    NULL,
    NUMBER,
    STRING,
    AnyOf,
    Endless,
    Field,
    ListOf,
    Model,
    Named,
    Plain,
    Type,
    Unbuildable,
    build,
    choice_of,
    limited,
    optional,
    union_of,
)
from auditor.frameworks.python_values import JsonSchema, as_mapping, listed

_TYPES: Mapping[str, Type] = {
    "string": STRING,
    "integer": INTEGER,
    "number": NUMBER,
    "boolean": BOOLEAN,
    "null": NULL,
}
_NUMBERS = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf")
_TEXTS = ("minLength", "maxLength", "pattern")
_AS_STATED = ("date", "time", "date-time", "duration", "path", "directory-path", "file-path", "ipv4", "ipv6", "base64")
_UUIDS = ("uuid", "uuid1", "uuid3", "uuid4", "uuid5")
_IP = ("ipvanyaddress", "ipvanyinterface", "ipvanynetwork")
_FORMATS: Mapping[str, Plain] = {
    **{name: Plain(name, {"type": "string", "format": name}) for name in (*_AS_STATED, *_UUIDS, *_IP, "binary")},
    "email": Plain("EmailStr", {"type": "string", "format": "email"}, needs="the package email-validator"),
    "json-string": Plain("Json", {"type": "string", "contentMediaType": "application/json", "contentSchema": {}}),
    "multi-host-uri": Plain("Dsn", {"type": "string", "format": "multi-host-uri", "minLength": 1}),
    "password": Plain("SecretStr", {"type": "string", "format": "password", "writeOnly": True}),
    "uri": Plain("AnyUrl", {"type": "string", "format": "uri", "minLength": 1}),
}
_MOST_STEPS = 20_000
_DEEPEST = 150
_ROOT = ("inputSchema",)


class ArgsSchema:
    """The model of one tool's arguments. Its references are replaced first, as far as all of them lead somewhere."""

    def __init__(self, schema: JsonSchema, name: str) -> None:
        self._name = name
        self._references: References | None = References(schema)
        try:
            _follow_all(schema, self._references)
            self._root = dict(as_mapping(self._references.followed(schema), _ROOT))
        except UnresolvedError:
            self._references = None
            self._root = _without_top_reference(schema)
        self._models: dict[int, str | Model] = {}
        self._kept: list[JsonSchema] = []
        """Schemas made on the way, so that no other one takes their identity."""
        self._steps = 0
        self._depth = 0

    def model(self) -> Model:
        """Return the model. Raises Unbuildable where the real one raises."""
        found = self._build(self._root, self._name, _ROOT)
        models = [made for made in self._models.values() if isinstance(made, Model)]
        scope = {made.name: made for made in models}
        for made in models:
            made.scope.update({**scope, made.name: made})
        return found

    def _of(self, value: Value) -> Value:
        """Return what a value is after the references were replaced."""
        return self._references.followed(value) if self._references is not None else value

    def _copy(self, value: Value, at: Pointer) -> Value:
        """Return a value of the schema, such as a default, with references in it replaced too."""
        if self._references is None:
            return value
        copy = self._references.copied(value)
        if is_cyclic(copy):
            raise Unbuildable("a value in it contains itself", at=at)
        return copy

    def _build(self, schema: JsonSchema, name: str, at: Pointer) -> Model:
        stated = schema
        if "allOf" in schema:
            schema = self._merged(schema["allOf"], (*at, "allOf"))
        self._models[id(stated)] = name
        required = self._of(schema.get("required", []))
        properties = as_mapping(self._of(schema.get("properties")) or {}, (*at, "properties"))
        fields = {}
        for key, item in properties.items():
            if not isinstance(required, list | str | dict):
                raise Unbuildable("its `required` is no list", at=(*at, "required"))
            place = (*at, "properties", key)
            fields[key] = self._field(as_mapping(self._of(item), place), key, key in required, place)
        fields.pop("model_config", None)
        model = build(name, fields, at=at, closed=True)
        self._models[id(stated)] = model
        return model

    def _merged(self, value: Value, at: Pointer) -> JsonSchema:
        properties: JsonSchema = {}
        required: list[Value] = []
        for number, item in enumerate(listed(self._of(value), at)):
            place = (*at, number)
            part = as_mapping(self._of(item), place)
            if "$ref" in part:
                part = self._target(part["$ref"], place)
            properties.update(as_mapping(self._of(part.get("properties", {})), (*place, "properties")))
            required += listed(self._of(part.get("required", [])), (*place, "required"))
        merged: JsonSchema = {"type": "object", "properties": properties, "required": required}
        self._kept.append(merged)
        return merged

    def _target(self, ref: Value, at: Pointer) -> JsonSchema:
        """Return what a reference leads to that was not replaced, by the plain way: no escapes, no lists."""
        if not isinstance(ref, str):
            raise Unbuildable("its `$ref` is no text", at=(*at, "$ref"))
        found: Value = self._root
        for part in ref.split("/")[1:]:
            if not isinstance(found, dict) or part not in found:
                raise Unbuildable(f"`$ref: {ref}` leads nowhere", at=(*at, "$ref"))
            found = found[part]
        return as_mapping(found, at)

    def _field(self, schema: JsonSchema, key: str, required: bool, at: Pointer) -> Field:
        type_ = self._type(schema, key.title(), at)
        description = described(schema, at)
        examples = self._copy(schema.get("examples"), at)
        if isinstance(type_, Plain) and type_ in (INTEGER, NUMBER):
            type_ = limited(type_, {keyword: schema[keyword] for keyword in _NUMBERS if keyword in schema})
        type_ = _formatted(type_, schema, at)
        if type_ is STRING:
            type_ = limited(STRING, {keyword: schema[keyword] for keyword in _TEXTS if keyword in schema})
        return Field(
            type_ if required else optional(type_, at=at),
            default=self._copy(schema["default"], at) if "default" in schema else ABSENT if required else None,
            description=description or None,
            extra={"examples": examples} if examples else {},
        )

    def _type(self, value: Value, name: str, at: Pointer) -> Type:
        schema = as_mapping(self._of(value), at)
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise Endless("its references expand without end", at=at)
        if self._depth > _DEEPEST:
            raise Unbuildable("its schema is nested too deeply, or refers to itself", at=at)
        self._depth += 1
        try:
            return self._chosen(schema, name, at)
        finally:
            self._depth -= 1

    def _chosen(self, schema: JsonSchema, name: str, at: Pointer) -> Type:
        if (made := self._models.get(id(schema))) is not None:
            return made if isinstance(made, Model) else _named(made, at)
        if ref := schema.get("$ref"):
            return self._type(self._target(ref, at), name, at)
        if values := self._of(schema.get("enum")):
            return choice_of(listed(self._copy(values, at), (*at, "enum")))
        if "const" in schema:
            return choice_of([self._copy(schema["const"], at)])
        if members := self._members(schema, at):
            types = (self._type(item, f"{name or 'Union'}Option{n}", at) for n, item in enumerate(members))
            return union_of(types, at=at)
        if parts := self._of(schema.get("allOf")):
            found = listed(parts, (*at, "allOf"))
            if len(found) == 1:
                return self._type(found[0], name, (*at, "allOf", 0))
            return self._build(schema, name, at)
        return self._typed(schema, name, at)

    def _members(self, schema: JsonSchema, at: Pointer) -> list[Value]:
        found = []
        for keyword in ("anyOf", "oneOf"):
            value = self._of(schema.get(keyword, []))
            if not isinstance(value, list):
                raise Unbuildable(f"its `{keyword}` is no list", at=(*at, keyword))
            found += value
        return found

    def _typed(self, schema: JsonSchema, name: str, at: Pointer) -> Type:
        word = self._of(schema.get("type"))
        if isinstance(word, list):
            variants: list[JsonSchema] = [{**schema, "type": member} for member in word]
            self._kept += variants
            types = (self._type(item, f"{name or 'Union'}Option{n}", at) for n, item in enumerate(variants))
            return union_of(types, at=(*at, "type"))
        if word == "array":
            items = self._of(schema.get("items"))
            return ListOf(self._type(items, name, (*at, "items"))) if items else LIST
        if word == "object":
            return self._build(schema, name, at) if self._of(schema.get("properties")) else DICT
        if word is None:
            return ANY
        if isinstance(word, str) and word in _TYPES:
            return _TYPES[word]
        raise Unbuildable(f"CrewAI does not know the type {word!r:.60}", at=(*at, "type"))


def _named(name: str, at: Pointer) -> Named:
    if not name.isidentifier():
        raise Unbuildable(f"`{name}`, which refers to itself, is no name for Python", at=at)
    return Named(name)


def _formatted(type_: Type, schema: JsonSchema, at: Pointer) -> Type:
    format_ = schema.get("format")
    if isinstance(format_, list | dict):
        raise Unbuildable("its `format` is no text", at=(*at, "format"))
    found = _FORMATS.get(format_) if isinstance(format_, str) else None
    if found is None:
        return type_
    if type_ is STRING:
        return found
    if isinstance(type_, AnyOf):
        return union_of((found if member is STRING else member for member in type_.members), at=at)
    return type_


def described(schema: JsonSchema, at: Pointer) -> str:
    """Return the description that CrewAI writes for a field: that of the schema, and its limits in words."""
    parts = []
    if (text := schema.get("description", "")) and not isinstance(text, str):
        raise Unbuildable("its description is no text", at=(*at, "description"))
    if isinstance(text, str) and text:
        parts.append(text)
    if format_ := schema.get("format"):
        parts.append(f"Format: {format_}")
    if values := schema.get("enum"):
        parts.append(f"Allowed values: [{', '.join(map(repr, listed(values, (*at, 'enum'))))}]")
    if pattern := schema.get("pattern"):
        parts.append(f"Pattern: {pattern}")
    for keyword, words in (
        ("minimum", "Minimum"),
        ("maximum", "Maximum"),
        ("minLength", "Min length"),
        ("maxLength", "Max length"),
    ):
        if schema.get(keyword) is not None:
            parts.append(f"{words}: {schema[keyword]}")
    if examples := schema.get("examples"):
        if not isinstance(examples, list | str):
            raise Unbuildable("its `examples` are no list", at=(*at, "examples"))
        parts.append(f"Examples: {', '.join(map(repr, examples[:3]))}")
    return ". ".join(parts)


def _follow_all(value: Value, references: References) -> None:
    waiting: list[Value] = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict | list):
            references.followed(found)
            waiting += found.values() if isinstance(found, dict) else found


def _without_top_reference(schema: JsonSchema) -> JsonSchema:
    ref, definitions = schema.get("$ref"), schema.get("$defs", {})
    if isinstance(ref, str) and ref.startswith("#/$defs/") and isinstance(definitions, dict):
        target = definitions.get(ref.removeprefix("#/$defs/"))
        if isinstance(target, dict):
            return {"$defs": definitions, **target}
    return schema
