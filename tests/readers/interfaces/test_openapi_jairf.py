"""What JAIRF counts in a document; the numbers are worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from auditor.documents import Workspace
from auditor.errors import InputError
from auditor.model.claims import Record
from auditor.model.kinds import EntityKind
from auditor.readers.reader import Reading
from auditor.scoring.jairf.counts import counts_of
from auditor.scoring.jairf.interval import State
from auditor.scoring.jairf.score import Result, score
from tests.readers.interfaces.test_openapi_properties import mutated

PET_SHOP = {
    "openapi": "3.0.3",
    "info": {"title": "Pet shop", "version": "1.0.0", "description": "Sells pets."},
    "servers": [{"url": "https://pets.example.com"}],
    "security": [{"key": []}],
    "paths": {
        "/pets": {
            "get": {
                "operationId": "listPets",
                "summary": "List the pets",
                "responses": {
                    "200": {
                        "description": "All pets.",
                        "content": {
                            "application/json": {
                                "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}},
                                "example": [{"id": 1, "name": "Rex"}],
                            }
                        },
                    },
                    "default": {"description": "Anything else."},
                },
            },
            "post": {
                "operationId": "CreatePet",
                "description": "Adds a pet.",
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}},
                "responses": {
                    "201": {"description": "It is there."},
                    "400": {
                        "description": "It is not.",
                        "content": {
                            "application/problem+json": {
                                "schema": {
                                    "type": "object",
                                    "properties": {"title": {"type": "string"}, "status": {"type": "integer"}},
                                }
                            }
                        },
                    },
                },
            },
        }
    },
    "components": {
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
        "schemas": {
            "Pet": {
                "type": "object",
                "required": ["id"],
                "properties": {
                    "id": {"type": "integer", "format": "int64"},
                    "name": {"type": "string", "example": "Rex"},
                    "tag": {"type": "string", "enum": ["cat", "dog"]},
                },
            }
        },
    },
}
"""Worked example A: two operations, eleven places for examples, two references."""

USERS = {
    "openapi": "3.1.0",
    "info": {"title": "Users", "version": "1.0.0"},
    "servers": [{"url": "/v1"}],
    "security": [{"sso": []}, {"token": []}, {"key": []}],
    "paths": {
        "/users": {
            "get": {
                "operationId": "getUser",
                "responses": {
                    "200": {
                        "description": "",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/User"}}},
                    },
                    "404": {"description": ""},
                    "5XX": {"description": ""},
                    "default": {"description": ""},
                },
            },
            "post": {
                "operationId": "createUser",
                "responses": {"201": {"description": ""}, "400": {"description": ""}},
            },
        },
        "/user": {
            "get": {"operationId": "getuser", "responses": {"200": {"description": ""}}},
            "delete": {"responses": {"204": {"description": ""}}},
        },
    },
    "components": {
        "securitySchemes": {
            "sso": {"type": "oauth2", "flows": {"implicit": {}, "authorizationCode": {}}},
            "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
            "key": {"type": "apiKey", "in": "query", "name": "key"},
        },
        "schemas": {
            "User": {
                "type": "object",
                "properties": {
                    "age": {"type": "integer", "minimum": 10, "maximum": 5},
                    "extra": {"type": "object"},
                    "name": {"type": "string", "example": "Ada"},
                    "note": {"type": "string"},
                },
            }
        },
    },
}
"""Worked example B: what names, schemes and schemas can have wrong."""


def measured(root: Path, path: str) -> Result:
    """Return the score of a file."""
    reading = Reading.of(Workspace(root))
    description = reading.read(reading.workspace.open(path), expected="openapi")
    assert not any(claim.attribute == "jairf" for claim in description.claims), "nobody asked for it yet"
    reading.measure(["jairf"], description)
    (claim,) = [claim for claim in description.claims if claim.attribute == "jairf"]
    assert claim.subject == next(e.id for e in description.entities if e.kind is EntityKind.INTERFACE)
    assert isinstance(claim.value, tuple)
    return score(counts_of(tuple(item for item in claim.value if isinstance(item, Record))))


def of(root: Path, content: object) -> Result:
    """Return the score of a document."""
    (root / "api.json").write_text(json.dumps(content))
    return measured(root, "api.json")


def value(result: Result, signal: str) -> float:
    """Return a signal that is measured."""
    found = result.signals[signal]
    assert found.low == found.high
    return round(found.low, 5)


@pytest.mark.parametrize(
    ("signal", "expected"),
    [
        ("spec_validity", 1.0),
        ("resolution_completeness", 1.0),
        ("response_coverage", 0.5),
        ("opid_quality", 0.5),
        ("error_standardization", 0.5),
        ("example_density", 0.18182),
        ("example_validity", 1.0),
        ("summary_coverage", 0.33333),
        ("description_coverage", 0.28571),
        ("auth_strength", 0.5),
        ("complexity_comfort", 0.93703),
        ("type_specificity", 0.6),
        ("transport_security", 1.0),
        ("auth_coverage", 1.0),
        ("tooling_readiness", 1.0),
    ],
)
def test_worked_example_a(tmp_path: Path, signal: str, expected: float):
    assert value(of(tmp_path, PET_SHOP), signal) == expected


@pytest.mark.parametrize(
    ("signal", "expected"),
    [
        ("opid_quality", 0.16667),
        ("auth_strength", 0.41667),
        ("structural_integrity", 0.60376),
        ("response_coverage", 0.5),
        ("tooling_readiness", 0.93333),
        ("example_density", 0.16667),
    ],
)
def test_worked_example_b(tmp_path: Path, signal: str, expected: float):
    assert value(of(tmp_path, USERS), signal) == expected


def test_the_counts_behind_example_a(tmp_path: Path):
    counts = of(tmp_path, PET_SHOP).counts
    seen = {name: (count.count, count.of) for name, count in counts.all.items()}
    assert seen["example_places"] == (2, 11)
    assert seen["descriptions"] == (6, 21)
    assert seen["summaries"] == (1, 3)
    assert seen["references"] == (2, 2)
    assert seen["typed_fields"] == (3.0, 5)


def test_a_relative_address_may_be_either(tmp_path: Path):
    found = of(tmp_path, USERS).signals["transport_security"]
    assert (found.low, found.high) == (0, 1)


def test_an_example_is_judged_by_its_schema(tmp_path: Path):
    shop = json.loads(json.dumps(PET_SHOP))
    pet = shop["components"]["schemas"]["Pet"]["properties"]
    pet["tag"]["example"] = "fish"
    pet["id"]["example"] = 7
    pet["code"] = {"type": "string", "pattern": "[a-z]+", "example": "12"}
    found = of(tmp_path, shop)
    count = found.counts["examples"]
    assert (count.count, count.of, count.unsure) == (3, 5, 1)
    assert found.signals["example_validity"].state is State.BOUNDED


def test_a_dead_reference_is_counted_and_changes_no_finding(tmp_path: Path):
    shop = json.loads(json.dumps(PET_SHOP))
    shop["components"]["schemas"]["Unused"] = {"properties": {"at": {"$ref": "#/components/schemas/None"}}}
    assert value(of(tmp_path, shop), "resolution_completeness") == round(2 / 3, 5)
    reading = Reading.of(Workspace(tmp_path))
    description = reading.read(reading.workspace.open("api.json"))
    before = [claim for claim in description.claims if claim.attribute != "jairf"]
    reading.measure(["jairf"], description)
    assert [claim for claim in description.claims if claim.attribute != "jairf"] == before


def test_an_unreadable_path_only_lowers_the_low_end(tmp_path: Path):
    whole = of(tmp_path, PET_SHOP)
    shop = json.loads(json.dumps(PET_SHOP))
    shop["paths"]["/shops"] = {"$ref": "shops.json"}
    found = of(tmp_path, shop).signals["response_coverage"]
    assert found.low < whole.signals["response_coverage"].low < found.high


def test_a_secret_leaves_the_value_open_and_caps_the_low_end(tmp_path: Path):
    shop = json.loads(json.dumps(PET_SHOP))
    key = "gh" + "p_" + "Zk3mQ9vT7bWxR2cY8nLdJ5sHfG4aPuE6oKi1"
    shop["info"]["description"] = f"Call it with {key}."
    found = of(tmp_path, shop)
    assert found.signals["secret_hygiene"].state is State.UNMEASURED
    assert next(d.score.low for d in found.dimensions if d.dimension.id == "SEC") <= 20


def test_a_schema_that_holds_itself_is_measured(tmp_path: Path):
    shop = json.loads(json.dumps(PET_SHOP))
    shop["components"]["schemas"]["Pet"]["properties"]["parent"] = {"$ref": "#/components/schemas/Pet"}
    assert of(tmp_path, shop).counts.number("schema_depth") == 3


def test_deep_schemas_cost_comfort(tmp_path: Path):
    shop = json.loads(json.dumps(PET_SHOP))
    inner: dict[str, object] = {"type": "string"}
    for _ in range(20):
        inner = {"type": "array", "items": inner}
    shop["components"]["schemas"]["Deep"] = inner
    counts = of(tmp_path, shop).counts
    assert counts.number("schema_depth") == 21
    assert counts.number("deep_schemas") == 3


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutated(PET_SHOP) | mutated(USERS))
def test_whatever_stands_in_a_document_is_measured(tmp_path: Path, document: object):
    try:
        found = of(tmp_path, document)
    except InputError:
        return
    assert 0 <= found.final.low <= found.final.high <= 100


def test_an_empty_document_is_no_good_one(tmp_path: Path):
    found = of(tmp_path, {"openapi": "3.0.3", "info": {"title": "Empty", "version": "1"}, "paths": {}})
    assert found.level == 0
    assert found.signals["response_coverage"].state is State.UNMEASURED


@pytest.mark.corpus
def test_github(shared: Path):
    found = measured(shared / "corpus/openapi/github", "api.github.com.json")
    assert value(found, "resolution_completeness") == 1.0
    assert value(found, "opid_quality") == 0.0  # `repos/get` is of no style that the framework knows
    assert value(found, "auth_coverage") == 0.0  # the document speaks of no authentication
    assert found.counts["operations"].count == 1223
    assert found.level == 0
