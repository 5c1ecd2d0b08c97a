"""The verdict on one tool on one path: how it loads, what is lost, what else breaks, and what would mend it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from auditor.documents import Pointer
from auditor.frameworks.candidate import Blast, Edit, Loss


class Acceptance(StrEnum):
    """How a framework takes a tool, the best first."""

    ACCEPTED = "accepted"
    MINOR_LOSS = "minor loss"
    MAJOR_LOSS = "major loss"
    REFUSED = "refused"

    @property
    def rank(self) -> int:
        """0 for the best."""
        return list(Acceptance).index(self)


class Verdict(Struct, frozen=True, kw_only=True):
    """What one path does with one tool."""

    path: str
    tool: str
    outcome: Acceptance
    reasons: tuple[str, ...]
    """In words; empty where the tool arrives as it is."""
    lost: tuple[Loss, ...] = ()
    at: Pointer = ()
    """The place within the definition that is refused."""
    name: str = ""
    """The name under which the tool arrives; empty where it does not."""
    breaks: Blast = Blast.TOOL
    """What a refused tool takes with it."""
    broken_by: str = ""
    """The tool whose refusal takes this one with it, whatever would have become of it."""
    edit: Edit | None = None
    """The smallest change that gets a refused tool past this refusal."""
