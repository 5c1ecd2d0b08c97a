"""The first page: verdict, what stands in the way, what is known, the five lines, what to do first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auditor.formats.page.findings import SHOWN_OUTCOMES, finding_anchor, targets_of
from auditor.formats.page.inventory import counted
from auditor.formats.page.limits import Limits, Shown, head
from auditor.formats.page.words import (
    FAILS,
    NOT_APPLICABLE,
    UNKNOWN,
    Mark,
    agree,
    day,
    headline,
    mark_of,
    mark_of_control,
    mark_of_verdict,
    number,
    plural,
    short,
)
from auditor.model.findings import Outcome
from auditor.report.schema import Blocker, Finding, KnownCount, Recommendation, Report, Verdict

_BEST_FIRST = ("observed", "recorded", "documented", "declared", "inferred", "assumed", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """One thing that stands in the way."""

    mark: Mark
    text: str
    href: str
    place: str
    subjects: int
    count: str
    """How many it is about, and of what kind where they are of one, such as `8 tools`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One part of the bar that shows how much is known."""

    level: str
    pairs: int
    start: float
    """Where it begins, in percent of the bar."""
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One level of the ladder."""

    number: int
    name: str
    reached: bool
    asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do first."""

    entry: Recommendation
    then: str
    """The level that is reached with it, where it is a higher one than before; else empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPage:
    """What a reader sees before turning or scrolling."""

    name: str
    purpose: str
    facts: tuple[str, ...]
    mark: Mark | None
    headline: str
    sentence: str
    rungs: tuple[Rung, ...]
    reached: str
    asked: str
    obstacles: Shown[Obstacle]
    conditions: Shown[str]
    known: tuple[Share, ...]
    pairs: int
    decided: str
    """How many of the pairs are decided, in a sentence."""
    do_first: tuple[Recommendation, ...]
    steps: tuple[Step, ...]
    """The same, with the level that each leads to."""
    leads: str
    """How far the whole plan leads, in a sentence; empty where no level is asked for."""


def first_page_of(report: Report, limits: Limits) -> FirstPage:
    """Return the first page; a lone artifact has no verdict, and its worst findings stand in the obstacles' place."""
    verdict = report.verdict
    known = _shares(report.known)
    obstacles = verdict.blocking if verdict else _worst(report)
    return FirstPage(
        name=short(report.system.name, 80),
        purpose=short(report.system.purpose, 160),
        facts=tuple(short(fact, 60) for fact in _facts(report)),
        mark=mark_of_verdict(verdict.outcome) if verdict else None,
        headline=headline(verdict) if verdict else _no_verdict(report),
        sentence=short(verdict.sentence if verdict else _without_verdict(report), 230),
        rungs=_rungs(verdict) if verdict else (),
        reached=_level_name(verdict, verdict.level_reached) if verdict else "",
        asked=_level_name(verdict, verdict.level_asked) if verdict else "",
        obstacles=_obstacles(obstacles, report, limits),
        conditions=head((short(text, 110) for text in verdict.conditions) if verdict else (), limits.blockers),
        known=known,
        pairs=sum(share.pairs for share in known),
        decided=_decided(known),
        do_first=report.recommendations[: limits.first],
        steps=_steps(report, limits.first),
        leads=_leads(report),
    )


def _steps(report: Report, count: int) -> tuple[Step, ...]:
    reached = report.verdict.level_reached if report.verdict else 0
    steps = []
    for entry in report.recommendations[:count]:
        after = entry.level_after if entry.level_after is not None else reached
        steps.append(Step(entry=entry, then=entry.then or (f"level {after}" if after > reached else "")))
        reached = max(reached, after)
    return tuple(steps)


def _leads(report: Report) -> str:
    """Return at which step the level asked for is reached, or the highest level that the steps lead to."""
    verdict = report.verdict
    if verdict is None or verdict.level_reached >= verdict.level_asked:
        return ""
    after = [entry.level_after for entry in report.recommendations]
    best = max((level for level in after if level is not None), default=verdict.level_reached)
    if best <= verdict.level_reached:
        return ""
    goal = min(best, verdict.level_asked)
    steps = next(count for count, level in enumerate(after, start=1) if level is not None and level >= goal)
    named = _level_name(verdict, goal)
    done = "The first step leads" if steps == 1 else f"The first {steps} steps together lead"
    return f"{done} to level {named}{'' if goal == verdict.level_asked else ', short of what is asked'}."


def _facts(report: Report) -> list[str]:
    system = report.system
    facts = [
        system.profile or (f"stage {system.stage}" if system.stage else ""),
        day(report.created_at),
        f"checklist {report.tool.checklist}",
        f"owner {system.owner}" if system.owner else "",
        f"report {report.report_id}",
    ]
    return [fact for fact in facts if fact]


def _no_verdict(report: Report) -> str:
    interfaces = sum(entity.kind == "interface" for entity in report.entities)
    return "No verdict" if report.system.described or interfaces > 1 else "One artifact, no verdict"


