"""Whatever stands in a document about messages or workflows, reading ends with a description or with an InputError."""

import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.derive import derive
from auditor.errors import InputError
from auditor.linking import link
from auditor.model.system import System
from tests.readers.interfaces.listed import read
from tests.readers.interfaces.test_arazzo import TRIPS, arazzo, step
from tests.readers.interfaces.test_asyncapi import OLDER, ORDER, asyncapi

WORKFLOWS = arazzo(
    step(onFailure=[{"name": "a", "type": "retry", "retryLimit": 2}]),
    {"stepId": "b", "operationPath": "{$sourceDescriptions.trips.url}#/paths/~1trips/post"},
    {"stepId": "c", "workflowId": "book"},
    workflow={"inputs": {"$ref": "#/components/inputs/wish"}, "outputs": {"id": "$steps.b.outputs.id"}},
    components={"inputs": {"wish": {"type": "object", "properties": {"to": {"type": "string"}}}}},
)
MESSAGES = asyncapi(
    {
        "place": {
            "action": "receive",
            "reply": {"channel": {"$ref": "#/channels/orders"}},
            "security": [{"type": "x"}],
        },
        "placed": {"action": "send", "messages": [{"$ref": "#/channels/orders/messages/order"}]},
    },
    {"orders": {"parameters": {"a": {"enum": ["b"]}}, "messages": {"order": {**ORDER, "traits": [{"headers": {}}]}}}},
    servers={"a": {"host": "a.example", "protocol": "kafka", "security": [{"type": "plain"}]}},
)
DOCUMENTS = {"arazzo": WORKFLOWS, "asyncapi": MESSAGES, "older": OLDER}
JUNK = st.sampled_from([None, True, 0, "", "x", [], [None], {}, {"x": 1}, {"$ref": "#"}, {"$ref": "#/gone"}])


def places(value, path=()):
    """Return the path of everything in a document but its version, without which it is no such document."""
    if path and path not in (("arazzo",), ("asyncapi",)):
        yield path
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in members:
        yield from places(child, (*path, key))


@pytest.mark.parametrize("kind", DOCUMENTS)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_junk_anywhere_is_survived(tmp_path, kind, data):
    content = copy.deepcopy(DOCUMENTS[kind])
    for _ in range(data.draw(st.integers(1, 3))):
        *way, last = data.draw(st.sampled_from(list(places(content))))
        here = content
        for key in way:
            here = here[key]
        here[last] = copy.deepcopy(data.draw(JUNK))
    format_id = "arazzo" if kind == "arazzo" else "asyncapi"
    try:
        listed = read(tmp_path, content, format_id=format_id, name=None, **{"trips.json": TRIPS})
    except InputError:
        return
    system = System(derive(link(listed.description)))
    assert listed.interface.id in system.entities
