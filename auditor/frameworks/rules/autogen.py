"""Rules about how AutoGen takes the tools of an MCP server."""

from __future__ import annotations

from auditor.checklist.shape import Shape
from auditor.documents import Value
from auditor.frameworks.autogen_model import SchemaModels
from auditor.frameworks.candidate import Candidate, Step, each
from auditor.frameworks.jsonref import References
from auditor.frameworks.pydantic_schemas import Emission
from auditor.frameworks.pydantic_types import Unbuildable
from auditor.frameworks.repairs import refusal
from auditor.frameworks.rules import kind


@kind
def schema_to_pydantic_model(args: Shape) -> Step:
    """Makes AutoGen's pydantic model of the input schema, and of it the parameters that a model is given."""

    def act(tool: Candidate) -> None:
        try:
            schema = tool.schema if isinstance(tool.schema, dict) else {}
            found: Value = Emission().root(SchemaModels(schema).model())
        except Unbuildable as problem:
            raise refusal(problem, tool) from None
        except RecursionError:
            tool.refuse("its schema is nested too deeply", at=("inputSchema",))
        if isinstance(found, dict) and "$defs" in found:
            found = References(found).copied(found)
        if isinstance(found, dict):
            tool.schema = {
                "type": "object",
                "properties": found["properties"],
                "required": found.get("required", []),
                "additionalProperties": found.get("additionalProperties", False),
            }

    return each(act)
