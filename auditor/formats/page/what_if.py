"""What would be if: the assumptions and what they change, in words that cannot be taken for what is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.formats.page.limits import Limits, Shown, head
from auditor.formats.page.words import agree, listed, number, plural, short
from auditor.model.findings import Severity
from auditor.report.schema import Report, WhatIfFact
from auditor.report.schema_whatif import EffectPair, WhatIfState


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlRow:
    """One control for which something would change."""

    control: str
    title: str
    severity: Severity
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One sort of change."""

    title: str
    rows: Shown[ControlRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfView:
    """The part about a what-if."""

    assumptions: tuple[str, ...]
    assumed: str
    """The assumptions as one sentence."""
    sentence: str
    states: tuple[tuple[str, str, str], ...]
    """What is compared, as it is, as it would be."""
    groups: tuple[Group, ...]


def what_if_of(report: Report, limits: Limits) -> WhatIfView | None:
    """Return the part, or None where nothing was assumed."""
    found = report.what_if
    if found is None:
        return None
    groups = (
        ("Would no longer fail", found.closes),
        ("Would fail", found.opens),
        ("Could no longer be told", found.blurs),
        ("Could be told at last, and hold", found.settles),
    )
    return WhatIfView(
        assumptions=tuple(short(text, 160) for text in found.assumptions),
        assumed=assumed(found),
        sentence=if_so(found),
        states=tuple(_states(found.before, found.after)),
        groups=tuple(Group(title=title, rows=head(_rows(pairs), limits.rows)) for title, pairs in groups if pairs),
    )


def assumed(found: WhatIfFact) -> str:
    """Return what is assumed, as one sentence."""
    shown = [short(text, 90) for text in found.assumptions[:3]]
    more = len(found.assumptions) - len(shown)
    return f"Assumed: {', '.join(shown)}{f' and {number(more)} more' if more else ''}; nothing shows it"


def if_so(found: WhatIfFact) -> str:
    """Return what would change, as one sentence."""
    parts = []
    if found.closes:
        parts.append(f"closes {plural(len(found.closes), 'failure')}{_by_severity(found.closes)}")
    if found.settles:
        parts.append(f"settles {plural(len(found.settles), 'unknown')}")
    if found.opens:
        parts.append(f"opens {plural(len(found.opens), 'failure')}{_by_severity(found.opens)}")
    if found.blurs:
        parts.append(f"makes {plural(len(found.blurs), 'failure')} unknown")
    parts.append(_level(found.before.level, found.after.level))
    said = listed([part for part in parts if part])
    return f"If so: {said}." if said else "If so: nothing changes."


def _level(before: int | None, after: int | None) -> str:
    if before is None or after is None:
        return ""
    return f"stays at level {after}" if after == before else f"reaches level {after} instead of {before}"


def _by_severity(pairs: Sequence[EffectPair]) -> str:
    counts = [(sum(pair.severity is severity for pair in pairs), severity.value) for severity in Severity]
    return f" ({', '.join(f'{number(count)} {word}' for count, word in counts if count)})"


def _rows(pairs: Iterable[EffectPair]) -> list[ControlRow]:
    by_control: dict[str, list[EffectPair]] = {}
    for pair in pairs:
        by_control.setdefault(pair.control, []).append(pair)
    rows = [
        ControlRow(
            control=control,
            title=group[0].title,
            severity=group[0].severity,
            subjects=tuple(pair.subject for pair in group),
        )
        for control, group in by_control.items()
    ]
    return sorted(rows, key=lambda row: (-row.severity.rank, row.control))


def _states(before: WhatIfState, after: WhatIfState) -> Iterable[tuple[str, str, str]]:
    if before.level is not None and after.level is not None:
        yield "level reached", str(before.level), str(after.level)
        yield "verdict", before.verdict, after.verdict
    for word, old, new in (
        ("high", before.failing_high, after.failing_high),
        ("medium", before.failing_medium, after.failing_medium),
        ("low", before.failing_low, after.failing_low),
    ):
        yield f"open failures, {word}", number(old), number(new)


def what_if_sentence(report: Report) -> tuple[str, bool]:
    """Return the part's sentence, and that there is more to say."""
    found = report.what_if
    if found is None:
        return "Nothing was assumed.", False
    count = len(found.assumptions)
    return (
        f"{plural(count, 'assumption')} that nothing shows {agree(count, 'was', 'were')} tried beside the audit; "
        f"everything else in this report is as it really is. {if_so(found)}"
    ), True
