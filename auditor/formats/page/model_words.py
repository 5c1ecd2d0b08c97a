"""What a result of a model says in words: its score, its age, its conditions, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Literal

from auditor.formats.page.words import agree, day, listed, number, plural
from auditor.report.schema import EvaluationFact, ModelFact

Kind = Literal["dynamic", "executable, static tasks", "static", "unknown"]

_DAYS_IN_WORDS = 120
_MONTH = 30.44
_PERCENT = "\u00a0%"
"""Never parted from its number at the end of a line."""
_KINDS: tuple[Kind, ...] = ("dynamic", "executable, static tasks", "static", "unknown")
_CALLS = {"native": "native tool calls", "prompted": "tool calls parsed out of the text"}


def kind_of(fact: EvaluationFact) -> Kind:
    """Return what a result shows of acting, in the words of the catalogue; unknown where nobody shows it."""
    if fact.dynamic or (fact.dynamic is None and fact.environment in ("simulated", "live")):
        return "dynamic"
    if fact.environment == "frozen":
        return "executable, static tasks"
    return "static" if fact.dynamic is False or fact.environment == "none" else "unknown"


def label_of(fact: EvaluationFact) -> str:
    """Return what was run, such as `BFCL V4 multi_turn`."""
    version = "" if not fact.version or fact.version.lower() in fact.title.lower().split() else fact.version
    return " ".join(filter(None, (fact.title, version, fact.part)))


def share(value: float) -> str:
    """Return a ratio as a percentage with one digit; 0 and 100 only where it is exactly so."""
    if value in (0, 1):
        return f"{value * 100:.0f}{_PERCENT}"
    told = f"{value * 100:.1f}"
    return {"0.0": "under 0.1", "100.0": "over 99.9"}.get(told, told) + _PERCENT


def interval(fact: EvaluationFact) -> str:
    """Return the 95 % interval, such as `48.0–75.1 %`; empty where none is known."""
    if fact.low is None or fact.high is None:
        return ""
    return f"{fact.low * 100:.1f}–{fact.high * 100:.1f}{_PERCENT}"


def tasks(fact: EvaluationFact) -> str:
    """Return how many tasks stand behind a score, such as `20 of 50`; empty where nobody says."""
    if fact.tasks is None:
        return ""
    whole = fact.expected_tasks is not None and fact.expected_tasks != fact.tasks
    return f"{number(fact.tasks)} of {number(fact.expected_tasks or 0)}" if whole else number(fact.tasks)


def trials(fact: EvaluationFact) -> tuple[str, ...]:
    """Return in how many tasks every trial succeeds, and in how many one does; nothing for single tries."""
    of = f" {fact.trials}" if fact.trials else ""
    every = f"all{of}: {share(fact.all_trials)}" if fact.all_trials is not None else ""
    one = f"any: {share(fact.any_trial)}" if fact.any_trial is not None else ""
    return tuple(filter(None, (every, one)))


def moment(text: str) -> date | None:
    """Return the day of an ISO 8601 date or moment; None for anything else."""
    try:
        return datetime.fromisoformat(text).date() if text else None
    except ValueError:
        return None


def age(days: int) -> str:
    """Return how long that is, such as `41 days` or `14 months`."""
    return plural(days, "day") if days < _DAYS_IN_WORDS else plural(round(days / _MONTH), "month")


def date_fault(fact: EvaluationFact, audited: date | None) -> str:
    """Return why the date of a result cannot be right, as a clause; empty where nothing speaks against it."""
    on = moment(fact.date)
    if not fact.date_fault and on is not None and audited is not None and on > audited:
        return f"it is dated {day(fact.date)}, after this audit"
    return fact.date_fault


def old(fact: EvaluationFact, audited: date | None) -> str:
    """Return how old a result is at the audit, such as `41 days old`; empty where no date of it can be right."""
    days = newest((fact,), audited)
    return f"{age(days)} old" if days is not None else ""


def newest(facts: Iterable[EvaluationFact], audited: date | None) -> int | None:
    """Return how many days before the audit the newest result was gathered, of dates that can be right."""
    found = [on for fact in facts if (on := moment(fact.date)) is not None and not date_fault(fact, audited)]
    return (audited - max(found)).days if audited is not None and found else None


def lead(model: ModelFact, audited: date | None) -> str:
    """Return the result for one model in one sentence."""
    results = model.evaluations
    if not results:
        other = "; what is named as evidence for it measured another model" if model.foreign else ""
        return f"Nobody has shown an evaluation of this model{other}."
    days = newest(results, audited)
    if days is not None:
        since = f"{'it' if len(results) == 1 else 'the newest'} is {age(days)} old at the audit"
    else:
        dated = any(fact.date for fact in results)
        since = "no date of a result can be right" if dated else "no result says when it was gathered"
    best = _telling(results, audited)
    return f"{_acting(results)}; {since}; {_headline(best) if best else 'none has a score'}."


def _acting(results: Sequence[EvaluationFact]) -> str:
    acting = sum(kind_of(fact) == "dynamic" for fact in results)
    where = "it acting in an environment that answers"
    if len(results) == 1:
        return f"Its only result {'shows' if acting else 'does not show'} {where}"
    if not acting:
        return f"None of {number(len(results))} results shows {where}"
    return f"{number(acting)} of {number(len(results))} results {agree(acting, 'shows', 'show')} {where}"


def _telling(results: Sequence[EvaluationFact], audited: date | None) -> EvaluationFact | None:
    """Return the result that says most of acting: dynamic, the owner's own tasks, whole, sure, many trials, new."""

    def rank(fact: EvaluationFact) -> tuple[object, ...]:
        return (
            _KINDS.index(kind_of(fact)),
            fact.own_task is not True,
            bool(fact.faults or date_fault(fact, audited)),
            fact.subset is True,
            fact.low is None,
            -(fact.trials or 0),
            -(fact.tasks or 0),
        )

    scored = [fact for fact in results if fact.score is not None]
    return min(sorted(scored, key=lambda fact: fact.date, reverse=True), key=rank, default=None)


