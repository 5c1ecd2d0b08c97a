"""Reads Compose files: services by what they run, what reaches what, models, and how each is set up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from auditor.documents import Document
from auditor.model.claims import Location
from auditor.model.description import Description
from auditor.model.kinds import EvidenceLevel, RelationKind
from auditor.readers.deployment.compose_models import (
    add_mcp_servers,
    add_models,
    add_provided_model,
    is_model,
    relate_models,
)
from auditor.readers.deployment.compose_project import FORMAT, Project, Service, open_project
from auditor.readers.deployment.compose_services import add_service, settings
from auditor.readers.deployment.interpolation import with_defaults
from auditor.readers.deployment.placed import Placed
from auditor.readers.reader import Reader, Reading

_NAME = re.compile(r"[^/]*compose[^/]*\.ya?ml$")
_OF_A_SERVICE = frozenset(
    (
        "image",
        "build",
        "provider",
        "extends",
        "command",
        "entrypoint",
        "container_name",
        "depends_on",
        "ports",
        "volumes",
        "env_file",
    )
)
_MARKS = frozenset(("services", "include", "models", "networks"))
_TOP_LEVEL = _MARKS | {"version", "name", "volumes", "secrets", "configs"}
_OTHER_FORMATS = frozenset(("jobs", "apiVersion", "openapi", "infra", "system"))
_HOST = re.compile(r"://(?:[^/\s@]*@)?([A-Za-z0-9][\w.-]*)")
_LONGEST = 4_000


def _recognises(document: Document) -> bool:
    if not document.trees or not isinstance(document.trees[0].value, dict):
        return False
    stated = document.trees[0].value
    if not _OTHER_FORMATS.isdisjoint(stated):
        return False
    services = stated.get("services")
    if isinstance(services, dict) and any(_like_a_service(service) for service in services.values()):
        return True
    keys = {key for key in stated if not key.startswith("x-")}
    named = _NAME.search(document.path.lower()) is not None
    return named and keys <= _TOP_LEVEL and not _MARKS.isdisjoint(keys)


def _like_a_service(value: object) -> bool:
    # The services of azure.yaml have a project and a host, and may have an image too.
    return isinstance(value, dict) and not _OF_A_SERVICE.isdisjoint(value) and not {"project", "host"} <= value.keys()


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    project = open_project(document, reading)
    add_models(project)
    for service in project.services.values():
        if is_model(service):
            add_provided_model(project, service)
    for service in project.services.values():
        if not is_model(service):
            gateway = add_service(project, service)
            add_mcp_servers(project, service, gateway)
        relate_models(project, service)
        _calls(project, service)
    _profiles(project)
    if not project.services and not project.models:
        project.note(Placed.root(document).location, "this Compose file lists no service")
    return project.description


def _calls(project: Project, service: Service) -> None:
    seen: set[str] = {service.key}
    for target, location in _named_services(project, service):
        if target not in seen:
            seen.add(target)
            model = project.models.get(target) if target not in project.services else None
            uses = target in project.services and is_model(project.services[target])
            verb = RelationKind.USES if uses or model else RelationKind.CALLS
            project.description.relate(service.key, verb, model or target, EvidenceLevel.INFERRED, location)


def _named_services(project: Project, service: Service) -> Iterator[tuple[str, Location]]:
    for key in ("depends_on", "links"):
        for placed in service.all(key):
            if not isinstance(placed.value, dict | list):
                project.refuse(placed, f"`{key}`", "a list or a mapping")
            for name, location in _names(placed):
                if name in project.services:
                    yield name, location
                else:
                    project.note(location, f"`{key}` names `{name}`, which is not a service of this file")
    for _, placed in settings(service):
        if isinstance(placed.value, str):
            for match in _HOST.finditer(with_defaults(placed.value[:_LONGEST])):
                if match[1] in project.services:
                    yield match[1], placed.location


def _names(placed: Placed) -> Iterator[tuple[str, Location]]:
    for name, item in placed.entries():
        yield name, item.key_location
    for item in placed.items():
        if isinstance(item.value, str):
            yield item.value.partition(":")[0], item.location


def _profiles(project: Project) -> None:
    by_file: dict[str, list[tuple[Service, Placed]]] = defaultdict(list)
    for service in project.services.values():
        profiles = service.get("profiles")
        if profiles is not None:
            by_file[profiles.location.path].append((service, profiles))
    for found in by_file.values():
        named = ", ".join(f"{service.key} ({_listed(profiles)})" for service, profiles in found)
        project.note(found[0][1].location, f"services that run only with a profile: {named}")


def _listed(placed: Placed) -> str:
    return " or ".join(str(item.value) for item in placed.items())


READER = Reader(format=FORMAT, title="Compose file", recognises=_recognises, read=_read)
