"""Rules about how LlamaIndex takes the tools of an MCP server."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.checklist.shape import Shape
from auditor.documents import Pointer, Value
from auditor.frameworks.candidate import Blast, Candidate, Refused, Step, each
from auditor.frameworks.edits import change_at, set_to
from auditor.frameworks.llama_index_model import ToolSpec
from auditor.frameworks.pydantic_schemas import Emission
from auditor.frameworks.pydantic_types import Unbuildable
from auditor.frameworks.repairs import refusal
from auditor.frameworks.rules import kind

_DESCRIPTION: Pointer = ("description",)


@kind
def mcp_tool_spec(args: Shape) -> Step:
    """Makes LlamaIndex's pydantic model of the input schema, and of it the parameters that a model is given. Models
    of one server's tools share their names.
    """

    def step(tools: Sequence[Candidate]) -> None:
        specs: dict[str, ToolSpec] = {}
        for tool in tools:
            spec = specs.setdefault(tool.definition.server, ToolSpec())
            try:
                found = Emission().root(
                    spec.model(tool.schema if isinstance(tool.schema, dict) else {}, f"{tool.name}_Schema")
                )
                tool.schema = {
                    key: value for key, value in found.items() if key in ("type", "properties", "required", "$defs")
                }
            except Unbuildable as problem:
                tool.refusal = refusal(problem, tool)
            except RecursionError:
                tool.refusal = Refused("its schema is nested too deeply", at=("inputSchema",))

    return step


@kind
def function_description(args: Shape) -> Step:
    """Refuses a tool without a description, or with one of more than `most` characters; both stop the agent's call of
    its model.
    """
    most = int(args.text("most", required=True) or 0)

    def shorter(value: Value) -> Value:
        return value[:most] if isinstance(value, str) else value

    def act(tool: Candidate) -> None:
        if not isinstance(tool.description, str):
            edit = set_to(_DESCRIPTION, f"Calls {tool.label}.", "describe it in a sentence")
            tool.refuse("it has no description", blast=Blast.AGENT, at=_DESCRIPTION, edit=edit)
        if len(tool.description) > most:
            edit = change_at(_DESCRIPTION, shorter, f"shorten the description to {most} characters")
            what = f"its description has {len(tool.description)} characters, more than {most}"
            tool.refuse(what, at=_DESCRIPTION, edit=edit, blast=Blast.AGENT)

    return each(act)
