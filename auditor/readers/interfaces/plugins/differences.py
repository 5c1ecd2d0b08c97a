"""Where a function of a plugin and the operation behind it say different things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from auditor.model.claims import AttributeValue, Claim, Location, Record
from auditor.readers.interfaces.plugins.behind import Action

_ALL = ("parameter_missing", "parameter_required", "parameter_type", "parameter_enum")


def differences(own: list[Claim], action: Action) -> Iterator[Record]:
    """Yield the points at which the manifest's own claims differ from those of the operation.

    A record without `differs` stands for what cannot be compared, since one of the two does not say it.
    """
    stated = next((claim for claim in own if claim.attribute == "parameters"), None)
    if stated is not None and stated.location is not None:
        yield from _parameters(stated, action, stated.location)
    method = str(action.value("method") or "")
    effects = next((claim for claim in own if claim.attribute == "effects"), None)
    if effects is not None and effects.location is not None and effects.value == ("read",) and method == "POST":
        what = {"kind": "effect", "what": "its data_handling names reading only", "other": "a POST request may write"}
        yield Record(name="data_handling", fields=dict(what), location=effects.location)


def _parameters(stated: Claim, action: Action, place: Location) -> Iterator[Record]:
    ours, theirs = _by_name(stated.value), _by_name(action.value("parameters"))
    if ours is None or theirs is None or "*" in ours or "*" in theirs:
        for kind in _ALL:
            told = "not every argument of both can be compared"
            yield Record(name="parameters", fields={"kind": kind, "what": told, "other": told}, location=place)
        return
    for name in sorted(ours.keys() | theirs.keys()):
        mine, other = ours.get(name), theirs.get(name)
        if mine is None and other is not None and other.fields.get("required") is True:
            yield _differs(
                "parameter_missing", name, place, f"has no `{name}`", f"requires `{name}` ({other.location})"
            )
        elif other is None and mine is not None and mine.fields.get("required") is True:
            yield _differs("parameter_missing", name, mine.location, f"requires `{name}`", f"has no `{name}`")
        elif mine is not None and other is not None:
            yield from _compared(mine, other)


def _compared(ours: Record, theirs: Record) -> Iterator[Record]:
    name, place = ours.name, ours.location
    if theirs.fields.get("required") is True and ours.fields.get("required") is False:
        yield _differs("parameter_required", name, place, f"`{name}` may be left out", f"`{name}` is required")
    mine, other = ours.fields.get("type"), theirs.fields.get("type")
    if mine and other and mine != other and (mine, other) != ("integer", "number"):
        yield _differs("parameter_type", name, place, f"`{name}` is of type {mine}", f"`{name}` is of type {other}")
    mine, other = ours.fields.get("enum"), theirs.fields.get("enum")
    if isinstance(mine, tuple) and isinstance(other, tuple) and other and set(mine) != set(other):
        what = f"`{name}` takes {_values(mine)}"
        yield _differs("parameter_enum", name, place, what, f"`{name}` takes {_values(other)}")


def _by_name(value: AttributeValue | None) -> Mapping[str, Record] | None:
    if not isinstance(value, tuple):
        return None
    return {item.name: item for item in value if isinstance(item, Record)}


def _differs(kind: str, name: str, place: Location, what: str, other: str) -> Record:
    return Record(name=name, fields={"kind": kind, "differs": True, "what": what, "other": other}, location=place)


def _values(values: tuple[AttributeValue, ...]) -> str:
    shown = ", ".join(f"`{value}`" for value in values[:6])
    return (shown + (f" and {len(values) - 6} more" if len(values) > 6 else "")) or "any value"
