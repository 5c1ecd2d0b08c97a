"""Workflows over the operations of other contracts."""

import pytest

from auditor.errors import InputError
from auditor.model.kinds import RelationKind
from tests.readers.interfaces.listed import openapi_with, read, recognised

TRIPS = openapi_with({"/trips": {"get": {"operationId": "findTrips"}, "post": {"operationId": "bookTrip"}}})
OK = [{"condition": "$statusCode == 200"}]


def arazzo(*steps, sources=None, **others):
    """Return a document with the workflow `book` over `trips.json`."""
    named = [{"name": "trips", "url": "trips.json", "type": "openapi"}] if sources is None else sources
    workflow = {"workflowId": "book", "summary": "Books a trip.", "steps": list(steps), **others.pop("workflow", {})}
    info = {"title": "Booking", "version": "1.0"}
    return {"arazzo": "1.0.1", "info": info, "sourceDescriptions": named, "workflows": [workflow], **others}


def step(operation="findTrips", **others):
    return {"stepId": "first", "operationId": operation, "successCriteria": OK, **others}


def follow(tmp_path, content, name="flows", **files):
    return read(tmp_path, content, format_id="arazzo", name=name, **({"trips.json": TRIPS} | files))


def steps(listed, subject="book"):
    return listed.records(subject, "steps")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"arazzo": "1.0.0", "workflows": []}, ["arazzo"]),
        ({"arazzo": 1.0, "info": {}}, ["arazzo"]),
        ({"arazzo": "1.0.0"}, []),
        ({"arazzo": "flows.yaml", "info": {}}, []),
    ],
)
def test_recognition(tmp_path, content, expected):
    assert recognised(tmp_path, content) == expected


def test_a_workflow_is_listed_with_what_it_takes_and_gives(tmp_path):
    inputs = {"$ref": "#/components/inputs/wish"}
    wish = {"type": "object", "required": ["to"], "properties": {"to": {"type": "string", "description": "A city."}}}
    workflow = {"inputs": inputs, "outputs": {"id": "$steps.first.outputs.id"}}
    listed = follow(tmp_path, arazzo(step(), workflow=workflow, components={"inputs": {"wish": wish}}))
    assert listed.tools == ["flows.book"]
    assert listed.description.workflows == {"flows.book": "flows"}
    assert listed.says("book", "description") == "Books a trip."
    assert listed.says("book", "contract") == "resolved"
    assert listed.says("book", "structured_result") is True
    assert listed.records("book")["to"].fields["required"] is True
    assert listed.says("flows", "unresolved_references") == ()
    assert listed.description.claims[-1].subject  # the interface is claimed about, too
    assert ("flows", RelationKind.EXPOSES) in listed.description.closed_relations


def test_the_system_has_workflows_then(tmp_path):
    assert follow(tmp_path, arazzo(step())).says("system", "workflows") == "main.json"


@pytest.mark.parametrize(
    "call",
    [
        {"operationId": "findTrips"},
        {"operationId": "$sourceDescriptions.trips.findTrips"},
        {"operationPath": "{$sourceDescriptions.trips.url}#/paths/~1trips/get"},
        {"operationPath": "$sourceDescriptions.trips.url#/paths/~1trips/get"},
    ],
)
def test_a_step_calls_an_operation_of_a_source(tmp_path, call):
    listed = follow(tmp_path, arazzo({"stepId": "first", **call}))
    assert steps(listed)["first"].fields["operation"] == "trips-api.findTrips"
    assert steps(listed)["first"].fields["found"] is True
    assert listed.says("trips-api.findTrips", "in_workflows") == ("flows.book",)
    assert list(listed.description.cited) == ["trips.json"]


@pytest.mark.parametrize(
    "call",
    [
        {"operationId": "findTrip"},
        {"operationId": "$sourceDescriptions.trips.findTrip"},
        {"operationId": "$sourceDescriptions.hotels.findTrips"},
        {"operationPath": "{$sourceDescriptions.trips.url}#/paths/~1trips/delete"},
        {"operationPath": "{$sourceDescriptions.trips.url}#/paths/~1trips"},
        {"operationPath": "{$sourceDescriptions.trips.url}#/components"},
        {"operationPath": "/trips"},
        {"workflowId": "pay"},
        {},
    ],
)
def test_a_step_that_calls_what_is_not_there(tmp_path, call):
    listed = follow(tmp_path, arazzo({"stepId": "first", **call}))
    assert steps(listed)["first"].fields["found"] is False
    assert listed.says("book", "contract") == "broken"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ({"url": "https://a.example/trips.json"}, "the source trips is an address; there is no network in an audit"),
        ({"url": "gone.json"}, "gone.json does not exist"),
        ({"url": "broken.json"}, "broken.json:1:2"),
        ({"url": "main.json", "type": "openapi"}, "this is a Arazzo document; expected OpenAPI document"),
        ({}, "the source description trips has no url"),
    ],
)
def test_of_a_source_that_cannot_be_read_nothing_is_known(tmp_path, source, told):
    content = arazzo(step(), sources=[{"name": "trips", **source}])
    listed = follow(tmp_path, content, **{"broken.json": "{"})
    assert "found" not in steps(listed)["first"].fields
    assert listed.says("book", "contract") is None
    assert any(told in note for note in listed.notes)


