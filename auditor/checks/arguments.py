"""What names and descriptions of arguments leave to guessing."""

from __future__ import annotations

import re
from collections.abc import Callable

from auditor.checklist import Reason
from auditor.checks.view import FALSE, TRUE, UNKNOWN, Result, View
from auditor.model.claims import Record
from auditor.model.entities import Entity
from auditor.model.facts import Known

_LONGEST = 2_000
"""Characters of one description that are searched."""

_VALUE = r"""(?:`[^`\n]{1,40}`|"[^"\n]{1,40}"|'[^'\n]{1,40}'|[A-Za-z0-9_.-]{1,40})"""
_LISTED = re.compile(
    rf"\b(?:(?:must|can|may|should)\s+be\s+either|one\s+of(?:\s+the\s+following)?|"
    rf"(?:allowed|possible|valid|accepted|supported|permitted)\s+(?:values|options)(?:\s+(?:are|include))?)\s*:?\s*[(\[]?"
    rf"(?P<values>{_VALUE}(?:\s*(?:,\s*(?:or\s+|and\s+)?|\|\s*|/\s*|\s+or\s+){_VALUE})+)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[`\"']([^`\"'\n]{1,40})[`\"']")
_VAGUE = frozenset(
    (
        *("arg", "args", "body", "content", "data", "entity", "field", "id", "info", "input", "item", "items", "key"),
        *("list", "name", "obj", "object", "option", "options", "param", "params", "payload", "record", "ref"),
        *("resource", "text", "thing", "type", "user", "value", "values"),
    )
)
"""Names that fit any argument of any tool."""
_FILLING = frozenset(
    (
        *("a", "an", "and", "any", "are", "at", "be", "by", "can", "for", "from", "given", "in", "i", "it", "of"),
        *("on", "optional", "or", "parameter", "argument", "field", "property", "value", "required", "string"),
        *("number", "integer", "boolean", "that", "the", "thi", "to", "used", "which", "with", "your"),
    )
)
"""Words that tell nothing of an argument, without a final s."""

_Judge = Callable[[Record, frozenset[str]], tuple[bool | None, str]]
"""Takes an argument and the names of all arguments beside it; tells whether it is good, and else why not."""


def values_listed_in_words(view: View, subject: Entity) -> Result:
    """Pass where no argument lists its values in the description only, without an enum."""
    return _each(view, subject, _listed, "no description lists values that the schema leaves open")


def telling_argument_names(view: View, subject: Entity) -> Result:
    """Pass where each argument has a name that says what it is, or a description that does."""
    return _each(view, subject, _vague, "each argument says what it is, by its name or its description")


def descriptions_beyond_names(view: View, subject: Entity) -> Result:
    """Pass where no description of an argument merely repeats the argument's name."""
    return _each(view, subject, _restated, "no description merely repeats the name")


def _each(view: View, subject: Entity, judge: _Judge, good: str) -> Result:
    fact = view.fact(subject, "parameters")
    if subject.placeholder or not isinstance(fact, Known) or not isinstance(fact.value, tuple):
        return Result(verdict=UNKNOWN, reasons=(view.unknown(subject, "parameters"),))
    bad: list[Reason] = []
    open_: list[Reason] = []
    records = [record for record in fact.value if isinstance(record, Record)]
    names = frozenset(record.name for record in records)
    for record in records:
        held, what = judge(record, names)
        if held is not True:
            reason = Reason(
                what=f"{what} ({record.location})",
                level=fact.level,
                claims=fact.claims,
                places=(record.location,),
                item=record.name,
            )
            (open_ if held is None else bad).append(reason)
    if bad:
        return Result(verdict=FALSE[fact.level], reasons=tuple(bad))
    if open_:
        return Result(verdict=UNKNOWN, reasons=tuple(open_))
    return Result(verdict=TRUE[fact.level], reasons=(Reason(what=good, level=fact.level, claims=fact.claims),))


def _listed(record: Record, names: frozenset[str]) -> tuple[bool | None, str]:
    described = record.fields.get("description")
    if not isinstance(described, str):
        return (True, "") if record.fields.get("enum") else _untold(record, "description")
    match = _LISTED.search(described[:_LONGEST])
    if match is None or not _are_values(match["values"], names):
        return True, ""
    if "enum" not in record.fields or "type" not in record.fields:
        return _untold(record, "enum" if "enum" not in record.fields else "type")
    if record.fields["enum"] or record.fields["type"] not in ("string", "string | null", ""):
        return True, ""
    values = " ".join(match["values"].split()).rstrip(".")
    shown = values if len(values) <= 60 else values[:59] + "…"
    return False, f"the description of `{record.name}` lists {shown}, and its schema takes any text"


def _are_values(text: str, names: frozenset[str]) -> bool:
    """Tell whether listed words are values: quoted, or written as no prose is, and no names of other arguments."""
    if not names.isdisjoint(re.findall(r"[\w.-]+", text)):
        return False
    if len(_QUOTED.findall(text)) > 1:
        return True
    words = [word for word in re.split(r"[\s,|/]+", text) if word not in ("or", "and")]
    if len(words) > 2 and ("," in text or "|" in text):
        return True
    return all("_" in word or word.isupper() for word in words)


def _vague(record: Record, _: frozenset[str]) -> tuple[bool | None, str]:
    if record.name.casefold() not in _VAGUE:
        return True, ""
    described = record.fields.get("description")
    if not isinstance(described, str):
        return _untold(record, "description")
    if described.strip():
        return True, ""
    return False, f"the argument `{record.name}` could be anything, and no description says what it is"


def _restated(record: Record, _: frozenset[str]) -> tuple[bool | None, str]:
    described = record.fields.get("description")
    if not isinstance(described, str):
        return _untold(record, "description")
    if not described.strip() or len(described) > 100 or record.fields.get("enum"):
        return True, ""
    said = set(_words(described)) - _FILLING
    if not said <= set(_words(record.name)) | _FILLING:
        return True, ""
    return False, f"the description of `{record.name}`, “{described.strip()}”, says no more than its name"


def _words(text: str) -> list[str]:
    split = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)
    return [word.casefold().removesuffix("s") for word in re.findall(r"[^\W_]+", split)]


def _untold(record: Record, field: str) -> tuple[None, str]:
    return None, f"nobody states `{field}` of `{record.name}`"
