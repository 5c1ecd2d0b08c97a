"""Container image references: their parts, and whether they always lead to the same image."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.readers.deployment.interpolation import VARIABLE, with_defaults

_DIGEST = re.compile(r"@sha256:[0-9a-f]{64}$")
_EXACT = re.compile(r"v?\d+\.\d+\.\d+|\d{4}-?\d{2}-?\d{2}", re.IGNORECASE)
_TWO_NUMBERS = re.compile(r"(?:^|[^\d.])v?\d+\.\d+(?:$|[^\d.])")
_LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """The parts of an image reference."""

    repository: str
    """What stands before the tag, with variables replaced by their defaults."""
    tag: str | None
    """As it is written."""
    digest: bool


def parse_image(reference: str) -> Image:
    """Return the parts of an image reference."""
    reference = reference[:_LONGEST]
    # A variable that stands for the whole reference is looked at through its default.
    whole = with_defaults(reference) if VARIABLE.fullmatch(reference) else reference
    variables = [match[0] for match in VARIABLE.finditer(whole)]
    masked = VARIABLE.sub("\0", whole).partition("@")[0]
    repository, colon, tag = masked.rpartition(":")
    if not colon or "/" in tag:
        repository, tag = masked, ""
    before = repository.count("\0")
    return Image(
        repository=with_defaults(_filled(repository, variables[:before])),
        tag=_filled(tag, variables[before:]) or None,
        digest=bool(_DIGEST.search(whole)),
    )


def _filled(text: str, variables: list[str]) -> str:
    rest = iter(variables)
    return re.sub("\0", lambda _: next(rest, ""), text)


def exactness(reference: str) -> tuple[bool, bool] | None:
    """Return whether a reference always leads to the same image and whether that is certain.

    None where a variable decides it, whose value stands elsewhere.
    """
    image = parse_image(reference)
    if image.digest:
        return True, True
    if VARIABLE.search(reference[:_LONGEST]) and (image.tag is None or _is_set_elsewhere(reference, image.tag)):
        return None
    if image.tag is None or image.tag == "latest":
        return False, True
    if _EXACT.search(image.tag):
        return True, True
    # `postgres:17.2` never moves and `traefik:2.6` does: only the vendor's habits tell.
    return False, not _TWO_NUMBERS.search(image.tag)


def _is_set_elsewhere(reference: str, tag: str) -> bool:
    return bool(VARIABLE.search(tag) or VARIABLE.fullmatch(reference))
