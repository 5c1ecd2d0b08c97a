"""What the audit was asked, as words that can be typed again in the root folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from auditor.report.method import Asked
from auditor.report.schema_method import BesideFact


def asked_of(
    root: Path,
    *,
    paths: Sequence[str],
    wider_root: bool = False,
    profile: str | None = None,
    target: int | None = None,
    checklists: Sequence[str] = (),
    baseline: str | None = None,
    answers: Sequence[str] = (),
    assumed: Sequence[str] = (),
) -> Asked:
    """Return the command line with every option that changes the report, its paths relative to the root.

    `wider_root` tells that the root is not the folder which the audit takes where nobody names one. What only says
    where the report goes, how it is written and what makes the audit fail is left out. Of a file outside the root only
    the name is told, since its path would be one of this machine.
    """
    inside = tuple(_told(path, root)[0] for path in paths)
    words = ["audit", *(path if not path.startswith("-") else f"./{path}" for path in inside)]
    words += ["--root", "."] if wider_root else []
    beside: list[BesideFact] = []
    if profile is not None:
        fact = _beside("profile", profile, root)
        words += ["--profile", fact.path if fact else profile]
        beside += [fact] if fact else []
    words += ["--target", str(target)] if target is not None else []
    for name in checklists:
        words += ["--checklist", _told(name, root)[0]]
        beside += [fact] if (fact := _beside("checklist", name, root)) else []
    if baseline is not None:
        words += ["--baseline", _told(baseline, root)[0]]
        beside += [fact] if (fact := _beside("baseline", baseline, root)) else []
    for name in answers:
        words += ["--answers", _told(name, root)[0]]
    for what in assumed:
        words += ["--assume", what]
    return Asked(command=tuple(words), paths=inside, beside=tuple(beside))


def _told(path: str, root: Path) -> tuple[str, bool]:
    """Return a path as the report may tell it, and whether it leads into the root."""
    given = Path(path)
    real = given.resolve() if given.is_dir() else given.parent.resolve() / given.name
    relative = Path(os.path.relpath(real, root.resolve())).as_posix()
    if relative == ".." or relative.startswith("../"):
        return given.name, False
    return relative, True


def _beside(role: Literal["profile", "checklist", "baseline"], path: str, root: Path) -> BesideFact | None:
    """Return the fact of a file beside the inputs; None for what is no file, as the id of a profile."""
    try:
        digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except (OSError, ValueError):
        return None
    told, inside = _told(path, root)
    return BesideFact(role=role, path=told, sha256=digest, inside=inside)
