"""What the capabilities of a declarative agent let it reach: the web, code, content in Microsoft 365."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from auditor.model.claims import AttributeValue, Location
from auditor.model.description import Description
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.values import mapping

_WEB = "public-web"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Store:
    """A place in Microsoft 365 whose content an agent may be given."""

    id: str
    name: str
    scopes: tuple[str, ...]
    """Keys that narrow it to some items; without any of them it is everything that the user may see."""
    personal: bool = False
    """Whether what it holds is by its nature about persons."""
    from_outside: bool = False
    """Whether outsiders can write to it."""


_STORES = {
    "OneDriveAndSharePoint": _Store(
        id="m365-onedrive-and-sharepoint",
        name="OneDrive and SharePoint",
        scopes=("items_by_url", "items_by_sharepoint_ids"),
    ),
    "GraphConnectors": _Store(id="m365-copilot-connectors", name="Copilot connectors", scopes=("connections",)),
    "Dataverse": _Store(id="m365-dataverse", name="Dataverse", scopes=("knowledge_sources",)),
    "TeamsMessages": _Store(
        id="m365-teams-messages", name="Teams messages", scopes=("urls",), personal=True, from_outside=True
    ),
    "Email": _Store(
        id="m365-email",
        name="E-mail",
        scopes=("folders", "shared_mailbox", "group_mailboxes"),
        personal=True,
        from_outside=True,
    ),
    "People": _Store(id="m365-people", name="People of the organization", scopes=(), personal=True),
    "Meetings": _Store(id="m365-meetings", name="Meetings", scopes=("items_by_id",), personal=True, from_outside=True),
    "EmbeddedKnowledge": _Store(id="m365-embedded-knowledge", name="Files in the app package", scopes=("files",)),
}
"""Knowledge of declarative agents, manifest versions 1.0 to 1.7."""

_NOTHING_TO_REACH = frozenset({"GraphicArt"})


class CapabilityReader:
    """Reads the capabilities of one agent."""

    def __init__(self, description: Description, agent: str, notes: Notes) -> None:
        self._description = description
        self._agent = agent
        self._notes = notes

    def read(self, root: Node) -> None:
        """Claim what the capabilities say of the agent, and add what they let it reach."""
        stated = root.get("capabilities")
        if stated is not None and not isinstance(stated.value, list):
            self._notes.wrong(stated, "`capabilities`", "a list")
            return
        listed = list(stated.items()) if stated else []
        place = (stated or root).location
        runs_code = next((node for node in listed if node.text("name") == "CodeInterpreter"), None)
        if runs_code is None:
            self._says("code_execution", "none", place, detail="CodeInterpreter is not among its capabilities")
        else:
            detail = "CodeInterpreter; Microsoft runs the code, in a place that the manifest does not describe"
            self._says("code_execution", "sandboxed", runs_code.location, detail=detail, level=EvidenceLevel.INFERRED)
        for capability in listed:
            self._read_one(capability)

    def _read_one(self, capability: Node) -> None:
        name = capability.text("name")
        if name == "WebSearch":
            self._read_web(capability)
        elif name in _STORES:
            self._read_store(capability, _STORES[name])
        elif name == "ScenarioModels":
            ids = [model.text("id") for model in (capability.get("models") or capability).items()]
            told = ", ".join(filter(None, ids)) or "none named"
            self._notes.tell(f"models for single tasks ({told}); the model that the agent thinks with is not stated")
        elif name != "CodeInterpreter" and name not in _NOTHING_TO_REACH:
            self._notes.tell(f"the capability {name or '(without a name)'} is not known; not read", capability)

    def _read_web(self, capability: Node) -> None:
        sites = capability.get("sites")
        listed = list(_sites(sites)) if sites else []
        level = EvidenceLevel.INFERRED if listed else EvidenceLevel.DOCUMENTED
        detail = "WebSearch: it reads web pages" + (" of the sites it names" if listed else "")
        self._says("untrusted_input", True, capability.location, detail=detail, level=level)
        for host, place in listed:
            self._reach(host, host, place)
            self._says("data", ("public",), place, subject=host, detail="what a web search finds")
        if not listed:
            self._reach(_WEB, "The public web", capability.location)
            self._says("data", ("public",), capability.location, subject=_WEB, detail="what a web search finds")
            self._says("trust", "untrusted", capability.location, subject=_WEB, detail="anybody writes web pages")

    def _read_store(self, capability: Node, store: _Store) -> None:
        value = mapping(capability.value)
        scope = next((key for key in store.scopes if value.get(key)), "")
        count = value.get(scope)
        items = f"{len(count)} of its items" if isinstance(count, list) else "a part of it"
        reach = items if scope else "everything there that the user may see"
        place = capability.location
        self._reach(store.id, store.name, place)
        self._says("description", f"{store.name}: {reach}", place, subject=store.id)
        if store.personal:
            level, detail = EvidenceLevel.INFERRED, "what people write to one another and what is known of them"
            self._says("data", ("personal",), place, subject=store.id, level=level, detail=detail)
        if store.from_outside:
            detail = f"{store.name}: people outside can write there"
            self._says("untrusted_input", True, place, detail=detail)
            self._says("trust", "untrusted", place, subject=store.id, detail=detail)
        else:
            detail = "the organization's own content, of many authors"
            level = EvidenceLevel.INFERRED
            self._says("trust", "partly_trusted", place, subject=store.id, detail=detail, level=level)

    def _reach(self, target: str, name: str, place: Location) -> None:
        # What Microsoft runs for its customers is a system of others, not a store that this system deploys.
        level, kind = EvidenceLevel.DOCUMENTED, EntityKind.EXTERNAL
        self._description.entities.append(Entity(id=target, kind=kind, name=name, location=place, level=level))
        self._description.relate(self._agent, RelationKind.READS, target, level, place)

    def _says(
        self,
        attribute: str,
        value: AttributeValue,
        location: Location,
        *,
        subject: str = "",
        detail: str = "",
        level: EvidenceLevel = EvidenceLevel.DOCUMENTED,
    ) -> None:
        self._description.claim(subject or self._agent, attribute, value, level, location, detail=detail)


def _sites(sites: Node) -> Iterator[tuple[str, Location]]:
    """Yield the hosts of the sites that a search is limited to, each once."""
    found: dict[str, Location] = {}
    for site in sites.items():
        try:
            host = urlsplit(site.text("url")).hostname or ""
        except ValueError:
            host = ""
        if host:
            found.setdefault(host, site.location)
    yield from found.items()
