"""Gives each model the results that measured it, and tells which of those named for it measured another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from auditor.benchmarks.bfcl import overall
from auditor.benchmarks.dates import date_fault, date_of
from auditor.benchmarks.evaluations import Evaluation, evaluations_of, is_bfcl, stated_trials
from auditor.benchmarks.model_names import ConfiguredModel, Match, Matched, match_models
from auditor.model.claims import AttributeValue, Record
from auditor.model.description import Description, Note
from auditor.model.entities import Entity, slug
from auditor.model.kinds import EntityKind, EvidenceLevel
from auditor.model.runs import Measured, Run
from auditor.model.system import SYSTEM_ID

_MEANT = (Match.EXACT, Match.ALIAS)
_MOST_FOREIGN = 5


def link_evaluations(linked: Description) -> None:
    """Turn the runs that were read into claims about models.

    A run that a model's `evidence` names counts for that model only where it measured it; a run that was found by
    itself goes to every model it measured, or describes a model of its own where nothing else does.
    """
    if not linked.measured and not linked.unread_evidence:
        return
    _Giving(linked).give()


class _Giving:
    def __init__(self, linked: Description) -> None:
        self._linked = linked
        self._own = _own_benchmarks(linked)
        self._models = {e.id: _configured(linked, e) for e in linked.entities if e.kind is EntityKind.MODEL}
        self._named: dict[str, int] = defaultdict(int)
        """Runs named as evidence for a model that measured it or do not say whom they measured."""
        self._nameless: dict[str, int] = defaultdict(int)
        """Runs among them that do not say whom they measured, and files that cannot be read."""
        self._foreign: dict[str, list[tuple[Run, Record]]] = defaultdict(list)
        self._added = Description()

    def give(self) -> None:
        """Add the claims."""
        for measured in self._linked.measured:
            if measured.model:
                self._named_for(measured)
        for measured in self._linked.measured:
            if not measured.model:
                self._found(measured.run)
        self._unread()
        self._about_others()
        self._linked.claims = [*self._linked.claims, *self._added.claims]

    def _named_for(self, measured: Measured) -> None:
        model = self._models.get(measured.model)
        if model is None:
            return
        run = measured.run
        matched = match_models(model, run.model)
        if matched.match in _MEANT:
            self._claim(measured.model, run, matched, EvidenceLevel.RECORDED)
        elif matched.match is Match.UNSTATED:
            self._nameless[measured.model] += 1
            self._claim(measured.model, run, matched, EvidenceLevel.DECLARED)
        else:
            self._foreign[measured.model].append((run, _foreign(run, matched)))
            return
        self._named[measured.model] += 1

    def _found(self, run: Run) -> None:
        meant = {
            identity: matched
            for identity, model in self._models.items()
            if (matched := match_models(model, run.model)).match in _MEANT
        }
        if not meant and run.model:
            identity = self._described(run)
            meant = {identity: match_models(self._models[identity], run.model)}
        for identity, matched in meant.items():
            self._claim(identity, run, matched, EvidenceLevel.RECORDED)
        if not meant:
            message = "no model is named here, so that these results count for none"
            self._linked.notes.append(Note(message=message, location=run.location))

    def _described(self, run: Run) -> str:
        """Return the id of a model that only its results describe."""
        identity = slug(run.model) or "model"
        while any(entity.id == identity for entity in self._linked.entities):
            identity += "-measured"
        entity = Entity(
            id=identity,
            kind=EntityKind.MODEL,
            name=run.model,
            location=run.location,
            level=EvidenceLevel.RECORDED,
        )
        self._linked.entities.append(entity)
        self._added.claim(identity, "version", run.model, EvidenceLevel.RECORDED, run.location)
        self._models[identity] = ConfiguredModel(id=identity, name=run.model, version=run.model, provider="")
        return identity

    def _claim(self, model: str, run: Run, matched: Matched, level: EvidenceLevel) -> None:
        records = tuple(
            _record(one, self._models[model], matched, self._own, first=number == 0)
            for number, one in enumerate(evaluations_of(run))
        )
        if not records:
            return
        detail = f"the file measured `{run.model}`" if run.model else "the file does not say which model it measured"
        self._added.claim(model, "evaluations", records, level, records[0].location, detail=detail)

    def _unread(self) -> None:
        for unread in self._linked.unread_evidence:
            self._named[unread.model] += 1
            self._nameless[unread.model] += 1
            record = Record(name="a result that cannot be read", fields={}, location=unread.cited)
            self._added.claim(
                unread.model, "evaluations", (record,), EvidenceLevel.DECLARED, unread.cited, detail=unread.why
            )

    def _about_others(self) -> None:
        """Say which models the evidence of a model is about instead, and that it has none where none measured it.

        A published table of many models is nothing to object to, as long as it lists this one, too.
        """
        for model in dict.fromkeys(measured.model for measured in self._linked.measured if measured.model):
            foreign = self._foreign[model]
            told = [record for run, record in foreign if not (run.published and self._named[model])]
            once = {record.name: record for record in reversed(told)}.values()
            kept = tuple(sorted(once, key=lambda record: (not record.fields["near"], record.name))[:_MOST_FOREIGN])
            if kept:
                place = kept[0].location
                self._added.claim(model, "foreign_evaluations", kept, EvidenceLevel.RECORDED, place)
            elif not self._nameless[model]:
                cited = next(one.cited for one in self._linked.measured if one.model == model)
                self._added.claim(model, "foreign_evaluations", (), EvidenceLevel.RECORDED, cited)
            if kept and not self._named[model]:
                self._added.claim(model, "evaluations", (), EvidenceLevel.RECORDED, place, detail="for other models")


def _own_benchmarks(linked: Description) -> frozenset[str]:
    return frozenset(
        str(item).lower()
        for claim in linked.claims
        if claim.subject == SYSTEM_ID and claim.attribute == "own_benchmarks" and isinstance(claim.value, tuple)
        for item in claim.value
    )


def _configured(linked: Description, model: Entity) -> ConfiguredModel:
    stated = {
        claim.attribute: str(claim.value)
        for claim in sorted(linked.claims, key=lambda claim: claim.level)
        if claim.subject == model.id and claim.attribute in ("version", "provider")
    }
    return ConfiguredModel(
        id=model.id, name=model.name, version=stated.get("version", ""), provider=stated.get("provider", "")
    )


def _foreign(run: Run, matched: Matched) -> Record:
    near = matched.match is Match.NEAR
    what = (
        f"{run.benchmark} measured `{run.model}`: {matched.why}" if near else f"{run.benchmark} measured `{run.model}`"
    )
    fields: dict[str, AttributeValue] = {
        "benchmark": run.benchmark,
        "model_version": run.model,
        "why": matched.why,
        "near": near,
        "what": what,
    }
    return Record(name=run.model, fields=fields, location=run.location)


def _record(one: Evaluation, model: ConfiguredModel, matched: Matched, own: frozenset[str], *, first: bool) -> Record:
    fields = dict(_fields(one, model, matched, own))
    if first and is_bfcl(one.benchmark):
        fields |= _overall(one.run)
    name = one.benchmark.title if one.benchmark is not None else one.run.benchmark
    return Record(name=f"{name} {one.part}".strip(), fields=fields, location=one.location)


def _fields(
    one: Evaluation, model: ConfiguredModel, matched: Matched, own: frozenset[str]
) -> Iterator[tuple[str, AttributeValue]]:
    """Yield what is known; a field that is left out is unknown."""
    run = one.run
    known: dict[str, AttributeValue | None] = {
        "benchmark": one.benchmark.id if one.benchmark is not None else run.benchmark,
        "version": run.version or None,
        "part": one.part or None,
        "interaction": one.seen.interaction.value if one.seen.interaction else None,
        "environment": one.seen.environment.value if one.seen.environment else None,
        "tool_use": one.seen.tool_use.value if one.seen.tool_use else None,
        "dynamic": one.seen.dynamic,
        "abstention": one.abstention,
        "own_task": _own_task(one, own),
        "fits": one.benchmark.fits if one.benchmark is not None else None,
        "model_version": run.model or None,
        "model_match": matched.match.value,
        "format": run.format,
        "run": f"{run.location}",
        **_measured(one),
        **_conditions(one, model),
    }
    yield from ((name, value) for name, value in known.items() if value is not None)


def _overall(run: Run) -> dict[str, AttributeValue]:
    """Return the benchmark's own overall score, or what it lacks, and how much of what was run is dynamic."""
    whole = overall(run)
    known: dict[str, AttributeValue | None] = {
        "overall": _rounded(whole.value) if whole.value is not None else None,
        "overall_missing": whole.missing or None,
        "dynamic_share": _rounded(whole.dynamic_share) if whole.dynamic_share is not None else None,
    }
    return {name: value for name, value in known.items() if value is not None}


