"""The report's facts about models: what was measured, how surely, under which conditions, against whom."""

from __future__ import annotations

from auditor.report.schema_base import LevelWord, Part


class ReferenceFact(Part, frozen=True, kw_only=True, omit_defaults=True):
    """A published result that can be set beside one of the system's."""

    model: str
    score: float
    """From 0 to 1."""
    setting: str = ""
    """Scaffold or subset, in the words of the table."""
    mode: str = ""
    effort: str = ""
    reported_by: str = ""
    self_reported: bool | None = None
    date: str = ""
    source: str = ""


class EvaluationFact(Part, frozen=True, kw_only=True, omit_defaults=True):
    """What one run, or one statement, says of a model on one kind of task. What is left out is not known."""

    benchmark: str
    """The catalogue's id, else the name in the file."""
    title: str
    """What people call the benchmark."""
    level: LevelWord
    place: str
    run: str = ""
    """Evaluations with the same run come from one run; empty for a statement."""
    format: str = ""
    version: str = ""
    part: str = ""
    interaction: str = ""
    environment: str = ""
    tool_use: str = ""
    dynamic: bool | None = None
    abstention: bool | None = None
    own_task: bool | None = None
    metric: str = ""
    score: float | None = None
    """From 0 to 1; recomputed where the file shows single outcomes or counts."""
    recomputed: bool | None = None
    """Whether the score was computed from single outcomes or counts, rather than stated by a file."""
    low: float | None = None
    """Lower end of the 95 % interval."""
    high: float | None = None
    tasks: int | None = None
    expected_tasks: int | None = None
    """How many the whole set has."""
    subset: bool | None = None
    trials: int | None = None
    """Of the task with the fewest."""
    dropped: int = 0
    """Trials that an error of the infrastructure ended."""
    all_trials: float | None = None
    """pass^k: share of tasks of which all k = trials succeed."""
    any_trial: float | None = None
    """pass@k: share of tasks of which one of k = trials succeeds."""
    overall: float | None = None
    """The benchmark's own overall score, on the first evaluation of a run that may state it."""
    overall_missing: tuple[str, ...] = ()
    """What was not run, so that there is no overall score."""
    dynamic_share: float | None = None
    """The weight of dynamic categories among those that were run."""
    date: str = ""
    date_fault: str = ""
    model_version: str = ""
    """The model as the file names it."""
    model_match: str = ""
    calling_mode: str = ""
    harness: str = ""
    harness_version: str = ""
    step_budget: int | None = None
    reasoning_effort: str = ""
    simulated_user: bool | None = None
    user_simulator: str = ""
    self_simulated: bool | None = None
    published: bool = False
    reported_by: str = ""
    changed: str = ""
    faults: tuple[str, ...] = ()
    tokens: float | None = None
    """Input and output tokens of one trial, on average; so are the five that follow."""
    reasoning_tokens: float | None = None
    tool_calls: float | None = None
    turns: float | None = None
    """Of the model."""
    seconds: float | None = None
    usd: float | None = None
    beside: tuple[ReferenceFact, ...] = ()
    """Published results of others under the same conditions, the best first."""
    beside_why: str = ""
    """Why none can be set beside it."""


class ForeignEvaluation(Part, frozen=True, kw_only=True):
    """A result that is named as evidence for a model and measured another."""

    benchmark: str
    model_version: str
    why: str
    near: bool
    """Whether the two names differ little, as in a date or a size."""
    place: str


class EffortGain(Part, frozen=True, kw_only=True):
    """What more reasoning bought: two runs of one model that differ only in their reasoning effort."""

    benchmark: str
    part: str
    low_effort: str
    high_effort: str
    low_score: float
    high_score: float
    added_tokens: float | None
    """Reasoning tokens that a trial took more, on average; None where a run does not say."""
    gain: float | None
    """Points of success gained for each added 1,000 reasoning tokens; None where it cannot be computed."""
    why: str = ""
    """Why it cannot be computed."""


class ModelFact(Part, frozen=True, kw_only=True, omit_defaults=True):
    """One model, and what its choice rests on."""

    id: str
    provider: str
    version: str
    used_by: tuple[str, ...]
    evaluations: tuple[EvaluationFact, ...]
    foreign: tuple[ForeignEvaluation, ...] = ()
    efforts: tuple[EffortGain, ...] = ()
    efforts_why: str = ""
    """Why nothing can be said of reasoning effort."""
    missing: tuple[str, ...] = ()
    """What nobody has shown of this model, in words."""
