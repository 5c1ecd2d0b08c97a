"""What a list of tools costs in a model's context, and whether its tools do whole tasks."""

from __future__ import annotations

from collections import Counter

from auditor.checklist import Reason
from auditor.checks.toolsets import Toolset, open_end, passed, stated, toolset
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, Truth, View
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.kinds import RelationKind as R
from auditor.model.words import CRUD, is_verb, stand_for, words_of_name

_FEW = 10
"""Tools up to which it is no use to speak of wrappers."""


def tokens_in_budget(view: View, subject: Entity, *, most: int = 20_000) -> Result:
    """Pass where the definitions of an interface's or an agent's tools take at most so many tokens together.

    An agent that searches for tools, or routes among them, does not pay for all of them in each turn. The limit is no
    share of the context window: that would be lower for a model whose window is known than for one that keeps silent.
    """
    if subject.kind is K.AGENT:
        selects = view.holds(subject, "tool_selection", "search", "routed")
        if selects.truth is Truth.TRUE:
            what = "its tools are searched for or routed to, and do not all stand in the context"
            return Result(verdict=selects, reasons=(Reason(what=what, level=selects.level),))
    found = toolset(view, subject)
    total, levels, uncounted, how = _sum(view, found)
    some = f"its {len(found.tools)}" if not uncounted else f"{len(levels)} of its {len(found.tools)}"
    what = f"the definitions of {some} tools take {total:,} tokens{how}{_of_window(view, subject, total)}"
    if total > most:
        level = min(levels)
        reason = Reason(what=what, expected=f"at most {most:,}", level=level)
        return Result(verdict=FALSE[level], reasons=(reason,))
    if uncounted:
        return Result(verdict=UNKNOWN, reasons=(view.unknown(uncounted[0], "definition_tokens"),))
    return passed(found, levels, what)


def _sum(view: View, found: Toolset) -> tuple[int, list[EvidenceLevel], list[Entity], str]:
    """Return the tokens of the tools, on what evidence each, those that nobody counted, and how it was done."""
    total, levels, uncounted = 0, [], []
    ways: Counter[str] = Counter()
    for tool in found.tools:
        fact = view.fact(tool, "definition_tokens")
        if isinstance(fact, Known) and isinstance(fact.value, int):
            total += fact.value
            levels.append(fact.level)
            ways[fact.claims[0].detail] += 1
        else:
            uncounted.append(tool)
    told = " and ".join(way for way, _ in ways.most_common() if way)
    return total, levels, uncounted, f" ({told})" if told else ""


def _of_window(view: View, subject: Entity, total: int) -> str:
    if subject.kind is not K.AGENT:
        return ""
    models = (member.entity for member in view.neighbours(subject, K.MODEL, by=(R.USES,)).members)
    facts = (view.fact(model, "context_window") for model in models)
    windows = [fact.value for fact in facts if isinstance(fact, Known) and isinstance(fact.value, int)]
    return f", {total / min(windows):.0%} of its model's context window" if windows and min(windows) > 0 else ""


def task_level_tools(view: View, subject: Entity) -> Result:
    """Pass where an interface of ten tools or more has at least one that does more than store or return one record.

    A tool counts as a bare wrapper where every verb of its name is one of get, list, create, update and delete, or
    means the same. A name without a verb says nothing and counts as more.
    """
    found = toolset(view, subject)
    levels, more = [], ""
    for tool in found.tools:
        name, level = stated(view, tool, "own_name")
        if name is None:
            return Result(verdict=UNKNOWN, reasons=(view.unknown(tool, "own_name"),))
        levels.append(level)
        more = more or ("" if is_bare(name) else name)
    if more:
        # One such tool is enough, whatever else there is.
        return Result(verdict=TRUE[min(levels)], reasons=(Reason(what=f"`{more}` does more", level=min(levels)),))
    if found.closed.truth is not Truth.TRUE:
        return Result(verdict=UNKNOWN, reasons=(open_end(found),))
    if len(found.tools) < _FEW:
        return passed(found, levels, "it has few tools")
    level = min(levels)
    what = f"each of its {len(found.tools)} tools only stores or returns records, such as `{found.tools[0].id}`"
    return Result(verdict=FALSE[level], reasons=(Reason(what=what, expected="a tool for a whole task", level=level),))


def is_bare(name: str) -> bool:
    """Tell whether a name promises no more than to store or return a record."""
    verbs = {stand_for(word) for word in words_of_name(name) if is_verb(word)}
    return bool(verbs) and verbs <= CRUD
