"""Claims about the call and the result of a tool whose contract has types for both."""

from __future__ import annotations

import re
from dataclasses import dataclass

from msgspec.structs import replace

from auditor.model.claims import AttributeValue, Location, Record
from auditor.readers.interfaces.arguments import Argument, Arguments, only_known
from auditor.readers.interfaces.calling import claim_arguments, claim_named_filters
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.names import filter_by_name, paging
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.quantities import claim_quantities
from auditor.readers.interfaces.result_size import claim_bound
from auditor.readers.interfaces.typed.contract import TypedContract

_FOR_PAGES_AND_ORDER = frozenset(
    ("first", "last", "after", "before", "orderby", "sort", "sortby", "order", "direction")
)


_SEVERAL_IDS = re.compile(r"(?:^ids|[a-z_]ids|Ids|IDs|keys|Keys|names|Names|slugs)$")
_MAXIMUM = re.compile(
    r"\b(?:max|maximum|at most|up to|no more than|not exceed|capped at|limited to)\b[^.\d]{0,40}\d|"
    r"\bbetween \d+ and \d|\b\d+\s?[-–]\s?\d+\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """How a protocol answers a call that fails, whatever the contract says."""

    name: str
    form: str
    """What says so, and what a failure holds."""
    location: Location


def claim_typed_call(tool: Subject, arguments: Arguments, location: Location, *, can_write: bool) -> None:
    """Claim the arguments of a tool. The types have no maximum, so that a description is the place for it."""
    arguments = replace(arguments, listed=tuple(map(_bounded_in_words, arguments.listed)))
    claim_arguments(tool, arguments, location, can_write=can_write)
    claim_bound(tool, arguments)


def _bounded_in_words(argument: Argument) -> Argument:
    fields = argument.record.fields
    number = not {"integer", "number"}.isdisjoint(str(fields.get("type", "")).split(" | "))
    if not number or fields.get("bounded") is not False or not _MAXIMUM.search(str(fields.get("description", ""))):
        return argument
    return replace(argument, record=replace(argument.record, fields={**fields, "bounded": True}))


def claim_typed_result(
    tool: Subject,
    contract: TypedContract,
    result: Node,
    arguments: Arguments,
    failure: Failure,
    *,
    can_write: bool,
    collection: bool | None,
    media_type: str,
    abstract: bool = False,
) -> None:
    """Claim what the type of a result says, and the failure that the protocol gives every call.

    An abstract type stands for others, each of which may have more fields.
    """
    place = result.location
    # What the field itself adds is a description; the type behind it is looked at once for all that answer it.
    result = contract.references.follow(result) or result
    structured, bounded = contract.results.structured(result), contract.results.bounded(result)
    if collection and any(map(_lists_what_is_wanted, arguments.records)):
        bounded = True
    known = only_known(structured=structured, collection=collection, bounded=bounded)
    success = Record(name="result", fields={"outcome": "success", "media_type": media_type, **known}, location=place)
    said: dict[str, AttributeValue] = {"outcome": "failure", "structured": True, "description": failure.form}
    failed = Record(name=failure.name, fields={**said, "media_type": media_type}, location=failure.location)
    tool.says("responses", (success, failed), place)
    tool.says("structured_failure", True, failure.location, detail=failure.form)
    if structured is not None:
        tool.says("structured_result", structured, place)
    if collection is not None:
        tool.says("returns_collection", collection, place)
    content = contract.contents.of_success(result)
    state = False if _is_empty(contract, result) else content.state
    if can_write and state is not None:
        detail = "" if state else "the result holds no state, identifier or receipt"
        tool.says("returns_state", state, place, detail=detail)
    for attribute, answer in (("named_results", content.named), ("freshness_visible", content.dated)):
        if answer is True or (answer is False and not abstract):
            tool.says(attribute, answer, place)
    whole = contract.resolves(result)
    claim_quantities(tool, arguments, contract.quantities.of_result(result), place, whole=whole)


def _is_empty(contract: TypedContract, result: Node) -> bool:
    """Tell whether a result is an object that can hold nothing."""
    others = contract.schemas.layers(result).first("additionalProperties")
    closed = others is not None and others.value is False
    return closed and not contract.schemas.properties(result).by_name


def claim_typed_filters(tool: Subject, arguments: Arguments, location: Location, *, reads: bool) -> None:
    """Claim that an optional argument of a read narrows its result, unless it is for pages or order.

    Of what may be a write only a name says it; a call without such an argument has no filter.
    """
    arguments = replace(arguments, listed=tuple(one for one in arguments.listed if not _is_for_pages(one.record)))
    if not arguments.records and arguments.whole:
        tool.says("filterable", False, location, detail="no argument narrows the result")
    elif reads:
        found = next((record for record in arguments.records if record.fields.get("required") is False), None)
        if found is not None:
            tool.says("filterable", True, found.location, detail=f"the optional argument {found.name}")
        elif filter_by_name(arguments.records) is not None:
            claim_named_filters(tool, arguments)
        elif (listing := next(filter(_lists_what_is_wanted, arguments.records), None)) is not None:
            tool.says("filterable", True, listing.location, detail=f"the argument {listing.name} lists what is wanted")
        elif arguments.whole:
            tool.says("filterable", False, location, detail="no optional argument narrows the result")
    else:
        claim_named_filters(tool, arguments)


def _lists_what_is_wanted(record: Record) -> bool:
    """Tell whether a caller must send a list of identifiers, such as `ids`; the result is then as long as that list."""
    several = record.fields.get("required") is True and "array" in str(record.fields.get("type", ""))
    return several and _SEVERAL_IDS.search(record.name) is not None


def _is_for_pages(record: Record) -> bool:
    return record.name.casefold().replace("_", "") in _FOR_PAGES_AND_ORDER or paging((record,)) is not None
