"""Reads checklists/benchmarks.yaml, and tells every mistake in it at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from auditor.benchmarks.catalogue import (
    Benchmark,
    BenchmarkPart,
    BenchmarkVersion,
    Environment,
    Interaction,
    Nature,
    Source,
    ToolUse,
    words_of,
)
from auditor.documents import Document, Pointer, Value, Workspace
from auditor.errors import InputError, Problem
from auditor.model.vocabulary.of_evaluations import WORK
from auditor.resources import resource_folder

_ID = re.compile(r"[a-z0-9]+([-.][a-z0-9]+)*")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")

E = TypeVar("E", bound=StrEnum)


def load_catalogue() -> Mapping[str, Benchmark]:
    """Return the benchmarks that come with the program, by id. Raises InputError with every mistake."""
    return read_catalogue(Workspace(resource_folder("checklists")).open("benchmarks.yaml"))


def read_catalogue(document: Document) -> Mapping[str, Benchmark]:
    """Return the benchmarks of one document, by id and in its order. Raises InputError with every mistake."""
    mistakes = _Mistakes(document)
    top = _Entry(mistakes, document.tree.value, (), "the catalogue")
    found = {key: _benchmark(key, entry) for key, entry in top.entries()}
    _no_shared_names(mistakes, found.values())
    if mistakes.problems:
        raise InputError(sorted(mistakes.problems))
    return MappingProxyType(found)


def _benchmark(key: str, entry: _Entry) -> Benchmark:
    if not _ID.fullmatch(key):
        entry.note((), f"`{key}` is not an id in kebab case such as `tau2-bench`")
    nature = _nature(entry, None)
    names = (key, *entry.texts("names"))
    benchmark = Benchmark(
        id=key,
        title=entry.text("title", required=True),
        names=tuple(dict.fromkeys(" ".join(words_of(name)) for name in names)),
        alone=tuple(" ".join(words_of(name)) for name in entry.texts("alone")),
        measures=entry.text("measures", required=True),
        nature=nature,
        metric=entry.text("metric", required=True),
        higher_is_better=entry.flag("higher_is_better", default=True),
        simulated_user=entry.flag("simulated_user"),
        introduced=entry.date("introduced"),
        tasks=entry.count("tasks"),
        versions=MappingProxyType({name: _version(name, item) for name, item in entry.mapping("versions")}),
        parts=MappingProxyType({name: _part(name, item, nature) for name, item in entry.mapping("parts")}),
        fits=tuple(entry.words("fits", WORK)),
        sources=tuple(_sources(entry)),
    )
    entry.finish()
    return benchmark


def _version(key: str, entry: _Entry) -> BenchmarkVersion:
    if key != key.lower():
        entry.note((), f"versions are in lower case: `{key.lower()}`")
    version = BenchmarkVersion(id=key, introduced=entry.date("introduced"), tasks=entry.count("tasks"))
    entry.finish()
    return version


def _part(key: str, entry: _Entry, whole: Nature) -> BenchmarkPart:
    part = BenchmarkPart(
        id=key,
        title=entry.text("title") or key.replace("_", " "),
        nature=_nature(entry, whole),
        tasks=entry.count("tasks"),
        abstention=entry.flag("abstention"),
    )
    entry.finish()
    return part


def _nature(entry: _Entry, whole: Nature | None) -> Nature:
    """Return what an entry says of its nature; what a part leaves out is as in the whole."""
    return Nature(
        interaction=entry.choice("interaction", Interaction, whole.interaction if whole else None),
        environment=entry.choice("environment", Environment, whole.environment if whole else None),
        tool_use=entry.choice("tool_use", ToolUse, whole.tool_use if whole else None),
    )


def _sources(entry: _Entry) -> Iterator[Source]:
    stated = entry.listed("sources")
    if not stated:
        entry.note((), f"{entry.what} needs `sources`: at least one, with `title` and `url`")
    for pointer, value in stated:
        item = _Entry(entry.mistakes, value, pointer, "a source")
        url = item.text("url", required=True)
        if url and not url.startswith("https://"):
            item.note(("url",), "`url` takes an address that starts with https://")
        yield Source(title=item.text("title", required=True), url=url)
        item.finish()


def _no_shared_names(mistakes: _Mistakes, benchmarks: Iterable[Benchmark]) -> None:
    owners: dict[str, str] = {}
    for benchmark in benchmarks:
        for name in (*benchmark.names, *benchmark.alone):
            owner = owners.setdefault(name, benchmark.id)
            if not name:
                mistakes.add((benchmark.id, "names"), "a name needs letters or digits")
            elif owner != benchmark.id:
                mistakes.add((benchmark.id, "names"), f"the name `{name}` is taken by `{owner}`")


class _Mistakes:
    """What is wrong with the document, and where."""

    def __init__(self, document: Document) -> None:
        self.problems: list[Problem] = []
        self._path = document.path
        self._tree = document.tree

    def add(self, pointer: Pointer, message: str) -> None:
        """Note a mistake at a value."""
        at = self._tree.key_position(pointer)
        self.problems.append(Problem(path=self._path, line=at.line, column=at.column, message=message))


class _Entry:
    """One mapping. Every getter notes what is wrong and returns something harmless instead."""

    def __init__(self, mistakes: _Mistakes, value: Value, pointer: Pointer, what: str) -> None:
        self.mistakes = mistakes
        self.what = what
        self._pointer = pointer
        self._value = value if isinstance(value, dict) else {}
        self._asked: set[str] = set()
        if not isinstance(value, dict):
            mistakes.add(pointer, f"expected {what}: a mapping of keys to values")

    def note(self, below: Pointer, message: str) -> None:
        """Note a mistake at this entry or below it."""
        self.mistakes.add((*self._pointer, *below), message)

    def entries(self) -> Iterator[tuple[str, _Entry]]:
        """Yield each key with the mapping under it."""
        for key, value in self._value.items():
            yield key, _Entry(self.mistakes, value, (*self._pointer, key), f"`{key}`")

    def mapping(self, key: str) -> Iterator[tuple[str, _Entry]]:
        """Yield the keys of a mapping of mappings; none where it is absent."""
        value = self._get(key)
        if key in self._value:
            yield from _Entry(self.mistakes, value, (*self._pointer, key), f"`{key}`").entries()

    def listed(self, key: str) -> list[tuple[Pointer, Value]]:
        """Return the items of a list, each with its place; none where it is absent."""
        value = self._get(key)
        if not isinstance(value, list):
            if key in self._value:
                self.note((key,), f"`{key}` takes a list")
            return []
        return [((*self._pointer, key, number), item) for number, item in enumerate(value)]

    def text(self, key: str, *, required: bool = False) -> str:
        """Return a text; empty where it is absent."""
        value = self._get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if key in self._value:
            self.note((key,), f"`{key}` takes text that is not empty")
        elif required:
            self.note((), f"{self.what} needs `{key}`")
        return ""

    def texts(self, key: str) -> list[str]:
        """Return a list of texts; empty where it is absent."""
        found = []
        for pointer, value in self.listed(key):
            if isinstance(value, str) and value.strip():
                found.append(value.strip())
            else:
                self.mistakes.add(pointer, f"`{key}` takes texts; write numbers in quotes")
        return found

    def words(self, key: str, known: Iterable[str]) -> Iterator[str]:
        """Yield the words of a list that are known."""
        for number, word in enumerate(self.texts(key)):
            if word in known:
                yield word
            else:
                self.note((key, number), f"`{key}` cannot have `{word}`; expected {', '.join(known)}")

    def date(self, key: str) -> str:
        """Return a date as YYYY-MM-DD; empty where it is absent."""
        value = self.text(key)
        if value and not _is_date(value):
            self.note((key,), f"`{key}` takes a date as YYYY-MM-DD")
            return ""
        return value

    def count(self, key: str) -> int | None:
        """Return a number above 0; None where it is absent."""
        value = self._get(key)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        if key in self._value:
            self.note((key,), f"`{key}` takes a whole number above 0")
        return None

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return a flag."""
        value = self._get(key)
        if isinstance(value, bool):
            return value
        if key in self._value:
            self.note((key,), f"`{key}` takes `true` or `false`")
        return default

    def choice(self, key: str, choices: type[E], default: E | None) -> E:
        """Return a word of a closed list; what is absent without a default is a mistake."""
        value = self._get(key)
        found = next((choice for choice in choices if choice.value == value), None)
        expected = f"expected {', '.join(choice.value for choice in choices)}"
        if found is None and key in self._value:
            self.note((key,), f"unknown `{key}`; {expected}")
        elif found is None and default is None:
            self.note((), f"{self.what} needs `{key}`; {expected}")
        return found or default or next(iter(choices))

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._value.keys() - self._asked:
            near = get_close_matches(key, self._asked, n=1)
            hint = f"; did you mean `{near[0]}`" if near else ""
            self.note((key,), f"unknown key `{key}` of {self.what}{hint}")

    def _get(self, key: str) -> Value:
        self._asked.add(key)
        return self._value.get(key)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return _DATE.fullmatch(text) is not None
