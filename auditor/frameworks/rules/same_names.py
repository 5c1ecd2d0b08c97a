"""Rules about tools of one name: which of them arrives, and what a framework says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from auditor.checklist.shape import Shape
from auditor.frameworks.candidate import Candidate, Loss, Step
from auditor.frameworks.rules import kind


@kind
def later_replaces_earlier(args: Shape) -> Step:
    """Lets the last tool of a name replace those before it without an error; nothing arrives of what it replaces."""

    def step(tools: Sequence[Candidate]) -> None:
        last: dict[str, Candidate] = {}
        for name, tool in _named(tools):
            if (earlier := last.get(name)) is not None:
                earlier.losses.append(Loss(pointer=("name",), what="a later tool of the same name replaces it"))
            last[name] = tool

    return step


@kind
def same_names_stop_the_agent(args: Shape) -> Step:
    """Notes, on each tool whose name another one has by now, what the framework does later: `note`."""
    note = args.text("note", required=True)

    def step(tools: Sequence[Candidate]) -> None:
        counted = Counter(name for name, _ in _named(tools))
        for name, tool in _named(tools):
            if counted[name] > 1:
                tool.notes.append(note)

    return step


def _named(tools: Sequence[Candidate]) -> Iterator[tuple[str, Candidate]]:
    return ((tool.name, tool) for tool in tools if isinstance(tool.name, str))
