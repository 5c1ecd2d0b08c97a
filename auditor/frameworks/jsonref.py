"""A document's references as the Python package `jsonref` resolves them: everywhere, lazily, and alone.

A mapping with a text under `$ref` is a reference wherever it stands, in a default value too. What stands beside `$ref`
is left out. References to other documents are never fetched here; the package would fetch them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote, urldefrag, urlsplit

from auditor.documents import Value

_INDEX = re.compile(r"-?\d{1,9}")


class UnresolvedError(Exception):
    """A reference that leads nowhere, to itself, or out of the document."""

    def __init__(self, ref: str, why: str) -> None:
        super().__init__(f"`$ref: {ref}` {why}")
        self.ref = ref


class References:
    """One document, with keys that somebody added to its mappings without changing them."""

    def __init__(self, root: Value, added: Mapping[int, Mapping[str, Value]] | None = None) -> None:
        """Take a document, and additions by the `id` of the mapping that they belong to."""
        self._root = root
        self._added = {} if added is None else added
        self._copies: dict[int, Value] = {}
        self._following: set[int] = set()

    def followed(self, value: Value) -> Value:
        """Return what a value stands for: the end of its chain of references, or itself. Raises UnresolvedError."""
        if not isinstance(value, dict) or not isinstance(ref := value.get("$ref"), str):
            return value
        if id(value) in self._following:
            raise UnresolvedError(ref, "refers to itself")
        self._following.add(id(value))
        try:
            return self.followed(self._target(value, ref))
        finally:
            self._following.discard(id(value))

    def with_added(self, value: Value) -> Value:
        """Return a mapping with what was added to it; other values as they are."""
        if isinstance(value, dict) and (added := self._added.get(id(value))):
            return {**value, **added}
        return value

    def copied(self, value: Value) -> Value:
        """Return a copy in which each reference is replaced, with a cycle in it where the references have one.

        The copy of what is referred to in several places is shared, so that it cannot grow beyond the document.
        """
        if not isinstance(value, dict | list):
            return value
        if id(value) in self._copies:
            return self._copies[id(value)]
        found = self.with_added(self.followed(value))
        if isinstance(found, dict):
            made: dict[str, Value] = {}
            self._copies[id(value)] = made
            for key, item in found.items():
                made[key] = self.copied(item)
            return made
        if isinstance(found, list):
            items: list[Value] = []
            self._copies[id(value)] = items
            items += [self.copied(item) for item in found]
            return items
        return found

    def _target(self, reference: dict[str, Value], ref: str) -> Value:
        try:
            uri, fragment = urldefrag(ref)
            elsewhere = urlsplit(uri).geturl()
        except ValueError:
            raise UnresolvedError(ref, "is no URI") from None
        if elsewhere:
            raise UnresolvedError(ref, "leads out of the schema, to what would be fetched when the tool is loaded")
        found = self._root
        for part in unquote(fragment.lstrip("/")).split("/") if fragment else ():
            found = self._part(reference, found, part.replace("~1", "/").replace("~0", "~"), ref)
        return found

    def _part(self, reference: dict[str, Value], holder: Value, part: str, ref: str) -> Value:
        """Return one part of a holder. Within itself, a reference means its own keys and not what it refers to."""
        if holder is not reference and isinstance(holder, dict) and isinstance(holder.get("$ref"), str):
            holder = self.with_added(self.followed(holder)) if holder is not self._root else self._of_root(reference)
        if isinstance(holder, dict) and part in holder:
            return holder[part]
        if isinstance(holder, list) and _INDEX.fullmatch(part) and -len(holder) <= int(part) < len(holder):
            return holder[int(part)]
        raise UnresolvedError(ref, "leads nowhere")

    def _of_root(self, reference: dict[str, Value]) -> Value:
        """Return what a root that is a reference stands for."""
        return self.followed(self._root) if reference is not self._root else self._root


def is_cyclic(value: Value) -> bool:
    """Tell whether a value contains itself."""
    done: set[int] = set()
    above: set[int] = set()
    waiting: list[tuple[Value, bool]] = [(value, False)]
    while waiting:
        found, left = waiting.pop()
        if not isinstance(found, dict | list):
            continue
        if left:
            above.discard(id(found))
            done.add(id(found))
        elif id(found) in above:
            return True
        elif id(found) not in done:
            above.add(id(found))
            waiting.append((found, True))
            waiting += [(item, False) for item in (found.values() if isinstance(found, dict) else found)]
    return False
