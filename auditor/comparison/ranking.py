"""Orders offers: by the first criterion, where that ties by the next, and so on. What is alike in all of them ties."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import groupby, pairwise

from auditor.comparison.criteria import MEASURES, Measure, asked_of
from auditor.comparison.offered import Keyed, Offered, listed
from auditor.comparison.schema import CaveatId, Criterion, CriterionId, CriterionValue, Ranking, Standing

_Key = tuple[tuple[bool, float], ...]

_HOW = (
    "Offers are compared by the first criterion; only where they are alike, by the next. Nothing is weighed and "
    "nothing is added up, so there is no score. Offers that are alike in all of them tie."
)
_WITHOUT = "Criteria that the reports do not measure alike are left out, for all offers: {}. "
_NONE = "There is no order: the reports are not made alike, so that no criterion can be used. Read them side by side."
_WORDS = {
    CaveatId.ALTERED: "a report is not what an audit wrote",
    CaveatId.AUDITOR: "versions of the auditor differ",
    CaveatId.CHECKLIST: "checklists differ",
    CaveatId.PROFILE: "profiles differ",
    CaveatId.SHARES: "gates differ",
    CaveatId.TARGET: "levels asked differ",
    CaveatId.STAGE: "stages differ",
    CaveatId.ARTIFACT: "not all are systems",
}


def ordered(offers: Sequence[Offered], caveats: Set[CaveatId]) -> tuple[Offered, ...]:
    """Return the offers, the first in order first; ties by name, then by the id of their reports."""
    used = _used(caveats)
    asked = asked_of(offers)
    return tuple(sorted(offers, key=lambda offer: (_key(offer, used, asked), offer.by_name)))


def ranking_of(offers: Sequence[Keyed], caveats: Set[CaveatId]) -> Ranking:
    """Return the order of offers that are in order already, with what each has of every criterion."""
    used = _used(caveats)
    asked = asked_of([offer.offered for offer in offers])
    keys = {offer.key: _key(offer.offered, used, asked) for offer in offers}
    deciding = {
        second.key: used[_first_unlike(keys[first.key], keys[second.key])]
        for first, second in pairwise(offers)
        if keys[first.key] != keys[second.key]
    }
    criteria = tuple(
        _criterion(measure, offers, asked, caveats, decides=measure in deciding.values()) for measure in MEASURES
    )
    left_out = [f"{entry.title.lower()} ({entry.why_not})" for entry in criteria if not entry.used]
    how = _HOW if not left_out else f"{_HOW} {_WITHOUT.format('; '.join(left_out)).strip()}"
    return Ranking(
        explanation=how if used else _NONE,
        criteria=criteria,
        standings=_standings(offers, keys, deciding, {entry.id: entry for entry in criteria}),
    )


def _used(caveats: Set[CaveatId]) -> tuple[Measure, ...]:
    return tuple(measure for measure in MEASURES if not measure.spoiled_by & caveats)


def _key(offer: Offered, used: Sequence[Measure], asked: int | None) -> _Key:
    """Return what an offer is sorted by: smaller comes first, and what nobody can tell comes last."""
    values = ((measure, measure.of(offer, asked)[0]) for measure in used)
    return tuple(
        (value is None, 0.0 if value is None else -value if measure.better == "higher" else value)
        for measure, value in values
    )


def _first_unlike(one: _Key, other: _Key) -> int:
    return next(at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)


def _criterion(
    measure: Measure, offers: Sequence[Keyed], asked: int | None, caveats: Set[CaveatId], *, decides: bool
) -> Criterion:
    spoiled = [_WORDS[caveat] for caveat in CaveatId if caveat in measure.spoiled_by & caveats]
    found = [(offer.key, *measure.of(offer.offered, asked)) for offer in offers]
    return Criterion(
        id=measure.id,
        title=measure.title,
        better=measure.better,
        explanation=measure.explanation,
        used=not spoiled,
        why_not=", ".join(spoiled),
        decides=decides,
        values=tuple(CriterionValue(offer=key, value=value, text=text) for key, value, text in found),
    )


def _standings(
    offers: Sequence[Keyed],
    keys: dict[str, _Key],
    deciding: dict[str, Measure],
    criteria: dict[CriterionId, Criterion],
) -> tuple[Standing, ...]:
    groups = [tuple(group) for _, group in groupby((offer.key for offer in offers), key=lambda key: keys[key])]
    heads = {group[0]: following[0] for group, following in pairwise(groups)}
    before = {following[0]: group[-1] for group, following in pairwise(groups)}
    place, standings = 1, []
    for group in groups:
        measure = deciding.get(group[0])
        for key in group:
            tied = tuple(other for other in group if other != key)
            text = _text(group[0], tied, measure, before, heads, deciding, criteria)
            standings.append(
                Standing(offer=key, place=place, tied_with=tied, decided_by=measure.id if measure else None, text=text)
            )
        place += len(group)
    return tuple(standings)


def _text(
    head: str,
    tied: Sequence[str],
    measure: Measure | None,
    before: dict[str, str],
    heads: dict[str, str],
    deciding: dict[str, Measure],
    criteria: dict[CriterionId, Criterion],
) -> str:
    if not any(criterion.used for criterion in criteria.values()):
        return "Not in an order: no criterion can be used."
    alike = f"Tied with {listed(tied)}: alike in every criterion that is used." if tied else ""
    if measure is not None:
        said = f"After {before[head]} by {_against(criteria[measure.id], head, before[head])}."
    elif head in heads:
        following = heads[head]
        said = f"Before {following} by {_against(criteria[deciding[following].id], head, following)}."
    else:
        said = ""
    return " ".join(filter(None, (said, alike)))


def _against(criterion: Criterion, mine: str, other: str) -> str:
    texts = {value.offer: value.text for value in criterion.values}
    return f"{criterion.title.lower()}: {texts[mine]}, against {texts[other]}"
