"""Hidden instructions in tool definitions and in the descriptions of interfaces."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.checklist import Reason
from auditor.checklist.reasons import source
from auditor.checks.hidden_text import disguised, suspicious
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, View
from auditor.model.claims import AttributeValue, Location, Record
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel

_LONGEST = 20_000
"""Characters of one description that are searched."""
_NAMED = ("own_name", "title", "tags")
_STATED = {"openapi": _NAMED, "mcp": ("own_name", "title"), "functions": ("own_name",)}
"""What a contract says, or is known not to say, beside the description: without it a pass would be a guess."""


def hidden_instructions(view: View, subject: Entity) -> Result:
    """Pass where no text of a tool or an interface holds invisible characters, disguised names or orders to the model.

    Of a tool these are its name, title, tags and description, and the names, descriptions and choices of its
    parameters.
    """
    required: tuple[str, ...] = ("description",) if subject.kind is K.INTERFACE else ("description", "parameters")
    protocol = view.fact(subject, "protocol")
    if subject.kind is K.TOOL and isinstance(protocol, Known):
        required += _STATED.get(str(protocol.value), ())
    looked_at = required if subject.kind is K.INTERFACE else ("description", "parameters", *_NAMED)
    found, levels = [], []
    for attribute in looked_at:
        fact = view.fact(subject, attribute)
        if not isinstance(fact, Known):
            continue
        levels.append(fact.level)
        for label, where, sign, location in _signs(attribute, fact):
            found.append(_reason(label, where, sign, fact, location))
    if found:
        return Result(verdict=FALSE[min(reason.level for reason in found)], reasons=tuple(found))
    for attribute in required:
        if subject.placeholder or not isinstance(view.fact(subject, attribute), Known):
            return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, attribute),))
    claims = view.fact(subject, "description").claims
    # Finding the line takes longer than all else here, and of a pass on a contract nobody reads it.
    where = source(claims) if min(levels) < EvidenceLevel.DOCUMENTED else ""
    clean = Reason(
        what=f"nothing in its descriptions{where} is hidden or addressed to the model",
        level=min(levels),
        claims=claims,
    )
    return Result(verdict=TRUE[min(levels)], reasons=(clean,))


def _signs(attribute: str, fact: Known) -> Iterator[tuple[str, str, str, Location | None]]:
    """Yield what is hidden in one attribute: the parameter, where in words, what it is, and the place."""
    place = fact.claims[0].location
    if attribute == "parameters":
        for record in fact.value if isinstance(fact.value, tuple) else ():
            if isinstance(record, Record):
                for where, sign in _in_parameter(record):
                    yield record.name, where, sign, record.location
        return
    for text in fact.value if isinstance(fact.value, tuple) else (fact.value,):
        if sign := _in_text(text, named=attribute == "own_name"):
            where = {"own_name": "the name", "tags": "a tag"}.get(attribute, f"the {attribute}")
            yield "", where, sign, place


def _in_parameter(record: Record) -> Iterator[tuple[str, str]]:
    shown = record.name if not disguised(record.name) else ascii(record.name)[1:-1]
    if sign := _in_text(record.fields.get("description", "")):
        yield f"the description of parameter `{shown}`", sign
    if sign := _in_text(record.name, named=True):
        yield f"the name of parameter `{shown}`", sign
    choices = record.fields.get("enum")
    for choice in choices if isinstance(choices, tuple) else ():
        if sign := _in_text(choice):
            yield f"a choice of parameter `{shown}`", sign
            return


def _in_text(text: AttributeValue, *, named: bool = False) -> str:
    stated = str(text)[:_LONGEST]
    return (disguised(stated) if named else "") or suspicious(stated)


def _reason(label: str, where: str, sign: str, fact: Known, location: Location | None) -> Reason:
    place = f" ({location})" if location is not None else ""
    return Reason(
        what=f"{where} holds {sign}{place}",
        level=fact.level,
        claims=fact.claims,
        places=(location,) if location is not None else (),
        item=label,
    )
