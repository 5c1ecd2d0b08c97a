"""What names of tools say, and whether they say it alike."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from auditor.checklist import Reason
from auditor.checks.toolsets import Toolset, claims_of, open_end, passed, stated, toolset
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, Truth, View
from auditor.model.claims import AttributeValue
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel
from auditor.model.kinds import RelationKind as R
from auditor.model.words import is_verb, stand_for, words_of_name

_SHARE = 0.9
"""Of the names that have a style, those that must have the same one."""
_SHOWN = 3
_PARTICLES = frozenset(("for", "to", "of", "in", "on", "by", "with", "from", "and", "or", "up", "the", "a"))
_OF_SERVICES = frozenset(("service", "services", "api", "server", "admin", "internal", "v"))
_SEPARATORS = re.compile(r"[/.:]")
_CAPITAL_INSIDE = re.compile(r"[a-z0-9][A-Z]")


def verb_and_object(view: View, subject: Entity) -> Result:
    """Pass where the name of a tool holds a verb and what it is about."""
    name, level = stated(view, subject, "own_name")
    if name is None:
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "own_name"),))
    words = words_of_name(name)
    verbs = [word for word in words if is_verb(word)]
    # A word such as `list` or `order` can be either; two of them are one of each.
    others = [word for word in words if word not in verbs and word not in _PARTICLES]
    lacks = "" if verbs and (others or len(verbs) > 1) else "no object" if verbs else "no verb"
    if lacks and (by_convention := _said_by_protocol(view, subject, name, level, verbs)) is not None:
        return by_convention
    what = f"the name `{name}` has {lacks}" if lacks else f"the name `{name}` has a verb and an object"
    reason = Reason(
        what=what,
        expected="a verb and what it is about, such as `cancel_trip`" if lacks else "",
        level=level,
        claims=claims_of(view, subject, "own_name"),
    )
    return Result(verdict=FALSE[level] if lacks else TRUE[level], reasons=(reason,))


def _said_by_protocol(view: View, subject: Entity, name: str, level: EvidenceLevel, verbs: list[str]) -> Result | None:
    """Return a pass where a protocol says the verb or the object outside of the name.

    A query of GraphQL is a noun by convention, as it can only read. A method of gRPC belongs to a service, whose name
    holds the object: `PaymentService.Charge`.
    """
    protocol = view.fact(subject, "protocol")
    if not isinstance(protocol, Known):
        return None
    attribute, what = "", ""
    if protocol.value == "graphql" and not verbs:
        attribute, what = "effects", f"`{name}` is a query, which is called by what it returns"
        holds = _value(view, subject, attribute) == ("read",)
    elif protocol.value == "grpc" and verbs:
        attribute = "tags"
        stated = _value(view, subject, attribute)
        service = str(stated[0]) if isinstance(stated, tuple) and stated else ""
        what = f"the service `{service}` says what `{name}` is about"
        holds = any(word not in _OF_SERVICES for word in words_of_name(service))
    else:
        return None
    fact = view.fact(subject, attribute)
    if not holds or not isinstance(fact, Known):
        return None
    level = min(level, protocol.level, fact.level)
    claims = claims_of(view, subject, "own_name", "protocol", attribute)
    return Result(verdict=TRUE[level], reasons=(Reason(what=what, level=level, claims=claims),))


def _value(view: View, subject: Entity, attribute: str) -> AttributeValue | None:
    fact = view.fact(subject, attribute)
    return fact.value if isinstance(fact, Known) else None


def one_name_style(view: View, subject: Entity) -> Result:
    """Pass where at least nine of ten names of an interface are written in one style: snake, camel, Pascal or kebab.

    A name of one word in lower case fits every style but Pascal. What stands before a slash, a dot or a colon is
    judged with the rest.
    """
    found = toolset(view, subject)
    styles: dict[str, list[str]] = defaultdict(list)
    levels = []
    for tool in found.tools:
        name, level = stated(view, tool, "own_name")
        if name is None:
            return Result(verdict=UNKNOWN, reasons=(view.unknown(tool, "own_name"),))
        levels.append(level)
        if name and (style := style_of(name)):
            styles[style].append(name)
    total = sum(map(len, styles.values()))
    most = max(styles, key=lambda style: (len(styles[style]), style), default="")
    if most and len(styles[most]) < _SHARE * total:
        ranked = sorted(styles.items(), key=lambda item: (-len(item[1]), item[0]))
        shown = ", ".join(f"{len(names)} {style} (`{names[0]}`)" for style, names in ranked)
        level = min(levels)
        reason = Reason(what=f"its {total} names of several words are of {len(styles)} styles: {shown}", level=level)
        return Result(verdict=FALSE[level], reasons=(reason,))
    return passed(found, levels, "its names are of one style")


def style_of(name: str) -> str:
    """Return the style in which a name is written; empty for one that fits several."""
    parts = [part for part in _SEPARATORS.split(name) if part]
    signs = {sign for part in parts for sign in _signs(part)}
    if not signs:
        return ""
    return next(iter(signs)) if len(signs) == 1 else "mixed"


def _signs(part: str) -> Iterator[str]:
    if "_" in part.strip("_"):
        yield "snake_case"
    if "-" in part.strip("-"):
        yield "kebab-case"
    if " " in part:
        yield "with spaces"
    if part[:1].isupper() and not part.isupper() and "_" not in part and "-" not in part:
        yield "PascalCase"
    elif _CAPITAL_INSIDE.search(part):
        yield "camelCase"


def names_apart_by_interface(view: View, subject: Entity) -> Result:
    """Pass where no two tools that an agent has from different interfaces have names that mean the same.

    Names are compared without case, separators and order, and with verbs such as `get` and `fetch` as one.
    """
    found = toolset(view, subject)
    alike: dict[tuple[str, ...], dict[str, Entity]] = defaultdict(dict)
    levels: list[EvidenceLevel] = []
    for tool in found.tools:
        name, level = stated(view, tool, "own_name")
        if name is None:
            return _silent(view, found, tool)
        levels.append(level)
        key = tuple(sorted(filter(None, map(stand_for, words_of_name(name))))) or (name.casefold(),)
        for interface in view.neighbours(tool, K.INTERFACE, by=(R.EXPOSES,), direction="in").members:
            alike[key].setdefault(interface.entity.id, tool)
    # A tool that is linked with an operation belongs to both of their interfaces and is one tool.
    apart = [list({tool.id: tool for tool in tools.values()}.values()) for tools in alike.values()]
    reasons = tuple(_collision(view, tools) for tools in apart if len(tools) > 1)
    if reasons:
        return Result(verdict=FALSE[min(reason.level for reason in reasons)], reasons=reasons)
    return passed(found, levels, "no two of its interfaces offer tools of like names")


def _silent(view: View, found: Toolset, tool: Entity) -> Result:
    reason = open_end(found) if found.closed.truth is not Truth.TRUE else view.unknown(tool, "own_name")
    return Result(verdict=UNKNOWN, reasons=(reason,))


def _collision(view: View, tools: list[Entity]) -> Reason:
    claims = tuple(claim for tool in tools for claim in claims_of(view, tool, "own_name"))
    names = [f"`{tool.id}`" for tool in tools[:_SHOWN]]
    more = f" and {len(tools) - _SHOWN} more" if len(tools) > _SHOWN else ""
    own = Counter(stated(view, tool, "own_name")[0] for tool in tools)
    same = "the same name" if len(own) == 1 else "names that mean the same"
    return Reason(
        what=f"{', '.join(names)}{more} come from different interfaces and have {same}",
        expected="names that begin with their service",
        level=min((claim.level for claim in claims), default=EvidenceLevel.ASSUMED),
        claims=claims,
        places=tuple(tool.location for tool in tools if tool.location is not None),
        item=tools[0].id,
    )
