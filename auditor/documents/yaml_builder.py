"""Builds plain values from the events of a YAML parser, within a budget."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import _ruamel_yaml as libyaml

from auditor.documents import scalars
from auditor.documents.faults import Source
from auditor.documents.tree import Tree
from auditor.documents.values import Value
from auditor.documents.wording import printable, quoted
from auditor.documents.yaml_events import Event
from auditor.documents.yaml_faults import complex_key
from auditor.documents.yaml_frame import Frame
from auditor.documents.yaml_locator import Marks, YamlLocator
from auditor.errors import InputError, Problem


@dataclass(frozen=True, slots=True)
class _Anchored:
    """What an alias stands for."""

    value: Value
    nodes: int
    """How many values it holds; 0 while it is unfinished."""
    text: str | None
    """The source text of a scalar, for its use as a key."""


class Builder:
    """Makes a tree of each document of one stream."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._budgets = source.budgets
        self._problems: list[Problem] = []
        self._tags: dict[str, tuple[int, int]] = {}
        self._nodes = 0
        self._begin_document()
        self._handlers = {
            libyaml.ScalarEvent: self._scalar,
            libyaml.AliasEvent: self._alias,
            libyaml.MappingStartEvent: self._start,
            libyaml.SequenceStartEvent: self._start,
            libyaml.MappingEndEvent: self._end,
            libyaml.SequenceEndEvent: self._end,
        }

    def _begin_document(self) -> None:
        self._marks: Marks = {}
        self._anchors: dict[str, _Anchored] = {}
        self._frame = Frame([], [], False, None, 0)
        self._stack: list[Frame] = []

    def read(self, events: Iterable[Event]) -> tuple[Tree, ...]:
        """Return the trees; raise InputError where the values cannot be built."""
        trees: list[Tree] = []
        handlers, limit = self._handlers, self._budgets.nodes
        for event in events:
            handler = handlers.get(type(event))
            if handler is not None:
                handler(event)
                if self._nodes > limit:
                    message = f"holds more than {limit:,} values, counting what its aliases stand for"
                    raise self._source.error(event.start_mark.index, message)
            elif isinstance(event, libyaml.DocumentEndEvent):
                trees.append(self._tree())
                self._begin_document()
        if self._problems:
            raise InputError(self._problems)
        self._warn_of_tags()
        return tuple(trees)

    def _tree(self) -> Tree:
        (root,), (start,) = self._frame.container, self._frame.offsets
        locator = YamlLocator(root, start=start, marks=self._marks)
        return Tree(root, lines=self._source.lines, locator=locator)

    def _warn_of_tags(self) -> None:
        for tag, (offset, count) in self._tags.items():
            often = f" ({count} times)" if count > 1 else ""
            self._source.warn(offset, f"the tag {tag} is not known{often}; its value is taken as it stands")

    def _scalar(self, event: Event) -> None:
        self._nodes += 1
        offset, text, frame = event.start_mark.index, event.value, self._frame
        expects_key = frame.is_mapping and frame.key is None
        value: Value = text
        if not expects_key or event.ctag is not None or event.anchor is not None:
            value = self._value(event, text, offset)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchored(value, 1, text)
        if expects_key:
            self._key(text, offset, merging=text == "<<" and event.ctag is None and event.implicit[0])
        else:
            frame.put(value, offset)

    def _value(self, event: Event, text: str, offset: int) -> Value:
        tag = event.ctag
        try:
            if tag is None:
                return scalars.plain(text) if event.implicit[0] else text
            if (convert := scalars.TAGGED.get(str(tag))) is not None:
                return convert(text)
        except (ValueError, OverflowError):
            expected = "a number that is not so long" if tag is None else f"what the tag {_short(tag)} asks for"
            raise self._source.error(offset, f"cannot read {quoted(text)}; expected {expected}") from None
        self._note(tag, offset)
        return text

    def _note(self, tag: object, offset: int) -> None:
        name = _short(tag)
        first, count = self._tags.get(name, (offset, 0))
        self._tags[name] = (first, count + 1)

    def _alias(self, event: Event) -> None:
        offset, frame = event.start_mark.index, self._frame
        name = printable(event.anchor or "")
        anchored = self._anchors.get(event.anchor or "")
        if anchored is None:
            raise self._source.error(offset, f"the alias *{name} has no anchor &{name} before it")
        if not anchored.nodes:
            raise self._source.error(offset, f"the alias *{name} stands inside its own anchor")
        self._nodes += anchored.nodes
        if not (frame.is_mapping and frame.key is None):
            frame.put(anchored.value, offset)
        elif anchored.text is None:
            raise complex_key(self._source, offset)
        else:
            self._key(anchored.text, offset, merging=False)

    def _start(self, event: Event) -> None:
        self._nodes += 1
        offset, frame = event.start_mark.index, self._frame
        if frame.is_mapping and frame.key is None:
            raise complex_key(self._source, offset)
        if len(self._stack) >= self._budgets.depth:
            message = f"more than {self._budgets.depth} mappings and lists inside one another"
            raise self._source.error(offset, message)
        if event.ctag is not None and str(event.ctag) not in scalars.COLLECTIONS:
            self._note(event.ctag, offset)
        is_mapping = isinstance(event, libyaml.MappingStartEvent)
        container: dict[str, Value] | list[Value] = {} if is_mapping else []
        frame.put(container, offset)
        offsets = self._marks[id(container)] = []
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchored(container, 0, None)
        self._stack.append(frame)
        self._frame = Frame(container, offsets, is_mapping, event.anchor, self._nodes - 1)

    def _end(self, _event: object) -> None:
        frame = self._frame
        self._frame = self._stack.pop()
        if frame.merges is not None and (offset := frame.merge(self._marks)) is not None:
            expected = "expected a mapping or a list of mappings"
            raise self._source.error(offset, f"the merge key << cannot merge this; {expected}")
        if frame.anchor is not None:
            self._anchors[frame.anchor] = _Anchored(frame.container, self._nodes - frame.nodes_before, None)

    def _key(self, text: str, offset: int, *, merging: bool) -> None:
        frame = self._frame
        frame.begin(text, offset, merging=merging)
        if frame.repeated and len(self._problems) < self._budgets.reported_problems:
            self._problems.append(self._source.problem(offset, self._repetition(text)))

    def _repetition(self, key: str) -> str:
        if self._frame.merging:
            return "a second merge key << in one mapping; expected one with a list of all mappings to merge"
        first = self._source.lines.position(self._frame.first_offset(key))
        return f"the key {quoted(key)} is already at line {first.line}, column {first.column}"


def _short(tag: object) -> str:
    name = printable(str(tag))
    return f"!!{name.removeprefix(scalars.STANDARD)}" if name.startswith(scalars.STANDARD) else name
