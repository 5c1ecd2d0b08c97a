"""Reads a project: the packages of its requirements, pyproject.toml, package.json and lock files, and its Python code.

A project that builds agents becomes an agent, one for each framework, because what is known of it (framework, version,
approval, state) are attributes of agents and an agent is "what decides which tools to call". Linking gives it to the
agents that are described with the same framework. Any other project that has to do with models or tools is a service.
"""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath

from auditor.documents import Document
from auditor.model.claims import AttributeValue, Location, Record
from auditor.model.description import Description, Note
from auditor.model.entities import Entity, slug
from auditor.model.kinds import EntityKind, EvidenceLevel
from auditor.readers.projects.catalogue import catalogue
from auditor.readers.projects.dependencies import ANY
from auditor.readers.projects.discovery import is_manifest
from auditor.readers.projects.findings import (
    TRANSITIVE,
    Using,
    agent_families,
    frameworks_of,
    lock_state,
    locked_version,
    undeclared,
    unlocked,
)
from auditor.readers.projects.node_files import LOCKS as NODE_LOCKS
from auditor.readers.projects.node_files import MANIFEST, is_node_lock, is_package_json
from auditor.readers.projects.project import FORMAT, Project, gather
from auditor.readers.projects.python_locks import NAMES as PYTHON_LOCKS
from auditor.readers.projects.python_locks import is_python_lock
from auditor.readers.projects.source import Use
from auditor.readers.reader import Reader, Reading

UNREAD = "*"
"""The name of a record that stands for what could not be read."""

_DOCUMENTED = EvidenceLevel.DOCUMENTED
_MOST_USES = 500
"""Imports and calls of one project that are claimed; the notes say how many more there are."""


def _recognises(document: Document) -> bool:
    name = PurePosixPath(document.path).name
    if name == MANIFEST:
        return is_package_json(document)
    if name in PYTHON_LOCKS:
        return is_python_lock(document)
    return (name in NODE_LOCKS and is_node_lock(document)) or is_manifest(document.path) or name.endswith(".py")


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    project = gather(document, reading)
    description = Description(inputs=project.inputs, notes=project.manifest.notes)
    using = frameworks_of(project, catalogue())
    if not using:
        description.notes.append(Note(message=f"{_called(project)} uses no agent framework, as far as its files say"))
        return description
    families = agent_families(project, using)
    own = slug(name or "") or _identity(project)
    for family, main in families.items():
        identity = own if len(families) == 1 else f"{own}-{main.framework.id}"
        _entity(description, project, identity, EntityKind.AGENT)
        _Claims(description, project, identity, using).of_agent(family, main)
    if not families:
        _entity(description, project, own, EntityKind.SERVICE)
        _Claims(description, project, own, using).of_service()
    return description


def _called(project: Project) -> str:
    return f"the project in {project.folder or 'this folder'}"


def _identity(project: Project) -> str:
    stated = project.manifest.name.rpartition("/")[2]
    return slug(stated) or slug(project.folder) or "project"


def _start(project: Project) -> Location:
    document = project.manifest.documents[0] if project.manifest.documents else project.named
    return Location(document=document, line_in_text=1)


def _entity(description: Description, project: Project, identity: str, kind: EntityKind) -> None:
    title = project.manifest.name or identity
    description.entities.append(Entity(id=identity, kind=kind, name=title, location=_start(project), level=_DOCUMENTED))


class _Claims:
    """Adds what is known of one project to one entity."""

    def __init__(self, description: Description, project: Project, identity: str, using: list[Using]) -> None:
        self._description = description
        self._project = project
        self._identity = identity
        self._using = using

    def of_agent(self, family: str, main: Using) -> None:
        """Claim what an agent of this family has."""
        self._of_project()
        self._says("framework.name", main.framework.id, main.location, detail=_how(main))
        if main.version:
            self._says("framework.version", main.version, main.location, detail=main.package)
        self._of_code([use for use in self._project.uses if use.framework.family == family])

    def of_service(self) -> None:
        """Claim what a program has that serves tools or calls a model, and builds no agent."""
        self._of_project()
        served = next((use for use in self._project.uses if use.shows == "mcp_server"), None)
        if served is not None:
            self._says("access", ("api",), served.location, detail=f"it serves MCP by `{served.name}`")

    def _says(self, attribute: str, value: AttributeValue, location: Location, *, detail: str = "") -> None:
        self._description.claim(self._identity, attribute, value, _DOCUMENTED, location, detail=detail)

    def _of_project(self) -> None:
        project, start = self._project, _start(self._project)
        self._says("project", project.folder or ".", start)
        packages = _packages(project)
        self._says("packages", packages, packages[0].location if packages else start)
        records = tuple(map(_framework_record, self._using))
        self._says("frameworks", records, records[0].location if records else start)
        uses = _uses(project, self._description)
        if uses or project.searched:
            self._says("code_uses", uses, uses[0].location if uses else start)
        if state := lock_state(project):
            locks = [Location(document=one, line_in_text=1) for one in project.manifest.locks]
            self._says("package_lock", state, locks[0] if locks else start, detail=_lock_detail(project, state))
        self._listed("unlocked_packages", unlocked(project))
        self._listed("undeclared_imports", undeclared(project, self._using))
        for runtime, location in project.manifest.runtimes:
            self._says("runtimes", (runtime,), location)

    def _listed(self, attribute: str, found: list[tuple[str, Location]] | None) -> None:
        if found is not None:
            place = found[0][1] if found else _start(self._project)
            self._says(attribute, tuple(dict.fromkeys(name for name, _ in found)), place)

    def _of_code(self, uses: list[Use]) -> None:
        """Claim what the code shows for the whole agent; a part that only one of several agents has is left open."""
        approval = next((use for use in uses if use.shows == "approval"), None)
        if approval is not None:
            self._says("approval_point", "framework", approval.location, detail=f"`{approval.name}`")
        kept = [use for use in uses if use.shows == "checkpoint" and use.value]
        builds = sum(use.shows == "agent" for use in uses)
        lost = [use.value in catalogue().in_memory for use in kept]
        if kept and all(lost):
            self._says("durable_state", False, kept[0].location, detail=f"`{kept[0].value}` lives in the process")
        elif kept and not any(lost) and len(kept) >= builds and all(_is_store(use.value) for use in kept):
            self._says("durable_state", True, kept[0].location, detail=f"`{kept[0].value}`")
        limits = [use for use in uses if use.shows == "step_limit" and use.value.isdigit()]
        if len({use.value for use in limits}) == 1 and len(limits) >= builds:
            self._says("max_steps", int(limits[0].value[:9]), limits[0].location, detail=f"`{limits[0].name}`")


