"""The way back from a rendered report to its JSON: out of a PDF, or beside an HTML page."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

from auditor.errors import InputError, Problem

if TYPE_CHECKING:
    from pypdf.generic import DictionaryObject

ATTACHMENT = "report.json"
"""The name under which a PDF carries the whole report."""

_MARKS = re.compile(rb'<meta name="audit-report" content="(?P<id>[^"]{1,200})">')
_HEAD = 64 * 1024
_PDF_HEAD = 1024
_MOST_NODES = 1000
_SURPRISES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What pypdf lets through of a file that is not what it says: it looks into objects that a stranger wrote."""


def is_pdf(content: bytes) -> bool:
    """Tell whether a file says that it is a PDF."""
    return b"%PDF-" in content[:_PDF_HEAD]


def is_page(content: bytes) -> bool:
    """Tell whether a file is an HTML page."""
    return content[:_PDF_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower() == b"<!doctype html>"


def report_id_of_page(content: bytes, path: str) -> str:
    """Return the id of the report that an HTML page shows. Raises InputError for a page that shows none."""
    found = _MARKS.search(content[:_HEAD])
    if found is None:
        raise _error(path, "this page names no report; expected one that `audit` wrote")
    return unescape(found["id"].decode("utf-8", "replace"))


def json_of_pdf(content: bytes, path: str) -> bytes:
    """Return the JSON that a PDF carries as `report.json`.

    Raises InputError for a file that is no PDF, is encrypted or broken, or has no such attachment or several.
    """
    try:
        found = _attachments(content)
    except _SURPRISES as error:
        said = str(error).strip().splitlines()[:1] or [type(error).__name__]
        raise _error(path, f"this PDF cannot be read: {said[0][:200]}") from None
    if len(found) != 1:
        count = f"{len(found)} attachments" if found else "no attachment"
        raise _error(path, f"this PDF has {count} `{ATTACHMENT}`; expected the one that `audit` puts into its own")
    return found[0]


def _attachments(content: bytes) -> list[bytes]:
    import io
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of each oddity on the error stream
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise ValueError("it is encrypted")
        files = _inside(_inside(reader.root_object, "/Names"), "/EmbeddedFiles")
        return [_bytes_of(entry) for name, entry in _entries(files) if name == ATTACHMENT]
    except PyPdfError as error:
        raise ValueError(str(error)) from None


def _entries(tree: DictionaryObject) -> Iterator[tuple[str, object]]:
    """Return what a name tree holds (ISO 32000-1, 7.9.6): names and values by turns, in its root or in its leaves.

    Walked here, since pypdf's own list of attachments first looks through every page for notes that carry files.
    """
    from pypdf.generic import ArrayObject

    nodes, seen = [tree], 0
    while nodes:
        node = nodes.pop()
        seen += 1
        if seen > _MOST_NODES:
            raise ValueError(f"its tree of names has more than {_MOST_NODES} nodes")
        flat = node["/Names"] if "/Names" in node else ArrayObject()
        kids = node["/Kids"] if "/Kids" in node else ArrayObject()
        if not isinstance(flat, ArrayObject) or not isinstance(kids, ArrayObject):
            raise TypeError("its tree of names is broken")
        yield from ((str(flat[at]), flat[at + 1]) for at in range(0, len(flat) - 1, 2))
        nodes += [_dictionary(kids[at]) for at in range(len(kids))]


def _bytes_of(entry: object) -> bytes:
    from pypdf.generic import StreamObject

    files = _inside(_dictionary(entry), "/EF")
    stream = files["/F"] if "/F" in files else files["/UF"]
    if not isinstance(stream, StreamObject):
        raise TypeError("its attachment is no stream")
    return bytes(stream.get_data())


def _inside(holder: DictionaryObject, key: str) -> DictionaryObject:
    """Return the dictionary under a key; an empty one where there is none."""
    from pypdf.generic import DictionaryObject as Dictionary

    return _dictionary(holder[key]) if key in holder else Dictionary()


def _dictionary(value: object) -> DictionaryObject:
    from pypdf.generic import DictionaryObject as Dictionary
    from pypdf.generic import PdfObject

    found = value.get_object() if isinstance(value, PdfObject) else None  # the members of a list are references
    if not isinstance(found, Dictionary):
        raise TypeError("something else stands where a PDF has a dictionary")
    return found


def _error(path: str, message: str) -> InputError:
    return InputError(Problem(path=path, line=1, column=1, message=message))
