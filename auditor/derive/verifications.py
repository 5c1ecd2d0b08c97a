"""Which read shows what a write did."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.derive.claims import Claims, infer, texts
from auditor.derive.names import Names
from auditor.derive.requests import Requests, acted_on, collection_of, item_of
from auditor.model.entities import Entity
from auditor.model.methods import EFFECT_OF_METHOD
from auditor.model.vocabulary import WRITES

_SHOWN = frozenset(WRITES) - {"execute"}
"""What leaves something that can be read; what an execution leaves depends on what was executed."""


def derive_verifications(claims: Claims, requests: Requests, names: Names, tools: Sequence[Entity]) -> None:
    """Pair each write with the read of the same resource, or of the object of the same name, in the same interface."""
    for tool in tools:
        if claims.of(tool.id, "verified_by"):
            continue
        effects = set(texts(claims.value(tool.id, "effects")))
        if "read" in effects or claims.value(tool.id, "operates_screen") is True:
            continue  # what an action on a screen did shows on the screen, whatever it is called
        called = requests.of(tool)
        if called is not None and (
            EFFECT_OF_METHOD.get(called[0]) == "read" or _by_path(claims, requests, tool, *called)
        ):
            continue
        if not _SHOWN.isdisjoint(effects) and (read := names.read_of(tool)) is not None:
            infer(claims, tool, "verified_by", read, "by its name it reads what this one writes", "own_name")


def _by_path(claims: Claims, requests: Requests, tool: Entity, method: str, path: str) -> bool:
    """Claim the read of what a request writes, acts on or lies in, and tell whether there is one."""
    own = (item_of(path), path) if method == "POST" else (path,)
    for paths, shows in (
        (own, "reads what"),
        ((acted_on(path),), "reads what"),
        ((collection_of(path),), "lists what"),
    ):
        if (found := requests.first(tool, "GET", paths)) is not None:
            does = "writes" if paths == own else "acts on" if shows == "reads what" else "changes"
            infer(claims, tool, "verified_by", found, f"it {shows} {method} {path} {does}", "path")
            return True
    return False
