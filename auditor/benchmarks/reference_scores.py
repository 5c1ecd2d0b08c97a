"""Published results of models: the table that comes with the program, and which of them may stand beside a result."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from auditor.benchmarks.catalogue import words_of
from auditor.benchmarks.model_names import ConfiguredModel, Match, match_models
from auditor.benchmarks.reference_reader import ReferenceScore, load_table
from auditor.documents import Workspace
from auditor.documents.wording import printable
from auditor.resources import resource_folder

__all__ = ["Comparison", "ReferenceScore", "comparable", "load_table", "plain_version", "same_version", "shipped"]

_WITH_SIMULATED_USER = frozenset({"tau-bench", "tau2-bench"})
_VERSION_MARK = re.compile(r"^v(?=[0-9])")
_NUMBERS = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})*")
_REGRADED = (1, 0, 1)
"""The version of tau2-bench that grades banking_knowledge anew."""
_NOT_REGRADED = (
    "the maintainers of tau2-bench say that banking_knowledge scores from before version 1.0.1 are not comparable"
)
"""https://github.com/sierra-research/tau2-bench/releases/tag/v1.0.1"""


class Comparison(Struct, frozen=True, kw_only=True):
    """The published results that may be set beside one result, the best first; `why` says why there are none."""

    scores: tuple[ReferenceScore, ...] = ()
    why: str = ""


@cache
def shipped() -> tuple[ReferenceScore, ...]:
    """Return the table that comes with the program, in its order."""
    return load_table(Workspace(resource_folder("checklists")).open("reference-scores/published.csv"))


def comparable(
    scores: Iterable[ReferenceScore],
    *,
    benchmark: str,
    version: str,
    part: str,
    metric: str,
    user_simulator: str,
    setting: str = "",
) -> Comparison:
    """Return the published results that may be set beside a result that is measured as the arguments say.

    They are of the same benchmark, version, part and metric, and where a model plays the user, of the same one, said
    on both sides. A benchmark of which no published result has a version needs none. Where a setting is given, all its
    words stand in theirs. Effort and mode may differ; they are in each row.
    """
    found = [score for score in scores if words_of(score.benchmark) == words_of(benchmark)]
    if not found:
        return Comparison(why=f"no published result is of {printable(benchmark)}")
    if not version and any(score.version for score in found):
        return Comparison(why="the result does not say which version of the benchmark it is of")
    found = [score for score in found if same_version(score.version, version)]
    if not found:
        if part == "banking_knowledge" and _before(version, _REGRADED):
            return Comparison(why=_NOT_REGRADED)
        return Comparison(why=f"no published result is of the same version ({printable(version)})")
    found = [score for score in found if score.part.lower() == part.lower()]
    if not found:
        return Comparison(why=f"no published result is of {f'the part {printable(part)}' if part else 'the whole'}")
    found = [score for score in found if score.metric.lower() == metric.lower()]
    if not found:
        return Comparison(why=f"no published result has the same metric ({printable(metric) or 'not said'})")
    return _played_alike(found, user_simulator, setting)


def _played_alike(found: list[ReferenceScore], user_simulator: str, setting: str) -> Comparison:
    """Keep the results with the same simulated user, where there is one, and the words of a setting."""
    if any(score.user_simulator or score.benchmark in _WITH_SIMULATED_USER for score in found):
        if not user_simulator:
            return Comparison(why="the result does not say which model played the user")
        if not any(score.user_simulator for score in found):
            return Comparison(why="no published result says which model played the user")
        same = {said for said in {score.user_simulator for score in found} if _same_model(said, user_simulator)}
        found = [score for score in found if score.user_simulator in same]
        if not found:
            return Comparison(why=f"no published result has the same user simulator ({printable(user_simulator)})")
    asked = set(words_of(setting))
    found = [score for score in found if asked <= set(words_of(score.setting))]
    if not found:
        return Comparison(why=f"no published result has the same setting ({printable(setting)})")
    return Comparison(scores=tuple(sorted(found, key=lambda score: (-score.value, score.model.lower(), score.model))))


def same_version(one: str, other: str) -> bool:
    """Return whether two versions are the same: `V4` and `v4`, `v0.1.3` and `0.1.3`."""
    return plain_version(one) == plain_version(other)


def plain_version(version: str) -> str:
    """Return a version in the form in which versions are compared: in lower case and without its `v`."""
    return _VERSION_MARK.sub("", version.lower())


def _before(version: str, limit: tuple[int, ...]) -> bool:
    found = _NUMBERS.search(version)
    return found is not None and tuple(map(int, found.group().split("."))) < limit


def _same_model(said: str, asked: str) -> bool:
    """Return whether two names mean one model; one that does not say its snapshot may mean another."""
    return bool(said) and match_models(ConfiguredModel(id="", name=asked), said).match is Match.EXACT
