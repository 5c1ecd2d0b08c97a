"""Plugins of Microsoft 365 Copilot: functions, and what the contract behind them says."""

import pytest

from auditor.model.kinds import EvidenceLevel, Members
from tests.readers.interfaces.plugged import OAUTH, function, plugin, read_files, runtime, trips_api


@pytest.fixture
def read(tmp_path):
    def run(manifest, api=None):
        return read_files(tmp_path, "plugin.json", plugin__json=manifest, api__json=api or trips_api())

    return run


def test_functions_are_the_tools_and_operations_complete_them(read):
    listed = read(plugin([function("findTrips"), function("cancelTrip")]))
    assert listed.interface.id == "trips"
    assert listed.interface.name == "Trips"
    assert listed.interface.members is Members.CLOSED
    assert listed.tools == ["trips.findTrips", "trips.cancelTrip"]
    assert listed.says("trips", "protocol") == "m365-plugin"
    assert listed.says("findTrips", "protocol") == "openapi"
    assert listed.says("findTrips", "description") == "What findTrips does."
    assert listed.says("findTrips", "contract") == "resolved"
    assert listed.says("cancelTrip", "method") == "DELETE"
    assert list(listed.records("cancelTrip")) == ["id"]
    assert [entry.path for entry in listed.description.inputs] == ["plugin.json", "api.json"]


def test_places_are_those_of_the_manifest_where_it_speaks(read):
    listed = read(plugin([function("findTrips")]))
    assert str(listed.claim("findTrips", "description").location).startswith("plugin.json")
    assert str(listed.claim("findTrips", "method").location).startswith("api.json")


def test_the_operation_behind_a_function_is_named(read):
    listed = read(plugin([function("findTrips")]))
    (record,) = listed.records("findTrips", "seen_as").values()
    assert (record.name, record.fields["interface"]) == ("findTrips", "api.json")
    assert record.fields["confidence"] == "high"
    assert listed.claim("findTrips", "seen_as").level is EvidenceLevel.DOCUMENTED


def test_a_function_without_words_has_those_of_its_operation(read):
    assert read(plugin([{"name": "findTrips"}])).says("findTrips", "description") == "Finds trips."


def test_what_the_model_is_told_while_reasoning_belongs_to_the_description(read):
    states = {"reasoning": {"instructions": ["Ask for the city first."]}, "responding": {"instructions": "Be brief."}}
    listed = read(plugin([function("findTrips", states=states)]))
    assert listed.says("findTrips", "description") == "What findTrips does.\n\nAsk for the city first."


def test_the_size_counts_the_function_s_words(read):
    short = read(plugin([{"name": "findTrips", "description": "x"}])).says("findTrips", "definition_size")
    longer = read(plugin([{"name": "findTrips", "description": "x" * 101}])).says("findTrips", "definition_size")
    assert longer == short + 100


def test_stated_parameters_are_what_the_model_sees(read):
    schema = {"type": "object", "properties": {"limit": {"type": "integer", "description": "At most."}}}
    listed = read(plugin([function("bookTrip", parameters=schema)]))
    assert list(listed.records("bookTrip")) == ["limit"]
    assert listed.says("bookTrip", "contract") == "resolved"
    left_out = listed.records("bookTrip", "discrepancies")["city"]
    assert left_out.fields["kind"] == "parameter_missing"
    assert "api.json" in left_out.fields["other"]


@pytest.mark.parametrize(
    ("stated", "required", "kinds"),
    [
        ({"city": {"type": "string"}}, ["city"], []),
        ({"city": {"type": "string"}}, [], ["parameter_required"]),
        ({"city": {"type": "integer"}}, ["city"], ["parameter_type"]),
        ({"town": {"type": "string"}}, ["town"], ["parameter_missing"] * 2),
        ({"city": {"$ref": "#/gone"}}, ["city"], []),
    ],
)
def test_what_differs_from_the_operation(read, stated, required, kinds):
    schema = {"type": "object", "properties": stated, "required": required}
    value = read(plugin([function("bookTrip", parameters=schema)])).says("bookTrip", "discrepancies")
    assert [record.fields["kind"] for record in value] == kinds


def test_a_function_that_adds_nothing_agrees_with_its_operation(read):
    assert read(plugin([function("bookTrip")])).says("bookTrip", "discrepancies") == ()


def test_a_function_that_its_runtime_does_not_have(read):
    listed = read(plugin([function("flyHome")]))
    assert listed.says("flyHome", "contract") == "broken"
    assert listed.says("flyHome", "parameters") is None
    assert listed.notes == ["api.json has nothing called flyHome"]


