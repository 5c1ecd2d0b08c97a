"""What one audit is ready to spend on its inputs, since any of them may be hostile."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Budgets:
    """Limits that are checked before anything large is built."""

    file_bytes: int = 64 * MEBIBYTE
    """The largest file that is opened at all."""
    parsed_bytes: int = 64 * MEBIBYTE
    """The largest file that is read as YAML or JSON."""
    slow_yaml_characters: int = 250_000
    """The longest YAML that is given to a slower parser where the fast one refuses it."""
    depth: int = 200
    """Mappings and lists inside one another."""
    nodes: int = 5_000_000
    """Keys and values of one file, where each alias counts as all that it stands for."""
    opened_files: int = 20_000
    """Files that one audit opens, whether named, included or referenced."""
    opened_bytes: int = 512 * MEBIBYTE
    """Bytes of all of them together."""
    folder_files: int = 100_000
    """Files below one folder."""
    reference_depth: int = 50
    """References that lead to references."""
    reported_problems: int = 100
    """Problems of one file that are told apart; nobody reads further."""


DEFAULT_BUDGETS = Budgets()
