"""Claims about one rpc of a service as a tool."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from auditor.model.claims import AttributeValue, Location
from auditor.readers.interfaces.arguments import Arguments
from auditor.readers.interfaces.calling import claim_paging, claim_prose
from auditor.readers.interfaces.definitions import define_from_arguments
from auditor.readers.interfaces.grpc.definitions import Method, Service
from auditor.readers.interfaces.grpc.known import LONG_RUNNING
from auditor.readers.interfaces.grpc.types import TypeReader
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.result_size import claim_verbosity
from auditor.readers.interfaces.typed.calls import Failure, claim_typed_call, claim_typed_filters, claim_typed_result
from auditor.readers.interfaces.typed.contract import TypedContract
from auditor.readers.interfaces.typed.text import Schema, TypedText
from auditor.readers.interfaces.values import mapping, text

_METHODS = ("get", "put", "post", "delete", "patch")
_IDEMPOTENT = ("GET", "PUT", "DELETE", "HEAD")
_STATUS = "gRPC: a call that fails ends with one of 17 status codes and a message"
_MEDIA = "application/grpc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One rpc of a service."""

    service: Service
    method: Method
    sent: Node
    """The schema of the message that is sent."""
    result: Node
    """The schema of the message that comes back; of one, where many come."""
    response: str
    """The full name of that message."""

    place: Location

    @property
    def name(self) -> str:
        """The rpc within its service."""
        return f"{self.service.name}.{self.method.name}"


def add_call(text: TypedText, types: TypeReader, package: str, service: Service, method: Method) -> Call:
    """Add the schemas of what an rpc sends and gets to a text's tree, and return the call."""
    name = f"{service.name}.{method.name}"
    scope = f"{package}.{service.name}" if package else service.name
    sent, result = types.reference(method.request, scope), types.reference(method.response, scope)
    both: Schema = {"arguments": text.placed(sent, method.offset), "result": text.placed(result, method.offset)}
    text.tools[name] = text.placed(both, method.offset)
    return Call(
        service=service,
        method=method,
        sent=text.node("tools", name, "arguments"),
        result=text.node("tools", name, "result"),
        place=text.node("tools", name).location,
        response=types.name_of(method.response, scope),
    )


class ToolReader:
    """Makes the claims about calls."""

    def __init__(self, text: TypedText, contract: TypedContract, *, says_required: bool) -> None:
        self._text = text
        self._contract = contract
        self._says_required = says_required
        """Whether the files have a way to say that a call needs a field, and use it."""

    def claim(self, tool: Subject, call: Call) -> None:
        """Claim everything that the file says about an rpc."""
        method, contract = call.method, self._contract
        at = self._text.at(method.offset)
        tool.says("own_name", method.name, at)
        tool.says("tags", (call.service.name,), at)
        claim_prose(tool, method.description, self._text.at(method.described_at) if method.description else at)
        deprecated = method.options.get("deprecated") is True or call.service.options.get("deprecated") is True
        tool.says("deprecated", deprecated, at, detail="" if deprecated else "no `deprecated` option")
        reads = _claim_behaviour(tool, method, at)
        _claim_completion(tool, call, at)
        whole = contract.resolves(call.sent, call.result)
        tool.says("contract", "resolved" if whole else "broken", at, detail="" if whole else "a type is not defined")
        arguments = contract.sent(call.sent)
        size = contract.size(name=method.name, prose=method.description, arguments=arguments)
        if size is not None:
            tool.says("definition_size", size, at)
        contract.claim_quality(tool, sent=call.sent, filled_in=call.sent)
        define_from_arguments(
            tool,
            name=method.name,
            prose=method.description,
            arguments=arguments,
            references=contract.references,
            location=at,
        )
        claim_typed_call(tool, self._as_known(arguments), at, can_write=not reads)
        _claim_paging(tool, method, arguments, at)
        claim_typed_filters(tool, arguments, at, reads=reads)
        claim_verbosity(tool, arguments, at)
        self._claim_result(tool, call, arguments, at, reads=reads)

    def _as_known(self, arguments: Arguments) -> Arguments:
        """Return arguments without what they demand, where no file uses an annotation by which it could be said."""
        if self._says_required:
            return arguments
        plain = (
            replace(one, record=replace(one.record, fields=_without(one.record.fields, "required")))
            for one in arguments.listed
        )
        return replace(arguments, listed=tuple(plain))

    def _claim_result(self, tool: Subject, call: Call, arguments: Arguments, at: Location, *, reads: bool) -> None:
        result = self._contract.references.follow(call.result) or call.result
        lists = self._contract.results.lists(result)
        collection = True if call.method.gives_stream else None if lists is None else bool(lists)
        claim_typed_result(
            tool,
            self._contract,
            call.result,
            arguments,
            Failure(name="status", form=_STATUS, location=at),
            can_write=not reads,
            collection=collection,
            media_type=_MEDIA,
        )
        tool.says("enumerated_failures", True, at, detail=_STATUS)
        tool.says("explained_failures", True, at, detail=_STATUS)
        tool.says("result_kinds", ("json",), at, detail="a message of declared fields")


def _claim_behaviour(tool: Subject, method: Method, at: Location) -> bool:
    """Claim the HTTP request that an rpc is offered as and its idempotency level; tell whether it only reads."""
    http = mapping(method.options.get("(google.api.http)"))
    custom = mapping(http.get("custom"))
    verb = next((word for word in _METHODS if text(http.get(word))), text(custom.get("kind")))
    path = text(http.get(verb)) or text(custom.get("path"))
    if verb and path:
        tool.says("method", verb.upper(), at, detail="google.api.http")
        tool.says("path", path, at, detail="google.api.http")
    level = text(method.options.get("idempotency_level"))
    reads = level == "NO_SIDE_EFFECTS"
    if reads:
        tool.says("effects", ("read",), at, detail="idempotency_level = NO_SIDE_EFFECTS")
    if reads or level == "IDEMPOTENT":
        tool.says("idempotent", True, at, detail=f"idempotency_level = {level}")
    elif verb.upper() in _IDEMPOTENT:
        detail = f"offered as {verb.upper()}, which is idempotent by definition (RFC 9110 §9.2.2)"
        tool.says("idempotent", True, at, detail=detail)
    return reads or verb.upper() == "GET"


def _claim_completion(tool: Subject, call: Call, at: Location) -> None:
    if call.response == LONG_RUNNING:
        tool.says("asynchronous", True, at, detail=f"it answers {LONG_RUNNING}")
    if call.method.takes_stream:
        tool.says("bulk", True, at, detail="it takes a stream of messages")


def _claim_paging(tool: Subject, method: Method, arguments: Arguments, at: Location) -> None:
    if method.gives_stream:
        tool.says("paginated", True, at, detail="a stream: the caller takes as many messages as it wants and ends it")
    else:
        claim_paging(tool, arguments, at)


def _without(fields: Mapping[str, AttributeValue], name: str) -> dict[str, AttributeValue]:
    return {key: value for key, value in fields.items() if key != name}
