"""A rule about paths that do not work with the versions that they install."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.checklist.shape import Shape
from auditor.frameworks.candidate import Blast, Candidate, Step, refuse_all
from auditor.frameworks.rules import kind


@kind
def import_fails(args: Shape) -> Step:
    """Refuses every tool, for a `reason` in the framework's dependencies and not in the definitions."""
    reason = args.text("reason", required=True)

    def step(tools: Sequence[Candidate]) -> None:
        refuse_all(tools, reason, blast=Blast.AGENT)

    return step
