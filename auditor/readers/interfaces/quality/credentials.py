"""Finds what looks like a real credential in the texts of a definition; the value is never passed on."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import cache
from weakref import WeakKeyDictionary

from auditor.documents import Document, Pointer, Value
from auditor.model.claims import Location, Record
from auditor.model.credentials import FORMS, PASSWORD_IN_URL, Form, is_stand_in

_LASTING = tuple(form for form in FORMS if form.lasting)
_LONGEST = 20_000
"""Characters of one text that are searched."""
_MOST_NODES = 10_000
"""Values of one example that are searched."""
_EXAMPLES = frozenset(("example", "examples"))
_TEXTS = ("description", "title", "default", "example", "examples", "enum", "const", "pattern")


class Credentials:
    """Knows which credentials some documents hold at all, so that most texts need no search."""

    def __init__(self) -> None:
        self._beginnings: set[str] = set()
        self._included: set[str] = set()

    def include(self, document: Document) -> None:
        """Look which credentials a document holds; each document once."""
        if document.path not in self._included:
            self._included.add(document.path)
            self._beginnings |= _beginnings_in(document)

    @property
    def possible(self) -> bool:
        """Whether any text of the documents can hold one."""
        return bool(self._beginnings)

    def in_schema(self, schema: dict[str, Value]) -> Iterator[tuple[Pointer, str]]:
        """Yield where texts and values of a schema hold a credential, and of which kind it is."""
        for key in _TEXTS:
            if key in schema:
                for steps, kind in self.below(schema[key], addresses=key not in _EXAMPLES):
                    yield (key, *steps), kind

    def below(self, value: Value, *, addresses: bool = False) -> Iterator[tuple[Pointer, str]]:
        """Yield where a text, or the texts of a list or mapping, hold a credential, and of which kind it is.

        Addresses with a password count only where asked for: examples show made-up ones.
        """
        waiting: list[tuple[Value, Pointer]] = [(value, ())]
        seen = 0
        while waiting and seen < _MOST_NODES:
            part, steps = waiting.pop()
            seen += 1
            if isinstance(part, str):
                if kind := self.kind_of(part, addresses=addresses):
                    yield steps, kind
            elif isinstance(part, dict):
                waiting += [(child, (*steps, key)) for key, child in part.items()]
            elif isinstance(part, list):
                waiting += [(child, (*steps, number)) for number, child in enumerate(part)]

    def kind_of(self, text: str, *, addresses: bool = True) -> str:
        """Return the kind of the first credential in a text that is no stand-in, or an empty text."""
        return (
            credential_in(text, addresses=addresses) if any(beginning in text for beginning in self._beginnings) else ""
        )


def credential_in(text: str, *, addresses: bool = True) -> str:
    """Return the kind of the first credential in a text that is no stand-in, or an empty text."""
    for form in _LASTING:
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


_SEARCHED: WeakKeyDictionary[Document, frozenset[str]] = WeakKeyDictionary()
"""How the credentials of each document begin: each tool of a list is looked at by itself, but all stand in one file."""


def _beginnings_in(document: Document) -> frozenset[str]:
    found = _SEARCHED.get(document)
    if found is None:
        # Every credential is plain ASCII; the bytes are at hand, where the text may have to be made again.
        wide = document.data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        raw = document.text if wide else document.data.decode("latin-1")
        found = _SEARCHED[document] = frozenset(_beginnings(raw))
    return found


def _beginnings(raw: str) -> Iterator[str]:
    """Yield how each credential in a file begins, up to where the file may have to write a character otherwise."""
    for form in _LASTING:
        pattern = _pattern_of(form)
        for sign in form.signs:
            at = raw.find(sign)
            while at >= 0:
                found = pattern.search(raw, max(0, at - _BEFORE_SIGN), at + _AFTER_SIGN)
                hit = found is not None and found.start() <= at
                if found is not None and hit and not is_stand_in(found[0]):
                    yield found[0].partition("\\")[0]
                at = raw.find(sign, max(at + len(sign), found.end() if found is not None and hit else 0))
    for address in _ADDRESS.finditer(raw):
        yield address["rest"]


@cache
def _pattern_of(form: Form) -> re.Pattern[str]:
    return re.compile(form.pattern, re.VERBOSE)


_ADDRESS = re.compile(r":(?://|\\/\\/)(?P<rest>[^\s:/@\"']{1,100}:[^\s@/\"']{1,200}@)")
_BEFORE_SIGN, _AFTER_SIGN = 40, 250
"""Characters around a sign that are looked at: `-----BEGIN RSA PRIVATE KEY-----` has its sign late."""
_WORDS = re.compile(r"[A-Za-z_-]{1,24}")


def _harmless(match: re.Match[str]) -> bool:
    password = match["password"]
    return is_stand_in(password) if len(password) > 15 else bool(_WORDS.fullmatch(password)) or "{" in password
