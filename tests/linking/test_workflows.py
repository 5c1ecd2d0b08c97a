"""Workflows meet the operations that they use, under whatever id the system gives those."""

import pytest

from auditor.derive import derive
from auditor.documents import Workspace
from auditor.linking import link
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind
from auditor.model.system import System
from auditor.readers.folder import find_descriptions, read_found
from auditor.readers.reader import Reading
from tests.readers.interfaces.listed import write

TRIPS = {
    "openapi": "3.1.0",
    "info": {"title": "Trips API", "version": "1"},
    "paths": {"/trips": {"get": {"operationId": "findTrips"}, "delete": {"operationId": "cancelTrips"}}},
}


def flows(*operations):
    steps = [{"stepId": f"s{n}", "operationId": operation} for n, operation in enumerate(operations)]
    sources = [{"name": "trips", "url": "trips.json", "type": "openapi"}]
    workflow = {"workflowId": "tidy", "steps": steps}
    return {"arazzo": "1.0.1", "info": {"title": "Flows"}, "sourceDescriptions": sources, "workflows": [workflow]}


def described(**others):
    return {"system": {"name": "Desk"}, **others}


def read(root, **files):
    """Return the system that a folder describes."""
    write(root, {f"{name}.json": content for name, content in ({"trips": TRIPS} | files).items()})
    reading = Reading.of(Workspace(root))
    return System(derive(link(read_found(reading, find_descriptions(reading, ".")))))


def value(system, subject, attribute):
    fact = system.fact(subject, attribute)
    return fact.value if isinstance(fact, Known) else None


def tools(system):
    return {tool.id for tool in system.of_kind(EntityKind.TOOL)}


def test_in_a_folder_the_contract_is_read_once(tmp_path):
    system = read(tmp_path, flows=flows("findTrips"))
    assert tools(system) == {"flows.tidy", "trips-api.findTrips", "trips-api.cancelTrips"}
    assert value(system, "trips-api.findTrips", "in_workflows") == ("flows.tidy",)
    assert value(system, "flows.tidy", "effects") == ("read",)


def test_operations_meet_under_the_key_that_the_system_gives_their_interface(tmp_path):
    interfaces = {"desk": {"openapi": "trips.json"}, "tasks": {"arazzo": "flows.json"}}
    agents = {"planner": {"tools": ["desk", "tasks"]}}
    system = read(tmp_path, flows=flows("cancelTrips"), system=described(interfaces=interfaces, agents=agents))
    assert tools(system) == {"desk.findTrips", "desk.cancelTrips", "tasks.tidy"}
    assert value(system, "desk.cancelTrips", "in_workflows") == ("tasks.tidy",)
    (step,) = value(system, "tasks.tidy", "steps")
    assert step.fields["operation"] == "desk.cancelTrips"
    assert value(system, "tasks.tidy", "effects") == ("delete",)


@pytest.mark.parametrize(
    "named", [{"interfaces": {"tasks": {"arazzo": "flows.json"}}}, {"include": ["flows.json"]}], ids=["key", "include"]
)
def test_a_workflow_that_no_agent_is_given_is_no_further_tool(tmp_path, named):
    interfaces = {"desk": {"openapi": "trips.json"}} | named.pop("interfaces", {})
    system = read(tmp_path, flows=flows("cancelTrips"), system=described(interfaces=interfaces, **named))
    assert tools(system) == {"desk.findTrips", "desk.cancelTrips"}
    assert len(value(system, "desk.cancelTrips", "in_workflows")) == 1
    owner = next(e.id for e in system.of_kind(EntityKind.INTERFACE) if value(system, e.id, "protocol") == "arazzo")
    (step,) = value(system, owner, "steps")
    assert step.fields["operation"] == "desk.cancelTrips"
    assert value(system, "system", "workflows") == "flows.json"


def test_a_contract_that_only_folded_workflows_rest_on_adds_no_tool(tmp_path):
    system = read(tmp_path, flows=flows("cancelTrips"), system=described(include=["flows.json"]))
    assert tools(system) == set()


def test_effects_are_unknown_where_those_of_one_step_are(tmp_path):
    system = read(tmp_path, flows=flows("cancelTrips", "gone"))
    assert value(system, "flows.tidy", "effects") is None


