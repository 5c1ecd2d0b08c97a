"""Rules about the descriptions of tools, and about a server's name in front of theirs."""

from __future__ import annotations

from auditor.checklist.shape import Shape
from auditor.frameworks.candidate import ABSENT, Candidate, Step, each
from auditor.frameworks.edits import set_to
from auditor.frameworks.rules import kind


@kind
def description_is_text(args: Shape) -> Step:
    """Refuses a description that is no text; `absent: true` takes a tool without one."""
    absent = args.flag("absent")

    def act(tool: Candidate) -> None:
        if isinstance(tool.description, str) or (absent and tool.description is ABSENT):
            return
        what = "it has no description" if tool.description in (ABSENT, None) else "its description is no text"
        place = ("description",)
        tool.refuse(what, at=place, edit=set_to(place, f"Calls {tool.label}.", "describe it in a sentence"))

    return each(act)


@kind
def server_name_in_front(args: Shape) -> Step:
    """Puts the server's name and a `separator` in front of a tool's name, which the framework's documentation says."""
    separator = args.text("separator", required=True)

    def act(tool: Candidate) -> None:
        if isinstance(tool.name, str):
            tool.name, tool.name_is_ours = f"{tool.definition.server}{separator}{tool.name}", True

    return each(act)
