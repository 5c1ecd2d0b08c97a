"""Takes mappings of a checklist file apart, key by key, noting whatever does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TypeVar

from auditor.checklist.mistakes import Mistakes
from auditor.documents import Pointer, Value
from auditor.readers.architecture.system_words import one_of, quoted

E = TypeVar("E", bound=StrEnum)


class Shape:
    """One mapping. Every getter notes what is wrong and returns something harmless instead."""

    def __init__(self, mistakes: Mistakes, value: Value, pointer: Pointer, what: str) -> None:
        """Take a mapping that is called `what` in messages."""
        self.mistakes = mistakes
        self.pointer = pointer
        self.what = what
        self.is_mapping = isinstance(value, dict)
        self.value: dict[str, Value] = value if isinstance(value, dict) else {}
        self._known: list[str] = []
        if not isinstance(value, dict):
            mistakes.add(pointer, f"expected {what}: a mapping of keys to values")

    def get(self, key: str) -> Value:
        """Return whatever stands under a key; None where it is absent."""
        self._known.append(key)
        return self.value.get(key)

    def at(self, key: str) -> Pointer:
        """Return the place of a key's value."""
        return (*self.pointer, key)

    def text(self, key: str, *, required: bool = False) -> str:
        """Return a text; empty where it is absent."""
        value = self.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if key in self.value:
            self.mistakes.add(self.at(key), f"`{key}` takes text that is not empty")
        elif required:
            self.missing(key)
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; empty where it is absent."""
        value = self.get(key)
        if value is None and key not in self.value:
            return ()
        if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
            return tuple(item.strip() for item in value if isinstance(item, str))
        self.mistakes.add(self.at(key), f"`{key}` takes a list of texts")
        return ()

    def flag(self, key: str) -> bool:
        """Return a flag; False where it is absent."""
        value = self.get(key)
        if key in self.value and not isinstance(value, bool):
            self.mistakes.add(self.at(key), f"`{key}` takes `true` or `false`")
        return value is True

    def choice(self, key: str, choices: type[E], default: E | None = None) -> E | None:
        """Return a word of a closed list; the default where it is absent, which is a mistake if there is none."""
        value = self.get(key)
        found = next((choice for choice in choices if choice.value == value), default)
        if key not in self.value:
            if default is None:
                self.missing(key)
        elif found is None or found.value != value:
            self.mistakes.add(
                self.at(key),
                f"`{key}` cannot be {quoted(value)}; expected {one_of(choice.value for choice in choices)}",
            )
        return found

    def items(self, key: str) -> Sequence[tuple[Pointer, Value]]:
        """Return the items of a list, each with its place; empty where it is absent."""
        value = self.get(key)
        if key in self.value and not isinstance(value, list):
            self.mistakes.add(self.at(key), f"`{key}` takes a list")
        return [((*self.at(key), number), item) for number, item in enumerate(value if isinstance(value, list) else [])]

    def missing(self, key: str) -> None:
        """Note that a key is missing."""
        if self.is_mapping:
            self.mistakes.add(self.pointer, f"{self.what} needs `{key}`")

    def finish(self, also: Iterable[str] = ()) -> None:
        """Note every key that nobody asked for."""
        known = [*self._known, *also]
        for key in self.value:
            if key not in known:
                self.mistakes.unknown((*self.pointer, key), f"key of {self.what}", key, known)
