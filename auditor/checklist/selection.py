"""The controls of one audit: the built-in checklists, a user's own, and what a profile makes of them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from auditor.checklist.control import Catalogue, Control
from auditor.checklist.loader import load_catalogue
from auditor.checklist.profiles import Profile, load_profile, load_profiles
from auditor.documents import Document, Workspace
from auditor.errors import UsageError
from auditor.resources import resource_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The controls that an audit uses."""

    controls: tuple[Control, ...]
    known: frozenset[str]
    """The ids of all controls that it selects from."""
    profile: Profile | None
    version: str
    """First 8 digits of the SHA-256 of the files that the controls, and their tailoring, come from."""


def select_controls(
    *, extra: Sequence[str] = (), profile: str | None = None, checks: Collection[str] | None = None
) -> Selection:
    """Return the controls of the built-in checklists and of a user's own files, as a profile selects and tailors them.

    A profile is the id of a built-in one, or the path of a file. Raises InputError with every mistake of every file,
    and UsageError where there is no such profile.
    """
    folder = resource_folder("checklists")
    own = [_open(path) for path in extra]
    catalogue = load_catalogue(folder, own, checks=checks)
    chosen, controls = None, catalogue.controls
    if profile is not None:
        profiles = load_profiles(folder / "profiles", catalogue)
        if profile in profiles:
            chosen = profiles[profile]
        elif Path(profile).suffix in (".yaml", ".yml"):
            chosen = load_profile(_open(profile), catalogue)
        else:
            raise UsageError(_no_profile(profile, profiles))
        controls = chosen.apply(controls)
    documents = {control.location.document.path: control.location.document.sha256 for control in controls}
    text = repr((sorted(documents.items()), chosen and chosen.key))
    known = frozenset(control.id for control in catalogue.controls)
    version = hashlib.sha256(text.encode()).hexdigest()[:8]
    return Selection(controls=controls, known=known, profile=chosen, version=version)


def all_profiles(extra: Sequence[str] = ()) -> tuple[Catalogue, dict[str, Profile]]:
    """Return every control, a user's own too, and the built-in profiles by id. Raises InputError with every mistake."""
    folder = resource_folder("checklists")
    catalogue = load_catalogue(folder, [_open(path) for path in extra])
    return catalogue, load_profiles(folder / "profiles", catalogue)


def _open(path: str) -> Document:
    """Open a file of the user's own, under the path by which the user named it where it lies below this folder."""
    real, here = Path(path).resolve(), Path.cwd()
    if real.is_relative_to(here):
        return Workspace(here).open(real.relative_to(here).as_posix())
    return Workspace(real.parent).open(real.name)


def _no_profile(name: str, profiles: Collection[str]) -> str:
    near = get_close_matches(name, list(profiles), n=1)
    hint = f"; did you mean {near[0]}" if near else ""
    return f"there is no profile {name}{hint}; there are: {', '.join(sorted(profiles))}, or the path of a YAML file"
