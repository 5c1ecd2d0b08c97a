"""Finds the operations of an OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.readers.interfaces.contracts import error_at
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.openapi.contract import Contract
from auditor.readers.interfaces.values import kind_of, mapping

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


_STEPS_OF_A_TOOL = 50
"""A tool costs about as much as so many parameters, however little it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method of one path."""

    method: str
    """In capitals."""
    path: str
    node: Node | None
    """The operation itself, wherever it stands; None where it cannot be read."""
    place: Node
    """Where the path item names it."""
    path_place: Node
    """Where the document names the path."""
    shared_parameters: Node | None
    """The list of parameters that all operations of the path have."""

    @property
    def own_id(self) -> str:
        """The operationId, if it has one."""
        return self.node.text("operationId") if self.node else ""


@dataclass(slots=True, kw_only=True)
class Operations:
    """What a document's paths hold."""

    found: list[Operation] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """Paths that cannot be read, so that their operations are unknown."""
    callbacks: int = 0
    webhooks: int = 0


def find_operations(contract: Contract) -> Operations:
    """Return every operation. Raises InputError where `paths` is no mapping."""
    operations = Operations()
    paths = contract.root.get("paths")
    if paths is not None and paths.value is not None and not isinstance(paths.value, dict):
        raise error_at(paths, f"`paths` is {kind_of(paths.value)}; expected a mapping of paths")
    for path, item in paths.members() if paths else ():
        if path.startswith("x-"):
            continue
        target = contract.references.follow(item)
        if target is None or not isinstance(target.value, dict):
            _miss(contract, operations, path, item, target)
            continue
        for operation in _of_path(contract, path, item, target):
            contract.work.add(_STEPS_OF_A_TOOL, operation.place)
            operations.found.append(operation)
            operations.callbacks += _callbacks(operation)
    for key in ("webhooks", "x-webhooks"):
        operations.webhooks += len(mapping(mapping(contract.root.value).get(key)))
    return operations


def _callbacks(operation: Operation) -> int:
    return len(mapping(mapping(operation.node.value).get("callbacks"))) if operation.node else 0


def _miss(contract: Contract, operations: Operations, path: str, item: Node, target: Node | None) -> None:
    if item.value is None:
        contract.notes.tell(f"the path {path} is empty", item)
    elif target is None:
        contract.notes.tell(f"the path {path} is a reference that leads nowhere", item)
        operations.missing.append(path)
    else:
        contract.notes.wrong(target, f"the path {path}", "a mapping of methods")
        operations.missing.append(path)


def _of_path(contract: Contract, path: str, item: Node, target: Node) -> Iterator[Operation]:
    shared = item.get("parameters") or target.get("parameters")
    for method, place in _methods(item, target):
        node = contract.references.follow(place)
        if node is not None and not isinstance(node.value, dict):
            contract.notes.wrong(node, f"the operation {method} {path}", "a mapping")
            node = None
        yield Operation(method=method, path=path, node=node, place=place, path_place=item, shared_parameters=shared)


def _methods(item: Node, target: Node) -> Iterator[tuple[str, Node]]:
    # What stands beside a path item's $ref counts before what the reference leads to.
    for method in _METHODS:
        if (place := item.get(method) or target.get(method)) is not None:
            yield method.upper(), place
    others = item.get("additionalOperations") or target.get("additionalOperations")
    if others is not None:
        yield from ((method.upper(), place) for method, place in others.members())
