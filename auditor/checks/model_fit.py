"""Whether what a model was measured on is enough for what its agents do: scores, kinds of work, fallbacks, budgets."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.benchmarks.catalogue import benchmark_called
from auditor.checklist import Reason
from auditor.checks.model_evidence import ACTING, Shown, evaluations
from auditor.checks.toolsets import toolset
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, Truth, View
from auditor.model.claims import Record
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.kinds import RelationKind as R

Found = tuple[Truth, Reason]


def _decided(found: list[Found], level: EvidenceLevel) -> Result:
    """Return fail where one fails, else unknown where one cannot be told, else pass."""
    for truth, verdict in ((Truth.FALSE, FALSE), (Truth.UNKNOWN, None)):
        reasons = tuple(reason for which, reason in found if which is truth)
        if reasons and verdict is None:
            return Result(verdict=UNKNOWN, reasons=reasons)
        if reasons and verdict is not None:
            return Result(verdict=verdict[max(reason.level for reason in reasons)], reasons=reasons)
    level = min((reason.level for _, reason in found), default=level)
    return Result(verdict=TRUE[level], reasons=tuple(reason for _, reason in found))


def scores_meet_requirements(view: View, subject: Entity) -> Result:
    """Pass where each score that the owner asks of a model is reached by a result that was read."""
    asked = view.fact(subject, "required_scores")
    if subject.placeholder or not isinstance(asked, Known):
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "required_scores"),))
    wanted = [record for record in asked.value if isinstance(record, Record)] if isinstance(asked.value, tuple) else []
    shown = evaluations(view, subject) or ()
    return _decided([_reached(view, subject, record, shown) for record in wanted], asked.level)


def _reached(view: View, subject: Entity, asked: Record, shown: tuple[Shown, ...]) -> Found:
    least = asked.fields.get("at_least")
    if not isinstance(least, int | float):
        return Truth.UNKNOWN, Reason(what=f"the requirement {asked.name} has no `at_least`", places=(asked.location,))
    scores = [(score, one) for one in shown if (score := _score_asked(one, asked)) is not None]
    named = " ".join(str(asked.fields[key]) for key in ("benchmark", "part", "metric") if asked.fields.get(key))
    if not scores:
        return Truth.UNKNOWN, Reason(
            what=f"no result shows {named}, of which {least:.1%} is asked", places=(asked.location,)
        )
    score, best = max(scores, key=lambda pair: (pair[1].level, pair[0]))
    if score < least:
        return Truth.FALSE, best.reason(f"reaches {score:.1%}", f"at least {least:.1%}")
    low = best.number("low")
    unsure = f", though its interval begins at {low:.1%}" if low is not None and low < least else ""
    return Truth.TRUE, best.reason(f"reaches {score:.1%} of {least:.1%} asked{unsure}")


def _score_asked(shown: Shown, asked: Record) -> float | None:
    """Return what an evaluation says of what is asked; None where it is about something else."""
    wanted = str(asked.fields.get("benchmark", asked.name))
    known = benchmark_called(wanted)
    if shown.text("benchmark") != (known.id if known is not None else wanted):
        return None
    if asked.fields.get("part") and shown.text("part") != asked.fields["part"]:
        return None
    metric = str(asked.fields.get("metric", ""))
    if metric and metric == f"pass^{shown.text('trials')}":
        return shown.number("all_trials") if shown.text("trials") != "1" else shown.number("score")
    if metric and metric == f"pass@{shown.text('trials')}" and shown.text("trials") != "1":
        return shown.number("any_trial")
    return shown.number("score") if metric in ("", shown.text("metric"), "pass^1") else None


def benchmarks_fit_work(view: View, subject: Entity) -> Result:
    """Pass where a result of the agent's models is from a benchmark that resembles each kind of its work."""
    work = view.fact(subject, "work")
    if subject.placeholder or not isinstance(work, Known) or not isinstance(work.value, tuple) or not work.value:
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "work"),))
    results = [one for model in _models(view, subject) for one in evaluations(view, model) or ()]
    acting = [one for one in results if one.text("tool_use") in ACTING or one.record.fields.get("own_task") is True]
    return _decided(
        [_resembled(str(kind), results if kind in _ANSWERING else acting, work.level) for kind in work.value],
        work.level,
    )


_ANSWERING = ("questions", "math", "writing")
"""Work without tools, for which results without tools will do."""


def _resembled(kind: str, acting: list[Shown], level: EvidenceLevel) -> Found:
    if not acting:
        return Truth.UNKNOWN, Reason(what=f"no result was read that could resemble {_plain(kind)}")
    for one in acting:
        fits = one.record.fields.get("fits")
        if one.record.fields.get("own_task") is True or (isinstance(fits, tuple) and kind in fits):
            return Truth.TRUE, one.reason(f"resembles {_plain(kind)}")
    if any("fits" not in one.record.fields for one in acting):
        return Truth.UNKNOWN, Reason(what=f"nobody says what some of its results resemble, and none {_plain(kind)}")
    names = ", ".join(dict.fromkeys(one.record.name for one in acting))
    level = min(level, *(one.level for one in acting))
    return Truth.FALSE, Reason(
        what=f"nothing that was measured resembles {_plain(kind)}: {names}",
        level=level,
        claims=tuple({id(one.claim): one.claim for one in acting}.values()),
    )


