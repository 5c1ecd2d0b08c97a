"""What descriptions of tools say, and what they only repeat."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from auditor.checklist import Reason
from auditor.checks.toolsets import claims_of, passed, stated, toolset
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, View
from auditor.model.claims import Record
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EvidenceLevel
from auditor.model.words import EFFECT_OF_VERB, canonical, stand_for, words_of_name, words_of_text

_SHORT = 12
"""Words of a description that can be no more than the name."""
_SHORT_TEXT = 200
"""Characters that so few words take at most."""
_SWITCHES = frozenset(("action", "operation", "command", "op", "mode", "verb", "method", "task", "function"))
"""Names of arguments that choose what a tool does."""
_MOST_VERBS = 5
"""After the Cisco readiness check HEUR-010: more verbs than these in one list are several tools."""
_LEAST_REPEATED = 2_000
"""Characters that a toolset must repeat before it is worth telling; about 450 tokens."""
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_LEAST_SENTENCE = 40
_OFTEN = 3
_JOINTS = re.compile(r",|\b(?:and|or)\b")


def more_than_the_name(view: View, subject: Entity) -> Result:
    """Pass where the description of a tool says something that its name does not."""
    name, name_level = stated(view, subject, "own_name")
    described, level = stated(view, subject, "description")
    if described is None or name is None:
        missing = "own_name" if name is None else "description"
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, missing),))
    level = min(level, name_level)
    words = words_of_text(described) if len(described) <= _SHORT_TEXT else []
    claims = claims_of(view, subject, "description")
    if words and len(words) <= _SHORT and canonical(words).keys() <= canonical(words_of_name(name)).keys():
        what = f"the description “{' '.join(described.split())}” says no more than the name `{name}`"
        return Result(verdict=FALSE[level], reasons=(Reason(what=what, level=level, claims=claims),))
    reason = Reason(what="the description says more than the name", level=level, claims=claims)
    return Result(verdict=TRUE[level], reasons=(reason,))


def one_purpose(view: View, subject: Entity) -> Result:
    """Pass where a tool does one thing: no argument chooses between reading and writing, no text lists many verbs."""
    parameters = view.fact(subject, "parameters")
    described, level = stated(view, subject, "description")
    reasons = []
    if isinstance(parameters, Known):
        records = parameters.value if isinstance(parameters.value, tuple) else ()
        for record in records:
            if isinstance(record, Record) and (mixed := mixed_choice(record)):
                what = f"the argument `{record.name}` chooses between reading and writing: {mixed}"
                place = (record.location,)
                reasons.append(Reason(what=what, level=parameters.level, claims=parameters.claims, places=place))
    if described and len(verbs := listed_verbs(described)) > _MOST_VERBS:
        what = f"its description lists {len(verbs)} things that it does: {', '.join(verbs)}"
        reasons.append(Reason(what=what, level=level, claims=claims_of(view, subject, "description")))
    if reasons:
        return Result(verdict=FALSE[min(reason.level for reason in reasons)], reasons=tuple(reasons))
    if described is None or not isinstance(parameters, Known):
        return Result(
            verdict=UNKNOWN, reasons=(view.unknown(subject, "description" if described is None else "parameters"),)
        )
    if unread := next(_unread(parameters), None):
        what = f"the contract does not say which values `{unread}` takes"
        return Result(verdict=UNKNOWN, reasons=(Reason(what=what, claims=parameters.claims),))
    level = min(level, parameters.level)
    return Result(verdict=TRUE[level], reasons=(Reason(what="it does one thing", level=level),))


def _unread(parameters: Known) -> Iterator[str]:
    for record in parameters.value if isinstance(parameters.value, tuple) else ():
        if isinstance(record, Record) and record.name.casefold() in _SWITCHES and "enum" not in record.fields:
            yield record.name


def mixed_choice(parameter: Record) -> str:
    """Return the choices of an argument that chooses between reading and writing, or an empty text."""
    if parameter.name.casefold() not in _SWITCHES:
        return ""
    choices = parameter.fields.get("enum")
    if not isinstance(choices, tuple):
        return ""
    effects = {
        EFFECT_OF_VERB[word] for choice in choices for word in words_of_name(str(choice))[:1] if word in EFFECT_OF_VERB
    }
    if "read" not in effects or len(effects) == 1:
        return ""
    return ", ".join(f"`{choice}`" for choice in choices[:6]) + (" and more" if len(choices) > 6 else "")


def listed_verbs(description: str) -> list[str]:
    """Return the verbs of the longest list of verbs in a description, each meaning once, as it is written first."""
    longest: list[str] = []
    if description.count(",") < _MOST_VERBS - 1:
        return longest  # too few commas for so long a list
    verbs: dict[str, str] = {}
    for part in _JOINTS.split(description[:2_000].lower()):
        words = part.split()
        if not words:
            continue  # between a comma and its "and"
        goes_on = words[0].strip(".;:()") in EFFECT_OF_VERB
        if goes_on:
            _add_verb(verbs, words[0])
        if not goes_on or len(words) > 1:
            longest = max(longest, list(verbs.values()), key=len)
            verbs = {}
            _add_verb(verbs, words[-1])
    return max(longest, list(verbs.values()), key=len)


def _add_verb(verbs: dict[str, str], word: str) -> None:
    verb = word.strip(".;:()")
    if verb in EFFECT_OF_VERB:
        verbs.setdefault(stand_for(verb), verb)


def repeated_text(view: View, subject: Entity, *, most: float = 0.3) -> Result:
    """Pass where at most a share of the characters of an interface's descriptions repeats what another one says.

    Sentences of 40 characters or more that stand in three descriptions or more count, each but for its first time.
    """
    found = toolset(view, subject)
    often: Counter[str] = Counter()
    total = 0
    levels = []
    for tool in found.tools:
        text, level = stated(view, tool, "description")
        if text is None:
            return Result(verdict=UNKNOWN, reasons=(view.unknown(tool, "description"),))
        levels.append(level)
        total += len(text)
        often.update(set(_sentences(text)))
    repeats = {sentence: times for sentence, times in often.items() if times >= _OFTEN}
    repeated = sum(len(sentence) * (times - 1) for sentence, times in repeats.items())
    if repeated >= _LEAST_REPEATED and repeated > most * total:
        reason = _boilerplate(repeats, repeated, total, min(levels))
        return Result(verdict=FALSE[reason.level], reasons=(reason,))
    share = f"{repeated / total:.0%}" if total else "nothing"
    return passed(found, levels, f"{share} of its descriptions repeats another one")


def _sentences(text: str) -> Iterable[str]:
    return (part for found in _SENTENCE.findall(text) if len(part := " ".join(found.split())) >= _LEAST_SENTENCE)


def _boilerplate(repeats: dict[str, int], repeated: int, total: int, level: EvidenceLevel) -> Reason:
    worst = max(repeats, key=lambda sentence: (len(sentence) * repeats[sentence], sentence))
    shown = worst if len(worst) <= 80 else worst[:79] + "…"
    return Reason(
        what=f"{repeated / total:.0%} of the {total:,} characters of its descriptions repeats another one; "
        f"“{shown}” stands in {repeats[worst]} of them",
        level=level,
    )
