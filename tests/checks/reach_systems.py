"""Small random systems of three agents, their tools and their stores, for tests of the controls on reach."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from auditor.checklist import Control
from auditor.derive import derive
from auditor.evaluate import evaluate
from auditor.linking import link
from auditor.model.claims import AttributeValue, Claim
from auditor.model.description import Description
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.kinds import RelationKind as R
from auditor.model.system import System
from tests.audits import controls
from tests.checklist.said import DAY
from tests.tiny import at, describe

REACH = (
    "shared-memory-across-trust",
    "combined-trifecta",
    "unapproved-delegated-action",
    "unauthenticated-agent-messages",
    "unauthenticated-agent-endpoint",
    "ungoverned-vector-store",
    "unlicensed-tool",
    "unwired-tool",
    "scattered-model-access",
    "untraced-path",
    "blind-agent",
    "missing-model-seam",
    "over-reaching-agent",
    "unguarded-tool-path",
    "lethal-trifecta",
)
ENTITIES = [
    ("a", K.AGENT), ("b", K.AGENT), ("c", K.AGENT), ("pay", K.TOOL), ("browse", K.TOOL), ("notes", K.DATASTORE),
    ("staff", K.DATASTORE), ("jobs", K.QUEUE), ("desk", K.INTERFACE), ("serving", K.SERVICE), ("edge", K.GATEWAY),
    ("m", K.MODEL), ("n", K.MODEL), ("traces", K.TELEMETRY), ("lead", K.PERSON), ("gds", K.EXTERNAL),
    ("payroll", K.DATASTORE), ("ledger", K.DATASTORE),
]  # fmt: skip
AGENTS = ("a", "b", "c")
RELATIONS = [
    *((one, R.DELEGATES, other) for one in AGENTS for other in AGENTS if one != other),
    *((one, kind, store) for one in AGENTS for kind in (R.READS, R.WRITES) for store in ("notes", "staff")),
    *((one, R.CALLS, tool) for one in AGENTS for tool in ("pay", "browse", "edge")),
    *((one, R.USES, model) for one in AGENTS for model in ("m", "n")),
    *((one, R.LOGS_TO, "traces") for one in (*AGENTS, "serving")),
    ("a", R.WRITES, "jobs"), ("jobs", R.TRIGGERS, "b"), ("edge", R.CALLS, "pay"), ("lead", R.APPROVES, "pay"),
    ("desk", R.EXPOSES, "pay"), ("serving", R.EXPOSES, "desk"), ("edge", R.EXPOSES, "desk"),
    ("serving", R.WRITES, "notes"), ("serving", R.READS, "staff"), ("serving", R.CALLS, "gds"),
    ("browse", R.READS, "notes"), ("b", R.OBSERVES, "notes"), ("a", R.CALLS, "gds"),
]  # fmt: skip
CORES: tuple[tuple[tuple[str, R, str], ...], ...] = (
    (),
    (("a", R.DELEGATES, "b"), ("b", R.CALLS, "pay")),
    (("a", R.WRITES, "notes"), ("b", R.READS, "notes"), ("b", R.CALLS, "pay")),
    (("a", R.USES, "m"), ("b", R.USES, "n"), ("a", R.CALLS, "edge"), ("desk", R.EXPOSES, "pay")),
    (("a", R.CALLS, "pay"), ("desk", R.EXPOSES, "pay"), ("edge", R.EXPOSES, "desk")),
    (("a", R.CALLS, "pay"), ("a", R.CALLS, "browse")),
    tuple(("a", R.READS, store) for store in ("notes", "staff", "payroll", "ledger")),
)
"""Ways that make something of several agents, which chance alone seldom does."""
VALUES: dict[tuple[str, str], tuple[AttributeValue, ...]] = {
    **{(one, "untrusted_input"): (True, False) for one in AGENTS},
    **{(one, "trust"): ("trusted", "untrusted") for one in AGENTS},
    **{(one, "egress"): ("none", "open") for one in AGENTS},
    **{(one, "code_execution"): ("none", "sandboxed") for one in AGENTS},
    **{(one, "model_access"): ("embedded", "configuration", "gateway") for one in AGENTS},
    **{(one, "message_authentication"): ("none", "token") for one in AGENTS},
    ("pay", "effects"): (("spend",), ("read",), ("create", "send")),
    ("pay", "approval"): ("none", "human"),
    ("pay", "reversible"): (True, False),
    ("pay", "sends_outside"): (True, False),
    ("pay", "reads_private_data"): (True, False),
    ("pay", "verified_by"): ("browse", "none"),
    ("browse", "effects"): (("read",), ("update",)),
    ("browse", "brings_untrusted_content"): (True, False),
    ("browse", "reads_private_data"): (True, False),
    ("notes", "holds"): ("memory", "vectors", "records"),
    ("notes", "access_control"): ("shared", "per_identity"),
    ("notes", "data"): (("internal",), ("personal",)),
    ("staff", "data"): (("personal",), ("public",)),
    ("payroll", "data"): (("financial",),),
    ("ledger", "data"): (("financial",),),
    ("desk", "protocol"): ("mcp", "openapi", "a2a"),
    ("desk", "authentication"): (("none",), ("oauth2",)),
    ("edge", "policies"): (("logging",), ("circuit_breaker",)),
    ("traces", "records"): (("actions",), ("tokens",)),
    ("m", "provider"): ("mistral",),
    ("n", "provider"): ("mistral", "openai"),
    ("gds", "trust"): ("trusted", "untrusted"),
    ("gds", "terms"): ("none", "Section 4 allows it."),
}


@cache
def reach_controls() -> tuple[Control, ...]:
    """Return the controls that are tested."""
    return tuple(control for control in controls().controls if control.id in REACH)


@st.composite
def descriptions(draw: st.DrawFn) -> Description:
    """Draw a system, with lists that are all complete or all open."""
    claims = []
    for (subject, attribute), values in VALUES.items():
        value = draw(st.sampled_from((*values, *values, None)))
        if value is not None:
            level = draw(st.sampled_from((EvidenceLevel.INFERRED, EvidenceLevel.DECLARED, EvidenceLevel.DOCUMENTED)))
            claims.append(Claim(subject=subject, attribute=attribute, value=value, level=level, location=at(1)))
    core = draw(st.sampled_from(CORES))
    chosen = tuple(draw(st.lists(st.sampled_from(RELATIONS), unique=True, min_size=2, max_size=12)))
    closed = draw(st.booleans())
    made = describe(
        *ENTITIES,
        claims=tuple(claims),
        relations=tuple(dict.fromkeys((*core, *chosen))),
        closed=tuple(K) if closed else (),
    )
    if closed:
        made.closed_relations = {(id_, kind) for id_, _ in ENTITIES for kind in R}
    return made


def outcomes(description: Description) -> dict[tuple[str, str], str]:
    """Return the outcome of every tested control for every subject; the worst, where items of it differ."""
    found: dict[tuple[str, str], str] = {}
    for result in evaluate(System(derive(link(description))), reach_controls(), today=DAY):
        found |= {(result.control, subject): "pass" for subject in result.passed}
        found |= {(result.control, subject): "not applicable" for subject in result.not_applicable}
        for other in result.others:
            assert other.outcome.value != "error", other.message
            assert other.message
            assert "None" not in other.message
            found[result.control, other.subject] = other.outcome.value
    return found
