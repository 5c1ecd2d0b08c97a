"""Puts the schemas that a definition shares in the places that refer to them."""

from __future__ import annotations

from dataclasses import dataclass, field

from auditor.documents import Value
from auditor.frameworks.schemas import resolve

_DEFINITIONS = ("$defs", "definitions")
_MOST_VALUES = 100_000


def inlined(schema: Value) -> Value:
    """Return a schema without references within the document; one that comes back to itself is cut there.

    A schema that would grow past all measure is returned as it is.
    """
    inliner = _Inliner(root=schema)
    try:
        made = inliner.inline(schema)
    except (_TooLarge, RecursionError):
        return schema
    if isinstance(made, dict) and not inliner.kept:
        made = {key: value for key, value in made.items() if key not in _DEFINITIONS}
    return made


class _TooLarge(Exception):  # noqa: N818 - ends the work, and is no fault
    pass


@dataclass(slots=True, kw_only=True)
class _Inliner:
    root: Value
    left: int = _MOST_VALUES
    open: list[str] = field(default_factory=list)
    kept: bool = False
    """True where a reference leads out of the document or nowhere, and stays."""

    def inline(self, value: Value) -> Value:
        self.left -= 1
        if self.left < 0:
            raise _TooLarge
        if isinstance(value, list):
            return [self.inline(item) for item in value]
        if not isinstance(value, dict):
            return value
        if isinstance(ref := value.get("$ref"), str):
            return self._followed(value, ref)
        return {
            key: item if value is self.root and key in _DEFINITIONS else self.inline(item)
            for key, item in value.items()
        }

    def _followed(self, value: dict[str, Value], ref: str) -> Value:
        beside = {key: self.inline(item) for key, item in value.items() if key not in ("$ref", *_DEFINITIONS)}
        target = resolve(self.root, ref)
        if target is None:
            self.kept = True
            return {"$ref": ref, **beside}
        if ref in self.open:
            kind = target.get("type") if isinstance(target, dict) else None
            return {"type": kind, **beside} if isinstance(kind, str) else beside
        self.open.append(ref)
        made = self.inline(target)
        self.open.pop()
        if isinstance(made, dict):
            return {**{key: item for key, item in made.items() if key not in _DEFINITIONS}, **beside}
        return beside or made
