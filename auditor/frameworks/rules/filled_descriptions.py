"""Rules about what frameworks write where a tool has no description."""

from __future__ import annotations

from auditor.checklist.shape import Shape
from auditor.documents import Value
from auditor.frameworks.candidate import Candidate, Step, each
from auditor.frameworks.rules import kind


@kind
def describe_by_name(args: Shape) -> Step:
    """Writes `text` in the place of a missing or empty description; `{name}` in it is the tool's name."""
    text = args.text("text", required=True)

    def act(tool: Candidate) -> None:
        if not tool.description or not isinstance(tool.description, str):
            tool.description = text.replace("{name}", tool.name if isinstance(tool.name, str) else "")

    return each(act)


@kind
def describe_by_title(args: Shape) -> Step:
    """Takes the title, or else the annotations' title, in the place of a missing or empty description."""

    def act(tool: Candidate) -> None:
        annotations = tool.annotations if isinstance(tool.annotations, dict) else {}
        if tool.description and isinstance(tool.description, str):
            return
        titles: tuple[Value, ...] = (tool.definition.stated.get("title"), annotations.get("title"))
        if found := next((title for title in titles if isinstance(title, str) and title), ""):
            tool.description = found

    return each(act)
