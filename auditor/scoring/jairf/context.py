"""Who an API is for and what it holds, as far as its document tells: what scales and caps Security."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from auditor.scoring.jairf.counts import Counts, Uncounted

_AUDIENCES = {1: "internal", 2: "partner", 3: "public"}


class Exposure(StrEnum):
    """Who can reach an API."""

    INTERNAL = "internal"
    PARTNER = "partner"
    PUBLIC = "public"


class Sensitivity(StrEnum):
    """How much harm its data can do."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


EXPOSURE_FACTOR = {Exposure.INTERNAL: 1.0, Exposure.PARTNER: 0.9, Exposure.PUBLIC: 0.8}
SENSITIVITY_FACTOR = {Sensitivity.LOW: 1.0, Sensitivity.MODERATE: 0.9, Sensitivity.HIGH: 0.75}
EXPOSURE_WEIGHT = {Exposure.INTERNAL: 0.5, Exposure.PARTNER: 0.75, Exposure.PUBLIC: 1.0}
"""For the risk discount; the specification fixes only public, by its example. The others are chosen here."""
SENSITIVITY_WEIGHT = {Sensitivity.LOW: 0.8, Sensitivity.MODERATE: 0.9, Sensitivity.HIGH: 1.0}
"""Likewise; only moderate is fixed."""

CREDENTIALS_CAP, PERSONAL_CAP = 20.0, 50.0
OPEN_CAP = {Exposure.INTERNAL: 40.0, Exposure.PARTNER: 30.0, Exposure.PUBLIC: 20.0}
PLAIN_HTTP_FACTOR = 0.5
"""The table of the scoring section, which is normative; that inside the section on Security says 40 and 0.8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The worse and the better of what the document leaves possible."""

    worst_exposure: Exposure
    best_exposure: Exposure
    worst_sensitivity: Sensitivity
    best_sensitivity: Sensitivity


def context_of(counts: Counts) -> Context:
    """Return the context of a document.

    Exposure by `info.x-audience`; else public where an address is, internal where all are of one machine or network,
    open otherwise. Sensitivity by names of fields: high for credentials, payment, health and official numbers.
    """
    worst_exposure, best_exposure = _exposures(counts)
    worst, best = _sensitivities(counts)
    return Context(
        worst_exposure=worst_exposure, best_exposure=best_exposure, worst_sensitivity=worst, best_sensitivity=best
    )


def _exposures(counts: Counts) -> tuple[Exposure, Exposure]:
    try:
        stated = _AUDIENCES.get(counts.number("audience"))
        public = (counts["public_addresses"].of or 0) > 0
        internal = counts["private_addresses"].count > 0 and not counts["relative_addresses"].count
    except Uncounted:
        return Exposure.PUBLIC, Exposure.INTERNAL
    if stated:
        return Exposure(stated), Exposure(stated)
    if public:
        return Exposure.PUBLIC, Exposure.PUBLIC
    return (Exposure.INTERNAL if internal else Exposure.PUBLIC), Exposure.INTERNAL


def _sensitivities(counts: Counts) -> tuple[Sensitivity, Sensitivity]:
    try:
        high, any_at_all = counts["highly_personal_fields"].count, counts["personal_fields"].of
    except Uncounted:
        return Sensitivity.HIGH, Sensitivity.LOW
    found = Sensitivity.HIGH if high else Sensitivity.MODERATE if any_at_all else Sensitivity.LOW
    return found, found
