"""Formats are known by what a file holds."""

import pytest

from tests.readers.interfaces.listed import recognised

SCHEMA = {"type": "object", "properties": {}}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"openapi": "3.1.0"}, ["openapi"]),
        ({"openapi": "3.2.0", "paths": {}}, ["openapi"]),
        ({"swagger": "2.0"}, ["openapi"]),
        ({"openapi": 3.0, "info": {}}, ["openapi"]),
        ({"openapi": "9.9"}, ["openapi"]),
        ({"openapi": 3.0}, []),
        ({"openapi": "specs/bookings.yaml"}, []),
        ({"openapi": {"version": "3.0.0"}}, []),
        ({"system": {"name": "x"}, "interfaces": {"a": {"openapi": "3.0.0"}}}, []),
        ([{"name": "a", "inputSchema": SCHEMA}], ["mcp"]),
        ({"tools": [{"name": "a", "inputSchema": SCHEMA}]}, ["mcp"]),
        ({"tools": [{"name": "a", "arguments": [{"name": "b", "type": "string"}]}]}, ["mcp"]),
        ({"tools": [{"name": "a", "input_schema": SCHEMA}]}, ["functions"]),
        ([{"type": "function", "function": {"name": "a"}}], ["functions"]),
        # What must not be taken for one of them:
        ([], []),
        ({}, []),
        ([{"name": "a", "description": "b"}], []),
        ([1, "a", None], []),
        ({"tools": []}, []),
        ({"tools": ["a"]}, []),
        ({"tools": {"a": {}}}, []),
        ({"$schema": "https://json-schema.org/draft/2020-12/schema", **SCHEMA}, []),
        ({"name": "package", "version": "1.0.0", "scripts": {"build": "x"}, "dependencies": {}}, []),
        ({"mcpServers": {"a": {"command": "npx"}}}, []),
        ({"servers": {"a": {"url": "https://a.example"}}, "inputs": []}, []),
        ({"model": "m", "messages": [], "tools": [{"type": "function", "function": {"name": "a"}}]}, []),
        ({"schema_version": "v2.1", "functions": [{"name": "a", "parameters": SCHEMA}], "runtimes": []}, []),
        ([{"id": 1, "tools": [{"name": "a", "inputSchema": SCHEMA}]}, {"id": 2}], []),
        ([{"name": "a", "parameters": SCHEMA}, {"name": "b"}], []),
        ({"name": "a container", "tools": [{"name": "a", "parameters": SCHEMA, "container": {}}]}, []),
    ],
)
def test_recognition(tmp_path, content, expected):
    assert recognised(tmp_path, content) == expected
