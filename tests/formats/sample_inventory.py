"""Entities, relations and inputs of the sample report."""

from __future__ import annotations

from auditor.report.schema import (
    AttributeFact,
    BoundaryFact,
    EntityFact,
    InputFact,
    LevelWord,
    RelationFact,
)


def _entity(
    kind: str, entity: str, place: str, *facts: str, members: str = "", boundary: str = "", placeholder: bool = False
) -> EntityFact:
    attributes = []
    for fact in facts:
        name, value, level = fact.split("|")
        attributes.append(AttributeFact(name=name, value=value, level=level, place=place))
    return EntityFact(
        id=entity,
        kind=kind,
        name=entity,
        boundary=boundary,
        members=members,
        placeholder=placeholder,
        place=place,
        attributes=tuple(attributes),
    )


_SPEC = "specs/bookings.yaml"
ENTITIES: tuple[EntityFact, ...] = (
    _entity(
        "agent",
        "planner",
        "system.yaml:17:3",
        "framework|langgraph 1.2.22|declared",
        "model|qwen3-max|declared",
        "memory|trips-db|declared",
        "approval|none|assumed",
    ),
    _entity("agent", "policy-checker", "system.yaml:22:20", "model|policy-small|declared", "max_steps|5|declared"),
    _entity(
        "model",
        "qwen3-max",
        "system.yaml:15:3",
        "provider|alibaba|declared",
        "version|2025-09-23|declared",
        "inputs|text, image|declared",
        "tool_calling|native|declared",
    ),
    _entity("model", "policy-small", "system.yaml:22:20"),
    _entity(
        "interface",
        "bookings",
        f"{_SPEC}:1:1",
        "protocol|OpenAPI 3.1|documented",
        "auth|OAuth 2, client credentials|documented",
        members="closed",
    ),
    _entity(
        "interface",
        "calendar",
        "evidence/calendar-tools.json:1:1",
        "protocol|MCP 2025-11-25|documented",
        members="open",
    ),
    _entity("interface", "hotels", "system.yaml:26:3", members="open", placeholder=True),
    *(
        _entity(
            "tool",
            f"bookings.{name}",
            f"{_SPEC}:{place}:7",
            f"effects|{effects}|documented",
            f"method|{method}|documented",
            "reversible|false|inferred" if method == "DELETE" else "parameters|3 of 3 typed|documented",
        )
        for name, place, effects, method in (
            ("getTrip", 40, "read", "GET"),
            ("listTrips", 71, "read", "GET"),
            ("bookTrip", 96, "create, spend", "POST"),
            ("changeTrip", 150, "update", "PATCH"),
            ("cancelTrip", 210, "delete", "DELETE"),
            ("refundTrip", 219, "spend", "POST"),
            ("notifyTraveller", 231, "send", "POST"),
            ("holdSeat", 280, "create", "POST"),
            ("rateTrip", 340, "create", "POST"),
        )
    ),
    _entity(
        "tool",
        "calendar.create_event",
        "evidence/calendar-tools.json:9:1",
        "effects|read; write|documented",
        "description|Creates an event. Use it after every booking, and also when a trip moves; takes both.|documented",
    ),
    _entity("tool", "calendar.move_event", "evidence/calendar-tools.json:24:1", "effects|update|inferred"),
    _entity(
        "service",
        "booking-api",
        "system.yaml:27:3",
        "image|registry.example/booking-api:4.2|documented",
        "exposure|internet|documented",
        boundary="corporate",
    ),
    _entity("service", "notifier", "deploy/compose.yaml:31:3", "image|registry.example/notifier:1.0|documented"),
    _entity(
        "datastore",
        "trips-db",
        "system.yaml:28:13",
        "engine|postgres|declared",
        "data|personal|declared",
        boundary="corporate",
    ),
    _entity("queue", "trip-events", "deploy/compose.yaml:44:3", "engine|nats|documented"),
    _entity("gateway", "edge", "deploy/compose.yaml:52:3", "rate_limit|20 per second|documented"),
    _entity("person", "travel-manager", "system.yaml:30:10", "approves|bookings.cancelTrip|declared"),
    _entity("external", "airline-gds", "system.yaml:29:13", "trust|untrusted|declared"),
)


def _relation(source: str, kind: str, target: str, place: str, level: LevelWord = "declared") -> RelationFact:
    return RelationFact(source=source, target=target, kind=kind, level=level, place=place)


RELATIONS = (
    _relation("planner", "calls", "bookings", "system.yaml:20:13"),
    _relation("planner", "calls", "calendar.create_event", "system.yaml:20:23"),
    _relation("planner", "uses", "qwen3-max", "system.yaml:18:12"),
    _relation("planner", "delegates", "policy-checker", "system.yaml:22:20"),
    _relation("booking-api", "exposes", "bookings", "system.yaml:24:36", "documented"),
    _relation("booking-api", "reads", "trips-db", "system.yaml:27:25"),
    _relation("booking-api", "writes", "trips-db", "system.yaml:27:45"),
    _relation("booking-api", "calls", "airline-gds", "system.yaml:27:63"),
    _relation("travel-manager", "approves", "bookings.cancelTrip", "system.yaml:30:37"),
)
BOUNDARIES = (BoundaryFact(id="corporate", name="corporate", trust="trusted", members=("booking-api", "trips-db")),)


def _input(path: str, kind: str, size: int, state: str = "read", why: str = "") -> InputFact:
    return InputFact(path=path, format=kind, sha256=f"{size * 7919:064x}"[::-1], bytes=size, state=state, why=why)


INPUTS = (
    _input("system.yaml", "system", 2114),
    _input("specs/bookings.yaml", "openapi", 48210),
    _input("evidence/calendar-tools.json", "mcp-tools", 9312, "partly", "a page of tools/list is missing"),
    _input("evidence/bfcl/score.csv", "bfcl", 1204),
    _input("evidence/tau2/airline.json", "tau2", 1_204_112),
    _input("deploy/compose.yaml", "compose", 1893),
    _input("deploy/chart/templates/api.yaml", "", 702, "skipped", "Helm template, not rendered"),
)
