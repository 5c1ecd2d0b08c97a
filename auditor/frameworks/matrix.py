"""Tools against framework paths: every verdict, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from auditor.errors import UsageError
from auditor.frameworks.judge import judge_all
from auditor.frameworks.loader import all_frameworks, all_paths
from auditor.frameworks.profile import Path, Rank
from auditor.frameworks.verdict import Acceptance, Verdict
from auditor.model.definitions import ToolDefinition

FIRST_RANK = "first-rank"
"""Stands for all paths of the first rank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One path and what it does with each tool."""

    path: Path
    verdicts: tuple[Verdict, ...]

    @property
    def counts(self) -> dict[Acceptance, int]:
        """How many tools came to each outcome, the best outcome first."""
        found = Counter(verdict.outcome for verdict in self.verdicts)
        return {outcome: found[outcome] for outcome in Acceptance}


def columns(paths: Iterable[Path], definitions: Sequence[ToolDefinition]) -> tuple[Column, ...]:
    """Return a column for each path, in the order given."""
    return tuple(Column(path=path, verdicts=tuple(found)) for path, found in judge_all(paths, definitions))


def first_rank() -> tuple[Path, ...]:
    """Return the paths that most systems are asked for, by id."""
    return tuple(path for _, path in sorted(all_paths().items()) if path.rank is Rank.FIRST)


def paths_named(names: Iterable[str]) -> tuple[Path, ...]:
    """Return the paths that are meant: one by `framework:path`, or all of a framework by its id or one of its names.

    Raises UsageError for a name that nothing has.
    """
    found: dict[str, Path] = {}
    for name in names:
        found |= {path.id: path for path in (first_rank() if name == FIRST_RANK else _named(name))}
    return tuple(found.values())


def one_path_named(name: str) -> Path:
    """Return the one path that is meant: by its id, or a framework's usual one.

    Raises UsageError for a name that nothing has.
    """
    found = _named(name)
    if len(found) == 1:
        return found[0]
    framework = next(one for one in all_frameworks().values() if one.paths == found)
    return all_paths()[framework.default]


def _named(name: str) -> tuple[Path, ...]:
    if name in all_paths():
        return (all_paths()[name],)
    for framework in all_frameworks().values():
        if name.casefold() in (framework.id, *(other.casefold() for other in framework.names)):
            return framework.paths
    known = [*all_paths(), *all_frameworks()]
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are: {', '.join(sorted(all_frameworks()))}"
    raise UsageError(f"no framework is called {name}; {hint}")