def test_a_source_that_is_not_there_is_a_dead_end(tmp_path):
    listed = follow(tmp_path, arazzo(step(), sources=[{"name": "trips", "url": "gone.json"}]))
    assert listed.says("flows", "unresolved_references") == ("gone.json",)


def test_an_operation_that_two_sources_have_is_not_known(tmp_path):
    sources = [{"name": "a", "url": "trips.json"}, {"name": "b", "url": "more.json"}]
    found = steps(follow(tmp_path, arazzo(step(), sources=sources), **{"more.json": TRIPS}))["first"].fields
    assert (found["operation"], "found" in found) == ("findTrips", False)


def test_workflows_run_each_other_also_in_a_circle_of_documents(tmp_path):
    sources = [{"name": "other", "url": "other.json", "type": "arazzo"}]
    other = arazzo(
        {"stepId": "back", "workflowId": "$sourceDescriptions.main.book"},
        sources=[{"name": "main", "url": "main.json"}],
    )
    calls = [{"stepId": "a", "workflowId": "$sourceDescriptions.other.book"}, {"stepId": "b", "workflowId": "book"}]
    listed = follow(tmp_path, arazzo(*calls, sources=sources), **{"other.json": other})
    assert {name: s.fields["operation"] for name, s in steps(listed).items()} == {
        "a": "booking.book",
        "b": "flows.book",
    }
    assert steps(listed)["a"].fields["success"] == "that of the workflow it runs"


def test_steps_that_wait_for_messages(tmp_path):
    events = {
        "asyncapi": "3.0.0",
        "info": {"title": "Events"},
        "channels": {"booked": {"messages": {"m": {"payload": {"type": "object"}}}}},
        "operations": {"tripBooked": {"action": "send", "channel": {"$ref": "#/channels/booked"}}},
    }
    sources = [{"name": "events", "url": "events.json", "type": "asyncapi"}]
    calls = [
        {"stepId": "by-id", "operationId": "tripBooked", "action": "receive"},
        {"stepId": "by-path", "channelPath": "{$sourceDescriptions.events.url}#/channels/booked", "action": "receive"},
        {"stepId": "gone", "channelPath": "{$sourceDescriptions.events.url}#/channels/lost", "action": "receive"},
    ]
    found = steps(follow(tmp_path, arazzo(*calls, sources=sources), **{"events.json": events}))
    assert {name: s.fields["found"] for name, s in found.items()} == {"by-id": True, "by-path": True, "gone": False}
    assert found["by-path"].fields["success"] == "the message arrives"


def test_success_and_failure_in_words(tmp_path):
    retry = {"name": "again", "type": "retry", "retryLimit": 3, "retryAfter": 0.5}
    ours = {"onFailure": [retry, {"reference": "$components.failureActions.undo"}]}
    criteria = [*OK, {"context": "$response.body", "condition": "$.id", "type": "jsonpath"}]
    content = arazzo(
        step(**ours, successCriteria=criteria),
        {"stepId": "second", "operationId": "bookTrip"},
        workflow={"failureActions": [{"name": "stop", "type": "end"}]},
        components={"failureActions": {"undo": {"name": "undo", "type": "goto", "stepId": "second"}}},
    )
    found = steps(follow(tmp_path, content))
    assert found["first"].fields["success"] == "$statusCode == 200 and $.id"
    assert found["first"].fields["on_failure"] == "retry up to 3 times, after 0.5 s; go to second; end"
    assert (found["second"].fields["success"], found["second"].fields["on_failure"]) == ("", "end")


def test_the_interface_has_the_steps_of_all_workflows(tmp_path):
    content = arazzo(step())
    content["workflows"].append({"workflowId": "cancel", "steps": [step()]})
    assert list(steps(follow(tmp_path, content), "flows")) == ["book.first", "cancel.first"]


def test_a_list_that_is_none_leaves_the_steps_unknown(tmp_path):
    listed = follow(tmp_path, arazzo(workflow={"steps": "none"}))
    assert listed.says("book", "steps") is None
    assert listed.says("flows", "steps") is None


def test_workflows_with_the_title_of_their_api_get_an_id_of_their_own(tmp_path):
    content = arazzo(step())
    content["info"]["title"] = "Trips API"
    assert follow(tmp_path, content, name=None).interface.id == "trips-api-workflows"


def test_an_unknown_version_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"version 2\.0\.0 is not known"):
        follow(tmp_path, {**arazzo(step()), "arazzo": "2.0.0"})
