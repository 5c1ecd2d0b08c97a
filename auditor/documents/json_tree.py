"""Reads JSON strictly, and JSON with comments where a strict reader would give up."""

from __future__ import annotations

import json
import sys
from itertools import islice
from typing import NoReturn

from auditor.documents import json_text
from auditor.documents.faults import Source, collector_paused
from auditor.documents.json_locator import JsonLocator
from auditor.documents.tree import Tree
from auditor.documents.values import Value
from auditor.documents.wording import quoted
from auditor.errors import InputError

_EXPECTED = {
    "Expecting value": "expected a value",
    "Expecting property name": "expected a key in double quotes",
    "Expecting ',' delimiter": "expected a comma or a closing bracket",
    "Expecting ':' delimiter": "expected a colon after the key",
    "Extra data": "expected the end of the file",
    "Unterminated string": "this text has no closing quote",
    "Invalid control character": "a control character stands in a text; expected its escape, such as \\n",
    "Invalid \\escape": "this escape does not exist in JSON",
    "Invalid \\uXXXX escape": "expected four hexadecimal digits after \\u",
    "Illegal trailing comma": "expected no comma before a closing bracket",
}


def read_json(source: Source, *, trailing_commas: bool = False) -> Tree:
    """Return the tree of a JSON text; raise InputError at its fault, or at each repeated key.

    Comments are accepted with a warning, and so are trailing commas where there are comments too or
    `trailing_commas` says that the format has them. Half characters become U+FFFD, with a warning.
    """
    text = json_text.without_lone_surrogates(source.text)
    if text != source.text:
        # The escapes begin alike: the first character that differs is the one after \u.
        offset = json_text.first_difference(source.text, text) - 2
        source.warn(offset, "an escape of half a character; U+FFFD is put in its place")
    try:
        value = _parse(source, text)
    except json.JSONDecodeError as error:
        text, value = _parse_with_comments(source, text, error, trailing_commas=trailing_commas)
    return Tree(value, lines=source.lines, locator=JsonLocator(text, value))


def _parse_with_comments(
    source: Source, text: str, error: json.JSONDecodeError, *, trailing_commas: bool
) -> tuple[str, Value]:
    bare = json_text.without_comments(text)
    relaxed = json_text.without_trailing_commas(bare) if trailing_commas or bare != text else bare
    if relaxed == text:
        raise _syntax_error(source, error)
    try:
        value = _parse(source, relaxed)
    except json.JSONDecodeError as relaxed_error:
        raise _syntax_error(source, relaxed_error) from None
    what = "comments in JSON" if bare != text else "trailing commas in JSON"
    source.warn(json_text.first_difference(text, relaxed), f"{what}; strict readers refuse this file")
    return relaxed, value


def _syntax_error(source: Source, error: json.JSONDecodeError) -> InputError:
    words = next((words for start, words in _EXPECTED.items() if error.msg.startswith(start)), error.msg)
    return source.error(error.pos, f"not JSON: {words}")


class _NotJsonNumberError(ValueError):
    """NaN or an infinity."""


def _refuse_constant(_name: str) -> NoReturn:
    raise _NotJsonNumberError


def _parse(source: Source, text: str) -> Value:
    limit = source.budgets.nodes
    # Commas and brackets in texts are counted too, which is no matter: nobody writes five million.
    if text.count(",") + text.count("{") + text.count("[") > limit:
        raise source.error(0, f"holds more than {limit:,} values")
    repeated = False

    def collect(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
        nonlocal repeated
        members = dict(pairs)
        if len(members) != len(pairs):
            repeated = True
        return members

    decoder = json.JSONDecoder(object_pairs_hook=collect, parse_constant=_refuse_constant)
    try:
        with collector_paused():
            value: Value = decoder.decode(text)
            deep = _deeper_than(value, source.budgets.depth)
    except RecursionError:
        deep = True
    except json.JSONDecodeError:
        raise
    except ValueError as error:
        raise _number_error(source, text, constant=isinstance(error, _NotJsonNumberError)) from None
    if deep:
        message = f"more than {source.budgets.depth} objects and lists inside one another"
        raise source.error(json_text.too_deep(text, source.budgets.depth), message)
    if repeated:
        raise _repetitions(source, text)
    return value


def _deeper_than(value: Value, depth: int) -> bool:
    level = [value]
    for _ in range(depth):
        level = [
            child
            for container in level
            if isinstance(container, dict | list)
            for child in (container.values() if isinstance(container, dict) else container)
            if isinstance(child, dict | list)
        ]
        if not level:
            return False
    return True


def _number_error(source: Source, text: str, *, constant: bool) -> InputError:
    digits = sys.get_int_max_str_digits()
    for offset, word in json_text.words(text):
        if constant and word in ("NaN", "Infinity", "-Infinity"):
            return source.error(offset, f"not JSON: {word} is not a number; expected null or a number")
        if not constant and len(word) > digits and word.removeprefix("-").isdecimal():
            return source.error(offset, f"a number of more than {digits} digits")
    return source.error(0, "not JSON: a number that cannot be read")


def _repetitions(source: Source, text: str) -> InputError:
    problems = []
    for key, first, second in islice(json_text.repeated_keys(text), source.budgets.reported_problems):
        at = source.lines.position(first)
        message = f"the key {quoted(key)} is already at line {at.line}, column {at.column}"
        problems.append(source.problem(second, message))
    return InputError(problems)
