"""What two descriptions of one action say differently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.linking.arguments import beside
from auditor.linking.links import Link
from auditor.linking.tools import Tool, Tools
from auditor.model.claims import Location, Record
from auditor.model.facts import Known
from auditor.model.kinds import EvidenceLevel
from auditor.model.methods import DEFINED_EFFECTS, IDEMPOTENT_METHODS
from auditor.model.vocabulary import WRITES


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One point at which two descriptions differ, or may differ."""

    kind: str
    name: str
    """The parameter or the attribute."""
    what: str
    """What the face says."""
    other: str
    """What the other says."""
    place: Location | None
    """Of the former."""
    other_place: Location | None
    differs: bool | None = True
    """None where one of the two does not say it, so that nobody knows."""


def differences(tools: Tools, link: Link) -> tuple[Difference, ...]:
    """Return every point at which the two descriptions of a link differ, or could and nobody knows."""
    pair = _Pair(tools, link.face, link.behind)
    return (*pair.effects(), *pair.idempotence(), *pair.parameters(), *pair.deprecation(), *pair.result())


def effect_differences(tools: Tools, face: Tool, behind: Tool) -> tuple[Difference, ...]:
    """Return only the points at which two descriptions differ in what the action does."""
    return tuple(_Pair(tools, face, behind).effects())


