"""Rules of Pydantic AI, which shapes the tools of each request for the model that it goes to."""

from __future__ import annotations

from enum import StrEnum

from auditor.checklist.shape import Shape
from auditor.documents import Value
from auditor.frameworks.candidate import Candidate, Step, each
from auditor.frameworks.conversion import ROOT, converted, mapping
from auditor.frameworks.model_schemas_google import GoogleModels
from auditor.frameworks.model_schemas_openai import OpenAIModels
from auditor.frameworks.rules import kind


class Models(StrEnum):
    """Whose models a schema is shaped for."""

    OPENAI = "openai"
    GOOGLE = "google"


@kind
def model_schema(args: Shape) -> Step:
    """Shapes an input schema for the models `of` a provider (openai, google) as Pydantic AI does; `strict: true` for
    OpenAI's strict mode.
    """
    provider, strict = args.choice("of", Models, Models.OPENAI), args.flag("strict")

    def convert(schema: Value) -> Value:
        stated = mapping(schema, "its input schema", ROOT)
        walk = GoogleModels(stated) if provider is Models.GOOGLE else OpenAIModels(stated, strict=strict)
        return walk.walk()

    def act(tool: Candidate) -> None:
        converted(tool, convert)

    return each(act)
