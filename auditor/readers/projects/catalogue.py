"""Which packages and modules are which framework; a table that comes with the program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from auditor.documents import Value, Workspace
from auditor.resources import resource_folder

AGENT = "agent"
"""The role of a framework that builds agents; others are a provider's or a protocol's SDK."""

_SEPARATORS = re.compile(r"[-_.\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """One framework, or the SDK of a provider or a protocol."""

    id: str
    title: str
    family: str
    """What is installed and used together, such as LangChain and LangGraph; its own id where it stands alone."""
    role: str
    names: frozenset[str]
    """What descriptions call it, in the form of `plain_name`."""
    packages: frozenset[tuple[str, str]]
    """Ecosystem and name of the packages that are it."""
    adapters: frozenset[str]
    """Packages through which it takes tools or models."""
    modules: tuple[str, ...]

    def is_project(self, name: str) -> bool:
        """Tell whether a project of this name is the framework itself."""
        return any(package == plain_name(name) for _, package in self.packages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyword:
    """A keyword argument that says something."""

    shows: str
    off: frozenset[str]
    only: frozenset[str]
    of: frozenset[str]
    """The last parts of what must be called for it to count; empty where anything will do."""
    key: bool
    """Whether it counts as a key of a dictionary too."""

    def says(self, value: str) -> bool:
        """Tell whether an argument, as Python's `repr` of its syntax, turns on what the keyword stands for."""
        return value in self.only if self.only else value not in self.off


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All that is known of frameworks in projects."""

    frameworks: tuple[Framework, ...]
    marks: Mapping[str, Mapping[str, str]]
    """By family and last part of a name: what calling it shows."""
    keywords: Mapping[str, Mapping[str, Keyword]]
    """By family and keyword."""
    in_memory: frozenset[str]
    """Names of checkpointers that a restart empties."""
    by_package: Mapping[tuple[str, str], Framework]
    by_module: Mapping[str, Framework]
    by_name: Mapping[str, Framework]

    def of_package(self, ecosystem: str, package: str) -> Framework | None:
        """Return the framework that a package is, or that it adapts."""
        return self.by_package.get((ecosystem, package))

    def of_module(self, module: str) -> Framework | None:
        """Return the framework of a module by its dotted name."""
        first, _, rest = module.partition(".")
        return self.by_module.get(f"{first}.{rest.partition('.')[0]}") or self.by_module.get(first)

    def called(self, name: str) -> Framework | None:
        """Return the framework that a description calls by this name."""
        return self.by_name.get(plain_name(name))

    def in_family(self, family: str) -> tuple[Framework, ...]:
        """Return the frameworks of one family, the one to name it by first."""
        return tuple(framework for framework in self.frameworks if framework.family == family)


def plain_name(name: str) -> str:
    """Return a name in lower case, its words joined by hyphens: the normal form of package names on PyPI."""
    return _SEPARATORS.sub("-", name.strip().lower())


@cache
def catalogue() -> Catalogue:
    """Return the table that comes with the program."""
    folder = resource_folder("checklists") / "packages"
    stated = _mapping(Workspace(folder).open("frameworks.yaml").tree.value)
    frameworks = tuple(_framework(name, _mapping(value)) for name, value in _mapping(stated.get("frameworks")).items())
    family = {framework.id: framework.family for framework in frameworks}
    return Catalogue(
        frameworks=frameworks,
        marks={
            family.get(owner, owner): {
                name: shows for shows, names in _mapping(marks).items() for name in _texts(names)
            }
            for owner, marks in _mapping(stated.get("marks")).items()
        },
        keywords={
            family.get(owner, owner): {name: _keyword(_mapping(value)) for name, value in _mapping(words).items()}
            for owner, words in _mapping(stated.get("keywords")).items()
        },
        in_memory=frozenset(_texts(stated.get("in_memory"))),
        by_package=_packages(frameworks),
        by_module={module: framework for framework in frameworks for module in framework.modules},
        by_name={name: framework for framework in frameworks for name in framework.names if name},
    )


def _framework(identity: str, value: Mapping[str, Value]) -> Framework:
    own = {("pypi", name) for name in _texts(value.get("pypi"))} | {("npm", name) for name in _texts(value.get("npm"))}
    return Framework(
        id=identity,
        title=str(value.get("title", identity)),
        family=str(value.get("family", identity)),
        role=str(value.get("role", AGENT)),
        names=frozenset(map(plain_name, (identity, str(value.get("title", "")), *_texts(value.get("names"))))),
        packages=frozenset(own),
        adapters=frozenset(_texts(value.get("adapters"))),
        modules=tuple(_texts(value.get("modules"))),
    )


def _keyword(value: Mapping[str, Value]) -> Keyword:
    return Keyword(
        shows=str(value.get("shows")),
        off=frozenset(_texts(value.get("off"))),
        only=frozenset(_texts(value.get("only"))),
        of=frozenset(_texts(value.get("of"))),
        key=value.get("key") is True,
    )


def _packages(frameworks: Iterable[Framework]) -> Mapping[tuple[str, str], Framework]:
    table: dict[tuple[str, str], Framework] = {}
    for framework in frameworks:
        table |= dict.fromkeys(framework.packages, framework)
        for adapter in framework.adapters:
            table.setdefault(("npm" if adapter.startswith("@") else "pypi", adapter), framework)
    return table


def _mapping(value: Value) -> Mapping[str, Value]:
    return value if isinstance(value, dict) else {}


def _texts(value: Value) -> Iterable[str]:
    return [str(item) for item in value] if isinstance(value, list) else []
