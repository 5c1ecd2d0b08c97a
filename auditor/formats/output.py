"""Writes a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from auditor.errors import UsageError

_MODE_OF_NEW_FILES = 0o666


def write_atomically(path: Path, content: bytes) -> None:
    """Put the content into the file: first into a temporary one beside it, which then takes its name.

    Whoever reads the path sees the old file or the new one, never a part. Raises UsageError where it cannot be written.
    """
    if path.is_dir():
        raise UsageError(f"{path}: cannot be written: this is a folder")
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".tmp")
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(temporary).chmod(_mode_for(path))
        Path(temporary).replace(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink(missing_ok=True)


def _mode_for(path: Path) -> int:
    """Return the mode that the file has, or that a new one would get."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return _MODE_OF_NEW_FILES & ~mask
