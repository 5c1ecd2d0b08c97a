"""Whether the packages of a project can be installed together, can be imported, and are what their names say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from auditor.checklist import Reason
from auditor.checklist.attributes import UNREAD_ITEM
from auditor.checks.installed import Installed, Package, installed
from auditor.checks.package_requirements import known_requirements
from auditor.checks.version_ranges import disjoint, leaves, lowest_node, lowest_python
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, View
from auditor.frameworks.loader import all_frameworks
from auditor.model.claims import Record
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EvidenceLevel
from auditor.readers.projects.catalogue import plain_name
from auditor.readers.projects.dependencies import ANY, in_range, version_of

_MCP = "mcp"


def compatible_packages(view: View, subject: Entity) -> Result:
    """Pass where no two packages ask for versions of a third that do not overlap.

    What the packages ask for is known for certain versions, from a table with a date. A lock file is the proof that a
    resolver found versions that fit.
    """
    project = installed(view, subject)
    if project is None:
        return _unknown(view, subject)
    reasons = tuple(_conflicts(project))
    if reasons:
        return Result(verdict=FALSE[project.level], reasons=reasons)
    uncovered = project.uncovered()
    if project.locked or (project.complete and (not uncovered or len(list(project.applying())) + len(uncovered) < 2)):
        what = "a lock file fixes all packages" if project.locked else "no two packages ask for what does not overlap"
        return Result(verdict=TRUE[project.level], reasons=(project.reason(what),))
    if not project.complete:
        return _partly(project)
    named = ", ".join(f"`{one.name}`" for one in uncovered[:3])
    what = f"what {named} asks for in the version that is installed is not known here"
    return Result(verdict=UNKNOWN, reasons=(project.reason(what, at=tuple(uncovered)),))


def _conflicts(project: Installed) -> Iterator[Reason]:
    asked: dict[str, list[tuple[str, str, Package]]] = defaultdict(list)
    for package, one in project.applying():
        for name, wanted in one.requires.items():
            if wanted != ANY:
                asked[name].append((one.label, wanted, package))
    for name, sides in asked.items():
        own = project.get(name)
        if own is not None and own.ranges and not own.locked:
            sides.append(("the project", own.asks(), own))
        if own is not None and own.locked:
            sides.append((f"the lock file, {own.locked}", f"=={own.locked}", own))
        for (who, wanted, at), (other, differs, behind) in combinations(sides, 2):
            if at is not behind and disjoint(wanted, differs):
                yield project.reason(
                    f"{who} asks for `{name}{wanted}` and {other} for `{name}{differs}`",
                    expected="ranges that overlap",
                    item=" ".join(sorted((at.name, behind.name))) + f": {name}",
                    at=(at, behind),
                )


def working_mcp_sdk(view: View, subject: Entity) -> Result:
    """Pass where all that uses the MCP SDK works with the version of it that is locked or that an install takes."""
    project = installed(view, subject)
    if project is None:
        return _unknown(view, subject)
    own = project.get(_MCP)
    allowed = [own.asks()] if own is not None else []
    allowed += [one.requires[_MCP] for _, one in project.applying() if _MCP in one.requires]
    if not allowed and project.complete:
        return Result(verdict=TRUE[project.level], reasons=(project.reason("nothing asks for the MCP SDK"),))
    newest = known_requirements().newest.get(_MCP, "")
    locked = own.locked if own is not None else ""

    def taken(working: str) -> str | None:
        """Return the version outside of a range that is, or would be, installed; empty for none."""
        if locked:
            return locked if in_range(locked, working) is False else ""
        return leaves((*allowed, f"<={newest}"), working)

    reasons = [
        project.reason(
            f"{one.label} does not work with `mcp {version}`{f': {one.why}' if one.why else ''}; {_how(locked)}",
            expected=f"`mcp{one.works_with[_MCP]}`",
            item=package.name,
            at=(package,),
        )
        for package, one in project.applying()
        if _MCP in one.works_with and (version := taken(one.works_with[_MCP]))
    ]
    uses = view.fact(subject, "code_uses")
    listed = uses.value if isinstance(uses, Known) and isinstance(uses.value, tuple) else None
    records = [one for one in listed or () if isinstance(one, Record)]
    for removed in known_requirements().removed:
        for record in records:
            if removed.package == _MCP and _imports(record, removed.module) and (version := taken(removed.works_with)):
                what = f"the code imports `{record.name}`, which `mcp {version}` does not have; {_how(locked)}"
                reasons.append(
                    Reason(
                        what=what,
                        expected=removed.instead,
                        item=removed.module,
                        level=project.level,
                        claims=(*uses.claims, *project.claims),
                        places=(record.location,),
                    )
                )
    if reasons:
        return Result(verdict=FALSE[project.level], reasons=tuple(reasons))
    return _sdk_passes(view, subject, project, records, known=listed is not None)


def _sdk_passes(view: View, subject: Entity, project: Installed, records: list[Record], *, known: bool) -> Result:
    if not project.complete:
        return _partly(project)
    users = [
        one for one in project.uncovered() if any(_MCP in r.requires for r in known_requirements().of["pypi", one.name])
    ]
    if users:
        what = f"which `mcp` works with `{users[0].name}` in the version that is installed is not known here"
        return Result(verdict=UNKNOWN, reasons=(project.reason(what, at=(users[0],)),))
    if project.get(_MCP) is not None and (not known or any(one.name == UNREAD_ITEM for one in records)):
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "code_uses"),))
    what = "what uses the MCP SDK works with the version that is installed"
    return Result(verdict=TRUE[project.level], reasons=(project.reason(what),))


def _how(locked: str) -> str:
    return "the lock file has that version" if locked else "a fresh install takes it, as no range leaves it out"


def _imports(record: Record, module: str) -> bool:
    return record.fields.get("shows") == "import" and f"{record.name}.".startswith(f"{module}.")


def importable_framework(view: View, subject: Entity) -> Result:
    """Pass where what a framework imports is installed, although its own metadata does not ask for it."""
    project = installed(view, subject)
    if project is None:
        return _unknown(view, subject)
    reasons, judged = [], False
    for package, one in project.applying():
        judged = judged or bool(one.imports)
        missing = [
            name
            for name, extras in one.imports.items()
            if project.get(name) is None and package.extras.isdisjoint(extras)
        ]
        if missing:
            named = ", ".join(f"`{name}`" for name in missing)
            what = (
                f"{one.label} imports {named}, which {'the lock file lacks' if project.locked else 'nothing asks for'}"
            )
            reasons.append(project.reason(what, expected="them among the packages", item=package.name, at=(package,)))
    if not judged or (reasons and not project.complete):
        what = "what the installed version of the framework imports is not known here"
        return _partly(project) if judged else Result(verdict=UNKNOWN, reasons=(project.reason(what),))
    if not reasons:
        what = "all that the framework imports is installed"
        return Result(verdict=TRUE[project.level], reasons=(project.reason(what),))
    # Without a lock another package may bring it along.
    sure = project.locked or len(project.packages) == 1
    return Result(verdict=FALSE[project.level if sure else EvidenceLevel.INFERRED], reasons=tuple(reasons))


def genuine_packages(view: View, subject: Entity) -> Result:
    """Pass where no package is a placeholder or an unrelated one under the name of a framework."""
    project = installed(view, subject)
    if project is None:
        return _unknown(view, subject)
    unsure: list[Reason] = []
    for one in known_requirements().lookalikes:
        package = project.get(one.package, one.ecosystem)
        if package is None:
            continue
        what = f"`{one.package}` of {one.ecosystem} is {one.what}"
        reason = project.reason(what, item=f"{one.ecosystem}:{one.package}", at=(package,))
        if one.range in (ANY, package.locked):
            return Result(verdict=FALSE[project.level], reasons=(reason,))
        if not package.locked and package.asks() == ANY:
            unsure.append(
                project.reason(f"any version of `{one.package}` will do: {one.range} is {one.what}", at=(package,))
            )
    if unsure:
        return Result(verdict=UNKNOWN, reasons=tuple(unsure))
    if not project.complete:
        return _partly(project)
    return Result(verdict=TRUE[project.level], reasons=(project.reason("no package is another than its name says"),))


def supported_runtime(view: View, subject: Entity) -> Result:
    """Pass where the oldest Python or Node that a project allows is one that its framework's packages take."""
    project = installed(view, subject)
    if project is None:
        return _unknown(view, subject)
    fact = view.fact(subject, "runtimes")
    if not isinstance(fact, Known) or not isinstance(fact.value, tuple):
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "runtimes"),))
    stated = dict(str(text).split(" ", 1) for text in fact.value if " " in str(text))
    reasons, judged = [], False
    for package, one in project.applying():
        runtime = "node" if one.ecosystem == "npm" else "python"
        if not one.runtime or runtime not in stated:
            continue
        older = _is_older(runtime, stated[runtime], one.runtime)
        judged = judged or older is not None
        if older:
            what = f"the project allows {runtime} {stated[runtime]}, and {one.label} needs {one.runtime}"
            reason = project.reason(what, expected=f"{runtime} {one.runtime}", item=package.name, at=(package,))
            reasons.append(reason)
    if reasons:
        return Result(verdict=FALSE[min(project.level, fact.level)], reasons=tuple(reasons))
    if not judged or project.uncovered() or not project.complete:
        what = "which runtime the installed versions need is not known here"
        return Result(verdict=UNKNOWN, reasons=(project.reason(what),))
    what = "the packages take the oldest runtime that the project allows"
    return Result(verdict=TRUE[min(project.level, fact.level)], reasons=(project.reason(what),))


