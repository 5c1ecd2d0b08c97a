"""Keeps every path inside the root of a workspace."""

from __future__ import annotations

import re
from pathlib import Path, PureWindowsPath
from posixpath import normpath

from auditor.documents.wording import printable

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


class PathError(Exception):
    """A path that cannot be used; its text says why and what was expected."""


def inside(root: Path, folder: str, path: str) -> Path:
    """Return the real place of a path that is relative to a folder of the root; the place need not exist.

    The root must be resolved. Raise PathError where the path is not relative, or leaves the root by
    itself or through a symbolic link.
    """
    shown = printable(path)
    if not path or "\0" in path:
        raise PathError("an empty path, or one with a null character; expected the path of a file")
    if _SCHEME.match(path):
        raise PathError(f"{shown} is an address; expected a file, as an audit uses no network")
    if path.startswith(("/", "\\")) or PureWindowsPath(path).drive:
        raise PathError(f"{shown} is an absolute path; expected one relative to the file that names it")
    lexical = normpath(f"{folder}/{path}" if folder else path)
    if lexical == ".." or lexical.startswith("../"):
        raise PathError(f"{shown} leaves the audited folder; expected a file inside it (see --root)")
    try:
        real = (root / lexical).resolve()
    except (OSError, RuntimeError, ValueError):
        raise PathError(f"{shown} cannot be followed; expected a file, not a circle of links") from None
    if not real.is_relative_to(root):
        raise PathError(f"{shown} is a link that leaves the audited folder; expected a file inside it (see --root)")
    return real


def kind_of(real: Path) -> str:
    """Return what stands at a place, as the end of a sentence."""
    if real.is_dir():
        return "is a folder"
    if real.is_file():
        return "is a file"
    return "is a pipe, a socket or a device" if real.exists() else "does not exist"
