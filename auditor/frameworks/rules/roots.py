"""Rules about the root of the input schema."""

from __future__ import annotations

from auditor.checklist.shape import Shape
from auditor.documents import Value
from auditor.frameworks.candidate import ABSENT, Candidate, Step, each
from auditor.frameworks.edits import remove, set_to
from auditor.frameworks.rules import kind

_ROOT = ("inputSchema",)


@kind
def require_schema(args: Shape) -> Step:
    """Refuses a tool whose input schema is missing or is no mapping."""

    def act(tool: Candidate) -> None:
        if tool.schema is ABSENT:
            tool.refuse("it has no input schema", edit=set_to(_ROOT, {"type": "object", "properties": {}}))
        if not isinstance(tool.schema, dict):
            tool.refuse("its input schema is no mapping", at=_ROOT, edit=set_to(_ROOT, {"type": "object"}))

    return each(act)


@kind
def require_root_type(args: Shape) -> Step:
    """Refuses an input schema whose `type` is not the text `object`."""

    def act(tool: Candidate) -> None:
        if isinstance(tool.schema, dict) and tool.schema.get("type") != "object":
            what = "states no type" if "type" not in tool.schema else f"has the type {tool.schema['type']!r}"
            place = (*_ROOT, "type")
            tool.refuse(f"its input schema {what}, not `object`", at=place, edit=set_to(place, "object"))

    return each(act)


@kind
def allow_root_keys(args: Shape) -> Step:
    """Refuses an input schema with a root key other than these `keys`; `all: true` asks for every one of them."""
    keys, whole = args.texts("keys"), args.flag("all")

    def act(tool: Candidate) -> None:
        if not isinstance(tool.schema, dict):
            return
        if more := [key for key in tool.schema if key not in keys]:
            place = (*_ROOT, more[0])
            tool.refuse(
                f"the root of its schema has `{more[0]}`; only {_listed(keys)} may stand there",
                at=place,
                edit=remove(place),
            )
        if whole and (missing := [key for key in keys if key not in tool.schema]):
            fillings: dict[str, Value] = {"type": "object", "properties": {}, "required": []}
            filling = fillings.get(missing[0])
            tool.refuse(
                f"the root of its schema lacks `{missing[0]}`", at=_ROOT, edit=set_to((*_ROOT, missing[0]), filling)
            )

    return each(act)


@kind
def keep_root_keys(args: Shape) -> Step:
    """Drops every root key of the input schema but these `keys`."""
    keys = args.texts("keys")

    def act(tool: Candidate) -> None:
        if isinstance(tool.schema, dict):
            tool.schema = {key: value for key, value in tool.schema.items() if key in keys}

    return each(act)


def _listed(words: tuple[str, ...]) -> str:
    quoted = [f"`{word}`" for word in words]
    return f"{', '.join(quoted[:-1])} and {quoted[-1]}" if len(quoted) > 1 else "".join(quoted)
