"""What shares a box: tools of one interface first, what is alike next, and the way of the worst finding last."""

import pytest

from auditor.drawing.build import failing_of, map_of, map_of_way
from auditor.drawing.condense import inventory_of
from auditor.drawing.system_map import Trust
from auditor.drawing.ways import drawn_ways, worst_way
from auditor.model.findings import Outcome, Severity

from .tiny_reports import desk, entity, failure, report


def drawn(found, *, most=60, many_tools=12):
    return map_of(found, inventory_of(found), failing_of(found), worst_way(found), most=most, many_tools=many_tools)


def box(of, name):
    return next(node for node in of.nodes if node.id == name)


def lines(of):
    return {(edge.source, edge.target): edge for edge in of.edges}


def test_many_tools_share_the_box_of_their_interface_but_for_those_on_the_way():
    found = drawn(desk())
    bookings = box(found, "bookings")
    assert dict(bookings.counts) == {"tool": 19}
    assert bookings.failing == 1  # tool03; a way that leads to a tool is no failure of the tool
    assert "bookings.tool07" in {node.id for node in found.nodes}
    assert {node.id for node in found.nodes} >= {"calendar.tool0", "calendar.tool1", "calendar.tool2"}
    assert "system" not in {node.id for node in found.nodes}


def test_every_entity_is_in_exactly_one_box_however_much_is_folded():
    found = desk()
    everyone = sorted(e.id for e in found.entities if e.kind != "system")
    for most in (60, 20, 10, 8, 3, 1):
        boxes = drawn(found, most=most).nodes
        assert sorted(m for b in boxes for m in (b.members if b.group else (b.id, *b.members))) == everyone
        assert len(boxes) <= max(most, len({e.kind for e in found.entities if e.kind != "system"}))


def test_the_same_relation_to_every_tool_is_one_line_to_the_interface():
    found = lines(drawn(desk()))
    assert found["planner", "calendar"].relations == 3
    assert ("planner", "calendar.tool0") not in found
    assert ("calendar", "calendar.tool0") in found


def test_a_relation_to_some_tools_stays_with_them():
    few = [entity("agent", "a"), entity("interface", "i"), entity("tool", "i.x"), entity("tool", "i.y")]
    found = lines(drawn(report(few, ["a calls i.x", "i exposes i.x", "i exposes i.y"])))
    assert ("a", "i.x") in found
    assert ("a", "i") not in found


def test_several_relations_are_one_line_with_all_their_kinds_the_telling_one_first():
    assert lines(drawn(desk()))["api", "trips"].kinds == ("writes", "calls")


def test_hops_are_numbered_on_the_lines_that_carry_them():
    found = lines(drawn(desk()))
    assert found["planner", "bookings.tool07"].hops == (1,)
    assert found["api", "gds"].hops == (2,)
    assert sum(len(edge.hops) for edge in found.values()) == 2


def test_a_waived_subject_does_not_fail():
    found = drawn(desk())
    assert box(found, "trips").failing == 0
    assert box(found, "planner").grave
    assert not box(found, "bookings").grave


def test_trust_that_nobody_stated_is_told_from_trust_that_was_denied():
    found = drawn(desk())
    assert box(found, "gds").trust is Trust.UNTRUSTED
    assert box(found, "bookings.tool07").trust is Trust.UNSTATED
    assert box(found, "qwen").trust is Trust.TRUSTED


def test_an_interface_stands_in_the_zone_of_the_one_service_that_exposes_it():
    found = drawn(desk())
    assert box(found, "bookings").zone == "office"
    assert box(found, "bookings.tool07").zone == "office"
    assert box(found, "calendar").zone == ""
    assert found.lent_zones


def test_two_exposers_in_two_zones_lend_none():
    entities = [entity("service", "a", zone="x"), entity("service", "b", zone="y"), entity("interface", "i")]
    found = drawn(report(entities, ["a exposes i", "b exposes i"], zones=("x", "y")))
    assert box(found, "i").zone == ""


def test_agents_are_folded_after_all_others():
    entities = [entity("agent", f"a{n}") for n in range(9)] + [entity("service", f"s{n}") for n in range(3)]
    found = drawn(report(entities), most=10)
    assert {node.id for node in found.nodes} == {*(f"a{n}" for n in range(9)), "service@"}


def test_a_way_that_is_longer_than_can_be_shown_is_folded_too():
    entities = [entity("service", f"s{n:03}") for n in range(50)]
    hops = [f"s{n:03} calls s{n + 1:03}" for n in range(49)]
    found = report(entities, hops, failure("long", "s000", *hops))
    assert len(drawn(found, most=8).nodes) <= 8
    small = map_of_way(inventory_of(found), failing_of(found), worst_way(found))
    assert len(small.nodes) == 11
    assert min(n for edge in small.edges for n in edge.hops) == 1


def test_the_worst_way_is_the_first_failing_unwaived_one_and_rather_of_several_hops():
    entities = [entity("agent", "a"), entity("tool", "t"), entity("external", "e")]
    relations = ["a calls t", "t calls e"]
    one, two = ("a calls t",), ("a calls t", "t calls e")
    assert worst_way(report(entities, relations, failure("x", "a", *one), failure("y", "a", *two))).control == "y"
    low = failure("y", "a", *two, severity=Severity.LOW)
    assert worst_way(report(entities, relations, failure("x", "a", *one), low)).control == "x"
    assert worst_way(report(entities, relations, failure("x", "a", *two, waived=True))) is None
    assert worst_way(report(entities, relations, failure("x", "a", *two, outcome=Outcome.UNKNOWN))) is None


def test_a_small_map_needs_several_hops():
    entities = [entity("agent", "a"), entity("tool", "t")]
    assert drawn_ways(report(entities, ["a calls t"], failure("x", "a", "a calls t"))) == ()


@pytest.mark.parametrize(
    ("hops", "starts", "ends"),
    [
        (("a calls b", "b calls c"), ("a",), ("c",)),
        (("a calls b", "a calls c"), ("a",), ("b", "c")),
        (("a calls b", "b calls a"), ("a",), ("a",)),
    ],
)
def test_where_a_way_begins_and_ends(hops, starts, ends):
    entities = [entity("agent", name) for name in "abc"]
    way = worst_way(report(entities, [], failure("x", "a", *hops)))
    assert (way.starts, way.ends) == (starts, ends)
