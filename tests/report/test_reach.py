"""What each agent can reach: by itself, and through the agents that it steers."""

from __future__ import annotations

from auditor.checklist import Context
from auditor.model.entities import Boundary
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.kinds import RelationKind as R
from auditor.model.system import System
from auditor.report.reach import MOST_AGENTS, reach_facts
from auditor.report.schema_reach import AgentReach
from tests.audits import TODAY, audit
from tests.tiny import REPOSITORY, claim, describe, system


def reach(made: System) -> dict[str, AgentReach]:
    return {one.agent: one for one in reach_facts(Context(made, today=TODAY))}


def sample(name: str) -> dict[str, AgentReach]:
    return {one.agent: one for one in audit(REPOSITORY / "samples" / name / "system.yaml").reach}


def test_the_trip_planner_reaches_five_actions_that_nobody_approves():
    found = sample("travel-desk")
    assert next(iter(found)) == "planner"
    planner = found["planner"]
    assert [(one.id, one.approval) for one in planner.actions] == [
        ("bookings.deleteSegment", "none"),
        ("bookings.refundTicket", "none"),
        ("bookings.sendMessage", "none"),
        ("calendar.delete_event", "unknown"),
        ("calendar.update_event", "unknown"),
        ("bookings.issueTickets", "policy"),
    ]
    assert planner.totals.unapproved == 5
    assert {one.id: one.classes for one in planner.data} == {
        "trips-db": ("financial", "personal"),
        "desk-memory": ("personal",),
    }
    (gds,) = planner.externals
    assert [(hop.source, hop.target, hop.place) for hop in gds.path][-1] == (
        "booking-api", "airline-gds", "system.yaml:75",
    )  # fmt: skip
    assert [one.id for one in planner.agents] == ["policy-checker"]
    assert ("corporate", "", "airline-gds") in [(one.source, one.target, one.entity) for one in planner.borders]
    assert not planner.complete
    assert planner.because


def test_what_only_may_be_in_reach_is_not_counted_as_reached():
    def checker(*claims):
        made = system(
            *(("checker", K.AGENT), ("planner", K.AGENT), ("note", K.TOOL), ("pay", K.TOOL), ("notes", K.DATASTORE)),
            claims=(claim("pay", "effects", ("spend",)), *claims),
            relations=(
                *(("checker", R.CALLS, "note"), ("note", R.WRITES, "notes")),
                *(("planner", R.READS, "notes"), ("planner", R.CALLS, "pay")),
            ),
        )
        return reach(made)["checker"]

    doubtful = checker()
    assert (doubtful.totals.actions, doubtful.totals.may_unapproved) == (0, 1)
    assert [(one.id, one.sure, one.through) for one in doubtful.actions] == [("pay", False, "planner")]
    assert checker(claim("note", "effects", ("create",))).totals.actions == 1
    assert checker(claim("note", "effects", ("read",))).totals.may_unapproved == 0


def test_an_agent_that_only_reads_steers_nobody():
    """It calls two tools of an interface whose service also writes; both are stated to read and no more."""
    assert sample("travel-desk")["policy-checker"].agents == ()


def test_in_the_warehouse_all_that_cannot_be_undone_is_approved():
    found = sample("warehouse")
    assert all(one.totals.unapproved == 0 and one.totals.may_unapproved == 0 for one in found.values())
    shipment = next(one for one in found["dispatcher"].actions if one.id == "orders.createShipment")
    assert (shipment.approval, shipment.approved_by, shipment.through) == ("human", ("shift-lead",), "picker")
    assert [hop.kind for hop in shipment.path] == ["delegates", "calls"]


def tools(*claims, approver=()):
    return system(
        ("a", K.AGENT),
        ("t", K.TOOL),
        ("boss", K.PERSON),
        claims=claims,
        relations=(("a", R.CALLS, "t"), *((("boss", R.APPROVES, "t"),) if approver else ())),
    )


def test_an_action_counts_unless_somebody_says_that_it_can_be_undone():
    assert reach(tools())["a"].actions == ()
    assert reach(tools(claim("t", "effects", ("read",))))["a"].actions == ()
    grave = claim("t", "effects", ("delete", "update"))
    (action,) = reach(tools(grave))["a"].actions
    assert (action.effects, action.undo, action.approval) == (("delete",), "unknown", "unknown")
    assert reach(tools(grave, claim("t", "reversible", True)))["a"].actions == ()
    (action,) = reach(tools(grave, claim("t", "reversible", False)))["a"].actions
    assert action.undo == "no"


def test_an_approval_is_taken_from_the_tool_or_from_who_approves():
    grave = claim("t", "effects", ("send",))
    assert reach(tools(grave, approver="boss"))["a"].actions[0].approval == "approved"
    assert reach(tools(grave, claim("t", "approval", "none")))["a"].totals.unapproved == 1
    assert reach(tools(grave, claim("t", "approval", "human")))["a"].totals.unapproved == 0


def test_what_a_store_holds_is_sensitive_until_somebody_says_otherwise():
    def stored(*claims):
        return reach(system(("a", K.AGENT), ("db", K.DATASTORE), claims=claims, relations=(("a", R.READS, "db"),)))["a"]

    assert stored().totals.sensitive == 1
    assert not stored().data[0].stated
    public = stored(claim("db", "data", ("public",)))
    assert (public.totals.sensitive, public.data[0].read, public.data[0].written) == (0, True, False)


def test_lists_that_are_open_leave_the_reach_incomplete():
    made = describe(("a", K.AGENT), closed=tuple(K))
    open_list = reach(System(made))["a"]
    assert not open_list.complete
    made.closed_relations |= {("a", kind) for kind in R}
    closed = reach(System(made))["a"]
    assert closed.complete
    assert closed.because == ""


def test_a_contract_lies_in_no_zone_and_a_service_outside_does():
    made = describe(
        ("a", K.AGENT),
        ("t", K.TOOL),
        ("i", K.INTERFACE),
        ("s", K.SERVICE),
        ("far", K.SERVICE),
        relations=(("a", R.CALLS, "t"), ("i", R.EXPOSES, "t"), ("s", R.EXPOSES, "i"), ("s", R.CALLS, "far")),
    )
    made.boundaries.append(Boundary(id="in", name="in", members=("a", "s"), location=None))
    (border,) = reach(System(made))["a"].borders
    assert (border.source, border.target, border.entity) == ("in", "", "far")
    assert [hop.target for hop in border.path] == ["t", "t", "i", "far"]


def test_of_many_agents_those_with_most_irreversible_tools_are_looked_at():
    agents = [(f"a{n:03}", K.AGENT) for n in range(MOST_AGENTS + 30)]
    made = system(
        *agents,
        ("t", K.TOOL),
        claims=(claim("t", "effects", ("delete",)),),
        relations=((agents[-1][0], R.CALLS, "t"),),
    )
    found = reach(made)
    assert len(found) == MOST_AGENTS
    assert next(iter(found)) == agents[-1][0]


def test_an_effect_that_is_only_inferred_says_so():
    (action,) = reach(tools(claim("t", "effects", ("delete",), EvidenceLevel.INFERRED)))["a"].actions
    assert action.level == "inferred"
