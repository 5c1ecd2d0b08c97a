"""How large a tool's definition is in a model's context."""

from __future__ import annotations

from auditor.documents import Value
from auditor.readers.interfaces.arguments import Arguments
from auditor.readers.interfaces.nodes import Key, Node
from auditor.readers.interfaces.references import Reach
from auditor.readers.interfaces.values import compact


class DefinitionSizes:
    """Measures definitions that hold each schema they refer to once, as `$defs` would."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._sizes: dict[Key, int] = {}

    def of(self, *, name: str, prose: str, arguments: Arguments) -> int:
        """Return the characters of a definition as compact JSON."""
        required: list[Value] = [record.name for record in arguments.records if record.fields.get("required")]
        schema: dict[str, Value] = {"type": "object", "properties": {}, "required": required}
        total = len(compact({"name": name, "description": prose, "parameters": schema}))
        for record in arguments.records:
            total += len(record.name) + len(str(record.fields.get("description", ""))) + len('"":,')
        targets, _ = self._reach.of(*arguments.schemas)
        parts = {schema.key: schema for schema in arguments.schemas} | targets
        return total + sum(self._size_of(part) for part in parts.values())

    def _size_of(self, node: Node) -> int:
        size = self._sizes.get(node.key)
        if size is None:
            size = self._sizes[node.key] = len(compact(node.value))
        return size
