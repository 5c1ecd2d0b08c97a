"""Private data, untrusted content and a way out within the reach of one agent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from auditor.checklist import Reason
from auditor.checks.reach_legs import Leg, Sign, in_reach, legs_of_reach, told
from auditor.checks.view import UNKNOWN, Result, Truth, Verdict, View
from auditor.graph import Selection
from auditor.graph import verdict as v
from auditor.model.claims import Location
from auditor.model.entities import Entity


def lethal_trifecta(view: View, subject: Entity) -> Result:
    """Pass where at least one of the three is known to be out of the agent's reach.

    After Simon Willison, "The lethal trifecta for AI agents" (2025): whoever writes the untrusted content can have the
    private data sent out.
    """
    legs = legs_of_reach(view, subject)
    verdict = v.negate(v.all_of(leg[0] for leg in legs.values()))
    may = [name for name, leg in legs.items() if leg[0].truth is not Truth.FALSE]
    if verdict.truth is Truth.FALSE:
        return Result(verdict=verdict, reasons=(_all_three(view, legs, verdict),))
    if verdict.truth is Truth.TRUE:
        missing = " and ".join(name for name in legs if name not in may)
        return Result(
            verdict=verdict, reasons=(Reason(what=f"`{subject.id}` reaches no {missing}", level=verdict.level),)
        )
    doubtful = {name: leg[1] for name, leg in legs.items() if leg[0] is UNKNOWN}
    return Result(verdict=verdict, reasons=tuple(_doubts(doubtful, in_reach(view, subject))))


def _all_three(view: View, legs: Mapping[str, Leg], verdict: Verdict) -> Reason:
    parts = [told(view, name, sign) for name, (_, sign) in legs.items() if sign is not None]
    return Reason(
        what="all three are in reach: " + "; ".join(part.what for part in parts),
        level=verdict.level,
        claims=tuple(claim for part in parts for claim in part.claims),
        places=tuple(dict.fromkeys(place for part in parts for place in part.places)),
        path=tuple(hop for part in parts for hop in part.path),
    )


def _doubts(legs: dict[str, Sign | None], reach: Selection) -> Iterator[Reason]:
    """Return why each leg may be in reach; legs of one reason come together."""
    names: dict[str, list[str]] = defaultdict(list)
    shown: dict[str, tuple[Location, ...]] = {}
    for name, sign in legs.items():
        why = reach.because or "what it reaches is not known completely"
        if sign is not None:
            why = f"nobody states `{sign.attribute}` for `{sign.entity.id}`"
            shown[why] = (sign.entity.location,) if sign.entity.location is not None else ()
        names[why].append(name)
    for why, may in names.items():
        yield Reason(what=f"{why}, so {' and '.join(may)} may be in reach", places=shown.get(why, ()))
