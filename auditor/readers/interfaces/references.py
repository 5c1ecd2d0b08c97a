"""Follows references from node to node, and finds everything that a node refers to."""

from __future__ import annotations

from typing import Protocol

from auditor.documents import Document, Resolver, UnresolvedReference, Value
from auditor.readers.interfaces.nodes import Key, Node
from auditor.readers.interfaces.work import Work


class References(Protocol):
    """A way to follow references."""

    def follow(self, node: Node) -> Node | None:
        """Return what a node stands for: its target if it is a reference, else itself; None for a dead end."""


class DocumentReferences:
    """References between and within documents, from the root of each: those of OpenAPI."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._known: dict[tuple[int, str], Node | None] = {}
        self.dead_ends: dict[tuple[str, str], Node] = {}
        """The first node with each reference that leads nowhere, by its document's path and its text."""
        self.documents: list[Document] = []
        """The documents that references led to."""

    def follow(self, node: Node) -> Node | None:
        """Return what a node stands for, after every reference on the way."""
        ref = node.reference
        if ref is None:
            return node
        key = id(node.tree), ref
        if key not in self._known:
            self._known[key] = self._resolve(node, ref)
        return self._known[key]

    def _resolve(self, node: Node, ref: str) -> Node | None:
        try:
            target = self._resolver.resolve(ref, document=node.document, pointer=node.pointer, tree=node.tree)
        except UnresolvedReference:
            self.dead_ends.setdefault((node.document.path, ref), node)
            return None
        if not self.documents or self.documents[-1] is not target.document:
            self.documents.append(target.document)
        return Node(value=target.value, document=target.document, tree=target.tree, pointer=target.pointer)


class LocalReferences:
    """References within one JSON Schema that stands inside a larger document: those of tool lists."""

    def __init__(self, root: Node) -> None:
        self._root = root
        self.dead_ends: dict[tuple[str, str], Node] = {}

    def follow(self, node: Node) -> Node | None:
        """Return what a node stands for, after every reference on the way."""
        here, seen = node, set[Key]()
        while (ref := here.reference) is not None:
            target = self._find(ref) if here.key not in seen else None
            if target is None:
                self.dead_ends.setdefault((node.document.path, ref), node)
                return None
            seen.add(here.key)
            here = target
        return here

    def _find(self, ref: str) -> Node | None:
        file, _, fragment = ref.partition("#")
        if file or (fragment and not fragment.startswith("/")):
            return None
        here: Node | None = self._root
        for step in fragment.split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            if here is not None and isinstance(here.value, list):
                here = next((item for item in here.items() if str(item.pointer[-1]) == name), None)
            elif here is not None:
                here = here.get(name)
        return here


class Reach:
    """Knows what a node refers to, directly and through other targets; each target is looked through once."""

    def __init__(self, references: References, work: Work) -> None:
        self._references = references
        self._work = work
        self._direct: dict[Key, tuple[tuple[Node, ...], bool]] = {}
        self._closed: dict[Key, tuple[dict[Key, Node], bool]] = {}

    def of(self, *starts: Node) -> tuple[dict[Key, Node], bool]:
        """Return every target that the nodes lead to, and whether all references on the way resolve."""
        if len(starts) == 1:
            return self._from(starts[0])
        targets: dict[Key, Node] = {}
        whole = True
        for start in starts:
            found, resolved = self._from(start)
            targets |= found
            whole = whole and resolved
        return targets, whole

    def _from(self, start: Node) -> tuple[dict[Key, Node], bool]:
        key = start.key
        known = self._closed.get(key)
        if known is None:
            known = self._closed[key] = self._find(start)
        else:
            self._work.add(1 + len(known[0]), start)
        return known

    def _find(self, start: Node) -> tuple[dict[Key, Node], bool]:
        targets: dict[Key, Node] = {}
        whole = True
        waiting = [start]
        while waiting:
            node = waiting.pop()
            direct, resolved = self._directly(node)
            whole = whole and resolved
            self._work.add(1 + len(direct), node)
            for target in direct:
                key = target.key
                if key not in targets:
                    targets[key] = target
                    waiting.append(target)
        return targets, whole

    def _directly(self, node: Node) -> tuple[tuple[Node, ...], bool]:
        known = self._direct.get(node.key)
        if known is None:
            followed = [self._references.follow(holder) for holder in references_below(node)]
            targets = {target.key: target for target in followed if target is not None}
            known = self._direct[node.key] = tuple(targets.values()), None not in followed
        return known


_NAMES = frozenset(
    ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "responses", "headers", "content")
)
"""Keys whose mappings have names for keys, so that `default` there is a property and no keyword."""

_DATA = frozenset(
    (
        "example",
        "default",
        "enum",
        "const",
        "callbacks",
        "links",
        "security",
        "tags",
        "servers",
        "required",
        "mapping",
        "value",
    )
)
"""Keys below which a `$ref` is no part of what a caller sends and gets."""


def references_below(node: Node) -> list[Node]:
    """Return every reference at or below a node that a caller's view of the contract needs.

    Values of examples are data, and extensions (`x-…`) are not part of the contract: neither is looked into.
    """
    found: list[Node] = []
    waiting: list[tuple[Value, tuple[str | int, ...], bool]] = [(node.value, node.pointer, False)]
    while waiting:
        value, pointer, named = waiting.pop()
        if isinstance(value, list):
            waiting += [
                (item, (*pointer, number), False) for number, item in enumerate(value) if isinstance(item, dict | list)
            ]
        elif isinstance(value, dict):
            if isinstance(value.get("$ref"), str):
                found.append(Node(value=value, document=node.document, tree=node.tree, pointer=pointer))
            for key, child in value.items():
                if not isinstance(child, dict | list) or (not named and (key in _DATA or key.startswith("x-"))):
                    continue
                if key == "examples" and not named:
                    waiting += [((r, (*pointer, key, name), False)) for name, r in _example_references(child)]
                else:
                    waiting.append((child, (*pointer, key), not named and key in _NAMES))
    found.reverse()
    return found


def _example_references(examples: Value) -> list[tuple[str, Value]]:
    if not isinstance(examples, dict):
        return []
    return [
        (name, {"$ref": example["$ref"]})
        for name, example in examples.items()
        if isinstance(example, dict) and "$ref" in example
    ]
