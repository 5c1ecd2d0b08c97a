"""What is known of a project goes to the agents that are built from it: those with the same framework."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from msgspec.structs import replace

from auditor.model.claims import Claim, Location, Record
from auditor.model.description import Description, Note
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind, EvidenceLevel
from auditor.readers.projects.catalogue import Framework, catalogue
from auditor.readers.projects.dependencies import in_range
from auditor.readers.projects.project import FORMAT

_OF_CODE = frozenset(("approval_point", "durable_state", "max_steps"))
"""What code shows of the one agent that it builds; of several nobody knows which it is of."""

_SAID_ONCE = frozenset(("framework.name", "approval_point"))
"""Of which two wordings, or two places that both exist, are no contradiction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Project:
    """One agent that is known by its project only."""

    id: str
    folder: str
    framework: Framework
    claims: tuple[Claim, ...]


def give_projects_to_agents(linked: Description) -> None:
    """Give what projects show to the agents that name their framework, and drop the agents that stood for them.

    A project is that of an agent with its id; else of each agent with its framework, where the agent is described
    in the project's folder or below, or where no other project has this framework. Where the only agent names no
    framework and there is one project, it is taken for its own, as a guess.
    """
    paths = frozenset(entry.path for entry in linked.inputs if entry.format == FORMAT)
    projects = list(_projects(linked, paths)) if paths else []
    if not projects:
        return
    agents = [one for one in linked.entities if one.kind is EntityKind.AGENT and not _stands_in(one.location, paths)]
    targets: dict[str, dict[str, bool]] = defaultdict(dict)
    for agent in agents:
        project, guessed = _project_of(agent, agents, projects, linked)
        if project is not None:
            targets[project.id][agent.id] = guessed
    for project in projects:
        if targets[project.id]:
            _give(linked, project, targets[project.id], paths)
        elif agents:
            title = project.framework.title
            message = f"no agent of the description is said to be built with {title}, as the project `{project.id}` is"
            linked.notes.append(Note(message=message, location=project.claims[0].location))


def _projects(linked: Description, paths: frozenset[str]) -> Iterator[_Project]:
    of: dict[str, list[Claim]] = defaultdict(list)
    for claim in linked.claims:
        if _stands_in(claim.location, paths):
            of[claim.subject].append(claim)
    for subject, claims in of.items():
        told = {
            claim.attribute: str(claim.value) for claim in claims if claim.attribute in ("project", "framework.name")
        }
        framework = catalogue().called(told.get("framework.name", ""))
        if "project" in told and framework is not None:
            folder = "" if told["project"] == "." else told["project"]
            yield _Project(id=subject, folder=folder, framework=framework, claims=tuple(claims))


def _stands_in(location: Location | None, paths: frozenset[str]) -> bool:
    return location is not None and location.path in paths


def _project_of(
    agent: Entity, agents: Sequence[Entity], projects: Sequence[_Project], linked: Description
) -> tuple[_Project | None, bool]:
    """Return the project that an agent is built from, and whether that is a guess."""
    same_id = next((project for project in projects if project.id == agent.id), None)
    if same_id is not None:
        return same_id, False
    named = [str(c.value) for c in linked.claims if c.subject == agent.id and c.attribute == "framework.name"]
    if not named:
        alone = len(projects) == 1 and len({one.id for one in agents}) == 1
        return (projects[0], True) if alone else (None, False)
    framework = catalogue().called(named[0])
    family = framework.family if framework is not None else ""
    candidates = [project for project in projects if project.framework.family == family]
    around = [project for project in candidates if _holds(project, agent)]
    if around:
        return max(around, key=lambda project: len(project.folder)), False
    if len(candidates) > 1:
        ids = ", ".join(f"`{project.id}`" for project in candidates)
        message = f"`{agent.id}` may be built from any of the projects {ids}; linked to none of them"
        linked.notes.append(Note(message=message, location=agent.location))
    return (candidates[0], False) if len(candidates) == 1 else (None, False)


def _holds(project: _Project, agent: Entity) -> bool:
    path = agent.location.path if agent.location is not None else ""
    return bool(project.folder) and PurePosixPath(path).is_relative_to(project.folder)


def _give(linked: Description, project: _Project, targets: Mapping[str, bool], paths: frozenset[str]) -> None:
    """Move the claims of a project to agents, and drop the agent that stood for it."""
    own = {id(claim) for claim in project.claims}
    kept = [claim for claim in linked.claims if id(claim) not in own]
    stated: dict[str, list[Claim]] = defaultdict(list)
    for claim in kept:
        stated[claim.subject].append(claim)
    for agent, guessed in targets.items():
        kept += _adapted(project, agent, stated[agent], guessed=guessed, alone=len(targets) == 1)
    linked.claims = kept
    linked.entities = [one for one in linked.entities if one.id != project.id or not _stands_in(one.location, paths)]


def _adapted(project: _Project, agent: str, stated: Sequence[Claim], *, guessed: bool, alone: bool) -> Iterator[Claim]:
    """Yield a project's claims as those of an agent; what the agent says itself is not said again in other words."""
    said = {claim.attribute for claim in stated if claim.level >= EvidenceLevel.DECLARED}
    named = next((str(claim.value) for claim in stated if claim.attribute == "framework.name"), "")
    framework = catalogue().called(named) or project.framework
    for claim in project.claims:
        left_out = claim.attribute in _SAID_ONCE and claim.attribute in said
        of_another = claim.attribute in _OF_CODE and not alone
        if not left_out and not of_another and claim.attribute != "framework.version":
            yield _moved(project, claim, agent, guessed=guessed)
    yield from _version(project, framework, agent, stated, guessed=guessed)


def _version(
    project: _Project, framework: Framework, agent: str, stated: Sequence[Claim], *, guessed: bool
) -> Iterator[Claim]:
    """Yield the version of the framework that the agent names, unless it only widens the one that the agent states."""
    own = next((str(claim.value) for claim in stated if claim.attribute == "framework.version"), "")
    for claim in project.claims:
        if claim.attribute != "frameworks" or not isinstance(claim.value, tuple):
            continue
        for record in claim.value:
            if not isinstance(record, Record) or record.name != framework.id:
                continue
            version = str(record.fields.get("version", ""))
            if version and not (own and record.fields.get("exact") is not True and in_range(own, version)):
                found = replace(
                    claim,
                    attribute="framework.version",
                    value=version,
                    location=record.location,
                    detail=str(record.fields.get("package", "")),
                )
                yield _moved(project, found, agent, guessed=guessed)


def _moved(project: _Project, claim: Claim, agent: str, *, guessed: bool) -> Claim:
    if not guessed:
        return replace(claim, subject=agent)
    why = f"the only project, `{project.id}`, is taken for that of the only agent"
    return replace(claim, subject=agent, level=min(claim.level, EvidenceLevel.INFERRED), detail=why)
