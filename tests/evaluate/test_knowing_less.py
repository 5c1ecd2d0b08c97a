"""Forgetting what is known of one attribute never moves an outcome to pass or to not applicable."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.checklist import Control
from auditor.checklist.context import Context
from auditor.derive import derive
from auditor.evaluate import evaluate
from auditor.linking import link
from auditor.model.claims import AttributeValue, Claim, Record
from auditor.model.description import Description
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.kinds import RelationKind as R
from auditor.model.system import System
from tests.checklist.said import DAY
from tests.evaluate.judged import control
from tests.tiny import at, describe

ATOMS = [
    "approval: human",
    "approval: {in: [none, policy]}",
    "reversible: {is_not: true}",
    "effects: {any_of: [delete, spend, send]}",
    "effects: {all_of: [read]}",
    "description: {present: true}",
    "description: {length: {at_least: 5}}",
    "description: {matches: '^A'}",
    "approval: {evidence: documented}",
    "parameters: {every: {satisfies: {type: string}}}",
    "parameters: {some: {satisfies: {required: true}}}",
    "parameters: {none: {where: {type: string}, satisfies: {description: {present: true}}}}",
    "trust: untrusted",
    "related: {by: approves, direction: in, to: {kind: person}}",
    "reached_from: {from: {kind: agent, untrusted_input: true}, without: {trust: trusted}}",
    "reaches: {to: {kind: datastore, data: {contains: personal}}}",
    "reached_only_through: {kind: gateway, policies: {contains: approval}}",
]
VALUES: dict[tuple[str, str], list[AttributeValue]] = {
    ("t", "approval"): ["human", "none"],
    ("t", "reversible"): [True, False],
    ("t", "effects"): [("read",), ("delete",), ("read", "send")],
    ("t", "description"): ["", "A tool that books."],
    ("t", "trust"): ["trusted", "untrusted"],
    ("t", "parameters"): [
        (),
        (Record(name="p", fields={"type": "string", "required": True}, location=at(2)),),
        (Record(name="q", fields={}, location=at(3)),),
    ],
    ("t", "method"): ["POST"],
    ("a", "untrusted_input"): [True, False],
    ("g", "policies"): [("approval",), ("logging",)],
    ("g", "trust"): ["trusted"],
    ("d", "data"): [("personal",), ("public",)],
}

conditions = st.recursive(
    st.sampled_from(ATOMS).map(lambda atom: f"{{{atom}}}"),
    lambda inner: st.one_of(
        inner.map(lambda part: f"{{not: {part}}}"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"{{all: [{', '.join(parts)}]}}"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"{{any: [{', '.join(parts)}]}}"),
    ),
    max_leaves=4,
)


@st.composite
def systems(draw: st.DrawFn) -> Description:
    claims = []
    for (subject, attribute), values in VALUES.items():
        for value in draw(st.lists(st.sampled_from(values), max_size=2)):
            level = draw(st.sampled_from(EvidenceLevel))
            claims.append(Claim(subject=subject, attribute=attribute, value=value, level=level, location=at(1)))
    relations = [
        ("a", R.CALLS, "t"),
        ("a", R.CALLS, "g"),
        ("g", R.CALLS, "t"),
        ("p", R.APPROVES, "t"),
        ("t", R.READS, "d"),
    ]
    entities = [("a", K.AGENT), ("t", K.TOOL), ("g", K.GATEWAY), ("p", K.PERSON), ("d", K.DATASTORE)]
    made = describe(
        *entities,
        claims=tuple(claims),
        relations=tuple(draw(st.lists(st.sampled_from(relations), unique=True))),
        closed=tuple(K) if draw(st.booleans()) else (),
    )
    if draw(st.booleans()):
        made.closed_relations = {(id_, kind) for id_, _ in entities for kind in R}
    return made


@st.composite
def controls(draw: st.DrawFn) -> Control:
    scope = draw(st.none() | conditions)
    for_each = f"{{kind: tool, all: [{scope}]}}" if scope else "{kind: tool}"
    needs = draw(st.sampled_from(["declared", "documented"]))
    return control(f"needs: {needs}\nfor_each: {for_each}\nrequire: {draw(conditions)}")


def outcome(description: Description, tested: Control) -> str:
    result = evaluate(System(derive(link(description))), [tested], today=DAY)[0]
    if result.others:
        assert all(other.message and "None" not in other.message for other in result.others)
        return result.others[0].outcome.value
    return "pass" if result.passed else "not applicable"


@settings(max_examples=400, deadline=None)
@given(systems(), controls(), st.data())
def test_forgetting_never_helps(description: Description, tested: Control, data: st.DataObject):
    known = sorted({(claim.subject, claim.attribute) for claim in description.claims})
    if not known:
        return
    lost = data.draw(st.sampled_from(known))
    poorer = replace(
        description, claims=[claim for claim in description.claims if (claim.subject, claim.attribute) != lost]
    )
    before, after = outcome(description, tested), outcome(poorer, tested)
    assert before == after or after not in ("pass", "not applicable")


@settings(max_examples=200, deadline=None)
@given(systems(), controls())
def test_every_verdict_is_explained(description: Description, tested: Control):
    against = Context(System(derive(link(description))), today=DAY)
    tool = against.system.entities["t"]
    assert tested.require is not None
    for wanted in (True, False):
        reasons = tested.require.explain(against, tool, wanted)
        assert reasons
        assert all(reason.what for reason in reasons)
