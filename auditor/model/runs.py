"""Runs: what a benchmark or an evaluation left behind, as its files say it and before anybody judges it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from auditor.model.claims import Location


class TaskTally(Struct, frozen=True, kw_only=True):
    """How one task went over its trials; enough for every estimator, however long the log was."""

    task: str
    trials: int
    """Trials that count: those without an infrastructure error."""
    successes: int
    """Trials among them that succeed fully."""
    score: float
    """Sum of their scores, each from 0 to 1; equals `successes` where a score is all or nothing."""
    dropped: int = 0
    """Trials that an error of the infrastructure ended; they say nothing about the model."""


class Figure(Struct, frozen=True, kw_only=True):
    """A number that a file states, whether or not it can be recomputed."""

    metric: str
    """Such as `accuracy`, `pass^1`, `pass@5`, `resolved`."""
    value: float
    """A share from 0 to 1; percentages are divided by 100 on reading."""
    stderr: float | None = None
    """Its standard error, on the same scale, where the file states one."""
    location: Location | None = None


class Part(Struct, frozen=True, kw_only=True):
    """What one run measured on one kind of task: a category, a domain, a task set."""

    name: str = ""
    """The benchmark's own word for it, such as `multi_turn_base` or `airline`; empty where there is only one."""
    metric: str = ""
    """What `score` means, such as `accuracy`, `pass^1`, `success_rate`; empty for the benchmark's usual metric."""
    tallies: tuple[TaskTally, ...] = ()
    """Task by task, where the file shows it; then nothing else is needed."""
    correct: float | None = None
    """Sum of scores, where only totals are shown."""
    counted: int | None = None
    """Number of tasks (or trials) behind `correct`."""
    stated: tuple[Figure, ...] = ()
    """What the file states itself; the first is the headline where nothing can be recomputed."""
    faults: tuple[str, ...] = ()
    """What does not agree within the files, as sentences: a header accuracy that its own counts refute."""
    expected: int | None = None
    """Tasks that the whole set has, where the file itself says it; else the catalogue's number is used."""
    location: Location


class Spending(Struct, frozen=True, kw_only=True):
    """What the counted trials took together; None where the files do not say it for all of them."""

    trials: int
    input_tokens: int | None = None
    output_tokens: int | None = None
    reasoning_tokens: int | None = None
    tool_calls: int | None = None
    steps: int | None = None
    """Turns of the model."""
    seconds: float | None = None
    usd: float | None = None


class Run(Struct, frozen=True, kw_only=True):
    """One model measured once on one benchmark with one configuration. Empty text: the files do not say it."""

    format: str
    """The id of the result format that was read, such as `bfcl`."""
    benchmark: str
    """As the file names it: `bfcl`, `inspect_evals/gaia`, `mmlu_pro`; the catalogue resolves it."""
    version: str = ""
    """Version or split of the benchmark: `V4`, `verified`, `1.0.1`."""
    model: str = ""
    """The model as the file names it."""
    parts: tuple[Part, ...]
    calling_mode: Literal["native", "prompted", ""] = ""
    harness: str = ""
    """The program or scaffold that ran the agent, such as `bfcl-eval`, `mini-swe-agent`, `terminus-2`."""
    harness_version: str = ""
    step_budget: int | None = None
    """Most steps a trial might take."""
    reasoning_effort: str = ""
    user_simulator: str = ""
    """The model that played the user."""
    evaluated: str = ""
    """ISO 8601 date of the run."""
    submitted: str = ""
    """ISO 8601 date on which the result was handed in or published."""
    released: str = ""
    """ISO 8601 date of the model's release, where the file says it."""
    limited: bool | None = None
    """Whether the harness was told to run only some tasks; None where nothing tells."""
    reported_by: str = ""
    """Who reports it, where that is not who ran the audit's system: `Sierra`, `Alibaba`."""
    published: bool = False
    """Whether this is a published figure (a leaderboard, a submission) rather than what a run left behind."""
    changed: str = ""
    """What the run changed about the benchmark (prompts, omitted tasks), as the file says it."""
    stated: tuple[Figure, ...] = ()
    """Figures of the whole run rather than of a part, such as BFCL's `overall`."""
    spending: Spending | None = None
    location: Location


class Measured(Struct, frozen=True, kw_only=True):
    """A run, and the model that a description says it is evidence for."""

    run: Run
    model: str = ""
    """The id of the model whose `evidence` names the file; empty for a file that was found by itself."""
    cited: Location | None = None
    """Where the description names it."""


class UnreadEvidence(Struct, frozen=True, kw_only=True):
    """A file that is named as evidence for a model and cannot be read."""

    model: str
    why: str
    cited: Location