def _without_verdict(report: Report) -> str:
    marks = [mark_of_control(control) for control in report.controls]
    failing, unknown = marks.count(FAILS), marks.count(UNKNOWN)
    applicable = len(marks) - marks.count(NOT_APPLICABLE)
    if not applicable:
        return "No control applies, so nothing was decided."
    return (
        f"Of {plural(applicable, 'applicable control')}, {failing} {agree(failing, 'fails', 'fail')} and "
        f"{unknown} {agree(unknown, 'is')} unknown. A verdict needs a description of the system around it."
    )


def _level_name(verdict: Verdict, level: int) -> str:
    names = {entry.level: short(entry.name, 24) for entry in verdict.levels}
    return f"{level} {names.get(level, '')}".rstrip()


def _rungs(verdict: Verdict) -> tuple[Rung, ...]:
    return tuple(
        Rung(
            number=entry.level,
            name=short(entry.name, 12),
            reached=entry.reached or entry.level <= verdict.level_reached,
            asked=entry.level == verdict.level_asked,
        )
        for entry in verdict.levels[:6]
    )


def _worst(report: Report) -> tuple[Blocker, ...]:
    """Return the failures of a lone artifact, severe ones first, in the shape of blockers."""
    failing: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if finding.outcome is Outcome.FAIL and not all(subject.waiver for subject in finding.subjects):
            failing.setdefault(finding.control, []).append(finding)
    ordered = sorted(failing.values(), key=lambda group: (-group[0].severity.rank, group[0].control))
    return tuple(_blocker(group) for group in ordered)


def _blocker(group: list[Finding]) -> Blocker:
    subjects = [subject for finding in group for subject in finding.subjects if not subject.waiver]
    evidence = next((piece for subject in subjects for piece in subject.evidence), None)
    return Blocker(
        control=group[0].control,
        outcome=group[0].outcome,
        text=group[0].title,
        subjects=len(subjects),
        place=f"{evidence.path}:{evidence.line}" if evidence else "",
    )


def _obstacles(blockers: tuple[Blocker, ...], report: Report, limits: Limits) -> Shown[Obstacle]:
    explained = {(finding.control, finding.outcome) for finding in report.findings}
    targets = targets_of(report, limits.medium)
    shown = head(blockers, limits.blockers)
    counts = _Counts(report)
    return Shown(items=tuple(_obstacle(entry, explained, targets, counts) for entry in shown.items), more=shown.more)


class _Counts:
    """Counts the subjects of a blocker in the words of their kind."""

    def __init__(self, report: Report) -> None:
        self._kinds = {entity.id: entity.kind for entity in report.entities}
        self._subjects: dict[tuple[str, Outcome], set[str]] = {}
        for finding in report.findings:
            ids = self._subjects.setdefault((finding.control, finding.outcome), set())
            ids.update(self._kinds.get(subject.id, "") for subject in finding.subjects)

    def of(self, blocker: Blocker) -> str:
        """Return such as `8 tools`, or `8 subjects` where they are of several kinds."""
        kinds = self._subjects.get((blocker.control, blocker.outcome), set())
        kind = next(iter(kinds)) if len(kinds) == 1 else ""
        return counted(blocker.subjects, kind) if kind else plural(blocker.subjects, "subject")


def _obstacle(
    blocker: Blocker, explained: set[tuple[str, Outcome]], targets: Mapping[str, str], counts: _Counts
) -> Obstacle:
    target = targets.get(blocker.control, "")
    if (blocker.control, blocker.outcome) in explained and blocker.outcome in SHOWN_OUTCOMES:
        target = finding_anchor(blocker.control, blocker.outcome)
    return Obstacle(
        mark=mark_of(blocker.outcome),
        text=short(blocker.text, 90),
        href=f"#{target}" if target else "",
        place=blocker.place if len(blocker.place) <= 48 else "…" + blocker.place[-47:],
        subjects=blocker.subjects,
        count=counts.of(blocker),
    )


def _decided(known: tuple[Share, ...]) -> str:
    pairs = sum(share.pairs for share in known)
    unknown = sum(share.pairs for share in known if share.level == "unknown")
    if not unknown:
        return f"All {plural(pairs, 'control-subject pair')} are decided."
    what = plural(pairs, "control-subject pair")
    return f"{number(unknown)} of {what} {agree(unknown, 'is')} undecided."


def _shares(known: tuple[KnownCount, ...]) -> tuple[Share, ...]:
    pairs: Mapping[str, int] = {level: sum(k.pairs for k in known if k.level == level) for level in _BEST_FIRST}
    total = sum(pairs.values())
    shares = []
    start = 0.0
    for level, count in pairs.items():
        if count > 0:
            width = count / total * 100
            shares.append(Share(level=level, pairs=count, start=start, width=width))
            start += width
    return tuple(shares)
