"""Tells whether Ajv 8 compiles a schema, set up as the MCP SDK for TypeScript does: not strict, no meta-schema check.

It follows what Ajv looks at while it compiles: only subschemas that can fail, and what references reach. The values of
keywords have types, patterns have to be regular expressions, and references have to lead somewhere.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote, urldefrag, urljoin

from auditor.documents import Pointer, Value
from auditor.frameworks.ajv_keywords import (
    KEYWORDS,
    REACH,
    Uncompilable,
    check_types,
    check_value,
    fail,
    has_rules,
    nothing,
    walked,
)
from auditor.frameworks.schemas import resolve

__all__ = ["Uncompilable", "compile_schema"]

_ANCHOR: Final = re.compile(r"[A-Za-z_][-A-Za-z0-9._]*")
_METASCHEMA: Final = "http://json-schema.org/draft-07/schema"


def compile_schema(schema: Value) -> None:
    """Do nothing for a schema that Ajv compiles; raises Uncompilable with the place for any other."""
    _Compiler(schema).run()


class _Compiler:
    def __init__(self, root: Value) -> None:
        self.root = root
        self.base = _resolved("", _identifier(root, ()) if isinstance(root, dict) else "")
        self.known: dict[str, tuple[Value, Pointer]] = {}
        """Schemas by their URI, other than the root."""
        self.seen: set[int] = set()
        self.waiting: list[tuple[Value, Pointer, str]] = [(root, (), self.base)]

    def run(self) -> None:
        """Compile the root and all that it reaches."""
        self._name_schemas()
        while self.waiting:
            schema, at, base = self.waiting.pop()
            if isinstance(schema, dict) and id(schema) not in self.seen:
                self.seen.add(id(schema))
                self._compile(schema, at, base)

    def _name_schemas(self) -> None:
        waiting: list[tuple[Value, Pointer, str]] = [(self.root, (), self.base)]
        while waiting:
            schema, at, base = waiting.pop()
            if not isinstance(schema, dict):
                continue
            if at:
                identifier, anchor = schema.get("$id"), schema.get("$anchor")
                if isinstance(identifier, str):
                    base = self._name(schema, at, _resolved(base, _identifier(schema, at)))
                if isinstance(anchor, str):
                    if not _ANCHOR.fullmatch(anchor):
                        fail(f"`$anchor` is no name: {anchor!r}", (*at, "$anchor"))
                    self._name(schema, at, _resolved(base, f"#{anchor}"))
            waiting += [(item, (*at, *place), base) for place, item in walked(schema)]

    def _name(self, schema: Value, at: Pointer, uri: str) -> str:
        if uri in self.known:
            fail(f"two schemas are called {uri!r}", at)
        self.known[uri] = (schema, at)
        return uri

    def _compile(self, schema: dict[str, Value], at: Pointer, base: str) -> None:
        if not has_rules(schema):
            return
        if at and (identifier := _identifier(schema, at)):
            base = _resolved(base, identifier)
        check_types(schema, at)
        if schema.get("$ref") and not any(key in KEYWORDS for key in schema if key != "$ref"):
            self._follow(schema["$ref"], (*at, "$ref"), base)
            return
        for key, value in schema.items():
            if key in KEYWORDS:
                check_value(key, value, (*at, key))
                if key == "$ref":
                    self._follow(value, (*at, key), base)
                else:
                    reach = REACH.get(key, nothing)
                    self.waiting += [
                        (item, (*at, key, *place), base) for place, item in reach(schema, value, (*at, key))
                    ]

    def _follow(self, ref: Value, at: Pointer, base: str) -> None:
        if not isinstance(ref, str):
            fail("`$ref` is no text", at)
        if ref in ("#", "#/") and base == self.base:
            return
        uri = _resolved(base, ref)
        if uri in self.known:
            self.waiting.append((*self.known[uri], uri))
            return
        document, fragment = urldefrag(uri)
        if document == _METASCHEMA:
            return
        found = (self.root, ()) if document == urldefrag(self.base).url else self.known.get(document)
        if found is None or (fragment and not fragment.startswith("/")):
            fail(f"nothing is found at {ref!r}", at)
        target, place = _pointed(found[0], fragment, ref, at)
        if self._is_loop(target):
            fail(f"{ref!r} leads back to itself", at)
        self.waiting.append((target, (*found[1], *place), base))

    def _is_loop(self, target: Value) -> bool:
        """Tell whether references within the root follow each other for ever, with nothing beside them."""
        passed: set[int] = set()
        while isinstance(target, dict) and isinstance(ref := target.get("$ref"), str) and ref.startswith("#/"):
            if id(target) in passed:
                return True
            if any(key in KEYWORDS for key in target if key != "$ref"):
                return False
            passed.add(id(target))
            target = resolve(self.root, ref)
        return False


def _pointed(schema: Value, fragment: str, ref: str, at: Pointer) -> tuple[Value, Pointer]:
    place: list[str | int] = []
    for part in fragment.split("/")[1:]:
        key = unquote(part).replace("~1", "/").replace("~0", "~")
        if isinstance(schema, dict) and key in schema:
            schema, step = schema[key], key
        elif isinstance(schema, list) and key.isdigit() and int(key) < len(schema):
            schema, step = schema[int(key)], key
        else:
            fail(f"nothing is found at {ref!r}", at)
        if schema is None:
            fail(f"there is null at {ref!r}", at)
        place.append(int(step) if isinstance(schema, list) and step.isdigit() else step)
    return schema, tuple(place)


def _identifier(schema: dict[str, Value], at: Pointer) -> str:
    """Return `$id`; empty where it is absent or what JavaScript takes for false."""
    found = schema.get("$id")
    if isinstance(found, str):
        if found.lower().startswith("urn:") and not re.match(r"(?i)urn:[^:]+:.", found):
            fail(f"`$id` is no URN: {found!r}", (*at, "$id"))
        return found
    if found or found == [] or found == {}:
        fail("`$id` is no text", (*at, "$id"))
    return ""


def _normal(uri: str) -> str:
    return re.sub(r"#/?$", "", uri)


def _resolved(base: str, ref: str) -> str:
    ref = _normal(ref)
    if not ref or ref.startswith("#"):
        return urldefrag(base).url + ref
    try:
        return urljoin(base, ref)
    except ValueError:
        return ref
