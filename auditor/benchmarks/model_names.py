"""Decides whether the model that a result names is the one that a system configures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct

from auditor.benchmarks.model_name_parts import NameParts, Snapshot, names_a_known_family, parts_of, parts_of_version
from auditor.documents.wording import printable


class Match(StrEnum):
    """How close two names are."""

    EXACT = "exact"
    ALIAS = "alias"
    """The same model, but one side does not say which snapshot of it."""
    NEAR = "near miss"
    """The same family, but another snapshot, version, size, variant, mode or precision."""
    OTHER = "other"
    UNSTATED = "unstated"


class Matched(Struct, frozen=True, kw_only=True):
    """How close two names are, and why in one short clause."""

    match: Match
    why: str


class ConfiguredModel(Struct, frozen=True, kw_only=True):
    """A model as a description configures it."""

    id: str
    """Its key in the description."""
    name: str = ""
    """What is asked of the provider: `gpt-4.1`, `us.anthropic.claude-opus-4-5-20251101-v1:0`."""
    version: str = ""
    """A dated snapshot such as `2025-09-23`, a whole id such as `claude-opus-4-5-20251101`, or empty."""
    provider: str = ""


def match_models(configured: ConfiguredModel, measured: str) -> Matched:
    """Return how close the name in a result comes to a configured model, and why; raises nothing.

    Providers, regions, folders, capitals, separators, calling modes (`FC`, `Prompt`) and scaffolds do not count.
    """
    theirs = parts_of(measured)
    if theirs is None:
        return Matched(match=Match.UNSTATED, why="the result does not name its model")
    meant = _meant(configured)
    if not meant:
        return Matched(match=Match.UNSTATED, why="the description does not name the model")
    found = [_match(ours, theirs, called, _shown(measured)) for ours, called in meant]
    return min(found, key=lambda one: _ORDER.index(one.match))


def _match(ours: NameParts, theirs: NameParts, our_name: str, their_name: str) -> Matched:
    if not _related(ours, theirs):
        return Matched(match=Match.OTHER, why=f"`{their_name}` is another model than `{our_name}`")
    differences = list(_differences(ours, theirs))
    if differences:
        return Matched(match=Match.NEAR, why="; ".join(differences[:2]))
    return _same_but_for_the_snapshot(ours, theirs, our_name, their_name)


def _meant(model: ConfiguredModel) -> list[tuple[NameParts, str]]:
    """Return what a configured model may be called: by its name with its version, or by its version alone.

    The key may be a role, such as `planner-model`, and the version the whole id, such as `gpt-5-2025-08-07`.
    """
    composed, alone = _configured(model), parts_of_version(model.version)
    found = [(composed, _called(model))] if composed is not None else []
    if alone is not None and alone.families and (composed is None or not names_a_known_family(composed)):
        found.append((alone, _shown(model.version)))
    return found


def nearest(configured: ConfiguredModel, measured: Iterable[str]) -> str | None:
    """Return the name that comes closest to a configured model, for a message; None where all are other models."""
    ours = _configured(configured)
    ranked = []
    for name in measured:
        match, theirs = match_models(configured, name).match, parts_of(name)
        if ours is not None and theirs is not None and match in _CLOSE:
            apart = sum(1 for _ in _differences(ours, theirs))
            ranked.append((_CLOSE.index(match), len(ours.words ^ theirs.words), apart, _apart(ours, theirs), name))
    return min(ranked)[-1] if ranked else None


_CLOSE = (Match.EXACT, Match.ALIAS, Match.NEAR)
_ORDER = (*_CLOSE, Match.OTHER, Match.UNSTATED)


def _same_but_for_the_snapshot(ours: NameParts, theirs: NameParts, our_name: str, their_name: str) -> Matched:
    for name, shown in ((ours, our_name), (theirs, their_name)):
        if name.moving:
            return Matched(match=Match.ALIAS, why=f"`{shown}` moves from snapshot to snapshot")
    for name, other, shown in ((ours, theirs, our_name), (theirs, ours, their_name)):
        if name.snapshot is None and other.snapshot is not None:
            return Matched(match=Match.ALIAS, why=f"`{shown}` without a date may be any snapshot of it")
    if ours.snapshot and theirs.snapshot and not _same_day(ours.snapshot, theirs.snapshot):
        return Matched(
            match=Match.ALIAS, why=f"`{ours.snapshot}` and `{theirs.snapshot}` may or may not be one snapshot"
        )
    return Matched(match=Match.EXACT, why=f"`{their_name}` is the configured model")


def _same_day(one: Snapshot, other: Snapshot) -> bool:
    """Whether one date is written in full, or both in the same way; 2507 and 0725 only share the month."""
    return all(not a or b for a, b in zip(one, other, strict=True)) or all(
        not b or a for a, b in zip(one, other, strict=True)
    )


def _related(one: NameParts, other: NameParts) -> bool:
    return bool(one.families & other.families)


def _differences(ours: NameParts, theirs: NameParts) -> Iterator[str]:
    if ours.snapshot and theirs.snapshot:
        both = zip(ours.snapshot, theirs.snapshot, strict=True)
        serial_against_date = bool(ours.snapshot.serial) != bool(theirs.snapshot.serial)
        if serial_against_date or any(a and b and a != b for a, b in both):
            what = "snapshot" if ours.snapshot.serial or theirs.snapshot.serial else "date"
            yield f"differs in the {what}: {ours.snapshot} against {theirs.snapshot}"
    for what, one, other in (
        ("version", frozenset(ours.numbers), frozenset(theirs.numbers)),
        ("size", ours.sizes, theirs.sizes),
        ("mode", ours.modes, theirs.modes),
        ("variant", ours.words, theirs.words),
        ("precision", ours.precisions, theirs.precisions),
    ):
        if one != other:
            yield f"another {what}: {_listed(one - other)} against {_listed(other - one)}"
    if sorted(ours.numbers) != sorted(theirs.numbers) and set(ours.numbers) == set(theirs.numbers):
        yield f"another version: {_listed(ours.numbers)} against {_listed(theirs.numbers)}"
    if ours.efforts and theirs.efforts and ours.efforts != theirs.efforts:
        yield f"another reasoning effort: {_listed(ours.efforts)} against {_listed(theirs.efforts)}"


def _apart(one: NameParts, other: NameParts) -> int:
    return len(frozenset(one.numbers) ^ frozenset(other.numbers)) + len(one.sizes ^ other.sizes)


def _listed(words: Iterable[str]) -> str:
    return printable(" ".join(sorted(words)), limit=60) or "none stated"


def _shown(name: str) -> str:
    return printable(name.strip(), limit=80).replace("`", "'")


def _called(configured: ConfiguredModel) -> str:
    return _shown(configured.name.strip() or configured.version.strip() or configured.id)


def _configured(model: ConfiguredModel) -> NameParts | None:
    """A version that is a whole id replaces the name; else it adds what the name leaves open.

    The key in the description counts as the name only where it names a known family and the name does not.
    """
    name, key, version = parts_of(model.name), parts_of(model.id), parts_of_version(model.version)
    if key is not None and names_a_known_family(key) and (name is None or not names_a_known_family(name)):
        name = key
    if version is None:
        return name
    if version.families and (name is None or version.families & name.families):
        return version._replace(snapshot=version.snapshot or (name.snapshot if name else None))
    if name is None:
        return None
    snapshot = name.snapshot or version.snapshot
    return name._replace(
        words=name.words | (version.words - {"v", "version"}),
        numbers=name.numbers or version.numbers,
        modes=name.modes | version.modes,
        precisions=name.precisions | version.precisions,
        snapshot=snapshot,
        moving=(name.moving or version.moving) and snapshot is None,
    )
