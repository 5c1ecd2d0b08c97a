"""One OpenAPI document while it is read: its references, its schemas and what was noted."""

from __future__ import annotations

import re

from auditor.documents import Document, Resolver, Value
from auditor.errors import InputError, Problem
from auditor.readers.interfaces.arguments import ArgumentReader
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.references import DocumentReferences, Reach
from auditor.readers.interfaces.results import ResultReader
from auditor.readers.interfaces.schemas import Schemas
from auditor.readers.interfaces.values import kind_of, mapping, scalar_text
from auditor.readers.interfaces.work import Work

_VERSION = re.compile(r"\d+(\.\d+)*")
_KNOWN = re.compile(r"2\.0(\.\d+)?|3\.[0-2](\.\d+)?")


def stated_version(document: Document) -> str:
    """Return the version that a document gives itself as OpenAPI or Swagger, or an empty text."""
    root = mapping(document.trees[0].value) if document.trees else {}
    stated = root.get("openapi", root.get("swagger"))
    version = scalar_text(stated)
    is_number = not isinstance(stated, str)
    # An unquoted 3.0 is a number in YAML; other files hold numbers under such a key, but no paths beside them.
    if is_number and not any(key in root for key in ("info", "paths", "components", "definitions")):
        return ""
    return version if re.match(r"\d+(\.|$)", version) else ""


class Contract:
    """An OpenAPI document and everything that is known of its parts so far."""

    def __init__(self, document: Document, resolver: Resolver) -> None:
        """Begin to read. Raises InputError where the document is no OpenAPI document of a known version."""
        self.root = Node.root(document)
        if not isinstance(self.root.value, dict):
            raise error_at(self.root, f"the document is {kind_of(self.root.value)}; expected a mapping")
        self.version = _checked_version(document, self.root)
        self.notes = Notes()
        self.references = DocumentReferences(resolver)
        self.work = Work()
        self.schemas = Schemas(self.references, self.notes, self.work)
        self.arguments = ArgumentReader(self.schemas)
        self.results = ResultReader(self.schemas)
        self.reach = Reach(self.references, self.work)

    @property
    def is_swagger(self) -> bool:
        """Whether it is of version 2.0, in which bodies are parameters."""
        return self.version.startswith("2")

    def mapping(self, node: Node | None, key: str) -> Node | None:
        """Return the mapping under a key; None where nothing stands there or, noted, anything else."""
        return self._part(node, key, dict, "a mapping")

    def sequence(self, node: Node | None, key: str) -> Node | None:
        """Return the list under a key; None where nothing stands there or, noted, anything else."""
        return self._part(node, key, list, "a list")

    def _part(
        self, node: Node | None, key: str, kind: type[dict[str, Value]] | type[list[Value]], expected: str
    ) -> Node | None:
        found = node.get(key) if node is not None else None
        if found is None or found.value is None or isinstance(found.value, kind):
            return found if found is not None and found.value is not None else None
        self.notes.wrong(found, f"`{key}`", expected)
        return None


def _checked_version(document: Document, root: Node) -> str:
    version = stated_version(document)
    at = root.get("openapi") or root.get("swagger") or root
    if not version:
        raise error_at(at, "no version; expected `openapi: 3.x` or `swagger: '2.0'`")
    if not _KNOWN.match(version):
        raise error_at(at, f"version {version} is not known; expected 2.0 or 3.0 to 3.2")
    return version


def error_at(node: Node, message: str) -> InputError:
    """Return an error at the place of a node, to be raised."""
    at = node.location.position
    return InputError(Problem(path=node.document.path, line=at.line, column=at.column, message=message))
