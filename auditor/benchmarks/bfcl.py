"""The Berkeley Function-Calling Leaderboard: how each version makes Overall out of its categories.

Formulas: bfcl_eval/eval_checker/eval_runner_helper.py of github.com/ShishirPatil/gorilla. They give every Overall of
the V4 board of 2025-12-16 and of the V3 board of 2025-06-14 within 0.007 percentage points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import fsum

from msgspec import Struct

from auditor.benchmarks.bfcl_categories import Category, categories
from auditor.benchmarks.estimators import mean_score
from auditor.model.runs import Part, Run


class Group(Struct, frozen=True, kw_only=True):
    """Several categories that the benchmark takes together."""

    name: str
    value: float | None
    """A share from 0 to 1; None where a category was not run."""
    missing: tuple[str, ...]


class Overall(Struct, frozen=True, kw_only=True):
    """Overall accuracy of a run, or why there is none."""

    value: float | None
    """A share from 0 to 1; None where a category that it needs was not run, or where the version has no formula."""
    formula: str
    """In words with weights; says so where there is none."""
    missing: tuple[str, ...]
    """Categories that it needs and that have no score, since they were not run or not graded."""
    dynamic_share: float | None
    """How much of the weight of what was scored lies on multi_turn, memory and web_search; None if nothing has any."""
    dynamic_weight: float
    """How much of the whole formula's weight lies on them."""
    groups: tuple[Group, ...]
    with_zeros: float | None
    """What the harness makes of it, which counts a category that was not run as 0; None without a formula."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mean:
    name: str
    of: tuple[_Mean | str, ...]
    weights: tuple[float, ...] = ()
    """Of the members, where they do not weigh the same."""
    by_tasks: bool = False
    """Whether each category weighs as much as it has tasks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What a run says of its categories and groups."""

    scores: Mapping[str, float]
    tasks: Mapping[str, int]
    stated: Mapping[str, float]
    """Groups that a published table gives, which are rounded less often than means of its categories."""


_LIVE = ("live_simple", "live_multiple", "live_parallel", "live_parallel_multiple")
_NON_LIVE = ("multiple", "parallel", "parallel_multiple")
_TURNS = _Mean(
    name="multi_turn",
    of=("multi_turn_base", "multi_turn_miss_func", "multi_turn_miss_param", "multi_turn_long_context"),
)
_V4 = _Mean(
    name="overall",
    weights=(0.1, 0.1, 0.1, 0.3, 0.4),
    of=(
        _Mean(
            name="non_live",
            of=(
                _Mean(name="non_live_simple", of=("simple_python", "simple_java", "simple_javascript")),
                *_NON_LIVE,
            ),
        ),
        _Mean(name="live", of=_LIVE, by_tasks=True),
        _Mean(name="irrelevance", of=("irrelevance", "live_irrelevance")),
        _TURNS,
        _Mean(
            name="agentic",
            of=(
                _Mean(name="web_search", of=("web_search_base", "web_search_no_snippet")),
                _Mean(name="memory", of=("memory_kv", "memory_vector", "memory_rec_sum")),
            ),
        ),
    ),
)
_V3_SIMPLE = _Mean(name="non_live_simple", of=("simple", "java", "javascript"))
_V3_LIVE = _Mean(name="live", of=(*_LIVE, "live_irrelevance", "live_relevance"), by_tasks=True)
_V3 = _Mean(
    name="overall",
    of=(_Mean(name="non_live", of=(_V3_SIMPLE, *_NON_LIVE, "irrelevance")), _V3_LIVE, _TURNS),
)
_V3_EXECUTED = _Mean(
    name="overall",
    of=(
        _Mean(
            name="non_live",
            of=(
                _V3_SIMPLE,
                *_NON_LIVE,
                _Mean(name="non_live_simple_exec", of=("exec_simple", "rest")),
                "exec_multiple",
                "exec_parallel",
                "exec_parallel_multiple",
                "irrelevance",
            ),
        ),
        _V3_LIVE,
        _TURNS,
    ),
)
_WORDS_V4 = (
    "10 % non-live + 10 % live + 10 % irrelevance + 30 % multi-turn + 40 % agentic; non-live is the mean of simple "
    "(the mean of Python, Java and JavaScript), multiple, parallel and parallel-multiple; live weighs its four "
    "categories by their tasks; irrelevance is the mean of irrelevance and live_irrelevance; multi-turn is the mean of "
    "its four categories; agentic is the mean of web search (two categories) and memory (three)"
)
_WORDS_V3 = (
    "the mean of non-live, live and multi-turn; non-live is the mean of simple (the mean of Python, Java and "
    "JavaScript), multiple, parallel, parallel-multiple{} and irrelevance; live weighs its six categories, with "
    "irrelevance and relevance, by their tasks; multi-turn is the mean of its four categories"
)
_EXECUTED = ", their four executed forms (simple with REST)"


def overall(run: Run, *, executed: bool | None = None) -> Overall:
    """Return Overall of a run by the formula of its version, with its groups; no value where anything is missing.

    Early harnesses of V3 also executed calls (`exec_*`, `rest`) and put those into non-live: `executed` tells whether
    this one did, which is otherwise taken from the categories that it has.
    """
    seen = _seen(run)
    if executed is None:
        executed = any(name.startswith("exec_") or name == "rest" for name in seen.scores)
    match run.version:
        case "V4":
            return _overall(_V4, _WORDS_V4, seen, categories("V4"))
        case "V3" if executed:
            return _overall(_V3_EXECUTED, _WORDS_V3.format(_EXECUTED), seen, categories("V3"))
        case "V3":
            return _overall(_V3, _WORDS_V3.format(""), seen, categories("V3"))
        case "V1" | "V2":
            words = f"BFCL {run.version} has no formula of Overall here; its categories stand for themselves"
            # None of its categories is dynamic, so that the share needs no weights.
            return _without(words, 0.0 if seen.scores else None)
        case _:
            return _without("the files do not tell which version of BFCL this is, on which the formula depends", None)


def accuracy_of(part: Part) -> float | None:
    """Return the accuracy of a category as a share, recomputed where counts allow it; None where nothing shows it."""
    if part.tallies:
        found = mean_score(part.tallies)
    elif part.counted and part.correct is not None:
        found = part.correct / part.counted
    else:
        found = next((figure.value for figure in part.stated if figure.metric in ("accuracy", "")), None)
    return found if found is not None and 0 <= found <= 1 else None


def _seen(run: Run) -> _Seen:
    scores: dict[str, float] = {}
    tasks: dict[str, int] = {}
    for part in run.parts:
        accuracy = accuracy_of(part)
        if accuracy is not None and part.name not in scores:
            scores[part.name] = accuracy
            if part.counted:
                tasks[part.name] = part.counted
    stated = {figure.metric: figure.value for figure in run.stated if figure.metric != "overall"}
    return _Seen(scores=scores, tasks=tasks, stated=stated)


def _overall(formula: _Mean, words: str, seen: _Seen, known: Mapping[str, Category]) -> Overall:
    value, missing = _value(formula, seen, known)
    weights = dict(_leaves(formula, 1.0, known))
    run = {name: weight for name, weight in weights.items() if name not in missing}
    return Overall(
        value=value,
        formula=words,
        missing=missing,
        dynamic_share=_dynamic(run, known) / fsum(run.values()) if run else None,
        dynamic_weight=_dynamic(weights, known),
        groups=tuple(_groups(formula, seen, known)),
        with_zeros=_value(formula, _zeroed(seen, missing), known)[0],
    )


def _without(words: str, share: float | None) -> Overall:
    return Overall(
        value=None, formula=words, missing=(), dynamic_share=share, dynamic_weight=0.0, groups=(), with_zeros=None
    )


def _dynamic(weights: Mapping[str, float], known: Mapping[str, Category]) -> float:
    return fsum(weight for name, weight in weights.items() if known[name].dynamic)


def _zeroed(seen: _Seen, missing: tuple[str, ...]) -> _Seen:
    return _Seen(scores={**seen.scores, **dict.fromkeys(missing, 0.0)}, tasks=seen.tasks, stated=seen.stated)


def _value(mean: _Mean, seen: _Seen, known: Mapping[str, Category]) -> tuple[float | None, tuple[str, ...]]:
    """Return the value of a mean, and the categories that it lacks.

    What a table states of categories together counts before their mean, being rounded only once, and before weights
    that were others then; of groups together it counts after theirs.
    """
    stated = seen.stated.get(mean.name)
    if stated is not None and any(isinstance(member, str) for member in mean.of):
        return stated, ()
    values: list[float] = []
    missing: list[str] = []
    for member in mean.of:
        if isinstance(member, _Mean):
            value, lacking = _value(member, seen, known)
        else:
            value, lacking = seen.scores.get(member), () if member in seen.scores else (member,)
        missing.extend(lacking)
        if value is not None:
            values.append(value)
    if missing:
        return stated, () if stated is not None else tuple(missing)
    weights = _weights(mean, known, seen.tasks)
    return fsum(w * v for w, v in zip(weights, values, strict=True)) / fsum(weights), ()


def _weights(mean: _Mean, known: Mapping[str, Category], tasks: Mapping[str, int]) -> tuple[float, ...]:
    if mean.by_tasks:
        return tuple(float(tasks.get(name) or known[name].tasks or 0) for name in mean.of if isinstance(name, str))
    return mean.weights or (1.0,) * len(mean.of)


def _leaves(mean: _Mean, weight: float, known: Mapping[str, Category]) -> Iterator[tuple[str, float]]:
    """Yield each category below a mean with its share of the weight."""
    weights = _weights(mean, known, {})
    for member, own in zip(mean.of, weights, strict=True):
        part = weight * own / fsum(weights)
        if isinstance(member, _Mean):
            yield from _leaves(member, part, known)
        else:
            yield member, part


def _groups(mean: _Mean, seen: _Seen, known: Mapping[str, Category]) -> Iterator[Group]:
    for member in mean.of:
        if isinstance(member, _Mean) and not member.name.startswith("non_live_"):
            value, missing = _value(member, seen, known)
            yield Group(name=member.name, value=value, missing=missing)
            yield from _groups(member, seen, known)
