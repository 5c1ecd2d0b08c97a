"""Takes out of one tau2 simulation how it went and what it took."""

from __future__ import annotations

from auditor.documents import Value
from auditor.model.runs import Spending
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.joined_runs import FULLY, spent_together
from auditor.readers.benchmarks.tallying import Tallying

_INFRASTRUCTURE = "infrastructure_error"


class Simulations:
    """What the simulations of one results file come to; keeps no messages."""

    def __init__(self) -> None:
        self._counting = Tallying()
        self._spent: list[Spending] = []
        self.all = 0
        """Every simulation that was seen."""
        self.unknown = 0
        """Simulations without a task or a reward."""
        self.partial = 0
        """Those whose reward lies between 0 and 1."""
        self.seen: set[str] = set()
        """Their ids."""
        self.tried: dict[str, int] = {}
        """Simulations of each task, counted or not."""

    def add(self, simulation: Value, *, of_index: bool = False) -> None:
        """Count a simulation, or an entry of the index, which says no more than the reward."""
        self.all += 1
        self.seen.add(fields.text(simulation, "id"))
        task = fields.text(simulation, "task_id")
        reward = fields.number(simulation, "reward" if of_index else "reward_info", *(() if of_index else ("reward",)))
        if task:
            self.tried[task] = self.tried.get(task, 0) + 1
        if task and fields.text(simulation, "termination_reason") == _INFRASTRUCTURE:
            self._counting.drop(task)
        elif not task or reward is None:
            self.unknown += 1
        else:
            success = abs(reward - 1) <= FULLY
            self._counting.add(task, score=float(success), success=success)
            self.partial += not success and 0 < reward < 1
            self._spent.append(_spending(simulation))

    @property
    def counting(self) -> Tallying:
        """The trials by task."""
        return self._counting

    @property
    def spending(self) -> Spending | None:
        """What the counted simulations took together."""
        return spent_together(self._spent)


def _spending(simulation: Value) -> Spending:
    messages = [one for one in fields.items(simulation, "messages") if fields.text(one, "role") == "assistant"]
    # The first is the greeting, which no model writes.
    written = messages[1:] if messages and not fields.mapping(messages[0], "usage") else messages
    return Spending(
        trials=1,
        input_tokens=_sum(written, "usage", "prompt_tokens"),
        output_tokens=_sum(written, "usage", "completion_tokens"),
        reasoning_tokens=_sum(written, "raw_data", "usage", "completion_tokens_details", "reasoning_tokens"),
        tool_calls=sum(map(_calls, messages)) if messages else None,
        steps=len(messages) or None,
        seconds=fields.number(simulation, "duration"),
        usd=fields.number(simulation, "agent_cost"),
    )


def _sum(messages: list[Value], *keys: str) -> int | None:
    values = [fields.whole(message, *keys) for message in messages]
    said = [value for value in values if value is not None]
    return sum(said) if said and len(said) == len(values) else None


def _calls(message: Value) -> int:
    return sum(fields.text(call, "requestor") in ("assistant", "") for call in fields.items(message, "tool_calls"))
