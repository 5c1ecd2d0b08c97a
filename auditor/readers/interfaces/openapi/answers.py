"""Claims about what the answers of an operation hold: for going on after a success, and for repairing a failure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from auditor.model.claims import Location
from auditor.model.entities import tool_id
from auditor.readers.interfaces.arguments import Arguments
from auditor.readers.interfaces.contents import Content, ContentReader
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.openapi.contract import Contract
from auditor.readers.interfaces.openapi.operations import Operation
from auditor.readers.interfaces.openapi.responses import Response
from auditor.readers.interfaces.quantities import QuantityReader, claim_quantities

_SAFE = ("GET", "HEAD", "OPTIONS", "TRACE", "QUERY")
_READS = ("GET", "QUERY")
_FRESH_HEADERS = ("etag", "last-modified", "age")
_REFUSED = re.compile(r"4\d\d")
_WHEN = re.compile(r"retry-after|(x-)?rate-?limit(-reset(-after)?)?")
"""Headers that say when to come back: by RFC 9110, or when the window of the limit ends."""
_LATER = ("429", "503")
_MADE = ("location", "content-location", "operation-location", "azure-asyncoperation")
"""Headers with the address of what was made or of the work that goes on."""


class AnswerReader:
    """Makes the claims about what answers hold; each shared schema is looked at once."""

    def __init__(self, contract: Contract) -> None:
        self._contents = ContentReader(contract.schemas, contract.results)
        self._quantities = QuantityReader(contract.schemas, self._contents)

    def claim(self, tool: Subject, operation: Operation, responses: Sequence[Response], location: Location) -> None:
        """Claim what the answers hold; `location` is that of their list."""
        method = operation.method
        successes = [response for response in responses if response.status[:1] == "2"]
        failures = [response for response in responses if response.outcome == "failure"]
        _claim_kinds(tool, successes)
        contents = [self._contents.of_success(r.body.schema) for r in successes if r.body.schema is not None]
        if method not in _SAFE:
            self._claim_state(tool, successes)
        if method in _READS and contents and all(response.structured for response in successes):
            _claim_names(tool, contents, successes[0].location)
            _claim_freshness(tool, contents, successes)
        self._claim_failures(tool, failures, location)
        _claim_follow_up(tool, operation.own_id, responses)

    def claim_quantities(
        self, tool: Subject, arguments: Arguments, responses: Sequence[Response], location: Location
    ) -> None:
        """Claim numbers and times without a unit or a zone among the arguments and in the successes."""
        successes = [response for response in responses if response.status[:1] == "2"]
        schemas = [response.body.schema for response in successes if response.body.schema is not None]
        in_results = {record.name: record for schema in schemas for record in self._quantities.of_result(schema)}
        read = all(response.body.kinds is not None for response in successes)
        claim_quantities(tool, arguments, list(in_results.values()), location, whole=read)

    def _claim_state(self, tool: Subject, successes: Sequence[Response]) -> None:
        answers = [self._state(response) for response in successes]
        given = next((response for response, known in zip(successes, answers, strict=True) if known), None)
        if given is not None:
            tool.says("returns_state", True, given.location, detail=f"the response {given.status}")
        elif successes and all(known is False for known in answers):
            codes = " and ".join(response.status for response in successes)
            detail = f"the response {codes} holds no state, identifier or receipt"
            tool.says("returns_state", False, successes[0].location, detail=detail)

    def _state(self, response: Response) -> bool | None:
        if any(name in response.headers for name in _MADE):
            return True
        if response.body.schema is not None:
            return self._contents.of_success(response.body.schema).state
        # A body that is declared without a schema may hold anything.
        return None if response.body.declared else False

    def _claim_failures(self, tool: Subject, failures: Sequence[Response], location: Location) -> None:
        known = [self._contents.of_failure(r.body.schema) if r.body.schema is not None else None for r in failures]
        read = all(r.body.kinds is not None for r in failures)
        location = failures[0].location if failures else location
        problem = next((r for r in failures if "problem+" in r.body.media_type), None)
        explained = [None if part is None else part.explained for part in known]
        _claim_any(tool, "explained_failures", failures, explained, location, read=read, otherwise=problem)
        own_status = {r.status for r in failures if _REFUSED.fullmatch(r.status)}
        listed = next((r for r in failures if r.status in own_status), None) if len(own_status) > 1 else None
        codes = [None if part is None else part.enumerated for part in known]
        _claim_any(tool, "enumerated_failures", failures, codes, location, read=read, otherwise=listed)
        after = next((r for r in failures if any(_WHEN.fullmatch(name) for name in r.headers)), None)
        retries = [None if part is None else part.retry for part in known]
        later = next((r.location for r in failures if r.status in _LATER), None)
        _claim_any(tool, "retry_information", failures, retries, later or location, read=read, otherwise=after)


def _claim_any(
    tool: Subject,
    attribute: str,
    failures: Sequence[Response],
    known: Sequence[bool | None],
    location: Location,
    *,
    read: bool,
    otherwise: Response | None,
) -> None:
    """Claim what one failure has: true where one has it, false where all were read and none has it."""
    found = next((r for r, has in zip(failures, known, strict=True) if has), otherwise)
    if found is not None:
        tool.says(attribute, True, found.location, detail=f"the response {found.status}")
        return
    unsaid = [r for r, has in zip(failures, known, strict=True) if has is None and r.body.schema is not None]
    if read and not unsaid:
        detail = "no failure response has it" if failures else "no failure response is declared"
        tool.says(attribute, False, location, detail=detail)


def _claim_kinds(tool: Subject, successes: Sequence[Response]) -> None:
    kinds = [response.body.kinds for response in successes]
    if not kinds or None in kinds:
        return
    found = frozenset[str]().union(*(kind for kind in kinds if kind is not None))
    tool.says("result_kinds", tuple(sorted(found)) or ("none",), successes[0].location)


def _claim_names(tool: Subject, contents: Iterable[Content], location: Location) -> None:
    answers = [content.named for content in contents]
    if False in answers:
        detail = "its results hold identifiers without a name beside them"
        tool.says("named_results", False, location, detail=detail)
    elif None not in answers:
        tool.says("named_results", True, location)


def _claim_freshness(tool: Subject, contents: Iterable[Content], successes: Sequence[Response]) -> None:
    answers = [content.dated for content in contents]
    header = next((place for r in successes for name in _FRESH_HEADERS if (place := r.headers.get(name))), None)
    if header is not None or True in answers:
        tool.says("freshness_visible", True, header or successes[0].location)
    elif None not in answers:
        detail = "neither a header nor a field says when the data were changed or read"
        tool.says("freshness_visible", False, successes[0].location, detail=detail)


def _claim_follow_up(tool: Subject, own_id: str, responses: Sequence[Response]) -> None:
    server = tool.id.removesuffix(f".{own_id}") if own_id else ""
    linked = next((response for response in responses if response.status == "202" and response.follow_ups), None)
    if linked is not None and server != tool.id:
        follower = tool_id(server, own_id=linked.follow_ups[0]) if server else linked.follow_ups[0]
        detail = f"a link of the response 202 leads to {linked.follow_ups[0]}"
        tool.says("status_tool", follower, linked.location, detail=detail)
