"""Rules of validity, of lint and of OWASP that one object shows by itself."""

from __future__ import annotations

import re
from collections import Counter

from auditor.documents import Value
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.openapi.jairf.defects import types_of
from auditor.readers.interfaces.openapi.jairf.fields import REQUIRED, Kind
from auditor.readers.interfaces.openapi.jairf.walk import Object, Visitor
from auditor.readers.interfaces.values import mapping, text

_TEMPLATE = re.compile(r"\{([^{}]+)\}")
_BOUNDED_TEXT = ("maxLength", "enum", "const", "format", "pattern")


class Validity:
    """Counts violations of what the specification requires of each object."""

    def __init__(self, version: str) -> None:
        self._version = version
        self.violations = 0

    def visitor(self, kind: Kind) -> Visitor:
        """Return what looks at the objects of one kind."""
        required = REQUIRED.get(kind, ())

        def look(value: Object, home: Node, name: str) -> None:
            del home, name
            self.violations += sum(field not in value for field in required) + self._special(kind, value)

        return look

    def of_root(self, root: Object) -> None:
        """Look at the document itself."""
        newer = self._version.startswith(("3.1", "3.2"))
        self.violations += "info" not in root
        self.violations += not any(
            key in root for key in (("paths", "components", "webhooks") if newer else ("paths",))
        )
        self.violations += sum(not path.startswith(("/", "x-")) for path in mapping(root.get("paths")))

    def _special(self, kind: Kind, value: Object) -> int:
        if kind == "parameter":
            optional_path = value.get("in") == "path" and value.get("required") is not True
            typed = any(key in value for key in ("schema", "content", "type"))
            return optional_path + (not typed)
        if kind == "operation":
            return "responses" not in value and not self._version.startswith(("3.1", "3.2"))
        if kind == "securityscheme":
            needed = {
                "apiKey": ("name", "in"),
                "http": ("scheme",),
                "oauth2": ("flow",) if self._version.startswith("2") else ("flows",),
                "openIdConnect": ("openIdConnectUrl",),
            }
            return sum(field not in value for field in needed.get(text(value.get("type")), ()))
        return 0


class Lint:
    """Counts the findings of the rules of Spectral's `oas` ruleset that it knows."""

    def __init__(self, root: Object) -> None:
        self._tags = {text(mapping(tag).get("name")) for tag in _listed(root.get("tags"))}
        self.errors = 0
        self.warnings = 0
        self._look_at_root(root)

    def _look_at_root(self, root: Object) -> None:
        info = mapping(root.get("info"))
        self.warnings += not mapping(info.get("contact"))
        self.warnings += not text(info.get("description"))
        self.warnings += not root.get("servers") and not root.get("host")
        self.warnings += sum(path.endswith("/") and path != "/" for path in mapping(root.get("paths")))
        self.errors += sum("?" in path for path in mapping(root.get("paths")))

    def of_operation(self, operation: Object, path: str, parameters: list[Object]) -> None:
        """Look at one operation with all its parameters."""
        tags = [tag for tag in _listed(operation.get("tags")) if isinstance(tag, str)]
        responses = mapping(operation.get("responses"))
        self.warnings += not text(operation.get("operationId"))
        self.warnings += not text(operation.get("description"))
        self.warnings += not tags
        self.warnings += sum(tag not in self._tags for tag in tags)
        self.warnings += not any(status[:1] in ("2", "3") for status in responses)
        named = [(text(p.get("in")), text(p.get("name"))) for p in parameters]
        in_path = {name for place, name in named if place == "path"}
        self.errors += len(in_path ^ set(_TEMPLATE.findall(path))) + len(named) - len(set(named))

    def of_names(self, names: list[str]) -> None:
        """Look at all operationIds together."""
        self.errors += len(names) - len(set(names))

    def in_schema(self, schema: Object, home: Node, name: str) -> None:
        """Look at a schema: a list needs items, and no value of an enum stands twice."""
        del home, name
        self.errors += "items" not in schema and "prefixItems" not in schema and types_of(schema) == ("array",)
        enum = schema.get("enum")
        if isinstance(enum, list) and all(isinstance(value, str) for value in enum):
            self.warnings += len(set(map(str, enum))) < len(enum)


class Owasp:
    """Counts the findings of the rules of Spectral's `owasp` ruleset that it knows."""

    def __init__(self) -> None:
        self.errors = 0
        self.warnings = 0
        self.by_rule: Counter[str] = Counter()

    def in_schema(self, schema: Object, home: Node, name: str) -> None:
        """Look for lists, texts and numbers without a limit."""
        del home, name
        types = types_of(schema)
        if "array" in types and "maxItems" not in schema:
            self._error("array-limit")
        if "string" in types and not any(key in schema for key in _BOUNDED_TEXT):
            self._error("string-limit")
        if "integer" in types and not ("maximum" in schema or "exclusiveMaximum" in schema or "enum" in schema):
            self._error("integer-limit")

    def in_scheme(self, scheme: Object, home: Node, name: str) -> None:
        """Look for passwords with each call and keys in addresses."""
        del home, name
        kind = text(scheme.get("type"))
        if kind == "basic" or text(scheme.get("scheme")).lower() == "basic":
            self._error("no-http-basic")
        if kind == "apiKey" and scheme.get("in") in ("query", "path"):
            self._error("no-api-keys-in-url")

    def of_operation(self, operation: Object, *, writes: bool, protected: bool, limits: bool) -> None:
        """Look at one operation: who may call it, how often, and what it answers to those who may not."""
        if writes and not protected:
            self._error("write-restricted")
        if not limits:
            self._error("rate-limit")
        responses = mapping(operation.get("responses"))
        self.warnings += sum(status not in responses and "4XX" not in responses for status in ("401", "429"))
        self.warnings += not any(status in responses for status in ("500", "5XX", "default"))

    def of_server(self, url: str) -> None:
        """Look at an address."""
        if url.startswith("http://"):
            self._error("no-server-http")

    def _error(self, rule: str) -> None:
        self.errors += 1
        self.by_rule[rule] += 1


def _listed(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []
