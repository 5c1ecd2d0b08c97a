"""Makes systems of any size in the proportions of the samples, and measures each step of auditing them."""

from __future__ import annotations

import json
import random
import statistics
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from measuring import AUDIT, PYTHON, measure, row

Data: TypeAlias = "bool | int | float | str | list[Data] | dict[str, Data] | None"

SIZES = (100, 1_000, 10_000)
TEAM = 50
"""Entities that one team brings: 28 tools of two interfaces, 2 agents, a model and what they run on."""
DIVISION = 10
"""Teams whose events wake one another; agents reach about so far."""

_NOUNS = (
    "invoice", "order", "shipment", "contract", "ticket", "refund", "customer", "supplier",
    "employee", "booking", "payment", "claim", "policy", "quote", "lease", "permit",
    "budget", "delivery", "product", "review", "device", "account", "campaign", "lesson",
    "patient", "meter", "route", "vehicle", "sample", "incident",
)  # fmt: skip
_VERBS = {
    "search": ("get", "Returns one page of {0}s that match the words, the newest first."),
    "get": ("get", "Returns one {0} with its state, its owner and the number of its last change."),
    "list": ("get", "Returns the changes of one {0}, at most fifty a page."),
    "create": ("post", "Creates a {0} from the given fields and returns it with its identifier."),
    "update": ("patch", "Changes the named fields of a {0} and returns what it is afterwards."),
    "cancel": ("post", "Cancels a {0}; it can be restored within 30 days."),
    "delete": ("delete", "Removes a {0} and its history for good."),
}
_EFFECTS = {"create": "create", "update": "update", "cancel": "update", "delete": "delete"}


def write_system(folder: Path, entities: int, *, seed: int = 1, division: int = DIVISION) -> Path:
    """Write a system.yaml with its contracts into a folder, and return it; the same arguments give the same bytes.

    The number of entities is rounded to whole teams of 50, and the system itself comes on top.
    """
    chance = random.Random(seed)
    (folder / "contracts").mkdir(parents=True, exist_ok=True)
    (folder / "approvals.md").write_text("# Approvals\n\nA person approves what cannot be undone.\n", encoding="utf-8")
    teams = max(1, round(entities / TEAM))
    whole: dict[str, dict[str, Data]] = {}
    for number in range(teams):
        for section, parts in _team(number, teams, division, chance).items():
            whole.setdefault(section, {}).update(parts)
        for name, document in _contracts(number, chance).items():
            (folder / "contracts" / name).write_text(json.dumps(document), encoding="utf-8")
    lines = [
        "audit: {version: 1, target_level: 3}",
        f"system: {{name: Generated {entities}, purpose: Measures., owner: bench, stage: production, intent: act}}",
    ]
    for section, parts in whole.items():
        lines.append(f"{section}:")
        lines += (f"  {name}: {json.dumps(part)}" for name, part in parts.items())
    path = folder / "system.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _team(number: int, teams: int, division: int, chance: random.Random) -> Mapping[str, dict[str, Data]]:
    """Return what one team adds to each section: 22 entities beside its tools, and a trust zone."""
    me, first = f"t{number}", number - number % division
    platform = f"t{first}"
    after = f"t{min(number + 1, first + division - 1, teams - 1)}"
    apart = chance.random
    return {
        "models": {f"{me}-model": {"provider": "alibaba", "version": "2025-09-23", "tool_calling": "native"}},
        "agents": {
            f"{me}-lead": {
                **_agent(me, chance),
                "tools": [f"{me}-desk"],
                "delegates_to": [f"{me}-clerk", *([f"{after}-lead"] if apart() < 0.3 and after != me else [])],
                "memory": f"{me}-memory",
            },
            f"{me}-clerk": {
                **_agent(me, chance),
                "tools": [f"{me}-books", *_some_tools(me, chance)],
                "delegates_to": [],
            },
        },
        "interfaces": {
            f"{me}-desk": {"mcp": f"contracts/{me}-desk.json", "served_by": f"{me}-tools", "transport": "http"},
            f"{me}-books": {"openapi": f"contracts/{me}-books.json", "served_by": f"{me}-api"},
        },
        "services": {
            f"{me}-web": _service("screen", calls=[f"{me}-lead", f"{me}-api"]),
            f"{me}-api": _service("api", calls=[f"{me}-core"], reads=[f"{me}-db"], writes=[f"{me}-db"]),
            f"{me}-core": _service("api", calls=[f"{platform}-core"] if platform != me else [f"{me}-partner"],
                                   reads=[f"{me}-db"], writes=[f"{me}-done"]),
            f"{me}-tools": _service("api", calls=[f"{me}-core", f"{me}-partner"]),
            f"{me}-worker": _service("events", reads=[f"{me}-todo"], writes=[f"{me}-archive", f"{me}-failed"]),
            f"{me}-jobs": _service("commands", reads=[f"{me}-archive"], writes=[f"{me}-todo"]),
        },
        "datastores": {
            f"{me}-db": {"engine": "postgres", "data": [chance.choice(["personal", "financial", "internal"])]},
            f"{me}-memory": {"engine": "redis", "holds": "memory", "data": ["personal"]},
            f"{me}-archive": {"engine": "s3", "data": ["internal"], "retention": "365d"},
        },
        "queues": {
            f"{me}-todo": {"engine": "kafka", "triggers": [f"{me}-worker"]},
            f"{me}-done": {"engine": "kafka", "triggers": [f"{after}-clerk"]},
            f"{me}-failed": {"engine": "kafka", "triggers": []},
        },
        "gateways": {f"{me}-gate": {"policies": ["authentication", "logging"], "calls": [f"{me}-api", f"{me}-tools"]}},
        "telemetry": {f"{me}-traces": {"engine": "opentelemetry", "records": ["actions", "arguments", "results"]}},
        "externals": {f"{me}-partner": {"trust": chance.choice(["untrusted", "partly_trusted"])}},
        "people": {
            f"{me}-head": {"role": "Head", "approves": [f"{me}-desk.delete_{_nouns(number)[0]}"]},
            f"{me}-watch": {"role": "Operator", "observes": [f"{me}-traces"]},
        },
        "boundaries": {f"{me}-zone": {"trust": "trusted", "members": [f"{me}-{one}" for one in _MEMBERS]}},
        "tools": dict(_statements(me, number, chance)),
    }  # fmt: skip


