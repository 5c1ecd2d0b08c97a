"""The rule of OpenClaw about output schemas of draft 2020-12, which TypeBox compiles there and not Ajv alone."""

from __future__ import annotations

from auditor.checklist.shape import Shape
from auditor.frameworks.candidate import Candidate, Step, each
from auditor.frameworks.edits import remove
from auditor.frameworks.rules import kind
from auditor.frameworks.typebox import Misshapen, check_shape

_OUTPUT = ("outputSchema",)
_DRAFT_2020_12 = "https://json-schema.org/draft/2020-12/schema"


@kind
def openclaw_output_schema(args: Shape) -> Step:
    """Refuses an output schema that calls itself draft 2020-12 and is not of the form that OpenClaw asks of it."""

    def act(tool: Candidate) -> None:
        schema = tool.output_schema
        if not isinstance(schema, dict) or schema.get("$schema") != _DRAFT_2020_12:
            return
        said = "OpenClaw cannot compile its output schema"
        try:
            check_shape(schema)
        except Misshapen as found:
            tool.refuse(f"{said}: {found.reason}", at=(*_OUTPUT, *found.at), edit=remove(_OUTPUT))
        except RecursionError:
            tool.refuse(f"{said}: it is nested too deeply", at=_OUTPUT, edit=remove(_OUTPUT))

    return each(act)
