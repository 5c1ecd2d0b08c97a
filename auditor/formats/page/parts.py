"""The parts after the first page: their order, and the sentence that says the result of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from auditor.formats.page.clauses import clauses_sentence
from auditor.formats.page.frameworks import MADE_OF_OTHERS
from auditor.formats.page.inventory import counted_kinds
from auditor.formats.page.maps import map_sentence
from auditor.formats.page.model_words import age, kind_of, moment, newest
from auditor.formats.page.questions import questions_sentence
from auditor.formats.page.reach import has_agents, reach_sentence
from auditor.formats.page.room import room_sentence
from auditor.formats.page.what_if import what_if_sentence
from auditor.formats.page.words import agree, day, listed, number, plural
from auditor.model.findings import Outcome
from auditor.report.schema import BaselineFact, Report

_FEW_DOCUMENTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the report."""

    id: str
    title: str
    sentence: str
    quiet: bool
    """True where the sentence is all there is to say."""

    @property
    def template(self) -> str:
        """The file that shows the rest of the part."""
        return f"parts/{self.id}.html.j2"


def parts_of(report: Report) -> tuple[Part, ...]:
    """Return the parts in reading order."""
    parts = []
    for title, part_id, describe in _PARTS:
        if part_id == "jairf" and not report.jairf:
            continue  # only its own profile measures it, so its absence says nothing
        if part_id == "clauses" and not report.clauses:
            continue  # the profile follows no standard
        if part_id == "room" and report.room is None:
            continue  # nobody expects of a lone artifact that it leaves room for agents
        if part_id == "reach" and not report.reach and (has_agents(report) or not report.system.described):
            continue  # an earlier version made the report, or it is on a lone artifact
        if part_id == "what_if" and report.what_if is None:
            continue  # nobody asked
        sentence, has_more = describe(report)
        parts.append(Part(id=part_id, title=title, sentence=sentence, quiet=not has_more))
    return tuple(parts)


def _recommendations(report: Report) -> tuple[str, bool]:
    found = report.recommendations
    if not found:
        return "Nothing needs doing for the controls that were looked at.", False
    closed_by_others = Counter[str]()  # what one closes on the way is another's own, and counts once
    for effect in (effect for entry in found for effect in entry.also_closes):
        closed_by_others[effect.severity.value] += effect.subjects
    counts = [
        (sum(entry.closes_high for entry in found) - closed_by_others["high"], "high"),
        (sum(entry.closes_medium for entry in found) - closed_by_others["medium"], "medium"),
        (sum(entry.closes_low for entry in found) - closed_by_others["low"], "low"),
    ]
    closed = listed([f"{number(count)} {word}" for count, word in counts if count])
    settled = sum(entry.settles for entry in found)
    effects = [f"close {closed} {agree(sum(n for n, _ in counts), 'failure')}"] if closed else []
    effects += [f"settle {plural(settled, 'unknown')}"] if settled else []
    done = f"; together they {listed(effects)}" if len(found) > 1 and effects else ""
    return f"{plural(len(found), 'thing')} to do, the most pressing first{done}.", True


def _areas(report: Report) -> tuple[str, bool]:
    if not report.areas and not report.controls:
        return "No control was selected.", False
    failing = [area for area in report.areas if area.controls.failed]
    unknown = sum(area.controls.unknown for area in report.areas)
    passed = sum(area.controls.passed for area in report.areas)
    applicable = sum(area.controls.applicable for area in report.areas)
    first = f"{passed} of {plural(applicable, 'applicable control')} {agree(passed, 'passes', 'pass')}"
    if not failing and not unknown:
        return f"{first}; none fails and none is unknown.", True
    where = f"{len(failing)} of {plural(len(report.areas), 'area')} {agree(len(failing), 'has', 'have')} a failing one"
    return f"{first}; {where}, and {plural(unknown, 'control')} {agree(unknown, 'is')} unknown.", True


def _clauses(report: Report) -> tuple[str, bool]:
    return clauses_sentence(report), True


def _contradictions(report: Report) -> tuple[str, bool]:
    count = len(report.contradictions)
    if not count:
        return "No two statements about this system contradict each other.", False
    return f"{plural(count, 'attribute')} {agree(count, 'has', 'have')} two statements that cannot both hold.", True


def _frameworks(report: Report) -> tuple[str, bool]:
    paths = report.framework_paths
    if not paths:
        return "No tool was tried in an agent framework.", False
    in_use = {path.id for path in paths if path.used_by}
    used = in_use or {path.id for path in paths if not path.id.startswith(MADE_OF_OTHERS)}
    verdicts = [verdict for verdict in report.frameworks if verdict.framework in used]
    refused = len({v.tool for v in verdicts if v.outcome == "refused"})
    losing = len({v.tool for v in verdicts if v.outcome in ("major loss", "minor loss")})
    tools = max(path.accepted + path.minor_loss + path.major_loss + path.refused for path in paths)
    which = next(iter(used)) if len(used) == 1 else plural(len(used), "framework path")
    if in_use:
        which += f" that {agree(len(used), 'is', 'are')} used here"
    elif len(used) > 1:
        return (
            f"Of {plural(tools, 'tool')} tried in {which}, at least one path refuses {number(refused)}, "
            f"and at least one loses a part of the definition of {number(losing)}."
        ), True
    return (
        f"Of {plural(tools, 'tool')} tried in {which}, {number(refused)} {agree(refused, 'is')} refused and "
        f"{number(losing)} {agree(losing, 'loses', 'lose')} a part of {agree(losing, 'its', 'their')} definition."
    ), True


