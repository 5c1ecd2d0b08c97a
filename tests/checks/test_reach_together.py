"""What the controls on reach say of small systems: who holds what, and by which way it comes together."""

from __future__ import annotations

import pytest

from auditor.derive import derive
from auditor.evaluate import evaluate
from auditor.linking import link
from auditor.model.findings import Outcome, SubjectResult
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import RelationKind as R
from auditor.model.system import System
from tests.checklist.said import DAY
from tests.checks.reach_systems import reach_controls
from tests.tiny import claim, describe

MEMORY = (("reader", R.WRITES, "notes"), ("buyer", R.READS, "notes"), ("buyer", R.CALLS, "pay"))
ENTITIES = (("reader", K.AGENT), ("buyer", K.AGENT), ("pay", K.TOOL), ("notes", K.DATASTORE))


MORE = (("jobs", K.QUEUE), ("edge", K.GATEWAY), ("gds", K.EXTERNAL))


def failures(control: str, *entities, claims=(), relations=()) -> list[SubjectResult]:
    system = System(derive(link(describe(*entities, claims=claims, relations=relations))))
    chosen = [one for one in reach_controls() if one.id == control]
    return [one for one in evaluate(system, chosen, today=DAY)[0].others if one.outcome is Outcome.FAIL]


def test_a_shared_memory_names_both_agents_and_the_way():
    found = failures(
        "shared-memory-across-trust",
        *ENTITIES,
        claims=(claim("reader", "untrusted_input", True, line=3), claim("pay", "effects", ("spend",))),
        relations=MEMORY,
    )
    assert [one.subject for one in found] == ["notes"]
    assert found[0].message == (
        "`buyer` acts, and reads there what `reader` writes; the latter reads what outsiders write (`untrusted_input` "
        "(system.yaml:3)): `reader` writes `notes` (system.yaml:1), `buyer` reads `notes` (system.yaml:1); expected a "
        "store for each trust"
    )
    assert [(hop.source, hop.kind, hop.target) for hop in found[0].path] == [
        ("reader", R.WRITES, "notes"),
        ("buyer", R.READS, "notes"),
    ]


def test_an_agent_that_only_reads_is_steered_to_nothing():
    claims = (claim("reader", "untrusted_input", True), claim("pay", "effects", ("read",)))
    assert failures("shared-memory-across-trust", *ENTITIES, claims=claims, relations=MEMORY) == []


def test_a_store_that_one_agent_uses_alone_is_shared_with_nobody():
    claims = (claim("buyer", "untrusted_input", True), claim("pay", "effects", ("spend",)))
    alone = (("buyer", R.WRITES, "notes"), ("buyer", R.READS, "notes"), ("buyer", R.CALLS, "pay"))
    assert failures("shared-memory-across-trust", *ENTITIES, claims=claims, relations=alone) == []


def test_a_tool_that_only_reads_does_not_write_the_store_of_its_service():
    shared = (
        ("reader", R.CALLS, "look"), ("desk", R.EXPOSES, "look"), ("api", R.EXPOSES, "desk"),
        ("api", R.WRITES, "notes"), ("buyer", R.READS, "notes"), ("buyer", R.CALLS, "pay"),
    )  # fmt: skip
    entities = (*ENTITIES, ("look", K.TOOL), ("desk", K.INTERFACE), ("api", K.SERVICE))
    claims = [claim("reader", "untrusted_input", True), claim("pay", "effects", ("spend",))]
    reading = (*claims, claim("look", "effects", ("read",)))
    writing = (*claims, claim("look", "effects", ("read", "update")))
    assert failures("shared-memory-across-trust", *entities, claims=reading, relations=shared) == []
    assert len(failures("shared-memory-across-trust", *entities, claims=writing, relations=shared)) == 1


@pytest.mark.parametrize(
    "relations",
    [
        MEMORY,
        (("reader", R.DELEGATES, "buyer"), ("buyer", R.CALLS, "pay")),
        (("buyer", R.DELEGATES, "reader"), ("buyer", R.CALLS, "pay")),
        (("reader", R.WRITES, "jobs"), ("jobs", R.TRIGGERS, "buyer"), ("buyer", R.CALLS, "pay")),
        (("reader", R.CALLS, "edge"), ("edge", R.CALLS, "buyer"), ("buyer", R.CALLS, "pay")),
        (("buyer", R.CALLS, "edge"), ("edge", R.CALLS, "reader"), ("buyer", R.CALLS, "pay")),
        (("buyer", R.OBSERVES, "reader"), ("buyer", R.CALLS, "pay")),
        (("reader", R.CALLS, "gds"), ("buyer", R.CALLS, "gds"), ("buyer", R.CALLS, "pay")),
    ],
    ids=["memory", "hand-over", "result", "queue", "gateway", "result by gateway", "observed", "system of others"],
)
def test_what_outsiders_write_reaches_a_payment_on_each_way(relations):
    claims = (
        claim("reader", "untrusted_input", True),
        claim("pay", "effects", ("spend",)),
        claim("pay", "approval", "none"),
        claim("pay", "reversible", False),
    )
    found = failures("unapproved-delegated-action", *ENTITIES, *MORE, claims=claims, relations=relations)
    assert [one.subject for one in found] == ["pay"]
    assert "`reader` reads what outsiders write" in found[0].message
    assert "can have `buyer` take it" in found[0].message
    assert found[0].path[-1].target == "pay"


def test_the_three_are_named_with_who_holds_each():
    # Lists are open here: that nobody is known to hold all three alone does not silence what they hold together.
    found = failures(
        "combined-trifecta",
        ("reader", K.AGENT), ("clerk", K.AGENT), ("mailer", K.AGENT), ("mail", K.TOOL), ("notes", K.DATASTORE),
        ("staff", K.DATASTORE),
        claims=(
            claim("reader", "untrusted_input", True),
            *(claim(one, "untrusted_input", False) for one in ("clerk", "mailer")),
            *(claim(one, "egress", "none") for one in ("reader", "clerk", "mailer")),
            claim("staff", "data", ("personal",)), claim("notes", "data", ("internal",)),
            claim("mail", "effects", ("send",)), claim("mail", "reads_private_data", False),
            claim("mail", "brings_untrusted_content", False),
        ),
        relations=(
            ("reader", R.WRITES, "notes"), ("clerk", R.READS, "staff"), ("clerk", R.WRITES, "notes"),
            ("mailer", R.READS, "notes"), ("mailer", R.CALLS, "mail"),
        ),
    )  # fmt: skip
    assert [one.subject for one in found] == ["mailer"]
    assert found[0].message == (
        "together they have all three: private data (`clerk`): `data` of `staff` (system.yaml:1) by `clerk` reads "
        "`staff` (system.yaml:1), which comes to it by `clerk` writes `notes` (system.yaml:1), `mailer` reads `notes` "
        "(system.yaml:1); untrusted content (`reader`): `untrusted_input` of `reader` (system.yaml:1), which comes to "
        "it by `reader` writes `notes` (system.yaml:1), `mailer` reads `notes` (system.yaml:1); a way out (`mailer`): "
        "`sends_outside` of `mail` (system.yaml:1) by `mailer` calls `mail` (system.yaml:1); expected that no way "
        "leads from the one to the other"
    )
    assert found[0].path[-1].target == "notes"
