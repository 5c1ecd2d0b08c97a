"""Conditions on who steers an agent, what comes back to it, and what nobody approves."""

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
UNTRUSTED = "influenced_by: {from: {kind: agent, untrusted_input: true}}"


def test_an_agent_is_steered_through_what_it_reads():
    found, why = asked(UNTRUSTED, "payer", STEERED)
    assert found == "true declared"
    assert why.startswith("`reader` writes `notes` (system.yaml:3), `payer` reads `notes` (system.yaml:4)")


def test_an_agent_that_shares_nothing_may_only_be_steered_by_what_nobody_lists():
    assert truth(UNTRUSTED, "lone", STEERED) == "unknown"
    closed = STEERED + "services: {}\ngateways: {}\nqueues: {}\nexternals: {}\npeople: {}\ninterfaces: {}\n"
    assert truth(UNTRUSTED, "lone", closed) == "false declared"


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
    assert "unknown key of `influenced_by` `form`; did you mean `from`?" in " ".join(
        mistakes("influenced_by: {form: {kind: agent}}")
    )
    assert "`humans`" in mistakes("unapproved_path: {to: {kind: tool}, approval: humans}")[0]
