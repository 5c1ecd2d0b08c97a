"""Rules about Anthropic's strict tools as its SDK prepares for them."""

from __future__ import annotations

from auditor.checklist.shape import Shape
from auditor.frameworks.anthropic_strict import Untransformable, transformed
from auditor.frameworks.candidate import ABSENT, Candidate, Step, each
from auditor.frameworks.edits import set_to
from auditor.frameworks.rules import kind

_ROOT = ("inputSchema",)


@kind
def anthropic_strict_schema(args: Shape) -> Step:
    """Rewrites the input schema with the SDK's `transform_schema`, and refuses it where that raises an error."""

    def act(tool: Candidate) -> None:
        try:
            tool.schema = transformed(None if tool.schema is ABSENT else tool.schema)
        except Untransformable as failure:
            place = (*_ROOT, *failure.at)
            edit = set_to(place, "string" if place[-1] == "type" else {"type": "string"})
            tool.refuse(failure.reason, at=place, edit=edit if failure.at else set_to((*_ROOT, "type"), "object"))
        except RecursionError:
            tool.refuse("its schema is nested too deeply", at=_ROOT)

    return each(act)
