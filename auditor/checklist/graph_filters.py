"""What questions about the graph mean by a memory, an action, a read, an approval and data of a class.

The graph knows no attributes; this is the one place that tells it which of them make an entity what it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable

from auditor.checklist.context import Context
from auditor.graph import Filter, Stated, Verification
from auditor.graph import verdict as v
from auditor.graph.verdict import Verdict
from auditor.model.claims import AttributeValue
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind as K
from auditor.model.vocabulary import ATTRIBUTES, WRITES

DATA_CLASSES = ATTRIBUTES["data"].type.choices
"""Classes of data, from public to secret."""
IRREVERSIBLE_EFFECTS = ("delete", "spend", "send")
"""Effects that cannot be undone unless somebody states how."""
LABELS = (*DATA_CLASSES, "writes", "irreversible")
"""What a blast radius is told by: a class of data, a tool that changes something, one that cannot be undone."""

_STORES = frozenset({K.DATASTORE, K.QUEUE, K.EXTERNAL})


def memory(context: Context) -> Filter:
    """Return the stores in which agents remember."""
    return _kept(context, "memory", {K.DATASTORE}, lambda entity: holds(context, entity, "holds", "memory"))


def acting(context: Context) -> Filter:
    """Return the tools that change something."""
    return _kept(context, "acting", {K.TOOL}, lambda entity: holds(context, entity, "effects", *WRITES))


def reading(context: Context) -> Filter:
    """Return the tools that read."""
    return _kept(context, "reading", {K.TOOL}, lambda entity: holds(context, entity, "effects", "read"))


def stated(context: Context) -> Stated:
    """Return what is said of stores and tools, as far as it decides which agent steers or informs which."""
    return context.kept(
        (stated, ""), lambda: Stated(memory=memory(context), changing=acting(context), reading=reading(context))
    )


def irreversible(context: Context) -> Filter:
    """Return the tools that delete, spend or send, and of which it is not known that this can be undone."""

    def test(entity: Entity) -> Verdict:
        effects = holds(context, entity, "effects", *IRREVERSIBLE_EFFECTS)
        undone = holds(context, entity, "reversible", True)
        if undone is v.UNKNOWN and not entity.placeholder:
            undone = v.FALSE[0]  # the safe default: what nobody says can be undone cannot
        return v.all_of((effects, v.negate(undone)))

    return _kept(context, "irreversible", {K.TOOL}, test)


def approved(context: Context) -> Filter:
    """Return the tools that are stated to wait for a person or a policy."""
    return _kept(context, "approved", {K.TOOL}, lambda entity: holds(context, entity, "approval", "human", "policy"))


def approved_by_person(context: Context) -> Filter:
    """Return the tools that are stated to wait for a person."""
    return _kept(context, "approved by a person", {K.TOOL}, lambda entity: holds(context, entity, "approval", "human"))


def of_data(context: Context, *classes: str) -> Filter:
    """Return the stores and the systems of others that hold data of one of these classes."""
    name = "data " + " ".join(classes)
    return _kept(context, name, _STORES, lambda entity: holds(context, entity, "data", *classes))


def labels(context: Context) -> dict[str, Filter]:
    """Return the filter for each label of a blast radius."""
    by_class = {name: of_data(context, name) for name in DATA_CLASSES}
    return {**by_class, "writes": acting(context), "irreversible": irreversible(context)}


def verification(context: Context, tool: Entity) -> Verification:
    """Return which tool is stated to read back what one did."""
    fact = context.fact(tool, "verified_by") if tool.kind is K.TOOL else None
    if not isinstance(fact, Known):
        unstated = v.UNKNOWN if tool.kind is K.TOOL else v.FALSE[v.CERTAIN]
        return Verification(by={}, others=unstated)
    return Verification(by={str(fact.value): v.TRUE[fact.level]}, others=v.FALSE[fact.level])


def holds(context: Context, entity: Entity, attribute: str, *values: AttributeValue) -> Verdict:
    """Tell whether an attribute is, or its list holds, one of these values; unknown for what stands for others."""
    fact = context.fact(entity, attribute)
    if entity.placeholder or not isinstance(fact, Known):
        return v.UNKNOWN
    items = fact.value if isinstance(fact.value, tuple) else (fact.value,)
    held = [value for value in values if any(value == item and type(value) is type(item) for item in items)]
    if not held:
        return v.FALSE[fact.level]
    return v.TRUE[max(claim.level for value in held for claim in (fact.supporting(value) or fact.claims))]


def _kept(context: Context, name: str, kinds: set[K] | frozenset[K], test: Callable[[Entity], Verdict]) -> Filter:
    """Return the same filter each time in one audit, which asks of each entity once."""

    def make() -> Filter:
        known: dict[str, Verdict] = {}

        def once(entity: Entity) -> Verdict:
            verdict = known.get(entity.id)
            if verdict is None:
                verdict = known[entity.id] = test(entity)
            return verdict

        return Filter(test=once, kinds=frozenset(kinds), words=name)

    return context.kept(("filter", name), make)
