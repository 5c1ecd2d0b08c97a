"""A system.yaml together with the real readers of contracts and deployments."""

from auditor.model.kinds import EntityKind, EvidenceLevel, Members
from auditor.readers.architecture.system_keys import ARTIFACTS

SYSTEM = """\
system: {name: Travel desk}
include: [compose.yaml]
agents: {planner: {tools: [bookings, mail.send], model: qwen}}
interfaces:
  bookings: {openapi: bookings.yaml, served_by: api}
  calendar: {mcp: calendar.json}
  mail: {functions: mail.json}
tools: {bookings.cancelTrip: {approval: human}}
"""
FILES = {
    "bookings.yaml": """\
openapi: 3.1.0
info: {title: Trips, version: 1.0.0}
paths:
  /trips/{id}:
    delete:
      operationId: cancelTrip
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"204": {description: Cancelled}}
""",
    "calendar.json": """\
{"tools": [{"name": "create_event", "description": "Adds an event.", "inputSchema": {"type": "object"}}]}
""",
    "mail.json": """\
[{"type": "function", "function": {"name": "send", "description": "Sends.", "parameters": {"type": "object"}}}]
""",
    "compose.yaml": """\
services:
  api: {image: "shop/api:1.2.3", ports: ["80:80"], models: [qwen]}
models:
  qwen: {model: "ai/qwen3:8B-Q4_0"}
""",
}


def test_the_keys_for_contracts_are_formats_of_readers(real_readers):
    assert set(ARTIFACTS) <= {reader.format for reader in real_readers}


def test_everything_comes_together(real_readers, read):
    description = read(SYSTEM, FILES)
    tools = {entity.id for entity in description.entities if entity.kind is EntityKind.TOOL}
    assert tools == {"bookings.cancelTrip", "calendar.create_event", "mail.send"}
    members = {entity.id: entity.members for entity in description.entities if entity.kind is EntityKind.INTERFACE}
    assert members == {"bookings": Members.CLOSED, "calendar": Members.CLOSED, "mail": Members.CLOSED}
    assert {entry.path: entry.format for entry in description.inputs} == {
        "system.yaml": "system",
        "compose.yaml": "compose",
        "bookings.yaml": "openapi",
        "calendar.json": "mcp",
        "mail.json": "functions",
    }
    edges = {(r.source, r.kind.value, r.target) for r in description.relations}
    assert {("planner", "uses", "qwen"), ("api", "exposes", "bookings"), ("api", "uses", "qwen")} <= edges
    levels = {c.attribute: c.level for c in description.claims if c.subject == "bookings.cancelTrip"}
    assert levels["approval"] is EvidenceLevel.DECLARED
    assert levels["method"] is EvidenceLevel.DOCUMENTED
    assert description.notes == []
