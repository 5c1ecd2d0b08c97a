"""Which patterns JavaScript takes with the flag `u`, and which output schemas Ajv compiles."""

from __future__ import annotations

import pytest

from auditor.frameworks.ajv import Uncompilable, compile_schema
from auditor.frameworks.ecma_regex import is_ecma_regex


@pytest.mark.parametrize(
    "pattern",
    [
        r"^\d{3}$",
        r"[\w\-.]+",
        r"\p{L}+",
        r"\p{Script=Greek}",
        r"(?<n>a)\k<n>",
        r"(a)\1",
        r"\u{1F600}",
        "(?<=a)b",
        "[]",
        "a{2,}?",
    ],
)
def test_patterns_that_javascript_takes(pattern):
    assert is_ecma_regex(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "([a-z",
        r"\-",
        r"\_",
        r"\Z",
        "(?i)a",
        "(?P<n>a)",
        "a{2,1}",
        "{",
        "]",
        "a**",
        r"\2(a)",
        r"\p{Han}",
        "[z-a]",
        r"[\d-z]",
        "(?=a)*",
    ],
)
def test_patterns_that_javascript_does_not_take(pattern):
    assert not is_ecma_regex(pattern)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "properties": {"a": {"$ref": "#/$defs/A"}}, "$defs": {"A": {"type": "string"}}},
        {"properties": {"a": {"$ref": "#"}}},
        {"properties": {"a": {"$ref": "#name"}, "b": {"$anchor": "name"}}},
        {"$defs": {"unused": {"type": "strange"}}},
        {"anyOf": [{}, {"type": "strange"}]},
        {"properties": {"a": {"format": "unheard-of"}}},
        {"if": {"type": "strange"}},
        {"$id": "http://example.com/a", "properties": {"a": {"$ref": "#/properties/b"}, "b": True}},
    ],
)
def test_schemas_that_ajv_compiles(schema):
    compile_schema(schema)


@pytest.mark.parametrize(
    ("schema", "place"),
    [
        ({"properties": {"a": {"type": "str"}}}, ("properties", "a", "type")),
        ({"properties": {"a": {"enum": []}}}, ("properties", "a", "enum")),
        ({"properties": {"a": {"pattern": "("}}}, ("properties", "a", "pattern")),
        ({"properties": {"a": {"minimum": True}}}, ("properties", "a", "minimum")),
        ({"properties": {"a": {"nullable": True}}}, ("properties", "a", "nullable")),
        ({"properties": {"a": {"$ref": "http://example.com/b"}}}, ("properties", "a", "$ref")),
        ({"properties": {"a": {"$ref": "#/properties/a"}}}, ("properties", "a", "$ref")),
        ({"properties": {"a": {"$ref": "#/$defs/A"}}, "$defs": {"A": {"type": "x"}}}, ("$defs", "A", "type")),
        ({"properties": {"a": {"id": "x"}}}, ("properties", "a", "id")),
        ({"properties": {"a": None}}, ("properties", "a")),
        ({"patternProperties": {"(": {"type": "string"}}}, ("patternProperties", "(")),
        ({"properties": {"a": {"$anchor": "1"}}}, ("properties", "a", "$anchor")),
        ({"properties": {"a": {"$id": "b"}, "c": {"$id": "b"}}}, ("properties", "a")),
    ],
)
def test_schemas_that_ajv_does_not_compile(schema, place):
    with pytest.raises(Uncompilable) as found:
        compile_schema(schema)
    assert found.value.at == place


def test_recursive_schemas_come_to_an_end():
    tree = {"properties": {"children": {"items": {"$ref": "#/$defs/Tree"}}}}
    compile_schema({"$ref": "#/$defs/Tree", "$defs": {"Tree": tree}})
