"""Opens the files that a system.yaml names, and tells what is missing from what may not be looked at."""

from __future__ import annotations

import re
from posixpath import dirname, normpath

from auditor.documents import Document
from auditor.documents.paths import PathError, inside
from auditor.errors import InputError
from auditor.model.claims import Location
from auditor.model.description import Input, ReadState
from auditor.readers.architecture.system_build import Build

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


def open_named(build: Build, path: str, location: Location) -> Document | str:
    """Open a file, or return why it cannot be read. One outside the root is a mistake of the description."""
    try:
        return build.reading.open(path, cited_in=location.document, at=location.position)
    except InputError as error:
        reason = error.problems[0].message
    if leaves_root(build, path, location.document):
        build.wrong(location, reason)
    return reason


def leaves_root(build: Build, path: str, cited_in: Document) -> bool:
    """Tell whether a path leads out of the root, rather than to nothing."""
    if _ADDRESS.match(path) or not path or "\0" in path:
        return False
    try:
        inside(build.reading.workspace.root, dirname(cited_in.path), path)
    except PathError:
        return True
    return False


def missing_input(path: str, cited_in: Document, format_id: str, why: str) -> Input:
    """Return the entry of the report's list of inputs for a file that is not there."""
    shown = path if _ADDRESS.match(path) else normpath(f"{dirname(cited_in.path)}/{path}".lstrip("/"))
    return Input(path=shown, format=format_id, sha256="", size=0, state=ReadState.SKIPPED, why=why)
