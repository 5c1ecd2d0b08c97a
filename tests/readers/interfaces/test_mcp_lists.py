"""Tool lists of MCP servers."""

import pytest

from auditor.errors import InputError
from auditor.model.kinds import EvidenceLevel, Members
from tests.readers.interfaces.listed import read, write

SCHEMA = {"type": "object", "properties": {"city": {"type": "string", "description": "City."}}, "required": ["city"]}
TOOL = {"name": "weather", "description": "Tells the weather.", "inputSchema": SCHEMA}


def mcp(tmp_path, content, name=None):
    return read(tmp_path, content, format_id="mcp", name=name)


def one(tmp_path, **parts):
    return mcp(tmp_path, {"tools": [TOOL | parts]}, "m")


@pytest.mark.parametrize(
    "content",
    [
        [TOOL],
        {"tools": [TOOL]},
        {"jsonrpc": "2.0", "id": 1, "result": {"tools": [TOOL]}},
        [{"tools": [TOOL], "nextCursor": "a"}, {"tools": []}],
        [{"jsonrpc": "2.0", "result": {"tools": [TOOL]}}],
        {"pages": [{"tools": [TOOL]}]},
    ],
)
def test_shapes(tmp_path, content):
    listed = mcp(tmp_path, content)
    assert listed.tools == ["mcp-server.weather"]
    assert listed.interface.members is Members.CLOSED
    assert listed.says("weather", "contract") == "resolved"
    assert listed.says("weather", "own_name") == "weather"
    assert listed.field("weather", "city", "required") is True
    assert listed.field("weather", "city", "place") == "argument"


def test_the_server_names_itself(tmp_path):
    info = {"name": "Weather API", "title": "The weather", "version": "2.1"}
    recorded = {"server": "npm-name", "command": ["run"], "initialize": {"serverInfo": info, "instructions": "Ask."}}
    listed = mcp(tmp_path, recorded | {"tools": [TOOL]})
    assert listed.interface.id == "weather-api"
    assert listed.interface.name == "The weather"
    assert listed.says("weather-api", "version") == "2.1"
    assert listed.says("weather-api", "description") == "Ask."
    assert listed.says("weather-api", "transport") == "stdio"
    assert mcp(tmp_path, {"server": "npm-name", "tools": [TOOL]}).interface.id == "npm-name"
    assert mcp(tmp_path, {"serverInfo": info, "tools": [TOOL]}, "given").interface.id == "given"


def test_a_missing_page_leaves_an_unknown_member(tmp_path):
    listed = mcp(tmp_path, {"tools": [TOOL], "nextCursor": "abc"}, "m")
    assert listed.tools == ["m.weather", "m.*"]
    assert listed.interface.members is Members.OPEN
    assert "another page" in listed.description.entities[-1].because
    assert mcp(tmp_path, [{"tools": [TOOL]}, {"tools": [], "nextCursor": "x"}]).interface.members is Members.OPEN


def test_a_tool_without_a_name_leaves_an_unknown_member(tmp_path):
    listed = mcp(tmp_path, {"tools": [TOOL, {"inputSchema": {}}, 7]}, "m")
    assert listed.tools == ["m.weather", "m.*"]
    assert "a tool without a name; not read" in listed.notes


def test_two_tools_of_one_name_both_stay(tmp_path):
    assert mcp(tmp_path, [TOOL, TOOL], "m").tools == ["m.weather", "m.weather #2"]


def test_an_empty_answer_is_a_list_without_tools(tmp_path):
    listed = mcp(tmp_path, {"jsonrpc": "2.0", "result": {"tools": []}}, "m")
    assert listed.tools == []
    assert listed.interface.members is Members.CLOSED


def test_hints_are_claimed_as_stated_and_nothing_is_guessed(tmp_path):
    listed = one(tmp_path, annotations={"readOnlyHint": False, "destructiveHint": True, "idempotentHint": True})
    assert listed.says("weather", "hints.read_only") is False
    assert listed.says("weather", "hints.destructive") is True
    assert listed.says("weather", "hints.idempotent") is True
    assert listed.says("weather", "hints.open_world") is None
    assert listed.says("weather", "idempotent") is True
    assert listed.says("weather", "effects") is None
    silent = one(tmp_path)
    for attribute in ("hints.read_only", "hints.destructive", "effects", "idempotent", "authentication"):
        assert silent.says("weather", attribute) is None


def test_a_read_only_tool_reads_and_its_idempotent_hint_means_nothing(tmp_path):
    listed = one(tmp_path, annotations={"readOnlyHint": True, "idempotentHint": False})
    assert listed.says("weather", "effects") == ("read",)
    assert listed.claim("weather", "effects").level is EvidenceLevel.DOCUMENTED
    assert listed.claim("weather", "effects").location.json_pointer == "/tools/0/annotations/readOnlyHint"
    assert listed.says("weather", "hints.idempotent") is False
    assert listed.says("weather", "idempotent") is True
    assert listed.says("weather", "dry_run") is None