def test_a_function_that_no_runtime_runs(read):
    listed = read(plugin([function("findTrips")], [{**runtime(), "run_for_functions": ["book*"]}]))
    assert listed.says("findTrips", "contract") == "broken"
    assert "no runtime runs the function findTrips" in listed.notes


def test_functions_that_are_left_to_the_contract(read):
    assert read(plugin()).tools == ["trips.findTrips", "trips.bookTrip", "trips.cancelTrip"]
    some = plugin(runtimes=[{**runtime(), "run_for_functions": ["find*", "bookTrip"]}])
    assert read(some).tools == ["trips.findTrips", "trips.bookTrip"]


@pytest.mark.parametrize("url", ["missing.json", "https://api.example/openapi.json", "../api.json"])
def test_a_contract_that_cannot_be_read_leaves_its_part_unknown(read, url):
    listed = read(plugin([function("findTrips")], [runtime(url=url)]))
    assert listed.tools == ["trips.findTrips"]
    assert listed.says("findTrips", "description") == "What findTrips does."
    for attribute in ("contract", "parameters", "method", "definition_size", "structured_result"):
        assert listed.says("findTrips", attribute) is None
    assert listed.says("findTrips", "protocol") == "openapi"
    assert listed.says("findTrips", "discrepancies") is None
    assert list(listed.records("findTrips", "seen_as")) == ["findTrips"]
    assert listed.says("trips", "unresolved_references") is None
    assert any("what it says of the functions is unknown" in note for note in listed.notes)


def test_functions_of_a_contract_that_cannot_be_read_are_unknown_members(read):
    listed = read(plugin(runtimes=[runtime(url="missing.json")]))
    assert listed.tools == ["trips.*"]
    assert listed.interface.members is Members.OPEN


@pytest.mark.parametrize(
    ("auth", "asked", "expected"),
    [
        ("None", {}, [("none",)]),
        ("OAuthPluginVault", {}, [("oauth2",)]),
        ("ApiKeyPluginVault", {}, [("api_key",)]),
        ("OAuthPluginVault", {"security": [{"OAuth2": []}]}, [("oauth2",)]),
        ("None", {"security": [{"OAuth2": []}]}, [("none",), ("oauth2",)]),
        ("Unheard", {"security": [{"OAuth2": []}]}, [("oauth2",)]),
        ("Unheard", {}, []),
    ],
)
def test_authentication(read, auth, asked, expected):
    api = trips_api(**asked, components={"securitySchemes": OAUTH} if asked else {})
    listed = read(plugin([function("findTrips")], [runtime(auth=auth)]), api)
    assert [claim.value for claim in listed.claims("findTrips", "authentication")] == expected


def test_what_an_unread_contract_could_deny_is_only_inferred(read):
    capabilities = {**CARD, "security_info": {"data_handling": ["GetPublicData"]}}
    stated = [function("cancelTrip", capabilities=capabilities)]
    listed = read(plugin(stated, [runtime(auth="OAuthPluginVault", url="missing.json")]))
    levels = [listed.claim("cancelTrip", name).level for name in ("approval", "effects", "authentication")]
    assert levels == [EvidenceLevel.INFERRED] * 3


CARD = {"confirmation": {"type": "AdaptiveCard", "title": "Book?"}}
NO_CARD = {"confirmation": {"type": "None"}}


@pytest.mark.parametrize(
    ("name", "capabilities", "extra", "expected"),
    [
        ("bookTrip", CARD, {}, ("human", EvidenceLevel.DOCUMENTED)),
        ("bookTrip", NO_CARD, {}, ("none", EvidenceLevel.DOCUMENTED)),
        ("bookTrip", {}, {}, ("human", EvidenceLevel.INFERRED)),
        ("bookTrip", {}, {"x-openai-isConsequential": False}, None),
        ("bookTrip", CARD, {"x-openai-isConsequential": False}, ("human", EvidenceLevel.INFERRED)),
        ("findTrips", {}, {}, None),
        ("findTrips", {"confirmation": {**CARD["confirmation"], "isNonConsequential": True}}, {}, ("human", 1)),
    ],
)
def test_approval(read, name, capabilities, extra, expected):
    api = trips_api()
    api["paths"]["/trips"]["post"].update(extra)
    found = read(plugin([function(name, capabilities=capabilities)]), api).claims(name, "approval")
    assert [(claim.value, claim.level) for claim in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("name", "handling", "effects", "private"),
    [
        ("bookTrip", ["GetPublicData"], ("read",), False),
        ("bookTrip", ["GetPrivateData", "DataTransform"], ("read",), True),
        ("cancelTrip", ["GetPublicData"], None, False),
        ("bookTrip", ["ResourceStateUpdate"], None, False),
        ("findTrips", ["ResourceStateUpdate", "GetPrivateData"], ("update",), True),
        ("findTrips", ["Unheard"], None, None),
    ],
)
def test_data_handling(read, name, handling, effects, private):
    security = {"security_info": {"data_handling": handling}}
    listed = read(plugin([function(name, capabilities=security)]))
    assert (listed.says(name, "effects"), listed.says(name, "reads_private_data")) == (effects, private)


