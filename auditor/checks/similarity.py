"""Tools that a model takes for one another, because what they say of themselves differs by next to nothing.

Measured with rapidfuzz: a C++ core, no dependencies, scores with a cut-off. difflib takes a hundred times as long on
1,223 tools; scikit-learn's TF-IDF and datasketch bring numpy and tens of megabytes for texts of one sentence.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from rapidfuzz import fuzz

from auditor.model.words import canonical, is_verb, singular, stand_for, words_of_name, words_of_text

ALIKE = 90.0
"""Least similarity of two descriptions, from 0 to 100, whose tools can be near-duplicates."""
RELATED = 60.0
"""The same for tools whose names mean the same, such as `find_files` and `search_files`."""
_OPENING = 40
"""Words of a description that are compared; what comes later is mostly about errors and access."""
_LEAST_SHARED = 0.75
"""Least share of common words (Jaccard) of two openings that are compared at all."""
_FEW = 3
"""Openings of fewer words must be equal: one word more or less is much of so little."""
_MOST = 100
"""Tools that one tool is compared with, so that the cost stays linear where all say the same."""
_QUANTITIES = frozenset(
    ("all", "every", "each", "multiple", "many", "list", "bulk", "batch", "single", "default", "only", "not", "no")
)
"""Words of a description that tell a tool apart by themselves."""
_DIRECTIONS = frozenset(("to", "from", "into"))
"""Words of a name that do: to add a runner to a group is not to add a runner group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a tool says of itself, in words."""

    name: str
    said: str
    """The whole description in lower case."""
    words: tuple[str, ...]
    """The words of its name."""
    title: dict[str, str]
    """The words of its name that say something, by what they stand for."""
    opening: dict[str, str]
    """The same of the beginning of its description."""
    sorted_opening: str

    @classmethod
    def of(cls, name: str, description: str) -> Profile:
        """Return the profile of a tool."""
        words, said = words_of_name(name), " ".join(description.casefold().split())
        # A word has rarely more than 25 letters; reading no further keeps long descriptions cheap.
        opening = canonical(words_of_text(said[: _OPENING * 25])[:_OPENING])
        return cls(
            name=name,
            said=said,
            words=tuple(words),
            title=canonical(words),
            opening=opening,
            sorted_opening=" ".join(sorted(opening)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two tools that are near-duplicates, by their numbers."""

    first: int
    second: int
    score: float
    """Similarity of the openings of their descriptions, from 0 to 100."""
    differ: tuple[tuple[str, ...], tuple[str, ...]]
    """The words of each that the other does not have, as they are written."""


def near_duplicates(profiles: Sequence[Profile]) -> list[Pair]:
    """Return the pairs of near-duplicates, each once, in the order of the profiles.

    Tools of equal text are left to the check for exact duplicates.
    """
    found = []
    for first, second in sorted(candidates(profiles)):
        pair = compare(profiles[first], profiles[second])
        if pair is not None:
            score, differ = pair
            found.append(Pair(first=first, second=second, score=score, differ=differ))
    return found


def compare(one: Profile, other: Profile) -> tuple[float, tuple[tuple[str, ...], tuple[str, ...]]] | None:
    """Return how similar two tools are and the words that differ, or None where something tells them apart."""
    if one.said == other.said or not one.said or not other.said:
        return None
    related = _names_mean_the_same(one, other)
    least = RELATED if related else ALIKE
    score = fuzz.ratio(one.sorted_opening, other.sorted_opening, score_cutoff=least)
    if not score:
        return None
    if (related or _say_the_same(one, other)) and not _in_contrast(one, other):
        return score, _differing(one, other)
    return None


