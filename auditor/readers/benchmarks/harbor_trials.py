"""One trial of a Harbor job: its verdict, what it took, and what its trajectory shows."""

from __future__ import annotations

from pathlib import PurePosixPath

from msgspec import Struct

from auditor.documents import Value
from auditor.errors import InputError
from auditor.model.claims import Location
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files

_OWN_FAILURES = ("AgentTimeoutError",)
"""Exceptions that are the agent's own doing, so that a trial without a verdict still failed."""


class Trial(Struct, frozen=True, kw_only=True):
    """What counts of one trial."""

    task: str
    score: float | None
    """From 0 to 1; None for a trial without a verdict."""
    why: str = ""
    """The exception that ended a trial without a verdict."""
    model: str
    agent: str
    agent_version: str
    source: str
    """The set of tasks."""
    effort: str
    started: str
    ended: str
    input_tokens: float | None
    output_tokens: float | None
    usd: float | None
    turns: int | None = None
    tool_calls: int | None = None
    location: Location

    @property
    def configuration(self) -> tuple[str, str, str, str, str]:
        """What makes trials part of one run."""
        return self.source, self.agent, self.agent_version, self.model, self.effort


def read_trial(files: Files, path: str, value: Value, company: list[str]) -> Trial | None:
    """Return a trial, whose folder also holds some company; None where it names no task."""
    task = fields.text(value, "task_name")
    if not task:
        return None
    score, why = _verdict(value)
    turns, calls = _trajectory(files, path, company)
    agent = fields.mapping(value, "config", "agent")
    return Trial(
        task=task,
        score=score,
        why=why,
        model=fields.text(agent, "model_name") or _model(fields.mapping(value, "agent_info", "model_info")),
        agent=fields.text(value, "agent_info", "name") or fields.text(agent, "name"),
        agent_version=_known(fields.text(value, "agent_info", "version")),
        source=fields.text(value, "source") or fields.text(value, "config", "task", "source"),
        effort=fields.text(agent, "kwargs", "reasoning_effort"),
        started=fields.text(value, "started_at"),
        ended=fields.text(value, "finished_at"),
        input_tokens=fields.number(value, "agent_result", "n_input_tokens"),
        output_tokens=fields.number(value, "agent_result", "n_output_tokens"),
        usd=fields.number(value, "agent_result", "cost_usd"),
        turns=turns,
        tool_calls=calls,
        location=files.at(path),
    )


def reward_of(rewards: Value) -> float | None:
    """Return the one reward, or the one called `reward` (harbor/metrics/mean.py); None outside 0 to 1."""
    named = fields.mapping(rewards)
    found = fields.number(next(iter(named.values())) if len(named) == 1 else named.get("reward"))
    return found if found is not None and 0 <= found <= 1 else None


def _verdict(value: Value) -> tuple[float | None, str]:
    reward = reward_of(fields.at(value, "verifier_result", "rewards"))
    if reward is not None:
        return reward, ""
    exception = fields.text(value, "exception_info", "exception_type")
    return (0.0, "") if exception in _OWN_FAILURES else (None, exception or "no reward")


def _model(info: dict[str, Value]) -> str:
    provider, name = fields.text(info, "provider"), fields.text(info, "name")
    return f"{provider}/{name}" if provider and name else name


def _known(version: str) -> str:
    return "" if version == "unknown" else version


def _trajectory(files: Files, path: str, company: list[str]) -> tuple[int | None, int | None]:
    """Return the turns and tool calls of `agent/trajectory.json` (ATIF); None if it is absent or goes on elsewhere."""
    folder = f"{PurePosixPath(path).parent}/agent/"
    there = [one for one in company if one.startswith(f"{folder}trajectory") and one.endswith(".json")]
    if there != [f"{folder}trajectory.json"]:
        return None, None
    turns = calls = 0
    trajectory = there[0]
    try:
        if not fields.text(files.value(trajectory, "schema_version")).startswith("ATIF-v1."):
            return None, None
        for step in files.items(trajectory, "steps"):
            if fields.text(step, "source") == "agent":
                turns += 1
                calls += len(fields.items(step, "tool_calls"))
    except InputError as error:
        files.refuse(trajectory, error)
        return None, None
    files.take(trajectory)
    return turns, calls
