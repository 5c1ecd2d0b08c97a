"""What one service of a Compose file is, and what the file states about how it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.model.claims import AttributeValue, Location
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind, EvidenceLevel
from auditor.model.vocabulary import ATTRIBUTES
from auditor.readers.deployment.compose_project import Project, Service
from auditor.readers.deployment.images import exactness, parse_image
from auditor.readers.deployment.placed import Placed
from auditor.readers.deployment.products import VECTOR_STORES, product_of
from auditor.readers.deployment.secrets import is_inline_secret, secret_flags

_DOCUMENTED = EvidenceLevel.DOCUMENTED
_INFERRED = EvidenceLevel.INFERRED
_LOOPBACK = re.compile(r"(127\.\d+\.\d+\.\d+|\[?::1\]?|localhost):")
_SOCKET = re.compile(r"(^|/)(docker|podman|containerd)\.sock(:|$)")


def add_service(project: Project, service: Service) -> Entity:
    """Add the entity of one service and the claims about it."""
    image = service.text("image")
    product = product_of(parse_image(image).repository) if image and service.get("build") is None else None
    entity = Entity(
        id=service.key,
        kind=product[0] if product else EntityKind.SERVICE,
        name=service.key,
        location=service.location,
        level=_INFERRED if product else _DOCUMENTED,
    )
    project.description.entities.append(entity)
    claims = _Claims(project=project, entity=entity)
    claims.add("deployed_as", service.key, service.location)
    _image(claims, service, product[1] if product else None)
    _ports(claims, service)
    _running(claims, service)
    _health(claims, service)
    _secrets(claims, service)
    return entity


class _Claims:
    """Adds claims about one entity, but for attributes that its kind does not have."""

    def __init__(self, *, project: Project, entity: Entity) -> None:
        self.project = project
        self._entity = entity

    def add(
        self,
        attribute: str,
        value: AttributeValue,
        location: Location,
        *,
        level: EvidenceLevel = _DOCUMENTED,
        detail: str = "",
    ) -> None:
        if self._entity.kind in ATTRIBUTES[attribute].kinds:
            self.project.description.claim(self._entity.id, attribute, value, level, location, detail=detail)


def _image(claims: _Claims, service: Service, product: str | None) -> None:
    image = service.get("image")
    if image is None:
        return
    if not isinstance(image.value, str):
        claims.project.refuse(image, "`image`", "text")
        return
    claims.add("image", image.value, image.location)
    if product is not None:
        claims.add("engine", product, image.location, level=_INFERRED, detail="from the name of the image")
        if product in VECTOR_STORES:
            claims.add("holds", "vectors", image.location, level=_INFERRED, detail=f"{product} keeps vectors")
    exact = exactness(image.value)
    if exact is None or service.get("build") is not None:
        return
    pinned, certain = exact
    moves = "the tag moves when a newer image is published" if parse_image(image.value).tag else "there is no tag"
    detail = "the tag or digest is exact" if pinned else moves
    claims.add("pinned", pinned, image.location, level=_DOCUMENTED if certain else _INFERRED, detail=detail)


def _ports(claims: _Claims, service: Service) -> None:
    published: list[tuple[str, Location]] = []
    for ports in service.all("ports"):
        if not isinstance(ports.value, list):
            claims.project.refuse(ports, "`ports`", "a list")
            return
        published += [(text, item.location) for item in ports.items() if (text := _port(claims.project, item))]
    if published:
        claims.add("access", ("api",), published[0][1], level=_INFERRED, detail="ports are published")
    outside = {text: location for text, location in reversed(published) if not _LOOPBACK.match(text)}
    for text, location in sorted(outside.items()):
        claims.add("published_ports", (text,), location)
    if not outside and service.whole and service.text("network_mode") != "host":
        detail = "only to the host itself" if published else "the file publishes none"
        claims.add("published_ports", (), published[0][1] if published else service.location, detail=detail)


def _port(project: Project, item: Placed) -> str | None:
    if isinstance(item.value, str | int) and not isinstance(item.value, bool):
        return str(item.value)
    if isinstance(item.value, dict) and item.get("target") is not None:
        parts = [item.value.get(key) for key in ("host_ip", "published", "target")]
        return ":".join(str(part) for part in parts if isinstance(part, str | int))
    project.refuse(item, "this port", "text such as `8080:80`")
    return None


def _running(claims: _Claims, service: Service) -> None:
    reasons = list(_privileges(service))
    if reasons:
        reason, location = reasons[0]
        claims.add("privileged", True, location, detail=reason)
    elif service.whole and (service.get("privileged") is None or _says(service, "privileged", False)):
        claims.add("privileged", False, service.location, detail="the file asks for none")
    limits = _limits(service)
    if limits is not None:
        claims.add("resource_limits", True, limits)
    elif service.whole:
        claims.add("resource_limits", False, service.location, detail="the file sets none")
    count = _replicas(service)
    if count is not None and isinstance(count.value, int) and not isinstance(count.value, bool):
        claims.add("replicas", count.value, count.location)


def _says(service: Service, key: str, value: bool | str) -> bool:
    found = service.get(key)
    return found is not None and type(found.value) is type(value) and found.value == value


def _privileges(service: Service) -> Iterator[tuple[str, Location]]:
    checks: tuple[tuple[str, bool | str, str], ...] = (
        ("privileged", True, "runs privileged"),
        ("use_api_socket", True, "has the container engine's socket"),
        ("network_mode", "host", "shares the host's network"),
        ("pid", "host", "sees the host's processes"),
    )
    for key, value, reason in checks:
        found = service.get(key)
        if found is not None and _says(service, key, value):
            yield reason, found.location
    for volumes in service.all("volumes"):
        for item in volumes.items():
            source = item.text("source") if isinstance(item.value, dict) else item.value
            if isinstance(source, str) and _SOCKET.search(source):
                yield "mounts the container engine's socket", item.location


def _limits(service: Service) -> Location | None:
    for deploy in service.all("deploy"):
        resources = deploy.get("resources")
        limits = resources.get("limits") if resources else None
        if limits is not None and any(limits.get(key) for key in ("memory", "cpus")):
            return limits.location
    found = service.get("mem_limit") or service.get("cpus") or service.get("cpu_quota")
    return found.location if found else None


def _replicas(service: Service) -> Placed | None:
    deploy = service.get("deploy")
    return (deploy.get("replicas") if deploy else None) or service.get("scale")


def _health(claims: _Claims, service: Service) -> None:
    health = service.get("healthcheck")
    if health is None:
        if service.whole:
            detail = "the file states no health check; the image may have one"
            claims.add("health_check", False, service.location, level=_INFERRED, detail=detail)
        return
    if not isinstance(health.value, dict):
        claims.project.refuse(health, "`healthcheck`", "a mapping")
        return
    test = health.value.get("test")
    off = health.value.get("disable") is True or test in ("NONE", ["NONE"])
    claims.add("health_check", not off, health.location)


def settings(service: Service) -> Iterator[tuple[str, Placed]]:
    """Return the environment of a service and the arguments of its build by name; the nearest of a name counts."""
    seen: set[str] = set()
    for name, placed in _all_settings(service):
        if name not in seen:
            seen.add(name)
            yield name, placed


def _all_settings(service: Service) -> Iterator[tuple[str, Placed]]:
    blocks = [*service.all("environment"), *(args for build in service.all("build") if (args := build.get("args")))]
    for block in blocks:
        yield from block.entries()
        for item in block.items():
            if isinstance(item.value, str) and "=" in item.value:
                name, _, value = item.value.partition("=")
                yield name.strip(), Placed(value=value, location=item.location)


def _secrets(claims: _Claims, service: Service) -> None:
    environment = service.get("environment")
    if environment is not None and not isinstance(environment.value, dict | list):
        claims.project.refuse(environment, "`environment`", "a mapping or a list")
        return
    found = [(name, item.location) for name, item in settings(service) if is_inline_secret(name, item.value)]
    for key in ("command", "entrypoint"):
        placed = service.get(key)
        if placed is not None:
            found += [(flag, placed.location) for flag in secret_flags(words(placed))]
    for name, location in dict(reversed(found)).items():
        claims.add("inline_secrets", (name,), location)
    if not found and service.whole:
        detail = "no setting that is named like a secret holds a literal"
        claims.add("inline_secrets", (), service.location, detail=detail)


def words(placed: Placed) -> str:
    """Return a command as one text, whether it is written as a text or as a list."""
    if isinstance(placed.value, str):
        return placed.value
    return " ".join(str(item.value) for item in placed.items() if isinstance(item.value, str | int))
