"""Reads ChatGPT plugin manifests: a name, words for the model, access, and the address of an OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import basename, dirname
from urllib.parse import unquote, urlsplit

from auditor.documents import Document
from auditor.model.description import Description, ReadState
from auditor.model.kinds import EvidenceLevel
from auditor.readers.architecture.system_files import missing_input
from auditor.readers.interfaces.cited import Unread, read_cited
from auditor.readers.interfaces.listing import Listing, interface_id
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.plugins import access
from auditor.readers.interfaces.plugins.behind import Behind, claim_link, claim_words, take_over
from auditor.readers.interfaces.values import mapping, text
from auditor.readers.reader import Reading, input_of

PROTOCOL = "chatgpt-plugin"
_WELL_KNOWN = ".well-known"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The OpenAPI document of a plugin, and how sure it is that it is the one."""

    behind: Behind
    level: EvidenceLevel


def is_chatgpt(document: Document) -> bool:
    """Tell whether a document is the manifest of a ChatGPT plugin."""
    value = mapping(document.trees[0].value) if document.trees else {}
    named = isinstance(value.get("name_for_model"), str)
    return named and isinstance(value.get("api"), dict) and text(value.get("schema_version")).lower() == "v1"


def read_chatgpt(document: Document, reading: Reading, name: str | None) -> Description:
    """Return the plugin as an interface whose tools are the operations of its OpenAPI document."""
    root, notes = Node.root(document), Notes()
    own = root.text("name_for_model")
    listing = Listing(
        interface=interface_id(name, own, "plugin"),
        name=root.text("name_for_human") or own,
        protocol=PROTOCOL,
        location=root.location,
    )
    listing.leave_references()
    shown = _claim_interface(listing, root, notes)
    found = _behind(listing, root, reading, notes)
    if isinstance(found, _Found):
        _take_over(listing, found, root, shown)
    description = listing.finish()
    description.notes += notes.all()
    why = found.because if isinstance(found, Unread) else ""
    description.inputs.append(input_of(document, "plugin", ReadState.PARTLY if why else ReadState.READ, why))
    if isinstance(found, Unread):
        description.inputs += [found.entry] if found.entry else []
    else:
        description.inputs += found.behind.description.inputs
        description.notes += found.behind.description.notes
    return description


def _claim_interface(listing: Listing, root: Node, notes: Notes) -> str:
    """Claim the words and the authentication; return the latter."""
    about = listing.interface
    claim_words(about, root)
    auth = root.get("auth")
    shown = access.of_plugin(auth, notes)
    if shown and auth is not None:
        about.says("authentication", (shown,), auth.location)
    return shown


def _behind(listing: Listing, root: Node, reading: Reading, notes: Notes) -> _Found | Unread:
    """Find the OpenAPI document: at its path, else by the path or the name of its address beside the manifest."""
    api = root.get("api") or root
    url = api.get("url") or api
    stated = text(url.value)
    because = f"{stated} is not fetched, and no file of that name stands beside the manifest (see --root)"
    if not stated:
        because = "the manifest names no API document; expected `api.url`"
    entry = None
    for path in _places(stated, root.document):
        found = read_cited(path, url, reading, expected="openapi", name=listing.interface.id)
        if isinstance(found, Description):
            return _Found(behind=Behind(found), level=_matched(path, stated, found, url, notes))
        if found.entry is not None and found.entry.sha256:
            because, entry = found.because, found.entry
            break
    listing.miss(because)
    notes.tell(f"{because}; the tools of this plugin are unknown", url)
    return Unread(because=because, entry=entry or missing_input(stated, root.document, "openapi", because))


def _matched(path: str, stated: str, found: Description, url: Node, notes: Notes) -> EvidenceLevel:
    if path == stated:
        return EvidenceLevel.DOCUMENTED
    message = f"{found.inputs[0].path} is taken for {stated}, which is not fetched"
    notes.tell(f"{message}: a file of the same name, beside the manifest", url)
    return EvidenceLevel.INFERRED


def _places(stated: str, manifest: Document) -> Iterator[str]:
    try:
        parts = urlsplit(stated)
    except ValueError:
        return
    path = unquote(parts.path).lstrip("/")
    if not basename(path):
        return
    if not parts.scheme and not stated.startswith("/"):
        yield stated
    own = dirname(manifest.path)
    above = "../" if basename(own) == _WELL_KNOWN else ""
    yield from dict.fromkeys((f"{above}{path}", f"{above}{basename(path)}", basename(path)))


def _take_over(listing: Listing, found: _Found, root: Node, shown: str) -> None:
    behind = found.behind
    if behind.unread:
        listing.miss(behind.unread)
    for claim in behind.about_interface(alone=True):
        listing.description.claims.append(claim)
    auth = root.get("auth") or root
    for action in behind.actions:
        place = action.entity.location or root.location
        tool = listing.tool(action.entity.id, action.entity.name, place, protocol="openapi", level=found.level)
        fits = bool(shown) and access.answers(shown, action.value("authentication"))
        if shown and not fits:
            tool.says("authentication", (shown,), auth.location, detail="stated for the plugin")
        take_over(listing.description, tool, action, but=("protocol",))
        reason = f"the plugin's API is described by {behind.path}"
        if action.name and found.level >= EvidenceLevel.DECLARED:
            claim_link(tool, action.name, behind.path, reason=reason, node=root.get("api") or root, level=found.level)
            tool.says("discrepancies", (), place, detail="the manifest says nothing of single operations")
