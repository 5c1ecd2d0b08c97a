"""Rules about what an MCP definition states beside its schema: tasks, `_meta`, and who may see the tool."""

from __future__ import annotations

import re

from auditor.checklist.shape import Shape
from auditor.documents import Value
from auditor.frameworks.candidate import Blast, Candidate, Step, each
from auditor.frameworks.edits import remove
from auditor.frameworks.rules import kind


@kind
def leave_out_task_tools(args: Shape) -> Step:
    """Leaves out tools whose `execution.taskSupport` is one of `values`."""
    values = args.texts("values")

    def act(tool: Candidate) -> None:
        support = _within(tool.definition.stated.get("execution"), "taskSupport")
        if support in values:
            tool.refuse(
                f"its `taskSupport` is `{support}`, and the framework leaves out tools that want to run as tasks",
                at=("execution", "taskSupport"),
                edit=remove(("execution", "taskSupport")),
                blast=Blast.TOOL,
            )

    return each(act)


@kind
def meta_key_pattern(args: Shape) -> Step:
    """Refuses a key of `_meta` that does not match `pattern` as a whole."""
    pattern = re.compile(args.text("pattern", required=True))

    def act(tool: Candidate) -> None:
        meta = tool.definition.stated.get("_meta")
        for key in meta if isinstance(meta, dict) else ():
            if not pattern.fullmatch(key):
                tool.refuse(
                    f"`_meta` has a key of no legal form, {key!r}", at=("_meta", key), edit=remove(("_meta", key))
                )

    return each(act)


@kind
def leave_out_invisible(args: Shape) -> Step:
    """Leaves out tools whose `_meta.ui.visibility` does not name an `audience`."""
    audience = args.text("audience", required=True)

    def act(tool: Candidate) -> None:
        visibility = _within(_within(tool.definition.stated.get("_meta"), "ui"), "visibility")
        if isinstance(visibility, list) and audience not in visibility:
            place = ("_meta", "ui", "visibility")
            said = f"`_meta.ui.visibility` does not name `{audience}`, so that the tool is left out"
            tool.refuse(said, at=place, edit=remove(place), blast=Blast.TOOL)

    return each(act)


def _within(value: Value, key: str) -> Value:
    return value.get(key) if isinstance(value, dict) else None
