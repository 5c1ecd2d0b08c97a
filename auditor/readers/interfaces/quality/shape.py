"""How open, how deep and how far from a provider's strict mode the schema of arguments is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from auditor.documents import Value
from auditor.model.claims import Location, Record
from auditor.readers.interfaces.nodes import Key, Node
from auditor.readers.interfaces.quality.regions import Link, children, place_of
from auditor.readers.interfaces.schemas import Schemas

_REFUSED_KEYWORDS = frozenset(
    (
        "allOf",
        "oneOf",
        "not",
        "if",
        "then",
        "else",
        "dependentRequired",
        "dependentSchemas",
        "dependencies",
        "patternProperties",
        "propertyNames",
        "prefixItems",
        "contains",
        "unevaluatedProperties",
        "unevaluatedItems",
        "minProperties",
        "maxProperties",
    )
)
"""Keywords that strict modes refuse, or take without holding to them."""

_TYPING = frozenset(("type", "anyOf", "oneOf", "allOf", "$ref", "enum", "const", "properties", "items"))

_JOINING = frozenset(("allOf", "anyOf", "oneOf", "not", "if", "then", "else"))
"""Keywords whose schemas add to the one that they stand in, which may have the type."""

MOST_PROPERTIES = 5_000
MOST_VALUES = 1_000
MOST_CHARACTERS = 120_000
MOST_LEVELS = 10
LONG_ENUM = 250
LONG_ENUM_CHARACTERS = 15_000
"""Limits of OpenAI's structured outputs on one schema."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """How often one obstacle stands in a schema, and where first."""

    count: int = 0
    what: str = ""
    place: Location | None = None

    def add(self, what: str, place: Callable[[], Location], count: int = 1) -> None:
        """Count an obstacle; only the first is described."""
        if not self.count:
            self.what, self.place = what, place()
        self.count += count


@dataclass(slots=True, kw_only=True)
class Shape:
    """What counts for strict modes in one region, or in several together."""

    properties: int = 0
    values: int = 0
    characters: int = 0
    obstacles: dict[str, Tally] = field(default_factory=dict)

    def tally(self, kind: str) -> Tally:
        """Return the tally of one kind of obstacle."""
        return self.obstacles.setdefault(kind, Tally())

    def include(self, other: Shape) -> None:
        """Add what another region holds."""
        self.properties += other.properties
        self.values += other.values
        self.characters += other.characters
        for kind, tally in other.obstacles.items():
            if tally.place is not None:
                place = tally.place
                self.tally(kind).add(tally.what, lambda place=place: place, tally.count)  # type: ignore[misc]


