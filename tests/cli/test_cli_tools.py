"""`audit tools` and `audit export`: what frameworks do with a list of tools, and the list as they take it."""

import json

import pytest

CITY = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
GOOD = {"name": "find_trip", "description": "Finds a trip.", "inputSchema": CITY}
CLOSED = {**GOOD, "name": "book_trip", "inputSchema": {**CITY, "additionalProperties": False}}


@pytest.fixture
def tools(here):
    def write(*entries, name="tools.json") -> str:
        (here / name).write_text(json.dumps({"tools": list(entries)}))
        return name

    return write


def verdicts(result) -> list[tuple[str, str, str]]:
    return [(v["framework"], v["tool"], v["outcome"]) for v in json.loads(result.stdout)["verdicts"]]


def test_one_path_as_text(audit, tools):
    result = audit("tools", tools(GOOD, CLOSED), "--framework", "qwen-agent:direct")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "",
        "qwen-agent:direct  BaseTool with its own parameters",
        "  2 tools: 1 accepted, 1 refused",
        "  refused     book_trip: the root of its schema has `additionalProperties`; only `type`, `properties` and "
        "`required` may stand there; the agent does not start",
        "              → remove /inputSchema/additionalProperties",
    ]


def test_one_path_as_json(audit, tools):
    result = audit("tools", tools(GOOD, CLOSED), "--framework", "qwen-agent:mcp", "--format", "json")
    first, second = json.loads(result.stdout)["verdicts"]
    assert first == {
        "framework": "qwen-agent:mcp",
        "tool": "find_trip",
        "outcome": "accepted",
        "reasons": [],
        "lost": [],
        "name": first["name"],
        "at": "",
        "breaks": "",
        "broken_by": "",
        "change": "",
    }
    assert (second["outcome"], second["lost"]) == ("minor loss", ["/inputSchema/additionalProperties"])


def test_a_framework_means_all_its_paths_and_none_the_first_rank(audit, tools):
    one = audit("tools", tools(GOOD), "--framework", "qwen-agent", "--format", "json")
    assert [path for path, _, _ in verdicts(one)] == ["qwen-agent:direct", "qwen-agent:mcp", "qwen-agent:mcp-2"]
    whole = audit("tools", tools(GOOD), "--format", "json")
    assert {outcome for _, _, outcome in verdicts(whole)} == {"accepted"}
    assert {path.partition(":")[0] for path, _, _ in verdicts(whole)} >= {"qwen-agent", "langchain", "openclaw", "mcp"}


def test_several_paths_begin_with_totals(audit, tools):
    lines = audit("tools", tools(GOOD, CLOSED), "--framework", "qwen-agent").stdout.splitlines()
    assert lines[0].split() == ["accepted", "minor", "loss", "major", "loss", "refused"]
    assert [line.split()[0] for line in lines[1:4]] == ["qwen-agent:mcp-2", "qwen-agent:direct", "qwen-agent:mcp"]
    assert lines[1].split()[1:] == ["0", "0", "0", "2"]


@pytest.mark.parametrize(
    "entry",
    [
        {"description": "No name.", "inputSchema": CITY},
        {"name": "odd", "description": "Odd.", "inputSchema": True},
        {"name": "bare", "description": "Bare."},
        {"name": 7, "description": "Seven.", "inputSchema": CITY},
        {"name": "deep", "description": "Odd.", "inputSchema": {"type": "object", "properties": [1], "required": True}},
    ],
)
def test_entries_that_no_reader_could_use_are_judged_all_the_same(audit, tools, entry):
    result = audit("tools", tools(entry, GOOD), "--framework", "mcp:python-2", "--format", "json")
    assert result.exit_code == 0
    bad, good = json.loads(result.stdout)["verdicts"]
    assert (bad["outcome"], bad["breaks"]) in (("refused", "server"), ("accepted", ""))
    if bad["outcome"] == "refused":
        assert good["broken_by"] == bad["tool"]


@pytest.mark.parametrize(
    "listed",
    [
        [{"type": "function", "function": {"name": "find", "description": "F.", "parameters": CITY}}],
        [{"type": "function", "name": "find", "description": "F.", "parameters": CITY, "strict": True}],
        [{"name": "find", "description": "F.", "input_schema": CITY}],
        {"functionDeclarations": [{"name": "find", "description": "F.", "parametersJsonSchema": CITY}]},
        {"jsonrpc": "2.0", "id": 1, "result": {"tools": [{"name": "find", "description": "F.", "inputSchema": CITY}]}},
        [{"tools": [{"name": "find", "description": "F.", "inputSchema": CITY}]}],
        {"name": "find", "description": "F.", "inputSchema": CITY},
    ],
)
def test_dialects(audit, here, listed):
    (here / "list.json").write_text(json.dumps(listed))
    result = audit("tools", "list.json", "--framework", "qwen-agent:direct", "--format", "json")
    assert verdicts(result) == [("qwen-agent:direct", "find", "accepted")]


def test_a_contract_is_tried_as_if_each_call_were_a_tool(audit):
    result = audit("tools", "openapi.yaml", "--framework", "qwen-agent:direct", "--format", "json")
    assert [tool for _, tool, _ in verdicts(result)] == ["bookings.cancelTrip"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere.json",), "audit: nowhere.json does not exist\n"),
        (("system.yaml",), "audit: system.yaml shows no definition of a tool; expected a list of tools or a contract "),
        (("broken.json",), "broken.json:1:"),
        (("openapi.yaml", "--framework", "qwen"), "audit: no framework is called qwen; did you mean"),
    ],
)
def test_bad_usage(audit, here, arguments, said):
    (here / "broken.json").write_text('{"tools": [')
    result = audit("tools", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(said)


def test_export_writes_the_form_and_lists_the_changes(audit, tools, here):
    result = audit("export", tools(CLOSED), "--framework", "qwen-agent:direct", "-o", "qwen.json")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "book_trip: remove /inputSchema/additionalProperties\n"
    assert json.loads((here / "qwen.json").read_text()) == [
        {"name": "book_trip", "description": "Finds a trip.", "parameters": CITY}
    ]


def test_export_prints_and_says_what_it_leaves_out(audit, tools):
    result = audit(
        "export", tools(GOOD, {"description": "No name.", "inputSchema": CITY}), "--framework", "mcp:python-2"
    )
    assert result.exit_code == 1
    assert [tool["name"] for tool in json.loads(result.stdout)["tools"]] == ["find_trip"]
    assert result.stderr.startswith("#2: left out: ")


def test_export_does_not_overwrite_what_it_reads(audit, tools, here):
    name = tools(CLOSED)
    before = (here / name).read_bytes()
    result = audit("export", name, "--framework", "qwen-agent:direct", "-o", name)
    assert (result.exit_code, (here / name).read_bytes()) == (2, before)
