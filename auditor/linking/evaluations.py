"""Gives each model the results that measured it, and tells which of those named for it measured another."""

from __future__ import annotations

from collections import defaultdict

from auditor.benchmarks.evaluations import evaluations_of
from auditor.benchmarks.model_names import ConfiguredModel, Match, Matched, match_models
from auditor.linking.evaluation_records import MEANT, evaluation_record
from auditor.model.claims import AttributeValue, Record
from auditor.model.description import Description, Note
from auditor.model.entities import Entity, slug
from auditor.model.kinds import EntityKind, EvidenceLevel
from auditor.model.runs import Measured, Run
from auditor.model.system import SYSTEM_ID

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
        if matched.match in MEANT:
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
            if (matched := match_models(model, run.model)).match in MEANT
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
            evaluation_record(one, self._models[model], matched, self._own, first=number == 0)
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
