"""Measures an OpenAPI document as the API AI-readiness framework (JAIRF) of Jentic counts; see docs/jairf.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.documents import Document, Resolver, Value
from auditor.model.claims import AttributeValue, Record
from auditor.model.description import Description
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.readers.interfaces.openapi.contract import Contract
from auditor.readers.interfaces.openapi.jairf.defects import Defects
from auditor.readers.interfaces.openapi.jairf.examples import Examples
from auditor.readers.interfaces.openapi.jairf.fields import FIELDS, WITH_EXAMPLE, with_summary
from auditor.readers.interfaces.openapi.jairf.ingestion import ingestion_errors
from auditor.readers.interfaces.openapi.jairf.naming import names_of
from auditor.readers.interfaces.openapi.jairf.operations import OperationCounts
from auditor.readers.interfaces.openapi.jairf.rules import Lint, Owasp, Validity
from auditor.readers.interfaces.openapi.jairf.security import (
    Addresses,
    schemes_of,
    secrets_in,
    servers_of,
    strength,
)
from auditor.readers.interfaces.openapi.jairf.typing_words import Fields
from auditor.readers.interfaces.openapi.jairf.walk import Object, Targets, Visitor, Walk, deepest
from auditor.readers.interfaces.openapi.operations import Operations
from auditor.readers.interfaces.references import DocumentReferences
from auditor.readers.interfaces.values import mapping, text

_DEEP = 18
"""Schemas inside one another beyond which JAIRF counts one as deep."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurable:
    """One document that was read, and can still be measured."""

    contract: Contract
    operations: Operations
    resolver: Resolver
    description: Description
    """What the reader claims of it."""

    def claim(self, description: Description) -> None:
        """Claim what JAIRF counts, for one more second on the 13 MB of GitHub's document.

        The claim goes where the interface is: into the description, or into that of a contract that it cites.
        """
        interface = next(e.id for e in self.description.entities if e.kind is EntityKind.INTERFACE)
        home = _holder(description, interface)
        if home is not None:
            records = tuple(_Measurement(self.contract, self.resolver).of(self.operations, self._tools(interface)))
            home.claim(interface, "jairf", records, EvidenceLevel.DOCUMENTED, self.contract.root.location)

    def _tools(self, interface: str) -> list[dict[str, AttributeValue]]:
        """Return what the reader claims of each operation's tool, in their order."""
        by_tool: defaultdict[str, dict[str, AttributeValue]] = defaultdict(dict)
        for claim in self.description.claims:
            if claim.level >= EvidenceLevel.DECLARED:
                by_tool[claim.subject][claim.attribute] = claim.value
        relations = (r for r in self.description.relations if r.source == interface)
        tools = [r.target for r in relations if r.kind is RelationKind.EXPOSES]
        return [by_tool[tool] for tool in tools[: len(self.operations.found)]]


def _holder(description: Description, interface: str) -> Description | None:
    if any(entity.id == interface for entity in description.entities):
        return description
    found = (_holder(cited, interface) for _, cited in sorted(description.cited.items()))
    return next((holder for holder in found if holder is not None), None)


