"""What MCP clients and the frameworks behind them make of definitions."""

from __future__ import annotations

import pytest

from auditor.frameworks.candidate import Blast
from auditor.frameworks.judge import judge, travelled
from auditor.frameworks.loader import all_paths
from auditor.frameworks.verdict import Acceptance
from auditor.model.definitions import ToolDefinition

SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
CLIENTS = ("mcp:python-1", "mcp:python-2", "mcp:typescript-1", "mcp:typescript-2")


def tool(name="find_trip", schema=SCHEMA, **more):
    return {"name": name, "description": "Finds a trip.", "inputSchema": schema, **more}


def judged(path, *tools):
    definitions = [ToolDefinition(tool=f"tool-{n}", server="shop", stated=stated) for n, stated in enumerate(tools)]
    return judge(all_paths()[path], definitions)


def takers(*tools):
    return {path for path in CLIENTS if all(v.outcome is not Acceptance.REFUSED for v in judged(path, *tools))}


def mended(path, stated):
    """Return a definition after all the changes that are proposed, one after another."""
    for _ in range(10):
        (verdict,) = judged(path, stated)
        if verdict.outcome is not Acceptance.REFUSED:
            return stated
        assert verdict.edit is not None
        stated = verdict.edit.apply(stated)
    raise AssertionError(stated)


@pytest.mark.parametrize("path", CLIENTS)
def test_a_plain_tool_arrives_as_it_is(path):
    (verdict,) = judged(path, tool())
    assert (verdict.outcome, verdict.reasons) == (Acceptance.ACCEPTED, ())


@pytest.mark.parametrize(
    ("stated", "who"),
    [
        (tool(schema={"properties": {}}), {"mcp:python-1"}),
        (tool(schema={"type": "string"}), {"mcp:python-1"}),
        (tool(schema=True), set()),
        (
            tool(schema={"type": "object", "properties": {"a": True}}),
            {"mcp:python-1", "mcp:python-2", "mcp:typescript-2"},
        ),
        (tool(schema={"type": "object", "properties": {"a": None}}), {"mcp:python-1", "mcp:typescript-2"}),
        (tool(schema={"type": "object", "required": None}), {"mcp:python-1", "mcp:python-2"}),
        (tool(outputSchema={"type": "array"}), {"mcp:python-1"}),
        (tool(outputSchema=None), {"mcp:python-1", "mcp:python-2"}),
        (
            tool(outputSchema={"type": "object", "properties": {"a": {"pattern": "("}}}),
            set(CLIENTS) - {"mcp:typescript-1"},
        ),
        (tool(annotations={"readOnlyHint": "yes"}), {"mcp:python-1", "mcp:python-2"}),
        (tool(annotations={"readOnlyHint": "yes-please"}), set()),
        (tool(execution={"taskSupport": "sometimes"}), set()),
        (tool(icons=[{"src": "a", "theme": "blue"}]), {"mcp:python-1"}),
        (tool(icons=[{}]), set()),
        (tool(_meta=[]), set()),
        (tool(title=None), {"mcp:python-1", "mcp:python-2"}),
        (tool(unheard_of=1), set(CLIENTS)),
    ],
)
def test_who_takes_what(stated, who):
    assert takers(stated) == who


def test_one_bad_tool_costs_the_list():
    good, bad = judged("mcp:python-2", tool("good"), tool("bad", {"type": "string"}))
    assert (good.outcome, good.broken_by) == (Acceptance.REFUSED, "tool-1")
    assert good.reasons == ("its server's list is lost because of `bad`: `inputSchema.type` is 'string', not `object`",)
    assert (bad.breaks, bad.at) == (Blast.SERVER, ("inputSchema", "type"))


@pytest.mark.parametrize(
    "stated",
    [
        tool(schema={"properties": {}}),
        tool(schema=[]),
        tool(outputSchema={"type": "array"}),
        tool(annotations={"readOnlyHint": "yes-please", "destructiveHint": []}),
        tool(icons=[{"mimeType": "image/png"}], title=5),
        tool(schema={"type": "object", "properties": {"a": None}, "required": "a"}),
        {"name": "find_trip"},
    ],
)
@pytest.mark.parametrize("path", CLIENTS)
def test_the_proposed_changes_mend_it(path, stated):
    mended(path, stated)


