"""What a comparison says of offers: differences with their evidence, ways, questions, and what is not comparable."""

import json

import jsonschema_rs
import msgspec
import pytest

from auditor.comparison import compare
from auditor.comparison.schema import CaveatId
from auditor.comparison.schema_base import State
from auditor.errors import UsageError
from auditor.formats.beside.data import comparison_bytes, comparison_schema
from auditor.report.schema_method import MethodFact
from auditor.report.schema_plan import PlanFact
from tests.formats.sample_variants import empty, hostile, lone_artifact, ready

from .offers import Offered, compared, of_verdict, offer, replace, with_control


def with_method(digest: str, files: int = 3):
    method = MethodFact(
        manifest_sha256=digest, manifest_files=files, command=("audit",), paths=(".",), versions=(), formulas=()
    )
    return lambda report: replace(report, method=method)


def as_ready(report):
    return ready()


def test_one_offer_and_seven_offers_are_refused_with_the_reason():
    with pytest.raises(UsageError, match="at least two"):
        compare([offer("A")])
    with pytest.raises(UsageError, match="at most 6 fit side by side"):
        compare([offer(f"S{n}") for n in range(7)])


def test_the_same_report_twice_is_refused():
    with pytest.raises(UsageError, match=r"a\.json and b\.json are the same report"):
        compare([offer("One", source="a.json"), offer("One", source="b.json")])


def test_names_that_collide_are_told_apart():
    def twin(report_id, source, owner="travel-platform"):
        made = offer("Twin", source=source)
        report = replace(made.report, report_id=report_id, system=replace(made.report.system, owner=owner))
        return replace_offer(made, report)

    def replace_offer(made, report):
        return Offered(report=report, source=made.source)

    def labels(*offers):
        return sorted(entry.label for entry in compare(offers).offers)

    assert labels(twin("1", "x.json", "north"), twin("2", "x.json", "south")) == ["Twin (north)", "Twin (south)"]
    assert labels(twin("1", "a/x.json"), twin("2", "b/y.json")) == ["Twin (x)", "Twin (y)"]
    assert labels(twin("1", "a/x.json"), twin("2", "b/x.json")) == ["Twin (a)", "Twin (b)"]
    assert labels(twin("123456789", "x.json"), twin("2", "x.json")) == ["Twin (report 123456)", "Twin (report 2)"]
    fake = offer("Twin (x)", source="z.json")
    assert len(set(labels(twin("1", "a/x.json"), twin("2", "b/y.json"), fake))) == 3


def test_a_difference_shows_its_evidence_in_each_offer():
    comparison = compared(offer("Desk"), offer("Ready", as_ready))
    entry = next(d for d in comparison.differences if d.control == "unapproved-irreversible-action")
    cells = {comparison.offer(cell.offer).name: cell for cell in entry.cells}
    assert cells["Desk"].state is State.FAIL and cells["Ready"].state is State.PASS
    assert cells["Desk"].shown and ":" in cells["Desk"].shown[0].place
    assert cells["Desk"].shown[0].level in ("declared", "documented", "inferred", "recorded")
    assert cells["Desk"].message
    assert entry.why == f"{cells['Ready'].offer} passes; {cells['Desk'].offer} fails."
    assert [entry.rank for entry in comparison.differences] == list(range(1, len(comparison.differences) + 1))


def test_every_control_is_a_difference_or_alike():
    comparison = compared(offer("Desk"), offer("Ready", as_ready))
    controls = {control.id for control in ready().controls} | {control.id for control in offer("x").report.controls}
    assert len(comparison.differences) + comparison.alike + comparison.only_here == len(controls)


def test_a_control_that_one_report_lacks_was_not_looked_at():
    gone = offer("x").report.controls[0].id
    comparison = compared(
        offer("Whole"),
        offer("Less", lambda report: replace(report, controls=report.controls[1:])),
    )
    entry = next(d for d in comparison.differences if d.control == gone)
    assert {comparison.offer(c.offer).name: c.state for c in entry.cells}["Less"] is State.ABSENT


