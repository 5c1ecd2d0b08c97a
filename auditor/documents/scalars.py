"""What an unquoted YAML scalar means: the core schema of YAML 1.2.2, section 10.3.2."""

from __future__ import annotations

import re
from collections.abc import Callable

from auditor.documents.values import Scalar

_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_FIRST = frozenset("+-.0123456789~ntfNTF")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o([0-7]+)")
_HEXADECIMAL = re.compile(r"0x([0-9a-fA-F]+)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


def plain(text: str) -> Scalar:
    """Return the value of an unquoted scalar; raise ValueError for an integer too long to hold."""
    if text and text[0] not in _FIRST:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if match := _HEXADECIMAL.fullmatch(text):
        return int(match[1], 16)
    if match := _OCTAL.fullmatch(text):
        return int(match[1], 8)
    return text


def _of_type(*types: type) -> Callable[[str], Scalar]:
    def convert(text: str) -> Scalar:
        value = plain(text)
        if type(value) not in types:
            raise ValueError
        return value

    return convert


def _float(text: str) -> Scalar:
    value = _of_type(int, float)(text)
    assert isinstance(value, int | float)  # noqa: S101 - told to mypy; _of_type has checked it
    return float(value)


STANDARD = "tag:yaml.org,2002:"
TAGGED: dict[str, Callable[[str], Scalar]] = {
    "!": str,
    f"{STANDARD}str": str,
    f"{STANDARD}int": _of_type(int),
    f"{STANDARD}float": _float,
    f"{STANDARD}bool": _of_type(bool),
    f"{STANDARD}null": _of_type(type(None)),
    f"{STANDARD}binary": str,
    f"{STANDARD}timestamp": str,
}
"""Readings of scalars by their tag; each raises ValueError or OverflowError for a text it cannot read."""

COLLECTIONS = frozenset(f"{STANDARD}{name}" for name in ("map", "seq", "set", "omap", "pairs")) | {"!"}
"""Tags of mappings and lists that change nothing about their plain values."""
