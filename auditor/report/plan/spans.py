"""Where the parts of a YAML or JSON text begin and end, so that a change touches nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import _ruamel_yaml as libyaml
from ruamel.yaml import YAML

_BLANK = re.compile(r"[ \t\n\r]*")
_READ = json.JSONDecoder().raw_decode
_MOST_SLOWLY = 100_000
"""Characters."""
_LOST = (ValueError, LookupError, TypeError, AttributeError, AssertionError, NotImplementedError, RecursionError)
"""What the slower parser breaks down with."""


class Shape(StrEnum):
    """What a span holds."""

    MAPPING = "mapping"
    LIST = "list"
    SCALAR = "scalar"
    ALIAS = "alias"


@dataclass(slots=True, kw_only=True)
class Span:
    """One value of a text."""

    shape: Shape
    start: int
    """The offset of its first character, an anchor or a tag before it included."""
    end: int
    """The offset behind its last character. A block of YAML ends where its last value does."""
    flow: bool
    """Whether it stands in brackets, as everything in JSON does."""
    block_text: bool = False
    """Whether it is a text of several lines behind `|` or `>`."""
    members: dict[str, Span] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    """The offset at which the key of each member starts."""
    items: list[Span] = field(default_factory=list)

    @property
    def last(self) -> Span | None:
        """The last value in it."""
        inner = list(self.members.values()) or self.items
        return inner[-1] if inner else None


class NoSpansError(ValueError):
    """The text is none of which parts could be told."""


def yaml_spans(text: str) -> Span:
    """Return the only document of a YAML text. Raises NoSpansError."""
    try:
        found = _documents(_events(text))
    except libyaml.YAMLError:  # such as `${NAME:?why}` within brackets, which only YAML 1.2 takes
        found = _read_slowly(text)
    except RecursionError as error:
        raise NoSpansError(str(error)) from None
    if len(found) != 1:
        raise NoSpansError("not one document")
    return found[0]


def json_spans(text: str) -> Span:
    """Return the value of a JSON text without comments. Raises NoSpansError."""
    try:
        return _json_value(text, _after_blank(text, 0))
    except (ValueError, IndexError, RecursionError) as error:
        raise NoSpansError(str(error)) from None


def _documents(events: Iterator[libyaml.Event]) -> list[Span]:
    return [_node(event, events) for event in events if _starts_node(event)]


def _read_slowly(text: str) -> list[Span]:
    if len(text) > _MOST_SLOWLY:
        raise NoSpansError("too much for the slower parser")
    try:
        return _documents(iter(YAML(typ="safe", pure=True).parse(text)))
    except (libyaml.YAMLError, *_LOST) as error:
        raise NoSpansError(str(error)) from None


def _events(text: str) -> Iterator[libyaml.Event]:
    return iter(libyaml.CParser(text.encode()).get_event, None)


_STARTS = (libyaml.ScalarEvent, libyaml.AliasEvent, libyaml.MappingStartEvent, libyaml.SequenceStartEvent)


def _starts_node(event: libyaml.Event) -> bool:
    return isinstance(event, _STARTS)


def _node(event: libyaml.Event, events: Iterator[libyaml.Event]) -> Span:
    start, end = event.start_mark.index, event.end_mark.index
    if isinstance(event, libyaml.AliasEvent):
        return Span(shape=Shape.ALIAS, start=start, end=end, flow=True)
    if isinstance(event, libyaml.ScalarEvent):
        block = event.style in ("|", ">")
        return Span(shape=Shape.SCALAR, start=start, end=end, flow=not block, block_text=block)
    flow = bool(event.flow_style)
    if isinstance(event, libyaml.SequenceStartEvent):
        span = Span(shape=Shape.LIST, start=start, end=end, flow=flow)
        while not isinstance(event := next(events), libyaml.SequenceEndEvent):
            span.items.append(_node(event, events))
    else:
        span = Span(shape=Shape.MAPPING, start=start, end=end, flow=flow)
        while not isinstance(event := next(events), libyaml.MappingEndEvent):
            if not isinstance(event, libyaml.ScalarEvent):
                raise NoSpansError("a key that is no plain text")
            key, at = event.value, event.start_mark.index
            span.members[key], span.keys[key] = _node(next(events), events), at
    # The parser lets a block end where the next thing begins, behind comments that do not belong to it.
    span.end = event.end_mark.index if flow else (span.last.end if span.last else end)
    return span


def _after_blank(text: str, offset: int) -> int:
    match = _BLANK.match(text, offset)
    return match.end() if match else offset


def _json_value(text: str, start: int) -> Span:
    if text[start] == "{":
        span = Span(shape=Shape.MAPPING, start=start, end=start, flow=True)
        at = _after_blank(text, start + 1)
        while text[at] != "}":
            key, end = _READ(text, at)
            value = _json_value(text, _after_blank(text, _after_blank(text, end) + 1))
            span.members[key], span.keys[key] = value, at
            at = _next(text, value.end)
        span.end = at + 1
        return span
    if text[start] == "[":
        span = Span(shape=Shape.LIST, start=start, end=start, flow=True)
        at = _after_blank(text, start + 1)
        while text[at] != "]":
            span.items.append(_json_value(text, at))
            at = _next(text, span.items[-1].end)
        span.end = at + 1
        return span
    return Span(shape=Shape.SCALAR, start=start, end=_READ(text, start)[1], flow=True)


def _next(text: str, end: int) -> int:
    at = _after_blank(text, end)
    return _after_blank(text, at + 1) if text[at] == "," else at


def found_at(root: Span, pointer: Sequence[str | int]) -> Span | None:
    """Return the span that a pointer leads to, or None; aliases are not followed."""
    span: Span | None = root
    for step in pointer:
        if span is None:
            return None
        if isinstance(step, int):
            span = span.items[step] if span.shape is Shape.LIST and step < len(span.items) else None
        else:
            span = span.members.get(step)
    return span
