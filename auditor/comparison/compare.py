"""Sets two to six reports side by side."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from auditor import __version__
from auditor.comparison.caveats import caveats_of
from auditor.comparison.criteria import asked_of
from auditor.comparison.differences import ORDER, Differences
from auditor.comparison.gates import area_rows, gate_rows, level_rows
from auditor.comparison.models import Measured
from auditor.comparison.next_steps import inquiry_of, way_of
from auditor.comparison.offered import Offered, facts_of, keyed
from auditor.comparison.ranking import ordered, ranking_of
from auditor.comparison.schema import COMPARISON_VERSION, FEWEST_OFFERS, MOST_OFFERS, Comparison
from auditor.comparison.standing import knowledge_of, line_rows, path_rows
from auditor.errors import UsageError
from auditor.report.identity import as_written

_ID_DIGITS = 12


def compare(offered: Sequence[Offered]) -> Comparison:
    """Return the comparison. The order in which offers are given changes nothing.

    Raises UsageError for fewer than two offers, more than six, and for two that are the same report.
    """
    _check(offered)
    by_name = sorted(offered, key=lambda offer: offer.by_name)
    uneven = {caveat.id for caveat in caveats_of(keyed(by_name))}
    offers = keyed(ordered(by_name, uneven))
    asked = asked_of(by_name)
    differences = Differences(offers, asked)
    measured = Measured(offers)
    made = Comparison(
        comparison_version=COMPARISON_VERSION,
        comparison_id="",
        made_by=f"agent-readiness-auditor {__version__}",
        created_at=max(offer.report.created_at for offer in offers),
        asked=asked,
        offers=tuple(map(facts_of, offers)),
        caveats=caveats_of(offers),
        ranking=ranking_of(offers, uneven),
        difference_order=ORDER,
        differences=differences.rows,
        alike=differences.alike,
        only_here=differences.only_here,
        levels=level_rows(offers),
        gates=gate_rows(offers),
        areas=area_rows(offers),
        lines=line_rows(offers),
        knowledge=tuple(map(knowledge_of, offers)),
        paths=path_rows(offers),
        benchmarks=measured.rows,
        alone=measured.alone,
        unshown=measured.unshown,
        ways=tuple(map(way_of, offers)),
        inquiries=tuple(inquiry_of(offer, offers, asked) for offer in offers),
    )
    return msgspec.structs.replace(made, comparison_id=hashlib.sha256(compact_json(made)).hexdigest()[:_ID_DIGITS])


def compact_json(comparison: Comparison) -> bytes:
    """Return the comparison as JSON in UTF-8 without white space; a lone surrogate becomes its escape."""
    try:
        return msgspec.json.encode(comparison)
    except UnicodeEncodeError:
        return msgspec.json.encode(_written(msgspec.to_builtins(comparison)))


def _written(value: object) -> object:
    if isinstance(value, str):
        return as_written(value)
    if isinstance(value, dict):
        return {key: _written(item) for key, item in value.items()}
    return [_written(item) for item in value] if isinstance(value, list | tuple) else value


def _check(offered: Sequence[Offered]) -> None:
    if len(offered) < FEWEST_OFFERS:
        raise UsageError("name at least two offers to compare")
    if len(offered) > MOST_OFFERS:
        raise UsageError(
            f"{len(offered)} offers; at most {MOST_OFFERS} fit side by side on a page. "
            "Compare them in groups, then the first of each group again"
        )
    seen: dict[str, str] = {}
    for offer in offered:
        if (id_ := offer.report.report_id) in seen:
            raise UsageError(f"{seen[id_]} and {offer.source} are the same report; name two different offers")
        seen[id_] = offer.source
