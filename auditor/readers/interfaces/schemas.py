"""What JSON Schemas say, seen through references and allOf; each place is looked at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from msgspec import Struct

from auditor.documents import Value
from auditor.readers.interfaces.nodes import Key, Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.references import References
from auditor.readers.interfaces.values import items, mapping, text, texts
from auditor.readers.interfaces.work import Work

_MOST_LAYERS = 1_000
"""Schemas joined by allOf into one; more than that is not read."""

_DEEPEST = 40
"""Schemas inside one another that are looked into; what lies deeper is unknown."""

_T = TypeVar("_T")


class Layers(Struct, frozen=True, kw_only=True):
    """The mappings that together make one schema: its own, what it refers to, what allOf adds."""

    nodes: tuple[Node, ...]
    """The nearest first: what it says itself counts before what it inherits."""
    whole: bool
    """False where a reference leads nowhere or a part cannot be read."""

    def first(self, *keys: str) -> Node | None:
        """Return the nearest value under the first of these keys that any layer has."""
        for key in keys:
            for node in self.nodes:
                if (found := node.get(key)) is not None:
                    return found
        return None

    def text(self, key: str) -> str:
        """Return the nearest text under a key that is not empty."""
        return next((found for node in self.nodes if (found := node.text(key))), "")

    def says(self, key: str) -> bool:
        """Tell whether any layer holds `true` under a key."""
        return any(node.says(key) for node in self.nodes)


class Property(Struct, frozen=True, kw_only=True):
    """One property of an object."""

    name: str
    schema: Node
    required: bool


class Properties(Struct, frozen=True, kw_only=True):
    """The properties of an object, also those that only some of its alternatives have."""

    by_name: dict[str, Property]
    whole: bool
    """False where there may be more, because a part cannot be read."""


_NO_LAYERS = Layers(nodes=(), whole=True)
_UNREAD_LAYERS = Layers(nodes=(), whole=False)
_NO_PROPERTIES = Properties(by_name={}, whole=True)
_UNREAD_PROPERTIES = Properties(by_name={}, whole=False)


class Schemas:
    """Answers what schemas say; None stands for what cannot be known because a part cannot be read."""

    def __init__(self, references: References, notes: Notes, work: Work) -> None:
        self.references = references
        self._notes = notes
        self._work = work
        self._layers: dict[Key, Layers] = {}
        self._properties: dict[Key, Properties] = {}
        self._types: dict[Key, tuple[str, ...] | None] = {}
        self._depth = 0

    def once(self, known: dict[Key, _T], node: Node, compute: Callable[[Node], _T], *, inside: _T, beyond: _T) -> _T:
        """Return what is known of a node, or compute it.

        `inside` is the answer where a schema contains itself, `beyond` where it lies too deep to look.
        """
        if node.key in known:
            return known[node.key]
        if self._depth >= _DEEPEST:
            return beyond
        known[node.key] = inside
        self._depth += 1
        try:
            known[node.key] = result = compute(node)
        finally:
            self._depth -= 1
        return result

    def layers(self, node: Node) -> Layers:
        """Return the layers of a schema."""
        return self.once(self._layers, node, self._find_layers, inside=_NO_LAYERS, beyond=_UNREAD_LAYERS)

    def _find_layers(self, start: Node) -> Layers:
        found: dict[Key, Node] = {}
        whole = True
        waiting = [start]
        while waiting and len(found) < _MOST_LAYERS:
            node = waiting.pop()
            if node.key in found or isinstance(node.value, bool):
                continue  # true and false are schemas too, with nothing to say about shape
            if not isinstance(node.value, dict):
                self._notes.wrong(node, "a schema", "a mapping")
                whole = False
                continue
            found[node.key] = node
            if (members := node.get("allOf")) is not None:
                waiting += reversed(list(members.items()))
            if node.reference is not None:
                target = self.references.follow(node)
                waiting += [target] if target else []
                whole = whole and target is not None
        self._work.add(len(found), start)
        return Layers(nodes=tuple(found.values()), whole=whole and not waiting)

    def alternatives(self, layers: Layers) -> Iterator[Node]:
        """Yield the branches of oneOf and anyOf that are not just null."""
        for node in layers.nodes:
            for key in ("oneOf", "anyOf"):
                branches = node.get(key)
                for branch in branches.items() if branches else ():
                    if mapping(branch.value).get("type") != "null":
                        yield branch

    def properties(self, node: Node) -> Properties:
        """Return the properties of an object schema, those of allOf, oneOf and anyOf included."""
        return self.once(
            self._properties, node, self._find_properties, inside=_NO_PROPERTIES, beyond=_UNREAD_PROPERTIES
        )

    def _find_properties(self, node: Node) -> Properties:
        layers = self.layers(node)
        required: set[str] = set()
        schemas: dict[str, Node] = {}
        whole = layers.whole
        for layer in layers.nodes:
            required.update(texts(mapping(layer.value).get("required")))
            declared, read = self._declared(layer)
            whole = whole and read
            for name, schema in declared.members() if declared else ():
                schemas.setdefault(name, schema)
        branches = [self.properties(branch) for branch in self.alternatives(layers)]
        for branch in branches:
            whole = whole and branch.whole
            for name, item in branch.by_name.items():
                schemas.setdefault(name, item.schema)
        everywhere = [{name for name, p in branch.by_name.items() if p.required} for branch in branches]
        required |= set.intersection(*everywhere) if everywhere else set()
        self._work.add(len(schemas), node)
        by_name = {
            name: Property(name=name, schema=schema, required=name in required) for name, schema in schemas.items()
        }
        return Properties(by_name=by_name, whole=whole)

    def _declared(self, layer: Node) -> tuple[Node | None, bool]:
        """Return the `properties` of one layer, and whether they can be read; some documents put a $ref there."""
        stated = layer.get("properties")
        declared = self.references.follow(stated) if stated else None
        if declared is not None and not isinstance(declared.value, dict):
            self._notes.wrong(declared, "`properties`", "a mapping")
            return None, False
        return declared, stated is None or declared is not None

    def types(self, node: Node) -> tuple[str, ...] | None:
        """Return the JSON types that a schema allows; none if it does not say."""
        return self.once(self._types, node, self._find_types, inside=(), beyond=None)

    def _find_types(self, node: Node) -> tuple[str, ...] | None:
        layers = self.layers(node)
        found = self._stated_types(layers)
        if found is None:
            return None
        if not found:
            branches = [self.types(branch) for branch in self._all_branches(layers)]
            if None in branches or not (branches or layers.whole):
                return None
            found = tuple(name for branch in branches if branch for name in branch)
        null = ("null",) if layers.says("nullable") and found else ()
        return tuple(dict.fromkeys((*found, *null)))

    def _all_branches(self, layers: Layers) -> list[Node]:
        groups = (node.get(key) for node in layers.nodes for key in ("oneOf", "anyOf"))
        return [branch for group in groups if group for branch in group.items()]

    def _stated_types(self, layers: Layers) -> tuple[str, ...] | None:
        stated = layers.first("type")
        if stated is not None:
            names = (text(stated.value),) if isinstance(stated.value, str) else texts(stated.value)
            if not names or (len(items(stated.value)) not in (0, len(names))):
                self._notes.wrong(stated, "a type", "a type's name or a list of them")
                return None
            return names
        if (values := values_of(layers)) is not None:
            return tuple(dict.fromkeys(_json_type(value) for value in values))
        if layers.first("properties", "additionalProperties", "patternProperties") is not None:
            return ("object",)
        listed = layers.first("items", "prefixItems")
        # Without a type, a list of `items` is as often meant as a choice between them; it says no type then.
        return ("array",) if listed is not None and not isinstance(listed.value, list) else ()


def items_of(layers: Layers) -> list[Node]:
    """Return the schemas of a list's items: one for all, or one for each place as drafts up to 7 and 2020-12 write."""
    found = [layers.first("items"), layers.first("prefixItems")]
    return [
        schema
        for stated in found
        if stated is not None
        for schema in (stated.items() if isinstance(stated.value, list) else (stated,))
    ]


def values_of(layers: Layers) -> list[Value] | None:
    """Return the values that `enum` or `const` allows, or None where neither limits them."""
    if (enum := layers.first("enum")) is not None and isinstance(enum.value, list):
        return enum.value
    const = layers.first("const")
    return [const.value] if const is not None else None


def _json_type(value: Value) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    if isinstance(value, int | float):
        return "integer" if isinstance(value, int) else "number"
    return "array" if isinstance(value, list) else "object"
