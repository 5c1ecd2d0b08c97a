"""Rules of OpenClaw about the parameters of a tool, and of each of its model providers."""

from __future__ import annotations

from collections.abc import Callable

from auditor.checklist.shape import Shape
from auditor.documents import Pointer, Value
from auditor.frameworks.candidate import ABSENT, Blast, Candidate, Edit, Step, each
from auditor.frameworks.edits import change_at, remove, set_to
from auditor.frameworks.openclaw_gemini import for_gemini
from auditor.frameworks.openclaw_profiles import closed, dynamic_places, for_llamacpp, strict_flaws
from auditor.frameworks.openclaw_schemas import TooLarge, prepared
from auditor.frameworks.rules import kind

_ROOT = ("inputSchema",)
_PROVIDERS: dict[str, Callable[[Value], Value]] = {
    "any": lambda schema: schema,
    "google": for_gemini,
    "llamacpp": for_llamacpp,
    "openai": closed,
}


@kind
def openclaw_parameters(args: Shape) -> Step:
    """Refuses parameters that are no mapping or have another root type than `object`; `dynamic: true` refuses
    `$dynamicRef` and `$dynamicAnchor` too.
    """
    dynamic = args.flag("dynamic")

    def act(tool: Candidate) -> None:
        schema = tool.schema
        if not isinstance(schema, dict):
            empty: Value = {"type": "object", "properties": {}}
            tool.refuse("its parameters are no mapping", at=_ROOT, edit=set_to(_ROOT, empty), blast=Blast.TOOL)
        place: Pointer = (*_ROOT, "type")
        if "type" in schema and schema["type"] != "object":
            said = f"the type of its parameters is {schema['type']!r}, not `object`"
            tool.refuse(said, at=place, edit=set_to(place, "object"), blast=Blast.TOOL)
        if dynamic and (place := next(dynamic_places(schema, _ROOT), ())):
            said = f"`{place[-1]}` in its parameters is not supported"
            tool.refuse(said, at=place, edit=remove(place), blast=Blast.TOOL)

    return each(act)


@kind
def openclaw_schema(args: Shape) -> Step:
    """Prepares parameters as OpenClaw does for a `provider`: any, google, llamacpp or openai."""
    provider = args.text("provider", required=True)
    if provider and provider not in _PROVIDERS:
        args.mistakes.unknown(args.at("provider"), "provider", provider, _PROVIDERS, key=False)
    clean = _PROVIDERS.get(provider, _PROVIDERS["any"])

    def act(tool: Candidate) -> None:
        if provider == "openai" and (tool.schema is ABSENT or tool.schema is None or tool.schema == []):
            tool.schema = {}  # strict mode takes a tool without parameters
        if not isinstance(tool.schema, dict):
            return
        try:
            tool.schema = prepared(tool.schema, clean)
        except (TooLarge, RecursionError):
            tool.refuse("its references expand to more than can be sent", at=_ROOT, blast=Blast.TOOL)

    return each(act)


@kind
def openclaw_strict(args: Shape) -> Step:
    """Refuses parameters for which OpenClaw does not ask OpenAI for strict mode."""

    def act(tool: Candidate) -> None:
        if not isinstance(tool.schema, dict):
            tool.refuse("its parameters are no mapping", at=_ROOT)
        if flaw := next(strict_flaws(tool.schema, _ROOT), None):
            place, what = flaw
            where = ".".join(map(str, place[1:-1])) or "the root"
            said = f"strict mode is not asked for: `{where}` of its parameters {what}"
            tool.refuse(said, at=place, edit=_strict_edit(place, what))

    return each(act)


def _strict_edit(place: Pointer, what: str) -> Edit | None:
    """Return the change that mends one place, where one change can."""
    if place[-1] == "additionalProperties" and "takes" in what:
        return set_to(place, False)
    if place[-1] == "type":
        return change_at(place, _first_type, "keep one type")
    if place[-1] == "required":
        return change_at(place[:-1], _all_required, "require every property")
    return None


def _first_type(kinds: Value) -> Value:
    stated = [kind for kind in kinds if kind != "null"] if isinstance(kinds, list) else []
    return stated[0] if stated else "string"


def _all_required(schema: Value) -> Value:
    if not isinstance(schema, dict):
        return schema
    properties = schema.get("properties")
    return {**schema, "required": list(properties) if isinstance(properties, dict) else []}
