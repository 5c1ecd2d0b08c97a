"""Goes through every object of an OpenAPI document once, and past every place that refers to one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TypeAlias

from auditor.documents import Value
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.openapi.jairf.fields import EXTENSIBLE, FIELDS, WITH_DESCRIPTION, Kind, Shape
from auditor.readers.interfaces.references import References

Object: TypeAlias = dict[str, Value]
Visitor: TypeAlias = Callable[[Object, Node, str], None]
"""Takes an object, a node of the document that holds it (for its references), and the key that leads to it."""

_Waiting: TypeAlias = tuple[Kind, Value, Node, str, int]


class Targets:
    """Follows references of plain values; dead ends are remembered here and in no finding."""

    def __init__(self, references: References) -> None:
        self._references = references

    def of(self, value: Value, home: Node) -> Node | None:
        """Return what a value stands for; None where its reference leads nowhere."""
        node = Node(value=value, document=home.document, tree=home.tree)
        return self._references.follow(node) if node.reference is not None else node


class Walk:
    """The counts of one pass.

    A referenced object counts for summaries and descriptions once for each place that refers to it, and its inside
    once altogether; visitors see each object once.
    """

    def __init__(
        self, targets: Targets, visitors: Mapping[Kind, tuple[Visitor, ...]], summaries: frozenset[Kind]
    ) -> None:
        self._targets = targets
        self._visitors = visitors
        self.summaries = summaries
        self._entered: set[int] = set()
        self._waiting: list[_Waiting] = []
        self.references = 0
        self.dead_ends = 0
        self.wrong = 0
        """Places that hold something else than the object that belongs there."""
        self.sites: Counter[Kind] = Counter()
        self.described: Counter[Kind] = Counter()
        self.summarized: Counter[Kind] = Counter()
        self.schemas: dict[int, list[int]] = {}
        """Each schema with the schemas directly inside it or referred to, by identity."""

    def run(self, root: Node) -> None:
        """Go through a document."""
        self._waiting.append(("root", root.value, root, "", 0))
        while self._waiting:
            self._visit(*self._waiting.pop())

    def _visit(self, kind: Kind, value: Value, home: Node, name: str, parent: int) -> None:
        if not isinstance(value, dict):
            if value is not None and not (kind == "schema" and isinstance(value, bool)):
                self.wrong += 1
            return
        said = value
        if isinstance(value.get("$ref"), str):
            self.references += 1
            target = self._targets.of(value, home)
            if target is None or not isinstance(target.value, dict):
                self.dead_ends += 1
                return
            if len(value) > 1 and kind in ("schema", "pathitem"):
                # What stands beside a reference counts too, in a path item and, from 3.1, in a schema.
                self._wait_for_inside(kind, value, home)
            value, home = target.value, target
        self._count_site(kind, value, said)
        identity = id(value)
        if kind == "schema" and parent:
            self.schemas[parent].append(identity)
        if identity in self._entered:
            return
        self._entered.add(identity)
        if kind == "schema":
            self.schemas[identity] = []
        for visitor in self._visitors.get(kind, ()):
            visitor(value, home, name)
        self._wait_for_inside(kind, value, home)

    def _count_site(self, kind: Kind, value: Object, said: Object) -> None:
        if kind in WITH_DESCRIPTION:
            self.sites[kind] += 1
            if _says(value, "description") or (said is not value and _says(said, "description")):
                self.described[kind] += 1
        if kind in self.summaries and (_says(value, "summary") or (said is not value and _says(said, "summary"))):
            self.summarized[kind] += 1

    def _wait_for_inside(self, kind: Kind, value: Object, home: Node) -> None:
        parent = id(value) if kind == "schema" and id(value) in self.schemas else 0
        if kind == "callback":
            self._waiting += [
                ("pathitem", item, home, key, 0) for key, item in value.items() if not key.startswith("x-")
            ]
            return
        fields = FIELDS[kind]
        for key, inner in value.items():
            field = fields.get(key)
            if field is None or isinstance(inner, bool):
                continue
            child, shape = field
            if shape is Shape.ONE and not isinstance(inner, list):
                self._waiting.append((child, inner, home, key, parent))
            elif shape is Shape.MAP and isinstance(inner, dict):
                self._wait_for_map(child, key, inner, home, parent)
            elif isinstance(inner, list) and (shape is Shape.LIST or key == "items"):
                self._waiting += [(child, item, home, key, parent) for item in inner]
            elif inner is not None and not (key == "examples" and isinstance(inner, list)):
                self.wrong += 1

    def _wait_for_map(self, child: Kind, key: str, inner: Object, home: Node, parent: int) -> None:
        extensible = key in EXTENSIBLE and child != "schema"
        self._waiting += [
            (child, item, home, name, parent)
            for name, item in inner.items()
            if not (extensible and name.startswith("x-"))
        ]


def _says(value: Object, key: str) -> bool:
    text = value.get(key)
    return isinstance(text, str) and not text.isspace() and text != ""


def deepest(schemas: Mapping[int, list[int]]) -> dict[int, int]:
    """Return how many schemas deep each one is, through references; a schema inside itself adds nothing."""
    depth: dict[int, int] = {}
    for start in schemas:
        if start in depth:
            continue
        open_now = {start}
        path = [(start, iter(schemas[start]), 0)]
        while path:
            here, inner, most = path[-1]
            child = next(inner, None)
            if child is None:
                path.pop()
                open_now.discard(here)
                depth[here] = most + 1
                if path:
                    above, rest, known = path[-1]
                    path[-1] = (above, rest, max(known, most + 1))
            elif child in depth:
                path[-1] = (here, inner, max(most, depth[child]))
            elif child in schemas and child not in open_now:
                open_now.add(child)
                path.append((child, iter(schemas[child]), 0))
    return depth
