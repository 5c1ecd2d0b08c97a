"""Exported definitions: the path takes them whole, and every change is listed."""

from __future__ import annotations

import pytest

from auditor.cli.definitions import read_definitions
from auditor.frameworks.export import arrives_whole, export, lines
from auditor.frameworks.forms import written
from auditor.frameworks.judge import judge
from auditor.frameworks.loader import all_paths
from tests.tiny import REPOSITORY

from .defined import CITY, definition, schema

NEVER = frozenset({"a2a:skill", "autogen:mcp-2", "qwen-agent:mcp-2", "smolagents:mcp-2", "portable:core"})
"""Paths that take no tool at all (an import that fails, a format without parameters), and one that takes few."""
PATHS = [path for path in all_paths().values() if path.id not in NEVER]

ADDRESS = {"type": "object", "properties": {"street": {"type": "string"}}, "required": ["street"]}
TYPICAL = [
    definition("find_trip"),
    definition("files/read", inputSchema={**schema("city"), "additionalProperties": False, "$schema": "x:y"}),
    definition(
        "book", inputSchema=schema("date", date={"type": "string", "format": "date", "pattern": "^2"}, seat=CITY)
    ),
    definition("move", inputSchema={**schema(home={"$ref": "#/$defs/A"}), "$defs": {"A": ADDRESS}}),
    definition("rate", inputSchema=schema("n", n={"type": "integer", "minimum": 1, "maximum": 5, "default": 3})),
    definition("pay", inputSchema=schema(by={"oneOf": [{"type": "string"}, {"type": "integer"}]}, c={"const": "EUR"})),
    definition("tag", inputSchema=schema(tags={"type": "array", "items": {"type": "string"}}, m={"type": "object"})),
    definition("ping", inputSchema={"type": "object"}),
    definition("list", inputSchema={"properties": {"city": CITY}}),
]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.id)
def test_what_is_exported_is_accepted(path):
    made = export(path, TYPICAL)
    assert made.left_out == []
    again = [definition(**stated) for stated in made.stated]
    assert [(v.tool, v.reasons) for v in judge(path, again) if not arrives_whole(v)] == []
    assert export(path, again).changes == []


def test_nothing_is_changed_that_the_path_takes():
    made = export(all_paths()["qwen-agent:direct"], [definition()])
    assert (made.stated, made.changes) == ([definition().stated], [])


def test_each_change_is_told_and_what_is_lost_is_said_in_words():
    limited = {"type": "integer", "exclusiveMinimum": 0, "description": "Seats."}
    made = export(all_paths()["anthropic:strict"], [definition("book", inputSchema=schema("n", n=limited))])
    assert list(lines(made)) == [
        "book: removed /inputSchema/properties/n/exclusiveMinimum, and said in words: More than 0.",
    ]
    assert made.stated[0]["inputSchema"]["properties"]["n"] == {"type": "integer", "description": "Seats. More than 0."}


def test_tools_of_one_name_are_told_apart():
    made = export(all_paths()["qwen-agent:mcp"], [definition("a"), definition("A"), definition("a")])
    assert [tool["name"] for tool in made.stated] == ["a", "A_2", "a_3"]
    assert [change.what for change in made.changes] == [
        "renamed to A_2, since another tool has its name",
        "renamed to a_3, since another tool has its name",
    ]


def test_a_tool_that_cannot_be_mended_is_left_out_alone():
    made = export(all_paths()["mcp:python-2"], [definition("a"), definition(..., inputSchema=schema("city"))])
    assert [tool["name"] for tool in made.stated] == ["a"]
    assert [change.tool for change in made.left_out] == ["#2"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("langchain:mcp", {"tools": [definition().stated]}),
        (
            "openai:strict",
            [
                {
                    "type": "function",
                    "function": {
                        "name": "find_trip",
                        "description": "Finds a trip.",
                        "parameters": schema("city"),
                        "strict": True,
                    },
                }
            ],
        ),
        (
            "anthropic:tools",
            [{"name": "find_trip", "description": "Finds a trip.", "input_schema": schema("city")}],
        ),
        (
            "gemini:parameters",
            [
                {
                    "functionDeclarations": [
                        {"name": "find_trip", "description": "Finds a trip.", "parameters": schema("city")}
                    ]
                }
            ],
        ),
    ],
)
def test_forms(path, expected):
    assert written(all_paths()[path], [definition().stated]) == expected


@pytest.mark.corpus
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.id)
def test_real_tools_can_be_exported(path, shared):
    for file in sorted((shared / "mcp_tools").glob("*.json")):
        made = export(path, read_definitions(str(file)))
        assert made.left_out == [], file.name
        again = [definition(**stated) for stated in made.stated]
        assert [v.reasons for v in judge(path, again) if not arrives_whole(v)] == []


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_exported_arrives_whole(seed, monkeypatch):
    monkeypatch.syspath_prepend(str(REPOSITORY / "conformance"))
    from generate import cases

    for case in cases(seed, 25):
        tools = [definition(**{"name": ..., "description": ..., "inputSchema": ..., **tool}) for tool in case["tools"]]
        for path in all_paths().values():
            made = export(path, tools)
            again = [definition(**{"description": ..., "inputSchema": ..., **stated}) for stated in made.stated]
            assert all(arrives_whole(verdict) for verdict in judge(path, again)), (case["case"], path.id)
