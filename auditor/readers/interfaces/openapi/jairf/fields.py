"""Which objects of OpenAPI hold which others, and which of them have a summary, a description or an example."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

Kind: TypeAlias = str
"""The name of an object of the specification, in one word and lower case."""


class Shape(Enum):
    """How a field holds objects."""

    ONE = "one"
    LIST = "list"
    MAP = "map"


_ONE, _LIST, _MAP = Shape.ONE, Shape.LIST, Shape.MAP
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")

FIELDS: dict[Kind, dict[str, tuple[Kind, Shape]]] = {
    "root": {
        "info": ("info", _ONE),
        "servers": ("server", _LIST),
        "paths": ("pathitem", _MAP),
        "webhooks": ("pathitem", _MAP),
        "x-webhooks": ("pathitem", _MAP),
        "components": ("components", _ONE),
        "tags": ("tag", _LIST),
        "externalDocs": ("externaldocs", _ONE),
        "definitions": ("schema", _MAP),
        "parameters": ("parameter", _MAP),
        "responses": ("response", _MAP),
        "securityDefinitions": ("securityscheme", _MAP),
    },
    "components": {
        "schemas": ("schema", _MAP),
        "responses": ("response", _MAP),
        "parameters": ("parameter", _MAP),
        "examples": ("example", _MAP),
        "requestBodies": ("requestbody", _MAP),
        "headers": ("header", _MAP),
        "securitySchemes": ("securityscheme", _MAP),
        "links": ("link", _MAP),
        "callbacks": ("callback", _MAP),
        "pathItems": ("pathitem", _MAP),
        "mediaTypes": ("mediatype", _MAP),
    },
    "server": {"variables": ("servervariable", _MAP)},
    "pathitem": {
        **dict.fromkeys(_METHODS, ("operation", _ONE)),
        "additionalOperations": ("operation", _MAP),
        "servers": ("server", _LIST),
        "parameters": ("parameter", _LIST),
    },
    "operation": {
        "externalDocs": ("externaldocs", _ONE),
        "parameters": ("parameter", _LIST),
        "requestBody": ("requestbody", _ONE),
        "responses": ("response", _MAP),
        "callbacks": ("callback", _MAP),
        "servers": ("server", _LIST),
    },
    "callback": {},
    "parameter": {
        "schema": ("schema", _ONE),
        "examples": ("example", _MAP),
        "content": ("mediatype", _MAP),
        "items": ("schema", _ONE),
    },
    "requestbody": {"content": ("mediatype", _MAP)},
    "mediatype": {
        "schema": ("schema", _ONE),
        "itemSchema": ("schema", _ONE),
        "examples": ("example", _MAP),
        "encoding": ("encoding", _MAP),
    },
    "encoding": {"headers": ("header", _MAP)},
    "response": {
        "headers": ("header", _MAP),
        "content": ("mediatype", _MAP),
        "links": ("link", _MAP),
        "schema": ("schema", _ONE),
    },
    "header": {"schema": ("schema", _ONE), "examples": ("example", _MAP), "content": ("mediatype", _MAP)},
    "link": {"server": ("server", _ONE)},
    "tag": {"externalDocs": ("externaldocs", _ONE)},
    "schema": {
        "properties": ("schema", _MAP),
        "patternProperties": ("schema", _MAP),
        "$defs": ("schema", _MAP),
        "definitions": ("schema", _MAP),
        "dependentSchemas": ("schema", _MAP),
        "items": ("schema", _ONE),
        "prefixItems": ("schema", _LIST),
        "allOf": ("schema", _LIST),
        "oneOf": ("schema", _LIST),
        "anyOf": ("schema", _LIST),
        "not": ("schema", _ONE),
        "if": ("schema", _ONE),
        "then": ("schema", _ONE),
        "else": ("schema", _ONE),
        "contains": ("schema", _ONE),
        "propertyNames": ("schema", _ONE),
        "additionalProperties": ("schema", _ONE),
        "unevaluatedProperties": ("schema", _ONE),
        "externalDocs": ("externaldocs", _ONE),
    },
    "info": {},
    "servervariable": {},
    "externaldocs": {},
    "example": {},
    "securityscheme": {},
}

EXTENSIBLE = frozenset(("paths", "webhooks", "x-webhooks", "responses", "callbacks"))
"""Maps whose keys may be extensions (`x-…`) beside names."""

WITH_DESCRIPTION = frozenset(
    (
        "info", "server", "servervariable", "pathitem", "operation", "externaldocs", "parameter", "requestbody",
        "response", "example", "link", "header", "tag", "schema", "securityscheme",
    )
)  # fmt: skip
WITH_EXAMPLE = frozenset(("parameter", "header", "mediatype", "schema"))


def with_summary(version: str) -> frozenset[Kind]:
    """Return the objects that have a fixed field `summary` in a version: Info from 3.1, Tag from 3.2."""
    kinds = {"operation"} if version.startswith("2") else {"pathitem", "operation", "example"}
    if version.startswith(("3.1", "3.2")):
        kinds.add("info")
    if version.startswith("3.2"):
        kinds.add("tag")
    return frozenset(kinds)


REQUIRED: dict[Kind, tuple[str, ...]] = {
    "info": ("title", "version"),
    "server": ("url",),
    "servervariable": ("default",),
    "externaldocs": ("url",),
    "parameter": ("name", "in"),
    "requestbody": ("content",),
    "response": ("description",),
    "tag": ("name",),
    "securityscheme": ("type",),
}
"""Fields that every version requires of an object; those of one version are in `validity`."""
