"""Rules that give a tool another name, and rules about tools whose names come out alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.checklist.shape import Shape
from auditor.frameworks.candidate import Blast, Candidate, Refused, Step, each
from auditor.frameworks.edits import set_to
from auditor.frameworks.rules import kind


@kind
def replace_in_name(args: Shape) -> Step:
    """Puts `by` in the place of whatever in a name matches `pattern`."""
    pattern, by = re.compile(args.text("pattern", required=True)), args.text("by")

    def act(tool: Candidate) -> None:
        if isinstance(tool.name, str):
            tool.name = pattern.sub(by, tool.name)

    return each(act)


@kind
def reserved_names(args: Shape) -> Step:
    """Leaves out the tools that are called one of `names`, which the framework needs itself."""
    names = args.texts("names")

    def act(tool: Candidate) -> None:
        if tool.name in names:
            tool.refuse(
                f"the framework itself has a tool called `{tool.name}` and leaves this one out",
                at=("name",),
                edit=set_to(("name",), f"{tool.name}_tool"),
                blast=Blast.TOOL,
            )

    return each(act)


@kind
def distinct_names(args: Shape) -> Step:
    """Refuses a tool whose name another one has before it; `hyphen_is_underscore: true` takes these two for the same,
    and `second_is_left_out: true` costs only the later tool where both were called alike from the beginning.
    """
    folded, left_out = args.flag("hyphen_is_underscore"), args.flag("second_is_left_out")

    def step(tools: Sequence[Candidate]) -> None:
        before: dict[str, Candidate] = {}
        for tool in tools:
            if not isinstance(tool.name, str):
                continue
            name = tool.name.replace("-", "_") if folded else tool.name
            if (first := before.setdefault(name, tool)) is not tool:
                alike = left_out and first.definition.stated.get("name") == tool.definition.stated.get("name")
                tool.refusal = _second(tool, first, Blast.TOOL if alike else None)

    return step


def _second(tool: Candidate, first: Candidate, blast: Blast | None) -> Refused:
    how = "the name" if first.label == tool.label else f"with `{first.label}` a name that counts as the same"
    edit = set_to(("name",), f"{tool.name}_2")
    return Refused(f"another tool before it has {how}", at=("name",), edit=edit, blast=blast)