def test_what_is_exported_may_leave(read):
    security = {"security_info": {"data_handling": ["DataExport"]}}
    claim = read(plugin([function("bookTrip", capabilities=security)])).claim("bookTrip", "sends_outside")
    assert (claim.value, claim.level) == (True, EvidenceLevel.INFERRED)


def test_a_local_function_has_only_what_the_manifest_says(read):
    local = {"type": "LocalPlugin", "spec": {"local_endpoint": "Microsoft.Office.Addin"}}
    listed = read(plugin([function("paint", returns={"type": "string"})], [local]))
    assert listed.says("paint", "contract") == "resolved"
    assert listed.says("paint", "parameters") == ()
    assert listed.says("paint", "structured_result") is False


TOOL = {"name": "weather", "description": "Tells it.", "inputSchema": {"type": "object", "properties": {}}}


@pytest.mark.parametrize("described", [{"tools": [TOOL]}, {"file": "api.json"}])
def test_tools_of_a_server_are_available_whether_listed_or_not(read, described):
    server = runtime("RemoteMCPServer", "None", url="https://mcp.example/", mcp_tool_description=described)
    listed = read(plugin([], [server], schema_version="v2.4"), {"tools": [TOOL]})
    assert listed.tools == ["trips.weather"]
    assert listed.says("weather", "protocol") == "mcp"
    assert listed.says("weather", "authentication") == ("none",)
    assert listed.says("trips", "urls") == ("https://mcp.example/",)
    assert listed.says("trips", "transport") == "http"


def test_two_contracts_do_not_contradict_each_other(read):
    local = {"tools": [TOOL]}
    server = runtime("RemoteMCPServer", "OAuthPluginVault", url="https://mcp.example/", mcp_tool_description=local)
    first = {**runtime(), "run_for_functions": ["findTrips"]}
    listed = read(plugin([function("findTrips")], [first, {**server, "run_for_functions": ["weather"]}]))
    assert listed.tools == ["trips.findTrips", "trips.weather"]
    assert listed.says("trips", "version") is None
    assert listed.says("trips", "authentication") is None
    assert listed.says("weather", "authentication") == ("oauth2",)


def test_a_function_belongs_to_the_runtime_that_has_it(read):
    server = runtime("RemoteMCPServer", url="https://mcp.example/", mcp_tool_description={"tools": [TOOL]})
    listed = read(plugin([function("findTrips"), function("weather")], [server, runtime()]))
    assert [listed.says(name, "protocol") for name in ("findTrips", "weather")] == ["openapi", "mcp"]
    assert listed.tools == ["trips.findTrips", "trips.weather"]


def test_a_newer_version_is_read_and_told(read):
    listed = read(plugin([function("findTrips")], schema_version="v2.9"))
    assert listed.tools == ["trips.findTrips"]
    assert listed.notes == ["schema_version v2.9 is newer than what is known here: v2.4"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"functions": [1, None, {}, {"name": 7}, {"name": "findTrips", "parameters": 3, "description": []}]},
        {"functions": {"a": 1}},
        {"runtimes": [None, {"type": 3, "run_for_functions": "x"}, {"type": "OpenApi", "spec": {"url": 7}}]},
        {"functions": [function("findTrips", capabilities=[], states=3)]},
        {"namespace": 7, "name_for_human": None},
    ],
)
def test_wrong_types_are_told_and_stop_nothing(read, wrong):
    listed = read({**plugin([function("findTrips")]), **wrong})
    assert listed.interface.id


def test_every_function_of_one_name_is_kept_apart(read):
    assert read(plugin([function("findTrips")] * 2)).tools == ["trips.findTrips", "trips.findTrips #2"]


@pytest.mark.parametrize(
    "spec", [{"url": "plugin.json"}, {"api_description": "openapi: 3.0.0"}, {"progress_style": "None"}]
)
def test_a_runtime_without_a_contract_of_its_own(read, spec):
    listed = read(plugin([function("findTrips")], [runtime(**spec)]))
    assert listed.says("findTrips", "contract") is None
    assert listed.says("findTrips", "seen_as") == ()
    assert [entry.path for entry in listed.description.inputs] == ["plugin.json"]
