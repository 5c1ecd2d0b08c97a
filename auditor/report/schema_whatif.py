"""The report's facts about what would be if: never mixed with what is."""

from __future__ import annotations

from typing import Literal

from auditor.model.findings import Severity
from auditor.report.schema_base import Part

EffectBasis = Literal["tried", "estimated"]


class EffectPair(Part, frozen=True, kw_only=True):
    """One subject of one control, for which an assumption changes something."""

    control: str
    title: str
    """What the control says of the subject: when it fails, for what is closed or opened; when it passes, for what is
    settled."""
    severity: Severity
    subject: str


class ControlEffect(Part, frozen=True, kw_only=True):
    """How many subjects of one control an advice changes something for."""

    control: str
    severity: Severity
    subjects: int


class WhatIfState(Part, frozen=True, kw_only=True):
    """Where a system stands, as it is or as it would be."""

    level: int | None = None
    """The readiness level reached; None for a lone artifact."""
    verdict: str = ""
    """In the words of the report's own verdict; empty for a lone artifact."""
    failing_high: int = 0
    """Pairs of a control and a subject that fail and are not accepted by a waiver."""
    failing_medium: int = 0
    failing_low: int = 0


class WhatIfFact(Part, frozen=True, kw_only=True):
    """What would change if some assumptions held. Nothing shows them, and no other part takes notice."""

    assumptions: tuple[str, ...]
    """As the command line takes them."""
    before: WhatIfState
    after: WhatIfState
    closes: tuple[EffectPair, ...]
    """Fails, and would pass or not apply."""
    opens: tuple[EffectPair, ...]
    """Does not fail, and would."""
    settles: tuple[EffectPair, ...]
    """Cannot be told, and would pass or not apply."""
    blurs: tuple[EffectPair, ...] = ()
    """Fails, and could no longer be told."""
