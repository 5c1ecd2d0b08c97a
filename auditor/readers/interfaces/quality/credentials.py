"""Finds what looks like a real credential in the texts of a definition; the value is never passed on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from auditor.documents import Pointer, Value
from auditor.model.claims import Location, Record
from auditor.model.credentials import FORMS, PASSWORD_IN_URL, Form, is_stand_in, may_hold_credential

_LASTING = tuple(form for form in FORMS if form.lasting)
_LONGEST = 20_000
"""Characters of one text that are searched."""
_MOST_NODES = 10_000
"""Values of one example that are searched."""
_EXAMPLES = frozenset(("example", "examples"))
_TEXTS = ("description", "title", "default", "example", "examples", "enum", "const", "pattern")


def secrets_in_schema(schema: dict[str, Value]) -> Iterator[tuple[Pointer, str]]:
    """Yield where texts and values of a schema hold a credential, and of which kind it is."""
    for key in _TEXTS:
        if key in schema:
            for steps, kind in secrets_below(schema[key], addresses=key not in _EXAMPLES):
                yield (key, *steps), kind


def secrets_below(value: Value, *, addresses: bool = False) -> Iterator[tuple[Pointer, str]]:
    """Yield where a text, or the texts of a list or mapping, hold a credential, and of which kind it is.

    Addresses with a password count only where asked for: examples show made-up ones.
    """
    if isinstance(value, str):
        if kind := credential_in(value, addresses=addresses):
            yield (), kind
        return
    waiting: list[tuple[Value, Pointer]] = [(value, ())]
    seen = 0
    while waiting and seen < _MOST_NODES:
        part, steps = waiting.pop()
        seen += 1
        if isinstance(part, str):
            if kind := credential_in(part, addresses=addresses):
                yield steps, kind
        elif isinstance(part, dict):
            waiting += [(child, (*steps, key)) for key, child in part.items() if isinstance(child, str | dict | list)]
        elif isinstance(part, list):
            waiting += [
                (child, (*steps, number)) for number, child in enumerate(part) if isinstance(child, str | dict | list)
            ]


def credential_in(text: str, *, addresses: bool = True) -> str:
    """Return the kind of the first credential in a text that is no stand-in, or an empty text."""
    for form in _LASTING if may_hold_credential(text) else ():
        if any(sign in text for sign in form.signs):
            found = _pattern_of(form).finditer(text[:_LONGEST])
            if any(not is_stand_in(match[0]) for match in found):
                return form.kind
    if addresses and "://" in text and "@" in text:
        found = PASSWORD_IN_URL.finditer(text[:_LONGEST])
        if any(not _harmless(match) for match in found):
            return "an address with a password"
    return ""


def secret_at(location: Location, kind: str) -> Record:
    """Return the record of a credential; its value is not kept."""
    return Record(name=location.json_pointer, fields={"kind": kind, "what": f"{kind} in the text"}, location=location)


@cache
def _pattern_of(form: Form) -> re.Pattern[str]:
    return re.compile(form.pattern, re.VERBOSE)


_WORDS = re.compile(r"[A-Za-z_-]{1,24}")


def _harmless(match: re.Match[str]) -> bool:
    password = match["password"]
    return is_stand_in(password) if len(password) > 15 else bool(_WORDS.fullmatch(password)) or "{" in password
