"""Tells whether a pattern is a regular expression of ECMAScript with the flag `u`, as JavaScript validators use it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_CATEGORY: Final = re.compile(
    "L[ultCmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfson]?|punct|digit|cntrl|Mark|Number|Punctuation|Symbol"
    "|Separator|Other|Control|Format|Surrogate|Private_Use|Unassigned|((Upper|Lower|Title)case_|Cased_|Modifier_|Other_)?Letter"
    "|(Nonspacing|Spacing|Enclosing)_Mark|(Decimal|Letter|Other)_Number|(Math|Currency|Modifier|Other)_Symbol"
    "|(Connector|Dash|Open|Close|Initial|Final|Other)_Punctuation|(Space|Line|Paragraph)_Separator"
)
_BINARY: Final = re.compile(
    "Any|ASCII|Assigned|Alphabetic|Alpha|Uppercase|Upper|Lowercase|Lower|White_Space|space|X?ID_(Start|Continue)|Ideographic"
    "|Emoji(_Presentation|_Modifier|_Modifier_Base|_Component)?|Extended_Pictographic|(ASCII_)?Hex_Digit|Math|Dash|Diacritic|Cased"
)
_ESCAPE: Final = re.compile(
    r"[dDsSwWfnrtv^$\\.*+?()\[\]{}|/]|c[A-Za-z]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|u\{0*(?:10|[0-9A-Fa-f])?[0-9A-Fa-f]{1,4}\}"
    r"|0(?![0-9])|[pP]\{(?P<property>[A-Za-z_]+)(?:=(?P<value>[A-Za-z0-9_]+))?\}"
)
_GROUP: Final = re.compile(r"\((?:\?(?::|(?P<ahead>[=!])|(?P<behind><[=!])|<(?P<name>[A-Za-z_$][\w$]*)>))?")
_QUANTIFIER: Final = re.compile(r"(?:[*+?]|\{(?P<least>\d+)(?:,(?P<most>\d*))?\})\??")
_SETS: Final = "dDsSwWpP"
_CONTROLS: Final = {"f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "b": 8, "0": 0}


class _IllegalError(Exception):
    pass


@lru_cache(maxsize=4096)
def is_ecma_regex(pattern: str) -> bool:
    """Tell whether JavaScript's `new RegExp(pattern, "u")` takes a pattern."""
    try:
        _Reader(pattern).read()
    except _IllegalError:
        return False
    return True


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.text = pattern
        self.at = 0
        self.groups: list[bool] = []
        """For each open group whether a quantifier may follow it."""
        bare = re.sub(r"\\.|\[(?:\\.|[^\]])*\]", "", pattern, flags=re.DOTALL)
        opened = list(_GROUP.finditer(bare))
        self.names = [found["name"] for found in opened if found["name"]]
        self.captures = sum(found.group() == "(" for found in opened) + len(self.names)

    def read(self) -> None:
        """Read the pattern to its end; raises _IllegalError."""
        if len(set(self.names)) < len(self.names):
            raise _IllegalError
        repeatable = False
        while self.at < len(self.text):
            repeatable = self._next(repeatable)
        if self.groups:
            raise _IllegalError

    def _next(self, repeatable: bool) -> bool:
        """Read one part; tell whether a quantifier may follow it."""
        char = self.text[self.at]
        if char in "*+?{":
            if not repeatable:
                raise _IllegalError
            self._quantifier()
            return False
        if char in "]}":
            raise _IllegalError
        if char == "(":
            return self._open()
        if char == "[":
            self._class()
            return True
        if char == "\\":
            return self._escape()
        self.at += 1
        if char == ")":
            if not self.groups:
                raise _IllegalError
            return self.groups.pop()
        return char not in "^$|"

    def _quantifier(self) -> None:
        found = _QUANTIFIER.match(self.text, self.at)
        if found is None or (found["least"] and found["most"] and int(found["least"]) > int(found["most"])):
            raise _IllegalError
        self.at = found.end()

    def _open(self) -> bool:
        found = _GROUP.match(self.text, self.at)
        if found is None or (found.group() == "(" and self.text[found.end() : found.end() + 1] == "?"):
            raise _IllegalError
        self.groups.append(not (found["ahead"] or found["behind"]))
        self.at = found.end()
        return False

    def _escape(self) -> bool:
        after = self.text[self.at + 1 :]
        if after[:1] in ("b", "B") and after:
            self.at += 2
            return False
        if named := re.match(r"k<([^>]*)>", after):
            return self._reference(named.group(), named[1] in self.names)
        if numbered := re.match(r"[1-9]\d*", after):
            return self._reference(
                numbered.group(), len(numbered.group()) < 6 and int(numbered.group()) <= self.captures
            )
        self._simple_escape()
        return True

    def _reference(self, text: str, known: bool) -> bool:
        if not known:
            raise _IllegalError
        self.at += 1 + len(text)
        return True

    def _simple_escape(self) -> str:
        found = _ESCAPE.match(self.text, self.at + 1)
        if found is None or (found["property"] and not _is_property(found["property"], found["value"])):
            raise _IllegalError
        self.at = found.end()
        return found.group()

    def _class(self) -> None:
        self.at += 2 if self.text[self.at + 1 : self.at + 2] == "^" else 1
        before: int | None = None
        while self.text[self.at : self.at + 1] != "]":
            first = self._member()
            if self.text[self.at : self.at + 1] == "-" and self.text[self.at + 1 : self.at + 2] not in ("]", ""):
                self.at += 1
                before = self._member()
                if first is None or before is None or first > before:
                    raise _IllegalError
        self.at += 1

    def _member(self) -> int | None:
        """Read one member of a class; return its code point, or None for a set of characters."""
        char = self.text[self.at : self.at + 1]
        if not char:
            raise _IllegalError
        if char != "\\":
            self.at += 1
            return ord(char)
        if self.text[self.at + 1 : self.at + 2] in ("b", "-"):
            self.at += 2
            return _CONTROLS.get(self.text[self.at - 1], ord("-"))
        return _code_point(self._simple_escape())


def _is_property(name: str, value: str | None) -> bool:
    if value is None:
        return bool(_CATEGORY.fullmatch(name) or _BINARY.fullmatch(name))
    return name in ("Script", "sc", "Script_Extensions", "scx") or (
        name in ("General_Category", "gc") and bool(_CATEGORY.fullmatch(value))
    )


def _code_point(escape: str) -> int | None:
    if escape[0] in _SETS:
        return None
    if escape[0] in "xu" and len(escape) > 1:
        return int(escape[1:].strip("{}"), 16)
    if escape[0] == "c":
        return ord(escape[1]) % 32
    return _CONTROLS.get(escape, ord(escape[0]))