def _say_the_same(one: Profile, other: Profile) -> bool:
    """Tell whether at most one word of the descriptions differs, and no word of a name that a description explains."""
    mine, yours = one.opening.keys() - other.opening.keys(), other.opening.keys() - one.opening.keys()
    more = mine | yours
    if (mine and yours) or len(more) > 1 or not _QUANTITIES.isdisjoint(more):
        return False
    if more and min(len(one.opening), len(other.opening)) < _FEW:
        return False
    names = (one.name + " " + other.name).casefold()
    if any(word in names for word in more):
        return False
    if not _DIRECTIONS.isdisjoint(set(one.words) ^ set(other.words)):
        return False
    ours, theirs = one.title.keys() - other.title.keys(), other.title.keys() - one.title.keys()
    if any(map(is_verb, ours)) and any(map(is_verb, theirs)):
        return False  # verbs of two groups, such as add and remove
    return ours.isdisjoint(_said(one, ours)) and theirs.isdisjoint(_said(other, theirs))


def _said(profile: Profile, words: Set[str]) -> Iterable[str]:
    """Return what the whole description says, where there is a word to look for."""
    return canonical(words_of_text(profile.said)) if words else ()


def _names_mean_the_same(one: Profile, other: Profile) -> bool:
    """Tell whether the names differ, and only by words that mean the same or by a plural before the last word."""
    if one.words == other.words or len(one.words) != len(other.words):
        return False
    if one.title.keys() != other.title.keys() or not _QUANTITIES.isdisjoint(one.opening.keys() ^ other.opening.keys()):
        return False
    # A plural at the end is another number: `get_user` gives one user and `get_users` gives all of them.
    last = one.words[-1] == other.words[-1] or singular(one.words[-1]) != singular(other.words[-1])
    return last and all(map(_means, one.words, other.words))


def _means(one: str, other: str) -> bool:
    return one == other or stand_for(one) == stand_for(other)


def _in_contrast(one: Profile, other: Profile) -> bool:
    """Tell whether a description names the other tool, which says how they differ or when to use which."""
    return _names(one, other.name) or _names(other, one.name)


def _names(profile: Profile, name: str) -> bool:
    # A plain word such as `fetch` stands in many texts without meaning a tool.
    return len(words_of_name(name)) > 1 and name.casefold() in profile.said


def _differing(one: Profile, other: Profile) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words that differ between the names, or else between the descriptions."""
    mine = tuple(word for word in one.words if word not in other.words)
    yours = tuple(word for word in other.words if word not in one.words)
    if mine or yours:
        return mine, yours
    return (
        tuple(word for key, word in one.opening.items() if key not in other.opening),
        tuple(word for key, word in other.opening.items() if key not in one.opening),
    )


def candidates(profiles: Sequence[Profile]) -> set[tuple[int, int]]:
    """Return the pairs that may be near-duplicates; no pair that `compare` accepts is missing.

    Names that mean the same meet in one bucket. Descriptions meet by prefix filtering: two sets of words with a Jaccard
    similarity of at least t share one of the n - ⌈t·n⌉ + 1 rarest words of each (Bayardo, Ma and Srikant, "Scaling up
    all pairs similarity search", WWW 2007), so that only tools with such a word in common are compared.
    """
    return {*_by_name(profiles), *_by_opening(profiles)}


def _by_name(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    buckets: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        if profile.title:
            bucket = buckets[tuple(sorted(profile.title))]
            yield from ((earlier, number) for earlier in bucket[:_MOST])
            bucket.append(number)


def _by_opening(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    often = Counter(word for profile in profiles for word in profile.opening)
    index: dict[str, list[int]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        words = sorted(profile.opening, key=lambda word: (often[word], word))
        size = len(words)
        met: dict[int, None] = {}
        for word in words[: size - math.ceil(_LEAST_SHARED * size) + 1]:
            met.update(dict.fromkeys(index[word][:_MOST]))
            index[word].append(number)
        for earlier in list(met)[:_MOST]:
            other = len(profiles[earlier].opening)
            if min(size, other) >= _LEAST_SHARED * max(size, other):
                yield earlier, number
