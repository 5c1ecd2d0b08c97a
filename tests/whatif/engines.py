"""What-if engines of the samples and of tiny systems, with the outcomes that they give in a form to compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from auditor.checklist import Control
from auditor.linking import link
from auditor.model.description import Description
from auditor.model.findings import ControlResult
from auditor.model.system import System
from auditor.scoring.levels import LevelResult, score_levels
from auditor.scoring.reach import precondition
from auditor.waivers import Acceptances
from auditor.whatif import Setting, WhatIf
from tests.audits import TODAY, controls, read


def engine_of(description: Description, selected: Iterable[Control]) -> WhatIf:
    """Return the engine of a description that is not linked yet."""
    chosen = tuple(selected)
    setting = Setting(controls=chosen, today=TODAY, inputs=description.all_inputs())

    def score(results: Mapping[str, ControlResult], system: System) -> tuple[LevelResult, ...]:
        return score_levels(chosen, results, Acceptances(), {}, lambda level: precondition(system, level))

    return WhatIf(link(description), setting).scored(score, Acceptances())


@cache
def engine_of_sample(folder: Path) -> WhatIf:
    """Return the engine of a sample with every built-in control."""
    return engine_of(read(folder), controls().controls)


def outcomes(results: Mapping[str, ControlResult]) -> dict[str, object]:
    """Return what each control came to for whom."""
    return {
        id_: (
            sorted(result.passed),
            sorted(result.not_applicable),
            sorted((other.subject, other.outcome, other.discriminator) for other in result.others),
        )
        for id_, result in results.items()
    }
