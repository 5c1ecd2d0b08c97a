"""Finds settings whose secret value stands in the file itself; the values are never passed on."""

from __future__ import annotations

import re

from auditor.documents import Value
from auditor.readers.deployment.interpolation import is_open, with_defaults

_SECRET_NAME = re.compile(
    r"(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|SECRETKEY|APIKEY|CREDENTIALS?"
    r"|(^|_)(PASS|PWD|SALT)"
    r"|(API|ACCESS|PRIVATE|SECRET|ENCRYPTION|SIGNING|MASTER|LICENSE|AUTH|ACCOUNT|SHARED|SESSION)_?KEY"
    r"|._AUTH)$"
)
_NO_SECRET_NAME = re.compile(r"(^|_)(PUBLIC|ALLOW|RANDOM|REQUIRE|REQUIRED|ENABLE|DISABLE|USE|HAS|MAX|MIN)(_|$)")
_SWITCH = frozenset(("", "true", "false", "yes", "no", "on", "off", "null", "none", "disabled", "enabled"))
_PATH = re.compile(r"(\.{0,2}/|~/|[A-Za-z]:\\|file:|/run/secrets)")
_CREDENTIALS_IN_URL = re.compile(r"://[^/\s:@]*:([^/\s@]+)@")
_FLAG = re.compile(r"--?((?:[a-z0-9]+[-_])*(?:requirepass|password|passwd|token|secret|api[-_]?key))[= ]+(\S+)")
_LONGEST = 4_000


def is_inline_secret(name: str, value: Value) -> bool:
    """Tell whether a setting holds a secret as a literal, by its name, or by the form of an address with a password."""
    if isinstance(value, bool) or value is None or isinstance(value, list | dict):
        return False
    text = str(value)[:_LONGEST]
    if any(not is_open(match[1]) for match in _CREDENTIALS_IN_URL.finditer(_resolved(text))):
        return True
    return _named_like_one(name) and not is_open(text) and _looks_like_one(_resolved(text))


def secret_flags(command: str) -> tuple[str, ...]:
    """Return the names of command-line options that are given a secret as a literal."""
    text = command[:_LONGEST]
    found = (match for match in _FLAG.finditer(text) if not is_open(match[2]))
    return tuple(f"--{match[1]}" for match in found if _looks_like_one(_resolved(match[2])))


def _resolved(text: str) -> str:
    # What a variable without a default stands for is not in this file, so it must not be taken for a literal.
    return text if is_open(text) else with_defaults(text)


def _named_like_one(name: str) -> bool:
    upper = re.sub(r"[-.]", "_", name.upper())
    return bool(_SECRET_NAME.search(upper)) and not _NO_SECRET_NAME.search(upper)


def _looks_like_one(text: str) -> bool:
    bare = text.strip().strip("\"'")
    return bare.lower() not in _SWITCH and not _PATH.match(bare)
