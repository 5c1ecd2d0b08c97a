"""Lists the files below a folder."""

from __future__ import annotations

import os
from pathlib import Path

from auditor.documents.paths import PathError, kind_of
from auditor.documents.wording import printable

_VERSION_CONTROL = frozenset({".git", ".hg", ".svn"})
_INSTALLED = frozenset({"node_modules", ".venv", ".tox", ".nox"})
_ENVIRONMENT = "pyvenv.cfg"
"""The mark of a virtual environment, whatever its folder is called."""
_CACHES = frozenset({"__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache"})
_SKIPPED = _VERSION_CONTROL | _INSTALLED | _CACHES


def files_below(root: Path, folder: Path, *, limit: int) -> tuple[str, ...]:
    """Return the files below a folder as sorted POSIX paths relative to the root; raise PathError over the limit.

    Hidden folders are searched; linked folders are not, and links to files only where they stay in the root.
    """
    if not folder.is_dir():
        raise PathError(f"{printable(folder.name)} {kind_of(folder)}; expected a folder")
    found: list[str] = []
    for parent, folders, files in os.walk(folder):
        if _ENVIRONMENT in files:
            folders[:] = []
            continue
        folders[:] = sorted(name for name in folders if name not in _SKIPPED)
        here = Path(parent)
        found += ((here / name).relative_to(root).as_posix() for name in files if _usable(root, here / name))
        if len(found) > limit:
            raise PathError(f"{printable(folder.name)} holds more than {limit:,} files; expected a smaller folder")
    return tuple(sorted(found))


def _usable(root: Path, file: Path) -> bool:
    try:
        return file.is_file() and (not file.is_symlink() or file.resolve().is_relative_to(root))
    except (OSError, RuntimeError):
        return False
