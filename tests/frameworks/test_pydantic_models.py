"""Which types and models pydantic makes, and what schemas it gives of them."""

from __future__ import annotations

import pytest

from auditor.frameworks.pydantic_schemas import Emission
from auditor.frameworks.pydantic_types import (
    ANY,
    BOOLEAN,
    DICT,
    INTEGER,
    LIST,
    NULL,
    STRING,
    AnyOf,
    DictOf,
    Field,
    ListOf,
    Model,
    Named,
    Plain,
    Unbuildable,
    build,
    choice_of,
    is_rust_pattern,
    limited,
    list_of,
    names_within,
    optional,
    union_of,
)


def emitted(type_, **said):
    """Return what pydantic gives of a field of some type."""
    model = build("M", {"a": Field(type_, **said)}, at=())
    return Emission().root(model)["properties"]["a"]


@pytest.mark.parametrize(
    ("type_", "schema"),
    [
        (STRING, {"type": "string"}),
        (ANY, {}),
        (LIST, {"type": "array", "items": {}}),
        (DictOf(ANY), {"type": "object", "additionalProperties": True}),
        (DictOf(INTEGER), {"type": "object", "additionalProperties": {"type": "integer"}}),
        (optional(STRING), {"anyOf": [{"type": "string"}, {"type": "null"}]}),
        (optional(NULL), {"type": "null"}),
        (choice_of(["a"]), {"const": "a", "type": "string"}),
        (choice_of(["a", "a", "b"]), {"enum": ["a", "b"], "type": "string"}),
        (choice_of([1, True]), {"enum": [1, True]}),
        (choice_of([{}, {}]), {"enum": [{}, {}]}),
        (
            list_of(STRING, {"minItems": 0, "maxItems": 0}),
            {"type": "array", "items": {"type": "string"}, "maxItems": 0},
        ),
        (list_of(STRING, {"minItems": 2}), {"type": "array", "items": {"type": "string"}, "minItems": 2}),
        (limited(STRING, {"minLength": 0, "pattern": None}), {"type": "string", "minLength": 0}),
        (limited(INTEGER, {"minimum": "3"}), {"type": "integer", "minimum": "3"}),
        (union_of([LIST, ListOf(ANY), DICT]), {"anyOf": [LIST.schema, DICT.schema]}),
        (union_of([LIST, ListOf(ANY)]), LIST.schema),
        (union_of([union_of([STRING, NULL]), INTEGER]), {"anyOf": [STRING.schema, INTEGER.schema, NULL.schema]}),
    ],
)
def test_types_give_these_schemas(type_, schema):
    assert emitted(type_) == schema


@pytest.mark.parametrize(
    "type_",
    [
        choice_of([]),
        limited(STRING, {"minLength": -1}),
        limited(STRING, {"minLength": 3.0}),
        limited(STRING, {"pattern": "(?=a)"}),
        limited(STRING, {"pattern": 5}),
        limited(INTEGER, {"minimum": 0.5}),
        limited(INTEGER, {"minimum": "three"}),
        limited(Plain("float", {}), {"minimum": []}),
        list_of(STRING, {"minItems": "1"}),
        list_of(STRING, {"maxItems": -1}),
        Plain("EmailStr", {}, needs="a package"),
        ListOf(choice_of([])),
        AnyOf((STRING, Model("A", {})), tag="kind"),
    ],
)
def test_fields_of_these_types_are_not_made(type_):
    with pytest.raises(Unbuildable):
        emitted(type_)


@pytest.mark.parametrize("types", [[choice_of([{}]), NULL], [ListOf(choice_of([[1]])), STRING], []])
def test_unions_of_these_types_are_not_made(types):
    with pytest.raises(Unbuildable):
        union_of(types)


@pytest.mark.parametrize("name", ["_id", "model_config", "model_dump", "model_validate"])
def test_fields_of_these_names_are_not_made(name):
    with pytest.raises(Unbuildable) as raised:
        build("M", {name: Field(STRING)}, at=("inputSchema",))
    assert raised.value.at == ("inputSchema", "properties", name)
    assert raised.value.rename != name


@pytest.mark.parametrize("name", ["schema", "json", "copy", "self", "model_name", "a b", ""])
def test_fields_of_these_names_are_made(name):
    assert name in Emission().root(build("M", {name: Field(STRING)}, at=()))["properties"]


def test_a_field_has_its_default_and_description_beside_its_type():
    assert emitted(INTEGER, default=None, description="") == {"type": "integer", "default": None, "description": ""}


def test_a_model_within_a_model_is_a_definition():
    inner = build("Inner", {"x": Field(INTEGER)}, at=(), closed=True)
    found = Emission().root(
        build("M", {"a": Field(inner, description="One."), "b": Field(optional(inner), default=None)}, at=())
    )
    (name,) = found["$defs"]
    assert found["required"] == ["a"]
    assert found["properties"]["a"] == {"$ref": f"#/$defs/{name}", "description": "One."}
    assert found["$defs"][name]["additionalProperties"] is False


def test_a_model_refers_to_itself_by_its_name():
    model = build("Node", {"next": Field(optional(Named("Node")), default=None)}, at=())
    with pytest.raises(Unbuildable):
        Emission().root(model)
    model.scope["Node"] = model
    found = Emission().root(model)
    assert found["$ref"] in {f"#/$defs/{name}" for name in found["$defs"]}
    assert list(names_within(model.fields["next"].type)) == ["Node"]


def test_a_reference_within_a_default_value_is_not_found():
    with pytest.raises(Unbuildable):
        emitted(BOOLEAN, default={"$ref": "#/$defs/A"})
    assert emitted(BOOLEAN, default={"$ref": "https://example.com/a"})


def test_a_tagged_union_stays_one():
    cat = build("Cat", {"kind": Field(choice_of(["cat"]))}, at=())
    dog = build("Dog", {"kind": Field(choice_of(["dog", "wolf"]))}, at=())
    assert len(emitted(AnyOf((cat, dog), tag="kind"))["oneOf"]) == 2
    with pytest.raises(Unbuildable):
        emitted(AnyOf((cat, build("Cat2", {"kind": Field(choice_of(["cat"]))}, at=())), tag="kind"))


@pytest.mark.parametrize(
    ("pattern", "known"),
    [
        (r"^\d+$", True),
        (r"\w{1,255}", False),
        (r"\p{L}", True),
        ("(?P<n>a)", True),
        ("(?!a)b", False),
        (r"(a)\1", False),
        ("(", False),
        (r"[\w-\.]", False),
        ("[[]", False),
        (r"\cA", False),
        ("a{2,1}", False),
    ],
)
def test_patterns_of_rust(pattern, known):
    assert is_rust_pattern(pattern) is known