class _Measurement:
    """All counts of one document, each part of which is looked at once."""

    def __init__(self, contract: Contract, resolver: Resolver) -> None:
        self._root = contract.root
        self._top = mapping(contract.root.value)
        # References of its own, so that what only a measure follows changes no claim of the contract.
        self._references = DocumentReferences(resolver)
        self._targets = Targets(self._references)
        self._validity = Validity(contract.version)
        self._lint = Lint(self._top)
        self._owasp = Owasp()
        self._defects = Defects(self._targets)
        self._fields = Fields(self._targets)
        self._examples = Examples(self._targets)
        self._walk = Walk(self._targets, self._visitors(), with_summary(contract.version))

    def _visitors(self) -> dict[str, tuple[Visitor, ...]]:
        visitors: dict[str, list[Visitor]] = {
            kind: [self._validity.visitor(kind)] for kind in FIELDS if kind != "schema"
        }
        visitors["schema"] = [
            self._defects.in_schema,
            self._fields.in_schema,
            self._lint.in_schema,
            self._owasp.in_schema,
        ]
        visitors["parameter"].append(self._fields.in_parameter)
        visitors["requestbody"].append(self._defects.in_body)
        visitors["mediatype"].append(self._defects.in_media_type)
        visitors["response"].append(self._examples.in_response)
        visitors["securityscheme"].append(self._owasp.in_scheme)
        for kind in WITH_EXAMPLE:
            visitors[kind].append(self._examples.in_schema if kind == "schema" else self._examples.in_value)
        return {kind: tuple(found) for kind, found in visitors.items()}

    def of(self, operations: Operations, claimed: list[dict[str, AttributeValue]]) -> Iterator[Record]:
        """Yield the counts, each with what it is of."""
        self._walk.run(self._root)
        self._validity.of_root(self._top)
        counts = OperationCounts(self._targets, self._lint, self._owasp)
        for operation, known in zip(operations.found, claimed, strict=True):
            counts.add(operation, known)
        self._lint.of_names(counts.names)
        yield from self._of_document(operations)
        yield from self._of_operations(counts, len(operations.missing))
        yield from self._of_security(counts)

    def _of_document(self, operations: Operations) -> Iterator[Record]:
        walk, examples, fields = self._walk, self._examples, self._fields
        yield self._record("violations", self._validity.violations + walk.wrong)
        yield self._record("references", walk.references - walk.dead_ends, walk.references)
        errors = self._lint.errors + walk.dead_ends + self._validity.violations
        yield self._record("lint_errors", errors)
        yield self._record("lint_warnings", self._lint.warnings)
        yield self._record("defects", self._defects.count + examples.invalid + walk.dead_ends)
        yield self._record("example_places", examples.present, examples.places)
        unsure = examples.count - examples.valid - examples.invalid
        yield self._record("examples", examples.valid, examples.count, unsure=unsure)
        security = [self._top.get("security")]
        security += [mapping(o.node.value).get("security") for o in operations.found if o.node]
        schemes = schemes_of(self._top, self._root, self._targets)
        yield self._record("ingestion_errors", ingestion_errors(self._top, schemes, security))
        summaries = _summary_places(walk)
        yield self._record("summaries", sum(walk.summarized.values()), summaries)
        yield self._record("descriptions", sum(walk.described.values()), sum(walk.sites.values()))
        yield self._record("typed_fields", fields.weight, fields.count)
        depths = deepest(walk.schemas).values()
        yield self._record("deep_schemas", sum(depth > _DEEP for depth in depths), len(depths))
        yield self._record("schema_depth", max(depths, default=0))

    def _of_operations(self, counts: OperationCounts, missing: int) -> Iterator[Record]:
        total, of = counts.total, counts.of
        names = names_of(counts.names)
        yield self._record("operations", total, unsure=missing)
        yield self._record("response_kinds", counts.quarters, 4 * total)
        yield self._record("operation_ids", names.count, total)
        yield self._record("unique_ids", names.unique, names.count)
        yield self._record("equal_ids", names.collisions)
        yield self._record("one_style", names.of_one_style, names.count)
        yield self._record("policies", of["policy"], total)
        yield self._record("standard_errors", of["standard errors"], total)
        yield self._record("hints", of["hints"], total)
        yield self._record("workflows", of["workflows"], total)
        yield self._record("tags", of["tagged"], total)
        yield self._record("tool_like", of["tool-like"], total)
        yield self._record("right_names", total - of["misnamed"] - of["unread"], total)
        unsure = of["perhaps paginated"]
        yield self._record("paginated", of["paginated"], of["collections"], unsure=unsure)
        yield self._record("perhaps_collections", of["perhaps collections"])
        yield self._record("hypermedia", of["hypermedia"], of["navigable"])
        yield self._record("linked_responses", of["linked"], of["responses"])

    def _of_security(self, counts: OperationCounts) -> Iterator[Record]:
        yield self._record("sensitive_operations", counts.of["protected"], counts.of["sensitive"])
        schemes = schemes_of(self._top, self._root, self._targets)
        yield self._record("scheme_strength", sum(strength(s) for s in schemes.values()), len(schemes))
        servers = servers_of(self._top)
        for server in servers:
            self._owasp.of_server(text(server.get("url")))
        addresses = Addresses(servers)
        yield self._record("public_addresses", addresses.secure, addresses.public)
        yield self._record("relative_addresses", addresses.relative)
        yield self._record("private_addresses", addresses.private)
        yield self._record("secrets", secrets_in(self._documents()))
        fields = self._fields
        covered = fields.personal if counts.total and not counts.of["open"] else fields.protected
        yield self._record("personal_fields", covered, fields.personal)
        yield self._record("highly_personal_fields", fields.highly_personal)
        yield self._record("owasp_errors", self._owasp.errors)
        yield self._record("owasp_warnings", self._owasp.warnings)
        yield self._record("external_docs", int(_points_outside(self._top)), 1)
        yield self._record("audience", _AUDIENCES.get(text(mapping(self._top.get("info")).get("x-audience")), 0))

    def _documents(self) -> list[Document]:
        parts = {part.path: part for part in (self._root.document, *self._references.documents)}
        return list(parts.values())

    def _record(self, name: str, count: float, of: float | None = None, *, unsure: int = 0) -> Record:
        fields: dict[str, AttributeValue] = {"count": count}
        if of is not None:
            fields["of"] = of
        if unsure:
            fields["unsure"] = unsure
        return Record(name=name, fields=fields, location=self._root.location)


_AUDIENCES = {
    "external-public": 3, "external-partner": 2, "business-unit-internal": 1, "company-internal": 1,
    "component-internal": 1,
}  # fmt: skip
"""Zalando's `x-audience` as a rank: 1 internal, 2 partner, 3 public."""


def _summary_places(walk: Walk) -> int:
    """Return how many places a summary could stand at."""
    return sum(walk.sites[kind] for kind in walk.summaries)


def _points_outside(root: Object) -> bool:
    def says(value: Value) -> bool:
        return bool(text(mapping(mapping(value).get("externalDocs")).get("url")))

    tags = root.get("tags")
    return says(root) or (isinstance(tags, list) and any(says(tag) for tag in tags))
