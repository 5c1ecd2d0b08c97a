"""Conditions on who steers or informs an agent, what comes back to it, and what nobody approves."""

from __future__ import annotations

import pytest

from tests.checklist.said import asked, mistakes, truth

STEERED = """
agents:
  reader: {untrusted_input: true, memory: notes, tools: [], reads: [notes], writes: [notes], delegates_to: []}
  payer: {untrusted_input: false, tools: [pay], reads: [notes], writes: [], delegates_to: []}
  lone: {untrusted_input: false, tools: [], reads: [], writes: [], delegates_to: []}
datastores: {notes: {holds: memory}}
tools: {pay: {effects: [spend], reads: [], writes: []}}
"""
UNTRUSTED = "steered_by: {from: {kind: agent, untrusted_input: true}}"


def test_an_agent_is_steered_through_what_it_reads():
    found, why = asked(UNTRUSTED, "payer", STEERED)
    assert found == "true declared"
    assert why.startswith("`reader` writes `notes` (system.yaml:3), `payer` reads `notes` (system.yaml:4)")


def test_an_agent_that_shares_nothing_may_only_be_steered_by_what_nobody_lists():
    assert truth(UNTRUSTED, "lone", STEERED) == "false declared"
    assert truth(UNTRUSTED, "lone", STEERED.replace("lone: {", "more: {}\n  lone: {")) == "unknown"


SHARED = """
agents:
  searcher: {tools: [%s], reads: [], writes: [], delegates_to: []}
  payer: {tools: [ask], reads: [], writes: [], delegates_to: [%s]}
tools:
  ask: {effects: [read], reads: [found], writes: []}
  note: {effects: [create], reads: [], writes: [found]}
  look: {effects: [read], reads: [], writes: [found]}
  either: {reads: [], writes: [found]}
datastores: {found: {holds: %s}}
"""


@pytest.mark.parametrize(
    ("tools", "delegates", "holds", "steered", "informed"),
    [
        ("note", "", "records", "false declared", "true declared"),
        ("note", "", "memory", "true declared", "true declared"),
        ("either", "", "memory", "unknown", "unknown"),
        ("look", "", "memory", "false declared", "false declared"),
        ("", "searcher", "records", "false declared", "true declared"),
    ],
    ids=["what a tool answers", "a memory", "effects unstated", "a tool that only reads", "a result"],
)
def test_an_answer_informs_and_does_not_steer(tools: str, delegates: str, holds: str, steered: str, informed: str):
    made = SHARED % (tools, delegates, holds)
    assert truth("steered_by: {from: {kind: agent, id: searcher}}", "payer", made) == steered
    assert truth("informed_by: {from: {kind: agent, id: searcher}}", "payer", made) == informed


LOOP = """
agents: {a: {tools: [%s], reads: [], writes: [], delegates_to: []}}
tools:
  put: {effects: [create], reads: [], writes: [%s], verified_by: get}
  get: {effects: [read], reads: [store], writes: []}
  other: {effects: [read], reads: [store], writes: []}
datastores: {store: {}}
"""
COMES_BACK = "in_loop: {actions: {kind: tool, effects: {contains: create}}}"


@pytest.mark.parametrize(
    ("tools", "writes", "expected"),
    [
        ("put, get", "", "true declared"),
        ("put, other", "store", "true declared"),
        ("put, other", "", "false declared"),
        ("put", "store", "false declared"),
        ("get, other", "store", "true declared"),
    ],
)
def test_what_an_agent_changes_comes_back_to_it(tools: str, writes: str, expected: str):
    assert truth(COMES_BACK, "a", LOOP % (tools, writes)) == expected


APPROVED = """
agents: {a: {tools: [pay], reads: [], writes: [], delegates_to: []}}
tools: {pay: {effects: [spend], reads: [], writes: []%s}}
people: {boss: {approves: [%s]}}
gateways: {edge: {approves: [%s]}}
"""
PAYS = "unapproved_path: {to: {kind: tool, effects: {contains: spend}}%s}"


@pytest.mark.parametrize(
    ("stated", "person", "gateway", "least", "expected"),
    [
        ("", "", "", "", "unknown"),
        ("", "pay", "", "", "false declared"),
        ("", "pay", "", ", approval: human", "false declared"),
        ("", "", "pay", "", "false declared"),
        ("", "", "pay", ", approval: human", "unknown"),
        (", approval: policy", "", "", "", "false declared"),
        (", approval: policy", "", "", ", approval: human", "true declared"),
        (", approval: none", "", "", "", "true declared"),
    ],
)
def test_a_path_on_which_nobody_approves(stated: str, person: str, gateway: str, least: str, expected: str):
    assert truth(PAYS % least, "a", APPROVED % (stated, person, gateway)) == expected


def test_what_is_wrong_with_them_is_said():
    assert mistakes("in_loop: {}") == ["1:10 `in_loop` needs `actions`"]
    assert "unknown key of `steered_by` `form`; did you mean `from`?" in " ".join(
        mistakes("steered_by: {form: {kind: agent}}")
    )
    assert "`humans`" in mistakes("unapproved_path: {to: {kind: tool}, approval: humans}")[0]
