"""Turns a function's parameters into Google's schema as langchain-google-genai does, pass by pass."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.documents import Pointer, Value
from auditor.frameworks.conversion import ROOT, Budget, mapping, shown, unconvertible
from auditor.frameworks.google_fields import SCHEMA, google_type, validated

_ALLOWED = frozenset(
    {
        "description",
        "enum",
        "format",
        "nullable",
        "required",
        "anyOf",
        "default",
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
        "pattern",
        "minItems",
        "maxItems",
        "title",
    }
)
Object = dict[str, Value]


class GoogleType(str):
    """A type that is Google's already, which each pass leaves alone."""

    __slots__ = ()


STRING, ARRAY, OBJECT = GoogleType("STRING"), GoogleType("ARRAY"), GoogleType("OBJECT")


def declared(parameters: Object) -> Value:
    """Return what a function is declared with; an empty schema where it is declared without parameters."""
    if not parameters.get("properties"):
        return {}
    return _Declaration().schema(parameters, ROOT, nested=False)


class _Declaration:
    """One declaration. Its passes run over nested schemas again and again, and each loses what it does not know."""

    def __init__(self) -> None:
        self._budget = Budget()

    def schema(self, stated: Object, at: Pointer, *, nested: bool = True) -> Object:
        formatted = self._formatted(stated, at)
        made: Object = {}
        if isinstance(stated_type := formatted.get("type"), str) and "anyOf" not in formatted:
            made["type"] = google_type(stated_type)
        for key in ("description", "enum", "nullable"):
            if key in formatted:
                made[key] = formatted[key]
        if "properties" in formatted:
            properties = mapping(formatted["properties"], "`properties`", (*at, "properties"))
            made["properties"] = {
                name: self.schema(mapping(item, "a property", at), (*at, "properties", name))
                for name, item in properties.items()
            }
        if formatted.get("required") is not None:
            made["required"] = formatted["required"]
        elif not nested:
            made["required"] = []
        if "items" in formatted:
            made["items"] = self.schema(mapping(formatted["items"], "`items`", at), (*at, "items"))
        if "anyOf" in formatted:
            made["anyOf"] = [
                self.schema(mapping(item, "an alternative", (*at, "anyOf")), (*at, "anyOf", number))
                for number, item in enumerate(_members(formatted["anyOf"], (*at, "anyOf")))
            ]
        if "type" not in made and "anyOf" not in made:
            made["type"] = STRING if nested else OBJECT
        return self._checked(made, at)

    def _checked(self, made: Object, at: Pointer) -> Object:
        inner: Object = {key: made[key] for key in ("properties", "items", "anyOf") if key in made}
        own = {key: value for key, value in made.items() if key not in inner}
        return {**validated(own, SCHEMA, at), **inner}

    def _formatted(self, schema: Value, at: Pointer) -> Object:
        made: Object = {}
        for key, value in mapping(schema, f"`{at[-1]}`", at).items():
            self._budget.spend(1)
            place = (*at, key)
            if key == "items" and value is not None:
                made[key] = self._formatted(value, place)
            elif key == "properties":
                made[key] = self._properties(mapping(value, "`properties`", place), place)
            elif key == "allOf":
                if not isinstance(value, list) or not value:
                    unconvertible(f"`allOf` is {shown(value)}, and only its first schema is taken", place)
                return self._formatted(value[0], (*place, 0))
            elif key in ("type", "type_"):
                if not isinstance(value, str):
                    unconvertible(f"the type {shown(value)} is no text, which it has to be there", place)
                made["type"] = value
            elif key in _ALLOWED:
                made[key] = value
        return made

    def _properties(self, properties: Object, at: Pointer) -> Object:
        # A property whose schema is no mapping, such as `true`, is left out.
        return {
            name: self._property(name, item, (*at, name)) for name, item in properties.items() if isinstance(item, dict)
        }

    def _property(self, name: str, stated: Object, at: Pointer) -> Object:
        self._budget.spend(1 + len(stated))
        made: Object = {}
        chosen = stated
        members = _members(stated["anyOf"], (*at, "anyOf")) if stated.get("anyOf") else []
        if members and not _has_null(members, (*at, "anyOf")):
            made["anyOf"] = [self._formatted(item, (*at, "anyOf", number)) for number, item in enumerate(members)]
        elif stated.get("type") or members or stated.get("type_"):
            made["type"] = _type_of(stated, at)
            if _nullable(stated, at):
                made["nullable"] = True
            chosen = _chosen(stated, members, made["type"], at)
        if chosen.get("enum"):
            made["enum"] = chosen["enum"]
        description = chosen.get("description") or stated.get("description")
        if description and isinstance(description, str):
            made["description"] = description
        if made.get("type") == ARRAY and chosen.get("items") is not None:
            made["items"] = self._items(chosen["items"], (*at, "items"))
        if made.get("type") == OBJECT:
            self._object(made, chosen, at)
        if name == "title" and "description" not in made:
            made["description"] = f"{name} is {stated}"
        return made

    def _object(self, made: Object, stated: Object, at: Pointer) -> None:
        members = stated.get("anyOf")
        if isinstance(members, list) and members and isinstance(members[0], dict):
            stated = members[0]
        properties = stated.get("properties")
        if not properties:
            # An object without properties becomes a text, unless it says what others it may have.
            if not stated.get("additionalProperties"):
                made["type"] = STRING
            return
        place = (*at, "properties")
        made["properties"] = self._properties(properties, place) if isinstance(properties, dict) else {}
        if isinstance(properties, dict):
            made["required"] = [
                name for name, item in properties.items() if not _holds(item, "default", (*place, name))
            ]

    def _items(self, stated: Value, at: Pointer) -> Object:
        if isinstance(stated, str):
            return {"type": _type_of({"type": stated}, at)} if stated else {"type": STRING}
        if isinstance(stated, list):
            return {
                f"item{number}": self._properties(item, (*at, number)) if isinstance(item, dict) else {}
                for number, item in enumerate(stated)
            }
        if not isinstance(stated, dict):
            return {}
        made: Object = {"type": _type_of(stated, at)}
        if made["type"] == OBJECT and "properties" in stated:
            properties = stated["properties"]
            made["properties"] = (
                self._properties(properties, (*at, "properties")) if isinstance(properties, dict) else {}
            )
        if made["type"] == ARRAY and "items" in stated:
            made["items"] = self._formatted(stated["items"], (*at, "items"))
        if "title" in stated or "description" in stated:
            made["description"] = stated.get("description") or stated.get("title")
        if _nullable(stated, at):
            made["nullable"] = True
        return made | {key: stated[key] for key in ("enum", "required") if key in stated}


