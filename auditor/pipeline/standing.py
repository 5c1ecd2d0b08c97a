"""Where a system stands: by its verdict, beside an earlier report, without the answers, and if something were so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.answers import AnswerSheet
from auditor.baseline import Comparison, compare
from auditor.checklist import Control
from auditor.model.description import Input, Note
from auditor.model.findings import ControlResult, Outcome, Severity, fingerprint
from auditor.model.system import System
from auditor.pipeline.request import Request
from auditor.report import schema
from auditor.report.answers import Answered
from auditor.report.build import open_failures
from auditor.report.whatif import Standing, Supposed
from auditor.scoring.levels import LevelResult
from auditor.scoring.verdict import VerdictResult, declared_word, judge
from auditor.waivers import Acceptances
from auditor.whatif import Score, Trial, WhatIf


def verdict_of(
    system: System,
    controls: Sequence[Control],
    results: Mapping[str, ControlResult],
    accepted: Acceptances,
    levels: Sequence[LevelResult],
    asked: int,
) -> VerdictResult:
    """Return how the level reached stands to the level asked for."""
    open_high = sum(
        bool(open_failures(control, results, accepted)) for control in controls if control.severity is Severity.HIGH
    )
    return judge(levels, asked=asked, as_designed=declared_word(system, "stage") == "design", open_high=open_high)


def comparison_of(
    results: Mapping[str, ControlResult], accepted: Acceptances, earlier: schema.Report | None
) -> Comparison | None:
    """Return which open failures are new, unchanged or absent since an earlier report; None without one."""
    if earlier is None:
        return None
    then = (
        subject.fingerprint
        for finding in earlier.findings
        if finding.outcome is Outcome.FAIL
        for subject in finding.subjects
        if subject.waiver is None
    )
    now = (
        fingerprint(result.control, r.subject, r.discriminator)
        for result in results.values()
        for r in result.others
        if r.outcome is Outcome.FAIL and accepted.of(result.control, r.subject) is None
    )
    return compare(then, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The files of answers, and the audit as it is without them."""

    sheets: tuple[AnswerSheet, ...]
    without: WhatIf

    @property
    def inputs(self) -> list[Input]:
        """The files that the answers stand in, and those named as proof."""
        return [entry for sheet in self.sheets for entry in sheet.inputs]

    @property
    def notes(self) -> list[Note]:
        """What is to be known about the files."""
        return [note for sheet in self.sheets for note in sheet.notes]

    def judged(self, score: Score, accepted: Acceptances, now: Trial, *, described: bool) -> Answered:
        """Return the answers with what the audit comes to without them."""
        before = self.without.now if self.without.now is now else self.without.scored(score, accepted).now
        return Answered(
            sheets=self.sheets,
            before=before.results,
            level_before=before.level if described else None,
            level_after=now.level if described else None,
        )


def supposed_of(
    request: Request, engine: WhatIf, accepted: Acceptances, asked: int, *, described: bool
) -> Supposed | None:
    """Return what would be if; the real results take no part in it but to be compared with."""
    if request.assume is None:
        return None

    def standing(trial: Trial) -> Standing:
        verdict = verdict_of(trial.system, engine.controls, trial.results, accepted, trial.levels, asked)
        failing: Counter[Severity] = Counter()
        for control in engine.controls:
            failing[control.severity] += len(open_failures(control, trial.results, accepted))
        return Standing(
            level=trial.level if described else None, verdict=verdict if described else None, open_failures=failing
        )

    assumptions = tuple(request.assume(engine.system))
    trial = engine.after(assumptions)
    return Supposed(
        assumptions=assumptions, before=standing(engine.now), after=standing(trial), effect=engine.effect(trial)
    )