class _Pair:
    def __init__(self, tools: Tools, face: Tool, behind: Tool) -> None:
        self._tools, self._face, self._behind = tools, face, behind

    def effects(self) -> Iterator[Difference]:
        """Compare what the face says of its effects with the method and the stated effects of the other."""
        effects, said, other_place = self._effects_behind()
        if effects is not None and effects.isdisjoint(WRITES):
            return
        read_only, own = self._stated(self._face, "hints.read_only"), self._stated(self._face, "effects")
        writes = isinstance(own, tuple) and not set(WRITES).isdisjoint(own)
        if read_only is True or (own == ("read",) and read_only is None):
            name = "readOnlyHint" if read_only is True else "effects"
            what = "`readOnlyHint` is true" if read_only is True else "it only reads"
            place = self._place(self._face, "hints.read_only" if read_only is True else "effects")
            yield self._point("effect", name, what, said, place, other_place, differs=True if effects else None)
        elif read_only is None and not writes:
            place = self._place(self._face, "hints.read_only")
            yield self._point("effect", "readOnlyHint", "it does not say if it writes", said, place, other_place)
        elif not (isinstance(own, tuple) and "delete" in own) and (effects is None or "delete" in effects):
            yield from self._destruction(effects, said, other_place)

    def _destruction(
        self, effects: frozenset[str] | None, said: str, other_place: Location | None
    ) -> Iterator[Difference]:
        """Compare `destructiveHint` of a face that writes with an operation that deletes, or may delete."""
        destructive = self._stated(self._face, "hints.destructive")
        posts = effects is None and self._method() == "POST"
        if destructive is True or posts:
            return
        what = "`destructiveHint` is false" if destructive is False else "it does not say if it destroys"
        place = self._place(self._face, "hints.destructive")
        certain = True if effects is not None and destructive is False else None
        yield self._point("effect", "destructiveHint", what, said, place, other_place, differs=certain)

    def idempotence(self) -> Iterator[Difference]:
        """Compare a promise that a call may be repeated with the method and with keys for retries."""
        stated, method = self._stated(self._behind, "idempotent"), self._method()
        key = self._stated(self._behind, "idempotency_key")
        if stated is True or method in IDEMPOTENT_METHODS or (stated is None and key is True):
            return
        hint = self._stated(self._face, "hints.idempotent")
        if hint is False or self._stated(self._face, "hints.read_only") is True:
            return  # MCP gives the hint a meaning only for tools that are not read-only
        if stated is False:
            other = "a repetition changes more"
        elif not method:
            other = "its method is not known"
        elif key is None:
            other = f"nobody says whether {self._request()} takes an idempotency key"
        else:
            other = f"{self._request()} is not idempotent (RFC 9110) and takes no idempotency key"
        known = stated is False or (bool(method) and key is False)
        what = "`idempotentHint` is true" if hint is True else "it does not say if it may be repeated"
        place, other_place = (
            self._place(self._face, "hints.idempotent"),
            self._place(self._behind, "idempotent", "method"),
        )
        certain = True if hint is True and known else None
        yield self._point("idempotence", "idempotentHint", what, other, place, other_place, differs=certain)

    def parameters(self) -> Iterator[Difference]:
        """Compare the arguments that a model fills in; headers and cookies are left to the client."""
        both = beside(self._tools.value(self._face.id, "parameters"), self._tools.value(self._behind.id, "parameters"))
        if both is None or not both.whole:
            for kind in ("parameter_missing", "parameter_required", "parameter_type", "parameter_enum"):
                told = "not every argument of both can be compared"
                places = (self._place(self._face, "parameters"), self._place(self._behind, "parameters"))
                yield self._point(kind, "parameters", told, told, *places)
            if both is None:
                return
        for key in sorted((both.face.keys() | both.behind.keys()) - {"*"}):
            ours, theirs = both.face.get(key), both.behind.get(key)
            if ours is not None and theirs is not None:
                yield from self._compared(ours, theirs)
            elif both.whole and (one := ours or theirs) is not None:
                yield from self._lone(one, in_face=ours is not None)

    def _lone(self, record: Record, *, in_face: bool) -> Iterator[Difference]:
        required = record.fields.get("required")
        if required is False:
            return
        has, lacks = f"requires `{record.name}`", f"has no `{record.name}`"
        yield Difference(
            kind="parameter_missing",
            name=record.name,
            what=has if in_face else lacks,
            other=lacks if in_face else has,
            place=record.location if in_face else self._place(self._face, "parameters"),
            other_place=self._place(self._behind, "parameters") if in_face else record.location,
            differs=True if required is True else None,
        )

    def _compared(self, ours: Record, theirs: Record) -> Iterator[Difference]:
        for kind, field in (
            ("parameter_required", "required"),
            ("parameter_type", "type"),
            ("parameter_enum", "enum"),
        ):
            mine, other = ours.fields.get(field), theirs.fields.get(field)
            if mine is None or other is None:
                told = f"`{ours.name}`: one of the two does not say `{field}`"
                yield self._point(kind, ours.name, told, told, ours.location, theirs.location)
            elif field == "type" and not _fits(str(mine), str(other)):
                yield self._two(kind, ours, theirs, f"is of type {mine}", f"is of type {other}")
            elif field == "required" and other is True and mine is False and theirs.fields.get("default") is not True:
                yield self._two(kind, ours, theirs, "may be left out", "is required")
            elif field == "enum" and isinstance(mine, tuple) and isinstance(other, tuple) and _unlike(mine, other):
                yield self._two(kind, ours, theirs, f"takes {_listed(mine)}", f"takes {_listed(other)}")

    def deprecation(self) -> Iterator[Difference]:
        """Compare what is said of going away; only an operation that goes away under a live tool counts."""
        gone, place = self._stated(self._behind, "deprecated"), self._place(self._behind, "deprecated")
        own_place = self._place(self._face, "deprecated")
        if gone is None:
            told = "nobody states `deprecated` of it"
            yield self._point("deprecation", "deprecated", "nothing says that it goes away", told, own_place, place)
        elif gone is True and self._tools.value(self._face.id, "deprecated") is not True:
            other = "it is marked as deprecated"
            what = "nothing says that it goes away"
            yield self._point("deprecation", "deprecated", what, other, own_place, place, differs=True)

    def result(self) -> Iterator[Difference]:
        """Compare whether a success has a declared structure."""
        ours, theirs = (self._stated(tool, "structured_result") for tool in (self._face, self._behind))
        places = (self._place(self._face, "structured_result"), self._place(self._behind, "structured_result"))
        if ours is None or theirs is None:
            told = "the structure of one of them is not known"
            yield self._point("result", "structured_result", told, told, *places)
        elif ours is not theirs:
            words = {True: "a success has a declared structure", False: "a success has no declared structure"}
            what, other = words[ours is True], words[theirs is True]
            yield self._point("result", "structured_result", what, other, *places, differs=True)

    def _effects_behind(self) -> tuple[frozenset[str] | None, str, Location | None]:
        """Return what the other does, None where that is not certain, how it is told, and where."""
        stated = self._tools.fact(self._behind.id, "effects")
        if isinstance(stated, Known) and stated.level >= EvidenceLevel.DECLARED and isinstance(stated.value, tuple):
            effects = frozenset(map(str, stated.value))
            return effects, f"its effects are {', '.join(sorted(effects))}", self._place(self._behind, "effects")
        place = self._place(self._behind, "method")
        method = self._method()
        if effect := DEFINED_EFFECTS.get(method):
            return frozenset({effect}), f"it is {self._request()}", place
        return None, f"{self._request()} may write" if method else "its method is not known", place

    def _method(self) -> str:
        return str(self._stated(self._behind, "method") or "").upper()

    def _request(self) -> str:
        method, path = (self._tools.value(self._behind.id, name) for name in ("method", "path"))
        return f"`{method} {path}`" if path else f"a {method} request"

    def _stated(self, tool: Tool, attribute: str) -> object:
        """Return a value on declared evidence or better."""
        fact = self._tools.fact(tool.id, attribute)
        return fact.value if isinstance(fact, Known) and fact.level >= EvidenceLevel.DECLARED else None

    def _place(self, tool: Tool, *attributes: str) -> Location | None:
        claims = (claim for attribute in attributes for claim in self._tools.claims(tool.id, attribute))
        return next((claim.location for claim in claims if claim.location is not None), tool.entity.location)

    def _two(self, kind: str, ours: Record, theirs: Record, what: str, other: str) -> Difference:
        mine, its = f"`{ours.name}` {what}", f"`{theirs.name}` {other}"
        return self._point(kind, ours.name, mine, its, ours.location, theirs.location, differs=True)

    def _point(
        self,
        kind: str,
        name: str,
        what: str,
        other: str,
        place: Location | None,
        other_place: Location | None,
        *,
        differs: bool | None = None,
    ) -> Difference:
        return Difference(
            kind=kind, name=name, what=what, other=other, place=place, other_place=other_place, differs=differs
        )


def _fits(ours: str, theirs: str) -> bool:
    """Tell whether the other takes every type that the face allows; no type says nothing.

    Whole and other numbers are one type here: many generators know only `number`, and models send whole ones.
    """
    mine, other = _types(ours), _types(theirs)
    return not mine or not other or mine <= other


def _types(written: str) -> set[str]:
    names = {part.strip().replace("integer", "number") for part in written.split("|")}
    return names - {"", "null"}


def _unlike(ours: tuple[object, ...], theirs: tuple[object, ...]) -> bool:
    """Tell whether two lists of values differ; a list where the other takes any value is only stricter."""
    return bool(theirs) and set(ours) != set(theirs)


def _listed(values: tuple[object, ...]) -> str:
    if not values:
        return "any value"
    shown = ", ".join(f"`{value}`" for value in values[:6])
    return shown + (f" and {len(values) - 6} more" if len(values) > 6 else "")
