"""An offer as it comes in: its report, where it came from, and a name that no other offer of the comparison has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from auditor.comparison.schema import Offer
from auditor.comparison.schema_base import State, state_of
from auditor.model.findings import Severity
from auditor.report.schema import Control, Report

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ID_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One offer, before it has a place."""

    report: Report
    source: str
    """The file or folder as it was named."""
    altered: str = ""
    """Why its report is not what an audit wrote; empty where it is."""

    @property
    def by_name(self) -> tuple[str, str]:
        """What offers are sorted by where nothing else tells them apart; no two have the same."""
        return self.report.system.name, self.report.report_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """One offer with its letter and its label."""

    key: str
    label: str
    offered: Offered

    @property
    def report(self) -> Report:
        """The report on the offer."""
        return self.offered.report


def keyed(offers: Sequence[Offered]) -> tuple[Keyed, ...]:
    """Return the offers with letters in their order, and with labels of which no two are the same."""
    labels = _labels(offers)
    return tuple(
        Keyed(key=_LETTERS[at], label=labels[at], offered=offered) for at, offered in enumerate(offers)
    )  # the caller refuses more offers than there are letters


def listed(words: Sequence[str]) -> str:
    """Return the words as English lists them: `A, B and C`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def facts_of(offer: Keyed) -> Offer:
    """Return what a comparison says of one offer by itself."""
    report, verdict = offer.report, offer.report.verdict
    return Offer(
        key=offer.key,
        label=offer.label,
        name=report.system.name,
        source=PurePath(offer.offered.source).name,
        report_id=report.report_id,
        created_at=report.created_at,
        tool=report.tool,
        described=report.system.described,
        purpose=report.system.purpose,
        owner=report.system.owner,
        stage=report.system.stage,
        intent=report.system.intent,
        profile=report.system.profile,
        manifest_sha256=report.method.manifest_sha256 if report.method else "",
        verdict=verdict.outcome if verdict else None,
        as_designed=verdict.as_designed if verdict else False,
        level_reached=verdict.level_reached if verdict else None,
        level_asked=verdict.level_asked if verdict else None,
        sentence=verdict.sentence if verdict else "",
        open_high=sum(_failing(control) for control in report.controls if control.severity is Severity.HIGH),
        altered=offer.offered.altered,
    )


def _failing(control: Control) -> bool:
    return state_of(control) is State.FAIL


def _labels(offers: Sequence[Offered]) -> list[str]:
    """Return the names, each with the first thing that tells it apart where several have the same."""
    names = [offer.report.system.name.strip() or "unnamed" for offer in offers]
    labels = list(names)
    for name, count in Counter(names).items():
        if count > 1:
            alike = [at for at, other in enumerate(names) if other == name]
            for at, mark in zip(alike, _marks([offers[at] for at in alike]), strict=True):
                labels[at] = f"{name} ({mark})"
    # A name may itself look like a name with its mark.
    again = Counter(labels)
    return [
        label if again[label] == 1 else f"{label} [{offer.report.report_id}]"
        for label, offer in zip(labels, offers, strict=True)
    ]


def _marks(alike: Sequence[Offered]) -> list[str]:
    ways: tuple[Callable[[Offered], str], ...] = (
        lambda offer: offer.report.system.owner,
        lambda offer: PurePath(offer.source).stem,
        lambda offer: PurePath(offer.source).parent.name,
    )
    for way in ways:
        found = [way(offer) for offer in alike]
        if all(found) and len(set(found)) == len(found):
            return found
    ids = [offer.report.report_id for offer in alike]
    short = [id_[:_ID_DIGITS] for id_ in ids]
    return [f"report {id_}" for id_ in (short if len(set(short)) == len(short) else ids)]
