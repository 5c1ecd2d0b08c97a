"""Claims what schemas, examples and texts of a definition show, for every reader that has JSON Schemas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from auditor.model.claims import Location, Record
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.quality.dialects import Dialect
from auditor.readers.interfaces.quality.joined import JoinedSchemas
from auditor.readers.interfaces.quality.judging import Judge, Question, Verdict
from auditor.readers.interfaces.quality.regions import Region, Regions, example_record
from auditor.readers.interfaces.quality.shape import Shapes, obstacles_of
from auditor.readers.interfaces.references import Reach
from auditor.readers.interfaces.schemas import Schemas

_MOST_FAULTS = 100
"""Faults claimed of one tool."""
_MOST_EXAMPLES = 200
"""Examples claimed of one tool."""


class Example(Struct, frozen=True, kw_only=True):
    """An example that stands outside of schemas."""

    value: Node
    schema: Node | None
    """None where no schema says what it should be."""
    place: str
    """`parameter`, `request` or `response`."""


@dataclass(slots=True, kw_only=True)
class Definition:
    """What the definition of one tool consists of, as far as it is looked into here."""

    inputs: list[Node] = field(default_factory=list)
    """The schemas of what is sent."""
    outputs: list[Node] = field(default_factory=list)
    """The schemas of what comes back."""
    examples: list[Example] = field(default_factory=list)
    faults: list[Record] = field(default_factory=list)
    """What the reader itself found to be wrong around the schemas."""
    secrets: list[Record] = field(default_factory=list)
    """Credentials that the reader found in its own texts."""
    whole: bool = True
    """False where a part cannot be read, so that more may be wrong."""


class Inspector:
    """Looks at the definitions of one interface; what several tools share is looked at once."""

    def __init__(self, dialect: Dialect, schemas: Schemas, reach: Reach) -> None:
        self._schemas = schemas
        self._reach = reach
        self._regions = Regions(dialect, JoinedSchemas(schemas, dialect))
        self._shapes = Shapes(schemas)
        self._judge = Judge(dialect, schemas.references, reach)
        self._waiting: list[tuple[Subject, Definition, Location, list[Region]]] = []

    def claim(self, tool: Subject, definition: Definition, location: Location) -> None:
        """Claim faults and credentials of a tool; its examples are judged together at the end."""
        starts = {schema.key: schema for schema in (*definition.inputs, *definition.outputs)}
        targets, whole = self._reach.of(*starts.values())
        regions = [self._regions.of(part) for part in (starts | targets).values()]
        whole = whole and definition.whole
        faults = [*definition.faults, *(record for region in regions for record in region.faults)]
        secrets = [*definition.secrets, *(record for region in regions for record in region.secrets)]
        _claim(tool, "schema_faults", faults[:_MOST_FAULTS], location, "no schema of it is wrong", whole=whole)
        detail = "no text of it looks like a credential"
        _claim(tool, "embedded_secrets", secrets[:_MOST_FAULTS], location, detail, whole=whole)
        shown = [region for region in regions if region.examples or region.deep_examples]
        self._waiting.append((tool, definition, location, shown))

    def claim_shape(self, tool: Subject, arguments: Sequence[Node], location: Location, *, whole: bool) -> None:
        """Claim how deep arguments are, and what keeps them from strict modes; `arguments` are their schemas."""
        depths = [self._schemas_depth(schema) for schema in arguments]
        deepest = None if None in depths else max((depth for depth in depths if depth is not None), default=0)
        if whole and deepest is not None:
            tool.says("argument_depth", deepest, location)
        targets, resolved = self._reach.of(*arguments)
        if not (whole and resolved):
            return
        parts = {schema.key: schema for schema in arguments} | targets
        shape = self._shapes.of(parts.values())
        shape.properties += len(arguments)
        records = obstacles_of(shape, None if deepest is None else deepest + 1, location)
        tool.says("strict_obstacles", tuple(records), location)

    def claim_root_shape(self, tool: Subject, root: Node) -> None:
        """Claim the shape of arguments that one schema describes as a whole."""
        depth = self.claim_depth(tool, root)
        self.claim_openness(tool, root)
        targets, resolved = self._reach.of(root)
        types = self._schemas.types(root)
        if not resolved or types is None:
            return
        records = obstacles_of(self._shapes.of([root, *targets.values()]), depth, root.location)
        wrong = _wrong_root(root, types)
        if wrong:
            records.insert(0, Record(name="root", fields={"kind": "root", "what": wrong}, location=root.location))
        tool.says("strict_obstacles", tuple(records), root.location)

    def claim_depth(self, tool: Subject, root: Node) -> int | None:
        """Claim how deep arguments are that one schema describes as a whole; return the depth with the schema."""
        depth = self._schemas_depth(root)
        if depth is not None:
            tool.says("argument_depth", max(depth - 1, 0), root.location)
        return depth

    def claim_openness(self, tool: Subject, schema: Node | None, location: Location | None = None) -> None:
        """Claim whether arguments that nobody named are taken; without an object to add to, none are."""
        if schema is None:
            if location is not None:
                tool.says("open_arguments", False, location, detail="every argument is named")
            return
        is_open = self._shapes.open(schema)
        if is_open is not None:
            detail = "`additionalProperties` is not false" if is_open else ""
            tool.says("open_arguments", is_open, schema.location, detail=detail)

    def finish(self) -> None:
        """Judge the examples of all tools that were claimed so far, and claim what came out."""
        asked: list[list[tuple[object, ...]]] = []
        questions: dict[tuple[object, ...], Question] = {}
        for _, definition, _, regions in self._waiting:
            asked.append([])
            for question in _questions(definition, regions):
                key = _identity(question)
                questions.setdefault(key, question)
                asked[-1].append(key)
        verdicts = self._judge.verdicts(questions.values())
        records = {
            key: _judged(question, verdict)
            for (key, question), verdict in zip(questions.items(), verdicts, strict=True)
        }
        for (tool, definition, location, regions), several in zip(self._waiting, asked, strict=True):
            found = [record for region in regions for record in region.examples]
            found += [records[key] for key in several]
            found += [
                example_record(example.value, example.place, valid=None, what="no schema to judge it by")
                for example in definition.examples
                if example.schema is None
            ]
            if len(found) > _MOST_EXAMPLES:
                found.sort(key=lambda record: record.fields.get("valid") is not False)
            _claim(tool, "examples", found[:_MOST_EXAMPLES], location, "it gives no example", whole=definition.whole)
        self._waiting.clear()

    def _schemas_depth(self, schema: Node) -> int | None:
        return self._shapes.depth(schema)


def _claim(
    tool: Subject, attribute: str, records: Sequence[Record], location: Location, absent: str, *, whole: bool
) -> None:
    """Claim what was found; that nothing is there is claimed only where everything was looked at."""
    if records:
        tool.says(attribute, tuple(records), records[0].location)
    elif whole:
        tool.says(attribute, (), location, detail=absent)


def _questions(definition: Definition, regions: Iterable[Region]) -> Iterable[Question]:
    for example in definition.examples:
        if example.schema is not None:
            yield Question(value=example.value, schema=example.schema, place=example.place)
    for region in regions:
        for value, schema in region.deep_examples:
            yield Question(value=value, schema=schema, place="schema")


def _judged(question: Question, verdict: Verdict) -> Record:
    place = "" if question.place == "schema" else question.place
    return example_record(question.value, place, valid=verdict.valid, what=verdict.what)


def _identity(question: Question) -> tuple[object, ...]:
    return question.value.key, question.schema.key, question.place


def _wrong_root(root: Node, types: tuple[str, ...]) -> str:
    choices = [key for key in ("anyOf", "oneOf") if root.get(key) is not None]
    if choices:
        return f"the root is a choice by `{choices[0]}`; strict modes want one object"
    if types != ("object",):
        return f"the root is {' or '.join(types) or 'of no type'}; strict modes want an object"
    return ""
