"""Reads the responses of an operation: what a success and what a failure look like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from auditor.model.claims import AttributeValue, Location, Record
from auditor.readers.interfaces.arguments import only_known
from auditor.readers.interfaces.nodes import Key, Node
from auditor.readers.interfaces.openapi.contract import Contract
from auditor.readers.interfaces.openapi.operations import Operation
from auditor.readers.interfaces.values import texts

_STRUCTURED_MEDIA = re.compile(r".*\b(json|yaml|xml|ndjson|jsonl)\b.*|\*/\*|application/\*")
"""Media types whose values have a structure that a schema can declare; a wildcard leaves the type to the caller."""

_RATE_HEADER = re.compile(r"retry-after|(x-)?rate-?limit.*", re.IGNORECASE)
_EMPTY = re.compile(
    r"\b(body (is|will be) empty|empty (response )?body|no (response )?(body|content)|response is empty)\b",
    re.IGNORECASE,
)
_NO_BODY = ("204", "205", "304")
_SAFE = ("GET", "HEAD", "OPTIONS", "TRACE", "QUERY")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What a response declares about its body; None stands for what cannot be known."""

    declared: bool | None
    """True with some content, False with an empty mapping of it, None with nothing said."""
    structured: bool | None
    media_type: str
    collection: bool | None
    bounded: bool | None
    schema: Node | None = None
    """What describes it, where something does."""
    kinds: frozenset[str] | None = frozenset()
    """In which forms it may come, as the vocabulary names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One response of an operation."""

    status: str
    outcome: str
    """`success`, `failure`, or empty for an interim response."""
    structured: bool | None
    collection: bool | None
    links: Location | None
    """Where it declares a Link header."""
    rate_limit: Location | None
    """Where it tells of limits."""
    record: Record
    body: Body
    headers: Mapping[str, Location]
    """Where it declares each header, by the header's name in small letters."""
    follow_ups: tuple[str, ...] = ()
    """The operations that it links to, by their operationId; OpenAPI 3 calls them links."""

    @property
    def location(self) -> Location:
        """Where it stands."""
        return self.record.location


_UNKNOWN = Body(declared=True, structured=None, media_type="", collection=None, bounded=None, kinds=None)
_SILENT = Body(declared=None, structured=False, media_type="", collection=None, bounded=None)


