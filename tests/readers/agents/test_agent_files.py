"""Agents as A2A cards, LangGraph, CrewAI and AutoGen describe them."""

import pytest

from auditor.documents import Workspace
from auditor.model.kinds import EntityKind, EvidenceLevel, Members, RelationKind
from auditor.readers.reader import Reading
from tests.readers.agents.configured import AUTOGEN, CARD, CREW_AGENTS, CREW_TASKS, LANGGRAPH, OLD_CARD, read_one
from tests.readers.interfaces.listed import write

FACE = "order-desk-a2a"


@pytest.fixture
def read(tmp_path):
    def run(content, path, **others):
        return read_one(tmp_path, path, content, **others)

    return run


def agents(listed):
    return [e.id for e in listed.description.entities if e.kind is EntityKind.AGENT]


def relations(listed, kind):
    return [(r.source, r.target) for r in listed.description.relations if r.kind is kind]


def test_an_agent_card(read):
    listed = read(CARD, "agent-card.json")
    assert agents(listed) == ["order-desk"]
    assert listed.says(FACE, "protocol") == "a2a"
    assert listed.says(FACE, "configuration.missing") == ()
    assert listed.says(FACE, "urls") == ("https://desk.example/a2a",)
    assert listed.says(FACE, "transport") == "http"
    assert listed.says(FACE, "authentication") == ("api_key",)
    assert listed.says(FACE, "version") == "1.0.0"
    assert listed.notes == ["skills of an agent have no arguments and are no tools: status"]


def test_a_card_of_an_earlier_version(read):
    listed = read(OLD_CARD, "agent.json")
    claim = listed.claim(FACE, "configuration.missing")
    assert claim.value == ("supportedInterfaces",)
    assert claim.location.pointer == ("url",)
    assert listed.says(FACE, "urls") == ("https://desk.example/a2a",)
    assert listed.says(FACE, "authentication") == ("bearer",)


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"description": ""}, ("description",)),
        ({"skills": [{"id": "s", "name": "S", "description": "D"}]}, ("skills[0].tags",)),
        ({"supportedInterfaces": [{"url": "https://d.example"}]},
         ("supportedInterfaces[0].protocolBinding", "supportedInterfaces[0].protocolVersion")),
        ({"skills": []}, ("skills",)),
        ({"url": "https://desk.example/a2a"}, ()),
    ],
)  # fmt: skip
def test_what_a_card_lacks(read, change, missing):
    assert read({**CARD, **change}, "card.json").says(FACE, "configuration.missing") == missing


def test_graphs_are_agents(read):
    listed = read(LANGGRAPH, "langgraph.json")
    assert agents(listed) == ["shop"]
    assert listed.says("shop", "framework.name") == "langgraph"
    assert listed.says("shop", "configuration.missing") == ()
    assert listed.notes == ["not read: ./shop/agent.py:graph, in which the graph `shop` stands"]


@pytest.mark.parametrize(
    ("content", "agent", "missing"),
    [
        ({"graphs": {"a": "./a.py:g"}}, "a", ("dependencies",)),
        ({"graphs": {"a": "./a.py:g"}, "dependencies": []}, "a", ("dependencies",)),
        ({"graphs": {"a": {"path": "./a.py:g"}}, "source": {"kind": "uv"}}, "a", ()),
        ({"graphs": {"a": "./a.ts:g"}, "node_version": "22"}, "a", ()),
        ({"dependencies": ["."]}, "langgraph", ("graphs",)),
        ({"dependencies": ["."], "graphs": {}}, "langgraph", ("graphs",)),
        ({"env": ".env"}, "langgraph", ("graphs", "dependencies")),
    ],
)
def test_what_an_application_lacks(read, content, agent, missing):
    listed = read(content, "langgraph.json")
    assert agents(listed) == [agent]
    assert listed.says(agent, "configuration.missing") == missing


