"""One episode of AgentLab: its reward, its end, and what it took."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.documents import Value
from auditor.readers.benchmarks import fields

_STATS = "stats.cum_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """What summary_info.json says of one episode; None where it does not say it."""

    reward: float | None
    error: bool
    steps: int | None
    input_tokens: int | None
    output_tokens: int | None
    seconds: float | None
    usd: float | None


def read_episode(value: Value) -> Episode:
    """Return an episode from the value of its summary_info.json.

    Token counts and costs are named by provider in older versions (`stats.cum_openai_prompt_tokens`) and without one
    in newer ones (`stats.cum_input_tokens`); those of several providers add up. The seconds are the agent's and the
    environment's together.
    """
    waited, thought = fields.number(value, _STATS + "step_elapsed"), fields.number(value, _STATS + "agent_elapsed")
    tokens_in = _sum(value, ("input_tokens",), "_prompt_tokens")
    tokens_out = _sum(value, ("output_tokens",), "_completion_tokens")
    return Episode(
        reward=fields.number(value, "cum_reward"),
        error=bool(fields.at(value, "err_msg")),
        steps=_counted(fields.number(value, "n_steps")),
        input_tokens=_counted(tokens_in),
        output_tokens=_counted(tokens_out),
        seconds=waited + thought if waited is not None and thought is not None else None,
        usd=_sum(value, ("cost",), "_total_cost"),
    )


def _sum(value: Value, plain: Iterable[str], suffix: str) -> float | None:
    for name in plain:
        found = fields.number(value, _STATS + name)
        if found is not None:
            return found
    keys = [key for key in fields.mapping(value) if key.startswith(_STATS) and key.endswith(suffix)]
    numbers = [found for key in keys if (found := fields.number(value, key)) is not None]
    return sum(numbers) if numbers else None


def _counted(value: float | None) -> int | None:
    return int(value) if value is not None and value >= 0 and value.is_integer() else None
