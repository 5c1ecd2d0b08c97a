"""What a tool costs and spares: the tokens of its definition, and whether one call acts on several objects."""

from __future__ import annotations

from auditor.derive.claims import Claims, infer
from auditor.model.claims import Record
from auditor.model.entities import Entity
from auditor.model.tokens import HOW_ESTIMATED, tokens_of_characters
from auditor.model.words import singular, words_of_name

_SEVERAL = frozenset(("batch", "bulk", "many", "multi", "multiple", "mass"))
_OBJECTS = frozenset(("ids", "identifiers", "keys", "items", "records", "objects", "entries", "operations", "requests"))
"""Last words of arguments that hold the objects of an action."""


def derive_economy(claims: Claims, tool: Entity) -> None:
    """Claim the tokens of a definition by its size, and whether one call acts on several objects.

    A contract that declares a list of objects as argument says so itself; a word such as `batch` in a name, or that no
    argument is such a list, is only a sign.
    """
    size = claims.value(tool.id, "definition_size")
    if isinstance(size, int) and not claims.of(tool.id, "definition_tokens"):
        level = max(claim.level for claim in claims.of(tool.id, "definition_size"))
        infer(claims, tool, "definition_tokens", tokens_of_characters(size), HOW_ESTIMATED, "definition_size", level)
    if not claims.of(tool.id, "bulk"):
        _derive_bulk(claims, tool)


def _derive_bulk(claims: Claims, tool: Entity) -> None:
    words = words_of_name(str(claims.value(tool.id, "own_name") or tool.name))
    if several := next((word for word in words if word in _SEVERAL), ""):
        infer(claims, tool, "bulk", True, f"`{several}` in the name", "own_name")
        return
    parameters = claims.value(tool.id, "parameters")
    if not isinstance(parameters, tuple):
        return
    records = [record for record in parameters if isinstance(record, Record)]
    if (found := next((record for record in records if takes_objects(record, words)), None)) is not None:
        level = max(claim.level for claim in claims.of(tool.id, "parameters"))
        infer(claims, tool, "bulk", True, f"the argument `{found.name}` takes several objects", "parameters", level)
    elif all("type" in record.fields for record in records):
        infer(claims, tool, "bulk", False, "no argument takes several objects, by its name", "parameters")


def takes_objects(argument: Record, tool_words: list[str]) -> bool:
    """Tell whether an argument holds the objects that a tool acts on: a list of ids, or of what its name is about."""
    words = words_of_name(argument.name)
    last = words[-1] if words else ""
    if last == "ids":
        return True
    if "array" not in str(argument.fields.get("type", "")):
        return False
    return last in _OBJECTS or (singular(last) != last and singular(last) in map(singular, tool_words))
