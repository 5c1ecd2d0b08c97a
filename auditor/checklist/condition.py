"""A compiled condition, and the three ways in which conditions combine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from auditor.checklist.context import Context, Subject
from auditor.checklist.reasons import Reason, alternatives
from auditor.graph import verdict as v
from auditor.graph.verdict import Truth, Verdict

Test = Callable[[Context, Subject], Verdict]
Explain = Callable[[Context, Subject, bool], tuple[Reason, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Something that is true, false or unknown of a subject, and can say why."""

    test: Test
    explain: Explain
    """Gives the reasons for what `test` returns; the last argument is the truth that was wanted."""
    words: str
    """The condition itself, as the end of `where …`."""


def all_of(parts: Sequence[Condition]) -> Condition:
    """Return the condition that each part holds."""
    if len(parts) == 1:
        return parts[0]
    tests = tuple(part.test for part in parts)

    def test(context: Context, subject: Subject) -> Verdict:
        return v.all_of([part(context, subject) for part in tests])

    def explain(context: Context, subject: Subject, wanted: bool) -> tuple[Reason, ...]:
        truth = test(context, subject).truth
        deciding = [part for part in parts if part.test(context, subject).truth is truth]
        return _explained(deciding, context, subject, wanted, together=truth is Truth.TRUE and not wanted)

    return Condition(test=test, explain=explain, words=" and ".join(part.words for part in parts))


def any_of(parts: Sequence[Condition]) -> Condition:
    """Return the condition that at least one part holds."""
    if len(parts) == 1:
        return parts[0]
    tests = tuple(part.test for part in parts)

    def test(context: Context, subject: Subject) -> Verdict:
        return v.any_of([part(context, subject) for part in tests])

    def explain(context: Context, subject: Subject, wanted: bool) -> tuple[Reason, ...]:
        verdict = test(context, subject)
        deciding = [
            part
            for part in parts
            if (own := part.test(context, subject)).truth is verdict.truth
            and (verdict.truth is not Truth.TRUE or own.level == verdict.level)
        ]
        return _explained(deciding, context, subject, wanted, together=verdict.truth is Truth.FALSE and wanted)

    return Condition(test=test, explain=explain, words=" or ".join(part.words for part in parts))


def negation(part: Condition) -> Condition:
    """Return the condition that the part does not hold."""

    def test(context: Context, subject: Subject) -> Verdict:
        return v.negate(part.test(context, subject))

    def explain(context: Context, subject: Subject, wanted: bool) -> tuple[Reason, ...]:
        return part.explain(context, subject, not wanted)

    return Condition(test=test, explain=explain, words=f"not ({part.words})")


def _explained(
    parts: Sequence[Condition], context: Context, subject: Subject, wanted: bool, *, together: bool
) -> tuple[Reason, ...]:
    groups = [part.explain(context, subject, wanted) for part in parts]
    return alternatives(groups) if together else tuple(reason for group in groups for reason in group)
