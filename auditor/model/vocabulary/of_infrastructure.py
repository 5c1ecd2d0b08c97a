"""Attributes of services, stores, queues, gateways, telemetry, environments and external systems."""

from __future__ import annotations

from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import MergeRule
from auditor.model.values import DURATION, FLAG, INTEGER, TEXT, TEXTS, choice, choices
from auditor.model.vocabulary.attribute import Attribute, kinds

_SERVICE = kinds(K.SERVICE)
_DATASTORE = kinds(K.DATASTORE)
_DEPLOYED = kinds(K.AGENT, K.SERVICE, K.DATASTORE, K.QUEUE, K.GATEWAY, K.TELEMETRY, K.INTERFACE, K.MODEL)
_EXTERNAL = kinds(K.EXTERNAL)

ATTRIBUTES = (
    Attribute(
        name="access",
        type=choices("api", "events", "commands", "screen"),
        kinds=_SERVICE,
        merge=MergeRule.UNION,
        meaning="The ways in which its logic can be reached.",
    ),
    Attribute(
        name="deployed_as",
        type=TEXT,
        kinds=_DEPLOYED,
        meaning="The name under which a deployment file runs it.",
    ),
    Attribute(name="image", type=TEXT, kinds=_DEPLOYED, declarable=False, meaning="The container image."),
    Attribute(
        name="health_check",
        type=FLAG,
        kinds=kinds(K.SERVICE, K.DATASTORE, K.QUEUE, K.GATEWAY),
        meaning="Whether its health can be asked for.",
    ),
    Attribute(
        name="published_ports",
        type=TEXTS,
        kinds=_DEPLOYED,
        merge=MergeRule.UNION,
        meaning="Ports open to the host's network.",
    ),
    Attribute(name="resource_limits", type=FLAG, kinds=_DEPLOYED, meaning="Whether memory or CPU is bounded."),
    Attribute(name="replicas", type=INTEGER, kinds=_DEPLOYED, meaning="How many instances run."),
    Attribute(
        name="privileged",
        type=FLAG,
        kinds=_DEPLOYED,
        meaning="Whether it runs with the host's privileges or its container socket.",
    ),
    Attribute(
        name="inline_secrets",
        type=TEXTS,
        kinds=_DEPLOYED,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="Names of settings whose secret value stands in the file itself.",
    ),
    Attribute(
        name="circuit_breaker",
        type=FLAG,
        kinds=kinds(K.SERVICE, K.GATEWAY),
        meaning="Whether calls stop for a while when a callee fails.",
    ),
    Attribute(
        name="engine",
        type=TEXT,
        kinds=kinds(K.DATASTORE, K.QUEUE, K.TELEMETRY),
        meaning="The product, such as `postgres`.",
    ),
    Attribute(
        name="data",
        type=choices("public", "internal", "confidential", "personal", "financial", "health", "secret"),
        kinds=kinds(K.DATASTORE, K.EXTERNAL, K.QUEUE),
        merge=MergeRule.UNION,
        meaning="Classes of data it holds.",
    ),
    Attribute(
        name="holds",
        type=choice("records", "memory", "vectors", "cache"),
        kinds=_DATASTORE,
        meaning="What the store is for.",
    ),
    Attribute(
        name="access_control",
        type=choice("none", "shared", "per_identity"),
        kinds=_DATASTORE,
        meaning="Who is told apart when it is read.",
    ),
    Attribute(
        name="retention",
        type=DURATION,
        kinds=kinds(K.DATASTORE, K.TELEMETRY),
        meaning="How long what it holds is kept.",
    ),
    Attribute(
        name="isolation",
        type=choice("none", "per_tenant", "per_user", "per_session"),
        kinds=_DATASTORE,
        meaning="Whose content is kept apart.",
    ),
    Attribute(
        name="records",
        type=choices("actions", "arguments", "results", "state_changes", "decisions", "outcomes", "tokens"),
        kinds=kinds(K.TELEMETRY),
        merge=MergeRule.UNION,
        meaning="What it keeps of each run.",
    ),
    Attribute(
        name="redaction",
        type=FLAG,
        kinds=kinds(K.TELEMETRY),
        meaning="Whether secrets and personal data are removed before storage.",
    ),
    Attribute(name="tamper_evident", type=FLAG, kinds=kinds(K.TELEMETRY), meaning="Whether a changed record shows."),
    Attribute(
        name="policies",
        type=choices(
            "authentication",
            "authorization",
            "rate_limit",
            "approval",
            "logging",
            "circuit_breaker",
            "budget",
        ),
        kinds=kinds(K.GATEWAY),
        merge=MergeRule.UNION,
        meaning="What it enforces.",
    ),
    Attribute(
        name="serves_as",
        type=choice("production", "staging", "sandbox", "simulator"),
        kinds=kinds(K.ENVIRONMENT),
        meaning="What the environment is for.",
    ),
    Attribute(
        name="resettable",
        type=FLAG,
        kinds=kinds(K.ENVIRONMENT),
        meaning="Whether it can be put back to a known state.",
    ),
    Attribute(name="limits", type=TEXT, kinds=_EXTERNAL, meaning="Its published rate limits or service level."),
    Attribute(name="terms", type=TEXT, kinds=_EXTERNAL, meaning="Where its terms allow automated use."),
)
