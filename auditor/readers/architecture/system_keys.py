"""The keys of system.yaml that are not in the vocabulary, and what they mean."""

from __future__ import annotations

from auditor.model.kinds import EntityKind
from auditor.model.vocabulary import SECTIONS

FORMAT = "system"
TITLE = "system.yaml"
VERSION = 1

ARTIFACTS = {
    "openapi": "An OpenAPI or Swagger document that lists the interface's operations.",
    "mcp": "The result of an MCP server's tools/list.",
    "functions": "A list of function tools as model providers take them.",
    "graphql": "A GraphQL schema in the schema definition language.",
    "grpc": "A Protocol Buffers file (`.proto`) that defines services.",
    "plugin": "A plugin manifest of ChatGPT or Microsoft 365 Copilot.",
    "asyncapi": "An AsyncAPI document: what it receives are tools, what it sends can be observed.",
    "arazzo": "An Arazzo document that describes workflows over the operations of other contracts.",
}
"""Keys of an interface that name its contract; each is the id of the reader that must read it."""

TOP_LEVEL = {
    "audit": "What this file asks of the audit itself.",
    "system": "The system that is audited.",
    "include": "Other descriptions to read with this one: files of any format the auditor knows.",
    "models": "Models that agents think with.",
    "agents": "What decides which tools to call.",
    "interfaces": "Sets of tools with one contract.",
    "services": "Programs with business logic.",
    "datastores": "Where data are kept.",
    "queues": "Queues and event streams.",
    "gateways": "What stands between callers and what they call, and enforces policies.",
    "telemetry": "Where actions are recorded.",
    "environments": "Where things run: production, staging, a sandbox, a simulator.",
    "externals": "Systems of others.",
    "people": "People and offices that approve, observe or trigger.",
    "tools": "Tools one by one: statements about tools that a contract lists, or tools without a contract.",
    "skills": "Instructions that agents load when they need them.",
    "boundaries": "Trust zones and what belongs to each.",
    "records": "Traces and logs of real runs: files or folders.",
    "waivers": "Findings that someone accepts, with a reason and an end.",
}
"""Every top-level key, in the order in which the documentation shows them."""

NOUNS = {
    EntityKind.SYSTEM: "a system",
    EntityKind.AGENT: "an agent",
    EntityKind.MODEL: "a model",
    EntityKind.INTERFACE: "an interface",
    EntityKind.TOOL: "a tool",
    EntityKind.SKILL: "a skill",
    EntityKind.SERVICE: "a service",
    EntityKind.DATASTORE: "a datastore",
    EntityKind.QUEUE: "a queue",
    EntityKind.GATEWAY: "a gateway",
    EntityKind.TELEMETRY: "a telemetry sink",
    EntityKind.ENVIRONMENT: "an environment",
    EntityKind.PERSON: "a person",
    EntityKind.EXTERNAL: "an external system",
}
"""How a sentence calls one entity of each kind."""

SECTION_OF = {kind: section for section, kind in SECTIONS.items()}
TOOL_REFERENCES = ("undo", "verified_by", "status_tool", "same_as")
"""Text attributes of a tool that name another tool."""

DATE_EXAMPLE = "2027-03-01"
DURATION_PATTERN = r"^[0-9]+(\.[0-9]+)?[smhdw]$"
CONTROL_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
IGNORED_PREFIX = "x-"
EVIDENCE_MEANING = "The file that backs the value, with a line if you like: `docs/approvals.md:12`."