def _plain(kind: str) -> str:
    return f"{kind.replace('_', ' ')} work" if kind not in ("function_calls", "questions") else kind.replace("_", " ")


def _models(view: View, agent: Entity) -> tuple[Entity, ...]:
    return tuple(member.entity for member in view.neighbours(agent, K.MODEL, by=(R.USES,)).members)


def fallbacks_tested(view: View, subject: Entity) -> Result:
    """Pass where every model that takes over for an agent has a result with tools of its own."""
    fact = view.fact(subject, "fallback_models")
    if subject.placeholder or not isinstance(fact, Known) or not isinstance(fact.value, tuple):
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "fallback_models"),))
    return _decided([_tested(view, str(name), fact) for name in fact.value], fact.level)


def _tested(view: View, name: str, fact: Known) -> Found:
    model = view.entity(name)
    if model is None or model.kind is not K.MODEL:
        return Truth.UNKNOWN, Reason(what=f"`{name}` takes over, and nothing describes it", claims=fact.claims)
    shown = evaluations(view, model)
    if shown is None:
        return Truth.UNKNOWN, view.unknown(model, "evaluations")
    acting = [one for one in shown if one.text("tool_use") in ACTING]
    if acting:
        best = max(acting, key=lambda one: one.level)
        return Truth.TRUE, best.reason(f"measured `{name}`")
    if any(not one.text("tool_use") for one in shown):
        return Truth.UNKNOWN, Reason(what=f"nobody says whether the results of `{name}` are with tools")
    return Truth.FALSE, Reason(what=f"`{name}` takes over, and no result of it is with tools", level=fact.level)


def window_holds_tools(view: View, subject: Entity) -> Result:
    """Pass where the definitions of an agent's tools fit into the context window of each of its models."""
    models = _models(view, subject)
    tools = toolset(view, subject)
    if not tools.tools and tools.closed.truth is Truth.TRUE:
        return Result(verdict=tools.closed, reasons=(Reason(what="it calls no tool", level=tools.closed.level),))
    counts = [view.fact(tool, "definition_tokens") for tool in tools.tools]
    known = [fact for fact in counts if isinstance(fact, Known) and isinstance(fact.value, int)]
    total = sum(fact.value for fact in known if isinstance(fact.value, int))
    if not models:
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "model"),))
    whole = len(known) == len(counts) and tools.closed.truth is Truth.TRUE
    level = min((fact.level for fact in known), default=tools.closed.level)
    return _decided([_holds(view, model, total, level, whole=whole) for model in models], level)


def _holds(view: View, model: Entity, total: int, level: EvidenceLevel, *, whole: bool) -> Found:
    window = view.fact(model, "context_window")
    if not isinstance(window, Known) or not isinstance(window.value, int):
        return Truth.UNKNOWN, view.unknown(model, "context_window")
    level = min(level, window.level)
    what = f"the definitions of its tools take {total:,} of the {window.value:,} tokens of `{model.id}`"
    if total >= window.value:
        return Truth.FALSE, Reason(what=what, level=level, claims=window.claims)
    if not whole:
        return Truth.UNKNOWN, Reason(what=f"{what}, but not all tools are known with their size")
    return Truth.TRUE, Reason(what=what, level=level, claims=window.claims)


_BUDGETS = (("budget.tokens", "tokens", "tokens"), ("budget.usd", "usd", "US dollars"),
            ("budget.seconds", "seconds", "seconds"))  # fmt: skip


def budgets_cover_measured_use(view: View, subject: Entity) -> Result:
    """Pass where what an agent may spend on a run covers what its own tasks took, on average, when measured."""
    models = _models(view, subject)
    for model in models:
        if len(view.neighbours(model, K.AGENT, by=(R.USES,), direction="in").members) > 1:
            what = f"`{model.id}` serves several agents, and nobody says whose tasks were measured"
            return Result(verdict=UNKNOWN, reasons=(Reason(what=what),))
    own = [
        one for model in models for one in evaluations(view, model) or () if one.record.fields.get("own_task") is True
    ]
    found = list(_budgeted(view, subject, own))
    if not found:
        what = f"nobody shows what a task of `{subject.id}` takes beside what it may take"
        return Result(verdict=UNKNOWN, reasons=(Reason(what=what),))
    return _decided(found, EvidenceLevel.DECLARED)


def _budgeted(view: View, agent: Entity, own: list[Shown]) -> Iterator[Found]:
    """Yield what each budget comes to against what was measured; one that lacks the other cannot be told."""
    for attribute, field, unit in _BUDGETS:
        budget = view.fact(agent, attribute)
        most = budget.value if isinstance(budget, Known) and isinstance(budget.value, int | float) else None
        measured = [(one, used) for one in own if (used := one.number(field)) is not None]
        if most is None and measured:
            yield Truth.UNKNOWN, view.unknown(agent, attribute)
        elif most is not None and not measured:
            yield Truth.UNKNOWN, Reason(what=f"no result on own tasks says how many {unit} one took")
        for one, used in measured if most is not None else ():
            told = one.reason(f"took {used:,.6g} {unit} a task", f"at most {most:,.6g}, the agent's budget")
            yield (Truth.TRUE if most is not None and used <= most else Truth.FALSE), told
