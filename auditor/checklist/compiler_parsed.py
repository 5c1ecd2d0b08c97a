"""The mapping of one graph construct, key by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.checklist import graph_conditions as g
from auditor.checklist.grammar import Construct, Takes
from auditor.checklist.terms import Terms
from auditor.documents import Pointer, Value
from auditor.model.kinds import RelationKind

if TYPE_CHECKING:
    from auditor.checklist.compiler import Compiler

Relations = frozenset[RelationKind]
_DIRECTIONS = ("out", "in", "either")


class Parsed:
    """The mapping of one construct, key by key; what is wrong is noted and replaced by something harmless."""

    def __init__(self, compiler: Compiler, construct: Construct, value: Value, pointer: Pointer) -> None:
        self.compiler = compiler
        self.construct = construct
        self.pointer = pointer
        self.value: dict[str, Value] = value if isinstance(value, dict) else {}
        if construct.takes in (Takes.KEYS, Takes.BOUNDARY):
            compiler.keys(value, pointer, construct)
        elif not isinstance(value, dict):
            compiler.mistakes.add(pointer, f"`{construct.name}` takes {construct.takes.value}")

    def filter(self, key: str) -> g.Binder | None:
        """Return the filter under a key, or None where the key is absent."""
        if key not in self.value:
            return None
        return self._filter(self.value[key], (*self.pointer, key))

    def rest(self) -> g.Binder:
        """Return the filter that the mapping itself is, its own keys apart."""
        own = {key.name for key in self.construct.keys}
        return self._filter({k: item for k, item in self.value.items() if k not in own}, self.pointer, own=own)

    def _filter(self, value: Value, pointer: Pointer, own: set[str] | None = None) -> g.Binder:
        terms = Terms(in_filter=True)
        kinds = None
        if not isinstance(value, dict) or (not value and own is None):
            self.compiler.mistakes.add(pointer, "expected a filter such as `{kind: tool}`")
            return g.filter_of(None, None)
        if "kind" in value:
            kinds = self.compiler.kinds(value["kind"], (*pointer, "kind")) or None
        rest = {key: item for key, item in value.items() if key != "kind"}
        narrowed = terms.narrowed_by(value.get("kind"))
        condition = self.compiler.condition(rest, pointer, narrowed) if rest else None
        return g.filter_of(condition, kinds)

    def by(self) -> Relations | None:
        """Return the relations under `by`, or None where it is absent."""
        if "by" not in self.value:
            return None
        listed = self.value["by"]
        names = listed if isinstance(listed, list) else [listed]
        known = [kind.value for kind in RelationKind]
        for number, name in enumerate(names):
            if name not in known:
                at = (*self.pointer, "by", number) if isinstance(listed, list) else (*self.pointer, "by")
                self.compiler.mistakes.unknown(at, "relation", str(name), known, key=False)
        return frozenset(RelationKind(name) for name in names if isinstance(name, str) and name in known)

    def direction(self) -> str:
        """Return the direction, `out` where it is not said."""
        value = self.value.get("direction", "out")
        if value not in _DIRECTIONS:
            at = (*self.pointer, "direction")
            self.compiler.mistakes.unknown(at, "direction", str(value), _DIRECTIONS, key=False)
        return str(value)
