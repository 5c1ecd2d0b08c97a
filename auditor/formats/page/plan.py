"""The plan on the page: what leads to the level asked for, where it is reached, and what comes after by file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from auditor.formats.page.evidence import Places
from auditor.formats.page.limits import Limits, Shown, head
from auditor.formats.page.words import plural, short
from auditor.formats.visible import visible
from auditor.report.schema import Recommendation, Report
from auditor.report.schema_plan import PlannedChange

_CHANGES = {"screen": 6, "print": 2}
_LINES = {"screen": 60, "print": 12}
_FEWEST_IN_A_GROUP = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedLine:
    """One line of a patch or an example."""

    sign: Literal["+", "-", " ", "@"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """One change of a file."""

    form: Literal["patch", "example"]
    place: str
    href: str
    effect: str
    note: str
    lines: Shown[ChangedLine]
    subjects: Shown[str]
    is_code: bool
    """Whether the lines are commands or code, and no change of lines that are there."""
    files: str
    """The two lines of a patch that name its file, where what is shown is the rest of it to the letter; else empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One recommendation."""

    number: int
    entry: Recommendation
    changes: Shown[ChangeView]
    places: Shown[str]
    reached: str
    """What is reached when it and all before it are done; empty where that is nothing new."""
    arrives: bool
    """Whether that is the level asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """Recommendations with one root cause, or on the way to one level."""

    title: str
    place: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """The part about what to do."""

    groups: tuple[GroupView, ...]
    after: Shown[StepView]
    """Those that have a line each."""
    lead: str
    """Where the way leads, in one sentence."""
    why_not: tuple[str, ...]


def plan_of(report: Report, limits: Limits) -> PlanView:
    """Return the part: in full as many as the medium takes, then a line each."""
    places = Places(report, limits)
    steps = [_step(report, number, limits, places) for number in range(1, len(report.recommendations) + 1)]
    full, rest = steps[: limits.full], steps[limits.full :]
    needed = report.plan.steps if report.plan is not None else 0
    groups = [GroupView(title=_way(report), place="", steps=tuple(full[:needed]))] if needed and full else []
    return PlanView(
        groups=(*groups, *_by_place(full[needed:], needed=bool(needed))),
        after=head(rest, limits.rows),
        lead=_lead(report),
        why_not=report.plan.why_not if report.plan is not None else (),
    )


def _way(report: Report) -> str:
    return f"On the way to level {report.plan.asked}" if report.plan is not None else ""


def _lead(report: Report) -> str:
    plan = report.plan
    if plan is None:
        return ""
    if plan.reached >= plan.asked:
        return f"Level {plan.asked} is reached already; nothing below is needed for it."
    if not plan.steps:
        return f"Level {plan.asked} is not reached, and nothing that could be done about a control leads there."
    first = "The first step leads" if plan.steps == 1 else f"The first {plural(plan.steps, 'step')} lead"
    if plan.arrives:
        return (
            f"{first} to level {plan.asked}, and none of them can be left out; what is not needed for it comes after."
        )
    return f"{first} to level {plan.level_after}; level {plan.asked} is not reached with them."


def _by_place(steps: Sequence[StepView], *, needed: bool) -> Iterator[GroupView]:
    """Yield the steps grouped by the one file that mends them, in the order of the first of each; then the others."""
    groups: dict[str, list[StepView]] = {}
    for step in steps:
        groups.setdefault(_where(step.entry), []).append(step)
    several = {path: group for path, group in groups.items() if path and len(group) >= _FEWEST_IN_A_GROUP}
    other = [step for step in steps if _where(step.entry) not in several]
    for path, group in several.items():
        yield GroupView(title="After that, in" if needed else "In", place=path, steps=tuple(group))
    if other:
        titles = ("After that, elsewhere", "After that") if needed else ("Elsewhere", "")
        yield GroupView(title=titles[0] if several else titles[1], place="", steps=tuple(other))


def _where(entry: Recommendation) -> str:
    """Return the one file in which something is to be done; empty where there are several or none."""
    paths = {change.path for change in entry.changes} or {place.path for place in entry.places}
    return paths.pop() if len(paths) == 1 else ""


def _step(report: Report, number: int, limits: Limits, places: Places) -> StepView:
    entry = report.recommendations[number - 1]
    before = report.recommendations[number - 2].level_after if number > 1 else None
    if number == 1 and report.verdict is not None:
        before = report.verdict.level_reached
    plan = report.plan
    arrives = plan is not None and plan.arrives and number == plan.steps
    level = plan.level_after if plan is not None and arrives else entry.level_after or 0
    rises = entry.level_after is not None and before is not None and entry.level_after > before
    return StepView(
        number=number,
        entry=entry,
        changes=head((_change(c, limits, places) for c in entry.changes), _CHANGES[limits.medium]),
        places=head((f"{place.path}:{place.line}" for place in entry.places), limits.few),
        reached=f"Here level {_level(report, level)} is reached." if rises or arrives else "",
        arrives=arrives,
    )


def _level(report: Report, level: int) -> str:
    names = {entry.level: entry.name for entry in report.verdict.levels} if report.verdict is not None else {}
    return f"{level} ({short(names[level], 24)})" if names.get(level) else str(level)


def _change(change: PlannedChange, limits: Limits, places: Places) -> ChangeView:
    place = f"{change.path}:{change.line}"
    is_code = not change.patch and not change.before and change.language not in ("yaml", "json")
    lines = head(_cut(_lines(change, is_code=is_code), limits.width), _LINES[limits.medium])
    return ChangeView(
        form="patch" if change.patch else "example",
        place=place,
        href=places.href(place),
        effect=change.effect,
        note=change.note,
        lines=lines,
        subjects=head(change.subjects, limits.few),
        is_code=is_code,
        files=_files(change.patch, lines),
    )


def _files(patch: str, lines: Shown[ChangedLine]) -> str:
    named = "".join(f"{line}\n" for line in patch.split("\n")[:2])
    shown = "".join(f"{line.text if line.sign == '@' else line.sign + line.text}\n" for line in lines.items)
    return named if patch and named + shown == patch == visible(patch) else ""


def _lines(change: PlannedChange, *, is_code: bool) -> Iterator[ChangedLine]:
    if change.patch:
        for line in change.patch.split("\n")[2:]:  # the first two name the file, which stands above
            match line[:1]:
                case "+" | "-" | " " as sign:
                    yield ChangedLine(sign=sign, text=line[1:])
                case "@":
                    yield ChangedLine(sign="@", text=line)
                case _:
                    continue
        return
    yield from (ChangedLine(sign="-", text=line) for line in change.before)
    yield from (ChangedLine(sign=" " if is_code else "+", text=line) for line in change.after)


def _cut(lines: Iterator[ChangedLine], width: int) -> Iterator[ChangedLine]:
    for line in lines:
        text = line.text.rstrip("\r").expandtabs(4)
        yield ChangedLine(sign=line.sign, text=text if len(text) <= width else text[: width - 1] + "…")