_MEMBERS = ("lead", "clerk", "api", "core", "tools", "worker", "db", "memory", "gate", "traces")


def _agent(me: str, chance: random.Random) -> dict[str, Data]:
    agent: dict[str, Data] = {
        "owner": me,
        "model": f"{me}-model",
        "framework": {"name": "langgraph", "version": "1.2.22"},
        "identity": chance.choice(["own", "delegated", "workload", "shared"]),
        "logs_to": [f"{me}-traces"],
        "reads": [],
        "writes": [],
        "untrusted_input": chance.random() < 0.5,
    }
    if chance.random() < 0.8:
        agent |= {"max_steps": 20, "budget": {"tokens": 60000, "usd": 0.5, "seconds": 900}}
    if chance.random() < 0.6:
        agent |= {"stop": {"value": "manual", "evidence": "approvals.md:3"}, "call_timeout": "30s", "retry_limit": 2}
    return agent


def _service(access: str, **relations: Data) -> dict[str, Data]:
    return {"access": [access], "reads": [], "writes": [], "calls": [], **relations}


def _nouns(number: int) -> tuple[str, str]:
    """Return what a team deals with; teams far apart deal with the same."""
    return _NOUNS[2 * number % len(_NOUNS)], _NOUNS[(2 * number + 1) % len(_NOUNS)]


def _some_tools(me: str, chance: random.Random) -> list[Data]:
    noun = chance.choice(_nouns(int(me[1:])))
    return [f"{me}-desk.{verb}_{noun}" for verb in ("search", "get")]


def _statements(me: str, number: int, chance: random.Random) -> Mapping[str, Data]:
    """Return what system.yaml adds to about half of the writing tools."""
    found: dict[str, Data] = {}
    for noun in _nouns(number):
        for interface, mark in (("desk", "_{}"), ("books", "{}")):
            for verb, effect in _EFFECTS.items():
                if chance.random() < 0.5:
                    continue
                name = f"{me}-{interface}.{verb}{_mark(mark, noun)}"
                stated: dict[str, Data] = {"effects": [effect], "reversible": verb in ("update", "cancel")}
                if chance.random() < 0.6:
                    stated["verified_by"] = f"{me}-{interface}.get{_mark(mark, noun)}"
                if chance.random() < 0.6:
                    stated["approval"] = chance.choice(["human", "policy", "none"])
                found[name] = stated
    return found


def _mark(mark: str, noun: str) -> str:
    return mark.format(noun if "_" in mark else noun.capitalize())


def _contracts(number: int, chance: random.Random) -> Mapping[str, Data]:
    nouns = _nouns(number)
    tools: list[Data] = [_tool(verb, noun, chance) for noun in nouns for verb in _VERBS]
    return {f"t{number}-desk.json": {"tools": tools}, f"t{number}-books.json": _openapi(number, nouns, chance)}


