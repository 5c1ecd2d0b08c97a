"""The samples of an inspect_ai log, one at a time and each only as far as it counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BufferedIOBase
from typing import IO

import ijson
from msgspec import Struct

from auditor.documents import Value
from auditor.readers.benchmarks import fields

_KEPT = ("id", "epoch", "scores", "error", "total_time")
"""What is kept of a sample beside the count of its messages."""
_PROSE = re.compile(r"\.(?:answer|explanation|metadata|history)(?:\.|$)")
_WORDS = {"C": 1.0, "P": 0.5, "I": 0.0, "N": 0.0, "yes": 1.0, "true": 1.0, "no": 0.0, "false": 0.0}
"""inspect_ai/scorer/_metric.py, value_to_float."""


class Sample(Struct, frozen=True, kw_only=True):
    """What counts of one sample."""

    id: str
    epoch: int
    scores: dict[str, Value]
    error: bool
    seconds: float | None
    turns: int | None
    """Messages of the model; None where no messages are there."""
    tool_calls: int | None


def sample_of(value: Value) -> Sample | None:
    """Return a sample that was parsed at once, or the summary of one; None where it has no id."""
    messages = fields.at(value, "messages")
    counts = _counts(messages) if isinstance(messages, list) and messages else (None, None)
    return _sample(value, *counts)


def _counts(messages: Iterable[Value]) -> tuple[int, int]:
    turns = calls = 0
    for message in messages:
        if fields.text(message, "role") == "assistant":
            turns += 1
            calls += len(fields.items(message, "tool_calls"))
    return turns, calls


def _sample(value: Value, turns: int | None, calls: int | None) -> Sample | None:
    name = fields.text(value, "id")
    if not name:
        return None
    return Sample(
        id=name,
        epoch=fields.whole(value, "epoch") or 1,
        scores=fields.mapping(value, "scores"),
        error=bool(fields.at(value, "error")),
        seconds=fields.number(value, "total_time"),
        turns=turns,
        tool_calls=calls,
    )


def streamed(file: IO[bytes] | BufferedIOBase, prefix: str) -> Iterator[Sample | None]:
    """Yield the samples at a prefix of a JSON text (`samples.item`, or empty for a sample alone) in little memory.

    Raises what ijson raises for broken texts.
    """
    start = f"{prefix}." if prefix else ""
    message = f"{start}messages.item"
    wanted = {message, *(start + key for key in _KEPT)}
    value: dict[str, Value] = {}
    counts: list[int] = []
    builder: ijson.ObjectBuilder | None = None
    depth_of = ""
    for at, event, said in ijson.parse(file, use_float=True):
        if at == prefix and event == "start_map":
            value, counts, builder = {}, [], None
        elif at == prefix and event == "end_map":
            yield _sample(value, *(counts or (None, None)))
        elif builder is None and event != "map_key" and at in wanted:
            builder, depth_of = ijson.ObjectBuilder(), at
        if builder is None:
            continue
        if not _skipped(at, message, f"{start}scores."):
            builder.event(event, said)
        if at == depth_of and event not in ("start_map", "start_array", "map_key"):
            built, builder = builder.value, None
            if depth_of == message:
                turns, calls = _counts([built])
                counts = [turns, calls] if not counts else [counts[0] + turns, counts[1] + calls]
            else:
                value[depth_of.removeprefix(start)] = built


def _skipped(at: str, message: str, scores: str) -> bool:
    """Contents, arguments and explanations are as long as the log itself, and nothing of them counts."""
    if at.startswith(scores):
        return _PROSE.search(at, len(scores)) is not None
    return at.startswith((f"{message}.content.", f"{message}.tool_calls.item.arguments."))


def score_of(value: Value) -> float | None:
    """Return a score's value as inspect_ai takes it; None where it is no number from 0 to 1."""
    if isinstance(value, bool):
        return float(value)
    number = fields.number(value)
    if isinstance(value, str):
        number = _WORDS.get(value, _WORDS.get(value.lower())) if value not in ("c", "p", "i", "n") else None
        if number is None:
            try:
                number = fields.number(float(value))
            except ValueError:
                return None
    return number if number is not None and 0 <= number <= 1 else None