def _headline(fact: EvaluationFact) -> str:
    sure = f" ({found})" if (found := interval(fact)) else ""
    over = f" over {tasks(fact)} {agree(fact.expected_tasks or fact.tasks or 0, 'task')}" if fact.tasks else ""
    trials = f" × {plural(fact.trials, 'trial')}" if over and fact.trials else ""
    steady = ""
    if fact.all_trials is not None and fact.trials:
        steady = f", and in {share(fact.all_trials)} of the tasks all {fact.trials} succeed"
    kind = kind_of(fact)
    what = label_of(fact) if kind == "dynamic" else f"{label_of(fact)}, {'kind ' if kind == 'unknown' else ''}{kind}:"
    return f"{what} {share(fact.score or 0)}{sure}{over}{trials}{steady}"


def conditions(fact: EvaluationFact, audited: date | None) -> tuple[str, ...]:
    """Return under which conditions a result was gathered, as short clauses."""
    since = f", {past}" if (past := old(fact, audited)) else ""
    harness = " ".join(filter(None, (fact.harness, fact.harness_version)))
    said = (
        f"{'published' if fact.published else 'run'} on {day(fact.date)}{since}" if fact.date else "",
        "published figure" if fact.published and not fact.date else "",
        f"reported by {fact.reported_by}" if fact.reported_by else "",
        _CALLS.get(fact.calling_mode, fact.calling_mode),
        f"harness {harness}" if harness else "",
        f"at most {plural(fact.step_budget, 'step')} a trial" if fact.step_budget is not None else "",
        f"reasoning effort {fact.reasoning_effort}" if fact.reasoning_effort else "",
        f"user played by {fact.user_simulator}" if fact.user_simulator else "",
        "the owner's own tasks" if fact.own_task else "",
        f"changed: {fact.changed}" if fact.changed else "",
        _measured(fact),
    )
    return tuple(filter(None, said))


def _measured(fact: EvaluationFact) -> str:
    if not fact.model_version:
        return "the file does not say which model it measured" if fact.model_match == "unstated" else ""
    unsure = ", which may be another snapshot" if fact.model_match == "alias" else ""
    return f"the file names the model `{fact.model_version}`{unsure}"


def unstated(fact: EvaluationFact) -> str:
    """Return which conditions nobody states, as one list; a test without tools has no calling mode to state."""
    calls = kind_of(fact) in ("dynamic", "executable, static tasks") or fact.tool_use not in ("", "none")
    steps = calls and fact.interaction != "single_turn"
    known = (
        ("what answers the model", kind_of(fact) != "unknown", True),
        ("the date", fact.date, True),
        ("the calling mode", fact.calling_mode, calls),
        ("the harness", fact.harness, calls),
        ("the limit of steps", fact.step_budget is not None, steps),
        ("the reasoning effort", fact.reasoning_effort, calls),
        ("who played the user", fact.user_simulator, fact.simulated_user is True),
    )
    return listed([name for name, stated, asked in known if asked and not stated])


def spending(fact: EvaluationFact) -> str:
    """Return what one trial takes on average, as one list; empty where nobody says."""
    reasoning = "" if fact.reasoning_tokens is None else f"{_whole(fact.reasoning_tokens)} reasoning"
    said = (
        "" if fact.tokens is None else f"{_whole(fact.tokens)} tokens{f' and {reasoning} tokens' if reasoning else ''}",
        f"{reasoning} tokens" if reasoning and fact.tokens is None else "",
        "" if fact.tool_calls is None else f"{fact.tool_calls:,.1f} calls",
        "" if fact.turns is None else f"{fact.turns:,.1f} turns",
        "" if fact.seconds is None else f"{_whole(fact.seconds)} seconds",
        "" if fact.usd is None else f"{number(round(fact.usd, 3))} USD",
    )
    return listed([word for word in said if word])


def _whole(value: float) -> str:
    return number(round(value))
