"""Whether ranges of versions can hold together, as PyPI and Node write them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from auditor.readers.projects.dependencies import specifiers, version_of

_NODE_BOUND = re.compile(r"(>=|>|\^|~|=)?\s*v?(\d{1,9})(?:\.(\d{1,9}|[xX*]))?(?:\.(\d{1,9}|[xX*]))?")
_BESIDE = 5
"""Parts of a version that is tried because it lies just above a bound; a published one has fewer."""
_PYTHONS = tuple(f"3.{minor}" for minor in range(30))


def disjoint(*ranges: str) -> bool | None:
    """Tell whether no version lies in all ranges of PyPI; None where one of them cannot be read.

    Versions are tried at and just above each bound: if any fits, one of those does.
    """
    found = [specifiers(text) for text in ranges]
    known = [one for one in found if one is not None]
    if len(known) < len(found):
        return None
    return not any(all(one.contains(version, prereleases=True) for one in known) for version in _tried(known))


def leaves(allowed: Iterable[str], working: str) -> str | None:
    """Return a version that all ranges allow and that lies outside of another; empty where there is none.

    None where a range cannot be read.
    """
    found = [specifiers(text) for text in (*allowed, working)]
    known = [one for one in found if one is not None]
    if len(known) < len(found):
        return None
    *rest, last = known
    versions = [
        version
        for version in _tried(known)
        if all(one.contains(version, prereleases=True) for one in rest) and not last.contains(version, prereleases=True)
    ]
    # One that somebody wrote reads better than one that only lies beside it.
    return str(max(versions, key=lambda version: (len(version.release) < _BESIDE, version))) if versions else ""


def _tried(found: Iterable[SpecifierSet]) -> list[Version]:
    tried = {Version("0")}
    for one in found:
        for specifier in one:
            bound = version_of(specifier.version.removesuffix(".*"))
            if bound is not None:
                release = (*bound.release, *[0] * (_BESIDE - 1 - len(bound.release)), 1)
                tried |= {bound, Version(f"{bound.epoch}!{'.'.join(map(str, release))}")}
    return sorted(tried)


def lowest_python(text: str) -> str:
    """Return the oldest Python 3 that a range allows; empty where that cannot be told."""
    allowed = specifiers(text)
    if allowed is None:
        return ""
    # Of a minor version the last release counts: >=3.10.2 still means 3.10.
    return next((one for one in _PYTHONS if allowed.contains(f"{one}.99") or allowed.contains(f"{one}.0")), "")


def lowest_node(text: str) -> tuple[int, int, int] | None:
    """Return the oldest Node that a range allows; None where it has no lower bound that can be read."""
    lowest = []
    for alternative in text.split("||"):
        bounds = [
            (_number(found[2]), _number(found[3]), _number(found[4]))
            for part in alternative.replace(">= ", ">=").replace("> ", ">").split()
            if (found := _NODE_BOUND.fullmatch(part)) is not None
        ]
        if not bounds:
            return None
        lowest.append(max(bounds))
    return min(lowest) if lowest else None


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0