def _has_null(members: Sequence[Value], at: Pointer) -> bool:
    return any(
        mapping(item, "an alternative", (*at, number)).get("type") == "null" for number, item in enumerate(members)
    )


def _chosen(stated: Object, members: Sequence[Value], word: Value, at: Pointer) -> Object:
    """Return the alternative that stands for all of a property's: the last one that is not null, or has the type."""
    if not members:
        return stated
    place = (*at, "anyOf")
    schemas = [mapping(item, "an alternative", (*place, number)) for number, item in enumerate(members)]
    if word in (ARRAY, OBJECT):
        fitting = [item for item in schemas if item.get("type") == word.lower()]  # type: ignore[union-attr]
        if not fitting:
            unconvertible("no alternative states the type that is taken for the property", place)
    else:
        fitting = [item for item in schemas if item.get("type") != "null"]
    if not fitting:
        return stated
    kept = {key: stated[key] for key in ("enum", "items") if stated.get(key) and not fitting[-1].get(key)}
    return {**fitting[-1], **kept}


def _type_of(schema: Value, at: Pointer) -> GoogleType:
    return _nullable_type(schema, at) or STRING


def _nullable_type(schema: Value, at: Pointer) -> GoogleType | None:
    """Return the one type of a schema, of several alternatives the last; None for null and where there is none."""
    if _holds(schema, "anyOf", at):
        place = (*at, "anyOf")
        found = [_nullable_type(item, (*place, n)) for n, item in enumerate(_members(_in(schema, "anyOf"), place))]
        return next((word for word in reversed(found) if word is not None), None)
    for key in ("type", "type_"):
        if _holds(schema, key, at):
            return _one_type(_in(schema, key), (*at, key))
    return None


def _one_type(stated: Value, at: Pointer) -> GoogleType | None:
    if isinstance(stated, int | dict):
        unconvertible(f"the type is {shown(stated)}", at)
    if isinstance(stated, GoogleType):
        return stated
    return GoogleType(google_type(stated)) if isinstance(stated, str) and stated != "null" else None


def _nullable(schema: Object, at: Pointer) -> bool:
    if "anyOf" not in schema:
        return False
    place = (*at, "anyOf")
    return any(_nullable_type(item, (*place, n)) is None for n, item in enumerate(_members(schema["anyOf"], place)))


def _members(value: Value, at: Pointer) -> Sequence[Value]:
    """Return what a loop over a value meets: the keys of a mapping, the letters of a text."""
    if not isinstance(value, list | dict | str):
        unconvertible(f"`{at[-1]}` is {shown(value)}", at)
    return value if isinstance(value, list) else list(value)


def _holds(value: Value, key: str, at: Pointer) -> bool:
    if not isinstance(value, list | dict | str):
        unconvertible(f"a schema is {shown(value)}, where a mapping is looked into", at)
    return key in value


def _in(value: Value, key: str) -> Value:
    return value.get(key) if isinstance(value, dict) else None
