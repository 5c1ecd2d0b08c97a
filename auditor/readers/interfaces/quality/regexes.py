"""Tells whether the pattern of a schema is a regular expression that can match something."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NoReturn

import jsonschema_rs

_LONGEST = 2_000
_ONLY_ECMA = re.compile(r"\\[pPu]\{|\\c[A-Za-z]|\\k<|\(\?<[A-Za-z_$]|\\/|\\-")
"""What ECMA-262 has and Python has not, or writes otherwise."""
_DELIMITED = re.compile(r"/\^.*\$/[a-z]*", re.DOTALL)


@lru_cache(maxsize=4096)
def flaw_of_pattern(pattern: str) -> tuple[str, str] | None:
    """Return the kind of a pattern's flaw and what it is; None for a good one and for one that cannot be judged.

    A pattern is malformed only where no engine takes it, since JSON Schema leaves the dialect nearly open.
    """
    if len(pattern) > _LONGEST:
        return None
    if _DELIMITED.fullmatch(pattern):
        return "impossible", "the slashes around `pattern` count as part of it, so that nothing matches"
    if _rust_takes(pattern) or _python_takes(pattern) or _ONLY_ECMA.search(pattern):
        return None
    short = pattern if len(pattern) <= 60 else pattern[:59] + "…"
    return "malformed", f"`pattern` is no regular expression: `{short}`"


def _rust_takes(pattern: str) -> bool:
    try:
        jsonschema_rs.Draft202012Validator({"pattern": pattern}, retriever=_no_network)
    except (ValueError, jsonschema_rs.ValidationError):
        return False
    return True


def _python_takes(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError, ValueError):
        return False
    return True


def _no_network(uri: str) -> NoReturn:
    raise ValueError(uri)


@lru_cache(maxsize=4096)
def can_be_judged(pattern: str) -> bool:
    """Tell whether a validator can apply a pattern in linear time."""
    if len(pattern) > _LONGEST:
        return False
    try:
        jsonschema_rs.Draft202012Validator({"pattern": pattern}, retriever=_no_network, pattern_options=LINEAR)
    except (ValueError, jsonschema_rs.ValidationError):
        return False
    return True


LINEAR = jsonschema_rs.RegexOptions(size_limit=1_000_000)
"""Patterns of inputs run without backtracking and within bounds."""