def test_a_crew(read):
    listed = read(CREW_AGENTS, "config/agents.yaml")
    assert agents(listed) == ["researcher", "writer"]
    assert listed.says("researcher", "framework.name") == "crewai"
    assert listed.says("researcher", "configuration.missing") == ()
    assert listed.says("researcher", "max_steps") == 15
    assert listed.says("researcher", "budget.seconds") == 120
    assert listed.says("researcher", "code_execution") == "sandboxed"
    assert relations(listed, RelationKind.USES) == [("researcher", "openai/gpt-4o")]


def test_an_agent_without_a_goal(read):
    listed = read(CREW_AGENTS.replace("goal: Write it up", "verbose: true"), "config/agents.yaml")
    assert listed.says("writer", "configuration.missing") == ("goal",)


@pytest.mark.parametrize(
    ("content", "path"),
    [
        ("a: {instructions: x, role: y, goal: z}", "agents.yaml"),
        ("example: >\n  a game\n", "gamedesign.yaml"),
        ("a: {role: x, goal: y}", "people.yaml"),
        ("a: {description: x}", "tasks.yaml"),
    ],
)
def test_what_is_no_crew(tmp_path, content, path):
    write(tmp_path, {path: content})
    assert Reading.of(Workspace(tmp_path)).recognise(Workspace(tmp_path).open(path)) is None


def test_tasks_name_agents(read):
    listed = read(CREW_TASKS, "config/tasks.yaml", **{"config/agents.yaml": CREW_AGENTS})
    assert agents(listed) == []
    assert listed.notes == [
        "2 tasks; which tools do them stands in code",
        "a person is asked after the tasks report",
    ]


def test_a_task_for_an_agent_that_is_not_there(read):
    tasks = CREW_TASKS.replace("agent: writer", "agent: editor")
    listed = read(tasks, "config/tasks.yaml", **{"config/agents.yaml": CREW_AGENTS})
    assert agents(listed) == ["editor"]
    claim = listed.claim("editor", "configuration.missing")
    assert (claim.value, claim.level) == (("its entry in agents.yaml",), EvidenceLevel.INFERRED)
    assert str(claim.location) == "config/tasks.yaml:3"


def test_tasks_beside_agents_of_another_program(read):
    listed = read(CREW_TASKS, "config/tasks.yaml", **{"config/agents.yaml": "a: {instructions: x}"})
    assert agents(listed) == []
    assert "the tasks may be of another program" in listed.notes[0]
    assert agents(read(CREW_TASKS, "alone/tasks.yaml")) == []


def test_a_team(read):
    listed = read(AUTOGEN, "team.json")
    assert agents(listed) == ["shop-team", "clerk"]
    assert relations(listed, RelationKind.DELEGATES) == [("shop-team", "clerk")]
    assert relations(listed, RelationKind.USES) == [("clerk", "gpt-4o-mini")]
    assert relations(listed, RelationKind.CALLS) == [("clerk", "clerk-mcp"), ("clerk", "clerk-tools")]
    assert listed.says("shop-team", "max_steps") == 10
    assert listed.tools == ["clerk-mcp.*", "clerk-tools.find_order"]
    assert listed.says("clerk-mcp", "version") == "2025.4.7"
    tools = next(e for e in listed.description.entities if e.id == "clerk-tools")
    assert tools.members is Members.CLOSED
    assert listed.notes == [
        "the arguments of these tools stand in their source code, which is not read",
        "a person takes part (UserProxyAgent)",
    ]


def test_a_gallery(read):
    listed = read({"id": "g", "components": {"teams": [AUTOGEN], "agents": [], "models": []}}, "gallery.json")
    assert agents(listed) == ["shop-team", "clerk"]
    assert listed.notes[-1] == "not read: the models of the gallery, which no agent of it holds"


def test_a_component_that_is_no_agent(read):
    model = AUTOGEN["config"]["participants"][0]["config"]["model_client"]
    listed = read(model, "model.json")
    assert listed.description.entities == []
    assert listed.notes == ["this component is no agent and no team; not read"]
