"""Shapes JSON Schemas for OpenAI's protocol as Pydantic AI does; in strict mode limits go into descriptions."""

from __future__ import annotations

import re

from auditor.documents import Pointer, Value
from auditor.frameworks.conversion import ROOT, mapping, unconvertible
from auditor.frameworks.model_schemas import UNIONS, Object, SchemaWalk, check_shape

_LOOKAROUND = re.compile(r"\(\?(?:=|!|<=|<!)")
_NOT_STRICT = (
    "minLength",
    "maxLength",
    "patternProperties",
    "unevaluatedProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "unevaluatedItems",
    "contains",
    "minContains",
    "maxContains",
    "uniqueItems",
)
_STRICT_FORMATS = ("date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid")
_TYPED = ("type", "$ref", "anyOf", "oneOf", "allOf", "enum", "const")


class OpenAIModels(SchemaWalk):
    """OpenAI and what speaks its protocol. Strict: objects are closed, all is required, limits go into descriptions."""

    def __init__(self, schema: Object, *, strict: bool) -> None:
        super().__init__(schema)
        self._strict = strict
        self._root: Value = schema.get("$ref")

    def walk(self) -> Object:
        """Return the whole schema; a definition that the root refers to stands at the root."""
        check_shape(self.schema)
        definition = self._root_definition()
        if definition is False:
            unconvertible("its root refers to a definition that nothing fits", (*ROOT, "$ref"))
        if definition is True:
            self.schema, self._root = {key: item for key, item in self.schema.items() if key != "$ref"}, None
        made = super().walk()
        if made.get("definitions"):
            place = (*ROOT, "definitions")
            made["definitions"] = self.named(mapping(made["definitions"], "`definitions`", place), place)
        if isinstance(self._root, str):
            made.pop("$ref", None)
            made |= self._as_root(definition)
        return made

    def _root_definition(self) -> Value:
        definitions = self.schema.get("$defs")
        if not isinstance(self._root, str) or not isinstance(definitions, dict):
            return None
        return definitions.get(re.sub(r"^#/\$defs/", "", self._root).replace("~1", "/").replace("~0", "~"))

    def _as_root(self, definition: Value) -> Object:
        if not isinstance(definition, dict):
            return {}
        union = next((key for key in UNIONS if key in definition), "")
        if definition.get("type") is None and union:
            # The walk copies such a definition, and the copy is not what is put at the root.
            return {key: item for key, item in definition.items() if key != union}
        return self.schema_of(definition, ROOT)

    def transform(self, schema: Object, at: Pointer) -> Object:
        """Return one schema as OpenAI takes it."""
        made = {key: value for key, value in schema.items() if key not in ("title", "$schema", "discriminator")}
        if self._strict:
            made.pop("default", None)
        if made.get("$ref"):
            self._reference(made)
        if self._strict:
            _say_limits(made)
            if "oneOf" in made:
                made["anyOf"] = made.pop("oneOf")
        if made.get("type") == "object":
            self._close(made, at)
        if made.get("type") == "array" and self._strict:
            _typed_items(made, at)
        return made

    def _reference(self, made: Object) -> None:
        if made["$ref"] == self._root:
            made["$ref"] = "#"
        if len(made) > 1:
            made["anyOf"] = [{"$ref": made.pop("$ref")}]

    def _close(self, made: Object, at: Pointer) -> None:
        properties = made.setdefault("properties", {})
        if self._strict:
            made["additionalProperties"] = False
            made["required"] = list(mapping(properties, "`properties`", (*at, "properties")))
            return
        if made.get("additionalProperties") in (None, False):
            made["additionalProperties"] = False
        if "required" in made:
            named = mapping(properties, "`properties`", (*at, "properties"))
            if named and made["required"] is None:
                unconvertible("`required` is null", (*at, "required"))


def _say_limits(made: Object) -> None:
    limits: Object = {key: made[key] for key in _NOT_STRICT if key in made}
    if (stated := made.get("format")) and stated not in _STRICT_FORMATS:
        limits["format"] = stated
    pattern = made.get("pattern")
    if isinstance(pattern, str) and _LOOKAROUND.search(re.sub(r"\\.", "__", pattern, flags=re.DOTALL)):
        limits["pattern"] = pattern
    if not limits:
        return
    for key in limits:
        del made[key]
    said = ", ".join(f"{key}={value}" for key, value in limits.items())
    before = made.get("description")
    made["description"] = f"{before} ({said})" if before else said


def _typed_items(made: Object, at: Pointer) -> None:
    items = made.get("items")
    if not (isinstance(items, dict) and any(key in items for key in _TYPED)) and not made.get("prefixItems"):
        unconvertible("the items of a list have no type, which strict mode asks for", at)
