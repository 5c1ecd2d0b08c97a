"""Reads Arazzo documents: sequences of calls over the operations of other contracts.

A workflow is described and not offered: nothing answers when its name is called, unless somebody runs it. It is listed
as a tool of its interface all the same, so that it can be judged; linking takes it off the list in a system in which no
agent is given it. What is said of the steps stands with the interface, too, and stays.
"""

from __future__ import annotations

from auditor.documents import Document
from auditor.model.claims import Record
from auditor.model.description import Description, ReadState
from auditor.model.entities import tool_id, unknown_members_id
from auditor.model.kinds import EvidenceLevel
from auditor.model.system import SYSTEM_ID
from auditor.readers.interfaces.arazzo.contract import Arazzo, stated_version
from auditor.readers.interfaces.arazzo.sources import Sources
from auditor.readers.interfaces.arazzo.steps import Step, StepReader
from auditor.readers.interfaces.arazzo.workflows import WorkflowReader
from auditor.readers.interfaces.listing import Listing, Subject, distinct, interface_id
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.values import mapping, scalar_text
from auditor.readers.reader import Reader, Reading, input_of

_FORMAT = "arazzo"


def _recognises(document: Document) -> bool:
    return bool(stated_version(document))


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    contract = Arazzo(document, reading.resolver)
    info = contract.mapping(contract.root, "info")
    title = info.text("title") if info else ""
    sources = Sources(contract, reading)
    identity = interface_id(name, title, "workflows")
    listing = Listing(
        # Workflows often bear the title of the API that they are about.
        interface=identity if name or identity not in sources.interfaces else f"{identity}-workflows",
        name=title or name or "workflows",
        protocol=_FORMAT,
        location=contract.root.location,
    )
    _claim_interface(listing.interface, contract.root, info)
    _claim_workflows(contract, listing, sources)
    contract.tell_dead_ends(listing)
    for url, node in sources.dead_ends:
        listing.dead_end(url, node)
    description = listing.finish()
    description.cited |= sources.cited
    dead = len(contract.references.dead_ends)
    why = f"{dead} references lead nowhere" if dead else ""
    description.inputs.append(input_of(document, _FORMAT, ReadState.PARTLY if why else ReadState.READ, why))
    description.inputs += sources.inputs
    description.notes += contract.notes.all()
    return description


def _claim_interface(about: Subject, root: Node, info: Node | None) -> None:
    about.says("urls", (), root.location, detail="workflows have no address; the contracts that they use have")
    if info is None:
        return
    if version := scalar_text(mapping(info.value).get("version")):
        about.says("version", version, info.location.child("version"))
    if prose := info.text("description") or info.text("summary"):
        key = "description" if info.text("description") else "summary"
        about.says("description", prose, info.location.child(key))


def _claim_workflows(contract: Arazzo, listing: Listing, sources: Sources) -> None:
    server = listing.interface.id
    named = _named(contract, listing)
    wanted = [(tool_id(server, own_id=workflow.text("workflowId")), "") for workflow in named]
    ids = distinct(wanted, taken=[unknown_members_id(server)])
    own = {workflow.text("workflowId"): identity for workflow, identity in zip(named, ids, strict=True)}
    steps, workflows = StepReader(contract, sources, own), WorkflowReader(contract)
    every: list[Record] | None = []
    for workflow, identity in zip(named, ids, strict=True):
        tool = listing.tool(identity, workflow.text("workflowId"), workflow.location)
        listing.description.workflows[identity] = server
        read = steps.read(workflow)
        workflows.claim(tool, workflow, read)
        _claim_use(listing.description, identity, read or ())
        every = None if every is None or read is None else every + _within(workflow, read)
    workflows.finish()
    if every is not None and named:
        listing.interface.says("steps", tuple(every), contract.root.location.child("workflows"))
    if named:
        at = contract.root.location.child("workflows")
        path = contract.root.document.path
        listing.description.claim(
            SYSTEM_ID, "workflows", path, EvidenceLevel.DOCUMENTED, at, detail="an Arazzo document"
        )


def _named(contract: Arazzo, listing: Listing) -> list[Node]:
    stated = contract.sequence(contract.root, "workflows")
    found = []
    for item in stated.items() if stated is not None else ():
        if item.text("workflowId"):
            found.append(item)
        else:
            contract.notes.tell("a workflow without a workflowId; not read", item)
            listing.miss("a workflow of the list has no workflowId")
    if not found:
        contract.notes.tell("the document has no workflow", contract.root)
    if stated is None and contract.root.get("workflows") is not None:
        listing.miss("`workflows` cannot be read")
    return found


def _within(workflow: Node, steps: tuple[Step, ...]) -> list[Record]:
    prefix = workflow.text("workflowId")
    return [
        Record(name=f"{prefix}.{step.record.name}", fields=step.record.fields, location=step.record.location)
        for step in steps
    ]


def _claim_use(description: Description, workflow: str, steps: tuple[Step, ...]) -> None:
    """Claim of each operation that a step calls that it is part of a workflow."""
    used = {step.target.operation: step for step in steps if step.target is not None and step.target.found}
    for operation, step in used.items():
        level, location = EvidenceLevel.DOCUMENTED, step.record.location
        description.claim(operation, "in_workflows", (workflow,), level, location, detail=f"step {step.record.name}")


READER = Reader(
    format=_FORMAT,
    title="Arazzo document",
    recognises=_recognises,
    read=_read,
    leads_to=("openapi", "asyncapi"),
)
