"""One audit from files to report: the steps in order, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from auditor.answers import AnswerSheet, answered, missing_of, read_answers
from auditor.benchmarks.reference_scores import ReferenceScore, load_table, shipped
from auditor.checklist import Context
from auditor.checklist.selection import Selection, select_controls
from auditor.checks import all_checks
from auditor.documents import Workspace
from auditor.errors import UsageError
from auditor.frameworks.of_system import tried_in
from auditor.linking import link
from auditor.model.description import Description, Settings
from auditor.model.facts import Known
from auditor.model.findings import ControlResult
from auditor.model.kinds import EntityKind
from auditor.model.system import SYSTEM_ID, System
from auditor.pipeline.inputs import baseline_of, problems_seen_from_here, read_inputs, root_of
from auditor.pipeline.request import Request
from auditor.pipeline.standing import Answers, comparison_of, supposed_of, verdict_of
from auditor.readers.reader import Reading
from auditor.recommend import recommend
from auditor.report import schema
from auditor.report.asked import asked_of
from auditor.report.build import Audited, build_report
from auditor.report.method import Asked
from auditor.room.of_system import room_of
from auditor.scoring.jairf.of_system import jairf_scores
from auditor.scoring.levels import LevelResult, score_levels
from auditor.scoring.lines import five_lines
from auditor.scoring.reach import precondition, reached_tools
from auditor.scoring.verdict import declared_word, level_asked
from auditor.waivers import apply_waivers
from auditor.whatif import Setting, WhatIf, written


def run(request: Request) -> schema.Report:
    """Audit the named files and return the report.

    Raises InputError for a file, an include or a checklist that cannot be read, with paths as seen from the current
    folder, and UsageError for a request that cannot be carried out.
    """
    root = root_of(request)
    with problems_seen_from_here(root):
        reading = Reading.of(Workspace(root))
        description, described = read_inputs(request, root, reading)
    profile = request.profile or (description.settings.profile if description.settings else None)
    selection = select_controls(extra=request.checklists, profile=profile, checks=all_checks())
    measures = selection.profile.measures if selection.profile else frozenset()
    with problems_seen_from_here(root):
        reading.measure(measures, description)
    earlier = baseline_of(request)
    shares = _shares(selection, description.settings)
    setting = Setting(
        controls=selection.controls, today=request.now.date(), inputs=description.all_inputs(), described=described
    )
    linked = link(description)
    sheets = _sheets(request, root, linked, selection.known)
    engine = WhatIf(answered(linked, sheets), setting)
    without = WhatIf(linked, setting) if any(sheet.answers for sheet in sheets) else engine
    answers = Answers(sheets=sheets, without=without) if sheets else None
    linked = answered(linked, sheets)
    return _report(request, selection, description, linked, engine, shares, earlier, answers, described=described)


def _report(
    request: Request,
    selection: Selection,
    description: Description,
    linked: Description,
    engine: WhatIf,
    shares: Mapping[str, float],
    earlier: schema.Report | None,
    answers: Answers | None,
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
    supposed = supposed_of(request, engine, accepted, asked, described=described)
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
            verdict=verdict_of(system, selection.controls, results, accepted, levels, asked) if described else None,
            lines=five_lines(system, reached_tools(system) if described else system.of_kind(EntityKind.TOOL)),
            advice=recommend(engine, accepted, levels if described else (), asked, request.now.date()),
            comparison=comparison_of(results, accepted, earlier),
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


def _sheets(request: Request, root: Path, linked: Description, known: frozenset[str]) -> tuple[AnswerSheet, ...]:
    return read_answers(request.answers, root, linked.entities, known, request.now.date())


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


def _asked(request: Request, assumed: Sequence[str]) -> Asked:
    root = root_of(request)
    return asked_of(
        root,
        paths=request.paths,
        wider_root=root.resolve() != root_of(replace(request, root=None)),
        profile=request.profile,
        target=request.target,
        checklists=request.checklists,
        baseline=request.baseline,
        answers=request.answers,
        assumed=assumed,
    )
