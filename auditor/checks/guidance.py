"""Whether descriptions say when to use which of two tools that do nearly the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from auditor.checklist import Reason
from auditor.checks.toolsets import Toolset, claims_of, nothing_found, stated, toolset
from auditor.checks.view import FALSE, Result, View
from auditor.graph.verdict import CERTAIN
from auditor.model.entities import Entity
from auditor.model.kinds import EvidenceLevel
from auditor.model.words import is_verb, words_of_name

_MORE_WORDS = 2
"""Words by which the name of a variant can be longer."""
_LONGEST_NAME = 12
_PREPOSITIONS = frozenset(("with", "for", "by", "in", "as", "from", "at", "to", "of", "a", "an", "the"))
_OPPOSITES = frozenset(("reverse", "inverse", "anti", "non", "un"))
_MODIFIER = re.compile(
    r"(?:ed|ing|ive|al|able|ic)$|^(?:v?\d+|all|full|simple|basic|raw|fast|quick|new|old|legacy|multiple)$"
)
_CUES = re.compile(
    r"\buse (?:this|it|the|these)\b|\binstead\b|\bwhen(?:ever)? (?:you|the user|asked|needed|only)\b|\brather than\b"
    r"|\bunlike\b|\b(?:do not|don't|never) use\b|\bprefer|\balternative|\bonly (?:for|when|if|use|works?)\b"
    r"|\buseful (?:for|when|if)\b|\b(?:best|ideal|suited|intended) for\b|\bsee also\b|\bfor .{1,80}, use\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Variants:
    """The tools of one toolset whose names are the name of another and a word or two more."""

    found: Toolset
    pairs: dict[str, tuple[Entity, Entity]]
    """Plain tool and variant without a word on when to use which, by the id of either."""
    silent: str
    level: EvidenceLevel


def says_when_to_use(view: View, subject: Entity) -> Result:
    """Pass where a tool has no variant beside it, or the description of either says when to use which.

    A variant has the words of the other's name and one or two more that modify it, such as `git_diff_staged` beside
    `git_diff`. A phrase such as "use this when" or "instead", or the name of the other, says when.
    """
    groups = [
        view.kept((says_when_to_use, owner.id), partial(_variants, view, owner)) for owner in view.owners(subject)
    ]
    for group in groups:
        if subject.id in group.pairs:
            return _fails(view, subject, *group.pairs[subject.id])
    return nothing_found(subject, groups, "no variant stands beside it unexplained")


def _fails(view: View, subject: Entity, plain: Entity, variant: Entity) -> Result:
    claims = (*claims_of(view, plain, "own_name", "description"), *claims_of(view, variant, "own_name", "description"))
    level = min((claim.level for claim in claims), default=EvidenceLevel.ASSUMED)
    reason = Reason(
        what=f"`{variant.id}` is a variant of `{plain.id}`, and neither description says when to use which",
        level=level,
        claims=claims,
        places=tuple(tool.location for tool in (plain, variant) if tool.location is not None),
        item=(variant if subject == plain else plain).id,
    )
    return Result(verdict=FALSE[level], reasons=(reason,))


def _variants(view: View, owner: Entity) -> _Variants:
    found = toolset(view, owner)
    level, silent = CERTAIN, ""
    named: dict[frozenset[str], list[tuple[Entity, str, str]]] = defaultdict(list)
    for tool in found.tools:
        name, name_level = stated(view, tool, "own_name")
        described, its_level = stated(view, tool, "description")
        if name is None or described is None:
            silent = silent or tool.id
            continue
        level = min(level, name_level, its_level)
        words = frozenset(word for word in words_of_name(name) if word not in _PREPOSITIONS)
        named[words].append((tool, name, described))
    pairs: dict[str, tuple[Entity, Entity]] = {}
    for words, tools in named.items():
        for shorter in _shorter(words):
            for plain in named.get(shorter, ()):
                for variant in tools:
                    if is_variant(plain[1], variant[1]) and not _explained(plain, variant):
                        pairs.setdefault(plain[0].id, (plain[0], variant[0]))
                        pairs.setdefault(variant[0].id, (plain[0], variant[0]))
    return _Variants(found=found, pairs=pairs, silent=silent, level=level)


def _shorter(words: frozenset[str]) -> Iterator[frozenset[str]]:
    """Yield the sets of two words or more that lack one or two words, none of them a verb."""
    spare = sorted(word for word in words if not is_verb(word))
    if len(words) > _LONGEST_NAME:
        return
    for number in range(1, _MORE_WORDS + 1):
        if len(words) - number > 1:
            yield from (words - set(left) for left in combinations(spare, number))


def is_variant(plain: str, name: str) -> bool:
    """Tell whether what a name has more modifies the action, rather than naming another object of it.

    `git_diff_staged` and `list_issues_for_repo` are variants; `get_pull_request_files` asks for something else.
    """
    words, others = words_of_name(plain), words_of_name(name)
    more = [word for word in others if word not in words]
    if not words or not _OPPOSITES.isdisjoint(more):
        return False
    # `diff` alone is the verb in `git_diff`; in `get_pull_request` the last word is a noun that could be one.
    ends_in_verb = is_verb(words[-1]) and sum(map(is_verb, words)) == 1
    return ends_in_verb or not _PREPOSITIONS.isdisjoint(more) or any(map(_MODIFIER.search, more))


def _explained(plain: tuple[Entity, str, str], variant: tuple[Entity, str, str]) -> bool:
    (_, name, said), (_, other_name, other_said) = plain, variant
    if _CUES.search(said) or _CUES.search(other_said):
        return True
    return other_name.casefold() in said.casefold() or name.casefold() in other_said.casefold()
