"""Which tool takes back what another did, and which tells how far work is that goes on after the answer."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.derive.claims import Claims, infer, texts
from auditor.derive.names import Names
from auditor.derive.requests import Requests, acted_on, item_of
from auditor.model.entities import Entity

_FINAL = frozenset({"read", "send", "execute"})
"""Effects that another call cannot take back, or that need not be."""


def derive_undo(claims: Claims, requests: Requests, names: Names, tools: Sequence[Entity]) -> None:
    """Pair each change with what takes it back: by opposite verbs, or a POST with the DELETE of what it made.

    That such a call exists does not prove that it brings back the state before, so `reversible` stays as it is.
    """
    for tool in tools:
        effects = set(texts(claims.value(tool.id, "effects")))
        if claims.of(tool.id, "undo") or not effects or not _FINAL.isdisjoint(effects):
            continue
        if (found := names.inverse_of(tool)) is not None:
            infer(claims, tool, "undo", found, "its name is the opposite of this one's", "own_name")
            continue
        method, path = requests.of(tool) or ("", "")
        made = (
            requests.first(tool, "DELETE", (item_of(path), path))
            if method == "POST" and effects == {"create"}
            else None
        )
        if made is not None:
            infer(claims, tool, "undo", made, f"it removes what POST {path} makes", "path")


def derive_status(claims: Claims, requests: Requests, tools: Sequence[Entity]) -> None:
    """Pair work that goes on after the answer with the read that tells how far it is, by the paths of requests."""
    for tool in tools:
        called = requests.of(tool)
        if called is None or claims.of(tool.id, "status_tool") or claims.value(tool.id, "asynchronous") is not True:
            continue
        method, path = called
        if method == "GET":
            infer(claims, tool, "status_tool", tool.id, "the same request, repeated, tells when it is done", "path")
            continue
        paths = (f"{path}/status", item_of(path), path, acted_on(path))
        if (found := requests.first(tool, "GET", paths)) is not None:
            infer(claims, tool, "status_tool", found, f"it reads what {method} {path} works on", "path")
