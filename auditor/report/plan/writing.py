"""Writes plain values as YAML and JSON have them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from auditor.documents.scalars import plain

Plain: TypeAlias = "str | bool | int | float | Sequence[Plain] | Mapping[str, Plain] | None"

_BARE = re.compile(r"[A-Za-z_./$][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*")
_WORDS_OF_OLD_YAML = frozenset(("y", "n", "yes", "no", "on", "off"))
"""True and false in YAML 1.1, which other readers of the same file may take them for."""
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_WIDEST = 110
"""Characters of a line up to which a mapping is written within brackets."""


def yaml_flow(value: Plain) -> str:
    """Return a value on one line of YAML."""
    if isinstance(value, str):
        return yaml_text(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{yaml_text(key)}: {yaml_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(yaml_flow, value)) + "]"
    return json.dumps(value)


def yaml_member(key: str, value: Plain, indent: int) -> list[str]:
    """Return a key with its value as lines of a YAML block that is indented by so many spaces."""
    name = " " * indent + yaml_text(key) + ":"
    if isinstance(value, Mapping) and value:
        short = f"{name} {yaml_flow(value)}"
        if len(short) <= _WIDEST:
            return [short]
        return [name, *(line for inner, item in value.items() for line in yaml_member(inner, item, indent + 2))]
    if isinstance(value, Sequence) and not isinstance(value, str) and any(isinstance(i, Mapping) for i in value):
        return [name, *yaml_items(value, indent + 2)]
    return [f"{name} {yaml_flow(value)}"]


def yaml_items(values: Sequence[Plain], indent: int) -> list[str]:
    """Return the items of a list as lines of a YAML block, one line an item."""
    return [" " * indent + "- " + yaml_flow(value) for value in values]


def json_flow(value: Plain) -> str:
    """Return a value on one line of JSON."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Mapping[str, Plain] | Sequence[Plain]) -> object:
    return dict(value) if isinstance(value, Mapping) else list(value)


def yaml_text(text: str) -> str:
    """Return a text as YAML reads it back: bare where nothing can be mistaken, else quoted, controls escaped."""
    if _BARE.fullmatch(text) and text.casefold() not in _WORDS_OF_OLD_YAML and plain(text) == text:
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
