"""One audit from files to report: the steps in order, and nothing else."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from auditor.answers import AnswerSheet, answered, missing_of, read_answers
from auditor.baseline import Comparison, compare
from auditor.benchmarks.reference_scores import ReferenceScore, load_table, shipped
from auditor.checklist import Context, Control
from auditor.checklist.selection import Selection, select_controls
from auditor.checks import all_checks
from auditor.documents import Workspace
from auditor.errors import InputError, UsageError
from auditor.formats.json import read_report
from auditor.frameworks.of_system import tried_in
from auditor.linking import link
from auditor.model.description import Description, Input, Note, Settings
from auditor.model.facts import Known
from auditor.model.findings import ControlResult, Outcome, Severity, fingerprint
from auditor.model.kinds import EntityKind
from auditor.model.system import SYSTEM_ID, System
from auditor.readers.folder import find_descriptions, read_found
from auditor.readers.reader import Reading
from auditor.recommend import recommend
from auditor.report import schema
from auditor.report.answers import Answered
from auditor.report.asked import asked_of
from auditor.report.build import Audited, build_report, open_failures
from auditor.report.method import Asked
from auditor.report.whatif import Standing, Supposed
from auditor.room.of_system import room_of
from auditor.scoring.jairf.of_system import jairf_scores
from auditor.scoring.levels import LevelResult, score_levels
from auditor.scoring.lines import five_lines
from auditor.scoring.reach import precondition, reached_tools
from auditor.scoring.verdict import VerdictResult, declared_word, judge, level_asked
from auditor.waivers import Acceptances, apply_waivers
from auditor.whatif import Assumption, Score, Setting, Trial, WhatIf, written


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What an audit is asked to do."""

    paths: tuple[str, ...]
    """Files or folders, as the user named them."""
    now: datetime
    """In UTC; the only clock."""
    root: Path | None = None
    """The folder that no path may leave; the named file's own folder where None."""
    profile: str | None = None
    target: int | None = None
    checklists: tuple[str, ...] = ()
    baseline: str | None = None
    answers: tuple[str, ...] = ()
    """Files of answers, as the user named them."""
    assume: Callable[[System], Sequence[Assumption]] | None = None
    """Gives what to assume of the system beside the audit; it may raise UsageError."""


def run(request: Request) -> schema.Report:
    """Audit the named files and return the report.

    Raises InputError for a file, an include or a checklist that cannot be read, with paths as seen from the current
    folder, and UsageError for a request that cannot be carried out.
    """
    root = _root_of(request)
    with problems_seen_from_here(root):
        reading = Reading.of(Workspace(root))
        description, described = _read(request, root, reading)
    profile = request.profile or (description.settings.profile if description.settings else None)
    selection = select_controls(extra=request.checklists, profile=profile, checks=all_checks())
    measures = selection.profile.measures if selection.profile else frozenset()
    with problems_seen_from_here(root):
        reading.measure(measures, description)
    earlier = read_report(_bytes_of(request.baseline), request.baseline) if request.baseline else None
    shares = _shares(selection, description.settings)
    setting = Setting(
        controls=selection.controls, today=request.now.date(), inputs=description.all_inputs(), described=described
    )
    linked = link(description)
    sheets = _sheets(request, root, linked, selection.known)
    engine = WhatIf(answered(linked, sheets), setting)
    without = WhatIf(linked, setting) if any(sheet.answers for sheet in sheets) else engine
    answers = _Answers(sheets=sheets, without=without) if sheets else None
    linked = answered(linked, sheets)
    return _report(request, selection, description, linked, engine, shares, earlier, answers, described=described)


def inputs_of(request: Request) -> list[Input]:
    """Return the inputs that an audit would read now, without judging anything. Raises as `run` does."""
    root = _root_of(request)
    with problems_seen_from_here(root):
        return _read(request, root, Reading.of(Workspace(root)))[0].all_inputs()


