"""Shortcuts of these tests."""

import pytest

from auditor.documents import DEFAULT_BUDGETS, Budgets, Document
from auditor.errors import InputError


def document(text: str | bytes, path: str = "a.yaml", budgets: Budgets = DEFAULT_BUDGETS) -> Document:
    return Document(path, text.encode() if isinstance(text, str) else text, budgets=budgets)


def complaint(text: str | bytes, path: str = "a.yaml", budgets: Budgets = DEFAULT_BUDGETS) -> list[str]:
    """Return what a user reads about a file that cannot be read."""
    with pytest.raises(InputError) as caught:
        _ = document(text, path, budgets).tree
    return [str(problem) for problem in caught.value.problems]


def place(text: str | bytes, pointer: tuple[str | int, ...], path: str = "a.yaml") -> tuple[int, int]:
    position = document(text, path).tree.position(pointer)
    return position.line, position.column


def key_place(text: str | bytes, pointer: tuple[str | int, ...], path: str = "a.yaml") -> tuple[int, int]:
    position = document(text, path).tree.key_position(pointer)
    return position.line, position.column
