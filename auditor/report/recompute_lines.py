"""Counts the five lines again, from the inventory and the evaluations of a report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.model.vocabulary import WRITES
from auditor.report.ledger import Ledger
from auditor.report.reached import attribute, reached_by_agents
from auditor.report.schema import EntityFact, Line, Report

_Ratio = tuple[int, int] | None
_RECORDED = ("recorded", "observed")
_NOTHING = ("", "none", "no")
_EMPTY = (0, 0)
_SHARE = re.compile(r"[01](\.[0-9]{1,20})?")
_COUNT = re.compile(r"[0-9]{1,15}")


def recount_lines(report: Report, ledger: Ledger) -> None:
    """Count the numerator and the denominator of each line, and divide them."""
    tools = (
        reached_by_agents(report)
        if report.system.described
        else [entity for entity in report.entities if entity.kind == "tool"]
    )
    counted: dict[str, _Ratio] = {
        "Goal": _goal(report),
        "Output": _output(tools),
        "Feedback": _feedback(tools),
        "Bottleneck": _recorded(report, "trajectories.valid_call_share"),
        "Ceiling": _recorded(report, "trajectories.complete_share"),
    }
    for at, line in enumerate(report.lines):
        if line.name in counted:
            _line(line, counted[line.name], f"/lines/{at}", ledger)


def _line(line: Line, counted: _Ratio, where: str, ledger: Ledger) -> None:
    numerator, denominator = counted or _EMPTY
    ledger.expect(f"{where}/numerator", line.numerator, numerator)
    ledger.expect(f"{where}/denominator", line.denominator, denominator)
    ledger.expect(f"{where}/value", line.value, round(numerator / denominator, 4) if denominator else None)
    if denominator:
        begin = f"{numerator} of {denominator} "
        ledger.expect(f"{where}/text", line.text[: len(begin)], begin)


def _goal(report: Report) -> _Ratio:
    kinds: dict[tuple[str, str, str], bool] = {}
    for model in report.models:
        for found in model.evaluations:
            if found.level in _RECORDED:
                key = (model.id, found.benchmark, found.part)
                kinds[key] = kinds.get(key, False) or found.dynamic is True
    return sum(kinds.values()), len(kinds)


def _output(tools: Sequence[EntityFact]) -> _Ratio:
    structured = sum(attribute(tool, "structured_result", "declared") == "yes" for tool in tools)
    return _unless_unread(tools, structured)


def _feedback(tools: Sequence[EntityFact]) -> _Ratio:
    """Count the tools that write, among them those of which nobody says what they do, and those with a stated read."""
    writing = [tool for tool in tools if tool.placeholder or _may_write(tool)]
    verified = sum(attribute(tool, "verified_by", "declared") not in _NOTHING for tool in writing)
    return _unless_unread(writing, verified)


def _may_write(tool: EntityFact) -> bool:
    effects = attribute(tool, "effects")
    return not effects or any(effect in WRITES for effect in effects.split(", "))


def _unless_unread(tools: Sequence[EntityFact], counted: int) -> _Ratio:
    return None if any(tool.placeholder for tool in tools) else (counted, len(tools))


def _recorded(report: Report, share: str) -> _Ratio:
    good, total = 0.0, 0
    for entity in report.entities:
        said = attribute(entity, share, "recorded") if entity.kind == "agent" else ""
        actions = attribute(entity, "trajectories.actions")
        if _SHARE.fullmatch(said) and _COUNT.fullmatch(actions):
            good += float(said) * int(actions)
            total += int(actions)
    return round(good), total