def _model(report: Report) -> tuple[str, bool]:
    if not report.models:
        return "No model is named.", False
    bare = sum(not model.evaluations for model in report.models)
    if bare == len(report.models):
        return f"Nobody has shown an evaluation of {'the model' if bare == 1 else 'any model'}.", True
    results = [result for model in report.models for result in model.evaluations]
    acting = sum(kind_of(result) == "dynamic" for result in results)
    days = newest(results, moment(report.created_at))
    some = (
        f"{number(acting) if acting else 'None'} of {plural(len(results), 'result')} "
        f"{agree(max(acting, 1), 'shows', 'show')} {'the model' if len(report.models) == 1 else 'a model'} acting"
    )
    old = f"; the newest is {age(days)} old" if days is not None else "; none has a date that can be right"
    end = f"; nobody has shown a result of {bare} of {len(report.models)} models" if bare else ""
    return f"{some} in an environment that answers{old}{end}.", True


def _actions(report: Report) -> tuple[str, bool]:
    runs = sum(source.runs for source in report.trajectories)
    if not report.trajectories:
        return "No traces were read: nobody has shown how this system acts.", False
    actions = sum(source.actions for source in report.trajectories)
    sources = plural(len(report.trajectories), "source")
    shown = f"{plural(runs, 'run')} with {plural(actions, 'action')}"
    return f"{sources} {agree(len(report.trajectories), 'shows', 'show')} {shown}.", True


def _waivers(report: Report) -> tuple[str, bool]:
    if not report.waivers:
        return "Nobody has accepted a risk.", False
    states = [(sum(w.state == state for w in report.waivers), state) for state in ("applied", "expired", "unmatched")]
    words = {"applied": "in force", "expired": "expired", "unmatched": "without anything to cover"}
    said = listed([f"{count} {words[state]}" for count, state in states if count])
    return f"{plural(len(report.waivers), 'waiver')}: {said}.", True


def _changes(report: Report) -> tuple[str, bool]:
    baseline = report.baseline
    if baseline is None:
        return "No earlier report was given to compare with.", False
    gone = len(baseline.absent)
    return (
        f"Since {day(baseline.created_at)}: {plural(baseline.new, 'new subject')} with a finding, "
        f"{number(baseline.unchanged)} unchanged, {number(gone)} gone{_level_change(report, baseline)}."
    ), True


def _level_change(report: Report, baseline: BaselineFact) -> str:
    before, now = baseline.level_reached, report.verdict.level_reached if report.verdict else None
    if before is None or now is None:
        return ""
    return f"; level {now} as before" if before == now else f"; level {before} then, level {now} now"


def _unseen(report: Report) -> tuple[str, bool]:
    undecided = (Outcome.UNKNOWN, Outcome.ERROR, Outcome.MANUAL)
    pairs = sum(len(finding.subjects) for finding in report.findings if finding.outcome in undecided)
    inputs = sum(entry.state != "read" for entry in report.inputs)
    lists = sum(entity.placeholder or entity.members == "open" for entity in report.entities)
    if not (pairs or inputs or lists or report.warnings):
        return "Everything that was named could be read, and every control could be decided.", False
    return (
        f"{plural(pairs, 'control-subject pair')} undecided, {plural(inputs, 'input')} not wholly read, "
        f"{plural(lists, 'list')} that may have further members, {plural(len(report.warnings), 'warning')}."
    ), True


def _inventory(report: Report) -> tuple[str, bool]:
    counted = counted_kinds(report)
    if not counted:
        return "Nothing was found that could act or be acted on.", False
    return f"The system has {counted}, joined by {plural(len(report.relations), 'relation')}.", True


def _jairf(report: Report) -> tuple[str, bool]:
    said = [
        f"{found.interface} has {found.low:.1f} to {found.high:.1f} of 100, at least level {found.level} "
        f"({found.level_name}), with {found.measured} of {len(found.signals)} signals measured"
        for found in report.jairf[:_FEW_DOCUMENTS]
    ]
    more = len(report.jairf) - len(said)
    rest = f"; {plural(more, 'more document')} below" if more else ""
    return f"By {report.jairf[0].specification}, {listed(said)}{rest}.", True


def _method(_: Report) -> tuple[str, bool]:
    return (
        "Every control is tested against every subject it applies to; levels come from gates alone, and there is no "
        "single score."
    ), True


def _inputs(report: Report) -> tuple[str, bool]:
    if not report.inputs:
        return "No file was read.", False
    read = sum(entry.state == "read" for entry in report.inputs)
    return f"{read} of {plural(len(report.inputs), 'file')} {agree(read, 'was', 'were')} read whole.", True


_PARTS: tuple[tuple[str, str, Callable[[Report], tuple[str, bool]]], ...] = (
    ("What if", "what_if", what_if_sentence),
    ("Recommendations", "recommendations", _recommendations),
    ("System map", "map", map_sentence),
    ("What each agent can reach", "reach", reach_sentence),
    ("Room for agents", "room", room_sentence),
    ("Areas", "areas", _areas),
    ("Clauses", "clauses", _clauses),
    ("Contradictions", "contradictions", _contradictions),
    ("Frameworks", "frameworks", _frameworks),
    ("Model", "model", _model),
    ("Actions in practice", "actions", _actions),
    ("Questions to the vendor", "questions", questions_sentence),
    ("Accepted risks", "waivers", _waivers),
    ("Changes since the baseline", "changes", _changes),
    ("What could not be seen", "unseen", _unseen),
    ("Inventory", "inventory", _inventory),
    ("API AI-readiness", "jairf", _jairf),
    ("Method", "method", _method),
    ("Inputs", "inputs", _inputs),
)
