"""Claims about one workflow: what it takes, what it gives, and of what steps it consists."""

from __future__ import annotations

from auditor.model.claims import AttributeValue, Record
from auditor.readers.interfaces.arazzo.contract import Arazzo
from auditor.readers.interfaces.arazzo.steps import Step
from auditor.readers.interfaces.arguments import NO_ARGUMENTS, Arguments, unread_arguments
from auditor.readers.interfaces.calling import (
    claim_arguments,
    claim_deprecation_in_words,
    claim_prose,
    joined_prose,
)
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.quality.dialects import JSON_SCHEMA
from auditor.readers.interfaces.quality.inspection import Definition, Inspector
from auditor.readers.interfaces.quantities import claim_quantities
from auditor.readers.interfaces.sizes import DefinitionSizes


class WorkflowReader:
    """Makes the claims about the workflows of one document."""

    def __init__(self, contract: Arazzo) -> None:
        self._contract = contract
        self._sizes = DefinitionSizes(contract.reach)
        self._inspector = Inspector(JSON_SCHEMA, contract.schemas, contract.reach)

    def claim(self, tool: Subject, workflow: Node, steps: tuple[Step, ...] | None) -> None:
        """Claim everything that the document says about a workflow; `steps` is None where they cannot be read."""
        name = workflow.text("workflowId")
        tool.says("own_name", name, workflow.location.child("workflowId"))
        prose = joined_prose([found for key in ("summary", "description") if (found := workflow.text(key))])
        claim_prose(tool, prose, workflow.location)
        claim_deprecation_in_words(tool, "", prose, workflow.location)
        inputs = workflow.get("inputs")
        whole = _claim_contract(self._contract, tool, workflow, inputs, steps)
        arguments = _arguments(self._contract, inputs)
        claim_arguments(tool, arguments, (inputs or workflow).location, can_write=True)
        claim_quantities(tool, arguments, (), workflow.location, whole=True)
        if whole and arguments.whole:
            size = self._sizes.of(name=name, prose=prose, arguments=arguments)
            tool.says("definition_size", size, workflow.location)
        self._claim_quality(tool, workflow, inputs)
        _claim_outputs(self._contract, tool, workflow)
        if steps is not None:
            tool.says("steps", tuple(step.record for step in steps), workflow.location.child("steps"))

    def finish(self) -> None:
        """Claim what is judged for all workflows together."""
        self._inspector.finish()

    def _claim_quality(self, tool: Subject, workflow: Node, inputs: Node | None) -> None:
        stated = inputs if inputs is not None and inputs.value is not None else None
        schema = self._contract.references.follow(stated) if stated is not None else None
        whole = schema is not None or stated is None
        definition = Definition(inputs=[schema] if schema is not None else [], whole=whole)
        self._inspector.claim(tool, definition, workflow.location)
        if schema is not None:
            self._inspector.claim_root_shape(tool, schema)


def _claim_contract(
    contract: Arazzo, tool: Subject, workflow: Node, inputs: Node | None, steps: tuple[Step, ...] | None
) -> bool:
    """Claim whether all that it rests on is there, where that can be known; tell whether its inputs are."""
    _, whole = contract.reach.of(*([inputs] if inputs is not None else []))
    found = [step.record.fields.get("found") for step in steps or ()]
    missing = next((step.record.name for step in steps or () if step.record.fields.get("found") is False), "")
    if not whole or missing:
        detail = f"the step {missing} calls what is not there" if missing else "a reference of it leads nowhere"
        tool.says("contract", "broken", workflow.location, detail=detail)
    elif steps is not None and None not in found:
        tool.says("contract", "resolved", workflow.location)
    return whole


def _arguments(contract: Arazzo, inputs: Node | None) -> Arguments:
    if inputs is None or inputs.value is None:
        return NO_ARGUMENTS
    found = contract.arguments.of_object(inputs, place="argument")
    return found if found.whole else found + unread_arguments(inputs)


def _claim_outputs(contract: Arazzo, tool: Subject, workflow: Node) -> None:
    stated = contract.mapping(workflow, "outputs")
    if stated is None and workflow.get("outputs") is not None:
        return
    place = (stated or workflow).location
    named = bool(stated is not None and stated.value)
    detail = "its outputs have names" if named else "it declares no outputs"
    fields: dict[str, AttributeValue] = {"outcome": "success", "structured": named}
    record = Record(name="outputs", fields=fields, location=place)
    tool.says("responses", (record,) if named else (), place, detail=detail)
    tool.says("structured_result", named, place, detail=detail)
