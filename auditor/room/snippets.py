"""Pieces of system.yaml: how to state that something is so, once it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Plain: TypeAlias = "str | bool | int | Sequence[Plain] | Mapping[str, Plain]"

_BARE = re.compile(r"[A-Za-z_./][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*")
_WORDS_OF_YAML = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A fragment of system.yaml: section, entity, and what is stated of it."""

    stated: Mapping[str, Mapping[str, Mapping[str, Plain]]]
    notes: tuple[str, ...] = ()
    """What to know before it is written down; comments in front of it."""

    def __str__(self) -> str:
        lines = [f"# {note}" for note in self.notes]
        for section, entities in self.stated.items():
            lines.append(f"{section}:")
            for entity, keys in entities.items():
                lines.append(f"  {_scalar(entity)}:" + ("" if keys else " {}"))
                lines += [f"    {key}: {_flow(value)}" for key, value in keys.items()]
        return "\n".join(lines) + "\n"


def joined(snippets: Iterable[Snippet]) -> Snippet:
    """Return several snippets as one: lists that are stated twice hold the items of both."""
    whole: dict[str, dict[str, dict[str, Plain]]] = {}
    notes: dict[str, None] = {}
    for snippet in snippets:
        notes |= dict.fromkeys(snippet.notes)
        for section, entities in snippet.stated.items():
            for entity, keys in entities.items():
                stated = whole.setdefault(section, {}).setdefault(entity, {})
                for key, value in keys.items():
                    stated[key] = _both(stated[key], value) if key in stated else value
    return Snippet(stated=whole, notes=tuple(notes))


def _both(first: Plain, second: Plain) -> Plain:
    if isinstance(first, list | tuple) and isinstance(second, list | tuple):
        return [*first, *(item for item in second if item not in first)]
    return second


def _flow(value: Plain) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(map(_flow, value)) + "]"


def _scalar(text: str) -> str:
    """Return a text as YAML reads it back: bare where nothing can be mistaken, else quoted, controls escaped."""
    if _BARE.fullmatch(text) and text.casefold() not in _WORDS_OF_YAML:
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
