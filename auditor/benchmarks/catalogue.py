"""The catalogue of benchmarks: what kind of test each one is, how large, and when it can have been run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from typing import assert_never

from msgspec import Struct


class Interaction(StrEnum):
    """How often the model acts on one task."""

    SINGLE_TURN = "single_turn"
    MULTI_STEP = "multi_step"


class Environment(StrEnum):
    """What answers its actions."""

    NONE = "none"
    FROZEN = "frozen"
    """A sandbox in which commands run, but in which nothing happens besides."""
    SIMULATED = "simulated"
    """Simulated state, or a simulated user, that changes with what it does."""
    LIVE = "live"


class ToolUse(StrEnum):
    """How it acts."""

    NONE = "none"
    FUNCTION_CALLING = "function_calling"
    SHELL = "shell"
    SCREEN = "screen"


class Standing(StrEnum):
    """What a result shows of acting, in the words of the report."""

    DYNAMIC = "dynamic"
    EXECUTABLE = "executable, static tasks"
    STATIC = "static"


class Nature(Struct, frozen=True, kw_only=True):
    """Three properties that anybody can check; `standing` follows from them."""

    interaction: Interaction
    environment: Environment
    tool_use: ToolUse

    @property
    def standing(self) -> Standing:
        """Dynamic with simulated state or a live world; executable in a frozen sandbox; else static."""
        match self.environment:
            case Environment.SIMULATED | Environment.LIVE:
                return Standing.DYNAMIC
            case Environment.FROZEN:
                return Standing.EXECUTABLE
            case Environment.NONE:
                return Standing.STATIC
        assert_never(self.environment)


class BenchmarkPart(Struct, frozen=True, kw_only=True):
    """A category, a domain or a task set of a benchmark."""

    id: str
    title: str
    nature: Nature
    tasks: int | None = None
    """How many tasks it has in full."""
    abstention: bool = False
    """Whether it measures that no tool is called where none fits."""


class BenchmarkVersion(Struct, frozen=True, kw_only=True):
    """A version or split."""

    id: str
    introduced: str = ""
    """ISO 8601 date before which nobody can have run it; empty where no source tells."""
    tasks: int | None = None


class Source(Struct, frozen=True, kw_only=True):
    """Where something about a benchmark is written."""

    title: str
    url: str


class Benchmark(Struct, frozen=True, kw_only=True):
    """One benchmark."""

    id: str
    title: str
    names: tuple[str, ...]
    """What files call it, in lower case with single spaces between words and numbers: `tau2 bench`, `swe bench`."""
    alone: tuple[str, ...] = ()
    """Names that are ordinary words, such as `math`: they count only where a file's name for it says nothing else."""
    measures: str
    """In one sentence."""
    nature: Nature
    """Of its parts that say nothing else."""
    metric: str
    higher_is_better: bool = True
    simulated_user: bool = False
    """Whether a model plays the user, so that results depend on which one."""
    introduced: str = ""
    tasks: int | None = None
    versions: Mapping[str, BenchmarkVersion]
    parts: Mapping[str, BenchmarkPart]
    fits: tuple[str, ...] = ()
    """Kinds of work that it resembles: the choices of the attribute `work` of agents."""
    sources: tuple[Source, ...]

    def part(self, name: str) -> BenchmarkPart | None:
        """Return the part that a run names, or None where the catalogue does not have it."""
        return self.parts.get(name)

    def size(self, part: str, version: str) -> int | None:
        """Return how many tasks a part, a version or the whole has; None where nobody says."""
        known = self.parts.get(part)
        if known is not None and known.tasks is not None:
            return known.tasks
        if part:
            return None
        split = self.versions.get(version.lower())
        return split.tasks if split is not None and split.tasks is not None else self.tasks


_WORD = re.compile(r"[a-z]+|[0-9]+")


@lru_cache(maxsize=65_536)
def words_of(name: str) -> tuple[str, ...]:
    """Return a name in the form in which names are compared: words and numbers in lower case, `τ²` as `tau2`."""
    plain = name.lower().replace("τ²", "tau2").replace("τ³", "tau3").replace("τ", "tau")
    return tuple(_WORD.findall(plain))


def benchmark_called(name: str) -> Benchmark | None:
    """Return the benchmark that a file's name for it means, such as `inspect_evals/gaia_level1`; None where unknown.

    The longest known name whose words stand one after another in the given name decides. Names that are ordinary
    words must be all of it, but for an owner before a slash and settings after a colon: `inspect_evals/math`.
    """
    said, bare = words_of(name), words_of(re.split("[:@]", name.rpartition("/")[2])[0])
    best: tuple[int, Benchmark] | None = None
    for benchmark in all_benchmarks().values():
        for known in (*benchmark.names, *benchmark.alone):
            wanted = words_of(known)
            means = wanted == bare if known in benchmark.alone else _holds(said, wanted)
            if means and (best is None or len(wanted) > best[0]):
                best = len(wanted), benchmark
    return best[1] if best else None


def _holds(said: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    width = len(wanted)
    return any(said[start : start + width] == wanted for start in range(len(said) - width + 1))


@cache
def all_benchmarks() -> Mapping[str, Benchmark]:
    """Return the benchmarks of checklists/benchmarks.yaml, by id."""
    from auditor.benchmarks.loader import load_catalogue

    return load_catalogue()
