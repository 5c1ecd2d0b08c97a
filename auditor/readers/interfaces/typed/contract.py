"""What is known of the types of an interface: their references, their schemas and what was noted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from msgspec.structs import replace

from auditor.model.claims import Location
from auditor.readers.interfaces.arguments import ArgumentReader, Arguments
from auditor.readers.interfaces.contents import ContentReader
from auditor.readers.interfaces.listing import Listing, Subject
from auditor.readers.interfaces.nodes import Key, Node
from auditor.readers.interfaces.notes import Notes
from auditor.readers.interfaces.quality.dialects import JSON_SCHEMA
from auditor.readers.interfaces.quality.inspection import Definition, Inspector
from auditor.readers.interfaces.quantities import QuantityReader
from auditor.readers.interfaces.references import Reach, references_below
from auditor.readers.interfaces.results import ResultReader
from auditor.readers.interfaces.schemas import Schemas
from auditor.readers.interfaces.sizes import DefinitionSizes
from auditor.readers.interfaces.typed.text import TypedText
from auditor.readers.interfaces.values import mapping
from auditor.readers.interfaces.work import Work

_STEPS_FOR_SIZES = 400_000
"""Types that are visited to measure definitions; where all types refer to each other that is tools times types."""


class TypeReferences:
    """References by the full names of types, whichever file defines them."""

    def __init__(self) -> None:
        self._types: dict[str, Node] = {}
        self.dead_ends: dict[tuple[str, str], Node] = {}
        """The first node with each name that nothing defines, by its document's path and the name."""

    def add(self, text: TypedText) -> None:
        """Add the types of a text; the first definition of a name counts."""
        for name in text.types:
            self._types.setdefault(name, text.node("types", name))

    @property
    def types(self) -> list[Node]:
        """Every type."""
        return list(self._types.values())

    def follow(self, node: Node) -> Node | None:
        """Return the type that a node names, or the node itself where it names none; None where nothing defines it."""
        ref = node.reference
        if ref is None:
            return node
        found = self._types.get(ref)
        if found is None:
            self.dead_ends.setdefault((node.document.path, ref), node)
        return found


class TypedContract:
    """The types of an interface, and everything that is known of them so far."""

    def __init__(self, *texts: TypedText) -> None:
        self.notes = Notes()
        self.work = Work()
        self.references = TypeReferences()
        for text in texts:
            self.references.add(text)
        self.schemas = Schemas(self.references, self.notes, self.work)
        self.results = ResultReader(self.schemas)
        self.contents = ContentReader(self.schemas, self.results)
        self.quantities = QuantityReader(self.schemas, self.contents)
        self._arguments = ArgumentReader(self.schemas)
        self._reach = Reach(self.references, self.work)
        self._sizes = DefinitionSizes(self._reach)
        self._inspected = Work()
        self._inspector = Inspector(JSON_SCHEMA, self.schemas, Reach(self.references, self._inspected))
        self._callers: Counter[Key] = Counter()
        self._broken: set[Key] | None = None

    def arguments(self, schema: Node) -> Arguments:
        """Return the arguments that an object schema describes."""
        return self._arguments.of_object(schema, place="argument")

    def sent(self, schema: Node) -> Arguments:
        """Return the arguments of the one tool, or of the several, whose call an object schema describes."""
        arguments = self.arguments(schema)
        target = self.references.follow(schema)
        return arguments if target is not None and self._callers[target.key] > 1 else in_text(arguments)

    def count_callers(self, schemas: Iterable[Node]) -> None:
        """Learn which types are sent by how many tools, each of which is given with the schema of its call."""
        targets = (self.references.follow(schema) for schema in schemas)
        self._callers.update(target.key for target in targets if target is not None)

    def resolves(self, *schemas: Node) -> bool:
        """Tell whether everything that schemas refer to, directly or through types, is defined."""
        broken = self._broken_types()
        for schema in schemas:
            for holder in references_below(schema):
                target = self.references.follow(holder)
                if target is None or target.key in broken:
                    return False
        return True

    def _broken_types(self) -> set[Key]:
        """Return the types that lead to a name which nothing defines; found backwards, each type once."""
        if self._broken is None:
            users: dict[Key, list[Key]] = defaultdict(list)
            waiting: list[Key] = []
            for node in self.references.types:
                targets = [self.references.follow(holder) for holder in references_below(node)]
                waiting += [node.key] if None in targets else []
                for target in targets:
                    if target is not None:
                        users[target.key].append(node.key)
            self._broken = set(waiting)
            while waiting:
                for user in users[waiting.pop()]:
                    if user not in self._broken:
                        self._broken.add(user)
                        waiting.append(user)
        return self._broken

    def size(self, *, name: str, prose: str, arguments: Arguments) -> int | None:
        """Return the characters of a definition as compact JSON; None once measuring has cost too much."""
        if self.work.done > _STEPS_FOR_SIZES:
            self.notes.tell("the types refer to each other so often that not every definition was measured")
            return None
        return self._sizes.of(name=name, prose=prose, arguments=arguments)

    def claim_quality(self, tool: Subject, *, sent: Node, filled_in: Node) -> None:
        """Claim what is wrong with the types that are sent, and how deep and how open what a caller fills in is.

        How a strict mode takes these types is left open: it depends on who makes JSON Schema of them.
        """
        if self._inspected.done > _STEPS_FOR_SIZES:
            return
        self._inspector.claim(tool, Definition(inputs=[sent]), sent.location)
        self._inspector.claim_depth(tool, filled_in)
        self._inspector.claim_openness(tool, filled_in)

    def finish(self, listing: Listing) -> None:
        """Claim what can be said only once every tool was read: of examples, and of names that nothing defines."""
        self._inspector.finish()
        self._tell_dead_ends(listing)

    def _tell_dead_ends(self, listing: Listing) -> None:
        """Claim every name that nothing defines, and note it."""
        self._broken_types()
        for (_, name), node in self.references.dead_ends.items():
            listing.dead_end(name, node)
            self.notes.tell(f"nothing defines {name}", node)


def in_text(arguments: Arguments) -> Arguments:
    """Return arguments that belong to one tool alone: their places are no parts of a type that others share."""
    return replace(
        arguments,
        listed=tuple(
            replace(one, record=replace(one.record, location=_plain(one.record.location))) for one in arguments.listed
        ),
    )


def _plain(location: Location) -> Location:
    at = location.position
    return Location(document=location.document, line_in_text=at.line, column_in_text=at.column)


def only_object(arguments: Arguments, contract: TypedContract) -> Node | None:
    """Return the schema of an argument that is the only one and an object with fields; its fields are what is sent."""
    if len(arguments.listed) != 1 or not arguments.whole or (schema := arguments.listed[0].schema) is None:
        return None
    target = contract.references.follow(schema)
    return target if target is not None and mapping(mapping(target.value).get("properties")) else None
