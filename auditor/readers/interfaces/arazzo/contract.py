"""One Arazzo document while it is read."""

from __future__ import annotations

import re

from auditor.documents import Document, Resolver
from auditor.readers.interfaces.contracts import OpenContract, error_at
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.values import mapping, scalar_text

_KNOWN = re.compile(r"1\.[01](\.\d+)?(-.*)?")
_REUSED = re.compile(r"\$components\.(\w+)\.([\w.-]+)")


def stated_version(document: Document) -> str:
    """Return the version that a document gives itself as Arazzo, or an empty text."""
    root = mapping(document.trees[0].value) if document.trees else {}
    version = scalar_text(root.get("arazzo"))
    beside = any(key in root for key in ("workflows", "sourceDescriptions", "info"))
    return version if beside and re.match(r"\d+(\.|$)", version) else ""


class Arazzo(OpenContract):
    """An Arazzo document and everything that is known of its parts so far."""

    def __init__(self, document: Document, resolver: Resolver) -> None:
        """Begin to read. Raises InputError where the document is no Arazzo document of a known version."""
        super().__init__(document, resolver)
        version = stated_version(document)
        at = self.root.get("arazzo") or self.root
        if not version:
            raise error_at(at, "no version; expected `arazzo: 1.x` with `workflows`")
        if not _KNOWN.fullmatch(version):
            raise error_at(at, f"version {version} is not known; expected 1.0 or 1.1")

    def reused(self, node: Node) -> Node | None:
        """Return what an item stands for: itself, or the part of `components` that its `reference` names."""
        stated = node.text("reference")
        if not stated:
            return node
        found = _REUSED.fullmatch(stated)
        group = self.mapping(self.mapping(self.root, "components"), found[1]) if found else None
        target = group.get(found[2]) if group is not None and found else None
        if target is None:
            self.notes.tell(f"the reference {stated} leads nowhere", node)
        return target
