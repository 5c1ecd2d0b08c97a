"""By which ways agents and services reach their models: one that can be changed in one place, or many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from auditor.checklist import Reason
from auditor.checklist.reasons import hops, places, source
from auditor.checks.reach_legs import stations
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, Truth, Verdict, View
from auditor.graph import Member, Selection
from auditor.graph import verdict as v
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.kinds import RelationKind as R
from auditor.model.system import SYSTEM_ID

_SEAMS = ("configuration", "adapter", "gateway")
_DIRECT = ("embedded", "configuration")
_MOST_SHOWN = 6


def model_has_seam(view: View, subject: Entity) -> Result:
    """Pass where a setting, an adapter or a gateway leads to the model; a gateway must not be known to be absent."""
    fact = view.fact(subject, "model_access")
    verdict = view.holds(subject, "model_access", *_SEAMS)
    if not isinstance(fact, Known):
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "model_access"),))
    what = f"`model_access` is `{fact.value}`{source(fact.claims)}"
    if fact.value == "gateway" and _no_gateway(view).truth is Truth.TRUE:
        verdict = FALSE[min(fact.level, EvidenceLevel.DECLARED)]
        what += ", but the list of gateways is empty"
    expected = "" if verdict.truth is Truth.TRUE else "`configuration`, `adapter`, or a `gateway` that is described"
    reason = Reason(what=what, expected=expected, level=verdict.level, claims=fact.claims, places=places(fact.claims))
    return Result(verdict=verdict, reasons=(reason,))


def one_way_to_model(view: View, subject: Entity) -> Result:
    """Pass where at most one agent or service reaches a model, or others of its provider, without something between."""
    users = list(_users(view, subject))
    direct = [(member, v.all_of((same, _reaches_directly(view, member)))) for member, same in users]
    closed = _users_known(view, subject)
    sure = [(member, verdict) for member, verdict in direct if verdict.truth is Truth.TRUE]
    if len(sure) > 1:
        level = sorted((verdict.level for _, verdict in sure), reverse=True)[1]
        return Result(verdict=FALSE[level], reasons=(_scattered(view, subject, [member for member, _ in sure], level),))
    doubtful = [member for member, verdict in direct if verdict is UNKNOWN]
    if doubtful and len(sure) + len(doubtful) > 1:
        return Result(verdict=UNKNOWN, reasons=(_doubt(view, subject, doubtful[0]),))
    if closed.truth is not Truth.TRUE:
        what = f"nobody lists all that uses `{subject.id}`, so more may reach it directly"
        return Result(verdict=UNKNOWN, reasons=(Reason(what=what),))
    levels = [verdict.level for _, verdict in direct if verdict.truth is Truth.FALSE]
    verdict = v.at_most(closed, min(levels, default=closed.level))
    what = f"{len(sure) or 'nothing'} reaches it without a gateway or an adapter"
    return Result(verdict=verdict, reasons=(Reason(what=what, level=verdict.level),))


def _no_gateway(view: View) -> Verdict:
    """Return whether it is known that the system has no gateway."""
    system = view.entity(SYSTEM_ID)
    if system is None or view.of_kind(K.GATEWAY):
        return UNKNOWN
    return view.reachable(system, K.GATEWAY).closed


def _users(view: View, model: Entity) -> Iterator[tuple[Member, Verdict]]:
    """Yield what uses a model or may use its provider, each once, with whether it is the same provider."""
    seen: set[str] = set()
    for other, same in sorted(_of_same_provider(view, model), key=lambda pair: pair[1] is UNKNOWN):
        for member in _users_of(view, other).members:
            if member.entity.id not in seen:
                seen.add(member.entity.id)
                yield member, same


def _users_of(view: View, model: Entity) -> Selection:
    def ask() -> Selection:
        return view.neighbours(model, K.AGENT, K.SERVICE, by=(R.USES,), direction="in")

    return view.kept((_users_of, model.id), ask)


def _of_same_provider(view: View, model: Entity) -> Iterator[tuple[Entity, Verdict]]:
    """Yield the models that are, or may be, of the same provider, the model itself among them."""
    by_provider = view.kept((_by_provider, SYSTEM_ID), partial(_by_provider, view))
    own = _stated_provider(view, model)
    others = (*by_provider[own], *by_provider[""]) if own else view.of_kind(K.MODEL)
    for other in sorted(others, key=lambda other: other.id):
        same = _same_provider(view, model, other)
        if same.truth is not Truth.FALSE:
            yield other, same


def _by_provider(view: View) -> Mapping[str, Sequence[Entity]]:
    """Return the models by the provider that is stated for them; those for which none is, under an empty name."""
    found: dict[str, list[Entity]] = defaultdict(list)
    for model in view.of_kind(K.MODEL):
        found[_stated_provider(view, model)].append(model)
    return found


def _stated_provider(view: View, model: Entity) -> str:
    provider = view.fact(model, "provider")
    if isinstance(provider, Known) and provider.level >= EvidenceLevel.DECLARED:
        return _folded(provider)
    return ""


def _folded(provider: Known) -> str:
    return str(provider.value).strip().casefold()


def _same_provider(view: View, model: Entity, other: Entity) -> Verdict:
    if model.id == other.id:
        return TRUE[v.CERTAIN]
    one, two = view.fact(model, "provider"), view.fact(other, "provider")
    if not isinstance(one, Known) or not isinstance(two, Known):
        return UNKNOWN
    level = min(one.level, two.level)
    if _folded(one) == _folded(two):
        return TRUE[level]
    return FALSE[level] if level >= EvidenceLevel.DECLARED else UNKNOWN


def _users_known(view: View, model: Entity) -> Verdict:
    def ask(other: Entity) -> Verdict:
        return view.neighbours(other, K.AGENT, by=(R.USES,), direction="in").closed

    found = (view.kept((_users_known, other.id), partial(ask, other)) for other, _ in _of_same_provider(view, model))
    return v.all_of(found)


def _doubt(view: View, model: Entity, user: Member) -> Reason:
    if isinstance(view.fact(user.entity, "model_access"), Known) or user.entity.kind is not K.AGENT:
        for other in (model, *view.of_kind(K.MODEL)):
            if not isinstance(view.fact(other, "provider"), Known):
                return view.unknown(other, "provider")
    return view.unknown(user.entity, "model_access")


def _reaches_directly(view: View, user: Member) -> Verdict:
    """Return whether nothing stands between; a service that uses a model is its own seam at best for itself."""
    if user.entity.kind is not K.AGENT:
        return user.verdict
    if _no_gateway(view).truth is Truth.TRUE:
        direct = view.holds(user.entity, "model_access", *_DIRECT, "gateway")
    else:
        direct = view.holds(user.entity, "model_access", *_DIRECT)
    guessed = direct.truth is Truth.FALSE and direct.level < EvidenceLevel.DECLARED
    return UNKNOWN if guessed else v.all_of((user.verdict, direct))


def _scattered(view: View, model: Entity, users: list[Member], level: EvidenceLevel) -> Reason:
    provider = view.fact(model, "provider")
    of = f" or another model of `{provider.value}`" if isinstance(provider, Known) else ""
    shown = users[:_MOST_SHOWN]
    claims = tuple(
        claim
        for user in shown
        if user.entity.kind is K.AGENT
        for claim in view.fact(user.entity, "model_access").claims
    )
    path = tuple(hop for user in shown for hop in user.path)
    more = f"; and {len(users) - len(shown)} more" if len(users) > len(shown) else ""
    return Reason(
        what=f"{len(users)} reach it{of} with nothing between: {hops(path)}{more}",
        expected="a gateway or an adapter that all of them use",
        level=level,
        claims=claims,
        places=(*places(claims), *stations(path)),
        path=path,
    )
