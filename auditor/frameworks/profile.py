"""Framework profiles: what is known of how a framework takes tools, one file a framework."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from auditor.frameworks.candidate import Blast, Step


class Role(StrEnum):
    """What a profile is about."""

    FRAMEWORK = "framework"
    PROVIDER = "provider"
    """Who serves a model, and has rules of its own for the tools that it is given."""
    PROTOCOL = "protocol"
    """A protocol and its clients."""


class Rank(StrEnum):
    """How much a path counts: the first rank is what most systems are asked for."""

    FIRST = "first"
    SECOND = "second"


class Form(StrEnum):
    """The form in which a path takes tool definitions."""

    MCP = "mcp"
    """An MCP server's answer to tools/list."""
    FUNCTION = "function"
    """`{type: function, function: {name, description, parameters}}`."""
    PLAIN = "plain"
    """`{name, description, parameters}`."""
    ANTHROPIC = "anthropic"
    """`{name, description, input_schema}`."""
    GEMINI = "gemini"
    """`{name, description, parameters}` in the Schema of Google's API."""
    GEMINI_JSON = "gemini-json"
    """`{name, description, parametersJsonSchema}`."""


class Topic(StrEnum):
    """What an action can give back, and what can happen around a call."""

    TEXT = "text"
    STRUCTURED = "structured"
    IMAGE = "image"
    AUDIO = "audio"
    RESOURCE = "resource"
    ERROR = "error"
    OUTPUT_SCHEMA = "output_schema"
    ANNOTATIONS = "annotations"
    APPROVAL = "approval"
    PROGRESS = "progress"


class Fate(StrEnum):
    """What becomes of it on a path."""

    KEPT = "kept"
    PARTLY = "partly"
    """It arrives in another form, or only for the program and not for the model."""
    LOST = "lost"
    REFUSED = "refused"
    """It ends the call with an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """What a path does with one topic."""

    fate: Fate
    how: str
    """In words, with the name of the mechanism where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a profile's rules come from."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One way for a tool into a framework."""

    id: str
    """`framework:path`, such as `langchain:mcp`."""
    title: str
    rank: Rank
    form: Form
    blast: Blast
    """What a refused definition takes with it, where its rule does not say otherwise."""
    via: str
    """The id of the path whose steps come first; empty where there is none."""
    binds: tuple[str, ...]
    """The providers to whose models this path hands the tools; empty where it is no matter of a provider."""
    strict: bool
    """Whether it is the way with the provider's strict mode."""
    steps: tuple[Step, ...]
    """This path's own steps."""
    results: Mapping[Topic, Handling]


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """One framework or provider."""

    id: str
    title: str
    role: Role
    names: tuple[str, ...]
    """What descriptions call it; its packages too."""
    version: str
    """What the rules were established with."""
    packages: Mapping[str, str]
    """The same for each package, where a framework is several."""
    tried: str
    """ISO 8601 date."""
    sources: tuple[Source, ...]
    paths: tuple[Path, ...]
    default: str
    """The path that is meant where only the framework is named and the tools come from an MCP server."""
    direct: str
    """The path for tools that are no MCP server's; empty where there is none."""
