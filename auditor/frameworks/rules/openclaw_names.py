"""Rules of OpenClaw about which tools of an MCP server or a plugin it lists, and under what names and descriptions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from auditor.checklist.shape import Shape
from auditor.documents import Pointer
from auditor.frameworks.candidate import Blast, Candidate, Refused, Step, each
from auditor.frameworks.edits import remove, set_to
from auditor.frameworks.rules import kind

_SPACE = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_AROUND = re.compile(f"^[{_SPACE}]+|[{_SPACE}]+$")
_ORDERED = re.compile(
    rf"(?:ignore|disregard)[{_SPACE}]+(?:all[{_SPACE}]+)?(?:previous|prior|above)[{_SPACE}]+instructions",
    re.IGNORECASE | re.ASCII,
)
_SYSTEM = re.compile(rf"system[{_SPACE}]+prompt", re.IGNORECASE | re.ASCII)
_REDACTED = "[redacted MCP metadata instruction]"
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")
_LONGEST_DESCRIPTION = 1200
_LONGEST_SERVER, _LONGEST_NAME = 30, 64
_UNITS = 0xFFFF
"""Above this, a character is two units of a text in JavaScript."""


@kind
def openclaw_catalog(args: Shape) -> Step:
    """Leaves out what OpenClaw does not list from an MCP server: tools without a name, all tools of one name, tools
    that run as a task only, and tools for its apps only.
    """

    def act(tools: Sequence[Candidate]) -> None:
        counts = Counter((tool.definition.server, _trimmed(tool.name)) for tool in tools if isinstance(tool.name, str))
        for tool in tools:
            if not isinstance(tool.name, str):
                continue
            name = _trimmed(tool.name)
            if not name:
                tool.refusal = Refused("its name is empty", at=("name",), blast=Blast.TOOL)
            elif counts[tool.definition.server, name] > 1:
                said = f"several tools of its server are called `{name}`, and all of them are left out"
                tool.refusal = Refused(said, at=("name",), edit=set_to(("name",), f"{name}_2"), blast=Blast.TOOL)
            else:
                tool.refusal = _left_out(tool)

    return act


def _left_out(tool: Candidate) -> Refused | None:
    stated = tool.definition.stated
    execution, meta = stated.get("execution"), stated.get("_meta")
    if isinstance(execution, dict) and execution.get("taskSupport") == "required":
        place: Pointer = ("execution", "taskSupport")
        said = "it can only be run as a task, which OpenClaw does not do"
        return Refused(said, at=place, edit=set_to(place, "optional"), blast=Blast.TOOL)
    shown = meta.get("ui") if isinstance(meta, dict) else None
    visible = shown.get("visibility") if isinstance(shown, dict) else None
    if isinstance(visible, list) and "model" not in visible:
        place = ("_meta", "ui", "visibility")
        return Refused("it is shown to apps only, not to the model", at=place, edit=remove(place), blast=Blast.TOOL)
    return None


@kind
def openclaw_server_prefix(args: Shape) -> Step:
    """Names the tools of an MCP server `server__tool` in letters, digits, `_` and `-`, and no two alike."""

    def act(tools: Sequence[Candidate]) -> None:
        taken: set[str] = set()
        servers: dict[str, str] = {}
        named = [tool for tool in tools if isinstance(tool.name, str)]
        for tool in named:
            if tool.definition.server not in servers:
                servers[tool.definition.server] = _server_name(tool.definition.server, set(servers.values()))
        for tool in sorted(named, key=lambda tool: (servers[tool.definition.server], _order(str(tool.name)))):
            stated, server = str(tool.name), servers[tool.definition.server]
            made = _tool_name(stated, server, taken)
            taken.add(made.casefold())
            tool.name = made
            tool.name_is_ours = made == f"{server}__{stated}"

    return act


@kind
def openclaw_description(args: Shape) -> Step:
    """Trims a description, cuts it at 1200 characters and takes orders to the model out; an empty one is filled."""

    def act(tool: Candidate) -> None:
        stated = tool.description
        text = _trimmed(stated) if isinstance(stated, str) else ""
        if not text:
            tool.description = f'Provided by bundle MCP server "{tool.definition.server}".'
            return
        text = _SYSTEM.sub("system prompt", _ORDERED.sub(_REDACTED, text))
        tool.description = _cut(text, _LONGEST_DESCRIPTION)

    return each(act)


@kind
def openclaw_plugin_names(args: Shape) -> Step:
    """Refuses a plugin's tool that has no name, or the name of one before it in other capitals or the same."""

    def act(tools: Sequence[Candidate]) -> None:
        taken: set[str] = set()
        for tool in tools:
            if not isinstance(tool.name, str):
                said = "it has no name, so that the plugin's register() fails"
                tool.refusal = Refused(said, at=("name",), edit=set_to(("name",), "tool"), blast=Blast.SERVER)
            elif not (name := _trimmed(tool.name)):
                tool.refusal = Refused("its name is empty", at=("name",))
            elif name.lower() in taken:
                edit = set_to(("name",), f"{name}_2")
                tool.refusal = Refused(f"`{name}` is the name of another tool already", at=("name",), edit=edit)
            else:
                taken.add(name.lower())

    return act


def _trimmed(text: str) -> str:
    return _AROUND.sub("", text)


def _cut(text: str, most: int) -> str:
    """Return a text with `...` after as many UTF-16 units as may stand."""
    if len(text) <= most and not any(ord(character) > _UNITS for character in text):
        return text
    encoded = text.encode("utf-16-le", "surrogatepass")
    if len(encoded) <= 2 * most:
        return text
    return encoded[: 2 * most].decode("utf-16-le", "ignore") + "..."


def _safe(text: str, fallback: str) -> str:
    made = _UNSAFE.sub(lambda found: "-" * (1 + (ord(found[0]) > _UNITS)), _trimmed(text)) or fallback
    return made if re.match("[A-Za-z]", made) else f"{fallback}-{made}"


def _server_name(server: str, taken: set[str]) -> str:
    return _unlike(_safe(server, "mcp")[:_LONGEST_SERVER], _LONGEST_SERVER, "", {name.lower() for name in taken})


def _tool_name(name: str, server: str, taken: set[str]) -> str:
    most = max(1, _LONGEST_NAME - len(server) - 2)
    return _unlike(_safe(name, "tool")[:most], most, f"{server}__", taken)


def _unlike(name: str, most: int, before: str, taken: set[str]) -> str:
    """Return a name with a number behind it if it is taken."""
    made, number = f"{before}{name}", 2
    while made.casefold() in taken:
        made = f"{before}{name[: max(1, most - len(str(number)) - 1)]}-{number}"
        number += 1
    return made


_PUNCTUATION = {character: number for number, character in enumerate(" _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$")}


def _order(name: str) -> tuple[list[tuple[int, str]], str]:
    """Return a key that sorts about as `localeCompare` does: signs, then digits, then letters in any capitals."""
    key = [(_PUNCTUATION.get(character, 100 + character.isalpha()), character.casefold()) for character in name]
    return key, name.swapcase()
