"""Every operator, on every truth value, with the evidence level that the answer rests on."""

from __future__ import annotations

import pytest

from auditor.model.kinds import EvidenceLevel
from tests.checklist.said import asked, truth

TOOL = """
tools:
  t:
    approval: human
    reversible: false
    description: Refunds one order.
    effects: [delete, send]
    authentication: [none]
    scopes: []
    definition_size: 900
agents: {a: {call_timeout: 30s, max_steps: 20}}
system: {last_review: "2026-01-10", name: Tiny}
datastores: {d: {retention: 30d}}
interfaces: {i: {urls: ["http://a.example", "https://b.example"], members: closed}}
"""

CASES = [
    ("t", "{approval: human}", True),
    ("t", "{approval: none}", False),
    ("t", "{reversible: {is_not: true}}", True),
    ("t", "{approval: {is_not: human}}", False),
    ("t", "{approval: {in: [human, policy]}}", True),
    ("t", "{approval: {in: [none, policy]}}", False),
    ("t", "{effects: {any_of: [spend, send]}}", True),
    ("t", "{effects: {any_of: [spend, read]}}", False),
    ("t", "{effects: {all_of: [send, delete]}}", True),
    ("t", "{effects: {all_of: [send, read]}}", False),
    ("t", "{effects: [send, delete]}", True),
    ("t", "{effects: [send]}", False),
    ("t", "{effects: {contains: send}}", True),
    ("t", "{authentication: {contains: oauth2}}", False),
    ("t", "{description: {contains: refunds ONE}}", True),
    ("t", "{description: {contains: invoice}}", False),
    ("a", "{max_steps: {at_least: 20}}", True),
    ("a", "{max_steps: {at_least: 20.5}}", False),
    ("a", "{max_steps: {at_most: 20}}", True),
    ("a", "{max_steps: {at_least: 1, at_most: 10}}", False),
    ("a", "{call_timeout: {at_most: 1m}}", True),
    ("a", "{call_timeout: {at_least: 1m}}", False),
    ("d", "{retention: {at_least: 4w}}", True),
    ("d", "{retention: {at_least: 26w}}", False),
    ("system", '{last_review: {at_least: "2026-01-01"}}', True),
    ("system", '{last_review: {at_most: "2026-01-01"}}', False),
    ("system", "{last_review: {older_than: 180d}}", True),
    ("system", "{last_review: {older_than: 365d}}", False),
    ("t", "{description: {present: true}}", True),
    ("t", "{scopes: {present: true}}", False),
    ("t", "{scopes: {present: false}}", True),
    ("t", "{description: {length: {at_least: 18, at_most: 18}}}", True),
    ("t", "{description: {length: {at_least: 19}}}", False),
    ("t", "{effects: {length: {at_most: 2}}}", True),
    ("t", "{effects: {length: {at_most: 1}}}", False),
    ("t", "{description: {matches: '^Refunds'}}", True),
    ("t", "{description: {matches: '^refunds'}}", False),
    ("i", "{urls: {matches: '^http://'}}", True),
    ("i", "{urls: {matches: '^ftp://'}}", False),
]


@pytest.mark.parametrize(("of", "text", "holds"), CASES, ids=[f"{of} {text}" for of, text, _ in CASES])
@pytest.mark.parametrize("level", [EvidenceLevel.DECLARED, EvidenceLevel.RECORDED])
def test_a_known_value(of: str, text: str, holds: bool, level: EvidenceLevel):
    assert truth(text, of, TOOL, level) == f"{str(holds).lower()} {level.word}"
    assert truth(f"{{not: {text}}}", of, TOOL, level) == f"{str(not holds).lower()} {level.word}"


@pytest.mark.parametrize("text", sorted({text for of, text, _ in CASES if of == "t"}))
def test_what_nobody_states_is_unknown(text: str):
    silent = "tools: {t: {dry_run: true}}"
    assert truth(text, "t", silent) == "unknown"
    assert truth(f"{{not: {text}}}", "t", silent) == "unknown"
    assert asked(text, "t", silent)[1].startswith("nobody states `")


def test_evidence_is_true_or_unknown_because_better_evidence_may_exist():
    text = "{approval: {evidence: documented}}"
    assert truth(text, "t", TOOL, EvidenceLevel.DOCUMENTED) == "true documented"
    assert asked(text, "t", TOOL) == (
        "unknown",
        "`approval` is only declared (system.yaml:4); expected documented evidence",
    )
    assert truth(f"{{not: {text}}}", "t", TOOL) == "unknown"


def test_an_item_of_a_list_is_as_well_supported_as_its_own_best_claim():
    from auditor.checklist import Context
    from auditor.graph import Truth
    from auditor.model.kinds import EntityKind
    from tests.checklist.said import DAY, condition
    from tests.tiny import claim, system

    made = system(
        ("t", EntityKind.TOOL),
        claims=(
            claim("t", "effects", ("read",)),
            claim("t", "effects", ("delete",), EvidenceLevel.RECORDED),
        ),
    )
    context = Context(made, today=DAY)
    tool = made.entities["t"]
    found = {
        text: condition(f"{{effects: {text}}}").test(context, tool)
        for text in ("{contains: delete}", "{contains: read}", "{any_of: [read, delete]}", "{all_of: [read, delete]}")
    }
    assert {verdict.truth for verdict in found.values()} == {Truth.TRUE}
    assert [verdict.level.word for verdict in found.values()] == ["recorded", "declared", "recorded", "declared"]
    missing = condition("{effects: {contains: send}}").test(context, tool)
    assert (missing.truth, missing.level.word) == (Truth.FALSE, "declared")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{approval: {in: [none, policy]}}", "`approval` is `human` (system.yaml:4); expected `none` or `policy`"),
        ("{not: {approval: human}}", "`approval` is `human` (system.yaml:4); expected anything but `human`"),
        (
            "{description: {length: {at_least: 40}}}",
            "`description` has 18 characters (system.yaml:6); expected at least 40 characters",
        ),
        ("{scopes: {present: true}}", "`scopes` is an empty list (system.yaml:9); expected a value"),
        (
            "{approval: none, reversible: true}",
            "`approval` is `human` (system.yaml:4), expected `none`; "
            "`reversible` is `false` (system.yaml:5), expected `true`",
        ),
        (
            "{any: [{approval: none}, {dry_run: true}], reversible: false}",
            "nobody states `dry_run` for `t`",
        ),
    ],
)
def test_why(text: str, why: str):
    assert asked(text, "t", TOOL)[1] == why


def test_contradicted_is_unknown_and_says_both():
    from auditor.checklist import Context, sentence
    from auditor.model.kinds import EntityKind
    from tests.checklist.said import DAY, condition
    from tests.tiny import claim, system

    made = system(
        ("t", EntityKind.TOOL),
        claims=(
            claim("t", "approval", "human", line=31),
            claim("t", "approval", "none", EvidenceLevel.DOCUMENTED, line=7),
        ),
    )
    context, compiled = Context(made, today=DAY), condition("{approval: human}")
    assert compiled.test(context, made.entities["t"]).truth.value == "unknown"
    why = sentence(compiled.explain(context, made.entities["t"], True))
    assert why == (
        "`approval` is stated as `human` (system.yaml:31) and as `none` (system.yaml:7), which cannot both hold"
    )