def test_a_workflow_that_runs_itself_does_nothing_that_is_known(tmp_path):
    content = flows("findTrips")
    content["workflows"][0]["steps"].append({"stepId": "again", "workflowId": "tidy"})
    assert value(read(tmp_path, flows=content), "flows.tidy", "effects") is None


def test_a_workflow_does_what_the_workflow_does_that_it_runs(tmp_path):
    content = flows("cancelTrips")
    content["workflows"].insert(0, {"workflowId": "all", "steps": [{"stepId": "a", "workflowId": "tidy"}]})
    assert value(read(tmp_path, flows=content), "flows.all", "effects") == ("delete",)


def test_workflows_that_run_one_another_in_a_long_row(tmp_path):
    content = flows("findTrips")
    for number in range(3_000):
        inner = f"w{number - 1}" if number else "tidy"
        content["workflows"].append({"workflowId": f"w{number}", "steps": [{"stepId": "a", "workflowId": inner}]})
    assert value(read(tmp_path, flows=content), "flows.w2999", "effects") == ("read",)


def test_a_workflow_that_somebody_approves_stays(tmp_path):
    interfaces = {"desk": {"openapi": "trips.json"}, "tasks": {"arazzo": "flows.json"}}
    own = described(interfaces=interfaces, people={"boss": {"approves": ["tasks.tidy"]}})
    assert "tasks.tidy" in tools(read(tmp_path, flows=flows("cancelTrips"), system=own))


def test_steps_speak_of_the_tool_that_an_operation_became(tmp_path):
    listed = {"tools": [{"name": "findTrips", "inputSchema": {"type": "object"}}]}
    interfaces = {"mcp": {"mcp": "tools.json", "implements": "api"}, "api": {"openapi": "trips.json"}}
    interfaces["tasks"] = {"arazzo": "flows.json"}
    own = described(interfaces=interfaces, people={"boss": {"approves": ["tasks.tidy"]}})
    system = read(tmp_path, tools=listed, flows=flows("findTrips", "cancelTrips"), system=own)
    steps = value(system, "tasks.tidy", "steps")
    assert [step.fields["operation"] for step in steps] == ["mcp.findTrips", "api.cancelTrips"]


EVENTS = {
    "asyncapi": "3.0.0",
    "info": {"title": "Events"},
    "channels": {"booked": {"messages": {"m": {"payload": {"type": "object"}}}}, "lost": {"messages": {}}},
    "operations": {
        "tripBooked": {"action": "send", "channel": {"$ref": "#/channels/booked"}},
        "tripLost": {"action": "send", "channel": {"$ref": "#/channels/lost"}},
    },
}


def test_channels_are_queues_where_somebody_has_to_do_with_them(tmp_path):
    agents = {"planner": {"observes": ["shop.booked"]}}
    own = described(interfaces={"shop": {"asyncapi": "events.json"}}, agents=agents)
    system = read(tmp_path, events=EVENTS, system=own)
    assert [queue.id for queue in system.of_kind(EntityKind.QUEUE)] == ["shop.booked"]
    assert [event.name for event in value(system, "shop", "events")] == ["shop.booked", "shop.lost"]


def test_channels_that_the_system_describes_stay(tmp_path):
    own = described(
        interfaces={"shop": {"asyncapi": "events.json"}},
        agents={"planner": {}},
        queues={"shop.lost": {"triggers": ["planner"]}},
    )
    system = read(tmp_path, events=EVENTS, system=own)
    assert [queue.id for queue in system.of_kind(EntityKind.QUEUE)] == ["shop.lost"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("receiveOrder", ("spend",)),
        ("cancelTrip", ("delete",)),
        ("sendMeasurement", ("create",)),
        ("listTrips", ("create",)),
        ("onTripChanged", ("create",)),
    ],
)
def test_a_message_does_what_its_name_says_or_creates_something(tmp_path, name, expected):
    content = {
        "asyncapi": "3.0.0",
        "info": {"title": "Shop"},
        "channels": {"c": {"messages": {"m": {"payload": {"type": "object"}}}}},
        "operations": {name: {"action": "receive", "channel": {"$ref": "#/channels/c"}}},
    }
    assert value(read(tmp_path, shop=content), f"shop.{name}", "effects") == expected
