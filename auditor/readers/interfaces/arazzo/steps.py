"""The steps of workflows: what each calls, how it knows of success, and what happens where it fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auditor.model.claims import AttributeValue, Record
from auditor.readers.interfaces.arazzo.contract import Arazzo
from auditor.readers.interfaces.arazzo.sources import Sources, Target
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.values import mapping, written


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step, and what it calls."""

    record: Record
    target: Target | None
    """None where it names nothing."""


class StepReader:
    """Reads the steps of a document's workflows."""

    def __init__(self, contract: Arazzo, sources: Sources, workflows: Mapping[str, str]) -> None:
        """Take the tool ids of the document's own workflows by their workflowId."""
        self._contract = contract
        self._sources = sources
        self._workflows = workflows

    def read(self, workflow: Node) -> tuple[Step, ...] | None:
        """Return the steps of a workflow; None where their list cannot be read."""
        listed = self._contract.sequence(workflow, "steps")
        if listed is None:
            return None if workflow.get("steps") is not None else ()
        found = []
        for number, item in enumerate(listed.items(), start=1):
            if not isinstance(item.value, dict):
                self._contract.notes.wrong(item, "a step", "a mapping")
                return None
            self._contract.work.add(1 + len(self._sources.by_name), item)
            found.append(self._step(number, item, workflow))
        return tuple(found)

    def _step(self, number: int, item: Node, workflow: Node) -> Step:
        target = self._target(item)
        fields: dict[str, AttributeValue] = {"description": item.text("description")}
        if target is not None:
            fields["operation"] = target.operation
            if target.found is not None:
                fields["found"] = target.found
        else:
            self._contract.notes.tell("a step that calls nothing; expected an operationId or the like", item)
            fields |= {"operation": "", "found": False}
        if (success := self._success(item)) is not None:
            fields["success"] = success
        if (failure := self._failure(item, workflow)) is not None:
            fields["on_failure"] = failure
        name = item.text("stepId") or f"step {number}"
        return Step(record=Record(name=name, fields=fields, location=item.location), target=target)

    def _target(self, item: Node) -> Target | None:
        if stated := item.text("operationId"):
            return self._sources.operation(stated)
        if stated := item.text("operationPath") or item.text("channelPath"):
            return self._sources.path(stated)
        if stated := item.text("workflowId"):
            return self._sources.workflow(stated, self._workflows)
        return None

    def _success(self, item: Node) -> str | None:
        """Return the conditions of success; None where they cannot be read."""
        stated = self._contract.sequence(item, "successCriteria")
        if stated is not None:
            conditions = [written(mapping(criterion.value).get("condition")) for criterion in stated.items()]
            if conditions:
                return " and ".join(conditions)
        elif item.get("successCriteria") is not None:
            return None
        if item.text("workflowId"):
            return "that of the workflow it runs"
        # Waiting for a message needs no condition: that it comes is the success.
        return "the message arrives" if item.text("action") == "receive" else ""

    def _failure(self, item: Node, workflow: Node) -> str | None:
        """Return what happens where the step fails, by itself or by its workflow; None where it cannot be read."""
        told: list[str] = []
        for holder, key in ((item, "onFailure"), (workflow, "failureActions")):
            stated = self._contract.sequence(holder, key)
            if stated is None and holder.get(key) is not None:
                return None
            for place in stated.items() if stated is not None else ():
                action = self._contract.reused(place)
                told.append(_told(action) if action is not None else place.text("reference"))
        return "; ".join(told)


def _told(action: Node) -> str:
    """Return one failure action in words."""
    kind = action.text("type")
    value = mapping(action.value)
    goal = action.text("stepId") or action.text("workflowId")
    if kind == "retry":
        limit, after = value.get("retryLimit"), value.get("retryAfter")
        times = f" up to {written(limit)} times" if limit is not None else ""
        return "retry" + times + (f", after {written(after)} s" if after is not None else "")
    return f"go to {goal}" if kind == "goto" else kind or action.text("name")
