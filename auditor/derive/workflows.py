"""What workflows do, by what the operations do that their steps call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from auditor.derive.claims import Claims, infer, texts
from auditor.model.claims import Record
from auditor.model.entities import Entity

_Effects = tuple[str, ...] | None
"""None where they are not known."""


def derive_workflow_effects(claims: Claims, workflows: Iterable[Entity]) -> None:
    """Claim of each workflow the effects of all of its steps, where those of every step are known.

    With one step unknown nothing is claimed: the effects of the others would look like all that it does.
    """
    by_id = {workflow.id: workflow for workflow in workflows}
    operations = {identity: _operations(claims, identity) for identity in by_id}
    done: dict[str, _Effects] = {}
    for identity in _inner_first(operations):
        effects = done[identity] = _effects(claims, operations, identity, done)
        if effects and not claims.of(identity, "effects"):
            called = operations[identity]
            shown = ", ".join(called[:3]) + (", …" if len(called) > 3 else "")
            infer(claims, by_id[identity], "effects", effects, f"what its steps do: {shown}", "steps")


def _inner_first(operations: Mapping[str, list[str]]) -> Iterable[str]:
    """Yield each workflow after those that it runs; of a circle, whose effects nobody can know, in any order."""
    begun: set[str] = set()
    for start in operations:
        waiting = [(start, False)]
        while waiting:
            identity, complete = waiting.pop()
            if complete:
                yield identity
            elif identity not in begun:
                begun.add(identity)
                waiting.append((identity, True))
                waiting += [(inner, False) for inner in operations[identity] if inner in operations]


def _effects(
    claims: Claims, operations: Mapping[str, list[str]], identity: str, done: Mapping[str, _Effects]
) -> _Effects:
    if claims.of(identity, "effects"):
        return tuple(texts(claims.value(identity, "effects"))) or None
    found: dict[str, None] = {}
    for operation in operations[identity]:
        inner = done.get(operation) if operation in operations else tuple(texts(claims.value(operation, "effects")))
        if not inner:
            return None
        found |= dict.fromkeys(inner)
    return tuple(found)


def _operations(claims: Claims, identity: str) -> list[str]:
    steps = claims.value(identity, "steps")
    records = [step for step in steps if isinstance(step, Record)] if isinstance(steps, tuple) else []
    return list(dict.fromkeys(str(step.fields.get("operation", "")) for step in records))
