"""Hidden instructions in tool definitions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from auditor.checklist import Reason
from auditor.checklist.reasons import source
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, View
from auditor.model.claims import Location, Record
from auditor.model.entities import Entity
from auditor.model.facts import Known

_LONGEST = 20_000
"""Characters of one description that are searched."""

_INVISIBLE = re.compile(
    "[\u00ad\u200b\u2060-\u2064\u180e\u115f\u1160\u3164\uffa0\u202a-\u202e\u2066-\u2069"
    "\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
"""Soft hyphens, zero-width and filler characters, bidirectional controls, tags and supplementary variation selectors.
Joiners (U+200C, U+200D) and directional marks are left out: scripts and emoji need them."""

_ENGLAND_FLAGS = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")

_OBJECT = r"(?:instructions?|prompts?|rules?|guidelines?|directives?)"
_PHRASES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:ignore|disregard|forget|override)\s+(?:all\s+|any\s+|the\s+|your\s+|of\s+|these\s+){{0,3}}"
        rf"(?:previous|prior|above|earlier|preceding|other|system)\s+{_OBJECT}",
        r"\b(?:do\s+not|don't|never)\s+(?:ever\s+)?(?:tell|inform|mention|reveal|notify|alert|show|disclose)\b"
        r"[^.\n]{0,40}\bto?\s*\bthe\s+(?:end[- ]?)?user\b",
        r"\b(?:do\s+not|don't|never)\s+(?:tell|inform|notify|alert)\s+the\s+(?:end[- ]?)?user\b",
        r"\bwithout\s+(?:telling|informing|notifying|alerting)\s+the\s+(?:end[- ]?)?user\b",
        r"<\s*/?\s*(?:important|system|secret|hidden|instructions?)\s*>",
        r"\[(?:system|inst)\]|<\|im_start\|>|<<sys>>",
        r"\byou\s+are\s+now\s+(?:in\s+)?(?:developer|admin|root|jailbreak|dan)\b",
    )
)


def hidden_instructions(view: View, subject: Entity) -> Result:
    """Pass where no description of the tool or of its parameters holds invisible characters or orders to the model."""
    described, parameters = view.fact(subject, "description"), view.fact(subject, "parameters")
    found = []
    levels = []
    for fact, name in ((described, "description"), (parameters, "parameters")):
        if not isinstance(fact, Known):
            continue
        levels.append(fact.level)
        for label, text, location in _texts(fact, name):
            sign = suspicious(text[:_LONGEST])
            if sign:
                found.append(_reason(label, sign, fact, location))
    if found:
        return Result(verdict=FALSE[min(reason.level for reason in found)], reasons=tuple(found))
    if subject.placeholder or not isinstance(described, Known):
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "description"),))
    if not isinstance(parameters, Known):
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "parameters"),))
    clean = Reason(
        what=f"nothing in its descriptions{source(described.claims)} is hidden or addressed to the model",
        level=min(levels),
        claims=described.claims,
    )
    return Result(verdict=TRUE[min(levels)], reasons=(clean,))


def suspicious(text: str) -> str:
    """Return what in a text is hidden from a person or gives orders to a model; empty for an honest text."""
    hidden = _INVISIBLE.search(_ENGLAND_FLAGS.sub("", text).removeprefix("\ufeff"))
    if hidden:
        code = ord(hidden[0])
        return f"the invisible character U+{code:04X} ({unicodedata.name(hidden[0], 'unnamed').lower()})"
    for phrase in _PHRASES:
        match = phrase.search(text)
        if match:
            return f"an order to the model, “{' '.join(match[0].split())}”"
    return ""


def _texts(fact: Known, name: str) -> Iterator[tuple[str, str, Location | None]]:
    if name == "description":
        yield "", str(fact.value), fact.claims[0].location
        return
    for record in fact.value if isinstance(fact.value, tuple) else ():
        if isinstance(record, Record):
            text = record.fields.get("description", "")
            yield record.name, f"{record.name}\n{text}", record.location


def _reason(label: str, sign: str, fact: Known, location: Location | None) -> Reason:
    where = f"the description of parameter `{label}`" if label else "the description"
    place = f" ({location})" if location is not None else ""
    return Reason(
        what=f"{where} holds {sign}{place}",
        level=fact.level,
        claims=fact.claims,
        places=(location,) if location is not None else (),
        item=label,
    )
