"""One OpenAPI document while it is read: its references, its schemas and what was noted."""

from __future__ import annotations

import re

from auditor.documents import Document, Resolver
from auditor.readers.interfaces.contracts import OpenContract, error_at
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.values import mapping, scalar_text

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


class Contract(OpenContract):
    """An OpenAPI document and everything that is known of its parts so far."""

    def __init__(self, document: Document, resolver: Resolver) -> None:
        """Begin to read. Raises InputError where the document is no OpenAPI document of a known version."""
        super().__init__(document, resolver)
        self.version = _checked_version(document, self.root)

    @property
    def is_swagger(self) -> bool:
        """Whether it is of version 2.0, in which bodies are parameters."""
        return self.version.startswith("2")


def _checked_version(document: Document, root: Node) -> str:
    version = stated_version(document)
    at = root.get("openapi") or root.get("swagger") or root
    if not version:
        raise error_at(at, "no version; expected `openapi: 3.x` or `swagger: '2.0'`")
    if not _KNOWN.match(version):
        raise error_at(at, f"version {version} is not known; expected 2.0 or 3.0 to 3.2")
    return version
