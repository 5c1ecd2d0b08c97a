"""How exactly fields are typed, and which of them hold something personal, by their names."""

from __future__ import annotations

import re

from auditor.documents import Value
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.openapi.jairf.defects import types_of
from auditor.readers.interfaces.openapi.jairf.walk import Object, Targets
from auditor.readers.interfaces.values import items, mapping

STRONG, FORMATTED, ENUMERATED, WEAK, UNTYPED = 1.0, 0.75, 0.5, 0.25, 0.0
"""Weights of JAIRF's `type_specificity`, and none for a field without a type."""

_DEEPEST = 8

_PERSONAL = re.compile(
    r"(e_?mail(_address)?|phone(_number)?|mobile(_number)?|first_?name|last_?name|full_?name|surname|given_?name"
    r"|family_?name|(date_of_)?birth(_?date|_?day)?|dob|(street|home|postal|billing|shipping)_?address"
    r"|ip_?address|gender|nationality|username)"
)
_SECRET_OF_A_PERSON = re.compile(
    r"(password|passwd|ssn|social_security(_number)?|passport(_number|_no)?|tax_id|national_id|iban|bic"
    r"|account_number|card_number|credit_card(_number)?|cvv|cvc|pan|diagnosis|health_\w+|medical_\w+)"
)
_MARKS = ("x-pii", "x-sensitive", "x-data-classification", "x-classification")


class Fields:
    """Counts fields: the properties of objects, and parameters."""

    def __init__(self, targets: Targets) -> None:
        self._targets = targets
        self._known: dict[int, float] = {}
        self.count = 0
        self.weight = 0.0
        self.personal = 0
        self.protected = 0
        self.highly_personal = 0

    def in_schema(self, schema: Object, home: Node, name: str) -> None:
        """Count the properties of a schema."""
        del name
        for key, field in mapping(schema.get("properties")).items():
            self._count(key, field, home)

    def in_parameter(self, parameter: Object, home: Node, name: str) -> None:
        """Count a parameter; one of Swagger 2.0 has its type itself."""
        del name
        if parameter.get("in") == "body" or "content" in parameter:
            return
        key = parameter.get("name")
        self._count(key if isinstance(key, str) else "", parameter.get("schema", parameter), home)

    def _count(self, name: str, field: Value, home: Node) -> None:
        self.count += 1
        self.weight += self._weight(field, home, 0)
        plain = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[\W_]+", "_", name).strip("_").lower()
        highly = bool(_SECRET_OF_A_PERSON.fullmatch(plain))
        if highly or _PERSONAL.fullmatch(plain):
            self.personal += 1
            self.highly_personal += highly
            self.protected += self._is_protected(field, home)

    def _is_protected(self, field: Value, home: Node) -> bool:
        target = self._targets.of(field, home)
        says = {**mapping(target.value if target else None), **mapping(field)}
        return says.get("writeOnly") is True or says.get("format") == "password" or any(says.get(m) for m in _MARKS)

    def _weight(self, field: Value, home: Node, depth: int) -> float:
        target = self._targets.of(field, home)
        if target is None or not isinstance(target.value, dict) or depth > _DEEPEST:
            return UNTYPED
        known = self._known.get(id(target.value))
        if known is None:
            known = self._known[id(target.value)] = self._of_schema(target.value, target, depth)
        return known

    def _of_schema(self, schema: Object, home: Node, depth: int) -> float:
        types = [name for name in types_of(schema) if name != "null"]
        if types and types != ["string"]:
            return STRONG
        if not types and ("properties" in schema or "items" in schema):
            return STRONG
        branches = items(schema.get("oneOf")) or items(schema.get("anyOf"))
        branches = [branch for branch in branches if mapping(branch).get("type") != "null"]
        if not types and branches:
            return min(self._weight(branch, home, depth + 1) for branch in branches)
        parts = items(schema.get("allOf"))
        if not types and parts:
            return max(self._weight(part, home, depth + 1) for part in parts)
        if "enum" in schema or "const" in schema:
            return ENUMERATED
        if not types:
            return UNTYPED
        return FORMATTED if schema.get("format") or schema.get("pattern") else WEAK
