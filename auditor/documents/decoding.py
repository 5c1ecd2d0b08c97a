"""Turns the bytes of a file into text."""

from __future__ import annotations

import codecs

from auditor.documents.lines import Lines
from auditor.errors import InputError, Problem

# UTF-32 comes first, since its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)


def decode(data: bytes, path: str) -> str:
    """Return the text of a file without its byte order mark; raise InputError where it is not valid.

    The encoding is UTF-8 unless a byte order mark says otherwise.
    """
    mark, codec, name = next((known for known in _MARKS if data.startswith(known[0])), (b"", "utf-8", "UTF-8"))
    body = data[len(mark) :]
    try:
        return body.decode(codec)
    except UnicodeDecodeError as error:
        before = body[: error.start].decode(codec, "replace")
        at = Lines(before).position(len(before))
        found = f"the byte 0x{body[error.start]:02X}"
        message = f"{found} is not {name} here; expected a text saved as {name}"
        raise InputError(Problem(path=path, line=at.line, column=at.column, message=message)) from None
