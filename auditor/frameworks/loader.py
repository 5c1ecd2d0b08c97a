"""Reads framework profiles from checklists/frameworks/, and tells every mistake in them at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from auditor.checklist.mistakes import Mistakes
from auditor.checklist.shape import Shape
from auditor.documents import Document, Pointer, Value, Workspace
from auditor.errors import InputError, Problem
from auditor.frameworks.candidate import Blast, Step
from auditor.frameworks.profile import Fate, Form, Framework, Handling, Path, Rank, Role, Source, Topic
from auditor.frameworks.rules import all_kinds
from auditor.resources import resource_folder

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_BLASTS = {"tool": Blast.TOOL, "server": Blast.SERVER, "agent": Blast.AGENT}


@cache
def all_frameworks() -> Mapping[str, Framework]:
    """Return the frameworks that come with the program, by id."""
    folder = resource_folder("checklists") / "frameworks"
    workspace = Workspace(folder)
    found = load_frameworks(workspace.open(path.name) for path in sorted(folder.glob("*.yaml")))
    return MappingProxyType({framework.id: framework for framework in found})


@cache
def all_paths() -> Mapping[str, Path]:
    """Return every path of every framework by its id, such as `langchain:mcp`."""
    return MappingProxyType({path.id: path for framework in all_frameworks().values() for path in framework.paths})


def load_frameworks(documents: Iterable[Document]) -> tuple[Framework, ...]:
    """Return the frameworks in some documents. Raises InputError with every mistake."""
    problems: list[Problem] = []
    found: list[Framework] = []
    named: list[tuple[Mistakes, Pointer, str]] = []
    for document in documents:
        mistakes = Mistakes(document, document.tree)
        reader = _ProfileReader(mistakes)
        found.append(reader.read(mistakes.tree.value))
        named += [(mistakes, pointer, via) for pointer, via in reader.via]
        problems += mistakes.problems
    known = {path.id for framework in found for path in framework.paths}
    for mistakes, pointer, via in named:
        if via not in known:
            mistakes.problems.clear()
            mistakes.unknown(pointer, "path", via, known, key=False)
            problems += mistakes.problems
    if problems:
        raise InputError(sorted(problems))
    return tuple(found)


class _ProfileReader:
    def __init__(self, mistakes: Mistakes) -> None:
        self._mistakes = mistakes
        self.via: list[tuple[Pointer, str]] = []

    def read(self, value: Value) -> Framework:
        shape = Shape(self._mistakes, value, (), "a framework profile")
        identifier = shape.text("framework", required=True)
        if identifier and not _ID.fullmatch(identifier):
            self._mistakes.add(shape.at("framework"), f"`{identifier}` is not a kebab-case id such as `qwen-agent`")
        paths = tuple(self._paths(shape, identifier))
        framework = Framework(
            id=identifier,
            title=shape.text("title", required=True),
            role=shape.choice("role", Role, Role.FRAMEWORK) or Role.FRAMEWORK,
            names=shape.texts("names"),
            version=shape.text("version", required=True),
            packages=MappingProxyType(dict(self._packages(shape))),
            tried=shape.text("tried", required=True),
            sources=tuple(self._sources(shape)),
            paths=paths,
            default=self._path_named(shape, "default", paths),
            direct=self._path_named(shape, "direct", paths),
        )
        shape.finish()
        return framework

    def _path_named(self, shape: Shape, key: str, paths: tuple[Path, ...]) -> str:
        name = shape.text(key)
        if not name:
            return paths[0].id if paths and key == "default" else ""
        found = f"{shape.value.get('framework')}:{name}"
        if found not in {path.id for path in paths}:
            known = [path.id.partition(":")[2] for path in paths]
            self._mistakes.unknown(shape.at(key), "path", name, known, key=False)
        return found

    def _packages(self, shape: Shape) -> Iterator[tuple[str, str]]:
        stated = shape.get("packages")
        for name, version in stated.items() if isinstance(stated, dict) else ():
            if not isinstance(version, str):
                self._mistakes.add((*shape.at("packages"), name), "a package takes its version as text")
                continue
            yield name, version
        if stated is not None and not isinstance(stated, dict):
            self._mistakes.add(shape.at("packages"), "`packages` takes a mapping of packages to versions")

    def _sources(self, shape: Shape) -> Iterator[Source]:
        for pointer, value in shape.items("sources"):
            source = Shape(self._mistakes, value, pointer, "a source")
            yield Source(title=source.text("title", required=True), url=source.text("url"))
            source.finish()

    def _paths(self, shape: Shape, framework: str) -> Iterator[Path]:
        paths = Shape(self._mistakes, shape.get("paths"), shape.at("paths"), "`paths`")
        for name, value in paths.value.items():
            path = Shape(self._mistakes, value, (*paths.pointer, name), "a path")
            via = path.text("via")
            if via:
                self.via.append((path.at("via"), via))
            yield Path(
                id=f"{framework}:{name}",
                title=path.text("title", required=True),
                rank=path.choice("rank", Rank, Rank.SECOND) or Rank.SECOND,
                form=path.choice("form", Form, Form.MCP) or Form.MCP,
                blast=self._blast(path),
                via=via,
                binds=path.texts("binds"),
                strict=path.flag("strict"),
                steps=tuple(self._steps(path)),
                results=MappingProxyType(dict(self._results(path))),
            )
            path.finish()

    def _blast(self, shape: Shape) -> Blast:
        word = shape.text("blast")
        if word and word not in _BLASTS:
            self._mistakes.unknown(shape.at("blast"), "blast", word, _BLASTS, key=False)
        return _BLASTS.get(word, Blast.TOOL)

    def _steps(self, path: Shape) -> Iterator[Step]:
        kinds = all_kinds()
        for pointer, value in path.items("steps"):
            if not isinstance(value, dict) or len(value) != 1:
                self._mistakes.add(pointer, "a step is one kind of rule with its arguments: `- kind: {…}`")
                continue
            name, given = next(iter(value.items()))
            if name not in kinds:
                self._mistakes.unknown((*pointer, name), "kind of rule", name, kinds)
                continue
            arguments = Shape(self._mistakes, {} if given is None else given, (*pointer, name), f"`{name}`")
            yield kinds[name](arguments)
            arguments.finish()

    def _results(self, path: Shape) -> Iterator[tuple[Topic, Handling]]:
        if "results" not in path.value:
            path.get("results")
            return
        results = Shape(self._mistakes, path.get("results"), path.at("results"), "`results`")
        for topic in Topic:
            if topic.value in results.value:
                handling = Shape(self._mistakes, results.get(topic.value), results.at(topic.value), "a result's fate")
                fate = handling.choice("fate", Fate) or Fate.LOST
                yield topic, Handling(fate=fate, how=handling.text("how", required=True))
                handling.finish()
        results.finish()
