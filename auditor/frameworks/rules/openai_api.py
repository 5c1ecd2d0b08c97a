"""Rules of OpenAI's API about functions, as its documentation and its error messages say them."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.checklist.shape import Shape
from auditor.documents import Value
from auditor.frameworks.candidate import ABSENT, Candidate, Step, each
from auditor.frameworks.edits import set_to
from auditor.frameworks.rules import kind
from auditor.frameworks.schemas import subschemas

_ROOT = ("inputSchema",)
_MOST_PROPERTIES, _MOST_VALUES = 5000, 1000
_NOT_STRICT = ("allOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas")


@kind
def optional_parameters(args: Shape) -> Step:
    """Refuses an input schema that is no mapping; a tool without one takes no arguments."""

    def act(tool: Candidate) -> None:
        if tool.schema is not ABSENT and tool.schema is not None and not isinstance(tool.schema, dict):
            empty: Value = {"type": "object", "properties": {}}
            tool.refuse("its input schema is no mapping", at=_ROOT, edit=set_to(_ROOT, empty))

    return each(act)


@kind
def lists_state_items(args: Shape) -> Step:
    """Refuses a list anywhere in the input schema that does not say what its `items` are."""

    def act(tool: Candidate) -> None:
        if not isinstance(tool.schema, dict):
            return
        for place, found in subschemas(tool.schema, _ROOT):
            if isinstance(found, dict) and _is_bare_list(found):
                where = ".".join(map(str, place[1:])) or "the root"
                edit = set_to((*place, "items"), {"type": "string"}, "say what the items of the list are")
                tool.refuse(f"`{where}` is a list that states no items", at=place, edit=edit)

    return each(act)


def _is_bare_list(schema: dict[str, Value]) -> bool:
    kinds = schema.get("type")
    is_list = kinds == "array" or (isinstance(kinds, list) and "array" in kinds)
    return is_list and "items" not in schema and "prefixItems" not in schema


@kind
def strict_mode_limits(args: Shape) -> Step:
    """Notes where a schema breaks a documented limit of strict mode that only the service itself checks."""

    def act(tool: Candidate) -> None:
        if isinstance(tool.schema, dict):
            tool.notes.extend(f"strict mode is documented to refuse this: {flaw}" for flaw in _beyond(tool.schema))

    return each(act)


def _beyond(schema: dict[str, Value]) -> Iterator[str]:
    properties = values = 0
    seen: set[str] = set()
    for _, found in subschemas(schema):
        if not isinstance(found, dict):
            continue
        properties += len(held) if isinstance(held := found.get("properties"), dict) else 0
        values += len(listed) if isinstance(listed := found.get("enum"), list) else 0
        seen.update(key for key in _NOT_STRICT if key in found)
    if properties > _MOST_PROPERTIES:
        yield f"it has {properties} properties, more than {_MOST_PROPERTIES}"
    if values > _MOST_VALUES:
        yield f"its enums have {values} values, more than {_MOST_VALUES}"
    yield from (f"it uses `{key}`" for key in _NOT_STRICT if key in seen)
