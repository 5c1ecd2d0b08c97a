"""What the packages and the code of a project come to: which frameworks, in which versions, used how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from auditor.model.claims import Location
from auditor.readers.projects.catalogue import AGENT, Catalogue, Framework
from auditor.readers.projects.dependencies import ANY, OPTIONAL, REQUIRED, Dependency, in_range
from auditor.readers.projects.project import Project
from auditor.readers.projects.source import Use

TRANSITIVE, UNDECLARED = "transitive", "undeclared"
_RANK = {REQUIRED: 0, OPTIONAL: 1, "development": 2, TRANSITIVE: 3, UNDECLARED: 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Using:
    """One framework that a project uses."""

    framework: Framework
    package: str
    """Empty where the code imports it and no file asks for it."""
    version: str
    """The exact version, else the range; empty where nothing is stated."""
    exact: bool
    via: str
    """The package through which it is used; empty where it is asked for itself."""
    role: str
    imported: bool
    location: Location


def locked_version(project: Project, ecosystem: str, name: str) -> tuple[str, Location] | None:
    """Return the version that a lock file fixes; the first where it tells platforms apart."""
    found = project.manifest.locked.get((ecosystem, name), ())
    return found[0] if found else None


def frameworks_of(project: Project, table: Catalogue) -> list[Using]:
    """Return the frameworks of a project, each once, as it is best asked for."""
    found: dict[str, list[Using]] = defaultdict(list)
    imported = {use.framework.id for use in project.uses if use.shows == "import" and not use.optional}
    own = project.manifest.name
    for one in project.manifest.dependencies:
        framework = table.of_package(one.ecosystem, one.name)
        if framework is not None and not framework.is_project(own):
            found[framework.id].append(_asked(project, framework, one, framework.id in imported))
    for (ecosystem, name), versions in project.manifest.locked.items():
        framework = table.of_package(ecosystem, name)
        if framework is None or framework.id in found or framework.is_project(own):
            continue
        if (ecosystem, name) in framework.packages:
            version, location = versions[0]
            found[framework.id].append(
                Using(
                    framework=framework,
                    package=name,
                    version=version,
                    exact=True,
                    via="",
                    role=TRANSITIVE,
                    imported=framework.id in imported,
                    location=location,
                )
            )
    for use in sorted(project.uses, key=lambda use: use.optional):
        if use.shows == "import" and use.framework.id not in found:
            found[use.framework.id].append(_only_imported(use))
    return [min(uses, key=lambda one: (_RANK[one.role], bool(one.via), not one.exact)) for uses in found.values()]


def _asked(project: Project, framework: Framework, one: Dependency, imported: bool) -> Using:
    own = (one.ecosystem, one.name) in framework.packages
    main = next((name for eco, name in sorted(framework.packages) if locked_version(project, eco, name)), "")
    package = one.name if own else main
    locked = locked_version(project, one.ecosystem, package) if package else None
    version = locked[0] if locked else (one.exact or one.range if own else "")
    return Using(
        framework=framework,
        package=package,
        version=version,
        exact=locked is not None or bool(own and one.exact),
        via="" if own else one.name,
        role=one.role,
        imported=imported,
        location=locked[1] if locked else one.location,
    )


def _only_imported(use: Use) -> Using:
    return Using(
        framework=use.framework,
        package="",
        version="",
        exact=False,
        via="",
        role=UNDECLARED,
        imported=not use.optional,
        location=use.location,
    )


def agent_families(project: Project, using: Iterable[Using]) -> dict[str, Using]:
    """Return the families of frameworks that the project builds agents with, each with the framework to name.

    A framework counts that is installed with the project or that its code imports. One that only an extra installs, or
    that is for development, counts where the code builds an agent with it.
    """
    building = {use.framework.family for use in project.uses if use.shows == "agent"}
    families: dict[str, list[Using]] = defaultdict(list)
    for one in using:
        if one.framework.role != AGENT:
            continue
        needed = one.role == REQUIRED or (one.imported and one.role in (TRANSITIVE, UNDECLARED))
        if needed or (one.framework.family in building and one.role != UNDECLARED):
            families[one.framework.family].append(one)
    return {family: min(members, key=_named_by) for family, members in families.items()}


def _named_by(one: Using) -> tuple[bool, bool, int, str]:
    """Order the frameworks of a family: those asked for or imported themselves, LangGraph before LangChain."""
    direct = one.role == REQUIRED and not one.via
    return (
        not (direct or one.imported),
        not one.version,
        _RANK[one.role],
        "" if one.framework.id == "langgraph" else "x",
    )


def lock_state(project: Project) -> str | None:
    """Return what has an exact version; None where nothing is asked for or it cannot be told."""
    wanted = [one for one in project.manifest.dependencies if one.role == REQUIRED and not one.source]
    if not wanted:
        return None
    states = []
    for ecosystem in {one.ecosystem for one in wanted}:
        locked = ecosystem in project.unread_locks or any(eco == ecosystem for eco, _ in project.manifest.locked)
        exact = all(one.exact for one in wanted if one.ecosystem == ecosystem)
        states.append("complete" if locked else "direct" if exact else "none")
    return min(states, key=("none", "direct", "complete").index)


def unlocked(project: Project) -> list[tuple[str, Location]] | None:
    """Return what is asked for and not, or not so, in the lock file; None where no lock file's versions were read.

    What depends on the platform or comes from elsewhere than the registry is left out, and so are ranges of npm.
    """
    ecosystems = {ecosystem for ecosystem, _ in project.manifest.locked}
    if not ecosystems:
        return None
    found = []
    for one in project.manifest.dependencies:
        if one.role != REQUIRED or one.ecosystem not in ecosystems or one.marker or one.source:
            continue
        versions = [version for version, _ in project.manifest.locked.get((one.ecosystem, one.name), ())]
        if not versions:
            found.append((one.name, one.location))
        elif one.ecosystem == "pypi" and one.range != ANY:
            fits = [in_range(version, one.range) for version in versions]
            if not any(fit is not False for fit in fits):
                found.append((f"{one.name} {versions[0]} for {one.range}", one.location))
    return found


def undeclared(project: Project, using: Iterable[Using]) -> list[tuple[str, Location]] | None:
    """Return the agent frameworks that code imports and nothing installs; None where that cannot be told.

    A framework that is only imported where it is used may be one that the project can do without.
    """
    manifest = project.manifest
    pypi = any(one.ecosystem == "pypi" for one in manifest.dependencies)
    listed = pypi or any(document.path.endswith((".toml", ".txt", ".in")) for document in manifest.documents)
    if not listed or manifest.gaps or project.code_gap or not project.sources:
        return None
    families = {one.framework.family for one in using if one.role != UNDECLARED}
    lacking = [
        one
        for one in using
        if one.role == UNDECLARED and one.framework.role == AGENT and one.framework.family not in families
    ]
    found = [(one.framework.id, one.location) for one in lacking if one.imported]
    return None if lacking and not found else found
