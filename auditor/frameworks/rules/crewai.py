"""Rules about how CrewAI takes the tools of an MCP server."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from auditor.checklist.shape import Shape
from auditor.frameworks.candidate import Blast, Candidate, Step, each
from auditor.frameworks.crewai_model import ArgsSchema
from auditor.frameworks.crewai_parameters import Parameters
from auditor.frameworks.edits import set_to
from auditor.frameworks.pydantic_schemas import Emission
from auditor.frameworks.pydantic_types import Endless, Model, Unbuildable
from auditor.frameworks.python_values import JsonSchema
from auditor.frameworks.rules import kind

_COMPOSED = re.compile(r"^Tool Name:.*\nTool Arguments:.*\nTool Description:\s*", re.DOTALL)
_LONGEST = 64
_HASH = 8


@kind
def mcp_native_tool(args: Shape) -> Step:
    """Makes CrewAI's native tool: it needs a description and a name that leaves something in ASCII, and gets the
    arguments of a pydantic model, or none at all where that cannot be made.
    """

    def act(tool: Candidate) -> None:
        name = tool_name(tool.name) if isinstance(tool.name, str) else ""
        if not name:
            edit = set_to(("name",), "tool")
            tool.refuse("its name has no letter or digit of ASCII", at=("name",), edit=edit, blast=Blast.TOOL)
        if not isinstance(tool.description, str):
            edit = set_to(("description",), f"Calls {tool.label}.", "describe it in a sentence")
            tool.refuse("it has no description", at=("description",), edit=edit, blast=Blast.TOOL)
        tool.description = _COMPOSED.sub("", tool.description, count=1)
        try:
            tool.schema = parameters(tool, name)
        except Endless as problem:
            tool.refuse(problem.reason, at=problem.at, blast=Blast.AGENT)
        if name != tool.name:
            tool.notes.append(
                f"its name becomes `{name}`, with what CrewAI makes of the server's command or address before it"
            )
        tool.name, tool.name_is_ours = tool_name(f"{tool.definition.server}_{name}"), True

    return each(act)


@kind
def number_same_names(args: Shape) -> Step:
    """Gives a tool whose name another one has before it the name with `_2`, `_3` and so on behind it."""

    def step(tools: Sequence[Candidate]) -> None:
        taken: set[str] = set()
        for tool in tools:
            if isinstance(tool.name, str):
                name, number = tool.name, 1
                while name in taken:
                    number += 1
                    name = tool_name(f"{tool.name}_{number}")
                tool.name = name
                taken.add(name)

    return step


def parameters(tool: Candidate, name: str) -> JsonSchema:
    """Return the parameters that a model is given, and note where they are not those of the schema."""
    stated = tool.schema if isinstance(tool.schema, dict) else {}
    model = Model("_ArgsSchemaPlaceholder", {})
    try:
        if stated:
            model = ArgsSchema(stated, f"{name}Schema").model()
    except Endless:
        raise
    except Unbuildable as problem:
        tool.notes.append(f"CrewAI takes it for a tool without arguments: {problem.reason}")
    except RecursionError:
        tool.notes.append("CrewAI takes it for a tool without arguments: its schema is nested too deeply")
    try:
        return Parameters(Emission().root(model)).made()
    except Endless:
        raise
    except Unbuildable as problem:
        tool.notes.append(f"CrewAI gives the model no schema of its arguments: {problem.reason}")
        return {}


def tool_name(name: str) -> str:
    """Return a name as CrewAI writes it: in lower case ASCII, and with a hash where it is long."""
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    text = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", text)
    text = re.sub(r"([a-z])([A-Z])", r"\1_\2", text).lower()
    text = re.sub(r"['\"]+", "", text)
    text = re.sub(r"[^a-z0-9]+", "_", text).strip("_")
    if len(text) > _LONGEST:
        suffix = f"_{hashlib.sha256(text.encode()).hexdigest()[:_HASH]}"
        text = text[: _LONGEST - len(suffix)].rstrip("_") + suffix
    return text
