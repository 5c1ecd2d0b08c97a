"""Declarative agents: what they reach, what they act with, and app packages as a whole."""

import pytest

from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from tests.readers.interfaces.plugged import function, plugin, read_files, read_folder, runtime, trips_api

AGENT = "trips-agent"


def agent(**others):
    return {
        "$schema": "https://developer.microsoft.com/json-schemas/copilot/declarative-agent/v1.6/schema.json",
        "version": "v1.6",
        "name": "Trips${{APP_NAME_SUFFIX}}",
        "description": "Books trips.",
        "instructions": "Be brief.",
        **others,
    }


ACTIONS = {"actions": [{"id": "action_1", "file": "plugin.json"}]}
PLUGIN = plugin([function("findTrips"), function("bookTrip")], [runtime(auth="OAuthPluginVault")])
MANIFEST = {
    "manifestVersion": "1.21",
    "name": {"short": "Trips"},
    "copilotAgents": {"declarativeAgents": [{"id": "a", "file": "agent.json"}]},
}
PACKAGE = {"agent.json": agent(**ACTIONS), "plugin.json": PLUGIN, "api.json": trips_api(), "manifest.json": MANIFEST}


@pytest.fixture
def read(tmp_path):
    def run(stated, **files):
        others = {"plugin__json": PLUGIN, "api__json": trips_api(), **files}
        return read_files(tmp_path, "agent.json", agent__json=stated, **others)

    return run


def relations(listed, kind):
    return [(r.source, r.target) for r in listed.description.relations if r.kind is kind]


def test_an_agent_calls_its_plugins(read):
    listed = read(agent(**ACTIONS))
    assert [e.id for e in listed.description.entities if e.kind is EntityKind.AGENT] == [AGENT]
    assert relations(listed, RelationKind.CALLS) == [(AGENT, "trips")]
    assert listed.tools == ["trips.findTrips", "trips.bookTrip"]
    assert (AGENT, RelationKind.CALLS) in listed.description.closed_relations
    assert listed.says(AGENT, "framework.name") == "m365-copilot"
    assert listed.says(AGENT, "identity") == "delegated"
    assert listed.says(AGENT, "code_execution") == "none"
    assert listed.says(AGENT, "untrusted_input") is None


def test_the_model_is_not_stated(read):
    listed = read(agent(capabilities=[{"name": "ScenarioModels", "models": [{"id": "m-1"}]}]))
    assert relations(listed, RelationKind.USES) == []
    assert (AGENT, RelationKind.USES) not in listed.description.closed_relations
    assert listed.notes == ["models for single tasks (m-1); the model that the agent thinks with is not stated"]


@pytest.mark.parametrize(
    ("capabilities", "level"),
    [({}, EvidenceLevel.INFERRED), ({"confirmation": {"type": "AdaptiveCard"}}, EvidenceLevel.DOCUMENTED)],
)
def test_the_platform_can_hold_an_action(read, capabilities, level):
    stated = plugin([function("bookTrip", capabilities=capabilities)])
    claim = read(agent(**ACTIONS), plugin__json=stated).claim(AGENT, "approval_point")
    assert (claim.value, claim.level) == ("framework", level)


def test_whose_identity_it_is_stays_unknown_where_the_plugins_differ(read):
    two = plugin([function("findTrips")], [runtime(), runtime(auth="OAuthPluginVault")])
    assert read(agent(**ACTIONS), plugin__json=two).says(AGENT, "identity") is None


def test_the_web_is_untrusted(read):
    listed = read(agent(capabilities=[{"name": "WebSearch"}]))
    assert relations(listed, RelationKind.READS) == [(AGENT, "public-web")]
    assert listed.claim("public-web", "trust").value == "untrusted"
    claim = listed.claim(AGENT, "untrusted_input")
    assert (claim.value, claim.level) == (True, EvidenceLevel.DOCUMENTED)


def test_a_search_may_be_limited_to_sites(read):
    sites = [{"url": "https://docs.example/a"}, {"url": "https://docs.example/b"}, {"url": "http://["}]
    listed = read(agent(capabilities=[{"name": "WebSearch", "sites": sites}]))
    assert relations(listed, RelationKind.READS) == [(AGENT, "docs.example")]
    assert listed.claim(AGENT, "untrusted_input").level is EvidenceLevel.INFERRED


def test_code_is_run_somewhere(read):
    claim = read(agent(capabilities=[{"name": "CodeInterpreter"}])).claim(AGENT, "code_execution")
    assert (claim.value, claim.level) == ("sandboxed", EvidenceLevel.INFERRED)


@pytest.mark.parametrize(
    ("capability", "store", "said", "untrusted"),
    [
        ({"name": "OneDriveAndSharePoint"}, "m365-onedrive-and-sharepoint", "everything there", None),
        (
            {"name": "OneDriveAndSharePoint", "items_by_url": [{"url": "https://x.example"}]},
            "m365-onedrive-and-sharepoint",
            "1 of its items",
            None,
        ),
        ({"name": "Email", "shared_mailbox": "a@b.example"}, "m365-email", "a part of it", True),
        ({"name": "TeamsMessages"}, "m365-teams-messages", "everything there", True),
        ({"name": "People"}, "m365-people", "everything there", None),
    ],
)
def test_knowledge(read, capability, store, said, untrusted):
    listed = read(agent(capabilities=[capability]))
    assert relations(listed, RelationKind.READS) == [(AGENT, store)]
    (description,) = (c.value for c in listed.description.claims if (c.subject, c.attribute) == (store, "description"))
    assert said in description
    assert listed.says(AGENT, "untrusted_input") is untrusted


