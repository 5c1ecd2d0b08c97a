"""The HTTP requests among the tools, so that one finds what reads the resource that another writes."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.derive.claims import Claims, request
from auditor.derive.effects import PARAMETER
from auditor.model.description import Description
from auditor.model.entities import Entity
from auditor.model.kinds import RelationKind


class Requests:
    """The tools that are HTTP requests, by interface, method and path."""

    def __init__(self, derived: Description, claims: Claims, tools: Sequence[Entity]) -> None:
        self.owners = {r.target: r.source for r in derived.relations if r.kind is RelationKind.EXPOSES}
        """The interface of each tool."""
        self._requests = {tool.id: found for tool in tools if (found := request(claims, tool)) is not None}
        self._by_path: dict[tuple[str | None, str, str], str] = {}
        for tool_id, (method, path) in self._requests.items():
            owner = self.owners.get(tool_id)
            self._by_path.setdefault((owner, method, path), tool_id)
            if PARAMETER.search(path):
                self._by_path.setdefault((owner, method, PARAMETER.sub("/{}", path)), tool_id)

    def of(self, tool: Entity) -> tuple[str, str] | None:
        """Return method and path of a tool; None for what is no HTTP request."""
        return self._requests.get(tool.id)

    def first(self, beside: Entity, method: str, paths: Sequence[str]) -> str | None:
        """Return the first tool of the same interface with this method and one of these paths."""
        owner = self.owners.get(beside.id)
        known = (self._by_path.get((owner, method, path)) for path in paths if path)
        return next((found for found in known if found is not None), None)


def item_of(path: str) -> str:
    """Return the path of a single item of a collection, its parameter without a name."""
    return f"{path}/{{}}"


def acted_on(path: str) -> str:
    """Return the resource on which `/trips/{id}/cancel` acts, its last parameter without a name; else an empty text.

    A last word in the plural names a collection in which something new is made, and the resource does not show that.
    """
    parent, _, last = path.rpartition("/")
    acts = PARAMETER.search(parent) and not PARAMETER.search(path) and not last.endswith("s")
    return PARAMETER.sub("/{}", parent) if acts else ""


def collection_of(path: str) -> str:
    """Return the collection in which `/trips/{id}` lies; else an empty text."""
    return PARAMETER.sub("", path) if PARAMETER.search(path) else ""
