"""What a system has already that could serve a place that does not exist yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from auditor.frameworks.choice import framework_called
from auditor.model.claims import Location
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.kinds import RelationKind as R
from auditor.model.system import System
from auditor.room.standing import Place

_DECLARED, _INFERRED = EvidenceLevel.DECLARED, EvidenceLevel.INFERRED
_CALLABLE = ("api", "commands", "events")
_IDENTITY_PRODUCTS = frozenset(
    (
        "keycloak", "dex", "auth0", "authentik", "authelia", "okta", "zitadel", "hydra", "kratos", "casdoor",
        "fusionauth", "supertokens", "logto", "pomerium", "oauth2", "spire", "spiffe", "cognito", "entra", "freeipa",
        "openldap", "kanidm",
    )
)  # fmt: skip
_WORKFLOW_PRODUCTS = frozenset(
    (
        "temporal", "temporalio", "camunda", "zeebe", "flowable", "n8n", "airflow", "prefect", "dagster", "conductor",
        "kestra", "windmill", "argo", "activiti", "jbpm",
    )
)  # fmt: skip
_BESIDE = frozenset(
    ("exporter", "ui", "db", "database", "postgres", "operator", "admin", "init", "migrate", "client", "cli", "backup")
)
"""Words that turn the name of a product into something that stands beside it."""
_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Something that exists and could serve a place."""

    entity: Entity
    why: str
    """How it could, as the rest of a sentence about the entity."""
    level: EvidenceLevel
    """How well it is supported that it is what it is taken for."""
    location: Location | None


def servers_of(system: System, place: Place) -> tuple[Server, ...]:
    """Return what could serve a place: the nearest first, then the best supported, then by id."""
    search = _SEARCHES.get(place)
    found = search(system) if search is not None else ()
    best: dict[str, Server] = {}
    for server in found:
        known = best.get(server.entity.id)
        if known is None or server.level > known.level:
            best[server.entity.id] = server
    return tuple(sorted(best.values(), key=_order))


_NEAREST = (K.INTERFACE, K.SERVICE, K.GATEWAY)
"""An interface has a contract already; a service is nearer to one than a queue is."""


def _order(server: Server) -> tuple[int, int, str]:
    kind = server.entity.kind
    nearness = _NEAREST.index(kind) if kind in _NEAREST else len(_NEAREST)
    return nearness, -server.level, server.entity.id


def _callable(system: System) -> Iterator[Server]:
    """Yield interfaces that no agent calls yet, services with an API, and queues over which a call could come."""
    called = {r.target for r in system.relations if r.kind is R.CALLS and _kind(system, r.source) is K.AGENT}
    exposed: dict[str, list[str]] = {}
    for relation in system.relations:
        if relation.kind is R.EXPOSES:
            exposed.setdefault(relation.source, []).append(relation.target)
    for interface in system.of_kind(K.INTERFACE):
        tools = [t for t in exposed.get(interface.id, ()) if not system.entities[t].placeholder]
        if tools and interface.id not in called and called.isdisjoint(tools):
            many = "a tool" if len(tools) == 1 else f"{len(tools)} tools"
            yield _server(interface, f"lists {many} that no agent calls yet", interface.level)
    for service in system.of_kind(K.SERVICE):
        if not service.placeholder and not _asks_an_agent(system, service.id):
            yield from _with_access(system, service, called, exposed)
    for queue in system.of_kind(K.QUEUE):
        if not queue.placeholder:
            yield _server(queue, "carries events, and a message could be an action", queue.level)


def _with_access(system: System, service: Entity, called: set[str], exposed: dict[str, list[str]]) -> Iterator[Server]:
    fact = system.fact(service.id, "access")
    ways = fact.value if isinstance(fact, Known) and isinstance(fact.value, tuple) else ()
    usable = [str(way) for way in ways if way in _CALLABLE]
    if not usable or not called.isdisjoint((service.id, *exposed.get(service.id, ()))):
        return
    claim = next((c for c in fact.claims if c.location is not None), None)
    what = {"api": "an API", "commands": "commands", "events": "events"}
    yield Server(
        entity=service,
        why=f"already has {' and '.join(what[way] for way in usable)}",
        level=fact.level if isinstance(fact, Known) else _INFERRED,
        location=claim.location if claim is not None else service.location,
    )


