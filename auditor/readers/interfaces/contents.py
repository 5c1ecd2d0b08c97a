"""What results hold by their schemas: state to go on from, names beside identifiers, times, failures to act on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from auditor.readers.interfaces.nodes import Key, Node
from auditor.readers.interfaces.results import ResultReader
from auditor.readers.interfaces.schemas import Properties, Schemas, items_of, values_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a success holds; None stands for what cannot be known because a part cannot be read."""

    state: bool | None
    """Whether it holds more than an acknowledgement: the object, a part of it, or an identifier or receipt."""
    named: bool | None
    """Whether each identifier of its own objects has a name beside it; true where there is no identifier."""
    dated: bool | None
    """Whether it says how fresh it is: when it was changed or read, or which version it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureContent:
    """What the body of a failure holds; None stands for what cannot be known."""

    explained: bool | None
    enumerated: bool | None
    retry: bool | None


_UNREAD = Content(state=None, named=None, dated=None)
_UNREAD_FAILURE = FailureContent(explained=None, enumerated=None, retry=None)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ACKNOWLEDGES = _words(
    "ok success succeeded successful acknowledged ack done message msg detail details info note status statuscode "
    "code error errors warning warnings timestamp time requestid traceid correlationid responsemetadata meta "
    "metadata version"
)
"""Fields that say no more than that a call was taken."""
_STATED = re.compile(r"status|state", re.IGNORECASE)
_ENVELOPES = _words("data result results response payload item record resource value object entity")
_AROUND = _words("links link meta metadata pagination paging page error errors responsemetadata pageinfo headers")
_WRAPPERS = _words("result content text output response answer message")
"""Names of the only field of an object that stands for a text."""
_IDS = _words("id uuid guid gid uid _id identifier")
_NAMING = _words(
    "name names title titles label slug subject summary description desc login username handle symbol text body "
    "content message msg email filename path key code number caption headline question query alias nickname host "
    "hostname domain url uri href sku reference ref display note comment line sentence phrase tag"
)
"""Words of a field by which a person, or a model, tells one thing from another."""
_FRESH = _words(
    "updatedat updated updatedon updateddate updatetime lastupdated lastupdatedat lastupdate lastupdatetime modified "
    "modifiedat modifiedon modifieddate modifiedtime lastmodified lastmodifiedat lastmodifieddate lastmodifieddatetime "
    "lastmodifiedtime mtime asof retrievedat fetchedat generatedat generatedon calculatedat computedat measuredat "
    "observedat lastseen lastseenat syncedat lastsyncedat lastsync timestamp datetime etag revision resourceversion "
    "version editedat lastedited lastediteddate lasteditedtime pushedat servertime cachedat dateupdated datemodified "
    "refreshedat updatedtime"
)
_EXPLAINS = _words(
    "message messages msg detail details description errordescription errormessage errordetail errordetails errormsg "
    "reason title hint explanation summary text usermessage developermessage friendlymessage displaymessage cause "
    "causes errormessages statusmessage faultstring"
)
_CODES = _words(
    "code error errorcode type reason status errortype errorname name kind slug key id category errorid subcode "
    "faultcode"
)
_RETRIES = _words(
    "retryafter retryafterms retryafterseconds retryable isretryable retry retrydelay retryinfo retryin canretry "
    "shouldretry transient istransient temporary istemporary"
)
_WITHIN = _words("error errors detail details fault failure problem problems err exception issues meta")
"""Fields of a failure that hold the failure itself."""
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


@lru_cache(maxsize=16_384)
def plain(name: str) -> str:
    """Return a name without case and separators."""
    return re.sub(r"[\W_]+", "", name).casefold()


@lru_cache(maxsize=16_384)
def parts(name: str) -> tuple[str, ...]:
    """Return the words of a name in small letters."""
    return tuple(word.lower() for word in _PARTS.findall(name))


def may_be_object(schema: Node) -> bool:
    """Tell, without following anything, whether a schema may describe an object; most properties plainly do not."""
    stated = schema.value.get("type") if isinstance(schema.value, dict) else None
    return stated is None or stated == "object" or isinstance(stated, list)


class ContentReader:
    """Tells what results hold; the answer for a schema that several tools share is made once."""

    def __init__(self, schemas: Schemas, results: ResultReader) -> None:
        self._schemas = schemas
        self._results = results
        self._contents: dict[Key, Content] = {}
        self._failures: dict[Key, FailureContent] = {}

    def of_success(self, schema: Node) -> Content:
        """Return what a success holds."""
        return self._schemas.once(self._contents, schema, self._find_content, inside=_UNREAD, beyond=_UNREAD)

    def _find_content(self, schema: Node) -> Content:
        objects = [self._schemas.properties(thing) for thing in self.things(schema)]
        whole = bool(objects) and all(found.whole for found in objects)
        named = [_is_named(found) for found in objects]
        dated = any(plain(name) in _FRESH for found in objects for name in found.by_name)
        return Content(
            state=self._state(schema),
            named=None if None in named or not named else all(named),
            dated=True if dated else False if whole and any(found.by_name for found in objects) else None,
        )

    def things(self, schema: Node) -> list[Node]:
        """Return the objects that a result is about: itself, the items of its list, or what its envelope holds."""
        if lists := self._results.lists(schema):
            return [item for node in lists for item in items_of(self._schemas.layers(node))]
        found = self._schemas.properties(schema)
        if any(plain(name) in _IDS for name in found.by_name):
            return [schema]
        inner = {n: p.schema for n, p in found.by_name.items() if plain(n) not in _AROUND and self._is_object(p.schema)}
        held = [node for name, node in inner.items() if len(inner) == 1 or plain(name) in _ENVELOPES]
        return [schema, *held]

    def wrapped_text(self, schema: Node) -> str | None:
        """Return the one property of a result that holds nothing but free text, as `{result: string}` does.

        Servers wrap a text so because MCP takes objects only; that declares no more structure than the text has.
        """
        found = self._schemas.properties(schema)
        if len(found.by_name) != 1 or not found.whole:
            return None
        ((name, item),) = found.by_name.items()
        layers = self._schemas.layers(item.schema)
        said = values_of(layers) is not None or layers.first("format", "pattern", "const") is not None
        free = self._schemas.types(item.schema) == ("string",) and not said
        return name if free and plain(name) in _WRAPPERS else None

    def _is_object(self, schema: Node) -> bool:
        return may_be_object(schema) and "object" in (self._schemas.types(schema) or ())

    def _state(self, schema: Node) -> bool | None:
        types = self._schemas.types(schema)
        if types is None:
            return None
        if "array" in types:
            return True
        found = self._schemas.properties(schema)
        if any(plain(name) not in _ACKNOWLEDGES for name in found.by_name):
            return True
        if not found.whole:
            return None
        if not found.by_name:
            return False if types in (("boolean",), ("null",)) else None
        stated = (p.schema for name, p in found.by_name.items() if _STATED.fullmatch(name))
        told = any(len(values_of(self._schemas.layers(node)) or ()) > 2 for node in stated)
        nested = [p.schema for p in found.by_name.values() if self._is_object(p.schema)]
        return True if told else None if nested else False

    def of_failure(self, schema: Node) -> FailureContent:
        """Return what the body of a failure holds."""
        return self._schemas.once(
            self._failures, schema, self._find_failure, inside=_UNREAD_FAILURE, beyond=_UNREAD_FAILURE
        )

    def _find_failure(self, schema: Node) -> FailureContent:
        types = self._schemas.types(schema)
        if types == ("string",):
            listed = values_of(self._schemas.layers(schema)) is not None
            return FailureContent(explained=True, enumerated=listed, retry=False)
        found = self._schemas.properties(schema)
        inner = [self.of_failure(node) for name, node in self._within(found)]
        names = {plain(name): p.schema for name, p in found.by_name.items()}
        whole = found.whole and types is not None
        texts = any(name in _EXPLAINS for name in names) or ("error" in names and self._is_text(names["error"]))
        listed = any(name in _CODES and self._is_listed(node) for name, node in names.items())
        return FailureContent(
            explained=_any(texts, whole, [part.explained for part in inner]),
            enumerated=_any(listed, whole, [part.enumerated for part in inner]),
            retry=_any(not _RETRIES.isdisjoint(names), whole, [part.retry for part in inner]),
        )

    def _within(self, found: Properties) -> Iterator[tuple[str, Node]]:
        for name, item in found.by_name.items():
            if plain(name) not in _WITHIN:
                continue
            types = self._schemas.types(item.schema) or ()
            if "array" in types:
                yield from ((name, inner) for inner in items_of(self._schemas.layers(item.schema)))
            elif "object" in types:
                yield name, item.schema

    def _is_text(self, schema: Node) -> bool:
        return "string" in (self._schemas.types(schema) or ())

    def _is_listed(self, schema: Node) -> bool:
        layers = self._schemas.layers(schema)
        return values_of(layers) is not None or layers.first("x-extensible-enum") is not None


def _is_named(found: Properties) -> bool | None:
    if not any(plain(name) in _IDS for name in found.by_name):
        return True if found.whole else None
    if any(not _NAMING.isdisjoint(parts(name)) for name in found.by_name):
        return True
    return False if found.whole else None


def _any(here: bool, whole: bool, within: list[bool | None]) -> bool | None:
    if here or True in within:
        return True
    return False if whole and None not in within else None
