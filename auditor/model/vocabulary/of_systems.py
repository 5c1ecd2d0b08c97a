"""Attributes of the whole system, of people and of whatever has an owner or a trust."""

from __future__ import annotations

from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import MergeRule
from auditor.model.values import DATE, DURATION, TEXT, TEXTS, choice
from auditor.model.vocabulary.attribute import Attribute, SafeDefault, kinds

_SYSTEM = kinds(K.SYSTEM)
_OWNED = kinds(
    K.SYSTEM,
    K.AGENT,
    K.MODEL,
    K.INTERFACE,
    K.SERVICE,
    K.DATASTORE,
    K.QUEUE,
    K.GATEWAY,
    K.TELEMETRY,
    K.EXTERNAL,
)
_TRUSTED = kinds(
    K.AGENT,
    K.INTERFACE,
    K.TOOL,
    K.SERVICE,
    K.DATASTORE,
    K.QUEUE,
    K.GATEWAY,
    K.TELEMETRY,
    K.ENVIRONMENT,
    K.EXTERNAL,
)

ATTRIBUTES = (
    Attribute(
        name="description",
        type=TEXT,
        kinds=frozenset(K),
        merge=MergeRule.BEST,
        meaning="What it is or does, in prose.",
    ),
    Attribute(name="owner", type=TEXT, kinds=_OWNED, meaning="The team or person that answers for it."),
    Attribute(
        name="trust",
        type=choice("untrusted", "partly_trusted", "trusted"),
        kinds=_TRUSTED,
        merge=MergeRule.WORST,
        default=SafeDefault(value="untrusted", reason="undeclared trust is untrusted"),
        meaning="How far its content and behaviour are under the owner's control.",
    ),
    Attribute(name="purpose", type=TEXT, kinds=_SYSTEM, meaning="What the system is for, in one sentence."),
    Attribute(
        name="stage",
        type=choice("procurement", "design", "production"),
        kinds=_SYSTEM,
        meaning="Where the system is in its life; at `design` declared evidence is enough.",
    ),
    Attribute(
        name="intent",
        type=choice("act", "answer"),
        kinds=_SYSTEM,
        meaning="Whether the system is to act or only to answer.",
    ),
    Attribute(
        name="risk_class",
        type=TEXT,
        kinds=_SYSTEM,
        meaning="The legal class it was put in, such as `EU AI Act: limited`.",
    ),
    Attribute(
        name="success_check",
        type=TEXT,
        kinds=_SYSTEM,
        meaning="The query, test or metric by which a machine can tell that a task succeeded.",
    ),
    Attribute(
        name="change_evaluation",
        type=choice("none", "manual", "automatic"),
        kinds=_SYSTEM,
        meaning="Whether an evaluation decides if a changed prompt, tool or model is released.",
    ),
    Attribute(
        name="rollback",
        type=choice("none", "manual", "automatic"),
        kinds=_SYSTEM,
        meaning="How an agent's earlier version is put back.",
    ),
    Attribute(
        name="runbook",
        type=TEXT,
        kinds=_SYSTEM,
        meaning="Where the procedure for a misbehaving agent stands.",
    ),
    Attribute(name="alerts", type=TEXTS, kinds=_SYSTEM, meaning="What raises an alert: errors, cost, loops, …"),
    Attribute(name="review_every", type=DURATION, kinds=_SYSTEM, meaning="How often readiness is audited again."),
    Attribute(name="last_review", type=DATE, kinds=_SYSTEM, meaning="The date of the last readiness audit."),
    Attribute(
        name="bill_of_materials",
        type=TEXT,
        kinds=_SYSTEM,
        meaning="Where the list of models, tools and data sets stands.",
    ),
    Attribute(
        name="feedback_channel",
        type=TEXT,
        kinds=_SYSTEM,
        meaning="How users and operators report a wrong action.",
    ),
    Attribute(
        name="workflows",
        type=TEXT,
        kinds=_SYSTEM,
        merge=MergeRule.BEST,
        meaning="Where the order of calls in multi-step work is described, such as an Arazzo file.",
    ),
    Attribute(
        name="discovery",
        type=TEXT,
        kinds=_SYSTEM,
        meaning="Where an agent finds the interfaces, such as `/.well-known/api-catalog`.",
    ),
    Attribute(name="role", type=TEXT, kinds=kinds(K.PERSON), meaning="The office in which the person acts."),
)
