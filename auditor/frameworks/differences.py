"""What of a definition is lost on the way through a framework, by comparing what went in with what came out.

The comparison follows references on both sides, so that an inlined reference is no loss. It leaves out `title` and
`$schema`, takes words in capitals for the same words (`STRING` for `string`) and a number of an `enum` for its digits,
and holds nothing against a framework that adds to a schema or drops an empty `required`. Those are the conventions of
the recorded runs that the profiles are checked against.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.documents import Pointer, Value
from auditor.frameworks.candidate import ABSENT, Candidate, Loss
from auditor.frameworks.schemas import LISTS, MAPS, SINGLES, resolve

_LEFT_OUT = frozenset({"title", "$schema", "$defs", "definitions", "$id", "$comment"})
_MINOR = frozenset(
    {
        "additionalProperties",
        "contentEncoding",
        "contentMediaType",
        "deprecated",
        "examples",
        "example",
        "format",
        "nullable",
        "readOnly",
        "unevaluatedProperties",
        "writeOnly",
    }
)
"""Keywords without which a model still fills the arguments in as it should, nearly always."""
_SETS = frozenset({"required"})
FOLLOWED = "is followed by more text"
"""What becomes of a description into which a framework writes what it takes out of, or leaves in, the schema."""

_LONGEST_CHAIN = 50
_MOST_LOSSES = 400
"""Losses of one definition that are told; more say nothing new."""


@dataclass(slots=True, kw_only=True)
class _Comparison:
    before: Value
    after: Value
    losses: list[Loss] = field(default_factory=list)
    seen: set[tuple[int, int]] = field(default_factory=set)
    joined: dict[int, tuple[Value, dict[str, Value]]] = field(default_factory=dict)
    """References joined with the keywords beside them, so that each is one object however often it is met."""


def losses_of(candidate: Candidate) -> list[Loss]:
    """Return what a candidate has lost: by its steps' own word, of its name and description, and of its schema."""
    found = list(candidate.losses)
    stated = candidate.definition.stated
    if not candidate.name_is_ours and candidate.name != stated.get("name", ABSENT):
        found.append(Loss(pointer=("name",), what=f"the name becomes {candidate.name!r}"))
    described = stated.get("description", ABSENT)
    nothing = (ABSENT, "", None)
    if candidate.description != described and not (candidate.description in nothing and described in nothing):
        found.append(Loss(pointer=("description",), what="the description is changed"))
    before, after = stated.get("inputSchema"), candidate.schema
    found += schema_losses(before, None if after is ABSENT else after)
    return found


def schema_losses(before: Value, after: Value) -> list[Loss]:
    """Return what of a schema is lost or changed in another; what is only added is no loss."""
    if before is after:
        return []
    comparison = _Comparison(before=before, after=after)
    _compare(comparison, before, after, ("inputSchema",))
    return comparison.losses


def _compare(all_: _Comparison, before: Value, after: Value, at: Pointer) -> None:
    if before is after and all_.before is all_.after:
        return
    before, after = _followed(all_, all_.before, before), _followed(all_, all_.after, after)
    if not isinstance(before, dict) or not isinstance(after, dict):
        if before != after or type(before) is not type(after):
            _lose(all_, at, f"{_short(before)} becomes {_short(after)}")
        return
    if (id(before), id(after)) in all_.seen or len(all_.losses) >= _MOST_LOSSES:
        return
    all_.seen.add((id(before), id(after)))
    for key, value in before.items():
        if key in _LEFT_OUT:
            continue
        if key not in after:
            if not (key in _SETS and value == []):
                _lose(all_, (*at, key), "is dropped")
        else:
            _compare_keyword(all_, key, value, after[key], (*at, key))


def _compare_keyword(all_: _Comparison, key: str, before: Value, after: Value, at: Pointer) -> None:
    if key in MAPS and isinstance(before, dict) and isinstance(after, dict):
        for name, value in before.items():
            if name in after:
                _compare(all_, value, after[name], (*at, name))
            else:
                _lose(all_, (*at, name), "is dropped")
    elif (key in LISTS or key == "items") and isinstance(before, list) and isinstance(after, list):
        for number, value in enumerate(before):
            if number < len(after):
                _compare(all_, value, after[number], (*at, number))
            else:
                _lose(all_, (*at, number), "is dropped")
    elif key in SINGLES and isinstance(before, dict) and isinstance(after, dict):
        _compare(all_, before, after, at)
    elif key == "description" and _goes_on(before, after):
        all_.losses.append(Loss(pointer=at, what=FOLLOWED, minor=True))
    elif not _same(key, before, after):
        _lose(all_, at, f"{_short(before)} becomes {_short(after)}")


def _goes_on(before: Value, after: Value) -> bool:
    """Tell whether a text is there whole, with more behind it."""
    return isinstance(before, str) and isinstance(after, str) and len(after) > len(before) and after.startswith(before)


def _followed(all_: _Comparison, root: Value, value: Value) -> Value:
    """Return a schema with the references at its top followed; keywords beside a reference count first."""
    for _ in range(_LONGEST_CHAIN):
        if not isinstance(value, dict) or not isinstance(ref := value.get("$ref"), str):
            return value
        target = resolve(root, ref)
        if target is None or target is value:
            return value
        if not isinstance(target, dict) or len(value) == 1:
            value = target
            continue
        if id(value) not in all_.joined:
            beside = {key: item for key, item in value.items() if key != "$ref"}
            all_.joined[id(value)] = (value, {**target, **beside})
        value = all_.joined[id(value)][1]
    return value


def _same(key: str, before: Value, after: Value) -> bool:
    if key in _SETS and isinstance(before, list) and isinstance(after, list):
        return sorted(map(str, before)) == sorted(map(str, after))
    if key == "enum" and isinstance(before, list) and isinstance(after, list):
        return [str(value).casefold() for value in before] == [str(value).casefold() for value in after]
    return _folded(before) == _folded(after)


def _folded(value: Value) -> object:
    """Return a value for comparison: words in one case, and true apart from 1."""
    if isinstance(value, str):
        return value.casefold()
    if isinstance(value, bool):
        return ("flag", value)
    if isinstance(value, list):
        return [_folded(item) for item in value]
    if isinstance(value, dict):
        return {key: _folded(item) for key, item in value.items() if key not in _LEFT_OUT}
    return value


def _lose(all_: _Comparison, at: Pointer, what: str) -> None:
    key = at[-1]
    minor = isinstance(key, str) and (key in _MINOR or key.startswith("x-")) and _is_keyword(at)
    all_.losses.append(Loss(pointer=at, what=what, minor=minor))


def _is_keyword(at: Pointer) -> bool:
    """Tell whether the last part of a place is a keyword and not a name, such as that of a property."""
    inside = True
    for part in at[1:-1]:
        inside = not (inside and part in MAPS)
    return inside


def _short(value: Value) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def kept(losses: list[Loss]) -> Iterator[Loss]:
    """Yield the losses without those that lie within another."""
    places = {loss.pointer for loss in losses}
    for loss in losses:
        if not any(loss.pointer[:length] in places for length in range(1, len(loss.pointer))):
            yield loss
