"""The dialects of JSON Schema that interfaces are written in."""

from __future__ import annotations

from dataclasses import dataclass

_TYPES = frozenset(("string", "number", "integer", "boolean", "array", "object"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """What one specification takes for a schema."""

    title: str
    types: frozenset[str]
    lists_of_types: bool
    """Whether `type` may be a list."""
    nullable: bool
    """Whether `nullable: true` allows null."""
    flag_bounds: bool | None
    """Whether `exclusiveMinimum` is a flag beside `minimum`; None where either form is taken."""
    flag_schemas: bool
    """Whether true and false are schemas everywhere."""
    lone_references: bool
    """Whether what stands beside `$ref` is ignored."""
    lists_of_items: bool
    """Whether `items` may be a list of schemas, one for each place."""
    example_lists: bool
    """Whether `examples` is a keyword of schemas."""


SWAGGER_2 = Dialect(
    title="Swagger 2.0",
    types=_TYPES | {"file"},
    lists_of_types=False,
    nullable=False,
    flag_bounds=True,
    flag_schemas=False,
    lone_references=True,
    lists_of_items=False,
    example_lists=False,
)
OPENAPI_3_0 = Dialect(
    title="OpenAPI 3.0",
    types=_TYPES,
    lists_of_types=False,
    nullable=True,
    flag_bounds=True,
    flag_schemas=False,
    lone_references=True,
    lists_of_items=False,
    example_lists=False,
)
OPENAPI_3_1 = Dialect(
    title="OpenAPI 3.1",
    types=_TYPES | {"null"},
    lists_of_types=True,
    nullable=False,
    flag_bounds=False,
    flag_schemas=True,
    lone_references=False,
    lists_of_items=False,
    example_lists=True,
)
JSON_SCHEMA = Dialect(
    title="JSON Schema",
    types=_TYPES | {"null"},
    lists_of_types=True,
    nullable=False,
    flag_bounds=None,
    flag_schemas=True,
    lone_references=False,
    lists_of_items=True,
    example_lists=True,
)
"""Tool lists seldom name their draft, so that what any draft from 4 to 2020-12 allows is right."""


def of_openapi(version: str) -> Dialect:
    """Return the dialect of an OpenAPI version, such as `3.0.3`."""
    if version.startswith("2"):
        return SWAGGER_2
    return OPENAPI_3_0 if version.startswith("3.0") else OPENAPI_3_1