def _is_store(made_by: str) -> bool:
    """Tell whether a checkpointer is a class that keeps what it is given elsewhere, by its name."""
    return made_by.endswith(("Saver", "Session", "Storage", "Store", "SessionService")) and made_by[:1].isupper()


def _how(main: Using) -> str:
    if main.via:
        return f"through {main.via}"
    return f"the package {main.package}" if main.package else "its code imports it"


def _lock_detail(project: Project, state: str) -> str:
    if state == "complete":
        names = [one.path for one in project.manifest.locks] + list(project.unread_locks.values())
        return ", ".join(names)
    return "exact versions, but no lock file beside them" if state == "direct" else "no lock file beside it"


def _packages(project: Project) -> tuple[Record, ...]:
    """Return what is asked for, and of what only lock files name the packages that frameworks are or adapt."""
    records = []
    for one in project.manifest.dependencies:
        locked = locked_version(project, one.ecosystem, one.name)
        fields: dict[str, AttributeValue] = {
            "ecosystem": one.ecosystem,
            "range": one.range or ANY,
            "extras": one.extras,
            "role": one.role,
            "group": one.group,
        }
        fields |= {"locked": locked[0]} if locked else {"locked": one.exact} if one.exact else {}
        fields |= {"marker": one.marker} if one.marker else {}
        fields |= {"source": one.source} if one.source else {}
        records.append(Record(name=one.name, fields=fields, location=one.location))
    asked = {(one.ecosystem, one.name) for one in project.manifest.dependencies}
    for (ecosystem, name), versions in project.manifest.locked.items():
        if (ecosystem, name) not in asked:
            version, location = versions[0]
            fields = {"ecosystem": ecosystem, "range": ANY, "locked": version, "role": TRANSITIVE}
            records.append(Record(name=name, fields=fields, location=location))
    if project.manifest.gaps:
        records.append(Record(name=UNREAD, fields={}, location=_start(project)))
    return tuple(records)


def _framework_record(one: Using) -> Record:
    fields: dict[str, AttributeValue] = {"exact": one.exact, "imported": one.imported, "role": one.role}
    told = {"package": one.package, "version": one.version, "via": one.via}
    fields |= {key: value for key, value in told.items() if value}
    return Record(name=one.framework.id, fields=fields, location=one.location)


def _uses(project: Project, description: Description) -> tuple[Record, ...]:
    """Return each import and call once, with its first place and how often it occurs."""
    first: dict[tuple[str, str, str, str], Use] = {}
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for use in project.uses:
        key = (use.framework.id, use.shows, use.name, use.value)
        first.setdefault(key, use)
        counts[key] += 1
    kept = sorted(first, key=lambda key: key[1] == "import")
    if len(kept) > _MOST_USES:
        message = f"only {_MOST_USES} of {len(kept)} different imports and calls of frameworks are listed"
        description.notes.append(Note(message=message))
    unread = len(kept) > _MOST_USES or project.code_gap
    more = (Record(name=UNREAD, fields={}, location=_start(project)),) if unread else ()
    listed = (
        Record(
            name=key[2],
            fields={"framework": key[0], "shows": key[1], "value": key[3], "count": counts[key]},
            location=first[key].location,
        )
        for key in kept[:_MOST_USES]
    )
    return (*listed, *more)


READER = Reader(format=FORMAT, title="project of Python or Node packages", recognises=_recognises, read=_read, rank=20)
