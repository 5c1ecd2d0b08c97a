"""Keeps secrets that stand in an input out of every output."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from auditor.model.credentials import ANY_FORM, PASSWORD_IN_URL, may_hold_credential

MASK = "●●●●●●"

_NAMED = re.compile(
    r"""
    (?P<name>(?:password|passwd|passphrase|secret|token(?!s|_count|iz)|api[_-]?key|access[_-]?key|private[_-]?key
        |credential|client[_-]?secret|connection[_-]?string)[\w.-]*["']?
      \s*[:=]\s*)
    (?P<quote>["']?)
    (?P<value>[^\s"',#{}\[\]]{3,})
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"(?:●+|bearer|basic|\$\{?\w+\}?|\$\{.*|true|false|null|none|string|object|array|integer|number|boolean|<.*|\*+|x{3,})",
    re.IGNORECASE,
)


_HIDDEN = (
    r"(?:password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|(?<![a-z])auth(?![a-z]))"
)
_OPTION = re.compile(
    rf"""
    (?P<name>(?<![\w-])--?[\w-]*{_HIDDEN}[\w-]*(?:["']\s*,\s*|\s+))
    (?P<quote>["']?)
    (?P<value>[^\s"',\[\]{{}}-][^\s"',\[\]{{}}]{{2,}})
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A value behind an option of a command, as a shell or a list in JSON has it."""
_OPTION_AT_END = re.compile(rf"(?<![\w-])--?[\w-]*{_HIDDEN}[\w-]*[\"']?\s*,?\s*$", re.IGNORECASE)
_FIRST_VALUE = re.compile(r"^(?P<name>\s*(?:-\s+)?)(?P<quote>[\"']?)(?P<value>[^\s\"',\[\]{}-][^\s\"',\[\]{}]{2,})")
_HEADER = re.compile(
    r"""
    (?P<name>authorization["']?\s*[:=]\s*["']?\s*(?:(?:bearer|basic|token|apikey)\s+)?)
    (?P<quote>)
    (?P<value>[^\s"',{}\[\]<]{3,})
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""The credential of an Authorization header, with or without the word for its scheme."""
_BEARER = re.compile(r"(?P<name>\bbearer\s+)(?P<quote>)(?P<value>(?=\S*\d)[\w.~+/-]{16,}=*)", re.IGNORECASE)


def mask_lines(lines: Sequence[str], *, before: str = "") -> tuple[str, ...]:
    """Return lines that follow one another with every secret replaced, also one on the line below its option.

    `before` is the line above the first.
    """
    masked = []
    for line in lines:
        found = _FIRST_VALUE.sub(_mask_named, line) if _OPTION_AT_END.search(before) else line
        masked.append(mask(found))
        before = line
    return tuple(masked)


@lru_cache(maxsize=1 << 14)
def mask(line: str) -> str:
    """Return a line of an input with every value that looks like a secret replaced.

    Known token forms, the password in a URL, the credential of an Authorization header, and values of keys and options
    named like a password or a token are masked. References to variables and names of types are no secrets and stay.
    """
    if may_hold_credential(line):
        line = ANY_FORM.sub(MASK, line)
    if "://" in line:
        line = PASSWORD_IN_URL.sub(rf"\g<before>{MASK}", line)
    lower = line.casefold()
    if "authorization" in lower:
        line = _HEADER.sub(_mask_named, line)
    if "bearer" in lower:
        line = _BEARER.sub(_mask_named, line)
    if "--" in line:
        line = _OPTION.sub(_mask_named, line)
    return _NAMED.sub(_mask_named, line) if ":" in line or "=" in line else line


def _mask_named(match: re.Match[str]) -> str:
    if _HARMLESS.fullmatch(match["value"]):
        return match[0]
    return f"{match['name']}{match['quote']}{MASK}"
