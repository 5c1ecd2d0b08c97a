"""Finds secrets that stand in the entry of a server themselves; their values are never passed on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.readers.deployment.secrets import is_inline_secret, secret_flags
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.quality.credentials import credential_in
from auditor.readers.interfaces.values import scalar_text, text, texts

_STAND_IN = re.compile(
    r"<[^<>]*>|\$\{|\$[A-Za-z_]|\{\{|%[A-Za-z_]+%|\byour\b|your[-_]|[-_]here\b|replace|change[-_]?me|insert|placeholder|"
    r"(?<![.@/])example|dummy|todo|\.{3}|\*{3,}|x{4,}|^env:|^input:|^op://|^vault:",
    re.IGNORECASE,
)
"""What a person, an input prompt or a vault fills in."""
_OPENING_HEADER = re.compile(r"authorization|x-api-key|api-key|x-.*(token|secret|key)|cookie", re.IGNORECASE)
_SCHEME = re.compile(r"^(bearer|basic|token)\s+", re.IGNORECASE)
_LONGEST = 4_000


def secrets_of(entry: Node) -> Iterator[tuple[str, Node]]:
    """Yield the name and the place of each setting whose secret value stands in the entry."""
    for block in ("env", "headers", "http_headers"):
        stated = entry.get(block)
        for name, node in stated.members() if stated else ():
            value = scalar_text(node.value)[:_LONGEST]
            opens = block != "env" and _OPENING_HEADER.fullmatch(name) and _SCHEME.sub("", value)
            if is_written_secret(name, value) or (opens and not _STAND_IN.search(value)):
                yield f"{block}.{name}", node
    arguments = entry.get("args")
    words = texts(arguments.value) if arguments else ()
    flags = [flag for flag in secret_flags(" ".join(words)) if not _is_open(flag, words)]
    if arguments is not None and (flags or any(credential_in(word) for word in words)):
        yield flags[0] if flags else "args", arguments
    url = entry.get("url")
    if url is not None and credential_in(text(url.value)[:_LONGEST]) and not _STAND_IN.search(text(url.value)):
        yield "url", url


def is_written_secret(name: str, value: str) -> bool:
    """Tell whether a setting has a secret for its value, by its name or its form, that nobody is to fill in."""
    if not value or _STAND_IN.search(value[:_LONGEST]):
        return False
    return is_inline_secret(name, value) or bool(credential_in(value[:_LONGEST]))


def _is_open(flag: str, words: tuple[str, ...]) -> bool:
    """Tell whether what stands in place of an option's secret is to be filled in."""
    for number, word in enumerate(words):
        if word.startswith(flag):
            value = word.partition("=")[2] or (words[number + 1] if number + 1 < len(words) else "")
            if not _STAND_IN.search(value):
                return False
    return True
