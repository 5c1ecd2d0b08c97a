"""What the operations of a document show one by one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from auditor.documents import Value
from auditor.model.claims import AttributeValue
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.openapi.jairf.rules import Lint, Owasp
from auditor.readers.interfaces.openapi.jairf.walk import Object, Targets
from auditor.readers.interfaces.openapi.operations import Operation
from auditor.readers.interfaces.values import items, mapping, text

_WRITES = ("POST", "PUT", "PATCH", "DELETE")
_PRIVILEGED = re.compile(
    r"(^|[/_.-])(admin|administration|internal|debug|metrics|logs|audit|config|configuration|payments?|billing"
    r"|executions?)([/_.-]|$)",
    re.IGNORECASE,
)
_WRITING_NAME = re.compile(
    r"(?:[a-z]+[./_-])*(create|add|insert|delete|remove|destroy|update|modify|set|approve|assign|cancel|send)"
    r"(?=[A-Z_./-]|$)"
)
_APPENDING_NAME = re.compile(r"(?:[a-z]+[./_-])*(append|increment|add)(?=[A-Z_./-]|$)")
_TOOL_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TOOL_MEDIA = re.compile(r"(application|text)/(.*\+)?json.*|application/x-www-form-urlencoded|multipart/form-data")
_POLICY_KEY = re.compile(r"x-(rate-?limit|throttl|quota|sla|policy|policies|limits)", re.IGNORECASE)
_HINT_KEY = re.compile(r"x-(intent|ai|llm|agent|mcp|openai|workflow|arazzo|speakeasy-mcp)", re.IGNORECASE)
_WORKFLOW_KEY = re.compile(r"x-(workflow|arazzo|mcp)", re.IGNORECASE)
_PROBLEM_MEDIA = re.compile(r"application/problem\+(json|xml)")
_PROBLEM_FIELDS = frozenset(("type", "title", "status", "detail", "instance"))
_FEWEST_PROBLEM_FIELDS = 2
"""As in JAIRF's open engine."""

_DEEPEST = 3
"""Lists and parts inside one another that are looked into for the fields of a result."""

_HYPERMEDIA = re.compile(r"application/(hal|vnd\.api|vnd\.siren|vnd\.collection)\+json|.*\bld\+json")
_LINK_FIELDS = frozenset(("_links", "links", "_embedded", "@odata.nextLink", "@odata.id", "relationships"))