def _asks_an_agent(system: System, service: str) -> bool:
    """Tell whether a service is in front of an agent, so that the agent cannot sensibly call it."""
    return any(
        r.source == service and r.kind in (R.CALLS, R.TRIGGERS) and _kind(system, r.target) is K.AGENT
        for r in system.relations
    )


def _gateways(system: System) -> Iterator[Server]:
    for gateway in system.of_kind(K.GATEWAY):
        if not gateway.placeholder:
            yield _server(gateway, "could route the calls of the model", gateway.level)


def _frameworks(system: System) -> Iterator[Server]:
    for agent in system.of_kind(K.AGENT):
        fact = system.fact(agent.id, "framework.name")
        if isinstance(fact, Known) and framework_called(str(fact.value)) is not None:
            why = f"is built with {fact.value}, which has a place for tools"
            yield _server(agent, why, min(fact.level, _DECLARED), fact.claims[0].location)


def _identities(system: System) -> Iterator[Server]:
    yield from _named(system, _IDENTITY_PRODUCTS, "could issue an identity", (K.SERVICE, K.GATEWAY, K.EXTERNAL))
    yield from _enforcing(system, "authentication", "authenticates its callers")


def _approvals(system: System) -> Iterator[Server]:
    yield from _named(system, _WORKFLOW_PRODUCTS, "could hold an action", (K.SERVICE, K.GATEWAY, K.EXTERNAL))
    yield from _enforcing(system, "approval", "holds actions for approval")
    for person in system.of_kind(K.PERSON):
        if not person.placeholder:
            yield _server(person, "could decide, once something holds the action", person.level)


def _sinks(system: System) -> Iterator[Server]:
    for sink in system.of_kind(K.TELEMETRY):
        if not sink.placeholder:
            yield _server(sink, "keeps records, and could keep those of actions", sink.level)


def _tested(system: System) -> Iterator[Server]:
    """Yield models with a recorded result on calling tools."""
    for model in system.of_kind(K.MODEL):
        fact = system.fact(model.id, "evaluations")
        for claim in fact.claims if isinstance(fact, Known) and fact.level >= EvidenceLevel.RECORDED else ():
            records = claim.value if isinstance(claim.value, tuple) else ()
            shown = [r for r in records if getattr(r, "fields", {}).get("tool_use") in ("function_calling", "shell")]
            if shown:
                yield _server(model, "has a result on calling tools", claim.level, claim.location)


def _named(system: System, products: frozenset[str], could: str, kinds: tuple[K, ...]) -> Iterator[Server]:
    for kind in kinds:
        for entity in system.of_kind(kind):
            for name, how, location in () if entity.placeholder else _names(system, entity):
                words = set(_WORD.split(name.casefold()))
                product = sorted(words & products)
                if product and words.isdisjoint(_BESIDE):
                    yield _server(entity, f"{could}; its {how} suggests {product[0]}", _INFERRED, location)
                    break


def _names(system: System, entity: Entity) -> Iterator[tuple[str, str, Location | None]]:
    if "image" in system.claimed(entity.id):
        image = system.fact(entity.id, "image")
        if isinstance(image, Known):
            repository = str(image.value).partition("@")[0].rpartition("/")[2].partition(":")[0]
            yield repository, "image", image.claims[0].location
    yield entity.id, "name", entity.location
    yield entity.name, "name", entity.location


def _enforcing(system: System, policy: str, why: str) -> Iterator[Server]:
    for gateway in system.of_kind(K.GATEWAY):
        fact = system.fact(gateway.id, "policies")
        if isinstance(fact, Known) and isinstance(fact.value, tuple) and policy in fact.value:
            yield _server(gateway, why, fact.level, fact.claims[0].location)


def _server(entity: Entity, why: str, level: EvidenceLevel, location: Location | None = None) -> Server:
    return Server(entity=entity, why=why, level=level, location=location or entity.location)


def _kind(system: System, entity_id: str) -> K | None:
    entity = system.entities.get(entity_id)
    return entity.kind if entity is not None else None


_SEARCHES: dict[Place, Callable[[System], Iterator[Server]]] = {
    Place.LOGIC: _callable,
    Place.TOOL: _callable,
    Place.CONTRACT: _callable,
    Place.MODEL_SEAM: _gateways,
    Place.TOOLS: _frameworks,
    Place.IDENTITY: _identities,
    Place.AUTHENTICATION: _identities,
    Place.APPROVAL: _approvals,
    Place.ACTION_LOG: _sinks,
    Place.EVIDENCE: _tested,
}