class ResponseReader:
    """Reads responses; the body of each shared response once."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._bodies: dict[tuple[Key, tuple[str, ...]], Body] = {}

    def read(self, operation: Operation) -> list[Response] | None:
        """Return the responses of an operation, or None where they cannot be read."""
        node = operation.node
        if node is None:
            return None
        listed = node.get("responses")
        if listed is None or listed.value is None:
            return []
        if not isinstance(listed.value, dict):
            self._contract.notes.wrong(listed, "`responses`", "a mapping of status codes")
            return None
        self._contract.work.add(len(listed.value), listed)
        produces = self._produces(node)
        members = (member for member in listed.members() if not member[0].startswith("x-"))
        return [self._response(operation, status, item, produces) for status, item in members]

    def _produces(self, operation: Node) -> tuple[str, ...]:
        if not self._contract.is_swagger:
            return ()
        stated = operation.get("produces") or self._contract.root.get("produces")
        return texts(stated.value) if stated else ()

    def _response(self, operation: Operation, status: str, item: Node, produces: tuple[str, ...]) -> Response:
        outcome = _outcome(status)
        target = self._contract.references.follow(item)
        if target is not None and not isinstance(target.value, dict):
            self._contract.notes.wrong(target, f"the response {status}", "a mapping")
            target = None
        if target is None:
            fields = {"outcome": outcome} if outcome else {}
            record = Record(name=status, fields=fields, location=item.location)
            return Response(
                status=status,
                outcome=outcome,
                structured=None,
                collection=None,
                links=None,
                rate_limit=item.location if status == "429" else None,
                record=record,
                body=_UNKNOWN,
                headers={},
            )
        key = target.key, produces
        if key not in self._bodies:
            self._bodies[key] = self._body(target, produces)
        return self._made(operation, status, outcome, target, self._bodies[key])

    def _made(self, operation: Operation, status: str, outcome: str, node: Node, body: Body) -> Response:
        said = node.text("description")
        structured = True if _says_all(operation.method, status, outcome, body, said) else body.structured
        fields: dict[str, AttributeValue] = {"description": said, "media_type": body.media_type}
        if outcome:
            fields["outcome"] = outcome
        collection = body.collection if body.declared else False
        fields |= only_known(structured=structured, collection=collection, bounded=body.bounded)
        headers = {name.lower(): place for name, place in _headers(node)}
        limit = next((place for name, place in headers.items() if _RATE_HEADER.fullmatch(name)), None)
        return Response(
            status=status,
            outcome=outcome,
            structured=structured,
            collection=collection,
            links=headers.get("link"),
            rate_limit=node.location if status == "429" else limit,
            record=Record(name=status, fields=fields, location=node.location),
            body=body,
            headers=headers,
            follow_ups=self._follow_ups(node),
        )

    def _follow_ups(self, node: Node) -> tuple[str, ...]:
        links = node.get("links")
        followed = (self._contract.references.follow(link) for _, link in links.members()) if links else ()
        return tuple(name for link in followed if link and (name := link.text("operationId")))

    def _body(self, response: Node, produces: tuple[str, ...]) -> Body:
        if self._contract.is_swagger:
            schema = response.get("schema")
            offers = [(media_type, schema) for media_type in produces or ("",)]
            return self._best(offers) if schema is not None else _SILENT
        content = response.get("content")
        if content is None or content.value is None:
            return _SILENT
        if not isinstance(content.value, dict):
            self._contract.notes.wrong(content, "the content of a response", "a mapping of media types")
            return _UNKNOWN
        if not content.value:
            return Body(declared=False, structured=False, media_type="", collection=None, bounded=None)
        media = [(name, self._contract.references.follow(item)) for name, item in content.members()]
        if any(item is None for _, item in media):
            return _UNKNOWN
        return self._best([(name, item.get("schema") if item else None) for name, item in media])

    def _best(self, offers: list[tuple[str, Node | None]]) -> Body:
        """Return the body as the media type that serves an agent best describes it, since a caller may ask for it."""
        bodies = [self._as(media_type, schema) for media_type, schema in offers]
        best = min(bodies, key=lambda body: (True, None, False).index(body.structured))
        return replace(best, kinds=frozenset(kind_of_media(media_type) for media_type, _ in offers))

    def _as(self, media_type: str, schema: Node | None) -> Body:
        # Swagger 2.0 need not name a media type; with a schema it means JSON.
        fits = not media_type or bool(_STRUCTURED_MEDIA.fullmatch(media_type.lower()))
        if schema is None or not fits:
            return Body(declared=True, structured=False, media_type=media_type, collection=None, bounded=None)
        if self._contract.is_swagger and schema.text("type") == "file":
            return Body(declared=True, structured=False, media_type=media_type, collection=False, bounded=None)
        lists = self._contract.results.lists(schema)
        return Body(
            declared=True,
            structured=self._contract.results.structured(schema),
            media_type=media_type,
            collection=None if lists is None else bool(lists),
            bounded=self._contract.results.bounded(schema),
            schema=schema,
        )


def kind_of_media(media_type: str) -> str:
    """Return the form of a media type, as the vocabulary names forms; Swagger 2.0 means JSON where it names none."""
    name = media_type.lower()
    if not name or _STRUCTURED_MEDIA.fullmatch(name):
        return "json"
    kind = name.partition("/")[0]
    return kind if kind in ("text", "image", "audio", "video") else "file"


def _outcome(status: str) -> str:
    if status[:1] in ("2", "3"):
        return "success"
    return "" if status[:1] == "1" else "failure"


def _says_all(method: str, status: str, outcome: str, body: Body, description: str) -> bool:
    """Tell whether a success needs no body, because its status says everything there is to know.

    204 and 205 say "done, and there is nothing to read" (RFC 9110 §15.3.5), 304 "you have it already", a redirect
    where to go; HEAD never has a body. A write with an explicitly empty content says as much, and so does one without
    content whose description says that the body is empty.
    """
    if outcome != "success":
        return False
    if status in _NO_BODY or method == "HEAD":
        return True
    if body.declared is None:
        return status[0] == "3" or (method not in _SAFE and _EMPTY.search(description) is not None)
    return body.declared is False and method not in _SAFE


def _headers(response: Node) -> list[tuple[str, Location]]:
    headers = response.get("headers")
    return [(name, header.location) for name, header in headers.members()] if headers else []