def test_gates_that_differ_come_before_worse_controls_that_are_none():
    comparison = compared(offer("Desk"), offer("Ready", as_ready))
    gates = [entry.gate_differs for entry in comparison.differences]
    assert gates == sorted(gates, reverse=True)


def test_lone_artifacts_have_no_verdict_and_are_compared_by_area():
    comparison = compared(offer("Desk"), offer("Document", lambda _: lone_artifact()))
    assert CaveatId.ARTIFACT in {entry.id for entry in comparison.caveats}
    assert [entry.verdict for entry in comparison.offers].count(None) == 1
    assert any(cell.controls is None for row in comparison.areas for cell in row.cells)


def test_reports_on_the_same_files_and_far_apart_are_named():
    later = lambda report: replace(report, created_at="2027-03-01T00:00:00Z")  # noqa: E731
    comparison = compared(offer("One", with_method("ab")), offer("Two", with_method("ab"), later))
    assert {CaveatId.INPUTS, CaveatId.DATES} <= {entry.id for entry in comparison.caveats}


def test_a_way_counts_its_steps_by_effort_and_nothing_twice():
    steps = offer("x").report.recommendations[:2]
    plan = PlanFact(asked=3, reached=1, steps=2, arrives=False, level_after=2, why_not=("No trace was read.",))
    comparison = compared(offer("Planned", lambda r: replace(r, plan=plan)), offer("Old"))
    ways = {comparison.offer(way.offer).name: way for way in comparison.ways}
    way = ways["Planned"]
    assert (way.low + way.medium + way.high, way.arrives, way.level_after) == (2, False, 2)
    own = sum(s.closes_high + s.closes_medium + s.closes_low for s in steps)
    beside = sum(e.subjects for s in steps for e in s.also_closes)
    assert own - beside <= way.closes.failed <= own
    assert ways["Old"].told is False


def test_vendors_are_asked_what_could_change_their_place():
    comparison = compared(offer("Desk"), offer("Ready", as_ready))
    desk = next(i for i in comparison.inquiries if comparison.offer(i.offer).name == "Desk")
    assert desk.asked
    order = ["a gate is unknown", "another offer shows it", "high severity"]
    ranks = [order.index(entry.because) for entry in desk.asked]
    assert ranks == sorted(ranks)
    assert len(desk.asked) + desk.more == len(offer("x").report.questions)


def test_the_json_fits_its_schema_and_is_the_same_every_time():
    offers = [offer("Desk"), offer("Ready", as_ready), offer("Empty", lambda _: empty())]
    content = comparison_bytes(compare(offers))
    assert content == comparison_bytes(compare(offers[::-1]))
    jsonschema_rs.validator_for(comparison_schema()).validate(json.loads(content))


def test_hostile_reports_are_compared_like_others():
    comparison = compared(offer("Desk"), Offered(report=hostile(), source="<b>.json"))
    assert len(comparison.offers) == 2


def test_a_lone_surrogate_becomes_its_escape():
    comparison = compared(offer("Desk"), offer("x", lambda r: replace(r, system=replace(r.system, purpose="\ud800"))))
    assert b"\\\\ud800" in comparison_bytes(comparison)


def test_unlike_targets_are_told_with_each_level():
    comparison = compared(offer("Three"), offer("Two", of_verdict(level_asked=2)))
    caveat = next(entry for entry in comparison.caveats if entry.id is CaveatId.TARGET)
    assert sorted(value.text for value in caveat.values) == ["level 2", "level 3"]
    assert comparison.asked == 3


def test_a_gate_that_is_met_in_all_is_no_gate_that_differs():
    control = next(c for c in offer("x").report.controls if c.gate_level is not None and c.outcome == "pass")
    comparison = compared(offer("One"), offer("Other", with_control(control.id, outcome="fail")))
    entry = next(d for d in comparison.differences if d.control == control.id)
    assert not entry.gate_differs


def test_what_a_comparison_holds_can_be_read_back():
    from auditor.comparison.schema import Comparison

    comparison = compared(offer("Desk"), offer("Ready", as_ready))
    assert msgspec.json.decode(comparison_bytes(comparison), type=Comparison) == comparison
