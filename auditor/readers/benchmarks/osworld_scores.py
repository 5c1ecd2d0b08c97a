"""The three forms in which OSWorld writes scores: result.txt, all_result.json and summary/results.json."""

from __future__ import annotations

import ast
import math
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.documents import Value
from auditor.errors import InputError, Problem
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files

_LITERAL = 1024 * 1024
"""Most bytes of a Python literal that is read."""
_NUMBER = 200
"""Most bytes of a result.txt."""
MOST_TASKS = 100_000

Scores = dict[tuple[str, str], float]
"""By domain and task, from 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a summary/results.json says."""

    scores: Scores
    failed: frozenset[tuple[str, str]]
    """Tasks whose last try ended in an error before it was scored."""
    day: str
    """The first day."""
    repeats: int
    """Entries that a later one of the same task replaces."""


def read_score(files: Files, path: str) -> float:
    """Return the one number of a result.txt. Raises InputError where it is none, or not from 0 to 1."""
    with files.open(path).binary() as file:
        said = file.read(_NUMBER + 1)
    try:
        value = float(said) if len(said) <= _NUMBER else math.nan
    except ValueError:
        value = math.nan
    if not 0 <= value <= 1:
        raise _problem(path, "no number from 0 to 1; expected the score of one task")
    return value


def read_literal(files: Files, path: str) -> Scores:
    """Return the scores of an all_result.json, which is a Python literal rather than JSON. Raises InputError."""
    document = files.open(path)
    if document.size > _LITERAL:
        raise _problem(path, f"{document.size:,} bytes; expected at most {_LITERAL:,} of a Python literal")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # The compiler comments on odd escapes, which concern nobody here.
            value = ast.literal_eval(document.text.strip())
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        raise _problem(path, "no Python literal; expected `{domain: {task: score}}`") from None
    scores: Scores = {}
    for domain, tasks in value.items() if isinstance(value, dict) else ():
        for task, score in tasks.items() if isinstance(tasks, dict) else ():
            number = fields.number(float(score) if isinstance(score, bool) else score)
            if isinstance(domain, str) and isinstance(task, str) and number is not None and 0 <= number <= 1:
                scores[domain, task] = number
    if not scores:
        raise _problem(path, "no score from 0 to 1; expected `{domain: {task: score}}`")
    return scores


def is_summary_entry(value: Value) -> bool:
    """Tell whether a value is one entry of a summary/results.json."""
    return bool(fields.text(value, "application") and fields.text(value, "task_id") and fields.text(value, "status"))


def read_summary(files: Files, path: str) -> Summary:
    """Return what a summary/results.json of any size says; of several tries of a task the last. Raises InputError."""
    scores: Scores = {}
    failed: set[tuple[str, str]] = set()
    days: set[str] = set()
    repeats = 0
    for entry in _entries(files, path):
        key = fields.text(entry, "application"), fields.text(entry, "task_id")
        score = fields.number(entry, "score")
        repeats += key in scores or key in failed
        scores.pop(key, None)
        failed.discard(key)
        if fields.text(entry, "status").lower() == "error" or score is None or not 0 <= score <= 1:
            failed.add(key)
        else:
            scores[key] = score
        if len(scores) + len(failed) > MOST_TASKS:
            raise _problem(path, f"more than {MOST_TASKS:,} tasks; expected results of OSWorld")
        days.add(fields.day(fields.text(entry, "timestamp")))
    if not scores and not failed:
        raise _problem(path, "no entry has an application, a task_id and a status; expected some")
    first = min((day for day in days if day), default="")
    return Summary(scores=scores, failed=frozenset(failed), day=first, repeats=repeats)


def _entries(files: Files, path: str) -> Iterator[Value]:
    return (entry for entry in files.items(path) if is_summary_entry(entry))


def count_steps(files: Files, path: str) -> tuple[int, str]:
    """Return how many steps a traj.jsonl has, and its first day; several actions of one step count once.

    Raises InputError.
    """
    steps: set[str] = set()
    day = ""
    for _, record in files.records(path):
        step = fields.text(record, "step_num") or fields.text(record, "step")
        if step and len(steps) < MOST_TASKS:
            steps.add(step)
        day = day or fields.day(fields.text(record, "action_timestamp").partition("@")[0])
    return len(steps), day


def differences(name: str, said: Scores, scores: Scores) -> Iterator[str]:
    """Yield what another file says otherwise than the result.txt files."""
    for (domain, task), value in said.items():
        known = scores.get((domain, task))
        if known is not None and abs(known - value) > 1e-6:
            yield f"{name} gives task {task} of {domain} a score of {value:g}, its result.txt {known:g}"


def _problem(path: str, message: str) -> InputError:
    return InputError(Problem(path=path, line=1, column=1, message=message))