class Shapes:
    """Looks at the shape of each region once."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._known: dict[Key, Shape] = {}
        self._depths: dict[Key, int | None] = {}
        self._open: dict[Key, bool | None] = {}

    def of(self, starts: Iterable[Node]) -> Shape:
        """Return what regions hold together."""
        whole = Shape()
        for start in starts:
            shape = self._known.get(start.key)
            if shape is None:
                shape = self._known[start.key] = _scan(start)
            whole.include(shape)
        return whole

    def depth(self, schema: Node) -> int | None:
        """Return how many objects and lists lie inside one another; a plain value has none.

        None where a part cannot be read, and where a schema contains itself: its depth has no limit.
        """
        target = self._schemas.references.follow(schema)
        if target is None:
            return None
        return self._schemas.once(self._depths, target, self._find_depth, inside=None, beyond=None)

    def _find_depth(self, start: Node) -> int | None:
        deepest = 0
        waiting: list[tuple[Node, int, bool]] = [(start, 0, False)]
        while waiting:
            node, above, counted = waiting.pop()
            value = node.value
            if not isinstance(value, dict):
                continue
            if node.reference is not None:
                below = self.depth(node)
                if below is None:
                    return None
                deepest = max(deepest, above + below - (counted and below > 0))
            own = above + (not counted and _contains(value))
            deepest = max(deepest, own)
            for steps, _ in children(value):
                joins = steps[0] in _JOINING
                child = node
                for step in steps:
                    child = child.below(step)
                if steps[0] not in ("$defs", "definitions"):
                    waiting.append((child, own, own > above) if joins else (child, own, False))
        return deepest

    def open(self, schema: Node) -> bool | None:
        """Tell whether an object takes properties that its schema does not name."""
        return self._schemas.once(self._open, schema, self._find_open, inside=True, beyond=None)

    def _find_open(self, schema: Node) -> bool | None:
        layers = self._schemas.layers(schema)
        for layer in layers.nodes:
            for key in ("additionalProperties", "unevaluatedProperties"):
                if (stated := layer.get(key)) is not None and stated.value is False:
                    return False
        branches = [self.open(branch) for branch in self._schemas.alternatives(layers)]
        if branches and all(found is False for found in branches):
            return False
        return True if layers.whole and None not in branches else None


def _scan(start: Node) -> Shape:
    shape = Shape()
    waiting: list[tuple[Value, Link | None, bool]] = [(start.value, None, False)]
    while waiting:
        schema, link, joined = waiting.pop()

        def place(link: Link | None = link) -> Location:
            return place_of(start, link)

        if not isinstance(schema, dict):
            if schema is True:
                shape.tally("untyped").add("a schema takes any value", place)
            continue
        if schema.get("readOnly") is True or "$ref" in schema:
            continue
        _count(schema, shape, place, joined=joined)
        for steps, child in children(schema):
            if child is not True or steps[0] != "additionalProperties":
                below = link
                for step in steps:
                    below = (below, step)
                waiting.append((child, below, steps[0] in _JOINING))
    return shape


def _count(schema: dict[str, Value], shape: Shape, place: Callable[[], Location], *, joined: bool) -> None:
    refused = [key for key in schema if key in _REFUSED_KEYWORDS]
    if refused:
        shape.tally("keyword").add(f"it uses `{refused[0]}`", place)
    if not joined and _TYPING.isdisjoint(schema):
        shape.tally("untyped").add("a schema says no type", place)
    values = schema.get("enum")
    if isinstance(values, list):
        _count_values(values, shape, place)
    if _is_object(schema):
        _count_object(schema, shape, place)


def _count_values(values: list[Value], shape: Shape, place: Callable[[], Location]) -> None:
    characters = sum(len(value) for value in values if isinstance(value, str))
    shape.values += len(values)
    shape.characters += characters
    if len(values) > LONG_ENUM and characters > LONG_ENUM_CHARACTERS:
        what = f"an enum of {len(values)} values has {characters:,} characters; at most {LONG_ENUM_CHARACTERS:,}"
        shape.tally("limit").add(what, place)


def _count_object(schema: dict[str, Value], shape: Shape, place: Callable[[], Location]) -> None:
    properties = schema.get("properties")
    names = list(properties) if isinstance(properties, dict) else []
    shape.properties += len(names)
    shape.characters += sum(map(len, names))
    required = schema.get("required")
    demanded = {name for name in required if isinstance(name, str)} if isinstance(required, list) else set()
    optional = [name for name in names if name not in demanded]
    if optional:
        shape.tally("optional").add(f"`{optional[0]}` is not required", place, len(optional))
    others = schema.get("additionalProperties")
    if others is True or isinstance(others, dict) or (not names and others is not False and "allOf" not in schema):
        shape.tally("free_keys").add("an object takes keys that its schema does not name", place)
    elif others is not False:
        shape.tally("open_object").add("an object does not set `additionalProperties` to false", place)


def _is_object(schema: dict[str, Value]) -> bool:
    stated = schema.get("type")
    return stated == "object" or "properties" in schema or (isinstance(stated, list) and "object" in stated)


def _contains(schema: dict[str, Value]) -> bool:
    stated = schema.get("type")
    names = stated if isinstance(stated, list) else [stated]
    holds = ("properties", "items", "prefixItems", "patternProperties")
    return "object" in names or "array" in names or any(key in schema for key in holds)


def obstacles_of(shape: Shape, levels: int | None, location: Location) -> list[Record]:
    """Return one record for each kind of obstacle, with how often it stands and where first."""
    found = [
        Record(
            name=kind,
            fields={"kind": kind, "what": tally.what + (f", and {tally.count - 1} more" if tally.count > 1 else "")},
            location=tally.place or location,
        )
        for kind, tally in shape.obstacles.items()
        if tally.count
    ]
    over = [
        f"{count:,} {what}; at most {most:,}"
        for count, what, most in (
            (shape.properties, "properties", MOST_PROPERTIES),
            (shape.values, "values of enums", MOST_VALUES),
            (shape.characters, "characters of names and values", MOST_CHARACTERS),
            (levels or 0, "levels", MOST_LEVELS),
        )
        if count > most
    ]
    if over and not any(record.name == "limit" for record in found):
        found.append(Record(name="limit", fields={"kind": "limit", "what": over[0]}, location=location))
    return found
