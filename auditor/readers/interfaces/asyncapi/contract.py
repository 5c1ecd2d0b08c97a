"""One AsyncAPI document while it is read."""

from __future__ import annotations

import re

from auditor.documents import Document, Resolver
from auditor.readers.interfaces.contracts import OpenContract, error_at
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.values import mapping, scalar_text

_KNOWN = re.compile(r"[1-3]\.\d+(\.\d+)?(-.*)?")
_BESIDE = ("info", "channels", "operations", "components", "topics", "servers")


def stated_version(document: Document) -> str:
    """Return the version that a document gives itself as AsyncAPI, or an empty text."""
    root = mapping(document.trees[0].value) if document.trees else {}
    version = scalar_text(root.get("asyncapi"))
    # A system.yaml holds a path under such a key; other files hold a number, but nothing of a contract beside it.
    known = re.match(r"\d+(\.|$)", version) and any(key in root for key in _BESIDE)
    return version if known else ""


class Asyncapi(OpenContract):
    """An AsyncAPI document and everything that is known of its parts so far."""

    def __init__(self, document: Document, resolver: Resolver) -> None:
        """Begin to read. Raises InputError where the document is no AsyncAPI document of a known version."""
        super().__init__(document, resolver)
        self.version = stated_version(document)
        at = self.root.get("asyncapi") or self.root
        if not self.version:
            raise error_at(at, "no version; expected `asyncapi: 3.x` and a contract beside it")
        if not _KNOWN.fullmatch(self.version):
            raise error_at(at, f"version {self.version} is not known; expected 1.x, 2.x or 3.x")
        self.major = int(self.version[0])

    def with_traits(self, node: Node) -> tuple[Node, ...]:
        """Return a node and its traits, the ones that count first at the front.

        What an operation or a message says itself counts before its traits (AsyncAPI 3.0, traits merge mechanism).
        """
        traits = self.sequence(node, "traits")
        followed = [self.follow_to_mapping(trait, "a trait") for trait in traits.items()] if traits else []
        return (node, *(trait for trait in reversed(followed) if trait is not None))


def first_text(nodes: tuple[Node, ...], key: str) -> str:
    """Return the first text under a key that is not empty."""
    return next((found for node in nodes if (found := node.text(key))), "")


def first(nodes: tuple[Node, ...], key: str) -> Node | None:
    """Return what the first of several mappings that has a key holds under it."""
    return next((found for node in nodes if (found := node.get(key)) is not None), None)
