"""Compiles graph conditions: their filters, relations and directions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from auditor.checklist import graph_conditions as g
from auditor.checklist.compiler_agents import BUILDERS
from auditor.checklist.compiler_parsed import Parsed
from auditor.checklist.condition import Condition
from auditor.checklist.context import Context
from auditor.checklist.globs import glob
from auditor.checklist.grammar import Construct
from auditor.checklist.terms import Terms
from auditor.documents import Pointer, Value
from auditor.graph import Selection
from auditor.graph import verdict as v
from auditor.graph.questions import AGENTS
from auditor.graph.verdict import Verdict
from auditor.model.entities import Boundary, Entity
from auditor.model.facts import Known
from auditor.model.kinds import EvidenceLevel
from auditor.model.vocabulary import ATTRIBUTES

if TYPE_CHECKING:
    from auditor.checklist.compiler import Compiler


def graph_condition(
    compiler: Compiler,
    construct: Construct,
    value: Value,
    pointer: Pointer,
    siblings: Mapping[str, Value],
) -> Condition | None:
    """Return the condition that a graph construct states."""
    before = len(compiler.mistakes.problems)
    parsed = Parsed(compiler, construct, value, pointer)
    build: Callable[[Parsed], Condition | None] = {
        "related": _related,
        "reaches": _reaches,
        "reached_from": _reached_from,
        "reached_only_through": _only_through,
        "in_cycle": _in_cycle,
        "crosses": _crosses,
        "single_point_of_failure": _single_point,
        "every": lambda parts: _each(parts, siblings),
        "some": lambda parts: _each(parts, siblings),
        "count": lambda parts: _count(parts, siblings),
        **BUILDERS,
    }[construct.name]
    built = build(parsed)
    return built if len(compiler.mistakes.problems) == before else None


def _related(parsed: Parsed) -> Condition | None:
    by, direction, to = parsed.by(), parsed.direction(), parsed.filter("to")
    if by is None or to is None:
        return None
    way = {"out": "leads to", "in": "comes from"}.get(direction, "joins it with")
    words = f"{g.relation_words(by)} {way} {to.words}"
    return g.on_graph(
        lambda context, entity: context.graph.related(entity, by=by, direction=direction, to=to(context)),
        words,
        f"no {words}",
    )


def _reaches(parsed: Parsed) -> Condition | None:
    to, by, without = parsed.filter("to"), parsed.by(), parsed.filter("without")
    if to is None:
        return None
    around = f" without passing {without.words}" if without else ""
    words = f"path leads to {to.words}{around}"
    return g.on_graph(
        lambda context, entity: context.graph.reaches(
            entity, to=to(context), by=by, without=without(context) if without else None
        ),
        f"a {words}",
        f"no {words}",
    )


def _reached_from(parsed: Parsed) -> Condition | None:
    start, by, without = parsed.filter("from"), parsed.by(), parsed.filter("without")
    if start is None:
        return None
    around = f" without passing {without.words}" if without else ""
    words = f"path comes from {start.words}{around}"
    return g.on_graph(
        lambda context, entity: context.graph.reached_from(
            entity, start=start(context), by=by, without=without(context) if without else None
        ),
        f"a {words}",
        f"no {words}",
    )


def _only_through(parsed: Parsed) -> Condition:
    through, start = parsed.rest(), parsed.filter("from")
    origin = start.words if start else AGENTS.words
    words = f"every path from {origin} to it passes {through.words}"
    return g.on_graph(
        lambda context, entity: context.graph.reached_only_through(
            entity, through=through(context), start=start(context) if start else AGENTS
        ),
        words,
        f"not {words}",
    )


def _in_cycle(parsed: Parsed) -> Condition | None:
    by, unless = parsed.by(), parsed.filter("unless")
    if by is None:
        return None
    around = f" without passing {unless.words}" if unless else ""
    words = f"path of {g.relation_words(by)} leads back to it{around}"
    return g.on_graph(
        lambda context, entity: context.graph.in_cycle(entity, by=by, unless=unless(context) if unless else None),
        f"a {words}",
        f"no {words}",
    )


def _crosses(parsed: Parsed) -> Condition:
    pattern, trust = parsed.value.get("id"), parsed.value.get("trust")
    choices = ATTRIBUTES["trust"].type.choices
    if trust is not None and trust not in choices:
        parsed.compiler.mistakes.unknown((*parsed.pointer, "trust"), "trust", str(trust), choices, key=False)
    matches = glob(pattern) if isinstance(pattern, str) else None

    def meant(context: Context, zone: Boundary) -> Verdict:
        verdict = v.TRUE[EvidenceLevel.DECLARED]
        if matches is not None and not matches(zone.id):
            return v.FALSE[EvidenceLevel.DECLARED]
        if trust is None:
            return verdict
        return _zone_trust(context, zone, trust)

    words = "path from it crosses the border of " + (f"`{pattern}`" if pattern else "a boundary")
    words += f" whose `trust` is `{trust}`" if trust else ""
    return g.on_graph(
        lambda context, entity: context.graph.crosses(
            entity, into=[(zone, meant(context, zone)) for zone in context.system.boundaries]
        ),
        f"a {words}",
        f"no {words}",
    )


def _zone_trust(context: Context, zone: Boundary, trust: Value) -> Verdict:
    """Tell whether a zone has a trust; what is said of a zone is claimed of each of its members."""
    facts = [context.system.fact(member, "trust") for member in zone.members if member in context.system.entities]
    verdicts = [v.of(fact.value == trust, fact.level) if isinstance(fact, Known) else v.UNKNOWN for fact in facts]
    if not verdicts or v.any_of(verdicts).truth is v.Truth.FALSE:
        return v.any_of(verdicts) if verdicts else v.UNKNOWN
    everywhere = v.all_of(verdicts)
    return everywhere if everywhere.truth is v.Truth.TRUE else v.UNKNOWN


def _single_point(parsed: Parsed) -> Condition | None:
    of = parsed.filter("for")
    if of is None:
        return None
    words = f"an agent reaches {of.words} only through it"
    return g.on_graph(
        lambda context, entity: context.graph.single_point_of_failure(entity, of=of(context)), words, f"not: {words}"
    )


def _selected(parsed: Parsed) -> tuple[Callable[[Context, Entity], Selection], str]:
    by, direction, like = parsed.by(), parsed.direction(), parsed.rest()
    if by is None:
        reached = "it is reached from" if direction == "in" else "it reaches"
        return (
            lambda context, entity: context.graph.reachable(entity, like=like(context), direction=direction),
            f"{like.words} that {reached}",
        )
    return (
        lambda context, entity: context.graph.neighbours(entity, by=by, direction=direction, like=like(context)),
        f"{like.words} that {g.relation_words(by)} joins to it",
    )


def _each(parsed: Parsed, siblings: Mapping[str, Value]) -> Condition | None:
    select, words = _selected(parsed)
    name = parsed.construct.name
    if "satisfies" not in siblings:
        parsed.compiler.mistakes.add(parsed.pointer, f"`{name}` needs `satisfies` beside it", key=True)
        return None
    at = (*parsed.pointer[:-1], "satisfies")
    inner = Terms().narrowed_by(parsed.value.get("kind"))
    satisfies = parsed.compiler.condition(siblings["satisfies"], at, inner)
    return g.on_each(select, name, satisfies, f"{name} {words}: {satisfies.words}") if satisfies else None


def _count(parsed: Parsed, siblings: Mapping[str, Value]) -> Condition | None:
    select, words = _selected(parsed)
    low, high = siblings.get("at_least"), siblings.get("at_most")
    for name, bound in (("at_least", low), ("at_most", high)):
        if bound is not None and (not isinstance(bound, int) or isinstance(bound, bool) or bound < 0):
            parsed.compiler.mistakes.add((*parsed.pointer[:-1], name), f"`{name}` takes a whole number, 0 or more")
            return None
    if low is None and high is None:
        parsed.compiler.mistakes.add(parsed.pointer, "`count` needs `at_least` or `at_most` beside it", key=True)
        return None
    bounds = [f"at least {low}"] * (low is not None) + [f"at most {high}"] * (high is not None)
    return g.on_count(
        select,
        low if isinstance(low, int) else 0,
        high if isinstance(high, int) else None,
        f"{' and '.join(bounds)} of: {words}",
    )
