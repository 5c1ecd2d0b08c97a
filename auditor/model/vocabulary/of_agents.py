"""Attributes of agents and models."""

from __future__ import annotations

from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import MergeRule
from auditor.model.values import DURATION, FLAG, INTEGER, NUMBER, TEXT, TEXTS, choice, choices
from auditor.model.vocabulary.attribute import Attribute, kinds

_AGENT = kinds(K.AGENT)
_MODEL = kinds(K.MODEL)

ATTRIBUTES = (
    Attribute(name="framework.name", type=TEXT, kinds=_AGENT, meaning="The agent framework the agent is built with."),
    Attribute(name="framework.version", type=TEXT, kinds=_AGENT, meaning="The exact version of that framework."),
    Attribute(
        name="model_access",
        type=choice("embedded", "configuration", "adapter", "gateway"),
        kinds=_AGENT,
        meaning="How the model is reached: fixed in code, or replaceable behind a setting, an adapter or a gateway.",
    ),
    Attribute(
        name="identity",
        type=choice("none", "shared", "user", "delegated", "workload", "own"),
        kinds=_AGENT,
        meaning="Whose identity its actions carry: nobody's, a shared account's, the user's whole session, "
        "a token the user delegated, its workload's, its own.",
    ),
    Attribute(
        name="reserves",
        type=choices("tools", "action_outputs", "approval", "action_log", "events", "identity"),
        kinds=_AGENT,
        merge=MergeRule.UNION,
        meaning="Places that the architecture keeps free for what the agent does not have yet.",
    ),
    Attribute(
        name="approval_point",
        type=choice("none", "framework", "gateway", "workflow"),
        kinds=_AGENT,
        meaning="Where an action can be held until a person or a policy decides.",
    ),
    Attribute(name="max_steps", type=INTEGER, kinds=_AGENT, meaning="Most steps in one run."),
    Attribute(name="budget.tokens", type=INTEGER, kinds=_AGENT, meaning="Most tokens in one run."),
    Attribute(name="budget.usd", type=NUMBER, kinds=_AGENT, meaning="Most US dollars in one run."),
    Attribute(name="budget.seconds", type=NUMBER, kinds=_AGENT, meaning="Most seconds in one run."),
    Attribute(name="budget.calls", type=INTEGER, kinds=_AGENT, meaning="Most tool calls in one run."),
    Attribute(
        name="stop",
        type=choice("none", "manual", "automatic"),
        kinds=_AGENT,
        meaning="How a running agent is stopped from outside.",
    ),
    Attribute(
        name="risk_tier",
        type=TEXT,
        kinds=_AGENT,
        meaning="The owner's own grade of how much harm the agent can do.",
    ),
    Attribute(
        name="fallback_models",
        type=TEXTS,
        kinds=_AGENT,
        meaning="Models that take over when the first is not available.",
    ),
    Attribute(
        name="tool_selection",
        type=choice("all", "search", "routed"),
        kinds=_AGENT,
        meaning="Whether all tools stand in the context, or are searched for or routed to.",
    ),
    Attribute(name="parallel_tool_calls", type=FLAG, kinds=_AGENT, meaning="Whether several calls may run at once."),
    Attribute(
        name="strict_schemas",
        type=FLAG,
        kinds=_AGENT,
        meaning="Whether the provider is made to keep arguments to the schema.",
    ),
    Attribute(
        name="durable_state",
        type=FLAG,
        kinds=_AGENT,
        meaning="Whether a run survives a restart (checkpoints).",
    ),
    Attribute(name="retry_limit", type=INTEGER, kinds=_AGENT, meaning="Most retries of one failed call."),
    Attribute(name="retry_backoff", type=FLAG, kinds=_AGENT, meaning="Whether retries wait longer each time."),
    Attribute(name="call_timeout", type=DURATION, kinds=_AGENT, meaning="Longest wait for one tool call."),
    Attribute(
        name="egress",
        type=choice("open", "restricted", "none"),
        kinds=_AGENT,
        meaning="What its runtime may reach on the network.",
    ),
    Attribute(
        name="code_execution",
        type=choice("unsandboxed", "sandboxed", "none"),
        kinds=_AGENT,
        meaning="Whether it runs code that a model wrote, and where.",
    ),
    Attribute(
        name="untrusted_input",
        type=FLAG,
        kinds=_AGENT,
        meaning="Whether it reads content that outsiders can write: mail, web pages, uploads.",
    ),
    Attribute(
        name="output_validation",
        type=FLAG,
        kinds=_AGENT,
        meaning="Whether its output is validated before anything else uses it.",
    ),
    Attribute(
        name="prompt_versioned",
        type=FLAG,
        kinds=_AGENT,
        meaning="Whether prompts and tool definitions carry a version that its logs repeat.",
    ),
    Attribute(
        name="trajectories.count",
        type=INTEGER,
        kinds=_AGENT,
        declarable=False,
        meaning="Recorded runs that were read.",
    ),
    Attribute(
        name="trajectories.actions",
        type=INTEGER,
        kinds=_AGENT,
        declarable=False,
        meaning="Recorded tool calls in those runs.",
    ),
    Attribute(
        name="trajectories.complete_share",
        type=NUMBER,
        kinds=_AGENT,
        declarable=False,
        meaning="Share of recorded actions with arguments, result and a join to their run.",
    ),
    Attribute(
        name="trajectories.state_change_share",
        type=NUMBER,
        kinds=_AGENT,
        declarable=False,
        meaning="Share of recorded writes with the state change they caused.",
    ),
    Attribute(
        name="trajectories.labelled_share",
        type=NUMBER,
        kinds=_AGENT,
        declarable=False,
        meaning="Share of recorded runs with an outcome label.",
    ),
    Attribute(
        name="trajectories.valid_call_share",
        type=NUMBER,
        kinds=_AGENT,
        declarable=False,
        meaning="Share of recorded calls whose arguments fit the tool's schema.",
    ),
    Attribute(
        name="trajectories.unlisted_tools",
        type=TEXTS,
        kinds=_AGENT,
        merge=MergeRule.UNION,
        declarable=False,
        meaning="Tools that records show in use and the inventory lacks.",
    ),
    Attribute(
        name="trajectories.reasoning_tokens_per_action",
        type=NUMBER,
        kinds=_AGENT,
        declarable=False,
        meaning="Reasoning tokens spent for each recorded action.",
    ),
    Attribute(name="provider", type=TEXT, kinds=_MODEL, meaning="Who serves the model."),
    Attribute(
        name="version",
        type=TEXT,
        kinds=kinds(K.MODEL, K.INTERFACE, K.SERVICE, K.DATASTORE, K.QUEUE, K.GATEWAY, K.TELEMETRY),
        meaning="The exact version or dated snapshot.",
    ),
    Attribute(
        name="inputs",
        type=choices("text", "image", "audio", "video", "file"),
        kinds=_MODEL,
        merge=MergeRule.UNION,
        meaning="What the model takes in.",
    ),
    Attribute(
        name="tool_calling",
        type=choice("none", "prompted", "native"),
        kinds=_MODEL,
        meaning="How the model calls tools.",
    ),
    Attribute(name="context_window", type=INTEGER, kinds=_MODEL, meaning="Most tokens of input and output together."),
)
