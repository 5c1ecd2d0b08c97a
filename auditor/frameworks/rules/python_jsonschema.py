"""A rule about what the Python package `jsonschema` takes for a JSON Schema."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from functools import lru_cache

import jsonschema_rs

from auditor.checklist.shape import Shape
from auditor.documents import Pointer, Value
from auditor.frameworks.candidate import Candidate, Step, each
from auditor.frameworks.edits import remove, set_to, value_at
from auditor.frameworks.rules import kind
from auditor.frameworks.schemas import MAPS, subschemas

_ROOT = ("inputSchema",)
_VALIDATORS = {
    "draft7": jsonschema_rs.Draft7Validator,
    "2020-12": jsonschema_rs.Draft202012Validator,
}
_METASCHEMAS = {
    "draft7": "http://json-schema.org/draft-07/schema#",
    "2020-12": "https://json-schema.org/draft/2020-12/schema",
}


@kind
def python_jsonschema(args: Shape) -> Step:
    """Refuses an input schema that breaks the meta-schema of `draft` (2020-12 where it is not named) as the Python
    package `jsonschema` checks it, patterns in Python's syntax included.
    """
    draft = args.text("draft") or "2020-12"
    if draft not in _VALIDATORS:
        args.mistakes.unknown(args.at("draft"), "draft", draft, _VALIDATORS, key=False)

    def act(tool: Candidate) -> None:
        if not isinstance(tool.schema, dict):
            return
        for place, what in (*breaches(tool.schema, draft), *unusable_patterns(tool.schema)):
            where = (*_ROOT, *place)
            stated = value_at(dict(tool.definition.stated), where)
            edit = set_to(where, {}) if place and place[-2:-1] and place[-2] in MAPS else remove(where)
            if place and stated is not None:
                tool.refuse(f"it is no valid JSON Schema: {what}", at=where, edit=edit)
            tool.refuse(f"it is no valid JSON Schema: {what}", at=where)

    return each(act)


def breaches(schema: dict[str, Value], draft: str) -> Iterator[tuple[Pointer, str]]:
    """Yield the first breach of a draft's meta-schema, with its place."""
    checked = schema if "$schema" not in schema else {key: schema[key] for key in schema if key != "$schema"}
    try:
        error = next(_metaschema(draft).iter_errors(checked), None)
    except ValueError as problem:
        yield (), str(problem)
        return
    if error is not None:
        yield tuple(error.instance_path), error.message if len(error.message) <= 200 else error.message[:199] + "…"


def unusable_patterns(schema: dict[str, Value]) -> Iterator[tuple[Pointer, str]]:
    """Yield the patterns of a schema that are no regular expressions in Python's syntax."""
    for place, found in subschemas(schema):
        if not isinstance(found, dict):
            continue
        if isinstance(pattern := found.get("pattern"), str) and not _compiles(pattern):
            yield (*place, "pattern"), f"the pattern {pattern!r} is no regular expression"
        by_pattern = found.get("patternProperties")
        for key in by_pattern if isinstance(by_pattern, dict) else ():
            if not _compiles(key):
                yield (*place, "patternProperties", key), f"the pattern {key!r} is no regular expression"


@lru_cache
def _metaschema(draft: str) -> jsonschema_rs.Validator:
    return _VALIDATORS[draft]({"$ref": _METASCHEMAS[draft]}, validate_formats=False)


@lru_cache(maxsize=1024)
def _compiles(pattern: str) -> bool:
    """Tell whether Python's `re` compiles a pattern, which compiling never applies to any text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            re.compile(pattern)
        except (re.error, RecursionError, OverflowError, MemoryError):
            return False
    return True