def _own_task(one: Evaluation, own: frozenset[str]) -> bool | None:
    if one.run.benchmark.lower() in own:
        return True
    return False if one.benchmark is not None else None


def _measured(one: Evaluation) -> dict[str, AttributeValue | None]:
    score = one.score
    interval = score.interval if score is not None else None
    faults = tuple(fault for part in one.parts for fault in part.faults)
    return {
        "metric": one.metric or None,
        "score": _rounded(score.value) if score is not None else None,
        "recomputed": score.recomputed if score is not None else None,
        "low": _rounded(interval.low) if interval is not None else None,
        "high": _rounded(interval.high) if interval is not None else None,
        "interval_width": _rounded(interval.high - interval.low) if interval is not None else None,
        "tasks": one.tasks,
        "trials": one.trials or stated_trials(one.parts),
        "dropped": one.dropped,
        "expected_tasks": one.expected,
        "subset": one.subset,
        "all_trials": _rounded(one.all_trials) if one.all_trials is not None else None,
        "any_trial": _rounded(one.any_trial) if one.any_trial is not None else None,
        "consistent": False if faults else True if score is not None and score.recomputed else None,
        "faults": faults or None,
    }


def _conditions(one: Evaluation, model: ConfiguredModel) -> dict[str, AttributeValue | None]:
    run, benchmark = one.run, one.benchmark
    # A benchmark that nobody knows has a simulated user where the file names one.
    simulated_user = benchmark.simulated_user if benchmark is not None else bool(run.user_simulator)
    spending, trials = run.spending, run.spending.trials if run.spending else 0

    def each(total: float | None) -> float | None:
        return _rounded(total / trials) if total is not None and trials else None

    both = (
        spending.input_tokens + spending.output_tokens
        if spending and spending.input_tokens is not None and spending.output_tokens is not None
        else None
    )
    return {
        "date": date_of(run) or None,
        "date_fault": date_fault(run, benchmark) or None,
        "calling_mode": run.calling_mode or None,
        "harness": run.harness or None,
        "harness_version": run.harness_version or None,
        "step_budget": run.step_budget,
        "reasoning_effort": run.reasoning_effort or None,
        "simulated_user": simulated_user,
        "user_simulator": run.user_simulator or None,
        "self_simulated": _self_simulated(run, simulated_user=simulated_user),
        "published": run.published,
        "reported_by": run.reported_by or None,
        "changed": run.changed or None,
        "tokens": each(both),
        "reasoning_tokens": each(spending.reasoning_tokens) if spending else None,
        "tool_calls": each(spending.tool_calls) if spending else None,
        "turns": each(spending.steps) if spending else None,
        "seconds": each(spending.seconds) if spending else None,
        "usd": each(spending.usd) if spending else None,
    }


def _self_simulated(run: Run, *, simulated_user: bool) -> bool | None:
    """Tell whether the model under test also played its user, which makes the user easier to please."""
    if not simulated_user:
        return False
    if not run.user_simulator or not run.model:
        return None
    tested = ConfiguredModel(id=run.model, name=run.model, version="", provider="")
    return match_models(tested, run.user_simulator).match in _MEANT


def _rounded(value: float) -> float:
    return round(value, 6)
