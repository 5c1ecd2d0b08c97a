"""Judges examples against their schemas, with references followed; one registry serves all of a contract."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NoReturn

import jsonschema_rs
from msgspec import Struct

from auditor.documents import Value
from auditor.readers.interfaces.nodes import Key, Node
from auditor.readers.interfaces.quality.costs import MOST_STEPS, Costs
from auditor.readers.interfaces.quality.dialects import Dialect
from auditor.readers.interfaces.quality.fitting import shown
from auditor.readers.interfaces.quality.regexes import LINEAR
from auditor.readers.interfaces.quality.translation import Translator
from auditor.readers.interfaces.references import Reach, References
from auditor.readers.interfaces.values import kind_of

_BASE = "urn:contract"
_Slot = tuple[Key, str]
"""A schema and the direction in which its values go: `request` or `response`."""


class Question(Struct, frozen=True, kw_only=True):
    """Whether a value fits a schema."""

    value: Node
    schema: Node
    place: str
    """`parameter`, `request`, `response` or `schema`."""

    @property
    def direction(self) -> str:
        """The way it goes; what is shown inside a schema may go either way."""
        return "request" if self.place in ("parameter", "request") else self.place


class Verdict(Struct, frozen=True, kw_only=True):
    """Whether an example fits; None where that cannot be told."""

    valid: bool | None
    what: str = ""


_UNTOLD = Verdict(valid=None)


class Judge:
    """Answers questions about examples. Raises nothing: what cannot be judged has no verdict."""

    def __init__(self, dialect: Dialect, references: References, reach: Reach) -> None:
        self._dialect = dialect
        self._references = references
        self._reach = reach
        self._slots: dict[_Slot, str] = {}
        self._definitions: dict[str, Value] = {}
        self._partly: set[str] = set()
        self._needs: dict[str, tuple[str, ...]] = {}
        self._costs = Costs(self._definitions, f"{_BASE}#/$defs/")

    def verdicts(self, questions: Iterable[Question]) -> list[Verdict]:
        """Return a verdict on each question, in their order."""
        asked = list(questions)
        starts = [self._add(question) for question in asked]
        registry = _registry(self._definitions)
        found = [_UNTOLD] * len(asked)
        by_schema: dict[str, list[int]] = {}
        for number, name in enumerate(starts):
            if name is not None and registry is not None:
                by_schema.setdefault(name, []).append(number)
        for name, numbers in by_schema.items():
            # Made and let go one after the other: each holds a compiled copy of all that its schema refers to.
            validator = _validator(name, registry) if registry is not None else None
            for number in numbers:
                value = asked[number].value.value
                if self._costs.of(value, self._needs[name]) <= MOST_STEPS:
                    found[number] = self._judged(value, name, validator)
        return found

    def _judged(self, value: Value, name: str, validator: jsonschema_rs.Validator | None) -> Verdict:
        if validator is None:
            return _UNTOLD
        try:
            error = next(iter(validator.iter_errors(value)), None)
        except (ValueError, UnicodeEncodeError, OverflowError):
            return _UNTOLD
        if error is not None:
            return Verdict(valid=False, what=_said(error, value))
        doubtful = any(part in self._partly for part in self._needs[name])
        return _UNTOLD if doubtful else Verdict(valid=True)

    def _add(self, question: Question) -> str | None:
        """Translate the schema of a question and all that it refers to, and return its name."""
        start = self._references.follow(question.schema)
        if start is None:
            return None
        name = self._name(start, question.direction)
        if name not in self._needs:
            targets, _ = self._reach.of(start)
            nodes = [start, *targets.values()]
            names = [self._name(node, question.direction) for node in nodes]
            for node, own in zip(nodes, names, strict=True):
                if own not in self._definitions:
                    self._translate(node, own, question.direction)
            self._needs[name] = tuple(names)
        return name

    def _translate(self, node: Node, name: str, direction: str) -> None:
        def reference(holder: Node) -> str | None:
            target = self._references.follow(holder)
            return f"{_BASE}#/$defs/{self._name(target, direction)}" if target is not None else None

        translator = Translator(self._dialect, reference, direction=direction)
        self._definitions[name] = translator.translate(node)
        if translator.partly:
            self._partly.add(name)

    def _name(self, node: Node, direction: str) -> str:
        return self._slots.setdefault((node.key, direction), f"s{len(self._slots)}")


def _registry(definitions: dict[str, Value]) -> jsonschema_rs.Registry | None:
    if not definitions:
        return None
    try:
        return jsonschema_rs.Registry([(_BASE, {"$defs": definitions})], retriever=_no_network)
    except (ValueError, UnicodeEncodeError, OverflowError, jsonschema_rs.ReferencingError):
        return None


def _validator(name: str, registry: jsonschema_rs.Registry) -> jsonschema_rs.Validator | None:
    schema = {"$ref": f"{_BASE}#/$defs/{name}"}
    try:
        return jsonschema_rs.Draft202012Validator(
            schema, registry=registry, retriever=_no_network, pattern_options=LINEAR
        )
    except (ValueError, jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError):
        return None


def _no_network(uri: str) -> NoReturn:
    raise ValueError(uri)


def _said(error: jsonschema_rs.ValidationError, example: Value) -> str:
    """Say in plain words where an example does not fit, and why."""
    where = "/".join(str(step) for step in error.instance_path)
    at = f"`{where}` " if where else ""
    rule = error.kind.as_dict()
    instance = _part_of(example, error.instance_path)
    match error.kind.name:
        case "type":
            types = rule["types"] if "types" in rule else [rule.get("type", "another type")]
            return f"{at or 'it '}is {kind_of(instance)}; expected {' or '.join(map(str, types))}"
        case "required":
            return f"{at or 'it '}lacks `{rule['property']}`, which is required"
        case "enum" | "const":
            return f"{at}{shown(instance)} is not one of the allowed values"
        case "additionalProperties" | "unevaluatedProperties":
            unexpected = ", ".join(f"`{name}`" for name in list(rule.get("unexpected", ()))[:3])
            return f"{at or 'it '}has {unexpected}, which the schema does not allow"
        case "oneOf" | "anyOf" as name:
            several = sum(not branch for branch in rule.get("context", ())) > 1
            return f"{at or 'it '}fits {'several branches' if several else 'no branch'} of `{name}`"
        case name:
            return f"{at or 'it '}breaks `{name}` with {shown(instance)}"


def _part_of(example: Value, path: Sequence[str | int]) -> Value:
    part = example
    for step in path:
        if isinstance(part, dict):
            part = part.get(str(step))
        elif isinstance(part, list) and int(step) < len(part):
            part = part[int(step)]
    return part
