"""The shape of libyaml's events, which come without types."""

from __future__ import annotations

from typing import Protocol


class Mark(Protocol):
    """A place in the stream. Its line is not used: libyaml breaks lines where YAML 1.2 and editors do not."""

    index: int
    """Counted from 0, in characters."""


class Event(Protocol):
    """What the handlers use of a scalar, an alias, or the start of a mapping or a list."""

    start_mark: Mark
    anchor: str | None
    """Of the node, or the name that an alias has."""
    ctag: object | None
    """Its text is the tag, with its handle expanded."""
    implicit: tuple[bool, bool]
    """Of a scalar: whether it is plain, and whether it is quoted, in both cases without a tag."""
    value: str
    """Of a scalar."""
