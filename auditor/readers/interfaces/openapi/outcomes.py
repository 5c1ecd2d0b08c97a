"""Claims about what the responses of an operation come to."""

from __future__ import annotations

from auditor.model.claims import Location
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.openapi.responses import Response

_DONE = ("200", "201", "203", "204", "205", "206")
"""Statuses that mean that the work is done; RFC 9110 §15.3."""


def claim_responses(tool: Subject, responses: list[Response], location: Location) -> None:
    """Claim the responses of an operation and what they come to; `location` is that of their list."""
    tool.says("responses", tuple(response.record for response in responses), location)
    _claim_success(tool, [response for response in responses if response.outcome == "success"])
    _claim_failure(tool, [response for response in responses if response.outcome == "failure"], location)
    _claim_completion(tool, {response.status: response for response in responses})
    limited = next((response.rate_limit for response in responses if response.rate_limit), None)
    if limited is not None:
        tool.says("rate_limit_visible", True, limited)
    elif all(response.record.fields for response in responses) and not _unread(responses):
        tool.says("rate_limit_visible", False, location, detail="no response has status 429 or tells of limits")


def _unread(responses: list[Response]) -> bool:
    # A response that cannot be read has no description; its headers are unknown.
    return any("description" not in response.record.fields for response in responses)


def _claim_success(tool: Subject, successes: list[Response]) -> None:
    weak = next((response for response in successes if response.structured is False), None)
    if weak is not None:
        detail = f"the response {weak.status} declares no structure"
        tool.says("structured_result", False, weak.location, detail=detail)
    elif successes and all(response.structured for response in successes):
        tool.says("structured_result", True, successes[0].location)
    lists = next((response for response in successes if response.collection), None)
    if lists is not None:
        tool.says("returns_collection", True, lists.location)
    elif successes and all(response.collection is False for response in successes):
        tool.says("returns_collection", False, successes[0].location)


def _claim_failure(tool: Subject, failures: list[Response], location: Location) -> None:
    strong = next((response for response in failures if response.structured), None)
    if strong is not None:
        tool.says("structured_failure", True, strong.location)
    elif not failures:
        tool.says("structured_failure", False, location, detail="no failure response is declared")
    elif all(response.structured is False for response in failures):
        detail = "no failure response declares a structure"
        tool.says("structured_failure", False, failures[0].location, detail=detail)


def _claim_completion(tool: Subject, by_status: dict[str, Response]) -> None:
    if (accepted := by_status.get("202")) is not None:
        tool.says("asynchronous", True, accepted.location, detail="202 means accepted, not done (RFC 9110)")
        return
    done = next((by_status[status] for status in _DONE if status in by_status), None)
    if done is not None and "2XX" not in by_status:
        tool.says("asynchronous", False, done.location, detail=f"{done.status} means done (RFC 9110)")
