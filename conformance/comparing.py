"""Compares what a framework did with a case with what its profile says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from running import Answer

from auditor.frameworks.candidate import ABSENT, Candidate
from auditor.frameworks.differences import losses_of
from auditor.frameworks.judge import in_words, travelled, verdicts
from auditor.frameworks.profile import Form, Path
from auditor.frameworks.verdict import Acceptance
from auditor.model.definitions import ToolDefinition

SERVER = "probe"
"""What drivers call the server that lists the tools."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One case on one path."""

    case: str
    theirs: str
    """accept, lossy or reject."""
    ours: str
    said: str
    """What the framework said, or what was lost in it."""
    reasons: str
    """What the profile says."""
    same_degree: bool
    """True where a loss is minor, or major, for both."""

    @property
    def agrees(self) -> bool:
        """Tell whether both come to the same outcome."""
        return self.theirs == self.ours


def compared(path: Path, tools: Sequence[dict[str, Any]], answer: Answer) -> Compared:
    """Return how the profile's verdicts on a case compare with an answer."""
    definitions = [ToolDefinition(tool=f"tool-{n}", server=SERVER, stated=tool) for n, tool in enumerate(tools)]
    candidates = travelled(path, definitions)
    found = verdicts(path, candidates)
    # Tools that a program defines are judged each by itself; here one agent is given all of them.
    ours = [Acceptance.REFUSED if verdict.broken_by else verdict.outcome for verdict in found]
    if path.form is not Form.MCP and not answer.loaded and Acceptance.REFUSED in ours:
        ours = [Acceptance.REFUSED for _ in ours]  # what one tool raises ends the program that makes them all
    theirs, said = _real(candidates, answer)
    return Compared(
        case=answer.case,
        theirs=_outcome(theirs),
        ours=_outcome(ours),
        said=answer.error or "; ".join(said),
        reasons="; ".join(reason for verdict in found for reason in verdict.reasons),
        same_degree=_degree(theirs) is _degree(ours),
    )


def _degree(outcomes: Sequence[Acceptance]) -> Acceptance:
    """Return the outcome of a case, with how much is lost of it."""
    worst = max(outcomes, key=lambda outcome: outcome.rank)
    return Acceptance.MAJOR_LOSS if worst is Acceptance.REFUSED and _outcome(outcomes) == "lossy" else worst


def _outcome(outcomes: Sequence[Acceptance]) -> str:
    """Return the outcome of a case. Where only some of its tools arrive, something of it is lost."""
    if all(outcome is Acceptance.REFUSED for outcome in outcomes):
        return "reject"
    return "accept" if all(outcome is Acceptance.ACCEPTED for outcome in outcomes) else "lossy"


def _real(candidates: Sequence[Candidate], answer: Answer) -> tuple[list[Acceptance], list[str]]:
    """Return what became of each tool in the framework, and what was lost."""
    if not answer.loaded:
        return [Acceptance.REFUSED for _ in candidates], []
    outcomes, said = [], []
    for candidate, arrived in _matched(candidates, answer.tools):
        if arrived is None:
            outcomes.append(Acceptance.REFUSED)
            said.append(f"{candidate.label} does not arrive")
            continue
        lost = losses_of(_filled(candidate, arrived))
        said += [in_words(loss) for loss in lost]
        minor = Acceptance.MINOR_LOSS if all(loss.minor for loss in lost) else Acceptance.MAJOR_LOSS
        outcomes.append(minor if lost else Acceptance.ACCEPTED)
    return outcomes, said


def _matched(
    candidates: Sequence[Candidate], arrived: Sequence[dict[str, Any]]
) -> Iterator[tuple[Candidate, dict[str, Any] | None]]:
    """Yield each tool with what arrived of it: first what has its name, then in order if nothing is missing."""
    left = list(arrived)
    found: dict[int, dict[str, Any]] = {}
    for number, candidate in enumerate(candidates):
        names = (candidate.name, candidate.definition.stated.get("name"))
        if (same := next((item for item in left if item.get("name") in names), None)) is not None:
            left.remove(same)
            found[number] = same
    if len(arrived) >= len(candidates):
        for number in range(len(candidates)):
            if number not in found:
                found[number] = left.pop(0)
    for number, candidate in enumerate(candidates):
        yield candidate, found.get(number)


def _filled(candidate: Candidate, arrived: dict[str, Any]) -> Candidate:
    """Return a definition with what arrived of it, to be compared as a profile's own result is."""
    real = Candidate.of(candidate.definition)
    real.name = arrived.get("name", ABSENT)
    if (described := arrived.get("description")) or candidate.definition.stated.get("description"):
        real.description = described  # none and an empty one are the same
    real.schema = arrived.get("schema", ABSENT)
    # Some frameworks make the name in front of a tool's from how its server is started, so it is not compared.
    real.name_is_ours = candidate.name_is_ours
    return real