def test_a_hint_of_a_wrong_type_is_noted(tmp_path):
    listed = one(tmp_path, annotations={"readOnlyHint": "true"})
    assert listed.says("weather", "hints.read_only") is None
    assert listed.notes == ["`readOnlyHint` is a text; expected true or false; not read"]


def test_results(tmp_path):
    assert one(tmp_path).says("weather", "structured_result") is False
    assert one(tmp_path).says("weather", "responses") is None
    assert one(tmp_path).says("weather", "structured_failure") is None
    listed = one(tmp_path, outputSchema={"type": "object", "properties": {"days": {"items": {"type": "object"}}}})
    assert listed.says("weather", "structured_result") is True
    assert listed.says("weather", "returns_collection") is True
    assert listed.records("weather", "responses")["result"].fields["collection"] is True
    assert one(tmp_path, outputSchema={"type": "object"}).says("weather", "structured_result") is False
    assert one(tmp_path, outputSchema=5).says("weather", "structured_result") is None


def test_references_stay_within_the_schema(tmp_path):
    schema = {
        "properties": {"at": {"$ref": "#/$defs/place"}, "tree": {"$ref": "#"}},
        "$defs": {"place": {"type": "string", "description": "A place."}},
    }
    listed = one(tmp_path, inputSchema=schema)
    assert listed.says("weather", "contract") == "resolved"
    assert listed.field("weather", "at", "description") == "A place."
    assert listed.field("weather", "at", "type") == "string"
    assert listed.field("weather", "tree", "type") == "object"


@pytest.mark.parametrize("ref", ["#/$defs/gone", "other.json", "#anchor", "#/$defs/loop"])
def test_a_reference_that_leads_nowhere_breaks_the_contract(tmp_path, ref):
    schema = {"properties": {"at": {"$ref": ref}}, "$defs": {"loop": {"$ref": "#/$defs/loop"}}}
    listed = one(tmp_path, inputSchema=schema)
    assert listed.says("weather", "contract") == "broken"
    assert listed.field("weather", "at", "type") is None
    assert ref in {item for claim in listed.claims("m", "unresolved_references") for item in claim.value}


def test_pages_filters_and_trial_runs_by_name(tmp_path):
    listed = one(tmp_path, inputSchema={"properties": {"query": {}, "limit": {}, "dryRun": {}}})
    assert listed.says("weather", "paginated") is True
    assert listed.claim("weather", "filterable").level is EvidenceLevel.INFERRED
    assert listed.claim("weather", "dry_run").level is EvidenceLevel.INFERRED
    assert one(tmp_path).says("weather", "paginated") is False
    assert one(tmp_path).says("weather", "filterable") is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"title": "Read File (Deprecated)"}, True),
        ({"description": "Reads. DEPRECATED: use read_text."}, True),
        ({"description": "[Deprecated] Reads."}, True),
        ({"description": "Lists deprecated features."}, None),
    ],
)
def test_deprecation_in_words(tmp_path, words, expected):
    assert one(tmp_path, **words).says("weather", "deprecated") is expected


def test_a_tool_without_a_schema_has_no_contract(tmp_path):
    listed = mcp(tmp_path, {"tools": [TOOL, {"name": "bare"}]}, "m")
    assert listed.says("bare", "contract") == "none"
    assert listed.says("bare", "parameters") is None
    assert listed.says("bare", "description") == ""


def test_the_dialect_of_the_docker_catalogue(tmp_path):
    arguments = [
        {"name": "city", "type": "string", "desc": "City."},
        {"name": "days", "type": "array", "items": {"type": "object"}, "desc": "Days.", "optional": True},
    ]
    listed = mcp(tmp_path, [{"name": "weather", "description": "x", "arguments": arguments}, {"name": "ping"}], "m")
    assert listed.says("weather", "contract") == "resolved"
    assert listed.field("weather", "city", "description") == "City."
    assert listed.field("weather", "city", "required") is True
    assert listed.field("weather", "days", "required") is False
    assert listed.field("weather", "days", "free_form") is True
    assert listed.records("weather")["days"].location.json_pointer == "/0/arguments/1"
    assert listed.says("ping", "parameters") == ()
    assert listed.says("weather", "structured_result") is None


def test_arguments_that_nobody_recorded_are_not_taken_for_none(tmp_path):
    tools = [{"name": name, "description": name, "arguments": []} for name in ("create_coupon", "list_coupons")]
    listed = mcp(tmp_path, tools, "m")
    assert listed.says("create_coupon", "parameters") is None
    assert listed.says("create_coupon", "contract") == "none"
    assert listed.notes == ["no tool of the list has an argument; they seem not to be recorded"]


def test_reading_something_else_says_what_was_expected(tmp_path):
    from auditor.documents import Workspace
    from auditor.readers.interfaces.mcp import READER
    from auditor.readers.reader import Reading

    write(tmp_path, {"a.json": {"tools": []}})
    reading = Reading.of(Workspace(tmp_path))
    with pytest.raises(InputError, match=r"a\.json:1:1: no MCP tool list; expected"):
        READER.read(reading.workspace.open("a.json"), reading, None)
