"""What stands behind a plugin: the operations and tools of other contracts, taken over under the plugin's name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from auditor.documents import Value
from auditor.model.claims import AttributeValue, Claim, Record
from auditor.model.description import Description
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind, EvidenceLevel
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Node

_OF_ONE_CONTRACT = frozenset({"version"})
"""What an interface can have once only, so that two contracts of one plugin do not contradict each other."""
_FACE = frozenset({"protocol", "description", "authentication"})
"""What the manifest says of the interface itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One operation or tool of a contract behind a plugin."""

    name: str
    """Its own name: the operationId, the tool's name; empty where it has none."""
    entity: Entity
    claims: tuple[Claim, ...]

    def value(self, attribute: str) -> AttributeValue | None:
        """Return the first value claimed, or None."""
        return next((claim.value for claim in self.claims if claim.attribute == attribute), None)

    def extension(self, *keys: str) -> Value:
        """Return what the definition holds under the first of these keys, or None."""
        location = self.entity.location
        if location is None or location.tree is None:
            return None
        here: Value = location.tree.value
        for step in location.pointer:
            if isinstance(here, dict) and isinstance(step, str):
                here = here.get(step)
            elif isinstance(here, list) and isinstance(step, int) and step < len(here):
                here = here[step]
            else:
                return None
        return next((here[key] for key in keys if key in here), None) if isinstance(here, dict) else None


class Behind:
    """A contract that was read under a plugin's name."""

    def __init__(self, description: Description) -> None:
        self.description = description
        claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in description.claims:
            claims[claim.subject].append(claim)
        tools = [e for e in description.entities if e.kind is EntityKind.TOOL]
        self.unread = next((tool.because for tool in tools if tool.placeholder), "")
        """Why some of its actions are unknown; empty where all are known."""
        self.actions = tuple(_action(tool, claims[tool.id]) for tool in tools if not tool.placeholder)
        self._interfaces = [e.id for e in description.entities if e.kind is EntityKind.INTERFACE]
        self._claims = claims
        often = Counter(action.name for action in self.actions)
        self.by_name: Mapping[str, Action] = {a.name: a for a in self.actions if a.name and often[a.name] == 1}

    @property
    def path(self) -> str:
        """The path of the contract's file."""
        return self.description.inputs[0].path if self.description.inputs else ""

    def about_interface(self, *, alone: bool) -> Iterable[Claim]:
        """Return what the contract says of the interface beside the manifest; `alone` where it is the only one."""
        left_out = _FACE if alone else _FACE | _OF_ONE_CONTRACT
        found = (claim for interface in self._interfaces for claim in self._claims[interface])
        return (claim for claim in found if claim.attribute not in left_out)


def _action(tool: Entity, claims: list[Claim]) -> Action:
    name = next((str(claim.value) for claim in claims if claim.attribute == "own_name"), "")
    return Action(name=name, entity=tool, claims=tuple(claims))


def claim_words(interface: Subject, manifest: Node) -> None:
    """Claim what the manifest tells the model, or else people."""
    key = next((one for one in ("description_for_model", "description_for_human") if manifest.text(one)), "")
    if key:
        detail = "" if key == "description_for_model" else "the manifest has no text for the model"
        interface.says("description", manifest.text(key), manifest.location.child(key), detail=detail)


def take_over(description: Description, tool: Subject, action: Action, *, but: Collection[str] = ()) -> None:
    """Claim of a plugin's tool what is claimed of the action behind it, except some attributes."""
    for claim in action.claims:
        if claim.attribute not in but and (claim.attribute, claim.value) != ("seen_as", ()):
            description.claims.append(claim if claim.subject == tool.id else replace(claim, subject=tool.id))


def claim_link(tool: Subject, name: str, path: str, *, reason: str, node: Node, level: EvidenceLevel) -> None:
    """Claim that the tool is the action of this name in another contract."""
    fields: dict[str, AttributeValue] = {
        "interface": path,
        "own_name": name,
        "reason": reason,
        "confidence": "high" if level >= EvidenceLevel.DECLARED else "medium",
    }
    location = node.location
    tool.says("seen_as", (Record(name=name, fields=fields, location=location),), location, level=level)