def _tool(verb: str, noun: str, chance: random.Random) -> dict[str, Data]:
    method, text = _VERBS[verb]
    key = f"{noun}_id"
    properties: dict[str, Data] = {key: _text(f"Identifier of the {noun}, such as A17.", "^[A-Z][0-9]{2,8}$")}
    if verb in ("search", "list"):
        properties["limit"] = {"type": "integer", "minimum": 1, "maximum": 50, "description": f"Most {noun}s a page."}
    if verb in ("create", "update"):
        properties |= {"title": _text(f"What the {noun} is called."), "amount": {"type": "number", "minimum": 0}}
    return {
        "name": f"{verb}_{noun}",
        "description": text.format(noun) if chance.random() < 0.95 else "",
        "inputSchema": {"type": "object", "properties": properties, "required": [key], "additionalProperties": False},
        "outputSchema": {"type": "object", "properties": {noun: _thing(noun)}, "required": [noun]},
        "annotations": {"readOnlyHint": method == "get", "destructiveHint": verb == "delete"},
    }


def _openapi(number: int, nouns: tuple[str, str], chance: random.Random) -> dict[str, Data]:
    paths: dict[str, dict[str, Data]] = {}
    for noun in nouns:
        places = {"search": f"/{noun}s", "create": f"/{noun}s", "list": f"/{noun}s/{{id}}/changes"}
        for verb, (method, text) in _VERBS.items():
            place = places.get(verb, f"/{noun}s/{{id}}" + ("/cancellation" if verb == "cancel" else ""))
            operation: dict[str, Data] = {
                "operationId": f"{verb}{noun.capitalize()}",
                "summary": f"{verb.capitalize()} {noun}",
                "description": text.format(noun),
                "parameters": [{"$ref": "#/components/parameters/Id"}] if "{id}" in place else [],
                "responses": {
                    "200": {"description": "Done.", "content": _json({"$ref": f"#/components/schemas/{noun}"})},
                    **({"default": {"$ref": "#/components/responses/Problem"}} if chance.random() < 0.8 else {}),
                },
            }
            if verb in ("create", "update"):
                operation["requestBody"] = {
                    "required": True,
                    "content": _json({"$ref": f"#/components/schemas/{noun}"}),
                }
            paths.setdefault(place, {})[method] = operation
    identifier: Data = {"name": "id", "in": "path", "required": True, "description": "Identifier.", "schema": _text("")}
    problem: Data = {
        "description": "A problem.",
        "content": _json({"type": "object", "properties": {"title": _text("")}}),
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": f"Books of team {number}", "version": "1.0.0"},
        "servers": [{"url": f"https://books-{number}.example.com/v1"}],
        "security": [{"login": []}],
        "paths": {place: dict(operations) for place, operations in paths.items()},
        "components": {
            "parameters": {"Id": identifier},
            "responses": {"Problem": problem},
            "schemas": {noun: _thing(noun) for noun in nouns},
            "securitySchemes": {"login": {"type": "http", "scheme": "bearer"}},
        },
    }  # fmt: skip


def _json(schema: Data) -> Data:
    return {"application/json": {"schema": schema}}


def _text(description: str, pattern: str = "") -> Data:
    return {"type": "string", "description": description, "maxLength": 80} | ({"pattern": pattern} if pattern else {})


def _thing(noun: str) -> Data:
    return {
        "type": "object",
        "required": ["id", "state"],
        "properties": {
            "id": _text(f"Identifier of the {noun}."),
            "state": {"type": "string", "enum": ["open", "done", "cancelled"], "description": "Where it stands."},
            "amount": {"type": "number", "description": "In euros."},
        },
    }


def bench_generated(folder: Path) -> None:
    """Each step for generated systems of 100, 1,000 and 10,000 entities (promised: 10,000 evaluated in under 10 s)."""
    for size in SIZES:
        path = write_system(folder / f"generated-{size}", size)
        runs = [_steps(path) for _ in range(1 if size > 1_000 else 3)]
        for step in runs[0]:
            seconds = statistics.median(run[step] for run in runs)
            note = "promised: under 10 s" if step == "evaluating" and size == max(SIZES) else ""
            print(f"{f'{size:,} entities: {step}':<52}{seconds:>9.3f} s   {note}", flush=True)
        command = [AUDIT, "--quiet", "--fail-on", "never", str(path), "-o", "generated.json"]
        row(f"{size:,} entities: audit to JSON", measure(command, runs=1, folder=folder))


def _steps(path: Path) -> dict[str, float]:
    """Return how long each step takes, in seconds, in a process of its own."""
    command = [PYTHON, str(Path(__file__).with_name("audit_steps.py")), str(path)]
    told = subprocess.run(command, capture_output=True, check=True, text=True)
    taken: dict[str, float] = json.loads(told.stdout)
    return taken
