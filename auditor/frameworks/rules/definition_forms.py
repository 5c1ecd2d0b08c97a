"""Rules about the form of a whole definition, as libraries check it that read an answer into typed objects."""

from __future__ import annotations

from typing import NoReturn

import jsonschema_rs

from auditor.checklist.shape import Shape
from auditor.documents import Pointer, Value
from auditor.frameworks.candidate import Candidate, Edit, Step, each
from auditor.frameworks.edits import remove, set_to
from auditor.frameworks.rules import kind

_ARTICLES = {"array": "a list", "object": "a mapping", "integer": "an integer", "null": "null"}


@kind
def definition_form(args: Shape) -> Step:
    """Refuses definitions that do not match a JSON Schema, `schema`; its `title` and `default` at a place go into the
    message and into the change that is proposed.
    """
    given = args.get("schema")
    form = given if isinstance(given, dict) else {}
    if not form:
        args.missing("schema")
    validator = jsonschema_rs.Draft202012Validator(form, retriever=_no_network)

    def act(tool: Candidate) -> None:
        stated = dict(tool.definition.stated)
        if validator.is_valid(stated):
            return
        error = next(iter(validator.iter_errors(stated)))
        place: Pointer = tuple(error.instance_path)
        missing = getattr(error.kind, "property", None)
        if isinstance(missing, str):
            tool.refuse(_missing(place, missing), at=place, edit=_mended(form, (*place, missing)))
        what = f"`{_dotted(place)}` is {_short(error.instance)}, not {_expected(_at(form, place))}"
        tool.refuse(what, at=place, edit=_mended(form, place))

    return each(act)


def _missing(place: Pointer, key: str) -> str:
    return f"`{_dotted(place)}` has no `{key}`" if place else f"it has no `{key}`"


def _dotted(place: Pointer) -> str:
    return ".".join(map(str, place))


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _expected(form: Value) -> str:
    """Return in words what a form asks for at its root."""
    if not isinstance(form, dict):
        return "what may stand there"
    if isinstance(title := form.get("title"), str):
        return title
    if "const" in form:
        return f"`{form['const']}`"
    if isinstance(choices := form.get("enum"), list):
        return "one of " + ", ".join(f"`{choice}`" for choice in choices if choice is not None)
    types = form.get("type")
    words = [types] if isinstance(types, str) else types if isinstance(types, list) else ["what may stand there"]
    return " or ".join(_ARTICLES.get(str(word), f"a {word}") for word in words)


def _mended(form: Value, place: Pointer) -> Edit | None:
    """Return the change that mends a place: its default put there, or what may be left out removed."""
    there = _at(form, place)
    if isinstance(there, dict) and "default" in there:
        return set_to(place, there["default"])
    while place:
        holder = _at(form, place[:-1])
        required = holder.get("required") if isinstance(holder, dict) else None
        if isinstance(place[-1], str) and not (isinstance(required, list) and place[-1] in required):
            return remove(place)
        place = place[:-1]
    return None


def _at(form: Value, place: Pointer) -> Value:
    """Return the part of a form that speaks of a place in what it describes."""
    for part in place:
        if not isinstance(form, dict):
            return None
        named = form.get("properties")
        if isinstance(part, str) and isinstance(named, dict) and part in named:
            form = named[part]
        else:
            form = form.get("items" if isinstance(part, int) else "additionalProperties")
    return form


def _no_network(uri: str) -> NoReturn:
    raise ValueError(uri)
