"""Python types as pydantic takes them for fields: which of them can be made, and which models can be built of them.

The frameworks that rebuild a tool's schema as a pydantic model all come to these types, each by its own way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, TypeAlias

import jsonschema_rs

from auditor.documents import Pointer, Value
from auditor.frameworks.candidate import ABSENT, Edit, Maybe
from auditor.frameworks.edits import remove

_RESERVED = frozenset(
    {"model_dump", "model_dump_json", "model_validate", "model_validate_json", "model_validate_strings"}
)
"""Methods of BaseModel within its protected namespaces."""
_MOST_CHARACTERS = 2**64
_REGEX = jsonschema_rs.RegexOptions(size_limit=10 * 2**20)
_RUST_WORD = r"[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}]"
_DEEPEST = 200
"""Types within types; Python's own limit ends real models at about this depth."""


class Unbuildable(Exception):  # noqa: N818 - an outcome, not a fault of the program
    """A framework cannot make a model of a schema."""

    def __init__(self, reason: str, *, at: Pointer = (), edit: Edit | None = None, rename: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at
        self.edit = edit
        self.rename = rename
        """A name under which the property at the place would be taken."""


class Endless(Unbuildable):
    """A framework would work on a schema until somebody stops it."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A type that gives one schema, whatever is said of its field."""

    name: str
    schema: Mapping[str, Value] = field(compare=False)
    needs: str = ""
    """What has to be installed beside pydantic, and nobody installs with the framework."""


STRING: Final = Plain("str", {"type": "string"})
INTEGER: Final = Plain("int", {"type": "integer"})
NUMBER: Final = Plain("float", {"type": "number"})
BOOLEAN: Final = Plain("bool", {"type": "boolean"})
NULL: Final = Plain("None", {"type": "null"})
ANY: Final = Plain("Any", {})
LIST: Final = Plain("list", {"type": "array", "items": {}})
DICT: Final = Plain("dict", {"type": "object", "additionalProperties": True})


@dataclass(frozen=True, slots=True)
class Limited:
    """A text or number with limits, under JSON Schema's keywords."""

    base: Plain
    limits: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of items of one type."""

    item: Type
    limits: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class DictOf:
    """A mapping from texts to values of one type."""

    value: Type


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """typing.Literal: some values, without those that are there twice."""

    values: tuple[Value, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Choice) and hash(self) == hash(other) and self._marked() == other._marked()

    def __hash__(self) -> int:
        return hash(self._marked())

    def _marked(self) -> frozenset[tuple[type, Value]]:
        return frozenset((type(value), value) for value in self.values)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """typing.Union of at least two types; with the name of a discriminator, a tagged one."""

    members: tuple[Type, ...]
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A forward reference to a model by its name."""

    name: str


@dataclass(slots=True)
class Field:
    """A field of a model."""

    type: Type
    default: Maybe = ABSENT
    """ABSENT for a required field."""
    description: Value = None
    extra: Mapping[str, Value] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Model:
    """A class made by create_model. Two of them are never the same, whatever they hold."""

    name: str
    fields: Mapping[str, Field]
    closed: bool = False
    scope: dict[str, Model] = field(default_factory=dict)
    """What the names in its forward references stand for."""


Type: TypeAlias = Plain | Limited | ListOf | DictOf | Choice | AnyOf | Named | Model


def choice_of(values: Iterable[Value]) -> Choice:
    """Return typing.Literal of some values."""
    found = tuple(values)
    try:
        return Choice(tuple(value for _, value in dict.fromkeys((type(value), value) for value in found)))
    except TypeError:  # lists and mappings are not looked through for repetitions
        return Choice(found)


def union_of(types: Iterable[Type], *, at: Pointer = ()) -> Type:
    """Return typing.Union of some types: one type if they are all the same."""
    flat = [
        part for type_ in types for part in (type_.members if isinstance(type_, AnyOf) and not type_.tag else [type_])
    ]
    try:
        members = tuple(dict.fromkeys(flat))
    except TypeError:
        raise Unbuildable(
            "it offers a list or a mapping as a fixed value among other types, which Python's Union does not take",
            at=at,
        ) from None
    if not members:
        raise Unbuildable("it offers a choice of no types", at=at, edit=remove(at) if at else None)
    return members[0] if len(members) == 1 else AnyOf(members)


def optional(type_: Type, *, at: Pointer = ()) -> Type:
    """Return a type that takes null too."""
    return union_of([type_, NULL], at=at)


def limited(base: Plain, limits: Mapping[str, Value]) -> Type:
    """Return a text or number with those limits that are not null."""
    return Limited(base, stated) if (stated := _stated(limits)) else base


def list_of(item: Type, limits: Mapping[str, Value]) -> ListOf:
    """Return a list with limits to its length."""
    return ListOf(item, _stated(limits))


def _stated(limits: Mapping[str, Value]) -> tuple[tuple[str, Value], ...]:
    return tuple((key, value) for key, value in limits.items() if value is not None)


def build(name: str, fields: Mapping[str, Field], *, at: Pointer, closed: bool = False) -> Model:
    """Return a model of some fields, as create_model makes it. Raises Unbuildable where pydantic raises."""
    for key, made in fields.items():
        place = (*at, "properties", key)
        if key.startswith("_"):
            what = f"pydantic takes no field whose name begins with `_`, such as `{key}`"
            raise Unbuildable(what, at=place, rename=key.strip("_") or "value")
        if key == "model_config":
            raise Unbuildable("pydantic takes `model_config` for its own configuration", at=place, rename="config")
        if key in _RESERVED:
            raise Unbuildable(f"`{key}` is the name of a method of pydantic's models", at=place, rename=f"the_{key}")
        _check(made.type, place)
    return Model(name, fields, closed)


def names_within(type_: Type) -> Iterator[str]:
    """Yield the names in a type's forward references; models within it are not looked into."""
    if isinstance(type_, Named):
        yield type_.name
    for part in _parts(type_):
        yield from names_within(part)


def _check(type_: Type, at: Pointer, depth: int = 0) -> None:
    if depth > _DEEPEST:
        raise Unbuildable("its schema is nested too deeply", at=at)
    if isinstance(type_, Plain) and type_.needs:
        raise Unbuildable(f"pydantic's {type_.name} needs {type_.needs}, which does not come with the framework", at=at)
    if isinstance(type_, Choice) and not type_.values:
        raise Unbuildable("it has an empty `enum`", at=(*at, "enum"), edit=remove((*at, "enum")))
    if isinstance(type_, Limited | ListOf):
        for keyword, value in type_.limits:
            _check_limit(type_, keyword, value, at)
    if isinstance(type_, AnyOf) and type_.tag:
        _check_tag(type_, at)
    for part in _parts(type_):
        _check(part, at, depth + 1)


def _parts(type_: Type) -> tuple[Type, ...]:
    """Return the types that a type is composed of; a model is done by itself."""
    if isinstance(type_, AnyOf):
        return type_.members
    if isinstance(type_, ListOf):
        return (type_.item,)
    return (type_.value,) if isinstance(type_, DictOf) else ()


def _check_limit(type_: Limited | ListOf, keyword: str, value: Value, at: Pointer) -> None:
    if keyword == "pattern":
        fits = isinstance(value, str) and is_rust_pattern(value)
    elif isinstance(type_, Limited) and type_.base == INTEGER:
        fits = _is_whole(value)
    elif isinstance(type_, Limited) and type_.base == NUMBER:
        fits = isinstance(value, int | float)
    elif keyword == "minItems" and isinstance(value, int | float) and value <= 0:
        fits = True  # annotated_types yields no minimum then
    else:
        fits = isinstance(value, int) and 0 <= value < _MOST_CHARACTERS
    if not fits:
        what = "no regular expression of Rust's" if keyword == "pattern" else "nothing that pydantic takes"
        raise Unbuildable(f"its `{keyword}` is {what}: {_short(value)}", at=(*at, keyword), edit=remove((*at, keyword)))


def _check_tag(type_: AnyOf, at: Pointer) -> None:
    if not type_.members:
        raise Unbuildable(f"its discriminator `{type_.tag}` has nothing to choose from", at=at)
    seen: set[str] = set()
    for member in type_.members:
        found = member.fields.get(type_.tag) if isinstance(member, Model) else None
        if found is None or not isinstance(found.type, Choice):
            raise Unbuildable(f"its discriminator `{type_.tag}` is no fixed value of each of its members", at=at)
        values = {str(value) for value in found.type.values}
        if seen & values:
            raise Unbuildable(f"two of its members share a value of the discriminator `{type_.tag}`", at=at)
        seen |= values


def _is_whole(value: Value) -> bool:
    if isinstance(value, str):
        try:
            return float(value).is_integer()
        except (ValueError, OverflowError):
            return False
    return isinstance(value, int) or (isinstance(value, float) and value.is_integer())


@lru_cache(maxsize=4096)
def is_rust_pattern(pattern: str) -> bool:
    """Tell whether Rust's `regex` compiles a pattern: it knows neither look-around nor references to groups."""
    if "[[]" in pattern or r"\c" in pattern:  # what jsonschema-rs would translate from ECMAScript
        return False
    # jsonschema-rs takes `\w` for ASCII, as ECMAScript does, and shortens what stands at an end: neither does pydantic.
    as_in_rust = pattern.replace(r"\w", _RUST_WORD) if r"\\w" not in pattern else pattern
    try:
        for variant in (pattern, f"x(?:{as_in_rust}\n)y"):
            jsonschema_rs.validator_for({"pattern": variant}, pattern_options=_REGEX)
    except ValueError:
        return False
    return True


def _short(value: Value) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
