"""What two descriptions of one action say differently."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.derive import derive
from auditor.linking import link
from auditor.model.facts import Known
from auditor.model.kinds import EvidenceLevel
from auditor.model.system import System
from tests.audits import audit, read
from tests.linking.linked import (
    DECLARED,
    DOCUMENTED,
    INFERRED,
    claims,
    describe,
    differing,
    operation,
    over_api,
    parameter,
    records,
    tool,
    unsure,
)

TRAVEL = Path(__file__).parent / "travel"
ID = parameter("id")


def of_kind(found: list[tuple[str, str]], *kinds: str) -> list[tuple[str, str]]:
    return [one for one in found if one[0] in kinds]


@pytest.mark.parametrize(
    ("hints", "method", "certain", "perhaps"),
    [
        ({"read_only": True}, "DELETE", ["readOnlyHint"], []),
        ({"read_only": True}, "PATCH", ["readOnlyHint"], []),
        ({"read_only": True}, "GET", [], []),
        ({"read_only": True}, "POST", [], ["readOnlyHint"]),
        ({"read_only": True}, "", [], ["readOnlyHint"]),
        ({"read_only": False, "destructive": False}, "DELETE", ["destructiveHint"], []),
        ({"read_only": False, "destructive": True}, "DELETE", [], []),
        ({"read_only": False}, "DELETE", [], ["destructiveHint"]),
        ({"read_only": False, "destructive": False}, "PUT", [], []),
        ({"read_only": False, "destructive": False}, "POST", [], []),
        ({"read_only": False, "destructive": False}, "", [], ["destructiveHint"]),
        ({}, "DELETE", [], ["readOnlyHint"]),
        ({}, "GET", [], []),
    ],
)
def test_effects(hints: dict[str, bool], method: str, certain: list[str], perhaps: list[str]):
    linked = over_api({"drop": tool(ID, **hints)}, {"drop": operation(method)})
    assert of_kind(differing(linked, "mcp.drop"), "effect") == [("effect", name) for name in certain]
    assert of_kind(unsure(linked, "mcp.drop"), "effect") == [("effect", name) for name in perhaps]


@pytest.mark.parametrize(
    ("hint", "method", "key", "certain", "perhaps"),
    [
        (True, "POST", False, 1, 0),
        (True, "POST", True, 0, 0),
        (True, "PUT", False, 0, 0),
        (False, "POST", False, 0, 0),
        (None, "POST", False, 0, 1),
        (True, "", False, 0, 1),
    ],
)
def test_idempotence(hint: bool | None, method: str, key: bool, certain: int, perhaps: int):
    hints = {"read_only": False} | ({} if hint is None else {"idempotent": hint})
    linked = over_api({"pay": tool(ID, **hints)}, {"pay": operation(method, idempotency_key=key)})
    assert len(of_kind(differing(linked, "mcp.pay"), "idempotence")) == certain
    assert len(of_kind(unsure(linked, "mcp.pay"), "idempotence")) == perhaps


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ([ID], [ID, parameter("reason")], [("parameter_missing", "reason")]),
        ([ID, parameter("place")], [ID], [("parameter_missing", "place")]),
        ([ID], [ID, parameter("reason", required=False)], []),
        ([ID], [ID, parameter("X-Version", place="header")], []),
        ([ID, parameter("a", required=False)], [ID, parameter("a")], [("parameter_required", "a")]),
        ([ID, parameter("a")], [ID, parameter("a", required=False)], []),
        ([ID, parameter("a", required=False)], [ID, parameter("a", default=True)], []),
        ([parameter("tripId")], [parameter("trip_id")], []),
        ([ID, parameter("n", type_="string")], [ID, parameter("n", type_="integer")], [("parameter_type", "n")]),
        ([ID, parameter("n", type_="number")], [ID, parameter("n", type_="integer | null")], []),
        ([ID, parameter("n", type_="string")], [ID, parameter("n", type_="string | integer")], []),
        ([ID, parameter("n", type_="")], [ID, parameter("n", type_="integer")], []),
        ([ID, parameter("s", enum=("a",))], [ID, parameter("s", enum=("a", "b"))], [("parameter_enum", "s")]),
        ([ID, parameter("s")], [ID, parameter("s", enum=("a", "b"))], [("parameter_enum", "s")]),
        ([ID, parameter("s", enum=("a",))], [ID, parameter("s")], []),
        ([ID, parameter("s", enum=("b", "a"))], [ID, parameter("s", enum=("a", "b"))], []),
    ],
)
def test_arguments(ours, theirs, expected: list[tuple[str, str]]):
    linked = over_api({"find": tool(*ours, read_only=True)}, {"find": operation("GET", "/", *theirs)})
    assert differing(linked, "mcp.find") == expected
    assert unsure(linked, "mcp.find") == []


def test_an_argument_that_wraps_the_body_makes_the_body_unknown():
    ours = (ID, parameter("body", type_="object"))
    theirs = (parameter("id", place="path"), parameter("name", place="body"))
    linked = over_api({"rename": tool(*ours, read_only=False)}, {"rename": operation("PUT", "/", *theirs)})
    assert differing(linked, "mcp.rename") == []
    assert len(of_kind(unsure(linked, "mcp.rename"), "parameter_missing", "parameter_type")) == 2


def test_a_deprecated_operation_and_a_lost_structure():
    behind = operation("GET", deprecated=True)
    linked = over_api({"find": {**tool(ID, read_only=True), "structured_result": False}}, {"find": behind})
    assert differing(linked, "mcp.find") == [("deprecation", "deprecated"), ("result", "structured_result")]


def test_two_that_agree_are_known_to_agree():
    linked = over_api({"find": tool(ID, read_only=True)}, {"find": operation("GET")})
    (found,) = claims(linked, "mcp.find", "discrepancies")
    assert (found.value, found.level) == ((), DECLARED)


def fact(linked, subject: str, attribute: str) -> tuple[object, EvidenceLevel] | None:
    found = System(derive(linked)).fact(subject, attribute)
    return (found.value, found.level) if isinstance(found, Known) else None


def test_what_the_operation_does_outweighs_what_the_tool_says():
    linked = over_api({"drop": tool(ID, read_only=True)}, {"drop": operation("DELETE")})
    assert fact(linked, "mcp.drop", "effects") == (("delete",), DOCUMENTED)
    assert fact(linked, "mcp.drop", "hints.read_only") == (True, DOCUMENTED)


def test_a_guess_makes_a_contradicted_promise_uncertain_and_no_more():
    linked = over_api({"drop": tool(ID, read_only=True)}, {"drop": operation("DELETE")}, stated=False)
    found = fact(linked, "mcp.drop", "effects")
    assert found is not None
    assert found[1] is INFERRED
    assert {c.level for c in claims(linked, "mcp.drop", "discrepancies")} == {INFERRED}


def test_even_a_name_alone_makes_a_contradicted_promise_uncertain():
    behind = operation("DELETE", "/x", parameter("a"), parameter("b"))
    linked = over_api({"drop": tool(ID, read_only=True)}, {"drop": behind}, stated=False)
    (stated,) = claims(linked, "mcp.drop", "effects")
    assert stated.level is INFERRED
    assert stated.detail == ("stated, but of `api.drop`, which may be the same action: it is `DELETE /x`")


def test_a_method_that_is_only_inferred_gives_an_inferred_effect():
    linked = over_api({"find": tool(ID)}, {"find": operation("GET")}, stated=False)
    assert fact(linked, "mcp.find", "effects") == (("read",), INFERRED)


def test_what_only_one_of_two_lists_has():
    tools = {"get_a": tool(), "get_b": tool(), "suggest": tool(parameter("place"))}
    linked = over_api(
        tools, {"getA": operation("GET", "/a"), "getB": operation("GET", "/b"), "x": operation("GET", "/x")}
    )
    assert [c.value for c in claims(linked, "mcp", "offers_actions_of")] == [("api",)]
    missing = {record.name: record.fields["other"] for record in records(linked, "mcp", "missing_counterparts")}
    assert missing == {"mcp.suggest": "api", "api.x": "mcp"}


def test_a_list_that_offers_few_operations_is_a_selection():
    operations = {name: operation("GET", f"/{name}") for name in ("getA", "b", "c", "d")}
    linked = over_api({"get_a": tool()}, operations)
    (found,) = claims(linked, "mcp", "missing_counterparts")
    assert found.value == ()


def test_nothing_is_missing_from_what_was_not_read_whole():
    tools = {"mcp": {"get_a": tool()}, "api": {"getB": operation("GET")}}
    linked = link(describe(tools, closed=False, mcp={"implements": "api"}))
    assert claims(linked, "mcp", "missing_counterparts") == []


def test_real_contracts():
    linked = link(read(TRAVEL))
    found = {id_: differing(linked, id_) for id_ in sorted(e.id for e in linked.entities) if id_.startswith("mcp.")}
    assert found == {
        "mcp.cancel_trip": [
            ("effect", "readOnlyHint"),
            ("parameter_missing", "reason"),
            ("result", "structured_result"),
        ],
        "mcp.create_trip": [
            ("idempotence", "idempotentHint"),
            ("parameter_required", "purpose"),
            ("parameter_type", "budget"),
            ("result", "structured_result"),
        ],
        "mcp.get_trips__trip_id_": [("result", "structured_result")],
        "mcp.hold_trip": [("deprecation", "deprecated"), ("result", "structured_result")],
        "mcp.list_trips": [("parameter_enum", "state"), ("result", "structured_result")],
        "mcp.suggest_hotel": [],
    }


def test_a_contradiction_shows_both_places():
    report = audit(TRAVEL / "system.yaml")
    (finding,) = [f for f in report.findings if f.control == "contradicted-effect" and f.outcome.value == "fail"]
    assert finding.message == (
        "the tool: `readOnlyHint` is true (tools.json:36); "
        "`api.cancelTrip`: it is `DELETE /trips/{trip_id}` (api.yaml:35)"
    )
    (subject,) = finding.subjects
    assert [(e.path, e.line) for e in subject.evidence] == [("tools.json", 36), ("api.yaml", 35)]


def test_one_contradiction_is_told_once():
    report = audit(TRAVEL / "system.yaml")
    failed = {
        f.control for f in report.findings for s in f.subjects if s.id == "mcp.cancel_trip" and f.outcome == "fail"
    }
    assert "contradicted-effect" in failed
    assert "missing-or-misleading-hints" not in failed
