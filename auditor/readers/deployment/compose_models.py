"""Models and MCP gateways of a Compose file: what it lets its services think with, and which tools it starts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.model.claims import Location
from auditor.model.entities import Entity, tool_id, unknown_members_id
from auditor.model.kinds import EntityKind, EvidenceLevel, Members, RelationKind
from auditor.readers.deployment.compose_project import Project, Service
from auditor.readers.deployment.compose_services import words
from auditor.readers.deployment.images import parse_image
from auditor.readers.deployment.placed import Placed

_DOCUMENTED = EvidenceLevel.DOCUMENTED
_OPTION = re.compile(r"--(servers|tools|transport)[= ]([^\s\"']+)")
_TRANSPORTS = {"sse": "sse", "streaming": "http", "http": "http", "stdio": "stdio"}
_UNNAMED = "the file does not name the servers behind the gateway"
_UNLISTED = "the file does not list the tools of this server"


def add_models(project: Project) -> None:
    """Add the models that the top-level `models:` of every file list."""
    for file in project.files:
        models = file.get("models")
        if models is None:
            continue
        if not isinstance(models.value, dict):
            project.refuse(models, "`models`", "a mapping")
        for key, model in models.entries():
            if key.startswith("x-") or key in project.models:
                continue
            if not isinstance(model.value, dict):
                project.refuse(model, f"the model `{key}`", "a mapping")
                continue
            project.models[key] = _free_id(project, key, "model")
            _add_model(project, project.models[key], model, model.get("model"), model.get("context_size"))


def is_model(service: Service) -> bool:
    """Tell whether a service is a model that a provider runs."""
    provider = service.get("provider")
    return provider is not None and provider.text("type") == "model"


def add_provided_model(project: Project, service: Service) -> None:
    """Add a model that is written as a service."""
    provider = service.get("provider")
    options = provider.get("options") if provider else None
    placed = Placed(value=None, location=service.location)
    project.models[service.key] = service.key
    size = options.get("context-size") if options else None
    _add_model(project, service.key, placed, options.get("model") if options else None, size)


def _add_model(project: Project, entity_id: str, placed: Placed, reference: Placed | None, size: Placed | None) -> None:
    project.description.entities.append(
        Entity(
            id=entity_id,
            kind=EntityKind.MODEL,
            name=entity_id,
            location=placed.key_location,
            level=_DOCUMENTED,
        )
    )
    claim = project.description.claim
    claim(entity_id, "deployed_as", entity_id, _DOCUMENTED, placed.key_location)
    if reference is not None and isinstance(reference.value, str):
        claim(entity_id, "image", reference.value, _DOCUMENTED, reference.location)
        image = parse_image(reference.value)
        if image.tag and image.tag != "latest" and "$" not in image.tag:
            version = f"{image.repository}:{image.tag}"
            claim(entity_id, "version", version, _DOCUMENTED, reference.location)
    if size is not None and isinstance(size.value, int) and not isinstance(size.value, bool):
        claim(entity_id, "context_window", size.value, _DOCUMENTED, size.location)


def relate_models(project: Project, service: Service) -> None:
    """Add the relations to the models that a service names."""
    for models in service.all("models"):
        named = [(key, item.key_location) for key, item in models.entries()]
        named += [(item.value, item.location) for item in models.items() if isinstance(item.value, str)]
        for key, location in named:
            if key in project.models:
                model = project.models[key]
                project.description.relate(service.key, RelationKind.USES, model, _DOCUMENTED, location)
            else:
                project.note(location, f"`{key}` is not among the models of this file")


def add_mcp_servers(project: Project, service: Service, gateway: Entity) -> None:
    """Add the MCP servers that a gateway starts; their tools are unknown unless the gateway lists them."""
    options = {name: (value, place) for name, value, place in _options(service)}
    if gateway.kind is not EntityKind.GATEWAY and "servers" not in options:
        return
    if "servers" not in options:
        if "mcp-gateway" in (service.text("image") or ""):
            _unknown(project, gateway.id, service.location, _UNNAMED)
        return
    servers = [name for name in options["servers"][0].split(",") if name and "$" not in name]
    if not servers:
        _unknown(project, gateway.id, options["servers"][1], _UNNAMED)
    for server in servers:
        _add_server(project, gateway, server, options, alone=len(servers) == 1)


def _options(service: Service) -> Iterator[tuple[str, str, Location]]:
    command = service.get("command")
    if command is None:
        return
    for placed in (command, *command.items()):
        for match in _OPTION.finditer(words(placed)):
            yield match[1], match[2], placed.location


def _add_server(
    project: Project, gateway: Entity, server: str, options: dict[str, tuple[str, Location]], *, alone: bool
) -> None:
    entity_id = _free_id(project, server, "mcp")
    place = options["servers"][1]
    listed = options.get("tools") if alone else None
    tools = [name for name in listed[0].split(",") if name and "$" not in name] if listed else []
    project.description.entities.append(
        Entity(
            id=entity_id,
            kind=EntityKind.INTERFACE,
            name=server,
            location=place,
            level=_DOCUMENTED,
            members=Members.CLOSED if tools else Members.OPEN,
        )
    )
    claim = project.description.claim
    claim(entity_id, "protocol", "mcp", _DOCUMENTED, place, detail="an MCP gateway starts it")
    transport = _TRANSPORTS.get(options["transport"][0]) if "transport" in options else None
    if transport is not None:
        claim(entity_id, "transport", transport, _DOCUMENTED, options["transport"][1])
    project.description.relate(gateway.id, RelationKind.EXPOSES, entity_id, _DOCUMENTED, place)
    if listed and tools:
        for name in tools:
            _add_tool(project, entity_id, name, listed[1])
        project.description.closed_relations.add((entity_id, RelationKind.EXPOSES))
    else:
        _unknown(project, entity_id, place, _UNLISTED)


def _add_tool(project: Project, server: str, name: str, location: Location) -> None:
    tool = tool_id(server, own_id=name)
    project.description.entities.append(
        Entity(id=tool, kind=EntityKind.TOOL, name=name, location=location, level=_DOCUMENTED)
    )
    project.description.claim(tool, "own_name", name, _DOCUMENTED, location)
    project.description.claim(tool, "protocol", "mcp", _DOCUMENTED, location)
    project.description.relate(server, RelationKind.EXPOSES, tool, _DOCUMENTED, location)


def _unknown(project: Project, owner: str, location: Location, because: str) -> None:
    unknown = unknown_members_id(owner)
    project.description.entities.append(
        Entity(
            id=unknown,
            kind=EntityKind.TOOL,
            name=unknown,
            location=location,
            level=_DOCUMENTED,
            placeholder=True,
            because=because,
        )
    )
    project.description.relate(owner, RelationKind.EXPOSES, unknown, _DOCUMENTED, location)


def _free_id(project: Project, wanted: str, kind: str) -> str:
    taken = project.services.keys() | {entity.id for entity in project.description.entities}
    found, number = wanted, 1
    while found in taken:
        found = f"{wanted}-{kind}" if number == 1 else f"{wanted}-{kind}-{number}"
        number += 1
    return found
