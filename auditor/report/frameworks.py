"""The report's matrix: what each framework path does with each tool."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from auditor.frameworks.candidate import Blast
from auditor.frameworks.edits import pointed
from auditor.frameworks.of_system import Tried
from auditor.frameworks.verdict import Acceptance, Verdict
from auditor.report.schema import FrameworkPath, FrameworkVerdict, ResultFate

_MOST_REASONS = 6
_MOST_LOST = 40
_BREAKS = {Blast.TOOL: "", Blast.SERVER: "server", Blast.AGENT: "agent"}


def path_facts(tried: Iterable[Tried]) -> tuple[FrameworkPath, ...]:
    """Return the paths with their totals: those that agents use first, then by id."""
    made = [_path(one) for one in tried]
    return tuple(sorted(made, key=lambda path: (not path.used_by, path.id)))


def _path(tried: Tried) -> FrameworkPath:
    counts, path = tried.column.counts, tried.column.path
    return FrameworkPath(
        id=path.id,
        title=path.title,
        framework=tried.framework.title,
        version=tried.framework.version,
        tried=tried.framework.tried,
        rank=path.rank.value,
        used_by=tried.used_by,
        accepted=counts[Acceptance.ACCEPTED],
        minor_loss=counts[Acceptance.MINOR_LOSS],
        major_loss=counts[Acceptance.MAJOR_LOSS],
        refused=counts[Acceptance.REFUSED],
        results=tuple(
            ResultFate(topic=topic.value, fate=handling.fate.value, how=handling.how)
            for topic, handling in path.results.items()
        ),
    )


def verdict_facts(tried: Iterable[Tried]) -> tuple[FrameworkVerdict, ...]:
    """Return the verdicts on tools that do not arrive whole, by path and tool."""
    return tuple(
        _verdict(verdict)
        for one in sorted(tried, key=lambda one: one.column.path.id)
        for verdict in sorted(one.column.verdicts, key=lambda verdict: verdict.tool)
        if verdict.outcome is not Acceptance.ACCEPTED
    )


def _verdict(verdict: Verdict) -> FrameworkVerdict:
    refused = verdict.outcome is Acceptance.REFUSED
    return FrameworkVerdict(
        framework=verdict.path,
        tool=verdict.tool,
        outcome=verdict.outcome.value,
        reasons=_few(verdict.reasons),
        lost=tuple(pointed(loss.pointer) for loss in verdict.lost[:_MOST_LOST]),
        at=pointed(verdict.at),
        name=verdict.name,
        breaks=_BREAKS[verdict.breaks] if refused else "",  # type: ignore[arg-type]
        broken_by=verdict.broken_by,
        change=verdict.edit.what if verdict.edit else "",
    )


def _few(reasons: Sequence[str]) -> tuple[str, ...]:
    more = len(reasons) - _MOST_REASONS
    return tuple(reasons) if more <= 0 else (*reasons[:_MOST_REASONS], f"and {more} more")
