"""The closed lists of the model: kinds of entity and relation, evidence levels, merge rules."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class EntityKind(StrEnum):
    """What a node of the system is."""

    SYSTEM = "system"
    """The audited system itself; exactly one, and the subject of what concerns the whole."""
    AGENT = "agent"
    MODEL = "model"
    INTERFACE = "interface"
    """A set of tools with one contract: an OpenAPI document, an MCP server, a list of functions."""
    TOOL = "tool"
    SKILL = "skill"
    """Instructions that an agent loads when it needs them: a SKILL.md with what belongs to it."""
    SERVICE = "service"
    DATASTORE = "datastore"
    QUEUE = "queue"
    GATEWAY = "gateway"
    TELEMETRY = "telemetry"
    ENVIRONMENT = "environment"
    PERSON = "person"
    EXTERNAL = "external"


class RelationKind(StrEnum):
    """What a directed edge says; the source acts on the target."""

    CALLS = "calls"
    USES = "uses"
    EXPOSES = "exposes"
    READS = "reads"
    WRITES = "writes"
    DELEGATES = "delegates"
    OBSERVES = "observes"
    TRIGGERS = "triggers"
    APPROVES = "approves"
    LOGS_TO = "logs-to"
    RUNS_IN = "runs-in"


class EvidenceLevel(IntEnum):
    """How well a claim is supported, weakest first."""

    ASSUMED = 0
    """A safe default."""
    INFERRED = 1
    """Guessed from a name, a verb or a pattern."""
    DECLARED = 2
    """Someone wrote it in the system's description."""
    DOCUMENTED = 3
    """The contract or configuration itself says so, or a cited file backs it."""
    RECORDED = 4
    """A log, a trace or a benchmark run shows it."""
    OBSERVED = 5
    """The auditor tried it live."""

    @property
    def word(self) -> str:
        """The level's name as it is written in checklists and reports."""
        return self.name.lower()


class MergeRule(StrEnum):
    """How several claims about one attribute become one value."""

    SINGLE = "single"
    """The best evidence decides; a differing claim of declared or better is a contradiction."""
    UNION = "union"
    """All values count together."""
    BEST = "best"
    """The best evidence decides, and others are other wordings of it: descriptions, parameter lists."""
    WORST = "worst"
    """The least favourable value counts; the choices of the attribute are listed worst first."""


class Members(StrEnum):
    """Whether a list of members is known to be complete."""

    CLOSED = "closed"
    OPEN = "open"
