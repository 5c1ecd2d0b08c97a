"""Rules about how Semantic Kernel takes the tools of an MCP server."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from auditor.checklist.shape import Shape
from auditor.documents import Pointer, Value
from auditor.frameworks.candidate import Blast, Candidate, Refused, Step, each
from auditor.frameworks.edits import remove, set_to
from auditor.frameworks.repairs import renamed
from auditor.frameworks.rules import kind

_NAME = re.compile(r"[0-9A-Za-z_-]+")
_ROOT = ("inputSchema",)
_HANGS = "Semantic Kernel waits for the server for ever"


@kind
def kernel_function_names(args: Shape) -> Step:
    """Names each tool as Semantic Kernel does, with `-` for what it does not take. A tool whose name is one of the
    plugin's own `attributes`, or that another tool has before it, is left out; of tools called alike the last stays.
    """
    attributes = args.texts("attributes")

    def step(tools: Sequence[Candidate]) -> None:
        owners: dict[tuple[str, str], Candidate] = {}
        for tool in tools:
            stated = tool.name if isinstance(tool.name, str) else ""
            local = re.sub(r"[^A-Za-z0-9_.-]", "-", stated)
            owner = owners.get((tool.definition.server, local))
            if owner is not None and owner.name != stated:
                tool.refusal = _left_out(f"`{owner.name}` is called `{local}` too", stated)
            elif local in attributes:
                tool.refusal = _left_out(f"`{local}` is an attribute of the plugin itself", stated)
            else:
                if owner is not None:
                    owner.refusal = _left_out("a later tool has the same name", stated)
                owners[(tool.definition.server, local)] = tool
        for (_, local), tool in owners.items():
            if not isinstance(tool.refusal, Refused):
                tool.name = local or "unknown"

    return step


def _left_out(why: str, name: str) -> Refused:
    edit = set_to(("name",), f"{name}_2")
    return Refused(f"Semantic Kernel leaves it out: {why}", at=("name",), edit=edit, blast=Blast.TOOL)


@kind
def kernel_function_metadata(args: Shape) -> Step:
    """Makes the metadata of a Semantic Kernel function: the properties, one parameter each, and which are required.
    A tool without a description gets `description`.
    """
    description = args.text("description", required=True)

    def act(tool: Candidate) -> None:
        schema = tool.schema if isinstance(tool.schema, dict) else {}
        properties, required = parameters(tool, schema.get("properties"), schema.get("required", []))
        if not isinstance(tool.name, str) or not _NAME.fullmatch(tool.name):
            edit = set_to(("name",), re.sub(r"[^0-9A-Za-z_-]", "-", str(tool.name)))
            tool.refuse(
                f"its name `{tool.name}` has other characters than letters, digits, `_` and `-`",
                at=("name",),
                edit=edit,
            )
        tool.description = tool.description if tool.description and isinstance(tool.description, str) else description
        tool.schema = {"type": "object", "properties": properties, "required": required}

    return each(act)


def parameters(tool: Candidate, stated: Value, required: Value) -> tuple[dict[str, Value], list[Value]]:
    """Return the properties that arrive, and which are required. Refuses what is none."""
    if not stated:
        return {}, []
    if not isinstance(stated, dict):
        tool.refuse(f"its `properties` are no mapping: {_HANGS}", at=(*_ROOT, "properties"), blast=Blast.AGENT)
    if not isinstance(required, list | str | dict):
        place = (*_ROOT, "required")
        tool.refuse(f"its `required` is no list: {_HANGS}", at=place, edit=remove(place), blast=Blast.AGENT)
    found = {name: _details(tool, item, (*_ROOT, "properties", name)) for name, item in stated.items()}
    for name, schema in found.items():
        _check_parameter(tool, name, schema)
    return dict(found), [name for name in found if name in required]


def _details(tool: Candidate, item: Value, at: Pointer) -> dict[str, Value]:
    if isinstance(item, str):
        try:
            item = json.loads(item)
        except ValueError:
            tool.refuse(f"`{at[-1]}` is a text and no schema: {_HANGS}", at=at, edit=set_to(at, {}), blast=Blast.AGENT)
    if not isinstance(item, dict):
        tool.refuse(f"the schema of `{at[-1]}` is no mapping: {_HANGS}", at=at, edit=set_to(at, {}), blast=Blast.AGENT)
    return item


def _check_parameter(tool: Candidate, name: str, schema: dict[str, Value]) -> None:
    place = (*_ROOT, "properties", name)
    if not _NAME.fullmatch(name):
        new = re.sub(r"[^0-9A-Za-z_-]+", "_", name).strip("_") or "value"
        what = f"the parameter `{name}` has other characters in its name than letters, digits, `_` and `-`"
        tool.refuse(what, at=place, edit=renamed(place, new))
    word = schema.get("type")
    if word is not None and not isinstance(word, str):
        first = next((item for item in word if isinstance(item, str)), "string") if isinstance(word, list) else "string"
        what = f"the type of `{name}` is no single word but {json.dumps(word)[:60]}"
        tool.refuse(what, at=(*place, "type"), edit=set_to((*place, "type"), first))
