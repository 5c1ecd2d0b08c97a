"""What makes figures of the offers incomparable: how their reports were made otherwise, and what still holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations

from auditor.comparison.offered import Keyed
from auditor.comparison.schema import Caveat, CaveatId, CaveatValue
from auditor.report.schema import Report

MOST_DAYS_APART = 30
"""Ages of evidence are counted at the audit; reports further apart than this do not count them alike."""

_RESULTS = "the results of models"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """One thing that has to be the same in all reports."""

    id: CaveatId
    text: str
    harms: str
    holds: str
    value: Callable[[Report], str]


_RULES = (
    _Rule(
        id=CaveatId.AUDITOR,
        text="Different versions of the auditor made the reports",
        harms="verdicts, levels, gates, areas and framework fit: another version may judge the same file otherwise",
        holds=f"{_RESULTS}, and what each report quotes from files; audit all offers with one version for the rest",
        value=lambda report: f"{report.tool.name} {report.tool.version}",
    ),
    _Rule(
        id=CaveatId.CHECKLIST,
        text="The reports look at different controls, or at different versions of them",
        harms="counts of controls: areas, high findings, and how much is known",
        holds="gates and levels where they are the same gates, and each control that several reports have, by itself",
        value=lambda report: f"checklist {report.tool.checklist}, {len(report.controls)} controls",
    ),
    _Rule(
        id=CaveatId.PROFILE,
        text="The offers were audited with different profiles",
        harms="counts of controls: areas, high findings, and how much is known",
        holds="gates and levels where they are the same gates, and each control that several reports have, by itself",
        value=lambda report: report.system.profile or "all controls",
    ),
    _Rule(
        id=CaveatId.TARGET,
        text="Different levels are asked of the offers",
        harms="verdicts, which say whether the level asked for is reached, and the ways to that level",
        holds="levels reached, and gate by gate; give all of them one --target for the rest",
        value=lambda report: f"level {report.verdict.level_asked}" if report.verdict else "none",
    ),
    _Rule(
        id=CaveatId.STAGE,
        text="The offers are at different stages",
        harms="verdicts, levels and gates: at stage design a statement is enough, later it has to be shown",
        holds="what is known and on which evidence",
        value=lambda report: report.system.stage or "not said",
    ),
    _Rule(
        id=CaveatId.INTENT,
        text="The offers are meant for different things",
        harms="how many controls apply: to an offer that only answers, fewer do",
        holds="all figures that have their denominator beside them",
        value=lambda report: report.system.intent or "not said",
    ),
    _Rule(
        id=CaveatId.ARTIFACT,
        text="Not every offer is described as a system",
        harms="verdicts, levels and gates, which a single artifact does not have",
        holds="areas and controls that apply to all of them, and framework fit",
        value=lambda report: "a system" if report.system.described else "a single artifact",
    ),
    _Rule(
        id=CaveatId.SHARES,
        text="The gates are not the same, or ask for different shares of subjects",
        harms="verdicts, levels and the number of gates",
        holds="how many subjects pass at each gate, beside how many it applies to",
        value=lambda report: _gates(report)[0],
    ),
)

_STRICT_STAGE = "design"


def caveats_of(offers: Sequence[Keyed]) -> tuple[Caveat, ...]:
    """Return what is not alike in how the reports were made, the gravest first."""
    found = [*_altered(offers), *(caveat for rule in _RULES if (caveat := _uneven(rule, offers)))]
    found += [*_same_inputs(offers), *_taken_in(offers), *_apart(offers)]
    return tuple(found)


def _uneven(rule: _Rule, offers: Sequence[Keyed]) -> Caveat | None:
    values = [rule.value(offer.report) for offer in offers]
    if rule.id is CaveatId.SHARES:
        with_verdict = [offer.report for offer in offers if offer.report.verdict]
        same = len({_gates(report) for report in with_verdict}) <= 1
    elif rule.id is CaveatId.STAGE:
        same = len({value == _STRICT_STAGE for value in values}) == 1  # only design is judged otherwise
    elif rule.id is CaveatId.TARGET:
        same = len({offer.report.verdict.level_asked for offer in offers if offer.report.verdict}) <= 1
    else:
        same = len(set(values)) == 1
    return None if same else _caveat(rule.id, rule.text, rule.harms, rule.holds, offers, values)


def _gates(report: Report) -> tuple[str, tuple[tuple[int, str, float], ...]]:
    """Return the gates of a report, in words and one by one."""
    if report.verdict is None:
        return "none", ()
    gates = tuple((level.level, gate.control, gate.share) for level in report.verdict.levels for gate in level.gates)
    whole = sum(share >= 1 for _, _, share in gates)
    return f"{len(gates)} gates, of which {whole} ask for every subject", gates


def _altered(offers: Sequence[Keyed]) -> Iterator[Caveat]:
    if any(offer.offered.altered for offer in offers):
        yield _caveat(
            CaveatId.ALTERED,
            "The content of a report does not bear out its own id or numbers",
            "every figure of that report: it is not what an audit wrote, or another version counts otherwise",
            "nothing, before `audit verify` shows what differs, or its offer is audited again",
            offers,
            [offer.offered.altered or "as an audit wrote it" for offer in offers],
        )


def _same_inputs(offers: Sequence[Keyed]) -> Iterator[Caveat]:
    hashes = {offer.key: method.manifest_sha256 for offer in offers if (method := offer.report.method)}
    files = {offer.key: method.manifest_files for offer in offers if (method := offer.report.method)}
    pairs = [(a, b) for a, b in combinations(hashes, 2) if hashes[a] == hashes[b] and files[a]]
    if pairs:
        yield _caveat(
            CaveatId.INPUTS,
            "Several reports are on the same files: " + ", ".join(f"{a} and {b}" for a, b in pairs),
            "the offers, as far as these reports go: what differs comes from how the files were audited",
            "how they were audited",
            offers,
            [f"inputs {hashes[offer.key][:12]}" if offer.key in hashes else "not said" for offer in offers],
        )


def _taken_in(offers: Sequence[Keyed]) -> Iterator[Caveat]:
    answered = [sum(len(s.answers) for s in a.sheets) if (a := offer.report.answers) else 0 for offer in offers]
    if len({bool(count) for count in answered}) > 1:
        yield _caveat(
            CaveatId.ANSWERS,
            "Answers of a vendor were taken in for some offers only",
            "unknowns: who was asked has fewer of them, on nothing but a statement",
            "what is documented, recorded or observed; send the other vendors their questions too",
            offers,
            [f"{count} answers" if count else "none" for count in answered],
        )
    waived = [sum(waiver.state == "applied" for waiver in offer.report.waivers) for offer in offers]
    if any(waived):
        yield _caveat(
            CaveatId.WAIVERS,
            "Risks are accepted in the descriptions",
            "verdicts and levels as the reports give them: they take what an owner waives for accepted",
            "the order and everything else, which take no waiver for a pass",
            offers,
            [f"{count} in force" if count else "none" for count in waived],
        )


def _apart(offers: Sequence[Keyed]) -> Iterator[Caveat]:
    days = [_day(offer.report.created_at) for offer in offers]
    told = [day for day in days if day is not None]
    if len(told) > 1 and (max(told) - min(told)).days > MOST_DAYS_APART:
        yield _caveat(
            CaveatId.DATES,
            f"The reports were made {(max(told) - min(told)).days} days apart",
            "the ages of evidence and of waivers, which are counted at the audit",
            "everything else, as it was on its day",
            offers,
            [day.isoformat() if day else "not said" for day in days],
        )


def _day(moment: str) -> date | None:
    try:
        return datetime.fromisoformat(moment).date()
    except ValueError:
        return None


def _caveat(id_: CaveatId, text: str, harms: str, holds: str, offers: Sequence[Keyed], values: Sequence[str]) -> Caveat:
    return Caveat(
        id=id_,
        text=f"{text}.",
        harms=harms,
        holds=holds,
        values=tuple(CaveatValue(offer=offer.key, text=value) for offer, value in zip(offers, values, strict=True)),
    )