def test_a_name_is_not_invented():
    (verdict,) = judged("mcp:python-1", {"inputSchema": SCHEMA})
    assert (verdict.reasons, verdict.edit) == (("it has no `name`",), None)


@pytest.mark.parametrize(
    ("number", "kept"), [(2**53, True), (2**53 + 1, False), (2**60, False), (10**18, True), (2**70, True)]
)
def test_javascript_writes_as_many_digits_as_it_needs(number, kept):
    (verdict,) = judged("mcp:typescript-1", tool(schema={"type": "object", "properties": {"a": {"const": number}}}))
    assert (verdict.outcome is Acceptance.ACCEPTED) is kept


def test_javascript_rounds_large_integers():
    schema = {"type": "object", "properties": {"a": {"type": "integer", "maximum": 2**63 - 1, "minimum": 2**53}}}
    (verdict,) = judged("mcp:typescript-2", tool(schema=schema))
    assert [loss.pointer for loss in verdict.lost] == [("inputSchema", "properties", "a", "maximum")]
    assert schema["properties"]["a"]["maximum"] == 2**63 - 1


def nested(levels, leaf):
    schema = leaf
    for _ in range(levels - 1):
        schema = {"items": schema}
    return schema


@pytest.mark.parametrize(
    ("levels", "leaf", "taken"), [(197, {}, True), (198, {}, False), (197, "x", True), (198, "x", False)]
)
def test_python_clients_parse_so_deep(levels, leaf, taken):
    assert ("mcp:python-1" in takers(tool(schema=nested(levels, leaf)))) is taken


def test_the_agents_sdk_counts_mappings_and_lists_of_the_schema():
    for levels, leaf, taken in ((100, {}, True), (101, {}, False), (101, "x", True)):
        verdict = judged("openai-agents:mcp", tool(schema={**nested(levels, leaf), "type": "object"}))[0]
        assert (verdict.outcome is Acceptance.ACCEPTED) is taken


def test_a_header_on_a_number_is_told():
    schema = {"type": "object", "properties": {"n": {"type": "number", "x-mcp-header": "N"}}}
    (verdict,) = judged("mcp:types-2026-07-28", tool(schema=schema))
    assert verdict.outcome is Acceptance.ACCEPTED
    assert verdict.reasons == (
        "over HTTP, clients of revision 2026-07-28 leave this tool out: `x-mcp-header` of `n` stands on a property "
        "that is no string, integer or boolean",
    )


def test_only_the_new_revision_takes_any_output_schema():
    stated = tool(outputSchema={"type": "array"})
    assert judged("mcp:types-2026-07-28", stated)[0].outcome is Acceptance.ACCEPTED
    assert judged("mcp:types-2025-11-25", stated)[0].outcome is Acceptance.REFUSED


def arrived(path, *tools):
    definitions = [ToolDefinition(tool=f"tool-{n}", server="shop", stated=stated) for n, stated in enumerate(tools)]
    return travelled(all_paths()[path], definitions)


def test_strands_fills_in_and_stops_at_names_alike():
    schema = {"type": "object", "properties": {"a": True, "b": {"enum": [1]}, "c": {"$ref": "#"}, "d": {"not": {}}}}
    (made,) = arrived("strands:mcp", {**tool(schema=schema), "description": ""})
    assert made.description == "Tool which performs find_trip"
    assert made.schema == {
        "type": "object",
        "required": [],
        "properties": {
            "a": {"type": "string", "description": "Property a"},
            "b": {"type": "string", "description": "Property b", "enum": [1]},
            "c": {"$ref": "#"},
            "d": {"description": "Property d", "not": {}},
        },
    }
    first, second = judged("strands:mcp", tool("find-trip"), tool("find_trip"))
    assert (first.outcome, first.broken_by) == (Acceptance.REFUSED, "tool-1")
    assert second.reasons == ("another tool before it has with `find-trip` a name that counts as the same",)


def test_agent_framework_names_and_tasks():
    tools = (tool("a b"), tool("c", execution={"taskSupport": "optional"}), tool("a b"), tool("d"))
    renamed, task, again, fine = judged("agent-framework:mcp", *tools)
    assert (renamed.outcome, renamed.name) == (Acceptance.MAJOR_LOSS, "a-b")
    assert (task.outcome, task.breaks) == (Acceptance.REFUSED, Blast.TOOL)
    assert (again.outcome, again.breaks) == (Acceptance.REFUSED, Blast.TOOL)
    assert fine.outcome is Acceptance.ACCEPTED
    (made,) = arrived("agent-framework:mcp", tool(schema={"type": "object"}))
    assert made.schema == {"type": "object", "properties": {}}
    assert judged("agent-framework:mcp", tool("a b"), tool("a/b"))[1].breaks is Blast.SERVER
    assert judged("agent-framework:mcp", tool(_meta={"a b": 1}))[0].at == ("_meta", "a b")


