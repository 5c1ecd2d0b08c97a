"""One tool definition on its way through a framework: what is left of it, what was refused and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, IntEnum
from typing import Final, NoReturn, TypeAlias

from auditor.documents import Pointer, Value
from auditor.model.definitions import ToolDefinition

JsonObject: TypeAlias = "Mapping[str, Value]"


class Absent(Enum):
    """The value of a key that is not there, which is another thing than null."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
Maybe: TypeAlias = "Value | Absent"


class Blast(IntEnum):
    """What stops working with a refused tool."""

    TOOL = 1
    SERVER = 2
    AGENT = 3

    @property
    def words(self) -> str:
        """Return what is lost, in words."""
        return {1: "the tool", 2: "every tool of its server", 3: "the whole agent"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change to a definition that gets it past a rule."""

    what: str
    """The change as an imperative: `remove additionalProperties`."""
    apply: Callable[[JsonObject], JsonObject]
    """Takes a definition under MCP's keys and returns a changed copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """One thing that a definition says and that does not arrive."""

    pointer: Pointer
    """Within the definition: ("inputSchema", "properties", "city", "pattern")."""
    what: str
    """What happens to it, in words."""
    minor: bool = False


class Refused(Exception):  # noqa: N818 - an outcome of a rule, not a fault of the program
    """A framework does not take a definition."""

    def __init__(self, reason: str, *, at: Pointer = (), edit: Edit | None = None, blast: Blast | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at
        """The place within the definition that is refused."""
        self.edit = edit
        self.blast = blast
        """None until it is known: for what the profile of the path says whose rule it is."""


@dataclass(slots=True, kw_only=True)
class Candidate:
    """A definition with what a framework made of it so far. Steps change it; the definition itself stays as it was.

    Values are shared with the definition: a step replaces what it changes and never changes a value in place.
    """

    definition: ToolDefinition
    name: Maybe
    description: Maybe
    schema: Maybe
    """The input schema."""
    output_schema: Maybe
    annotations: Maybe
    refusal: Refused | None = None
    losses: list[Loss] = field(default_factory=list)
    """What a comparison of the schemas would not show, such as a tool that another of its name replaces."""
    notes: list[str] = field(default_factory=list)
    """What a reader should know although nothing is lost."""
    name_is_ours: bool = False
    """True where the framework's own documented naming, such as a server's name in front, changed the name."""

    @staticmethod
    def of(definition: ToolDefinition) -> Candidate:
        """Return a definition before any step."""
        stated = definition.stated
        return Candidate(
            definition=definition,
            name=stated.get("name", ABSENT),
            description=stated.get("description", ABSENT),
            schema=stated.get("inputSchema", ABSENT),
            output_schema=stated.get("outputSchema", ABSENT),
            annotations=stated.get("annotations", ABSENT),
        )

    def copied(self) -> Candidate:
        """Return another candidate that is as far on its way."""
        return replace(self, losses=[*self.losses], notes=[*self.notes])

    def refuse(
        self, reason: str, *, at: Pointer = (), edit: Edit | None = None, blast: Blast | None = None
    ) -> NoReturn:
        """End this definition's way."""
        raise Refused(reason, at=at, edit=edit, blast=blast)

    @property
    def label(self) -> str:
        """The name for messages."""
        named = self.definition.stated.get("name")
        return named if isinstance(named, str) and named else self.definition.tool


Step: TypeAlias = Callable[[Sequence[Candidate]], None]
"""One rule of a path, applied to all tools that are still on their way."""


def each(act: Callable[[Candidate], None]) -> Step:
    """Return a step that looks at one tool at a time; what `act` refuses does not go on."""

    def step(tools: Sequence[Candidate]) -> None:
        for tool in tools:
            try:
                act(tool)
            except Refused as refusal:
                tool.refusal = refusal

    return step


def refuse_all(tools: Iterable[Candidate], reason: str, *, blast: Blast) -> None:
    """Refuse several tools for one reason."""
    for tool in tools:
        tool.refusal = Refused(reason, blast=blast)
