"""What to write into an MCP server's list of tools so that a tool says what it should."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.report.plan.contracts import Defined, Recipe, Written, reached
from auditor.report.plan.wanted import Append, Put, Wanted, at
from auditor.report.plan.writing import Plain

_FROM_SERVER = "The list is what the server answers: change the tool in the server, and record the list again."
_HINTS = {
    "hints.read_only": "readOnlyHint",
    "hints.destructive": "destructiveHint",
    "hints.idempotent": "idempotentHint",
    "hints.open_world": "openWorldHint",
}


def description(defined: Defined) -> Written:
    """Return a description for the tool."""
    says = "<what it does, when to use it, and what it returns>"
    return Written(wanted=at((*defined.pointer, "description"), Put(says)), complete=False, note=_FROM_SERVER)


def structured_result(defined: Defined) -> Written:
    """Return a schema for the result."""
    schema: Plain = {
        "type": "object",
        "properties": {"<field>": {"type": "<type>", "description": "<meaning>"}},
        "required": ["<field>"],
    }
    return Written(wanted=at((*defined.pointer, "outputSchema"), Put(schema)), complete=False, note=_FROM_SERVER)


def closed_arguments(defined: Defined) -> Written | None:
    """Return that the tool takes no arguments but those it names."""
    schema = defined.value.get("inputSchema")
    if not isinstance(schema, dict) or any(key in schema for key in ("allOf", "oneOf", "anyOf", "$ref")):
        return None
    wanted = at((*defined.pointer, "inputSchema", "additionalProperties"), Put(False))
    return Written(wanted=wanted, complete=True, note=_FROM_SERVER)


def idempotency_key(defined: Defined) -> Written | None:
    """Return an argument for a key by which the server knows a retry."""
    says = "Unique for each action; a repetition with the same key returns the first result."
    return _argument(defined, "idempotency_key", {"type": "string", "description": says}, required=True)


def dry_run(defined: Defined) -> Written | None:
    """Return an argument for a trial run."""
    says = "Checks the call and reports its effect without carrying it out."
    return _argument(defined, "dry_run", {"type": "boolean", "description": says}, required=False)


def hint(attribute: str, value: bool) -> Recipe | None:
    """Return the recipe for an annotation; None where the attribute is no hint."""
    key = _HINTS.get(attribute)
    if key is None:
        return None

    def written(defined: Defined) -> Written:
        return Written(wanted=at((*defined.pointer, "annotations", key), Put(value)), complete=True, note=_FROM_SERVER)

    return written


def _argument(defined: Defined, name: str, schema: Plain, *, required: bool) -> Written | None:
    properties = reached(dict(defined.value), ("inputSchema", "properties"))
    if not isinstance(properties, dict):
        return None
    inner: dict[str | int, Wanted] = {"properties": {name: Put(schema)}}
    if required:
        listed = isinstance(reached(dict(defined.value), ("inputSchema", "required")), list)
        inner["required"] = Append((name,)) if listed else Put([name])
    whole: Wanted = {"inputSchema": inner}
    for step in reversed(defined.pointer):
        whole = {step: whole}
    return Written(wanted=whole, complete=True, note=_FROM_SERVER)


RECIPES: Mapping[str, Recipe] = {
    "description": description,
    "structured_result": structured_result,
    "returns_state": structured_result,
    "open_arguments": closed_arguments,
    "idempotency_key": idempotency_key,
    "dry_run": dry_run,
}
"""By the attribute that is to change."""
