"""Keeps secrets that stand in an input out of every output."""

from __future__ import annotations

import re

MASK = "●●●●●●"

_TOKENS = re.compile(
    r"""
      -----BEGIN[ ][A-Z ]*PRIVATE[ ]KEY-----[^-]*(?:-----END[ ][A-Z ]*PRIVATE[ ]KEY-----)?
    | \b(?:sk|pk|rk)[-_](?:live|test|proj|ant)?[-_]?[A-Za-z0-9_-]{16,}
    | \bgh[pousr]_[A-Za-z0-9]{20,} | \bgithub_pat_[A-Za-z0-9_]{20,} | \bglpat-[A-Za-z0-9_-]{16,}
    | \bxox[abeoprs]-[A-Za-z0-9-]{10,}
    | \b(?:AKIA|ASIA)[A-Z0-9]{16}\b
    | \bAIza[A-Za-z0-9_-]{30,}
    | \beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*
    """,
    re.VERBOSE,
)
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
_USERINFO = re.compile(r"(?P<before>\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@]{1,100}:)[^\s@/]{1,200}(?=@)", re.IGNORECASE)
_HARMLESS = re.compile(
    r"(?:\$\{?\w+\}?|\$\{.*|true|false|null|none|string|object|array|integer|number|boolean|<.*|\*+|x{3,})",
    re.IGNORECASE,
)


def mask(line: str) -> str:
    """Return a line of an input with every value that looks like a secret replaced.

    Known token forms, the password in a URL, and values of keys named like a password or a token are masked; a
    reference to a variable and the names of types are not secrets and stay.
    """
    line = _TOKENS.sub(MASK, line)
    line = _USERINFO.sub(rf"\g<before>{MASK}", line)
    return _NAMED.sub(_mask_named, line)


def _mask_named(match: re.Match[str]) -> str:
    if _HARMLESS.fullmatch(match["value"]):
        return match[0]
    return f"{match['name']}{match['quote']}{MASK}"
