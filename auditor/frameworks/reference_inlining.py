"""Puts what references point at in their place, as langchain-core does: cycles are cut, and `$defs` stays as it is."""

from __future__ import annotations

from dataclasses import dataclass, field

from auditor.documents import Pointer, Value
from auditor.frameworks.conversion import ROOT, Budget, unchanged_if_same, unconvertible

_SKIPPED = "$defs"
_REFERENCE = "$ref"


def inlined(schema: Value) -> Value:
    """Return a schema whose references are replaced. Raises Unconvertible where one leads nowhere."""
    return _Inliner(root=schema).inline(schema, ROOT)


@dataclass(slots=True, kw_only=True)
class _Inliner:
    root: Value
    open: set[str] = field(default_factory=set)
    """References that are being followed, each of which is cut where it comes again."""
    budget: Budget = field(default_factory=Budget)

    def inline(self, value: Value, at: Pointer) -> Value:
        if isinstance(value, dict):
            self.budget.spend(len(value))
            return self._follow(value, at) if _REFERENCE in value else self._entries(value, at)
        if isinstance(value, list):
            self.budget.spend(len(value))
            made = [self.inline(item, (*at, number)) for number, item in enumerate(value)]
            return value if all(new is old for new, old in zip(made, value, strict=True)) else made
        return value

    def _entries(self, value: dict[str, Value], at: Pointer) -> dict[str, Value]:
        made = {
            key: self.inline(item, (*at, key)) if key != _SKIPPED and isinstance(item, dict | list) else item
            for key, item in value.items()
        }
        return unchanged_if_same(value, made)

    def _follow(self, value: dict[str, Value], at: Pointer) -> Value:
        place = (*at, _REFERENCE)
        ref = value[_REFERENCE]
        if not isinstance(ref, str):
            # A property of this name is taken for a reference too.
            unconvertible("the value of `$ref` is no text, and every key of this name is followed", place)
        beside = {key: item for key, item in value.items() if key != _REFERENCE}
        if ref in self.open:
            return self._entries(beside, at)
        self.open.add(ref)
        target = self.inline(*self._found(ref, place))
        self.open.discard(ref)
        if not beside:
            return target
        return {**(target if isinstance(target, dict) else {}), **self._entries(beside, at)}

    def _found(self, ref: str, place: Pointer) -> tuple[Value, Pointer]:
        first, *parts = ref.split("/")
        if first != "#":
            unconvertible(f"the reference `{ref}` does not start with `#/`", place)
        found, at = self.root, ROOT
        for part in parts:
            if isinstance(found, dict) and part in found:
                found, at = found[part], (*at, part)
            elif isinstance(found, list) and part.isdecimal() and int(part) < len(found):
                found, at = found[int(part)], (*at, int(part))
            else:
                unconvertible(f"the reference `{ref}` leads nowhere", place)
        return found, at
