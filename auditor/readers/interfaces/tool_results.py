"""Claims about the result of a tool that one JSON Schema describes, as in MCP and in lists of functions.

MCP flags a failed call with `isError` and gives its reason as text; the list of tools has no place for the form of a
failure, and `outputSchema` is that of a success (specification 2025-11-25, server/tools, error handling). What a list
leaves unsaid there is unknown, neither good nor bad: only a schema that has a failure as one of its forms says it.
"""

from __future__ import annotations

import re

from auditor.model.claims import Location, Record
from auditor.model.kinds import EvidenceLevel
from auditor.readers.interfaces.arguments import Arguments
from auditor.readers.interfaces.contents import Content, FailureContent
from auditor.readers.interfaces.listing import Listing, Subject
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.quantities import claim_quantities
from auditor.readers.interfaces.results import ResultReader
from auditor.readers.interfaces.tool_schemas import ToolSchema

_PICTURE_NAME = re.compile(r"screen_?(shot|capture)s?$", re.IGNORECASE)
_TOLD_KINDS = {
    kind: re.compile(rf"\breturns? (an? |the )?([\w-]+ ){{0,3}}{kind}s?\b", re.IGNORECASE)
    for kind in ("image", "audio", "video")
}


def claim_declared_result(
    tool: Subject,
    listing: Listing,
    schema: Node,
    notes: Notes,
    arguments: Arguments,
    *,
    can_write: bool,
    detail: str,
) -> None:
    """Claim what a schema says about the result of a tool; `detail` names the place where the schema stands."""
    read = ToolSchema(schema, notes)
    whole = read.resolves(listing)
    contents = read.contents()
    wrapped = contents.wrapped_text(schema)
    _claim_shape(tool, schema, read.results(), detail, wrapped)
    if wrapped is None:
        _claim_content(tool, schema, contents.of_success(schema), detail, can_write=can_write)
    _claim_failure(tool, schema, read.failure(), detail)
    claim_quantities(tool, arguments, read.quantities(), schema.location, whole=whole)


def _claim_shape(tool: Subject, schema: Node, results: ResultReader, detail: str, wrapped: str | None) -> None:
    structured, lists = results.structured(schema) if wrapped is None else False, results.lists(schema)
    fields: dict[str, bool | str] = {"outcome": "success", "media_type": "application/json"}
    if structured is not None:
        fields["structured"] = structured
        told = detail if wrapped is None else f"{detail} wraps a text: its one property is `{wrapped}`"
        tool.says("structured_result", structured, schema.location, detail=told)
    if lists is not None:
        fields["collection"] = bool(lists)
        tool.says("returns_collection", bool(lists), schema.location, detail=detail)
    if (bounded := results.bounded(schema)) is not None:
        fields["bounded"] = bounded
    tool.says("responses", (Record(name="result", fields=fields, location=schema.location),), schema.location)
    tool.says("result_kinds", ("json",) if wrapped is None else ("text",), schema.location, detail=detail)


def _claim_content(tool: Subject, schema: Node, content: Content, detail: str, *, can_write: bool) -> None:
    if can_write and content.state is not None:
        told = detail if content.state else f"{detail} holds no state, identifier or receipt"
        tool.says("returns_state", content.state, schema.location, detail=told)
    if content.named is not None:
        tool.says("named_results", content.named, schema.location, detail=detail)
    if content.dated is not None:
        tool.says("freshness_visible", content.dated, schema.location, detail=detail)


def _claim_failure(tool: Subject, schema: Node, failure: FailureContent | None, detail: str) -> None:
    if failure is None:
        return
    tool.says("structured_failure", True, schema.location, detail=f"{detail} has a form for failures")
    known = {
        "explained_failures": failure.explained,
        "enumerated_failures": failure.enumerated,
        "retry_information": failure.retry,
    }
    for attribute, answer in known.items():
        if answer is not None:
            tool.says(attribute, answer, schema.location, detail=f"the form for failures in {detail}")


def claim_undeclared_kinds(tool: Subject, name: str, description: str, location: Location) -> None:
    """Claim in which form an MCP tool without outputSchema answers: as text, unless its words say otherwise."""
    kinds = [kind for kind, words in _TOLD_KINDS.items() if words.search(description)]
    if _PICTURE_NAME.search(name) and "image" not in kinds:
        kinds.append("image")
    detail = "by its name and description; the list has no word for it"
    tool.says("result_kinds", tuple(kinds) or ("text",), location, detail=detail, level=EvidenceLevel.INFERRED)


def claim_task(tool: Subject, node: Node) -> None:
    """Claim that an MCP tool always runs as a task, whose state `tasks/get` tells (MCP 2025-11-25, tasks)."""
    execution = node.get("execution")
    if execution is None or execution.text("taskSupport") != "required":
        return
    place = execution.location.child("taskSupport")
    tool.says("asynchronous", True, place, detail="it runs as a task only")
    tool.says("status_tool", "tasks/get", place, detail="MCP tells the state of each task")
