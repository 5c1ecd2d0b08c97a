"""Texts of types are known by how they begin, and what only looks like one is left to others."""

import pytest

from tests.readers.interfaces.typed_text import known_as


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.graphql", "type Query { a: Int }", "graphql"),
        ("a.txt", "# A comment.\n\ntype Query {\n  a: Int\n}\n", "graphql"),
        ("a.gql", '"""Text with type { in it."""\nscalar Date\n', "graphql"),
        ("a", 'extend type Query @key(fields: "id") { a: Int }', "graphql"),
        ("a", "schema { query: Q }", "graphql"),
        ("a", "directive @auth on FIELD_DEFINITION\ntype Query { a: Int }", "graphql"),
        ("a", "type A implements B & C { a: Int }", "graphql"),
        ("a.graphqls", "typ Query {", "graphql"),  # named like one: its reader says what is wrong
        ("a.proto", 'syntax = "proto3";\npackage a;', "grpc"),
        ("a.txt", '// Licence.\n/* More. */\nsyntax="proto2";', "grpc"),
        ("a.txt", 'edition = "2023";', "grpc"),
        ("a.txt", 'package a.b;\nimport "x.proto";', "grpc"),
        ("a.proto", "enum E { A = 0; }", "grpc"),
        ("a.proto", "message A {}", "grpc"),
        # What must not be taken for one of them:
        ("a.yaml", "type: Query\nfields: {}\n", ""),
        ("a.yaml", "schema: x\n", ""),
        ("a.yaml", "note: |\n  type Query { a: Int }\n", ""),
        ("a.yaml", "# type Query {\nopenapi: 3.1.0\n", ""),
        ("a.yaml", "input: {}\nenum: [a]\n", ""),
        ("a.yaml", "type Query is a sentence\n", ""),
        ("a.json", '{"data": "type Query { a: Int }"}', ""),
        ("a.json", '"type Query { a: Int }"', ""),
        ("a.graphql", "query Trips { trips { id } }", ""),
        ("a.graphql", "{ trips { id } }", ""),
        ("a.graphql", "", ""),
        ("a.proto", "", ""),
        ("a.go", 'package main\n\nimport "fmt"\n', ""),
        ("a.js", 'import "x";\n', ""),
        ("a.yaml", "syntax = proto3\n", ""),
        ("a.yaml", "message: hello\n", ""),
    ],
)
def test_recognition(tmp_path, name, text, expected):
    assert known_as(tmp_path, name, text) == expected


@pytest.mark.parametrize("start", ['"' * 30_000, "#\n" * 30_000, "/*" * 30_000, " " * 60_000, '"""\\' * 20_000])
def test_a_long_beginning_costs_little(tmp_path, start):
    assert known_as(tmp_path, "a.yaml", start) == ""
