"""Rules about output schemas, which some clients compile as soon as a tool is listed."""

from __future__ import annotations

from auditor.checklist.shape import Shape
from auditor.frameworks.ajv import Uncompilable, compile_schema
from auditor.frameworks.candidate import Candidate, Step, each
from auditor.frameworks.edits import remove
from auditor.frameworks.rules import kind

_OUTPUT = ("outputSchema",)


@kind
def ajv_compiles_output(args: Shape) -> Step:
    """Refuses an output schema that Ajv 8 does not compile, set up as the MCP SDK for TypeScript does."""

    def act(tool: Candidate) -> None:
        if not isinstance(tool.output_schema, dict):
            return
        try:
            compile_schema(tool.output_schema)
        except Uncompilable as found:
            said = f"the client cannot compile its output schema: {found.what}"
            tool.refuse(said, at=(*_OUTPUT, *found.at), edit=remove(_OUTPUT))

    return each(act)
