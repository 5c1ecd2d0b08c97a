"""How many steps judging an example may take, since a small schema can send a validator through itself without end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from auditor.documents import Value

MOST_STEPS = 10_000_000
"""Steps for one example, about a second; beyond that it is not judged."""

_DEEPEST = 40
"""References and choices inside one another whose paths are counted; what lies deeper counts as too many."""
_IN_PLACE_LISTS = ("allOf", "anyOf", "oneOf")
_IN_PLACE = ("not", "if", "then", "else")


class Costs:
    """Bounds the steps that a validator takes over translated schemas.

    Each value may be looked at once for each path of choices that lead to a schema for it, and each value inside of
    it once for each path again. The bound is that number of paths to the power of the nesting, times the values.
    """

    def __init__(self, definitions: Mapping[str, Value], prefix: str) -> None:
        self._definitions = definitions
        self._prefix = prefix
        self._paths: dict[str, int] = {}
        self._widest: dict[str, int] = {}

    def of(self, value: Value, names: Iterable[str]) -> int:
        """Return the bound for a value and the definitions that its schema needs."""
        widest = max((self._widest_in(name) for name in names), default=1)
        if widest == 1:
            return 1  # one way to each value: as many steps as the document itself has values
        size, depth = _extent(value)
        bound: int = widest ** min(depth, 30) * size
        return min(bound, MOST_STEPS + 1)

    def _widest_in(self, name: str) -> int:
        if name not in self._widest:
            widest = 1
            waiting = [self._definitions.get(name)]
            while waiting:
                part = waiting.pop()
                if isinstance(part, dict):
                    if any(key in part for key in _IN_PLACE_LISTS):
                        widest = max(widest, self._paths_of(part, 0))
                    waiting += part.values()
                elif isinstance(part, list):
                    waiting += part
            self._widest[name] = widest
        return self._widest[name]

    def _paths_of(self, schema: Value, depth: int) -> int:
        if not isinstance(schema, dict):
            return 1
        if depth > _DEEPEST:
            return MOST_STEPS + 1
        branches = [branch for key in _IN_PLACE_LISTS for branch in _list(schema.get(key))]
        branches += [schema[key] for key in _IN_PLACE if key in schema]
        total = sum(self._paths_of(branch, depth + 1) for branch in branches)
        reference = schema.get("$ref")
        if isinstance(reference, str):
            total += self._paths_to(reference.removeprefix(self._prefix), depth)
        return min(max(total, 1), MOST_STEPS + 1)

    def _paths_to(self, name: str, depth: int) -> int:
        if name not in self._paths:
            self._paths[name] = 1  # a validator stops where a schema joins itself
            self._paths[name] = self._paths_of(self._definitions.get(name), depth + 1)
        return self._paths[name]


def _extent(value: Value) -> tuple[int, int]:
    """Return how many values there are in a value, and how deep they lie inside one another."""
    size, deepest = 0, 0
    waiting = [(value, 1)]
    while waiting:
        part, depth = waiting.pop()
        size += 1
        deepest = max(deepest, depth)
        inside = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        waiting += [(child, depth + 1) for child in inside]
    return size, deepest


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []
