"""Attributes that hold what a model was measured on, and what is asked of such measurements."""

from __future__ import annotations

from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import MergeRule
from auditor.model.values import DATE, FLAG, INTEGER, NUMBER, TEXT, TEXTS, choice, choices, records
from auditor.model.vocabulary.attribute import Attribute, kinds

WORK = (
    "function_calls", "customer_service", "web", "desktop", "software", "terminal", "research", "office", "apps",
    "questions", "math", "writing",
)  # fmt: skip
"""Kinds of work that benchmarks resemble and agents do."""

_MODEL = kinds(K.MODEL)

EVALUATION = records(
    benchmark=TEXT,
    version=TEXT,
    part=TEXT,
    interaction=choice("single_turn", "multi_step"),
    environment=choice("none", "frozen", "simulated", "live"),
    tool_use=choice("none", "function_calling", "shell", "screen"),
    dynamic=FLAG,
    metric=TEXT,
    score=NUMBER,
    low=NUMBER,
    high=NUMBER,
    interval_width=NUMBER,
    tasks=INTEGER,
    trials=INTEGER,
    dropped=INTEGER,
    expected_tasks=INTEGER,
    subset=FLAG,
    all_trials=NUMBER,
    any_trial=NUMBER,
    date=DATE,
    date_fault=TEXT,
    model_version=TEXT,
    model_match=choice("exact", "alias", "unstated"),
    calling_mode=choice("native", "prompted"),
    harness=TEXT,
    harness_version=TEXT,
    step_budget=INTEGER,
    reasoning_effort=TEXT,
    simulated_user=FLAG,
    user_simulator=TEXT,
    self_simulated=FLAG,
    own_task=FLAG,
    abstention=FLAG,
    consistent=FLAG,
    faults=TEXTS,
    recomputed=FLAG,
    published=FLAG,
    reported_by=TEXT,
    changed=TEXT,
    overall=NUMBER,
    overall_missing=TEXTS,
    dynamic_share=NUMBER,
    tokens=NUMBER,
    reasoning_tokens=NUMBER,
    tool_calls=NUMBER,
    turns=NUMBER,
    seconds=NUMBER,
    usd=NUMBER,
    fits=choices(*WORK),
    run=TEXT,
    format=TEXT,
)
"""Scores are shares from 0 to 1; tokens, calls, turns, seconds and dollars are means of one trial."""

ATTRIBUTES = (
    Attribute(
        name="evaluations",
        type=EVALUATION,
        kinds=_MODEL,
        merge=MergeRule.UNION,
        meaning="Benchmark and evaluation results for this model, scores from 0 to 1; "
        "`dynamic` where it acts over several steps in an environment that changes. "
        "Results in files are named under `evidence` instead, and count for more.",
    ),
    Attribute(
        name="foreign_evaluations",
        type=records(benchmark=TEXT, model_version=TEXT, why=TEXT, near=FLAG, what=TEXT),
        kinds=_MODEL,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="Results that are named as evidence for this model, and measured another one.",
    ),
    Attribute(
        name="required_scores",
        type=records(benchmark=TEXT, part=TEXT, metric=TEXT, at_least=NUMBER),
        kinds=_MODEL,
        merge=MergeRule.UNION,
        meaning="The scores, from 0 to 1, that its owner asks of the model before it may be used.",
    ),
    Attribute(
        name="own_benchmarks",
        type=TEXTS,
        kinds=kinds(K.SYSTEM),
        merge=MergeRule.UNION,
        meaning="Names of evaluations that consist of the owner's own tasks, as their result files have them.",
    ),
    Attribute(
        name="work",
        type=choices(*WORK),
        kinds=kinds(K.AGENT),
        merge=MergeRule.UNION,
        meaning="What kind of work the agent does, to tell which benchmarks resemble it.",
    ),
)
