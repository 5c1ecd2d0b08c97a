"""Keeps secrets that stand in an input out of every output."""

from __future__ import annotations

import re

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
    r"(?:\$\{?\w+\}?|\$\{.*|true|false|null|none|string|object|array|integer|number|boolean|<.*|\*+|x{3,})",
    re.IGNORECASE,
)


def mask(line: str) -> str:
    """Return a line of an input with every value that looks like a secret replaced.

    Known token forms, the password in a URL, and values of keys named like a password or a token are masked; a
    reference to a variable and the names of types are not secrets and stay.
    """
    if may_hold_credential(line):
        line = ANY_FORM.sub(MASK, line)
    if "://" in line:
        line = PASSWORD_IN_URL.sub(rf"\g<before>{MASK}", line)
    return _NAMED.sub(_mask_named, line) if ":" in line or "=" in line else line


def _mask_named(match: re.Match[str]) -> str:
    if _HARMLESS.fullmatch(match["value"]):
        return match[0]
    return f"{match['name']}{match['quote']}{MASK}"