def _is_older(runtime: str, allowed: str, needed: str) -> bool | None:
    if runtime == "node":
        ours, theirs = lowest_node(allowed), lowest_node(needed)
        return None if ours is None or theirs is None else ours < theirs
    low, least = lowest_python(allowed), lowest_python(needed)
    return int(low[2:]) < int(least[2:]) if low and least else None


def current_framework(view: View, subject: Entity) -> Result:
    """Pass where the framework is of the major version that its profile here was established with.

    Before 1.0 the minor version counts as the major one (SemVer 2.0.0, item 4). A later one is unknown: nobody has
    looked at it.
    """
    name, version = view.fact(subject, "framework.name"), view.fact(subject, "framework.version")
    if not isinstance(name, Known) or not isinstance(version, Known):
        missing = "framework.version" if isinstance(name, Known) else "framework.name"
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, missing),))
    called = plain_name(str(name.value))
    profile = next((one for one in all_frameworks().values() if called in map(plain_name, (one.id, *one.names))), None)
    stated = {plain_name(package): its for package, its in profile.packages.items()} if profile else {}
    tried = version_of(stated.get(called, profile.version)) if profile else None
    found = version_of(str(version.value).lstrip("v"))
    if profile is None or tried is None or found is None:
        what = "the version is not exact" if found is None else f"no profile of {name.value} names one version"
        return Result(verdict=UNKNOWN, reasons=(Reason(what=what, claims=version.claims, level=version.level),))
    ours, theirs = _major(tried.release), _major(found.release)
    level = min(name.level, version.level)
    what = f"{name.value} is {version.value}, and its profile was established with {profile.version} on {profile.tried}"
    reason = Reason(what=what, level=level, claims=version.claims)
    if theirs < ours:
        return Result(verdict=FALSE[level], reasons=(reason,))
    return Result(verdict=TRUE[level] if theirs == ours else UNKNOWN, reasons=(reason,))


def _major(release: tuple[int, ...]) -> tuple[int, ...]:
    return release[:1] if release[0] else (0, *release[1:2])


def _unknown(view: View, subject: Entity) -> Result:
    return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "packages"),))


def _partly(project: Installed) -> Result:
    what = "not all that asks for packages could be read"
    return Result(verdict=UNKNOWN, reasons=(project.reason(what),))
