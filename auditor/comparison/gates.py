"""Levels, gates and areas of the offers, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from auditor.comparison.offered import Keyed
from auditor.comparison.schema_base import State, state_of_gate
from auditor.comparison.schema_rows import AreaCell, AreaRow, GateCell, GateRow, LevelCell, LevelRow
from auditor.report.schema import Area, Gate, Level, Report
from auditor.report.schema_base import Counts


def level_rows(offers: Sequence[Keyed]) -> tuple[LevelRow, ...]:
    """Return every level that a report has, from the lowest."""
    found: dict[int, Level] = {}
    for offer in offers:
        for level in _levels(offer.report):
            found.setdefault(level.level, level)
    return tuple(
        LevelRow(
            level=number,
            name=level.name,
            precondition=level.precondition,
            cells=tuple(_level_cell(offer, number) for offer in offers),
        )
        for number, level in sorted(found.items())
    )


def gate_rows(offers: Sequence[Keyed]) -> tuple[GateRow, ...]:
    """Return every gate that a report has, by level and by id."""
    found: dict[tuple[int, str], Gate] = {}
    for offer in offers:
        for level in _levels(offer.report):
            for gate in level.gates:
                found.setdefault((level.level, gate.control), gate)
    return tuple(_gate_row(level, gate, offers) for (level, _), gate in sorted(found.items(), key=lambda item: item[0]))


def area_rows(offers: Sequence[Keyed]) -> tuple[AreaRow, ...]:
    """Return every area that a report has, in their order."""
    titles: dict[str, str] = {}
    for offer in offers:
        for area in offer.report.areas:
            titles.setdefault(area.id, area.title)
    return tuple(
        AreaRow(id=area, title=title, cells=tuple(_area_cell(offer, area) for offer in offers))
        for area, title in titles.items()
    )


def _levels(report: Report) -> tuple[Level, ...]:
    return report.verdict.levels if report.verdict else ()


def _level_cell(offer: Keyed, number: int) -> LevelCell:
    level = next((level for level in _levels(offer.report) if level.level == number), None)
    if level is None:
        return LevelCell(offer=offer.key, reached=False, precondition_met=None, gates=Counts())
    states = Counter(state_of_gate(gate.state) for gate in level.gates)
    return LevelCell(
        offer=offer.key,
        reached=level.reached,
        precondition_met=level.precondition_met,
        gates=Counts(
            passed=states[State.PASS],
            failed=states[State.FAIL],
            unknown=states[State.UNKNOWN],
            waived=states[State.WAIVED],
            not_applicable=states[State.NOT_APPLICABLE],
        ),
    )


def _gate_row(level: int, gate: Gate, offers: Sequence[Keyed]) -> GateRow:
    cells = tuple(_gate_cell(offer, level, gate.control) for offer in offers)
    return GateRow(
        control=gate.control,
        title=gate.title,
        level=level,
        differs=len({cell.state for cell in cells}) > 1,
        cells=cells,
    )


def _gate_cell(offer: Keyed, level: int, control: str) -> GateCell:
    gates = (gate for entry in _levels(offer.report) if entry.level == level for gate in entry.gates)
    gate = next((gate for gate in gates if gate.control == control), None)
    if gate is None:
        return GateCell(offer=offer.key, state=State.ABSENT)
    return GateCell(
        offer=offer.key,
        state=state_of_gate(gate.state),
        passed=gate.passed,
        applicable=gate.applicable,
        share=gate.share,
    )


def _area_cell(offer: Keyed, area_id: str) -> AreaCell:
    area: Area | None = next((area for area in offer.report.areas if area.id == area_id), None)
    if area is None:
        return AreaCell(offer=offer.key, controls=None, subjects=None)
    return AreaCell(offer=offer.key, controls=area.controls, subjects=area.subjects)
