"""Walks over schemas as far as they stand in one place; what references lead to is a region of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from auditor.documents import Pointer, Value
from auditor.model.claims import AttributeValue, Location, Record
from auditor.readers.interfaces.nodes import Key, Node
from auditor.readers.interfaces.quality.credentials import secret_at, secrets_in_schema
from auditor.readers.interfaces.quality.dialects import Dialect
from auditor.readers.interfaces.quality.fitting import misfit
from auditor.readers.interfaces.quality.flaws import Flaw, flaws_of
from auditor.readers.interfaces.quality.joined import JoinedSchemas
from auditor.readers.interfaces.quality.keywords import HOLDERS, LISTS, MAPS, SINGLES
from auditor.readers.interfaces.values import kind_of

_MOST = 50
"""Records of one kind from one region; a region with more is wrong as a whole."""

Link: TypeAlias = "tuple[Link | None, str | int]"
"""A step and the link to what it starts from; a pointer is made of it only where something is found."""


@dataclass(slots=True, kw_only=True)
class Region:
    """What was found in the schemas of one place."""

    faults: list[Record] = field(default_factory=list)
    examples: list[Record] = field(default_factory=list)
    """Those that stand inside the schemas: each that does not fit, and one for all that do."""
    deep_examples: list[tuple[Node, Node]] = field(default_factory=list)
    """Examples that need more than a look, each with its schema."""
    secrets: list[Record] = field(default_factory=list)


class Regions:
    """Looks at each region once."""

    def __init__(self, dialect: Dialect, joined: JoinedSchemas) -> None:
        self._dialect = dialect
        self._joined = joined
        self._known: dict[Key, Region] = {}

    def of(self, start: Node) -> Region:
        """Return what stands in the region that begins at a schema."""
        found = self._known.get(start.key)
        if found is None:
            found = self._known[start.key] = Region()
            self._scan(start, found)
        return found

    def _scan(self, start: Node, region: Region) -> None:
        waiting: list[tuple[Value, Link | None]] = [(start.value, None)]
        lone = self._dialect.lone_references
        while waiting:
            schema, link = waiting.pop()
            if not isinstance(schema, dict):
                if not isinstance(schema, bool) or not (self._dialect.flag_schemas or _may_be_flag(link)):
                    _add_fault(region, start, link, _no_schema(schema))
            elif not (lone and isinstance(schema.get("$ref"), str)):
                self._look_at(schema, start, link, region)
                for steps, child in children(schema):
                    below = link
                    for step in steps:
                        below = (below, step)
                    waiting.append((child, below))

    def _look_at(self, schema: dict[str, Value], start: Node, link: Link | None, region: Region) -> None:
        for flaw in flaws_of(schema, self._dialect):
            _add_fault(region, start, link, flaw)
        if "allOf" in schema or "discriminator" in schema:
            here = Node(value=schema, document=start.document, tree=start.tree, pointer=_pointer(start, link))
            for flaw in self._joined.flaws_of(here):
                _add_fault(region, start, link, flaw)
        if "example" in schema or "examples" in schema:
            self._look_at_examples(schema, start, link, region)
        for steps, kind in secrets_in_schema(schema):
            if len(region.secrets) < _MOST:
                region.secrets.append(secret_record(start, (*_pointer(start, link), *steps), kind))

    def _look_at_examples(self, schema: dict[str, Value], start: Node, link: Link | None, region: Region) -> None:
        for steps, value in examples_in(schema, self._dialect):
            if len(region.examples) >= _MOST or len(region.deep_examples) >= _MOST:
                return
            pointer = (*_pointer(start, link), *steps)
            place = Node(value=value, document=start.document, tree=start.tree, pointer=pointer)
            why = misfit(value, schema, self._dialect)
            if why:
                region.examples.append(example_record(place, "", valid=False, what=why))
            elif isinstance(value, dict | list) or not _IN_PLACE.isdisjoint(schema):
                own = Node(value=schema, document=start.document, tree=start.tree, pointer=_pointer(start, link))
                region.deep_examples.append((place, own))
            elif not any(record.fields["valid"] for record in region.examples):
                region.examples.append(example_record(place, "", valid=True))


_IN_PLACE = frozenset(("allOf", "anyOf", "oneOf", "not", "$ref"))


def children(schema: dict[str, Value]) -> Iterator[tuple[Pointer, Value]]:
    """Yield the schemas right below a schema, each with the steps to it."""
    for key, value in schema.items():
        if key not in HOLDERS or value is None:
            continue
        if key in MAPS:
            if isinstance(value, dict):
                yield from (((key, name), child) for name, child in value.items())
        elif isinstance(value, list) and (key in LISTS or key == "items"):
            yield from (((key, number), child) for number, child in enumerate(value))
        elif key in SINGLES:
            yield (key,), value


def examples_in(schema: dict[str, Value], dialect: Dialect) -> Iterator[tuple[Pointer, Value]]:
    """Yield the examples that a schema gives, each with the steps to it."""
    if "example" in schema and schema["example"] is not None:
        yield ("example",), schema["example"]
    listed = schema.get("examples")
    if dialect.example_lists and isinstance(listed, list):
        for number, value in enumerate(listed):
            yield ("examples", number), value


def _may_be_flag(link: Link | None) -> bool:
    return link is not None and link[1] in _FLAGS_TOO


_FLAGS_TOO = frozenset(("additionalProperties", "unevaluatedProperties", "unevaluatedItems", "additionalItems"))


def _no_schema(value: Value) -> Flaw:
    return Flaw(kind="malformed", what=f"a schema is {kind_of(value)}; expected a mapping")


def _pointer(start: Node, link: Link | None) -> Pointer:
    steps: list[str | int] = []
    here = link
    while here is not None:
        steps.append(here[1])
        here = here[0]
    return (*start.pointer, *reversed(steps))


def place_of(start: Node, link: Link | None) -> Location:
    """Return the place that a link from the start of a region leads to."""
    return Location(document=start.document, tree=start.tree, pointer=_pointer(start, link))


def _add_fault(region: Region, start: Node, link: Link | None, flaw: Flaw) -> None:
    if len(region.faults) < _MOST:
        region.faults.append(fault_record(start, (*_pointer(start, link), *flaw.steps), flaw.kind, flaw.what))


def fault_record(near: Node, pointer: Pointer, kind: str, what: str) -> Record:
    """Return the record of a fault at a pointer in the document of a node."""
    place = Node(value=None, document=near.document, tree=near.tree, pointer=pointer).location
    return Record(name=place.json_pointer, fields={"kind": kind, "what": what}, location=place)


def example_record(place: Node, holder: str, *, valid: bool | None, what: str = "") -> Record:
    """Return the record of an example; `holder` says where a caller meets it, if that is known."""
    fields: dict[str, AttributeValue] = {"what": what}
    if holder:
        fields["place"] = holder
    if valid is not None:
        fields["valid"] = valid
    return Record(name=place.location.json_pointer, fields=fields, location=place.location)


def secret_record(near: Node, pointer: Pointer, kind: str) -> Record:
    """Return the record of a credential at a pointer in the document of a node."""
    return secret_at(Location(document=near.document, tree=near.tree, pointer=pointer), kind)
