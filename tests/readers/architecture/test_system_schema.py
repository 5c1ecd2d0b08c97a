"""What is generated from the vocabulary: the schema, the documentation and the starter."""

import json

import jsonschema_rs
import pytest

from auditor.model.kinds import EntityKind
from auditor.model.vocabulary import ATTRIBUTES, SECTIONS, relation_keys_of
from auditor.readers.architecture.system_docs import system_markdown
from auditor.readers.architecture.system_keys import ARTIFACTS, NOUNS, TOP_LEVEL
from auditor.readers.architecture.system_schema import case_schema, system_schema
from auditor.readers.architecture.system_starter import starter


@pytest.mark.parametrize("schema", [system_schema(), case_schema()])
def test_the_schemas_are_valid_and_are_json(schema):
    jsonschema_rs.meta.validate(json.loads(json.dumps(schema)))


def test_each_call_returns_a_schema_of_its_own():
    system_schema()["properties"].clear()
    assert system_schema()["properties"]


def test_every_declarable_attribute_and_relation_key_has_a_place_and_a_meaning():
    definitions = system_schema()["$defs"]
    sections = {kind: definitions[section]["additionalProperties"]["properties"] for section, kind in SECTIONS.items()}
    sections[EntityKind.SYSTEM] = system_schema()["properties"]["system"]["properties"]
    for attribute in ATTRIBUTES.values():
        for kind in attribute.kinds:
            place = {"properties": sections[kind]}
            for key in attribute.name.split("."):
                place = place.get("properties", {}).get(key, {})
            assert place.get("description") == (attribute.meaning if attribute.declarable else None)
    for kind, properties in sections.items():
        for key, relation in relation_keys_of(kind).items():
            assert properties[key]["description"].startswith(relation.meaning)


def test_no_key_of_an_entity_means_two_things():
    for section, kind in SECTIONS.items():
        attributes = {name.split(".")[0] for name, one in ATTRIBUTES.items() if kind in one.kinds}
        taken = {"name", *relation_keys_of(kind), *(ARTIFACTS if section == "interfaces" else ())}
        assert attributes.isdisjoint(taken), section


def test_tables_are_complete():
    assert set(NOUNS) == set(EntityKind)
    assert set(SECTIONS) < set(TOP_LEVEL)


def test_the_documentation_has_every_key():
    page = system_markdown()
    for name, attribute in ATTRIBUTES.items():
        assert (f"| `{name}` |" in page) is attribute.declarable, name
    assert starter() in page
    assert all(f"| `{key}` |" in page for key in (*TOP_LEVEL, *ARTIFACTS))


def test_the_starter_can_be_read_as_it_stands(read):
    description = read(starter())
    assert [entity.id for entity in description.entities] == ["system"]
    assert description.notes == []


def test_the_starter_can_be_read_with_its_suggestions(read):
    lines = starter().splitlines()
    text = "\n".join(line.replace("# ", "", 1) if is_suggestion(line) else line for line in lines)
    files = {"openapi.yaml": "fake: [cancelTrip, getTrip]", "compose.yaml": "people: {}", "docs/approvals.md": "x"}
    description = read(text, files)
    assert {"planner", "bookings.cancelTrip", "travel-manager"} <= {entity.id for entity in description.entities}
    assert description.notes == []


def is_suggestion(line: str) -> bool:
    rest = line.strip().removeprefix("# ")
    return line.strip().startswith("# ") and (rest[0].islower() or rest[0] == " ") and ":" in rest
