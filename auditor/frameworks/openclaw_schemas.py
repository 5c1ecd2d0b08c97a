"""How OpenClaw prepares a tool's parameters for any model: it resolves references, OpenAPI's words, unions at the root.

A port of `normalizeToolParameterSchema` of @openclaw/ai. What it only adds (`items: {}` to a list) is left out here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from auditor.documents import Value
from auditor.frameworks.openclaw_unions import copy_words, merged

MAPS = frozenset({"$defs", "definitions", "dependentSchemas", "patternProperties", "properties"})
_SINGLES = frozenset({"additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then"})
_LISTS = frozenset({"allOf", "anyOf", "items", "oneOf", "prefixItems"})
_LITERALS = frozenset({"const", "default", "enum", "examples"})
_DEFINITIONS = ("$defs", "definitions")
_HOLDERS = (*_DEFINITIONS, "components")
_OPENAPI_ONLY = frozenset({"discriminator", "example", "externalDocs", "nullable", "readOnly", "writeOnly", "xml"})
_DEFINED = re.compile(r"#/(\$defs|definitions)/([^/]+)(?:/(.*))?", re.DOTALL)
_NUMBER = re.compile(r"0|[1-9][0-9]*")
_MOST_PARTS = 100_000

Scope = Mapping[str, Mapping[str, Value]]


class TooLarge(Exception):  # noqa: N818 - an outcome, not a fault of the program
    """References expand to more than a program can hold."""


@dataclass(slots=True)
class _Inlining:
    root: Value
    unresolved: bool = False
    """Set by the first reference that leads nowhere; from then on definitions are kept."""
    parts: int = 0

    def count(self) -> None:
        self.parts += 1
        if self.parts > _MOST_PARTS:
            raise TooLarge


def prepared(schema: dict[str, Value], clean: Callable[[Value], Value] = lambda value: value) -> Value:
    """Return the parameters that OpenClaw hands on; `clean` is what a provider adds."""
    found = _without_openapi(_inlined(schema, {}, frozenset(), _Inlining(schema)))
    if not isinstance(found, dict):
        return found
    union = next((key for key in ("anyOf", "oneOf") if isinstance(found.get(key), list)), None)
    if union is not None:
        return clean(merged(found, union))
    if isinstance(found.get("allOf"), list):
        return clean(found)
    properties = found.get("properties")
    untyped = "type" not in found and (isinstance(properties, dict) or isinstance(found.get("required"), list))
    if not found or untyped or found.get("type") == "object":
        return clean({**found, "type": "object", "properties": properties if isinstance(properties, dict) else {}})
    return clean(found)


def _inlined(value: Value, scope: Scope, followed: frozenset[str], state: _Inlining) -> Value:
    state.count()
    if isinstance(value, list):
        return [_inlined(item, scope, followed, state) for item in value]
    if not isinstance(value, dict):
        return value
    scope = _within(scope, value)
    if isinstance(ref := value.get("$ref"), str) and ref:
        return _followed(value, ref, scope, followed, state)
    made = {
        key: item if key in _LITERALS else _child(key, item, scope, followed, state)
        for key, item in value.items()
        if key not in _HOLDERS
    }
    if state.unresolved:
        made.update({key: value[key] for key in _HOLDERS if key in value})
    return made


def _child(key: str, item: Value, scope: Scope, followed: frozenset[str], state: _Inlining) -> Value:
    if key in MAPS and isinstance(item, dict):
        return {name: _inlined(part, scope, followed, state) for name, part in item.items()}
    if (key in _SINGLES and isinstance(item, dict)) or (key in _LISTS and isinstance(item, list)):
        return _inlined(item, scope, followed, state)
    return item


def _followed(value: dict[str, Value], ref: str, scope: Scope, followed: frozenset[str], state: _Inlining) -> Value:
    if ref in followed:
        return {}
    found, target = _target(ref, scope, state.root)
    if not found:
        state.unresolved = state.unresolved or ref.startswith("#/")
        return dict(value)
    made = _inlined(target, scope, followed | {ref}, state)
    if not isinstance(made, dict):
        return made
    made = copy_words(value, made)
    return {**made, "nullable": True} if value.get("nullable") is True else made


def _within(scope: Scope, schema: dict[str, Value]) -> Scope:
    """Return the definitions that are known inside a schema, its own before those of the schemas around it."""
    own = {key: holder for key in _DEFINITIONS if isinstance(holder := schema.get(key), dict)}
    if not own:
        return scope
    return {key: {**scope.get(key, {}), **own.get(key, {})} for key in _DEFINITIONS}


def _target(ref: str, scope: Scope, root: Value) -> tuple[bool, Value]:
    match = _DEFINED.fullmatch(ref)
    if match and (name := _decoded(match[2])) in scope.get(match[1], {}):
        return _pointed(scope[match[1]][name], match[3].split("/") if match[3] else [])
    return _pointed(root, ref[2:].split("/")) if ref.startswith("#/") else (False, None)


def _pointed(value: Value, parts: list[str]) -> tuple[bool, Value]:
    for part in map(_decoded, parts):
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and _NUMBER.fullmatch(part) and int(part) < len(value):
            value = value[int(part)]
        else:
            return False, None
    return True, value


def _decoded(part: str) -> str:
    return part.replace("~1", "/").replace("~0", "~")


def _without_openapi(value: Value) -> Value:
    """Return a schema in which `nullable` became a type, and OpenAPI's annotations are gone."""
    if isinstance(value, list):
        return [_without_openapi(item) for item in value]
    if not isinstance(value, dict):
        return value
    made = {key: _openapi_child(key, item) for key, item in value.items() if key not in _OPENAPI_ONLY}
    return _nullable(made) if value.get("nullable") is True else made


def _openapi_child(key: str, item: Value) -> Value:
    if key in MAPS and isinstance(item, dict):
        return {name: _without_openapi(part) for name, part in item.items()}
    if (key in _SINGLES and isinstance(item, dict)) or (key in _LISTS and isinstance(item, list)):
        return _without_openapi(item)
    return item


def _nullable(schema: dict[str, Value]) -> Value:
    if any(isinstance(schema.get(key), list) for key in ("allOf", "anyOf", "oneOf")):
        variants = [item for key in ("anyOf", "oneOf") if isinstance(found := schema.get(key), list) for item in found]
        return schema if any(map(_takes_null, variants)) else copy_words(schema, {"anyOf": [schema, {"type": "null"}]})
    made = dict(schema)
    if isinstance(found := made.get("type"), str | list):
        known: list[Value] = [found] if isinstance(found, str) else found
        made["type"] = found if "null" in known else [*known, "null"]
    if isinstance(values := made.get("enum"), list) and None not in values:
        made["enum"] = [*values, None]
    return made


def _takes_null(schema: Value) -> bool:
    if not isinstance(schema, dict):
        return False
    kinds, values = schema.get("type"), schema.get("enum")
    return (
        kinds == "null"
        or (isinstance(kinds, list) and "null" in kinds)
        or ("const" in schema and schema["const"] is None)
        or (isinstance(values, list) and None in values)
    )
