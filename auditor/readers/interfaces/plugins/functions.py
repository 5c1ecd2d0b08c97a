"""What a Microsoft 365 Copilot plugin says of one of its functions: words, parameters, confirmation, data handling."""

from __future__ import annotations

from auditor.model.claims import Claim, Location
from auditor.model.description import Description
from auditor.model.kinds import EvidenceLevel
from auditor.readers.interfaces.calling import claim_deprecation_in_words, claim_prose
from auditor.readers.interfaces.listing import Listing, Subject
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.plugins.behind import Action
from auditor.readers.interfaces.tool_schemas import claim_input, claim_size
from auditor.readers.interfaces.values import texts

_READS = frozenset({"GetPublicData", "GetPrivateData", "DataTransform"})
_HANDLING = _READS | {"DataExport", "ResourceStateUpdate"}
"""Values of `security_info.data_handling`, by which a plugin attests what a function does (manifest 2.2 and later)."""

_CONSEQUENTIAL = ("x-openai-isConsequential", "x-oai-isConsequential")
_LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})
_CHANGING = frozenset({"PUT", "PATCH", "DELETE"})


def claims_of_function(
    function: Node, tool: str, action: Action | None, listing: Listing, notes: Notes, *, alone: bool
) -> list[Claim]:
    """Return what the manifest says of a function; `alone` where no contract can say anything beside it."""
    own = Description()
    subject = Subject(own, tool)
    subject.says("own_name", function.text("name"), function.location.child("name"))
    prose = _claim_words(subject, function, notes, alone=alone)
    schema = function.get("parameters")
    stated = schema is not None and isinstance(schema.value, dict)
    if schema is not None and stated:
        claim_input(subject, listing, schema, notes, can_write=True)
    elif schema is not None:
        notes.wrong(schema, "the parameters of a function", "a mapping")
    elif alone:
        subject.says("parameters", (), function.location, detail="none are listed")
    if stated or alone:
        claim_size(subject, function, name=function.text("name"), description=prose, schema=schema)
    elif action is not None and prose:
        _claim_size_with(subject, function, action, prose)
    returns = function.get("returns")
    if alone and returns is not None and returns.text("type") == "string":
        subject.says("structured_result", False, returns.location, detail="the function returns a text")
    method = str(action.value("method") or "") if action else ""
    # A contract that was not read could say otherwise, so that what it would have confirmed is only inferred.
    level = EvidenceLevel.DOCUMENTED if action is not None or alone else EvidenceLevel.INFERRED
    _claim_approval(subject, function, action, method, level)
    _claim_data_handling(subject, function, method, level, notes)
    return own.claims


def _claim_words(tool: Subject, function: Node, notes: Notes, *, alone: bool) -> str:
    """Claim the words that the model gets: the description, and how to use the function while reasoning."""
    described = function.get("description")
    if described is not None and not isinstance(described.value, str | None):
        notes.wrong(described, "a description", "a text")
        return ""
    states = function.get("states")
    reasoning = states.get("reasoning") if states else None
    parts = [function.text("description"), *(_told(reasoning) if reasoning else ())]
    prose = "\n\n".join(part for part in parts if part)
    if prose or alone:
        claim_prose(tool, prose, (described or function).location)
        claim_deprecation_in_words(tool, "", prose, function.location)
    return prose


def _told(state: Node) -> tuple[str, ...]:
    instructions = state.get("instructions")
    several = texts(instructions.value) if instructions else ()
    return (state.text("description"), state.text("instructions"), *several)


def _claim_size_with(tool: Subject, function: Node, action: Action, prose: str) -> None:
    size, replaced = action.value("definition_size"), action.value("description")
    if isinstance(size, int) and isinstance(replaced, str):
        detail = "that of the operation, with the function's words"
        tool.says("definition_size", size - len(replaced) + len(prose), function.location, detail=detail)


def _claim_approval(
    tool: Subject, function: Node, action: Action | None, method: str, confirmed: EvidenceLevel
) -> None:
    """Claim who agrees before a call.

    Microsoft 365 Copilot asks before each call that is no GET; a card words the question, `None` leaves it out, and
    `x-openai-isConsequential: false` lets the user allow all calls at once.
    """
    card = (function.get("capabilities") or function).get("confirmation")
    for_good = action is not None and action.extension(*_CONSEQUENTIAL) is False
    for_good = for_good or (card is not None and method in _LOOKING and card.says("isNonConsequential"))
    if card is not None and card.text("type").lower() == "none":
        tool.says("approval", "none", card.location)
    elif card is not None and isinstance(card.value, dict):
        detail = "a card asks the user" + (", who may allow all further calls" if for_good else "")
        level = EvidenceLevel.INFERRED if for_good else confirmed
        tool.says("approval", "human", card.location, detail=detail, level=level)
    elif method and method not in _LOOKING and not for_good:
        detail = f"by default Microsoft 365 Copilot asks the user before a {method} request"
        tool.says("approval", "human", function.location, detail=detail, level=EvidenceLevel.INFERRED)


def _claim_data_handling(tool: Subject, function: Node, method: str, confirmed: EvidenceLevel, notes: Notes) -> None:
    security = (function.get("capabilities") or function).get("security_info")
    stated = security.get("data_handling") if security else None
    if stated is None:
        return
    handling = set(texts(stated.value))
    if not handling or handling - _HANDLING:
        notes.tell("data_handling is none of the known values", stated)
        return
    place: Location = stated.location
    tool.says("reads_private_data", "GetPrivateData" in handling, place, detail="data_handling")
    if "DataExport" in handling:
        detail = "DataExport: it writes to a place outside of the function"
        tool.says("sends_outside", True, place, detail=detail, level=EvidenceLevel.INFERRED)
    if handling <= _READS and method not in _CHANGING:
        tool.says("effects", ("read",), place, detail="data_handling names reading only", level=confirmed)
    elif "ResourceStateUpdate" in handling and method in _LOOKING:
        tool.says("effects", ("update",), place, detail="ResourceStateUpdate")
