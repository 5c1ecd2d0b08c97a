"""Verdicts: what refuses, what else breaks, and what is lost."""

from __future__ import annotations

from auditor.frameworks.edits import pointed
from auditor.frameworks.judge import travelled, verdicts

from .defined import definition, framework, schema

PLAIN = "[{require_name: }, {allow_root_keys: {keys: [type, properties, required], all: true}}]"


def judged(steps: str, *definitions, blast: str = "tool"):
    path = framework(steps, blast=blast).paths[0]
    return verdicts(path, travelled(path, definitions, {path.id: path}))


def test_a_plain_tool_is_accepted():
    (verdict,) = judged(PLAIN, definition())
    assert (verdict.path, verdict.tool, verdict.outcome, verdict.reasons) == ("x:one", "desk.find_trip", "accepted", ())
    assert verdict.name == "find_trip"


def test_a_refusal_says_where_why_and_what_would_mend_it():
    (verdict,) = judged(PLAIN, definition(inputSchema={**schema("city"), "additionalProperties": False}))
    assert verdict.outcome == "refused"
    assert verdict.reasons == (
        "the root of its schema has `additionalProperties`; only `type`, `properties` and `required` may stand there",
    )
    assert pointed(verdict.at) == "/inputSchema/additionalProperties"
    assert verdict.edit is not None
    assert verdict.edit.what == "remove /inputSchema/additionalProperties"
    mended = verdict.edit.apply(definition(inputSchema={**schema("city"), "additionalProperties": False}).stated)
    assert mended["inputSchema"] == schema("city")


def test_a_loss_has_its_pointer():
    (verdict,) = judged("[{keep_root_keys: {keys: [type, properties]}}]", definition())
    assert verdict.outcome == "major loss"
    assert [pointed(loss.pointer) for loss in verdict.lost] == ["/inputSchema/required"]
    assert verdict.reasons == ("`required` is dropped",)


def test_one_bad_tool_takes_its_server_down_and_no_other():
    tools = definition("a"), definition(..., server="desk"), definition("b", server="other")
    good, bad, apart = judged(PLAIN, *tools, blast="server")
    assert good.outcome == "refused"
    assert good.reasons == ("its server's list is lost because of `desk.Ellipsis`: it has no name",)
    assert (good.broken_by, bad.broken_by, apart.outcome) == ("desk.Ellipsis", "", "accepted")
    assert bad.breaks.words == "every tool of its server"


def test_one_bad_tool_can_stop_the_agent():
    first, _ = judged(PLAIN, definition("a"), definition("", server="other"), blast="agent")
    assert first.reasons == ("the agent does not start because of `other.`: its name is empty",)


def test_steps_see_only_what_is_still_on_its_way():
    verdict, _ = judged(
        "[{require_root_type: }, {keep_root_keys: {keys: []}}]",
        definition("a", inputSchema={"properties": {}}),
        definition("b"),
    )
    assert verdict.reasons == ("its input schema states no type, not `object`",)
    assert verdict.lost == ()


def test_odd_schemas_are_judged_and_never_raise():
    odd = [True, False, None, 3, "x", [], {}, {"type": 3}, {"properties": []}, {"required": True}, ...]
    for steps in (PLAIN, "[{require_schema: }, {require_root_type: }]", "[{keep_root_keys: {keys: [type]}}]"):
        found = judged(steps, *(definition(f"t{n}", inputSchema=value) for n, value in enumerate(odd)))
        assert len(found) == len(odd)
