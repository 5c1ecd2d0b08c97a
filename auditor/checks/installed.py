"""The packages of one project as checks look at them: what an install takes, as far as its files and the table say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from auditor.checklist import Reason
from auditor.checklist.attributes import UNREAD_ITEM
from auditor.checklist.reasons import places
from auditor.checks.package_requirements import Requirement, known_requirements
from auditor.checks.view import View
from auditor.model.claims import Claim, Location, Record
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EvidenceLevel
from auditor.readers.projects.dependencies import ANY, in_range, version_of

_INSTALLED = frozenset(("required", "transitive"))


@dataclass(slots=True, kw_only=True)
class Package:
    """One package, from every place that names it."""

    name: str
    ecosystem: str
    ranges: list[str] = field(default_factory=list)
    """But for `*`."""
    locked: str = ""
    extras: set[str] = field(default_factory=set)
    places: list[Location] = field(default_factory=list)
    elsewhere: bool = False
    """Whether it comes from another place than the registry."""

    def asks(self) -> str:
        """Return the ranges in one."""
        return ",".join(self.ranges) or ANY


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """What one project installs."""

    packages: Mapping[tuple[str, str], Package]
    complete: bool
    """False where something that asks for packages could not be read."""
    locked: bool
    """Whether a lock file fixes everything, so that what is not here is not installed."""
    level: EvidenceLevel
    claims: tuple[Claim, ...]

    def get(self, name: str, ecosystem: str = "pypi") -> Package | None:
        """Return a package."""
        return self.packages.get((ecosystem, name))

    def applying(self) -> Iterator[tuple[Package, Requirement]]:
        """Yield what is known of the packages, in the version that is locked or that a fresh install takes."""
        for package in self.packages.values():
            for one in known_requirements().of.get((package.ecosystem, package.name), ()):
                if (not one.extra or self._has_extra(package, one)) and applies(package, one):
                    yield package, one

    def uncovered(self) -> list[Package]:
        """Return the packages that the table knows, but not in the version that is installed."""
        table = known_requirements().of
        return [
            package
            for key, package in self.packages.items()
            if key in table and not any(applies(package, one) for one in table[key])
        ]

    def _has_extra(self, package: Package, one: Requirement) -> bool:
        # Asking for what the extra brings beside the package comes to the same.
        return one.extra in package.extras or (bool(one.requires) and all(self.get(name) for name in one.requires))

    def reason(self, what: str, *, expected: str = "", item: str = "", at: tuple[Package, ...] = ()) -> Reason:
        """Return a reason about packages, with where they stand."""
        shown = tuple(place for package in at for place in package.places[:1]) or places(self.claims)[:1]
        return Reason(what=what, expected=expected, item=item, level=self.level, claims=self.claims, places=shown)


def applies(package: Package, one: Requirement) -> bool:
    """Tell whether an entry of the table is about the version that is installed.

    Without a lock a fresh install takes the newest that is allowed, which is the entry's version or a later one.
    """
    if package.elsewhere:
        return False
    if package.locked:
        locked, known = version_of(package.locked), version_of(one.version)
        return locked is not None and locked == known
    return one.ecosystem == "npm" or in_range(one.version, package.asks()) is True


def installed(view: View, subject: Entity) -> Installed | None:
    """Return what the project of an agent installs; None where nobody shows it."""
    fact = view.fact(subject, "packages")
    if not isinstance(fact, Known) or not isinstance(fact.value, tuple):
        return None
    records = [record for record in fact.value if isinstance(record, Record)]
    packages: dict[tuple[str, str], Package] = {}
    for record in records:
        if record.name != UNREAD_ITEM and record.fields.get("role", "required") in _INSTALLED:
            _add(packages, record)
    state = view.fact(subject, "package_lock")
    return Installed(
        packages=packages,
        complete=all(record.name != UNREAD_ITEM for record in records),
        locked=isinstance(state, Known) and state.value == "complete" and any(one.locked for one in packages.values()),
        level=fact.level,
        claims=fact.claims,
    )


def _add(packages: dict[tuple[str, str], Package], record: Record) -> None:
    ecosystem = str(record.fields.get("ecosystem", "pypi"))
    package = packages.setdefault((ecosystem, record.name), Package(name=record.name, ecosystem=ecosystem))
    asked = str(record.fields.get("range", ANY))
    package.ranges += [asked] if asked != ANY and asked not in package.ranges else []
    package.locked = package.locked or str(record.fields.get("locked", ""))
    extras = record.fields.get("extras")
    package.extras |= set(map(str, extras)) if isinstance(extras, tuple) else set()
    package.places.append(record.location)
    package.elsewhere = package.elsewhere or bool(record.fields.get("source"))
