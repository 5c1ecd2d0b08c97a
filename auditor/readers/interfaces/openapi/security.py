"""What a caller must show, from security schemes and requirements."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Key, Node
from auditor.readers.interfaces.openapi.contract import Contract
from auditor.readers.interfaces.openapi.operations import Operation
from auditor.readers.interfaces.schemes import authentication_of
from auditor.readers.interfaces.values import mapping, texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What one `security` list asks for."""

    authentication: tuple[str, ...]
    scopes: tuple[str, ...]


class Security:
    """The security schemes of a document and what asks for them."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        root = contract.root
        within = root if contract.is_swagger else root.get("components")
        key = "securityDefinitions" if contract.is_swagger else "securitySchemes"
        schemes = contract.mapping(within, key)
        self._schemes = dict(schemes.members()) if schemes else {}
        self._place = schemes
        self._general = root.get("security")
        self._known: dict[Key, Requirement | None] = {}

    def claim_for_interface(self, interface: Subject, operations: list[Operation]) -> None:
        """Claim what the document asks of callers in general."""
        if self._general is not None:
            requirement = self._requirement(self._general)
            if requirement is not None:
                interface.says("authentication", requirement.authentication, self._general.location)
        elif self._schemes and self._place and not any(o.node and o.node.get("security") for o in operations):
            detail = "security schemes are declared, and nothing asks for them"
            interface.says("authentication", ("none",), self._place.key_location, detail=detail)

    def claim_for_tool(self, tool: Subject, operation: Node) -> None:
        """Claim what one operation asks for; nothing where the document does not speak of security at all."""
        asked = operation.get("security") or self._general
        if asked is not None:
            requirement = self._requirement(asked)
            if requirement is not None:
                tool.says("authentication", requirement.authentication, asked.location)
                tool.says("scopes", requirement.scopes, asked.location)
        elif self._schemes:
            detail = "security schemes are declared, and nothing asks for them here"
            tool.says("authentication", ("none",), operation.location, detail=detail)
            tool.says("scopes", (), operation.location, detail=detail)

    def _requirement(self, node: Node) -> Requirement | None:
        if node.key not in self._known:
            self._known[node.key] = self._read(node)
        return self._known[node.key]

    def _read(self, node: Node) -> Requirement | None:
        if not isinstance(node.value, list):
            self._contract.notes.wrong(node, "`security`", "a list of requirements")
            return None
        kinds: list[str | None] = [] if node.value else ["none"]
        scopes: list[str] = []
        for alternative in node.items():
            if not isinstance(alternative.value, dict):
                self._contract.notes.wrong(alternative, "a security requirement", "a mapping")
                return None
            kinds += ["none"] if not alternative.value else []
            for name, asked in alternative.members():
                kinds.append(self._kind(name, asked))
                scopes += texts(asked.value)
        if None in kinds:
            return None
        known = sorted({kind for kind in kinds if kind}, key=lambda kind: (kind != "none", kind))
        return Requirement(authentication=tuple(known), scopes=tuple(dict.fromkeys(scopes)))

    def _kind(self, name: str, asked: Node) -> str | None:
        declared = self._schemes.get(name)
        scheme = self._contract.references.follow(declared) if declared else None
        if scheme is None:
            self._contract.notes.tell(f"the security scheme {name} is not declared", asked)
            return None
        kind = authentication_of(scheme)
        if kind is None:
            shown = mapping(scheme.value).get("scheme" if scheme.text("type").lower() == "http" else "type")
            self._contract.notes.tell(f"the security scheme {name} is of an unknown type: {shown}", scheme)
        return kind
