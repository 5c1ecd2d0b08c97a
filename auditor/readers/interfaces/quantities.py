"""Numbers and times whose name asks for a unit, a currency or a time zone, and that do not say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.model.claims import Location, Record
from auditor.readers.interfaces.arguments import Arguments
from auditor.readers.interfaces.contents import ContentReader, may_be_object, parts
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Key, Node
from auditor.readers.interfaces.schemas import Schemas, values_of

_NUMBERS = frozenset(("integer", "number"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """A kind of quantity: the last word of its names, and what says its unit."""

    words: frozenset[str]
    lacks: str
    said: re.Pattern[str]
    """What a description holds that says it."""
    beside: frozenset[str]
    """Words of a field beside it that say it."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_UNIT_BESIDE = _words("unit units uom")
_MONEY = _Kind(
    words=_words("amount price cost fee salary balance budget subtotal payout deposit"),
    lacks="no currency is said",
    said=re.compile(
        r"currenc|cents?\b|dollar|\beuros?\b|\b(usd|eur|gbp|jpy|chf|aud|cad|inr|cny)\b|[$€£¥]|smallest|minor unit|"
        r"\bunits?\b|\bgwei|\bwei\b|satoshi|\bbtc\b|\beth\b|credits?\b|points?\b|tokens?\b|percent|%",
        re.IGNORECASE,
    ),
    beside=_UNIT_BESIDE | _words("currency iso4217"),
)
_DURATION = _Kind(
    words=_words("duration timeout interval ttl latency elapsed delay lifetime"),
    lacks="no unit of time is said",
    said=re.compile(
        r"\b(milli|micro|nano)?sec(ond)?s?\b|\b(milli|micro|nano)seconds?\b|\bms\b|\bmin(ute)?s?\b|\bhours?\b|\bdays?\b|"
        r"\bweeks?\b|\bmonths?\b|\byears?\b|\d\s?m?s\b|iso[ -]?8601|\bunits?\b|\bticks?\b",
        re.IGNORECASE,
    ),
    beside=_UNIT_BESIDE,
)
_MEASURE = _Kind(
    words=_words("distance altitude elevation speed bandwidth radius temperature weight"),
    lacks="no unit is said",
    said=re.compile(
        r"\b(kilo|milli|centi)?met(er|re)s?\b|\bk?m\b|\bkm/h\b|\bmiles?\b|\bmi\b|\bfeet\b|\bft\b|\byards?\b|\bknots?\b|"
        r"\bm/s\b|\bmph\b|\bkph\b|\b[kmgt]?b(it|yte)?s?\b|\bbps\b|\bmbps\b|\bgbps\b|\bpixels?\b|\bpx\b|\bdegrees?\b|"
        r"\bunits?\b|celsius|fahrenheit|kelvin|°|\b(kilo)?grams?\b|\b[km]?g\b|\bpounds?\b|\blbs?\b|\bounces?\b|"
        r"cosine|euclid|similarit|percent|%|[kmgt]i?b\b",
        re.IGNORECASE,
    ),
    beside=_UNIT_BESIDE,
)
_BYTES = _Kind(
    words=_words("filesize memory disk storage"),
    lacks="no unit of size is said",
    said=re.compile(
        r"\bbytes?\b|\b[kmgtp]i?b\b|(kilo|mega|giga|tera|kibi|mebi|gibi)bytes?|\bunits?\b|\bpages?\b", re.IGNORECASE
    ),
    beside=_UNIT_BESIDE,
)
_OF_FILES = _words("file disk memory image blob archive repo repository storage payload upload attachment download")
_BESIDE_FILES = _words("filename mime mimetype sha sha1 sha256 checksum md5 etag")
_ELSEWHERE = {"temperature": _words("model models prompt messages seed penalty top topp")}
"""Neighbours beside which a word means something that has no unit, such as the temperature of a model."""
_ONLY_BESIDE = {"weight": _words("height width length parcel package sku")}
"""Neighbours without which a word mostly means something that has no unit, such as the weight of a server."""
_KINDS = (_MONEY, _DURATION, _MEASURE, _BYTES)

_UNITS = _words(
    "ms msec millis milliseconds millisecond us ns nanos sec secs second seconds min mins minute minutes hour "
    "hours hrs day days week weeks month months year years byte bytes kb mb gb tb kib mib gib kbps mbps bps usd "
    "eur gbp cents cent minor micros pct percent percentage ratio km meters metres meter miles feet px pixels kg "
    "grams lb celsius fahrenheit count number num id ids type unit units currency code name string text limit "
    "factor token tokens credits multiplier"
)
_MOMENTS = _words("timestamp datetime")
_MOMENT_SAID = re.compile(
    r"iso|rfc|utc|gmt|zone|unix|epoch|yyyy|format|\d{4}-\d\d|seconds?\b|millis|\bms\b|\bz\b|date-?time|"
    r"relative|natural|human|e\.g\.|for example",
    re.IGNORECASE,
)
_EPOCH_SAID = re.compile(r"seconds?\b|millis|micros|nanos|\bms\b|unix|posix|\bsecs?\b", re.IGNORECASE)
_TIME_FORMAT = re.compile(r"date|time|duration|unix|epoch|iso|rfc", re.IGNORECASE)


def unclear(name: str, types: Sequence[str], description: str, format_name: str, beside: frozenset[str]) -> str:
    """Return what is not said of a value by its name, its description, its format and the words of its neighbours."""
    words = parts(name)
    if not words:
        return ""
    stated = set(types) - {"null"}
    if (moment := _unclear_moment(words, stated, description, format_name)) is not None:
        return moment
    if not stated or not stated <= _NUMBERS:
        return ""
    kind = _kind_of(words, beside)
    if kind is None or not _UNITS.isdisjoint(words) or _TIME_FORMAT.search(format_name):
        return ""
    return "" if kind.said.search(description) or not kind.beside.isdisjoint(beside) else kind.lacks