def _report(
    request: Request,
    selection: Selection,
    description: Description,
    linked: Description,
    engine: WhatIf,
    shares: Mapping[str, float],
    earlier: schema.Report | None,
    answers: _Answers | None,
    *,
    described: bool,
) -> schema.Report:
    system, results = engine.system, engine.results
    accepted = apply_waivers(description.waivers, results.values(), request.now.date())
    asked = level_asked(system, description.settings, request.target)

    def levels_of(these: Mapping[str, ControlResult], of: System) -> tuple[LevelResult, ...]:
        return score_levels(selection.controls, these, accepted, shares, lambda level: precondition(of, level))

    engine.scored(levels_of, accepted)
    levels = engine.now.levels
    supposed = _supposed(request, engine, accepted, asked, described=described)
    assumed = tuple(map(written, supposed.assumptions)) if supposed else ()
    return build_report(
        Audited(
            info=_info(system, description, selection, described=described),
            created_at=request.now,
            checklist_version=selection.version,
            system=system,
            controls=selection.controls,
            results=results,
            accepted=accepted,
            levels=levels,
            verdict=_verdict(system, selection.controls, results, accepted, levels, asked) if described else None,
            lines=five_lines(system, reached_tools(system) if described else system.of_kind(EntityKind.TOOL)),
            advice=recommend(engine, accepted, levels if described else (), asked, request.now.date()),
            comparison=_compare(results, accepted, earlier),
            earlier=earlier,
            earlier_path=Path(request.baseline).name if request.baseline else "",
            inputs=[*description.all_inputs(), *(answers.inputs if answers else ())],
            notes=[*description.notes, *(answers.notes if answers else ())],
            references=_references(system, description.settings),
            tried=tried_in(system),
            jairf=jairf_scores(system, selection.profile.measures if selection.profile else ()),
            profile=selection.profile,
            supposed=supposed,
            context=Context(system, today=request.now.date()),
            missing=missing_of(system, engine.setting, results, engine.reads),
            answers=answers.judged(levels_of, accepted, engine.now, described=described) if answers else None,
            asked=_asked(request, assumed),
            room=room_of(
                engine,
                linked,
                today=request.now.date(),
                inputs=description.all_inputs(),
                score=levels_of,
                intent=declared_word(system, "intent"),
            )
            if described
            else None,
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answers:
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


def _sheets(request: Request, root: Path, linked: Description, known: frozenset[str]) -> tuple[AnswerSheet, ...]:
    return read_answers(request.answers, root, linked.entities, known, request.now.date())


def _supposed(
    request: Request, engine: WhatIf, accepted: Acceptances, asked: int, *, described: bool
) -> Supposed | None:
    """Return what would be if; the real results take no part in it but to be compared with."""
    if request.assume is None:
        return None

    def standing(trial: Trial) -> Standing:
        verdict = _verdict(trial.system, engine.controls, trial.results, accepted, trial.levels, asked)
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


def _verdict(
    system: System,
    controls: Sequence[Control],
    results: Mapping[str, ControlResult],
    accepted: Acceptances,
    levels: Sequence[LevelResult],
    asked: int,
) -> VerdictResult:
    open_high = sum(
        bool(open_failures(control, results, accepted)) for control in controls if control.severity is Severity.HIGH
    )
    return judge(levels, asked=asked, as_designed=declared_word(system, "stage") == "design", open_high=open_high)


def _compare(
    results: Mapping[str, ControlResult], accepted: Acceptances, earlier: schema.Report | None
) -> Comparison | None:
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


def _shares(selection: Selection, settings: Settings | None) -> dict[str, float]:
    shares = {control.id: control.gate.share for control in selection.controls if control.gate}
    for control, share in settings.shares if settings else ():
        if control not in shares:
            raise UsageError(f"audit.shares names `{control}`, which is not a gate of the selected controls")
        shares[control] = share
    return shares


def _info(system: System, description: Description, selection: Selection, *, described: bool) -> schema.SystemInfo:
    return schema.SystemInfo(
        name=_name(system, description, described=described),
        described=described,
        purpose=declared_word(system, "purpose"),
        owner=declared_word(system, "owner"),
        stage=declared_word(system, "stage"),
        intent=declared_word(system, "intent"),
        profile=selection.profile.title if selection.profile else "",
    )


def _references(system: System, settings: Settings | None) -> tuple[ReferenceScore, ...]:
    """Return published results, the user's own first; none where no model has a result to set beside them."""
    if not any(isinstance(system.fact(model.id, "evaluations"), Known) for model in system.of_kind(EntityKind.MODEL)):
        return ()
    own = (score for table in (settings.reference_tables if settings else ()) for score in load_table(table))
    return (*own, *shipped())


def _name(system: System, description: Description, *, described: bool) -> str:
    if described and SYSTEM_ID in system.entities:
        return system.entities[SYSTEM_ID].name
    interfaces = system.of_kind(EntityKind.INTERFACE)
    if interfaces:
        return interfaces[0].name + (f" and {len(interfaces) - 1} more" if len(interfaces) > 1 else "")
    return description.inputs[0].path if description.inputs else "unnamed"


def _read(request: Request, root: Path, reading: Reading) -> tuple[Description, bool]:
    whole = Description()
    for path in request.paths:
        inside = _inside(Path(path), root)
        if Path(path).is_dir():
            whole.add(read_found(reading, find_descriptions(reading, inside)))
        elif all(entry.path != inside for entry in whole.inputs):
            whole.add(reading.read(reading.workspace.open_any(inside)))
    return whole, any(entity.id == SYSTEM_ID for entity in whole.entities)


def _inside(path: Path, root: Path) -> str:
    """Return a named path relative to the root, the folders on the way to it as they really are.

    A folder may be reached over a symbolic link (/tmp is one on macOS); a named file that is itself a link must lead to
    something inside the root, which the workspace sees to.
    """
    real = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
    return os.path.relpath(real, root.resolve())


def _asked(request: Request, assumed: Sequence[str]) -> Asked:
    root = _root_of(request)
    return asked_of(
        root,
        paths=request.paths,
        wider_root=root.resolve() != _root_of(replace(request, root=None)),
        profile=request.profile,
        target=request.target,
        checklists=request.checklists,
        baseline=request.baseline,
        answers=request.answers,
        assumed=assumed,
    )


def _root_of(request: Request) -> Path:
    if not request.paths:
        raise UsageError("nothing to audit; name a file or a folder, or write a first description with `audit init`")
    if request.root is not None:
        return request.root
    folders = [Path(path) if Path(path).is_dir() else Path(path).parent for path in request.paths]
    return Path(os.path.commonpath([folder.resolve() for folder in folders]))


@contextmanager
def problems_seen_from_here(root: Path) -> Iterator[None]:
    """Tell problems of files with paths as seen from the current folder, and not from the root."""
    try:
        yield
    except InputError as error:
        prefix = os.path.relpath(root.resolve())
        if prefix == "." or prefix.startswith(".."):
            raise
        seen = (replace(problem, path=f"{prefix}/{problem.path}") for problem in error.problems)
        raise InputError(seen) from None


def _bytes_of(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"the baseline {path} cannot be read: {error.strerror or error}") from None
