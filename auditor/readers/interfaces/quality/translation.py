"""Writes schemas of any dialect as JSON Schema 2020-12, so that one validator can judge values against them."""

from __future__ import annotations

from collections.abc import Callable

from auditor.documents import Value
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.quality.dialects import Dialect
from auditor.readers.interfaces.quality.keywords import MAPS, TAKES, is_number
from auditor.readers.interfaces.quality.regexes import can_be_judged

_LEFT_OUT = frozenset(("format", "readOnly", "writeOnly", "deprecated", "nullable", "minContains", "maxContains"))
_HIDDEN = {"request": ("readOnly",), "response": ("writeOnly",), "schema": ("readOnly", "writeOnly")}
"""Properties that need not be there, by the direction in which a value goes."""
_COPIED = frozenset(TAKES) - MAPS - _LEFT_OUT
_LIST_OF_SCHEMAS = ("allOf", "anyOf", "oneOf", "prefixItems")
_SCHEMA = ("additionalProperties", "not", "if", "then", "else", "contains", "propertyNames", "unevaluatedProperties")


class Translator:
    """Translates schemas for one direction: what is only read is not demanded of a request, and the other way."""

    def __init__(self, dialect: Dialect, reference: Callable[[Node], str | None], *, direction: str) -> None:
        self._dialect = dialect
        self._reference = reference
        self._hidden = _HIDDEN[direction]
        self.partly: bool = False
        """Whether something had to be left out since the last time this was set."""

    def translate(self, node: Node) -> Value:
        """Return a schema that takes what the given one takes, or more where `partly` is set."""
        schema = node.value
        if not isinstance(schema, dict):
            self.partly = self.partly or not isinstance(schema, bool)
            return schema if isinstance(schema, bool) else True
        made: dict[str, Value] = {}
        if node.reference is not None:
            target = self._reference(node)
            self.partly = self.partly or target is None
            if target is not None:
                made["$ref"] = target
            if self._dialect.lone_references:
                return made
        self._copy_plain(schema, made)
        self._translate_parts(node, made)
        self._translate_bounds(schema, made)
        return {"anyOf": [made, {"type": "null"}]} if schema.get("nullable") is True else made

    def _copy_plain(self, schema: dict[str, Value], made: dict[str, Value]) -> None:
        for key, value in schema.items():
            if key in _COPIED and key not in _LIST_OF_SCHEMAS:
                if TAKES[key][0](value):
                    made[key] = value
                else:
                    self.partly = True
        if "const" in schema:
            made["const"] = schema["const"]
        if (stated := self._types(schema)) is not None:
            made["type"] = stated
        if made.get("enum") == []:
            del made["enum"]
        if "pattern" in made and not can_be_judged(str(made["pattern"])):
            del made["pattern"]
            self.partly = True
        hidden = self._hidden_properties(schema)
        if hidden and "required" in made and isinstance(made["required"], list):
            made["required"] = [name for name in made["required"] if name not in hidden]
        if isinstance(made.get("required"), list):
            made["required"] = list(dict.fromkeys(made["required"]))  # type: ignore[arg-type]

    def _types(self, schema: dict[str, Value]) -> Value:
        stated = schema.get("type")
        names = stated if isinstance(stated, list) else [stated]
        if stated is None or names == ["file"]:
            return None
        if not names or not all(isinstance(name, str) and name in _JSON_TYPES for name in names):
            self.partly = True
            return None
        return list(dict.fromkeys(names)) if isinstance(stated, list) else stated

    def _hidden_properties(self, schema: dict[str, Value]) -> set[str]:
        properties = schema.get("properties")
        if not isinstance(properties, dict):
            return set()
        plain = {name: value for name, value in properties.items() if isinstance(value, dict)}
        return {name for name, value in plain.items() if any(value.get(key) is True for key in self._hidden)}

    def _translate_parts(self, node: Node, made: dict[str, Value]) -> None:
        for key in ("properties", "patternProperties", "dependentSchemas"):
            if (part := node.get(key)) is not None and isinstance(part.value, dict):
                judged = key != "patternProperties" or all(map(can_be_judged, part.value))
                self.partly = self.partly or not judged
                made |= {key: {name: self.translate(child) for name, child in part.members()}} if judged else {}
        for key in _LIST_OF_SCHEMAS:
            if (part := node.get(key)) is not None and isinstance(part.value, list) and part.value:
                made[key] = [self.translate(child) for child in part.items()]
        for key in _SCHEMA:
            if (part := node.get(key)) is not None and part.value is not None:
                made[key] = self.translate(part)
        if (items := node.get("items")) is not None:
            self._translate_items(items, made)

    def _translate_items(self, items: Node, made: dict[str, Value]) -> None:
        if not isinstance(items.value, list):
            if items.value is not None:
                made["items"] = self.translate(items)
        elif items.value:
            made["prefixItems"] = [self.translate(child) for child in items.items()]

    def _translate_bounds(self, schema: dict[str, Value], made: dict[str, Value]) -> None:
        for key, beside in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
            stated = schema.get(key)
            if is_number(stated):
                made[key] = stated
            elif stated is True and beside in made:
                made[key] = made.pop(beside)
            else:
                made.pop(key, None)


_JSON_TYPES = frozenset(("string", "number", "integer", "boolean", "array", "object", "null"))
