"""What the files of a project ask for and fix: packages with ranges, and versions in lock files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from auditor.documents import Document
from auditor.model.claims import Location
from auditor.model.description import Note
from auditor.readers.projects.catalogue import plain_name

ANY = "*"
"""The range of a package that may have any version."""

MOST_DEPENDENCIES = 5_000
LIMIT_REACHED = f"only the first {MOST_DEPENDENCIES:,} packages that a file asks for are read"

REQUIRED, OPTIONAL, DEVELOPMENT = "required", "optional", "development"
_DEVELOPMENT = re.compile(r"dev|test|lint|doc|format|typing|typecheck|mypy|ci\b|build|bench|release", re.IGNORECASE)
_EXACT = re.compile(r"===?\s*([^*,\s]+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """One package that a file asks for."""

    ecosystem: str
    """`pypi` or `npm`."""
    name: str
    """In the registry's normal form."""
    range: str
    """As the ecosystem writes it; `*` where any version will do."""
    location: Location
    role: str = REQUIRED
    group: str = ""
    """The extra or the group of an optional one."""
    extras: tuple[str, ...] = ()
    marker: str = ""
    source: str = ""
    """A URL, a repository or a folder that it is taken from instead of the registry."""
    hashed: bool = False

    @property
    def exact(self) -> str:
        """The one version that the range allows; empty where it allows several."""
        if self.ecosystem == "npm":
            return self.range.lstrip("=v") if re.fullmatch(r"[=v]*\d+\.\d+\.\d+[\w.+-]*", self.range) else ""
        found = _EXACT.fullmatch(self.range)
        return found[1] if found else ""


@dataclass(slots=True, kw_only=True)
class Manifest:
    """What one or several files of a project state."""

    name: str = ""
    version: str = ""
    dependencies: list[Dependency] = field(default_factory=list)
    constraints: list[Dependency] = field(default_factory=list)
    """Ranges that count only for what something else asks for."""
    runtimes: list[tuple[str, Location]] = field(default_factory=list)
    locked: dict[tuple[str, str], list[tuple[str, Location]]] = field(default_factory=dict)
    """By ecosystem and name: the versions in lock files, several where the lock tells platforms apart."""
    members: set[str] = field(default_factory=set)
    """Names, or folders relative to its own, of what a lock file is for: its packages and the projects themselves."""
    locks: list[Document] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    """All that were read, this project's own first."""
    notes: list[Note] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    """Why packages may be asked for that are not listed here."""

    def add(self, other: Manifest) -> None:
        """Take in what another file states."""
        self.name = self.name or other.name
        self.version = self.version or other.version
        self.dependencies += other.dependencies
        self.constraints += other.constraints
        self.runtimes += other.runtimes
        for key, versions in other.locked.items():
            self.locked.setdefault(key, []).extend(versions)
        self.locks += other.locks
        self.documents += [document for document in other.documents if document not in self.documents]
        self.notes += other.notes
        self.gaps += other.gaps

    @property
    def is_full(self) -> bool:
        """Whether more packages are asked for than are looked at; the rest is left out, and a note says so."""
        return len(self.dependencies) >= MOST_DEPENDENCIES

    def ask(self, dependency: Dependency) -> None:
        """Add a package that is asked for."""
        if not self.is_full:
            self.dependencies.append(dependency)
        elif LIMIT_REACHED not in self.gaps:
            self.gaps.append(LIMIT_REACHED)
            self.note(LIMIT_REACHED, dependency.location)

    def note(self, message: str, location: Location | None = None) -> None:
        """Say what was seen and not used."""
        self.notes.append(Note(message=message, location=location))

    def lock(self, ecosystem: str, name: str, version: str, location: Location) -> None:
        """Add a version that a lock file fixes."""
        self.locked.setdefault((ecosystem, name), []).append((version, location))


def line_of(document: Document, line: int, column: int = 1) -> Location:
    """Return the place of a line of a text."""
    return Location(document=document, line_in_text=line, column_in_text=column)


def role_of(group: str) -> str:
    """Return whether a group or a file of packages is for development, by its name, or is optional."""
    return DEVELOPMENT if _DEVELOPMENT.search(group) else OPTIONAL


def parse_requirement(text: str, location: Location, *, role: str = REQUIRED, group: str = "") -> Dependency | None:
    """Return the dependency that a requirement states (PEP 508); None where it is not one."""
    try:
        stated = Requirement(text)
    except InvalidRequirement:
        return None
    return Dependency(
        ecosystem="pypi",
        name=plain_name(stated.name),
        range=str(stated.specifier) or ANY,
        location=location,
        role=role,
        group=group,
        extras=tuple(sorted(plain_name(extra) for extra in stated.extras)),
        marker=str(stated.marker or ""),
        source=stated.url or "",
    )


def specifiers(text: str) -> SpecifierSet | None:
    """Return a range of PyPI versions; None where it is not one."""
    try:
        return SpecifierSet("" if text == ANY else text, prereleases=True)
    except InvalidSpecifier:
        return None


def version_of(text: str) -> Version | None:
    """Return a version as PyPI orders them; None where it is not one."""
    try:
        return Version(text)
    except InvalidVersion:
        return None


def in_range(version: str, text: str) -> bool | None:
    """Tell whether a PyPI version lies in a range; None where one of them cannot be read."""
    found, allowed = version_of(version), specifiers(text)
    return None if found is None or allowed is None else allowed.contains(found, prereleases=True)


def constrained(dependencies: Iterable[Dependency], constraints: Iterable[Dependency]) -> list[Dependency]:
    """Return dependencies with the ranges that constraint files add to them."""
    added: dict[str, list[str]] = {}
    for constraint in constraints:
        if constraint.range != ANY:
            added.setdefault(constraint.name, []).append(constraint.range)
    return [_narrowed(dependency, added) for dependency in dependencies]


def _narrowed(dependency: Dependency, added: Mapping[str, list[str]]) -> Dependency:
    if dependency.ecosystem != "pypi" or dependency.exact or dependency.name not in added:
        return dependency
    more = added[dependency.name]
    exact = next((one for one in more if _EXACT.fullmatch(one)), "")
    own = [dependency.range] if dependency.range != ANY else []
    return replace(dependency, range=exact or ",".join((*own, *more)))
