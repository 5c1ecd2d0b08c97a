"""A mapping or a list of YAML while its parts arrive."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.documents.values import Value
from auditor.documents.yaml_locator import Marks


@dataclass(slots=True)
class Frame:
    """A container that is not finished, with the offsets of what it holds."""

    container: dict[str, Value] | list[Value]
    offsets: list[int]
    is_mapping: bool
    anchor: str | None
    nodes_before: int
    key: str | None = None
    """Of the value that comes next; None where a key comes next."""
    key_offset: int = 0
    merging: bool = False
    repeated: bool = False
    merges: list[tuple[Value, int]] | None = None
    """What stood at the merge key, with its offset."""

    def begin(self, key: str, offset: int, *, merging: bool) -> None:
        """Take the key of the next value, and note whether it is repeated."""
        self.key, self.key_offset, self.merging = key, offset, merging
        self.repeated = self.merges is not None if merging else key in self.container

    def first_offset(self, key: str) -> int:
        """Return the offset of a key that the mapping has."""
        return self.offsets[2 * list(self.container).index(key)]

    def put(self, value: Value, offset: int) -> None:
        """Add the next item or value; that of a repeated key is left out."""
        if isinstance(self.container, list):
            self.container.append(value)
            self.offsets.append(offset)
            return
        if self.merging:
            self.merges = [*(self.merges or ()), (value, offset)]
        elif not self.repeated and self.key is not None:
            self.container[self.key] = value
            self.offsets += (self.key_offset, offset)
        self.key = None

    def merge(self, marks: Marks) -> int | None:
        """Add what was merged and is not there yet; return the offset of what cannot be merged, if any."""
        for value, offset in self.merges or ():
            for mapping in value if isinstance(value, list) else [value]:
                if not isinstance(mapping, dict) or not isinstance(self.container, dict):
                    return offset
                places = marks[id(mapping)]
                for number, (key, merged) in enumerate(mapping.items()):
                    if key not in self.container:
                        self.container[key] = merged
                        self.offsets += places[2 * number : 2 * number + 2]
        return None
