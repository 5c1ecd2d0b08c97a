"""The portable core: what it takes, every path of the first rank takes whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.frameworks.export import export
from auditor.frameworks.judge import judge
from auditor.frameworks.loader import all_paths
from auditor.frameworks.matrix import first_rank
from auditor.frameworks.verdict import Acceptance

from .defined import definition

CORE = all_paths()["portable:core"]

texts = st.text(st.characters(min_codepoint=32, max_codepoint=0x4FF), max_size=30)
scalars = st.one_of(
    st.fixed_dictionaries(
        {"type": st.sampled_from(["string", "integer", "number", "boolean"])}, optional={"description": texts}
    ),
    st.fixed_dictionaries(
        {"type": st.just("string"), "enum": st.lists(texts, min_size=1, max_size=4, unique=True)},
        optional={"title": texts},
    ),
)
properties = st.recursive(
    scalars,
    lambda inner: st.fixed_dictionaries({"type": st.just("array"), "items": inner}, optional={"description": texts}),
)
names = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,39}", fullmatch=True)


@st.composite
def definitions(draw):
    held = draw(st.dictionaries(names, properties, min_size=1, max_size=4))
    schema = {"type": "object", "properties": held, "required": draw(st.permutations(list(held)))}
    return definition(draw(names), description=draw(texts), inputSchema=schema)


@settings(max_examples=60, deadline=None)
@given(definitions())
def test_what_the_core_takes_arrives_whole_on_every_path_of_the_first_rank(made):
    (core,) = judge(CORE, [made])
    if core.outcome is not Acceptance.ACCEPTED:
        return
    found = {path.id: judge(path, [made])[0] for path in first_rank()}
    assert {
        path: verdict.reasons for path, verdict in found.items() if verdict.outcome is not Acceptance.ACCEPTED
    } == {}


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ({"type": "object", "properties": {}, "required": []}, "it takes no parameter"),
        ({"type": "object", "properties": {"a": {"type": "string"}}, "required": []}, "it does not require `a`"),
        (
            {"type": "object", "properties": {"a": {"type": ["string", "null"]}}, "required": ["a"]},
            "/inputSchema/properties/a may be null",
        ),
        (
            {"type": "object", "properties": {"a": {"type": "string", "pattern": "^x"}}, "required": ["a"]},
            "`pattern` at /inputSchema/properties/a does not arrive everywhere",
        ),
        (
            {"type": "object", "properties": {"a": {"type": "object"}}, "required": ["a"]},
            "the type of /inputSchema/properties/a is none of string, integer, number, boolean, array",
        ),
    ],
)
def test_what_the_core_refuses(schema, reason):
    (verdict,) = judge(CORE, [definition(inputSchema=schema)])
    assert verdict.reasons[0].startswith(reason)


def test_what_is_exported_to_the_core_says_its_limits_in_words():
    limited = {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "null"}], "default": None}
    schema = {"type": "object", "properties": {"n": limited}, "additionalProperties": False}
    made = export(CORE, [definition(inputSchema=schema)])
    assert made.stated[0]["inputSchema"] == {
        "type": "object",
        "properties": {"n": {"type": "integer", "description": "At least 1."}},
        "required": ["n"],
    }
