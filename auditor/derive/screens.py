"""Which tools act on a screen or a page as a person would, and which show it as it now is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.derive.claims import Claims, infer
from auditor.derive.names import words_of
from auditor.model.entities import Entity
from auditor.model.kinds import EvidenceLevel

_SURFACES = frozenset(
    {"browser", "desktop", "keyboard", "mouse", "playwright", "puppeteer", "screen", "selenium", "webdriver"}
)
_ACTS = frozenset(
    {
        "click",
        "close",
        "doubleclick",
        "drag",
        "drop",
        "evaluate",
        "fill",
        "goto",
        "handle",
        "hover",
        "navigate",
        "press",
        "resize",
        "screenshot",
        "scroll",
        "select",
        "snapshot",
        "swipe",
        "tap",
        "type",
        "upload",
        "wait",
    }
)
_SPOKEN = re.compile(
    r"\b(?:browser|screen(?:shot)?s?|web ?pages?|mouse|keyboard|clicks?|desktop|dom|accessibility|a11y|"
    r"(?:ui|page|html|form|provided|target) elements?|element on (?:the )?page|(?:current|target|selected|the) page|"
    r"css selector|input field|dialog|viewport|tabs?)\b",
    re.IGNORECASE,
)
"""Words of a description that speaks of what a person sees on a screen."""
_PICTURES = frozenset({"screencapture", "screengrab", "screenshot", "screenshots"})
_STRUCTURES = frozenset({"accessibility", "dom", "html", "snapshot"})
_STRUCTURE_SPOKEN = re.compile(r"\b(?:accessibility|a11y|dom|page|elements?|ui)\b", re.IGNORECASE)
_NOT_OF_SCREENS = re.compile(r"\bheap|\bmemory|\bvolume|\bdatabase|\bbackup", re.IGNORECASE)


def derive_screens(claims: Claims, tools: Sequence[Entity]) -> None:
    """Claim what the words of each definition say about screens.

    A definition without such a word is documented not to be about screens, as one without an argument for pages is
    documented not to have any; all else comes from names, and is inferred.
    """
    for tool in tools:
        if claims.of(tool.id, "operates_screen") or claims.of(tool.id, "screen_view"):
            continue
        words = frozenset(words_of(str(claims.value(tool.id, "own_name") or tool.name)))
        if claims.of(tool.id, "method"):
            _of_request(claims, tool, words)
        else:
            _of_definition(claims, tool, words)


def _of_request(claims: Claims, tool: Entity, words: frozenset[str]) -> None:
    # Descriptions of services speak of pages and tabs without acting on any; only the name counts.
    if words.isdisjoint(_SURFACES | _PICTURES):
        _claim_absent(claims, tool, "method", "an HTTP request whose name speaks of no screen")
    elif not words.isdisjoint(_ACTS | _PICTURES):
        _claim_present(claims, tool, words, "")


def _of_definition(claims: Claims, tool: Entity, words: frozenset[str]) -> None:
    told = claims.value(tool.id, "description")
    description = told if isinstance(told, str) else ""
    on_surface = not words.isdisjoint(_SURFACES | _PICTURES)
    if on_surface or (description and not words.isdisjoint(_ACTS) and _SPOKEN.search(description)):
        _claim_present(claims, tool, words, description)
    elif description and not _SPOKEN.search(description):
        _claim_absent(claims, tool, "description", "neither name nor description speaks of a screen or a page")


def _claim_present(claims: Claims, tool: Entity, words: frozenset[str], description: str) -> None:
    infer(claims, tool, "operates_screen", True, "its name and description speak of it", "own_name")
    infer(claims, tool, "screen_view", _view(words, description), "by its name and description", "own_name")


def _claim_absent(claims: Claims, tool: Entity, source: str, detail: str) -> None:
    level = min(max(claim.level for claim in claims.of(tool.id, source)), EvidenceLevel.DOCUMENTED)
    infer(claims, tool, "operates_screen", False, detail, source, level)
    infer(claims, tool, "screen_view", "none", detail, source, level)


def _view(words: frozenset[str], description: str) -> str:
    if not words.isdisjoint(_PICTURES):
        return "image"
    shown = not words.isdisjoint(_STRUCTURES) and _STRUCTURE_SPOKEN.search(description)
    return "structure" if shown and not _NOT_OF_SCREENS.search(description) else "none"
