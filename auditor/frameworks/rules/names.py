"""Rules about the names of tools."""

from __future__ import annotations

import re

from auditor.checklist.shape import Shape
from auditor.frameworks.candidate import Candidate, Step, each
from auditor.frameworks.edits import set_to
from auditor.frameworks.rules import kind


@kind
def require_name(args: Shape) -> Step:
    """Refuses a tool without a name; `blank: true` takes an empty one."""
    blank = args.flag("blank")

    def act(tool: Candidate) -> None:
        if not isinstance(tool.name, str):
            tool.refuse("it has no name", at=("name",))
        if not tool.name.strip() and not blank:
            tool.refuse("its name is empty", at=("name",))

    return each(act)


@kind
def name_pattern(args: Shape) -> Step:
    """Refuses names that do not match `pattern` as a whole; `rule` says in words what is allowed."""
    pattern, rule = _compiled(args, "pattern"), args.text("rule", required=True)

    def act(tool: Candidate) -> None:
        if isinstance(tool.name, str) and not pattern.fullmatch(tool.name):
            tool.refuse(f"its name is not {rule}", at=("name",), edit=set_to(("name",), _plain(tool.name)))

    return each(act)


def _compiled(args: Shape, key: str) -> re.Pattern[str]:
    """Return a pattern of a profile, or one that matches nothing with a mistake noted."""
    try:
        return re.compile(args.text(key, required=True))
    except re.error as error:
        args.mistakes.add(args.at(key), f"`{key}` takes a regular expression: {error}")
        return re.compile(r"(?!)")


def _plain(name: str) -> str:
    """Return a name in letters, digits, `_` and `-`, which every framework takes."""
    made = re.sub(r"[^A-Za-z0-9_-]+", "_", name).strip("_-")[:40]
    return made if made[:1].isalpha() else f"tool_{made}".rstrip("_")
