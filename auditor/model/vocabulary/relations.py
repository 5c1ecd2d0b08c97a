"""The keys of system.yaml that state relations."""

from __future__ import annotations

from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import RelationKind as R
from auditor.model.vocabulary.attribute import RelationKey, kinds

_ACTORS = kinds(K.AGENT, K.SERVICE, K.GATEWAY, K.EXTERNAL)
_CALLABLE = kinds(K.TOOL, K.INTERFACE, K.SERVICE, K.GATEWAY, K.EXTERNAL, K.AGENT)
_STORES = kinds(K.DATASTORE, K.QUEUE, K.EXTERNAL)
_RUNNABLE = kinds(K.AGENT, K.SERVICE, K.DATASTORE, K.QUEUE, K.GATEWAY, K.INTERFACE, K.MODEL)

RELATION_KEYS = (
    RelationKey(
        key="model",
        relation=R.USES,
        source=kinds(K.AGENT),
        targets=kinds(K.MODEL),
        meaning="The model it thinks with.",
    ),
    RelationKey(
        key="tools",
        relation=R.CALLS,
        source=kinds(K.AGENT),
        targets=kinds(K.TOOL, K.INTERFACE),
        meaning="The tools it may call; an interface stands for all of its tools.",
    ),
    RelationKey(
        key="delegates_to",
        relation=R.DELEGATES,
        source=kinds(K.AGENT),
        targets=kinds(K.AGENT),
        meaning="The agents it hands work to.",
    ),
    RelationKey(
        key="memory",
        relation=R.READS,
        also=R.WRITES,
        source=kinds(K.AGENT),
        targets=kinds(K.DATASTORE),
        meaning="The store it remembers in.",
    ),
    RelationKey(
        key="reads",
        relation=R.READS,
        source=kinds(K.AGENT, K.SERVICE, K.TOOL),
        targets=_STORES,
        meaning="What it reads.",
    ),
    RelationKey(
        key="writes",
        relation=R.WRITES,
        source=kinds(K.AGENT, K.SERVICE, K.TOOL),
        targets=_STORES,
        meaning="What it writes.",
    ),
    RelationKey(key="calls", relation=R.CALLS, source=_ACTORS, targets=_CALLABLE, meaning="What it calls."),
    RelationKey(
        key="observes",
        relation=R.OBSERVES,
        source=kinds(K.AGENT, K.PERSON),
        targets=kinds(K.SERVICE, K.DATASTORE, K.QUEUE, K.TELEMETRY, K.ENVIRONMENT, K.EXTERNAL, K.AGENT),
        meaning="What it learns of changes from.",
    ),
    RelationKey(
        key="triggers",
        relation=R.TRIGGERS,
        source=kinds(K.QUEUE, K.SERVICE, K.EXTERNAL, K.PERSON),
        targets=kinds(K.AGENT, K.SERVICE),
        meaning="What it sets going.",
    ),
    RelationKey(
        key="approves",
        relation=R.APPROVES,
        source=kinds(K.PERSON, K.GATEWAY),
        targets=kinds(K.TOOL, K.INTERFACE),
        meaning="The actions that wait for its consent.",
    ),
    RelationKey(
        key="logs_to",
        relation=R.LOGS_TO,
        source=_RUNNABLE,
        targets=kinds(K.TELEMETRY),
        meaning="Where its actions are recorded.",
    ),
    RelationKey(
        key="runs_in",
        relation=R.RUNS_IN,
        source=_RUNNABLE,
        targets=kinds(K.ENVIRONMENT),
        meaning="The environment it runs in.",
    ),
)

INVERSE_KEYS = (
    RelationKey(
        key="served_by",
        relation=R.EXPOSES,
        source=kinds(K.SERVICE, K.GATEWAY, K.EXTERNAL),
        targets=kinds(K.INTERFACE),
        meaning="The service that answers the interface's calls.",
    ),
)
"""Keys that stand on the target and name the source."""
