"""Whatever stands in a document, reading it ends in a description or in an InputError."""

import copy

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.documents import Workspace
from auditor.errors import InputError
from auditor.model.system import System
from auditor.readers.reader import Reading
from tests.readers.interfaces.listed import READERS, body, openapi_with, write

VALID = openapi_with(
    {
        "/trips/{id}": {
            "parameters": [{"$ref": "#/components/parameters/Id"}],
            "get": {
                "operationId": "getTrip",
                "summary": "Get",
                "security": [{"key": ["a"]}],
                "responses": {
                    "200": body({"$ref": "#/components/schemas/Trip"}),
                    "default": {"$ref": "#/components/responses/Bad"},
                },
            },
            "post": {
                "requestBody": body(
                    {"allOf": [{"$ref": "#/components/schemas/Trip"}, {"oneOf": [{}, {"type": "null"}]}]}
                ),
                "responses": {"204": {"headers": {"Link": {}}}},
                "callbacks": {"a": {}},
            },
        }
    },
    servers=[{"url": "https://{a}.example", "variables": {"a": {"default": "b"}}}],
    security=[],
    components={
        "parameters": {"Id": {"name": "id", "in": "path", "schema": {"type": "string", "enum": ["a"]}}},
        "responses": {"Bad": body({"type": "object", "properties": {"code": {"type": "integer"}}})},
        "securitySchemes": {"key": {"type": "apiKey"}},
        "schemas": {
            "Trip": {
                "type": "object",
                "required": ["id"],
                "properties": {
                    "id": {"type": "string"},
                    "legs": {"type": "array", "items": {"$ref": "#/components/schemas/Trip"}},
                },
            }
        },
    },
)
MCP = {
    "serverInfo": {"name": "s", "version": "1"},
    "tools": [
        {
            "name": "a",
            "description": "b",
            "annotations": {"readOnlyHint": True, "idempotentHint": False},
            "inputSchema": {
                "type": "object",
                "properties": {"x": {"$ref": "#/$defs/y"}},
                "$defs": {"y": {"type": "string"}},
            },
            "outputSchema": {"type": "object", "properties": {"x": {"type": "array", "items": {}}}},
        },
        {"name": "b", "inputSchema": {"type": "object"}},
    ],
}
FUNCTIONS = {
    "tools": [
        {
            "type": "function",
            "function": {"name": "a", "description": "b", "parameters": {"type": "object", "properties": {"x": {}}}},
        },
        {"type": "function", "name": "b", "parameters": None},
        {"type": "web_search"},
    ]
}

words = st.sampled_from(
    [
        "$ref",
        "type",
        "properties",
        "items",
        "allOf",
        "oneOf",
        "enum",
        "name",
        "in",
        "schema",
        "content",
        "200",
        "#",
        "#/paths",
        "",
    ]
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.floats(allow_nan=False, allow_infinity=False)
    | words
    | st.text(max_size=3)
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3), max_leaves=6
)


def places(value, path=()):
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from places(child, (*path, key))


@st.composite
def mutated(draw, document):
    changed = copy.deepcopy(document)
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from([place for place in places(changed) if place]))
        parent = changed
        for step in path[:-1]:
            parent = parent[step]
        parent[path[-1]] = draw(values)
    return changed


def check(tmp_path, document, format_id):
    write(tmp_path, {"main.json": document})
    reading = Reading.of(Workspace(tmp_path))
    opened = reading.workspace.open("main.json")
    for reader in READERS.values():
        reader.recognises(opened)
    try:
        description = READERS[format_id].read(opened, reading, None)
    except InputError as error:
        assert error.problems
        return
    System(description)
    for claim in description.claims:
        assert claim.location.position.line >= 1


quiet = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quiet
@given(document=mutated(VALID))
def test_openapi(tmp_path, document):
    check(tmp_path, document, "openapi")


@quiet
@given(document=mutated(MCP))
def test_mcp(tmp_path, document):
    check(tmp_path, document, "mcp")


@quiet
@given(document=mutated(FUNCTIONS))
def test_functions(tmp_path, document):
    check(tmp_path, document, "functions")
