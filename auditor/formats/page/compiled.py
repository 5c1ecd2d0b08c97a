"""Keeps compiled templates between runs where only this user can write: compiling takes half of a small report."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket


def template_cache() -> FileSystemBytecodeCache | None:
    """Return the cache in the user's cache folder, or None where there is no folder that is the user's alone.

    Jinja names each file after the template and its own version and checks the template's text, so that no stale one is
    ever used.
    """
    if not hasattr(os, "getuid"):
        return None
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "agent-readiness-auditor"
    with suppress(OSError, RuntimeError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
        # What lies there is run: nobody else may have written it.
        if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022:
            return _Cache(str(folder))
    return None


class _Cache(FileSystemBytecodeCache):
    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a compiled template; a full or read-only disk costs only time."""
        with suppress(OSError):
            super().dump_bytecode(bucket)