def test_capabilities_that_are_unknown_are_told(read):
    stated = [{"name": "TimeTravel"}, {"name": "GraphicArt"}, 7]
    notes = read(agent(capabilities=stated)).notes
    assert notes == [
        "the capability TimeTravel is not known; not read",
        "the capability (without a name) is not known; not read",
    ]


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("Be brief.", []),
        ("x" * 8_001, ["the instructions have 8,001 characters; Microsoft 365 Copilot takes 8,000"]),
    ],
)
def test_instructions_in_a_file(read, text, notes):
    listed = read(agent(instructions="$[file('told.txt')]"), told__txt=text)
    assert "told.txt" in [entry.path for entry in listed.description.inputs]
    assert listed.notes == notes


@pytest.mark.parametrize("path", ["gone.txt", "../told.txt", "https://x.example/told.txt"])
def test_instructions_that_cannot_be_read_are_told(read, path):
    (note,) = read(agent(instructions=f"$[file('{path}')]")).notes
    assert note.endswith("the instructions are unknown")


@pytest.mark.parametrize("action", [{"id": "A", "file": "gone.json"}, {"id": "A", "file": "api.json"}, {"id": "A"}, 3])
def test_an_action_that_cannot_be_read_has_unknown_tools(read, action):
    listed = read(agent(actions=[action]))
    (tool,) = listed.tools
    assert tool.endswith(".*")
    assert listed.says(AGENT, "identity") is None
    assert any("the tools of this action are unknown" in note for note in listed.notes)


def test_plugins_of_one_namespace_are_told_apart(read):
    both = [{"id": "first", "file": "plugin.json"}, {"id": "second", "file": "other.json"}]
    listed = read(agent(actions=both), other__json=plugin([function("bookTrip")]))
    assert relations(listed, RelationKind.CALLS) == [(AGENT, "trips"), (AGENT, f"{AGENT}-second")]
    assert listed.tools == ["trips.findTrips", "trips.bookTrip", f"{AGENT}-second.bookTrip"]


def test_several_actions_that_cannot_be_read(read):
    assert read(agent(actions=[None, {"id": "x"}, {"id": "x"}])).tools == [
        f"{AGENT}-action-0.*",
        f"{AGENT}-x.*",
        f"{AGENT}-x-2.*",
    ]


def test_an_action_inside_the_agent(read):
    listed = read(agent(actions=[plugin([function("findTrips")])]))
    assert listed.tools == ["trips.findTrips"]
    assert [entry.path for entry in listed.description.inputs] == ["agent.json", "api.json"]


def test_agents_that_it_hands_work_to_are_described_elsewhere(read):
    listed = read(agent(worker_agents=[{"id": "T_1"}]))
    assert relations(listed, RelationKind.DELEGATES) == [(AGENT, "worker-t-1")]
    assert listed.description.entities[-1].placeholder


def test_an_app_package_is_read_once(tmp_path):
    listed = read_folder(tmp_path, PACKAGE)
    assert [entry.path for entry in listed.description.inputs] == [
        "manifest.json",
        "agent.json",
        "plugin.json",
        "api.json",
    ]
    assert listed.tools == ["trips.findTrips", "trips.bookTrip"]


def test_agents_of_one_app_share_a_plugin(tmp_path):
    both = [{"id": "a", "file": "agent.json"}, {"id": "b", "file": "other.json"}]
    more = {
        "other.json": agent(name="Other", **ACTIONS),
        "manifest.json": {
            **MANIFEST,
            "copilotAgents": {"declarativeAgents": both, "plugins": [{"id": "p", "file": "plugin.json"}]},
        },
    }
    listed = read_folder(tmp_path, {**PACKAGE, **more})
    assert relations(listed, RelationKind.CALLS) == [(AGENT, "trips"), ("other-agent", "trips")]
    assert listed.tools == ["trips.findTrips", "trips.bookTrip"]


@pytest.mark.parametrize("file", ["gone.json", "api.json", "../agent.json"])
def test_an_app_whose_agent_cannot_be_read(tmp_path, file):
    lone = {**MANIFEST, "copilotAgents": {"declarativeAgents": [{"id": "a", "file": file}]}}
    listed = read_files(tmp_path, "manifest.json", manifest__json=lone, api__json=trips_api())
    assert listed.description.entities == []
    assert any("what this agent reaches is unknown" in note for note in listed.notes)


@pytest.mark.parametrize("wrong", [{"actions": 3}, {"capabilities": {}}, {"instructions": 7}, {"worker_agents": [1]}])
def test_wrong_types_stop_nothing(read, wrong):
    assert AGENT in [entity.id for entity in read(agent(**wrong)).description.entities]


def test_what_follows_from_microsoft_running_it(read):
    listed = read(agent(**ACTIONS))
    assert listed.says(AGENT, "privileged") is False
    assert listed.says(AGENT, "egress") == "restricted"
    assert listed.says(AGENT, "inline_secrets") == ()
    assert read(agent(capabilities=[{"name": "WebSearch"}])).says(AGENT, "egress") is None
    key = "gh" + "p_" + "A1b2C3d4e5F6" * 3
    assert read(agent(instructions=f"Send {key} with each call.")).says(AGENT, "inline_secrets") != ()
