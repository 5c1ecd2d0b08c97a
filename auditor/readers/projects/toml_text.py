"""TOML with the lines of its keys and texts, found by searching, since the parser does not tell them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from auditor.documents import Document
from auditor.errors import InputError, Problem
from auditor.model.claims import Location
from auditor.readers.projects.dependencies import line_of

_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")
_HEADER = re.compile(r"^\s*\[\[?\s*([^\]\n]+?)\s*\]\]?", re.MULTILINE)
_LARGEST = 8 * 1024 * 1024


class TomlText:
    """One parsed TOML file."""

    def __init__(self, document: Document) -> None:
        """Parse a document. Raises InputError where it is no TOML, or too much of it."""
        self.document = document
        self.value: Mapping[str, Any] = parsed(document)
        self._headers = [(found.start(), _plain(found[1])) for found in _HEADER.finditer(document.text)]

    def place(self, table: str, text: str = "", *, key: bool = False) -> Location:
        """Return the first place of a text, or of a key, in a table such as `project` or in those below it.

        Else the place of the table's header; else the start of the file.
        """
        first, end = self._extent(table)
        wanted = re.escape(text)
        pattern = rf"(?m)^\s*[\"']?{wanted}[\"']?\s*=" if key else rf"[\"']{wanted}"
        found = re.compile(pattern).search(self.document.text, first, end) if text else None
        start = found.start() if found else first
        if found and key:
            start = found.end() - len(found[0].lstrip())
        return self.at(start)

    def at(self, offset: int) -> Location:
        """Return the place of a character."""
        text = self.document.text
        return line_of(self.document, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))

    def _extent(self, table: str) -> tuple[int, int]:
        starts = [start for start, name in self._headers if name == table or name.startswith(f"{table}.")]
        if not starts:
            return 0, len(self.document.text)
        last = max(starts)
        return starts[0], next((start for start, _ in self._headers if start > last), len(self.document.text))


def parsed(document: Document) -> dict[str, Any]:
    """Return the values of a TOML file. Raises InputError where it is no TOML, or too much of it."""
    if document.size > _LARGEST:
        raise document.error_at_start(f"{document.size:,} bytes; expected at most {_LARGEST:,} of TOML")
    try:
        return tomllib.loads(document.text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        found = _PLACE.search(str(error))
        last = document.text.count("\n") + 1
        line, column = (int(found[1]), int(found[2])) if found and found[1] else (last, 1)
        message = f"not TOML: {_PLACE.sub('', str(error)).lower()}"
        raise InputError(Problem(path=document.path, line=line, column=column, message=message)) from None
    except (RecursionError, ValueError):
        raise document.error_at_start("not TOML: nested too deeply, or a number that is too long") from None


def _plain(header: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in header.split("."))
