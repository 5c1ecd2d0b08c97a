"""The operators of attribute conditions: what each makes of a known value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from auditor.checklist import moments, patterns
from auditor.checklist.context import Context
from auditor.checklist.reasons import shown
from auditor.graph import verdict as v
from auditor.graph.verdict import Verdict
from auditor.model.claims import AttributeValue
from auditor.model.facts import Known, comparable
from auditor.model.kinds import EvidenceLevel
from auditor.model.values import ValueKind, ValueType

Judge = Callable[[Context, Known], Verdict]


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """One operator with its argument."""

    judge: Judge
    expected: str
    """What it asks for, as the end of `expected …`."""
    show: Callable[[Known], str] = lambda fact: f"is {shown(fact.value)}"
    """What it looked at, as the end of a sentence that begins with the attribute."""


def equals(argument: AttributeValue, _: ValueType) -> Test:
    """The value is this one; a list has the same items in any order."""
    same = _equality(argument)
    return Test(
        judge=lambda _, fact: v.of(same(fact.value), fact.level),
        expected=shown(argument),
    )


def is_not(argument: AttributeValue, _: ValueType) -> Test:
    """The value is another one."""
    same = _equality(argument)
    return Test(
        judge=lambda _, fact: v.of(not same(fact.value), fact.level),
        expected=f"anything but {shown(argument)}",
    )


def is_in(argument: Sequence[AttributeValue], _: ValueType) -> Test:
    """The value is one of these."""
    wanted = frozenset(map(comparable, argument))
    return Test(
        judge=lambda _, fact: v.of(comparable(fact.value) in wanted, fact.level),
        expected=_choice(argument),
    )


def any_of(argument: Sequence[AttributeValue], _: ValueType) -> Test:
    """The list holds at least one of these; as well supported as the best of those it holds."""
    wanted = tuple(argument)

    def judge(_: Context, fact: Known) -> Verdict:
        items = _items(fact)
        held = [item for item in wanted if item in items]
        if not held:
            return v.FALSE[fact.level]
        return v.TRUE[max(_support(fact, item) for item in held)]

    return Test(judge=judge, expected=_choice(argument))


def holds_all(argument: Sequence[AttributeValue], _: ValueType) -> Test:
    """The list holds each of these; as weakly supported as the weakest of them."""
    wanted = tuple(argument)

    def judge(_: Context, fact: Known) -> Verdict:
        if any(item not in _items(fact) for item in wanted):
            return v.FALSE[fact.level]
        return v.TRUE[min((_support(fact, item) for item in wanted), default=fact.level)]

    return Test(judge=judge, expected=" and ".join(map(shown, argument)))


def contains(argument: AttributeValue, value_type: ValueType) -> Test:
    """The list holds the item; the text holds the words, whatever their case."""
    if value_type.is_list:
        return any_of((argument,), value_type)
    words = str(argument).casefold()
    return Test(
        judge=lambda _, fact: v.of(words in str(fact.value).casefold(), fact.level),
        expected=f"the words {shown(argument)} in it",
    )


def at_least(argument: AttributeValue, value_type: ValueType) -> Test:
    """The number, date or duration is not less."""
    return _ordered(argument, value_type, lambda value, bound: value >= bound, f"at least {shown(argument)}")


def at_most(argument: AttributeValue, value_type: ValueType) -> Test:
    """The number, date or duration is not more."""
    return _ordered(argument, value_type, lambda value, bound: value <= bound, f"at most {shown(argument)}")


def _ordered(argument: AttributeValue, value_type: ValueType, holds: Callable[[Any, Any], bool], expected: str) -> Test:
    bound = measure(argument, value_type.kind)

    def judge(_: Context, fact: Known) -> Verdict:
        value = measure(fact.value, value_type.kind)
        return v.UNKNOWN if value is None else v.of(holds(value, bound), fact.level)

    return Test(judge=judge, expected=expected)


def measure(value: object, kind: ValueKind) -> float | date | None:
    """Return a value in a form that can be compared by size, or None where it has none."""
    match kind:
        case ValueKind.DATE:
            return moments.day(value)
        case ValueKind.DURATION:
            return moments.seconds(value)
        case _:
            return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def present(argument: bool, _: ValueType) -> Test:
    """The value is not empty."""

    def judge(_: Context, fact: Known) -> Verdict:
        if _size(fact.value) == 0:
            return v.of(not argument, fact.level)
        return v.of(argument, max((claim.level for claim in fact.claims), default=fact.level))

    return Test(judge=judge, expected="a value" if argument else "no value")


def length(argument: Mapping[str, int], value_type: ValueType) -> Test:
    """The text has so many characters, the list so many items."""
    low, high = argument.get("at_least", 0), argument.get("at_most")
    unit = "character" if value_type.kind is ValueKind.TEXT else "item"

    def fits(size: int) -> bool:
        return low <= size and (high is None or size <= high)

    bounds = [f"{name.replace('_', ' ')} {number}" for name, number in sorted(argument.items())]
    return Test(
        judge=lambda _, fact: v.of(fits(_size(fact.value)), fact.level),
        expected="none" if high == 0 else f"{' and '.join(bounds)} {unit}s",
        show=lambda fact: f"has {_size(fact.value)} {unit}" + ("" if _size(fact.value) == 1 else "s"),
    )


def matches(argument: str, value_type: ValueType) -> Test:
    """The pattern is found in the text, or in one of the texts. Raises ValueError for a pattern that is not allowed."""
    found = patterns.finder(argument)

    def judge(_: Context, fact: Known) -> Verdict:
        if not value_type.is_list:
            return v.of(found(str(fact.value)), fact.level)
        held = [item for item in _items(fact) if found(str(item))]
        return v.TRUE[max(_support(fact, item) for item in held)] if held else v.FALSE[fact.level]

    return Test(judge=judge, expected=f"a match of {shown(argument)}")


def evidence(argument: EvidenceLevel, _: ValueType) -> Test:
    """The best claim is at least that good. Never false: nobody can show that better evidence does not exist."""

    def judge(_: Context, fact: Known) -> Verdict:
        best = max((claim.level for claim in fact.claims), default=fact.level)
        return v.TRUE[best] if best >= argument else v.UNKNOWN

    return Test(
        judge=judge,
        expected=f"{argument.word} evidence",
        show=lambda fact: f"is only {max((c.level for c in fact.claims), default=fact.level).word}",
    )


def older_than(argument: str, _: ValueType) -> Test:
    """The date lies further back from the day of the audit."""
    span = moments.seconds(argument) or 0.0

    def judge(context: Context, fact: Known) -> Verdict:
        value = moments.day(fact.value)
        return v.UNKNOWN if value is None else v.of(value < moments.before(context.today, span), fact.level)

    return Test(judge=judge, expected=f"a date more than {argument} ago")


BUILDERS: Mapping[str, Callable[[Any, ValueType], Test]] = {
    "is_not": is_not,
    "in": is_in,
    "any_of": any_of,
    "all_of": holds_all,
    "contains": contains,
    "at_least": at_least,
    "at_most": at_most,
    "present": present,
    "length": length,
    "matches": matches,
    "evidence": evidence,
    "older_than": older_than,
}
"""By the operator's name in the grammar; the record operators are built elsewhere."""


def _equality(argument: AttributeValue) -> Callable[[AttributeValue], bool]:
    if isinstance(argument, bool):
        return lambda value: value is argument
    if isinstance(argument, str):
        return lambda value: value == argument
    wanted = comparable(argument)
    return lambda value: comparable(value) == wanted


def _items(fact: Known) -> tuple[AttributeValue, ...]:
    return fact.value if isinstance(fact.value, tuple) else (fact.value,)


def _support(fact: Known, item: AttributeValue) -> EvidenceLevel:
    if len(fact.claims) < 2:
        return fact.level
    return max((claim.level for claim in fact.supporting(item)), default=fact.level)


def _size(value: AttributeValue) -> int:
    if isinstance(value, str):
        return len(value.strip())
    return len(value) if isinstance(value, tuple) else 1


def _choice(values: Sequence[AttributeValue]) -> str:
    words = [shown(value) for value in values]
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