Claimed = Mapping[str, AttributeValue]
"""What the reader claims of one tool, by attribute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Response:
    """What one response declares."""

    problem: bool
    navigable: bool
    hypermedia: bool
    linked: bool


class OperationCounts:
    """Counts over operations."""

    def __init__(self, targets: Targets, lint: Lint, owasp: Owasp) -> None:
        self._targets = targets
        self._lint = lint
        self._owasp = owasp
        self._responses: dict[int, _Response] = {}
        self.total = 0
        self.quarters = 0
        """Of the four kinds of response, how many all operations have together."""
        self.of: Counter[str] = Counter()
        self.names: list[str] = []

    def add(self, operation: Operation, claimed: Claimed) -> None:
        """Count one operation."""
        self.total += 1
        if operation.node is None:
            self.of["sensitive"] += operation.method in _WRITES
            self.of["unread"] += 1
            return
        value = mapping(operation.node.value)
        if name := text(value.get("operationId")):
            self.names.append(name)
        parameters = self._parameters(operation, value)
        self._lint.of_operation(value, operation.path, parameters)
        self._count_responses(value, operation.node, claimed)
        self._count_extensions(value, claimed)
        self._count_safety(operation, value, claimed)
        self.of["tool-like"] += self._is_tool_like(value, operation.node, claimed)
        self.of["tagged"] += any(isinstance(tag, str) and tag.lower() != "default" for tag in items(value.get("tags")))

    def _parameters(self, operation: Operation, value: Object) -> list[Object]:
        shared = operation.shared_parameters
        found: dict[tuple[str, str], Object] = {}
        own: list[Object] = []
        for node, into in ((shared, found), (operation.node and operation.node.get("parameters"), None)):
            for item in node.items() if node else ():
                target = self._targets.of(item.value, item)
                parameter = mapping(target.value if target else None)
                if into is None:
                    own.append(parameter)
                else:
                    into[text(parameter.get("in")), text(parameter.get("name"))] = parameter
        replaced = {(text(p.get("in")), text(p.get("name"))) for p in own}
        return [*own, *(parameter for slot, parameter in found.items() if slot not in replaced)]

    def _count_responses(self, value: Object, home: Node, claimed: Claimed) -> None:
        responses = {status: item for status, item in mapping(value.get("responses")).items() if status[:2] != "x-"}
        first = {status[:1] for status in responses}
        self.quarters += sum(digit in first for digit in "245") + ("default" in responses)
        read = {status: self._response(item, home) for status, item in responses.items()}
        errors = [response for status, response in read.items() if status[:1] in ("4", "5")]
        errors = errors or ([read["default"]] if "default" in read else [])
        self.of["standard errors"] += bool(errors) and all(response.problem for response in errors)
        done = [response for status, response in read.items() if status[:1] == "2"]
        self.of["responses"] += len(read)
        self.of["linked"] += sum(response.linked for response in read.values())
        self.of["navigable"] += sum(response.navigable for response in done)
        self.of["hypermedia"] += sum(response.navigable and response.hypermedia for response in done)
        if claimed.get("method") == "GET" and claimed.get("returns_collection") is not False:
            known = claimed.get("returns_collection") is True
            self.of["collections"] += known
            self.of["perhaps collections"] += not known and bool(done)
            self.of["paginated"] += known and claimed.get("paginated") is True
            self.of["perhaps paginated"] += known and "paginated" not in claimed

    def _response(self, item: Value, home: Node) -> _Response:
        target = self._targets.of(item, home)
        value = target.value if target else None
        if target is None or not isinstance(value, dict):
            return _Response(problem=False, navigable=False, hypermedia=False, linked=False)
        if id(value) not in self._responses:
            self._responses[id(value)] = self._read(value, target)
        return self._responses[id(value)]

    def _read(self, response: Object, home: Node) -> _Response:
        media = {name.lower(): mapping(item).get("schema") for name, item in mapping(response.get("content")).items()}
        if "schema" in response:
            media["application/json"] = response["schema"]
        fields = [self._fields(schema, home, 0) for schema in media.values() if schema is not None]
        header_names = {name.lower() for name in mapping(response.get("headers"))}
        return _Response(
            problem=any(_PROBLEM_MEDIA.match(name) for name in media)
            or any(len(_PROBLEM_FIELDS & names) >= _FEWEST_PROBLEM_FIELDS for names in fields),
            navigable=any(fields),
            hypermedia=any(_HYPERMEDIA.match(name) for name in media)
            or any(_LINK_FIELDS & names for names in fields)
            or "link" in header_names,
            linked=bool(response.get("links")),
        )

    def _fields(self, schema: Value, home: Node, depth: int) -> set[str]:
        """Return the names of an object's properties, also those that allOf brings, or of a list's items."""
        target = self._targets.of(schema, home)
        if target is None or depth > _DEEPEST or not isinstance(target.value, dict):
            return set()
        names = set(mapping(target.value.get("properties")))
        for part in items(target.value.get("allOf")):
            names |= self._fields(part, target, depth + 1)
        return names or (self._fields(target.value["items"], target, depth + 1) if "items" in target.value else names)

    def _count_extensions(self, value: Object, claimed: Claimed) -> None:
        keys = [key for key in value if key.startswith("x-")]
        self.of["policy"] += claimed.get("rate_limit_visible") is True or any(map(_POLICY_KEY.match, keys))
        self.of["hints"] += any(map(_HINT_KEY.match, keys))
        self.of["workflows"] += any(map(_WORKFLOW_KEY.match, keys))

    def _count_safety(self, operation: Operation, value: Object, claimed: Claimed) -> None:
        name = text(value.get("operationId"))
        writes = operation.method in _WRITES
        sensitive = writes or bool(_PRIVILEGED.search(operation.path)) or bool(_WRITING_NAME.match(name))
        asked = claimed.get("authentication")
        protected = isinstance(asked, tuple) and bool(asked) and "none" not in asked
        misnamed = bool((_APPENDING_NAME if writes else _WRITING_NAME).match(name))
        self.of["misnamed"] += misnamed and operation.method not in ("POST", "PATCH")
        self.of["sensitive"] += sensitive
        self.of["protected"] += sensitive and protected
        self.of["open"] += not protected
        limits = claimed.get("rate_limit_visible") is True
        self._owasp.of_operation(value, writes=writes, protected=protected, limits=limits)

    def _is_tool_like(self, value: Object, home: Node, claimed: Claimed) -> bool:
        name = bool(_TOOL_NAME.fullmatch(text(value.get("operationId"))))
        told = bool(text(value.get("description")) or text(value.get("summary")))
        body = self._targets.of(value.get("requestBody"), home)
        media = mapping(mapping(body.value if body else None).get("content"))
        fits = not media or any(_TOOL_MEDIA.fullmatch(kind.lower()) for kind in media)
        return name and told and fits and claimed.get("contract") == "resolved"
