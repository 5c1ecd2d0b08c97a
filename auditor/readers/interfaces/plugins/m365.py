"""Reads plugin manifests of Microsoft 365 Copilot: functions for the model, and runtimes that run them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.model.claims import Claim
from auditor.model.description import Description, Input, ReadState
from auditor.model.entities import tool_id, unknown_members_id
from auditor.model.kinds import EvidenceLevel
from auditor.readers.interfaces.cited import without_variables
from auditor.readers.interfaces.listing import Listing, Subject, distinct, interface_id
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.plugins import access
from auditor.readers.interfaces.plugins.behind import Action, Behind, claim_link, claim_words, take_over
from auditor.readers.interfaces.plugins.differences import differences
from auditor.readers.interfaces.plugins.functions import claims_of_function
from auditor.readers.interfaces.plugins.runtimes import LOCAL, MCP, OPENAPI, Runtime, read_runtimes
from auditor.readers.interfaces.values import mapping, text
from auditor.readers.reader import Reading, input_of

PROTOCOL = "m365-plugin"
_PROTOCOLS = {OPENAPI: "openapi", MCP: "mcp"}
_VERSION = re.compile(r"v2(\.\d+)?", re.IGNORECASE)
_KNOWN = frozenset({"v2", "v2.1", "v2.2", "v2.3", "v2.4"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    """One action that the plugin offers to the model."""

    name: str
    function: Node | None
    """None where the manifest leaves the functions to the contract behind it."""
    runtime: Runtime | None
    action: Action | None
    """What the contract behind it says."""


def is_m365(root: Node) -> bool:
    """Tell whether a value is the manifest of a Microsoft 365 Copilot plugin."""
    value = mapping(root.value)
    listed = any(isinstance(value.get(key), list) for key in ("functions", "runtimes"))
    return listed and bool(_VERSION.fullmatch(text(value.get("schema_version"))))


def read_m365(root: Node, reading: Reading, name: str | None) -> Description:
    """Return the plugin as an interface whose tools are its functions, each with what its runtime's contract says."""
    notes = Notes()
    human = without_variables(root.text("name_for_human"))
    listing = Listing(
        interface=interface_id(name, root.text("namespace") or human, "plugin"),
        name=human or root.text("namespace") or name or "plugin",
        protocol=PROTOCOL,
        location=root.location,
    )
    if root.text("schema_version").lower() not in _KNOWN:
        notes.tell(f"schema_version {root.text('schema_version')} is newer than what is known here: v2.4", root)
    runtimes = list(read_runtimes(root, reading, listing.interface.id, notes))
    if any(runtime.unread or runtime.behind for runtime in runtimes):
        listing.leave_references()
    _claim_interface(listing, root, runtimes)
    offers = list(_offers(listing, root, runtimes, notes))
    taken = [unknown_members_id(listing.interface.id)]
    wanted = [(tool_id(listing.interface.id, own_id=offer.name), "") for offer in offers]
    for offer, identity in zip(offers, distinct(wanted, taken=taken), strict=True):
        _claim_tool(listing, identity, offer, root, notes)
    return _finished(listing, root, runtimes, notes)


def _finished(listing: Listing, root: Node, runtimes: list[Runtime], notes: Notes) -> Description:
    description = listing.finish()
    description.notes += notes.all()
    why = next((runtime.unread for runtime in runtimes if runtime.unread), "")
    description.inputs.append(input_of(root.document, "plugin", ReadState.PARTLY if why else ReadState.READ, why))
    for runtime in runtimes:
        _add_inputs(description, runtime.inputs)
    for behind in _contracts(runtimes):
        _add_inputs(description, behind.description.inputs)
        description.notes += behind.description.notes
    return description


def _add_inputs(description: Description, entries: Iterable[Input]) -> None:
    known = {entry.path for entry in description.inputs}
    description.inputs += (entry for entry in entries if entry.path not in known)


def _contracts(runtimes: list[Runtime]) -> list[Behind]:
    """Return the contracts behind the runtimes, one that several share once."""
    return list({id(runtime.behind): runtime.behind for runtime in runtimes if runtime.behind is not None}.values())


def _claim_interface(listing: Listing, root: Node, runtimes: list[Runtime]) -> None:
    about = listing.interface
    claim_words(about, root)
    shown = {runtime.authentication for runtime in runtimes}
    if len(shown) == 1 and (only := shown.pop()):
        about.says("authentication", (only,), runtimes[0].node.location.child("auth"))
    for behind in (contracts := _contracts(runtimes)):
        listing.description.claims += behind.about_interface(alone=len(contracts) == 1)
    for runtime in runtimes:
        url = (runtime.node.get("spec") or runtime.node).get("url")
        if runtime.kind == MCP and url is not None and text(url.value):
            about.says("urls", (text(url.value),), url.location)
            if len(runtimes) == 1:
                about.says("transport", "http", url.location, detail="a remote MCP server")


def _offers(listing: Listing, root: Node, runtimes: list[Runtime], notes: Notes) -> Iterator[_Offer]:
    stated = root.get("functions")
    if stated is not None and not isinstance(stated.value, list):
        notes.wrong(stated, "`functions`", "a list")
        listing.miss("the functions cannot be read")
    listed: set[str] = set()
    for function in stated.items() if stated else ():
        name = function.text("name")
        if not name:
            notes.tell("a function without a name; not read", function)
            listing.miss("a function has no name")
            continue
        listed.add(name)
        runtime = _runtime_of(name, runtimes)
        action = runtime.behind.by_name.get(name) if runtime and runtime.behind else None
        yield _Offer(name=name, function=function, runtime=runtime, action=action)
    for runtime in runtimes:
        # Functions are inferred from OpenAPI only where none is listed; the tools of a server are all available.
        if stated is None or runtime.kind == MCP:
            yield from _inferred(listing, runtime, listed)


def _runtime_of(name: str, runtimes: list[Runtime]) -> Runtime | None:
    """Return the runtime that runs a function: one that has it, where several say that they run all of theirs."""
    running = [runtime for runtime in runtimes if runtime.runs(name)]
    having = [runtime for runtime in running if runtime.behind is not None and name in runtime.behind.by_name]
    return next(iter(having or running), None)


def _inferred(listing: Listing, runtime: Runtime, listed: set[str]) -> Iterator[_Offer]:
    unread = runtime.unread or (runtime.behind.unread if runtime.behind else "")
    if unread:
        listing.miss(unread)
    for action in runtime.behind.actions if runtime.behind else ():
        name = action.name or action.entity.name
        if name not in listed and runtime.runs(name):
            yield _Offer(name=name, function=None, runtime=runtime, action=action)


def _claim_tool(listing: Listing, identity: str, offer: _Offer, root: Node, notes: Notes) -> None:
    action, runtime = offer.action, offer.runtime
    place = offer.function or root
    location = place.location if offer.function or action is None else action.entity.location or place.location
    # What runs the function says what it is, also where the contract cannot be read: no control may pass it over then.
    protocol = _PROTOCOLS.get(runtime.kind, "") if runtime is not None else ""
    tool = listing.tool(identity, offer.name, location, protocol=protocol)
    own = _own_claims(offer, tool, listing, notes)
    listing.description.claims += own
    if runtime is not None:
        _claim_authentication(tool, runtime, action)
    if action is None:
        _claim_contract(tool, offer, place, notes)
    else:
        take_over(listing.description, tool, action, but={"protocol", *(claim.attribute for claim in own)})
        _claim_differences(tool, own, action, place)
    if runtime is not None and runtime.contract and (action is not None or runtime.behind is None):
        reason = f"the plugin's runtime names {runtime.contract}, where the action has the function's name"
        name = action.name if action is not None else offer.name
        claim_link(tool, name, runtime.contract, reason=reason, node=place, level=EvidenceLevel.DOCUMENTED)


def _claim_differences(tool: Subject, own: list[Claim], action: Action, place: Node) -> None:
    points = tuple(differences(own, action))
    detail = "the manifest and the contract behind it were compared"
    tool.says("discrepancies", points, place.location, detail=detail)


def _own_claims(offer: _Offer, tool: Subject, listing: Listing, notes: Notes) -> list[Claim]:
    """Return what the manifest says of the function, but for the contract where that is for its runtime to say."""
    if offer.function is None:
        return []
    local = offer.runtime is not None and offer.runtime.kind == LOCAL
    claims = claims_of_function(offer.function, tool.id, offer.action, listing, notes, alone=local)
    return [claim for claim in claims if claim.attribute != "contract" or claim.value == "broken" or local]


def _claim_authentication(tool: Subject, runtime: Runtime, action: Action | None) -> None:
    shown = runtime.authentication
    if shown and not (action and access.answers(shown, action.value("authentication"))):
        place = runtime.node.location.child("auth")
        unconfirmed = runtime.kind == OPENAPI and action is None
        level = EvidenceLevel.INFERRED if unconfirmed else EvidenceLevel.DOCUMENTED
        tool.says("authentication", (shown,), place, detail="stated for the plugin's runtime", level=level)


def _claim_contract(tool: Subject, offer: _Offer, place: Node, notes: Notes) -> None:
    """Claim the contract of a function behind which no operation was found; nothing where its file was not read."""
    runtime = offer.runtime
    if runtime is None:
        because = f"no runtime runs the function {offer.name}"
    elif runtime.kind == LOCAL:
        if offer.function is not None and offer.function.get("parameters") is None:
            tool.says("contract", "resolved", place.location, detail="a function without parameters")
        return
    elif runtime.behind is None:
        return
    else:
        because = f"{runtime.behind.path or 'the tool list'} has nothing called {offer.name}"
    notes.tell(because, place)
    tool.says("contract", "broken", place.location, detail=because)
