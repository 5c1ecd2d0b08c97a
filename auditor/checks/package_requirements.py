"""What packages of frameworks ask for and work with: a table that comes with the program, with versions and a date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from auditor.documents import Value, Workspace
from auditor.resources import resource_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What one version of a package, or one extra of it, asks for."""

    package: str
    ecosystem: str
    extra: str
    version: str
    requires: Mapping[str, str]
    works_with: Mapping[str, str]
    """Ranges that it was found to work with where it sets no bound of its own."""
    why: str
    imports: Mapping[str, tuple[str, ...]]
    """What it imports and does not bring, each with the extras that do bring it."""
    runtime: str
    url: str

    @property
    def label(self) -> str:
        """The package with its extra and version, as a sentence names it."""
        extra = f"[{self.extra}]" if self.extra else ""
        return f"{self.package}{extra} {self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A module that later versions of a package lack."""

    package: str
    module: str
    works_with: str
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookalike:
    """A package that is not what its name suggests."""

    ecosystem: str
    package: str
    range: str
    """One version, or `*` for all."""
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirements:
    """The whole table."""

    read: str
    """ISO 8601 date."""
    newest: Mapping[str, str]
    of: Mapping[tuple[str, str], tuple[Requirement, ...]]
    """By ecosystem and package."""
    removed: tuple[Removed, ...]
    lookalikes: tuple[Lookalike, ...]


@cache
def known_requirements() -> Requirements:
    """Return the table that comes with the program."""
    folder = resource_folder("checklists") / "packages"
    stated = _mapping(Workspace(folder).open("requirements.yaml").tree.value)
    of: dict[tuple[str, str], tuple[Requirement, ...]] = {}
    for value in _list(stated.get("requirements")):
        one = _requirement(value)
        key = (one.ecosystem, one.package)
        of[key] = (*of.get(key, ()), one)
    return Requirements(
        read=str(stated.get("read")),
        newest=_texts(stated.get("newest")),
        of=of,
        removed=tuple(
            Removed(
                package=str(value["package"]),
                module=str(value["module"]),
                works_with=str(value["works_with"]),
                instead=str(value["instead"]),
            )
            for value in _list(stated.get("removed"))
        ),
        lookalikes=tuple(
            Lookalike(
                ecosystem=str(value["ecosystem"]),
                package=str(value["package"]),
                range=str(value["range"]),
                what=str(value["is"]),
            )
            for value in _list(stated.get("lookalikes"))
        ),
    )


def _requirement(value: Mapping[str, Value]) -> Requirement:
    imports = _mapping(value.get("imports"))
    return Requirement(
        package=str(value["package"]),
        ecosystem=str(value.get("ecosystem", "pypi")),
        extra=str(value.get("extra", "")),
        version=str(value["version"]),
        requires=_texts(value.get("requires")),
        works_with=_texts(value.get("works_with")),
        why=str(value.get("why", "")),
        imports={name: tuple(map(str, extras)) for name, extras in imports.items() if isinstance(extras, list)},
        runtime=str(value.get("runtime", "")),
        url=str(value.get("url", "")),
    )


def _mapping(value: Value) -> Mapping[str, Value]:
    return value if isinstance(value, dict) else {}


def _texts(value: Value) -> Mapping[str, str]:
    return {key: str(text) for key, text in _mapping(value).items()}


def _list(value: Value) -> list[Mapping[str, Value]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