def test_haystack_wants_json_schema_in_python():
    assert judged("haystack:direct", tool(schema=True))[0].outcome is Acceptance.ACCEPTED
    assert judged("haystack:direct", tool(schema=[]))[0].outcome is Acceptance.REFUSED
    for schema in (
        {"properties": {"a": {"pattern": r"\p{L}"}}},
        {"$schema": 5},
        {"properties": {"a": {"type": "str"}}},
    ):
        assert judged("haystack:direct", tool(schema=schema))[0].outcome is Acceptance.REFUSED
    assert judged("haystack:direct", tool(), tool())[1].outcome is Acceptance.ACCEPTED
    assert judged("haystack:mcp", tool(), tool())[1].outcome is Acceptance.REFUSED


def test_what_stands_in_for_a_description_or_a_name():
    untold = {"name": "find_trip", "inputSchema": SCHEMA}
    assert arrived("openai-agents:mcp", {**untold, "title": "Trips"})[0].description == "Trips"
    assert arrived("openai-agents:mcp", {**untold, "annotations": {"title": "Trips"}})[0].description == "Trips"
    assert judged("openai-agents:mcp", untold)[0].outcome is Acceptance.ACCEPTED
    assert judged("anthropic:mcp", tool(""))[0].name == "call_mcp"


def test_tools_that_are_left_out_cost_no_other():
    first, last = judged("pydantic-ai:mcp", tool(), tool())
    assert (first.outcome, last.outcome) == (Acceptance.MAJOR_LOSS, Acceptance.ACCEPTED)
    hidden, shown = judged("pydantic-ai:mcp", tool("a", _meta={"ui": {"visibility": ["app"]}}), tool("b"))
    assert (hidden.outcome, shown.outcome) == (Acceptance.REFUSED, Acceptance.ACCEPTED)
    taken, free = judged("google-adk:mcp", tool("transfer_to_agent"), tool("b"))
    assert (taken.outcome, free.outcome) == (Acceptance.REFUSED, Acceptance.ACCEPTED)


def test_the_messages_api_takes_plain_names_and_objects():
    for stated in (tool("a b"), tool("a" * 65), tool(schema={"type": "object", "anyOf": []}), tool(schema={})):
        assert judged("anthropic:tools", stated)[0].outcome is Acceptance.REFUSED
    assert judged("anthropic:tools", tool("a-B_9"))[0].outcome is Acceptance.ACCEPTED


def test_a_skill_has_no_parameters():
    (verdict,) = judged("a2a:skill", tool())
    assert (verdict.outcome, [loss.pointer for loss in verdict.lost]) == (Acceptance.MAJOR_LOSS, [("inputSchema",)])
    assert judged("a2a:skill", tool(schema={"type": "object"}))[0].outcome is Acceptance.ACCEPTED
    (verdict,) = judged("a2a:skill", {"name": "x", "inputSchema": {"type": "object"}})
    assert verdict.reasons == ("a skill has to state its description",)


ODD = (
    None,
    True,
    0,
    1.5,
    "x",
    [],
    [1],
    {},
    {"type": None},
    {"properties": []},
    {"properties": {"a": {"properties": 1}}},
)
OURS = (
    "mcp",
    "google-adk",
    "haystack",
    "agent-framework",
    "strands",
    "anthropic",
    "openai-agents",
    "pydantic-ai",
    "a2a",
)


@pytest.mark.parametrize("path", sorted(path for path in all_paths() if path.split(":")[0] in OURS))
def test_nothing_odd_stops_a_path(path):
    fields = (
        "name",
        "description",
        "inputSchema",
        "outputSchema",
        "annotations",
        "execution",
        "icons",
        "_meta",
        "title",
    )
    for odd in ODD:
        assert len(judged(path, *({**tool(), field: odd} for field in fields))) == len(fields)
        assert len(judged(path, tool(schema={**SCHEMA, "properties": {"a": odd}, "$defs": odd, "$ref": odd}))) == 1
