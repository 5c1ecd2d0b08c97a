"""Rules about the values of root keys, and root keys that are added or have to be there."""

from __future__ import annotations

from auditor.checklist.shape import Shape
from auditor.documents import Value
from auditor.frameworks.candidate import Candidate, Loss, Step, each
from auditor.frameworks.edits import set_to
from auditor.frameworks.rules import kind

_ROOT = ("inputSchema",)
_FILLINGS: dict[str, Value] = {"type": "object", "properties": {}, "required": []}


@kind
def add_root_key(args: Shape) -> Step:
    """Puts `key` with `value` at the root of an input schema that has no such key."""
    key, value = args.text("key", required=True), args.get("value")

    def act(tool: Candidate) -> None:
        if isinstance(tool.schema, dict) and key not in tool.schema:
            tool.schema = {**tool.schema, key: value}

    return each(act)


@kind
def require_root_keys(args: Shape) -> Step:
    """Refuses an input schema that lacks one of `keys` at its root."""
    keys = args.texts("keys")

    def act(tool: Candidate) -> None:
        if not isinstance(tool.schema, dict):
            return
        for key in keys:
            if key not in tool.schema:
                edit = set_to((*_ROOT, key), _FILLINGS[key]) if key in _FILLINGS else None
                tool.refuse(f"the root of its schema lacks `{key}`", at=_ROOT, edit=edit)

    return each(act)


@kind
def typed_properties(args: Shape) -> Step:
    """Refuses `properties` that is no mapping and `required` that is no list of names in `properties`."""

    def act(tool: Candidate) -> None:
        if not isinstance(tool.schema, dict):
            return
        properties, required = tool.schema.get("properties", {}), tool.schema.get("required", [])
        if not isinstance(properties, dict):
            place = (*_ROOT, "properties")
            tool.refuse("`properties` is no mapping", at=place, edit=set_to(place, {}))
        place = (*_ROOT, "required")
        if not isinstance(required, list):
            tool.refuse("`required` is no list", at=place, edit=set_to(place, []))
        strange = [name for name in required if not isinstance(name, str) or name not in properties]
        if strange:
            known: list[Value] = [name for name in required if isinstance(name, str) and name in properties]
            said = f"`required` names {strange[0]!r}, which is not in `properties`"
            tool.refuse(said, at=place, edit=set_to(place, known))

    return each(act)


@kind
def schema_not_looked_at(args: Shape) -> Step:
    """Counts an input schema that is no mapping as lost: the framework passes it on without reading it."""

    def act(tool: Candidate) -> None:
        if not isinstance(tool.schema, dict):
            what = "is no mapping, so that it is passed on unchecked and no argument can be told from it"
            tool.losses.append(Loss(pointer=_ROOT, what=what))

    return each(act)
