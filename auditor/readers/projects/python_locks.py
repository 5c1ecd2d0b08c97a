"""Reads uv.lock, poetry.lock and pdm.lock: which version of which package is installed."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import PurePosixPath

from auditor.documents import Document
from auditor.readers.projects.catalogue import plain_name
from auditor.readers.projects.dependencies import Manifest, line_of
from auditor.readers.projects.toml_text import parsed

NAMES = ("uv.lock", "poetry.lock", "pdm.lock", "pylock.toml")
_BLOCK = re.compile(r"^\[\[packages?\]\]\s*$", re.MULTILINE)
_NAME = re.compile(r'^name\s*=\s*"([^"\n]+)"', re.MULTILINE)
_VERSION = re.compile(r'^version\s*=\s*"([^"\n]+)"', re.MULTILINE)
_PARSED_WHOLE = 200_000
"""Bytes up to which a lock file is parsed, so that a broken one is refused; longer ones are only searched."""


def is_python_lock(document: Document) -> bool:
    """Tell whether a document is a lock file of Python packages."""
    return PurePosixPath(document.path).name in NAMES and _BLOCK.search(document.text) is not None


def read_python_lock(document: Document) -> Manifest:
    """Return the versions that a lock file fixes. Raises InputError where it is no TOML or lists nothing.

    The file is written by a program, package by package. A parser needs seconds for a large one; what is asked of it
    here, the name and version at the head of each package, is found by searching.
    """
    if document.size <= _PARSED_WHOLE:
        parsed(document)
    found = Manifest(documents=[document], locks=[document])
    text = document.text
    starts = [match.end() for match in _BLOCK.finditer(text)]
    line, counted = 1, 0
    for start, end in pairwise([*starts, len(text)]):
        name, version = _NAME.search(text, start, end), _VERSION.search(text, start, end)
        if name is not None:
            found.members.add(plain_name(name[1]))
        if name is not None and version is not None:
            at = version.start()
            line, counted = line + text.count("\n", counted, at), at
            found.lock("pypi", plain_name(name[1]), version[1], line_of(document, line))
    if not found.locked:
        raise document.error_at_start("no package with a name and a version; expected a lock file")
    return found
