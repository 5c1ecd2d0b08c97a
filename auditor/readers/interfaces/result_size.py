"""What the names of arguments say about how much comes back."""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor.model.claims import Location, Record
from auditor.model.kinds import EvidenceLevel
from auditor.readers.interfaces.arguments import Arguments
from auditor.readers.interfaces.contents import plain
from auditor.readers.interfaces.listing import Subject


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ANYWHERE = _words(
    "fields fieldmask fieldset responsefields returnfields outputfields selectfields responseformat responsetype "
    "verbose verbosity detaillevel levelofdetail detailed concise includefields excludefields responsemode "
    "outputmode outputdetail readmask responseview"
)
_IN_BODY = _ANYWHERE - _words("fields detailed concise")
_IN_QUERY = _ANYWHERE | _words(
    "select include includes included exclude excludes detail details expand expands expansion embed "
    "embedded summary projection attributes columns brief full compact extended extra populate with omit props "
    "parts hydrate minimal"
)
"""In a body, or among the arguments of a function, such a word can as well be what is written."""
_CHOICES = _words("detail details summary full brief compact extended minimal view format mode output outputformat")
"""As a flag, or with a list of values such as concise and detailed, these are about the answer everywhere."""
_LEVELS = _words("concise detailed summary full brief minimal compact verbose basic extended short long")
_PREFIXES = ("fields[", "$select", "$expand", "include[", "expand[")
_PART = re.compile(
    r"(?:include|with|omit)_?(?!s_|d_)(?!.*(?:delet|archiv|inactive|closed|all|parent|disabled|hidden|draft|private|public|"
    r"expired|cancel|child|sub|descend|inherit|empty|bot|branch|trash|past|future|spam|default|system|preserv|prerelease)).+",
    re.IGNORECASE,
)
"""A flag that brings a part of each object; those that bring other objects are filters."""

_LIMITS = _words(
    "limit maxlength maxchars maxcharacters maxtokens maxresults maxitems maxlines maxbytes maxsize maxentries "
    "maxcount numresults nresults topk topn head tail pagesize perpage count resultlimit maxrows maxrecords "
    "maxoutput first k n"
)


def verbosity(arguments: Iterable[Record]) -> Record | None:
    """Return the first argument by which the caller chooses how much comes back."""
    return next((record for record in arguments if _is_verbosity(record)), None)


def _is_verbosity(record: Record) -> bool:
    name, place = plain(record.name), record.fields.get("place")
    if name == "fields" and record.fields.get("required") is True:
        return False  # what has to be given is what is written
    if name in (_IN_QUERY if place == "query" else _IN_BODY if place == "body" else _ANYWHERE):
        return True
    if record.fields.get("type") == "boolean":
        return name in _CHOICES or (place != "body" and bool(_PART.fullmatch(record.name)))
    if record.name.startswith(_PREFIXES) and place == "query":
        return True
    values = record.fields.get("enum")
    listed = {str(value).casefold() for value in values} if isinstance(values, tuple) else set()
    return name in _CHOICES and len(listed & _LEVELS) > 1


def claim_verbosity(tool: Subject, arguments: Arguments, location: Location) -> None:
    """Claim whether the caller can choose how much comes back; that no name says so is only inferred to mean no."""
    if (found := verbosity(arguments.records)) is not None:
        tool.says("verbosity_control", True, found.location, detail=f"the argument {found.name}")
    elif arguments.whole:
        detail = "no argument is named like it"
        tool.says("verbosity_control", False, location, detail=detail, level=EvidenceLevel.INFERRED)


def claim_bound(tool: Subject, arguments: Arguments) -> None:
    """Claim that an argument limits the result, where it is required, has a default or has a largest value.

    That nothing in a definition limits a text says nothing about what the server does.
    """
    for record in arguments.records:
        limits = any(record.fields.get(key) is True for key in ("required", "default", "bounded"))
        counts = str(record.fields.get("type")).removesuffix(" | null") in ("integer", "number")
        if plain(record.name) in _LIMITS and counts and limits:
            tool.says("bounded_result", True, record.location, detail=f"the argument {record.name}")
            return
