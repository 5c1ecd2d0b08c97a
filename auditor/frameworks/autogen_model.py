"""A tool's input schema as the pydantic model that AutoGen's schema_to_pydantic_model makes of it."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.documents import Pointer, Value
from auditor.frameworks.edits import remove, set_to
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
    Model,
    Named,
    Plain,
    Type,
    Unbuildable,
    build,
    choice_of,
    limited,
    list_of,
    names_within,
    optional,
    union_of,
)
from auditor.frameworks.python_values import JsonSchema, as_mapping, key_set, listed

TYPES: Mapping[str, Plain] = {
    "string": STRING,
    "integer": INTEGER,
    "boolean": BOOLEAN,
    "number": NUMBER,
    "array": LIST,
    "object": DICT,
    "null": NULL,
}
_LIMITS = {
    "string": ("minLength", "maxLength", "pattern"),
    "integer": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    "array": ("minItems", "maxItems"),
}
_ROOT = ("inputSchema",)
_MOST_STEPS = 20_000


def _text(format_: str, **more: Value) -> Plain:
    return Plain(format_, {"type": "string", "format": format_, **more})


_BINARY = _text("binary")
_FORMATS: Mapping[str, Type] = {
    "uuid": _text("uuid4"),
    "uuid1": _text("uuid1"),
    "uuid2": _text("uuid4"),
    "uuid3": _text("uuid3"),
    "uuid4": _text("uuid4"),
    "uuid5": _text("uuid5"),
    "email": Plain("EmailStr", {"type": "string", "format": "email"}, needs="the package email-validator"),
    "uri": _text("uri", minLength=1),
    "hostname": STRING,
    "ipv4": _text("ipv4"),
    "ipv6": _text("ipv6"),
    "ipv4-network": _text("ipv4"),
    "ipv6-network": _text("ipv6"),
    "date-time": _text("date-time"),
    "date": _text("date"),
    "time": _text("time"),
    "duration": _text("duration"),
    "int32": limited(INTEGER, {"minimum": -(2**31), "maximum": 2**31 - 1}),
    "int64": limited(INTEGER, {"minimum": -(2**63), "maximum": 2**63 - 1}),
    "float": NUMBER,
    "double": NUMBER,
    "decimal": NUMBER,
    "byte": _BINARY,
    "binary": _BINARY,
    "password": STRING,
    "path": STRING,
    "json": Plain("Json", {"type": "string", "contentMediaType": "application/json", "contentSchema": {}}),
}


class SchemaModels:
    """The models of one tool: that of its schema, and those of its definitions."""

    def __init__(self, root: JsonSchema) -> None:
        self._root = root
        self._models: dict[str, Model | None] = {}
        self._steps = 0

    def model(self) -> Model:
        """Return the model of the whole schema. Raises Unbuildable where the real one raises."""
        definitions = as_mapping(self._root["$defs"], (*_ROOT, "$defs")) if "$defs" in self._root else {}
        self._models = dict.fromkeys(definitions)
        for name, definition in definitions.items():
            self._models[name] = self._top(definition, name, (*_ROOT, "$defs", name))
        return self._top(self._root, "GeneratedModel", _ROOT)

    def _top(self, value: Value, name: str, at: Pointer) -> Model:
        schema = as_mapping(value, at)
        if "$ref" in schema:
            target = self._definition(schema["$ref"], (*at, "$ref"))
            schema = {**target, **{key: item for key, item in schema.items() if key != "$ref"}}
        return self._made(schema, name, at)

    def _definition(self, ref: Value, at: Pointer) -> JsonSchema:
        name = self._name(ref, at)
        definitions = as_mapping(self._root.get("$defs", {}), (*_ROOT, "$defs"))
        if name not in definitions:
            raise Unbuildable(f"`{name}` is not in `$defs`", at=at)
        return as_mapping(definitions[name], (*_ROOT, "$defs", name))

    def _name(self, ref: Value, at: Pointer) -> str:
        if not isinstance(ref, str):
            raise Unbuildable("its `$ref` is no text", at=at)
        return ref.split("/")[-1]

    def _referred(self, ref: Value, at: Pointer) -> Type:
        name = self._name(ref, at)
        if name not in self._models:
            raise Unbuildable(f"`$ref: {ref}` leads to nothing in `$defs`", at=at)
        return self._models[name] or Named(name)

    def _merged(self, schema: JsonSchema, at: Pointer) -> JsonSchema:
        """Return a schema with its `allOf` joined: only the properties of the parts count, and which are required."""
        properties: JsonSchema = {}
        required: list[Value] = []
        for number, item in enumerate(listed(schema["allOf"], (*at, "allOf"))):
            place = (*at, "allOf", number)
            part = as_mapping(item, place)
            if "$ref" in part:
                part = self._definition(part["$ref"], (*place, "$ref"))
            properties.update(as_mapping(part.get("properties", {}), (*place, "properties")))
            required += listed(part.get("required", []), (*place, "required"))
        rest = {key: item for key, item in schema.items() if key not in ("allOf", "properties", "required")}
        names = list(key_set(required, (*at, "allOf")))
        return {"type": "object", "properties": properties, "required": names, **rest}

    def _made(self, schema: JsonSchema, name: str, at: Pointer) -> Model:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise Endless("its `allOf` expand without end", at=at)
        if "allOf" in schema:
            schema = self._merged(schema, at)
        required = key_set(listed(schema.get("required", []), (*at, "required")), (*at, "required"))
        properties = as_mapping(schema.get("properties", {}), (*at, "properties"))
        fields = {}
        for key, item in properties.items():
            place = (*at, "properties", key)
            value = as_mapping(item, place)
            fields[key] = self._field(key, value, key in required, name, place)
        model = build(name, fields, at=at)
        model.scope[name] = model
        for key, field in fields.items():
            for other in names_within(field.type):
                if other != name or not name.isidentifier():
                    what = (
                        f"it refers to `{other}`, which AutoGen has not made yet: definitions are made in their order"
                    )
                    raise Unbuildable(what, at=(*at, "properties", key))
        return model

    def _field(self, key: str, value: JsonSchema, required: bool, model: str, at: Pointer) -> Field:
        type_ = self._type(key, value, model, at)
        default = value.get("default")
        description = value.get("description")
        if required:
            return Field(type_, description=description)
        return Field(optional(type_, at=at) if default is None else type_, default=default, description=description)

    def _type(self, key: str, value: JsonSchema, model: str, at: Pointer) -> Type:
        if "$ref" in value:
            return self._referred(value["$ref"], (*at, "$ref"))
        if "anyOf" in value:
            return self._union(value["anyOf"], (*at, "anyOf"))
        if "oneOf" in value:
            return self._tagged(self._union(value["oneOf"], (*at, "oneOf")), value, at)
        if "enum" in value:
            return choice_of(listed(value["enum"], (*at, "enum")))
        if "allOf" in value:
            return self._made(self._merged(value, at), f"{model}_{key}", at)
        if value.get("type") == "object" and "properties" in value:
            return self._made(value, f"{model}_{key}", at)
        return self._plain(key, value, model, at)

    def _tagged(self, type_: Type, value: JsonSchema, at: Pointer) -> Type:
        if "discriminator" not in value:
            return type_
        found = as_mapping(value["discriminator"], (*at, "discriminator")).get("propertyName")
        if not isinstance(found, str):
            raise Unbuildable("its discriminator has no `propertyName`", at=(*at, "discriminator"))
        members = type_.members if isinstance(type_, AnyOf) else (type_,)
        tagged = AnyOf(tuple(member for member in members if member != NULL), tag=found)
        return optional(tagged, at=at) if NULL in members else tagged

    def _union(self, value: Value, at: Pointer) -> Type:
        return union_of((self._member(item, (*at, number)) for number, item in enumerate(listed(value, at))), at=at)

    def _member(self, value: Value, at: Pointer) -> Type:
        schema = as_mapping(value, at)
        if "$ref" in schema:
            return self._referred(schema["$ref"], (*at, "$ref"))
        if "enum" in schema:
            return choice_of(values) if (values := listed(schema["enum"], (*at, "enum"))) else ANY
        word = _word(schema.get("type"), at)
        if word != "array" or "items" not in schema:
            return TYPES[word]
        limits = {keyword: schema[keyword] for keyword in _LIMITS["array"] if keyword in schema}
        return list_of(self._item(as_mapping(schema["items"], (*at, "items")), (*at, "items")), limits)

    def _item(self, items: JsonSchema, at: Pointer) -> Type:
        if "$ref" in items:
            return self._referred(items["$ref"], (*at, "$ref"))
        return STRING if items.get("type") is None else TYPES[_word(items["type"], at)]

    def _plain(self, key: str, value: JsonSchema, model: str, at: Pointer) -> Type:
        word = _word(value.get("type"), at)
        limits = {keyword: value[keyword] for keyword in _LIMITS.get(word, ()) if keyword in value}
        type_: Type = TYPES[word]
        if word == "array":
            place = (*at, "items")
            items = as_mapping(value.get("items", {"type": "string"}), place)
            if "$ref" not in items and items.get("type") == "object" and "properties" in items:
                type_ = list_of(self._made(items, f"{key} of {model}", place), limits)
            else:
                type_ = list_of(self._item(items, place), limits)
        elif limits:
            type_ = limited(TYPES[word], limits)
        return self._formatted(type_, value, at)

    def _formatted(self, type_: Type, value: JsonSchema, at: Pointer) -> Type:
        if "format" not in value:
            return type_
        stated, place = value["format"], (*at, "format")
        found = _FORMATS.get(stated) if isinstance(stated, str) else None
        if found is None:
            raise Unbuildable(f"AutoGen does not know the format {stated!r:.40}", at=place, edit=remove(place))
        return found


def _word(word: Value, at: Pointer) -> str:
    """Return a type's name. Raises Unbuildable for a missing or unknown one, and for a list of them."""
    if isinstance(word, str) and word in TYPES:
        return word
    place = (*at, "type")
    first = (
        next((item for item in word if isinstance(item, str) and item in TYPES), None)
        if isinstance(word, list)
        else None
    )
    what = "it states no type" if word is None else f"AutoGen does not know the type {word!r:.60}"
    raise Unbuildable(what, at=at if word is None else place, edit=set_to(place, first or "string"))
