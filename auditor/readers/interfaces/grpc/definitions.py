"""What a Protocol Buffers file defines."""

from __future__ import annotations

from dataclasses import dataclass, field

from auditor.documents import Value

Options = dict[str, Value]
"""Options by name, nested as their names and messages are; one that is set more than once holds a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a message."""

    name: str
    type: str
    """As written: a scalar, or a name that is looked up from the message outwards."""
    label: str
    """`required`, `optional`, `repeated` or empty."""
    offset: int
    key: str = ""
    """For a map, the type of its keys; `type` is that of its values."""
    choice: str = ""
    """The oneof that it belongs to."""
    options: Options = field(default_factory=dict)
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message, or a group."""

    name: str
    """With its package and the messages around it."""
    offset: int
    fields: tuple[Field, ...]
    description: str
    options: Options = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enumeration:
    """One enum."""

    name: str
    offset: int
    values: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One rpc of a service."""

    name: str
    offset: int
    request: str
    response: str
    takes_stream: bool
    gives_stream: bool
    options: Options
    description: str
    described_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service."""

    name: str
    """Without its package."""
    offset: int
    methods: tuple[Method, ...]
    options: Options
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A file that another one uses."""

    path: str
    offset: int


@dataclass(slots=True, kw_only=True)
class File:
    """One file."""

    syntax: str = "proto2"
    """`proto2`, `proto3` or an edition."""
    package: str = ""
    package_offset: int = 0
    imports: list[Import] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    enumerations: list[Enumeration] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    options: Options = field(default_factory=dict)