def _kind_of(words: Sequence[str], beside: frozenset[str]) -> _Kind | None:
    last = words[-1]
    if last == "size":
        return None if _OF_FILES.isdisjoint(words) and _BESIDE_FILES.isdisjoint(beside) else _BYTES
    if not _ELSEWHERE.get(last, frozenset()).isdisjoint(beside):
        return None
    if last in _ONLY_BESIDE and _ONLY_BESIDE[last].isdisjoint(beside):
        return None
    return next((kind for kind in _KINDS if last in kind.words), None)


def _unclear_moment(words: Sequence[str], types: set[str], description: str, format_name: str) -> str | None:
    """Return what is not said of a moment, an empty text where all is; None for what is no moment."""
    if not (words[-1] in _MOMENTS or (words[-1] == "at" and len(words) > 1)):
        return None
    if _TIME_FORMAT.search(format_name) or not _UNITS.isdisjoint(words):
        return ""
    if types and types <= _NUMBERS:
        return "" if _EPOCH_SAID.search(description) else "neither seconds nor milliseconds are said"
    if types == {"string"}:
        return "" if _MOMENT_SAID.search(description) else "neither the form nor the time zone is said"
    return ""


def unclear_arguments(arguments: Iterable[Record]) -> list[Record]:
    """Return the arguments whose unit, currency or time zone is not said; the name is the argument's."""
    listed = list(arguments)
    asking = [record for record in listed if _asks(record.name)]
    beside = frozenset(word for record in listed for word in parts(record.name)) if asking else frozenset()
    found = []
    for record in asking:
        about, format_name = record.fields.get("description"), record.fields.get("format")
        kinds = record.fields.get("type")
        # An argument of which a part cannot be read may say its unit there.
        if not isinstance(about, str) or not isinstance(kinds, str) or not isinstance(format_name, str):
            continue
        if record.fields.get("enum"):
            continue
        if what := unclear(record.name, kinds.split(" | "), about, format_name, beside):
            fields = {"place": "parameter", "what": f"`{record.name}`: {what}"}
            found.append(Record(name=record.name, fields=fields, location=record.location))
    return found


def claim_quantities(
    tool: Subject, arguments: Arguments, in_results: Sequence[Record], location: Location, *, whole: bool
) -> None:
    """Claim what is unclear among arguments and results; that nothing is, only where all were read."""
    found = (*unclear_arguments(arguments.records), *in_results)
    if found:
        tool.says("unclear_quantities", found, found[0].location)
    elif whole and arguments.whole:
        tool.says("unclear_quantities", (), location, detail="every number and time that was looked at says its unit")


class QuantityReader:
    """Finds such values in results: in the objects that they are about, and one object deeper; each object once."""

    def __init__(self, schemas: Schemas, contents: ContentReader) -> None:
        self._schemas = schemas
        self._contents = contents
        self._here: dict[Key, tuple[Record, ...]] = {}
        self._results: dict[Key, tuple[Record, ...]] = {}

    def of_result(self, schema: Node) -> tuple[Record, ...]:
        """Return the values of a result whose unit, currency or time zone is not said."""
        return self._schemas.once(self._results, schema, self._find, inside=(), beyond=())

    def _find(self, schema: Node) -> tuple[Record, ...]:
        found: dict[str, Record] = {}
        for thing in self._contents.things(schema):
            for record in self._of_object(thing):
                found.setdefault(record.name, record)
            for item in self._schemas.properties(thing).by_name.values():
                if not may_be_object(item.schema) or "object" not in (self._schemas.types(item.schema) or ()):
                    continue
                for record in self._of_object(self._schemas.references.follow(item.schema) or item.schema):
                    found.setdefault(record.name, record)
        return tuple(found.values())

    def _of_object(self, schema: Node) -> tuple[Record, ...]:
        return self._schemas.once(self._here, schema, self._find_here, inside=(), beyond=())

    def _find_here(self, schema: Node) -> tuple[Record, ...]:
        found = self._schemas.properties(schema)
        asking = [item for item in found.by_name.values() if _asks(item.name)]
        if not asking:
            return ()
        beside = frozenset(word for name in found.by_name for word in parts(name))
        about = self._schemas.layers(schema).text("description")
        records = (self._record(item.name, item.schema, beside, about) for item in asking)
        return tuple(record for record in records if record is not None)

    def _record(self, name: str, schema: Node, beside: frozenset[str], about: str) -> Record | None:
        layers, types = self._schemas.layers(schema), self._schemas.types(schema)
        if not layers.whole or types is None or values_of(layers) is not None:
            return None
        sample = layers.first("example", "pattern", "default")
        text = " ".join((about, layers.text("title"), layers.text("description"), str(sample.value) if sample else ""))
        what = unclear(name, types, text, layers.text("format"), beside)
        if not what:
            return None
        fields = {"place": "response", "what": f"`{name}` in the result: {what}"}
        return Record(name=f"result.{name}", fields=fields, location=schema.location)


_ASKING = _MOMENTS.union(("size",), *(kind.words for kind in _KINDS))
"""Last words of names that are looked at; most names end otherwise."""


def _asks(name: str) -> bool:
    """Tell whether the last word of a name is one that is looked at."""
    words = parts(name)
    return bool(words) and (words[-1] in _ASKING or words[-1] == "at")
