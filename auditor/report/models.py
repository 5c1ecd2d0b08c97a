"""The report's facts about models, from what was measured and from what the controls found missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from auditor.benchmarks.catalogue import benchmark_called
from auditor.benchmarks.model_names import ConfiguredModel, Match, match_models
from auditor.benchmarks.reference_scores import ReferenceScore, comparable
from auditor.checklist import Control
from auditor.model.claims import AttributeValue, Record
from auditor.model.facts import Known
from auditor.model.findings import ControlResult, Outcome
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.model.system import System
from auditor.report.efforts import effort_gains
from auditor.report.evidence import level_word, lower_first, place, words
from auditor.report.schema_models import EvaluationFact, ForeignEvaluation, ModelFact, ReferenceFact

_MOST_BESIDE = 40
"""Published results that one evaluation quotes: the nearest to its own."""
_AREA = "model-selection"
_SAME_VALUE = 0.0005


def model_facts(
    system: System,
    controls: Sequence[Control],
    results: Mapping[str, ControlResult],
    references: Sequence[ReferenceScore],
) -> tuple[ModelFact, ...]:
    """Return the models with who uses them, what was measured, what published results say, and what is missing."""
    users: dict[str, set[str]] = defaultdict(set)
    for relation in system.relations:
        if relation.kind is RelationKind.USES:
            users[relation.target].add(relation.source)
    missing = _missing(controls, results)
    return tuple(
        _model(system, model.id, users[model.id], missing[model.id], references)
        for model in system.of_kind(EntityKind.MODEL)
    )


def _model(
    system: System,
    model: str,
    users: Set[str],
    missing: Sequence[str],
    references: Sequence[ReferenceScore],
) -> ModelFact:
    evaluations = tuple(
        sorted(
            (_evaluation(record, level, references) for record, level in _records(system, model, "evaluations")),
            key=lambda one: (one.dynamic is not True, one.benchmark, one.run, one.part, one.metric, one.place),
        )
    )
    efforts, why = effort_gains(evaluations)
    return ModelFact(
        id=model,
        provider=_word(system, model, "provider"),
        version=_word(system, model, "version"),
        used_by=tuple(sorted(users)),
        evaluations=evaluations,
        foreign=tuple(_foreign(record) for record, _ in _records(system, model, "foreign_evaluations")),
        efforts=efforts,
        efforts_why=why,
        missing=tuple(missing) if users else (),
    )


def _word(system: System, subject: str, attribute: str) -> str:
    fact = system.fact(subject, attribute)
    return words(fact.value) if isinstance(fact, Known) else ""


def _records(system: System, model: str, attribute: str) -> Iterable[tuple[Record, EvidenceLevel]]:
    fact = system.fact(model, attribute)
    for claim in fact.claims if isinstance(fact, Known) else ():
        for record in claim.value if isinstance(claim.value, tuple) else ():
            if isinstance(record, Record):
                yield record, claim.level


def _evaluation(record: Record, level: EvidenceLevel, references: Sequence[ReferenceScore]) -> EvaluationFact:
    """Return an evaluation as the report has it: the fields of the record that the contract knows, by name."""
    stated = record.fields
    name = str(stated.get("benchmark", record.name))
    known = benchmark_called(name)
    beside, why = _beside(stated, known.id if known is not None else name, references)
    given: dict[str, AttributeValue | tuple[ReferenceFact, ...]] = {
        field: value for field, value in stated.items() if field in _FIELDS and field not in ("benchmark", "fits")
    }
    score = stated.get("score")
    if isinstance(score, int | float) and score > 1:
        given["score"] = score / 100  # stated by hand as a percentage
    return EvaluationFact(
        benchmark=known.id if known is not None else name,
        title=known.title if known is not None else name,
        level=level_word(level),
        place=place(record.location),
        beside=beside,
        beside_why=why,
        **given,  # type: ignore[arg-type]
    )


_FIELDS = frozenset(EvaluationFact.__struct_fields__)


def _beside(
    stated: Mapping[str, AttributeValue], benchmark: str, references: Sequence[ReferenceScore]
) -> tuple[tuple[ReferenceFact, ...], str]:
    """Return published results that may be set beside an evaluation, nearest to its score, or why there are none."""
    score = stated.get("score")
    if not isinstance(score, int | float):
        return (), "it has no score that could be compared"
    if stated.get("subset") is True:
        return (), "only a part of the tasks was run"
    found = comparable(
        references,
        benchmark=benchmark,
        version=str(stated.get("version", "")),
        part=str(stated.get("part", "")),
        metric=str(stated.get("metric", "")),
        user_simulator=str(stated.get("user_simulator", "")),
    )
    others = [one for one in found.scores if not _is_same(one, str(stated.get("model_version", "")), score)]
    if found.scores and not others:
        return (), "the only published result is this one"
    nearest = sorted(others, key=lambda one: (abs(one.value / 100 - score), one.model))[:_MOST_BESIDE]
    shown = sorted(nearest, key=lambda one: (-one.value, one.model, one.setting))
    return tuple(_reference(one) for one in shown), found.why


def _is_same(one: ReferenceScore, model: str, score: float) -> bool:
    """Tell whether a published result is the evaluation itself: the same model with the same value."""
    if abs(one.value / 100 - score) > _SAME_VALUE:
        return False
    return match_models(ConfiguredModel(id=one.model, name=one.model), model).match in (Match.EXACT, Match.ALIAS)


def _reference(one: ReferenceScore) -> ReferenceFact:
    return ReferenceFact(
        model=one.model,
        score=round(one.value / 100, 6),
        setting=one.setting,
        mode=one.mode,
        effort=one.effort,
        reported_by=one.reported_by,
        self_reported={"yes": True, "no": False}.get(one.self_reported),
        date=one.date,
        source=one.source,
    )


def _foreign(record: Record) -> ForeignEvaluation:
    return ForeignEvaluation(
        benchmark=str(record.fields.get("benchmark", "")),
        model_version=record.name,
        why=str(record.fields.get("why", "")),
        near=record.fields.get("near") is True,
        place=place(record.location),
    )


def _missing(controls: Sequence[Control], results: Mapping[str, ControlResult]) -> Mapping[str, list[str]]:
    """Return what fails or cannot be told about the choice of each model, in the words of the controls."""
    missing: dict[str, list[str]] = defaultdict(list)
    for control in controls:
        if control.area.value != _AREA or control.id not in results:
            continue
        outcomes: dict[str, set[Outcome]] = defaultdict(set)
        for other in results[control.id].others:
            outcomes[other.subject].add(other.outcome)
        for subject, found in outcomes.items():
            if Outcome.FAIL in found:
                missing[subject].append(f"{control.failure_title}.")
            elif Outcome.UNKNOWN in found:
                missing[subject].append(f"Nobody has shown that {lower_first(control.title)}.")
    return missing
