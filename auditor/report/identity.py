"""What a report is known by: the id of its content, and the one hash over all of its inputs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

import msgspec

from auditor.report.schema import InputFact, Report

_ID_DIGITS = 12
_SURROGATE = re.compile("[\ud800-\udfff]")
_WRITTEN = re.compile(r"\\u(dc[89a-f][0-9a-f])")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}


def compact_json(report: Report) -> bytes:
    """Return the report as JSON in UTF-8 without white space, its fields in the order of the schema."""
    try:
        return msgspec.json.encode(report)
    except UnicodeEncodeError:  # a lone surrogate, which some input had as an escape; UTF-8 has no such character
        return msgspec.json.encode(_without_surrogates(msgspec.to_builtins(report)))


def id_of_report(report: Report) -> str:
    """Return the id of a report that is being made: of its content without the id."""
    return _digest(compact_json(msgspec.structs.replace(report, report_id="")))


def id_of_tree(tree: Mapping[str, object]) -> str:
    """Return the id that the content of a report asks for, from its JSON as it was read, fields in their order.

    Taken from the JSON and not from the Report, so that a field that is new since it was made changes nothing.
    """
    return _digest(msgspec.json.encode({**tree, "report_id": ""}))


def manifest_lines(inputs: Iterable[InputFact]) -> tuple[str, ...]:
    """Return one line for each input with a hash, by path, as `sha256sum` writes it and `sha256sum -c` reads it.

    GNU coreutils puts a backslash before a line whose path needs escapes: for a backslash, a line feed and a carriage
    return.
    """
    return tuple(
        _line(entry.sha256, as_written(entry.path))
        for entry in sorted(inputs, key=lambda entry: as_written(entry.path).encode())
        if entry.sha256
    )


def manifest_digest(inputs: Iterable[InputFact]) -> str:
    """Return the SHA-256 of the manifest: its lines in UTF-8, each with a line feed at its end."""
    return hashlib.sha256("".join(f"{line}\n" for line in manifest_lines(inputs)).encode()).hexdigest()


def as_named(path: str) -> str:
    """Return the name that the file system knows a written path by."""
    return _WRITTEN.sub(lambda match: chr(int(match[1], 16)), path)


def _line(sha256: str, path: str) -> str:
    escaped = "".join(_ESCAPES.get(character, character) for character in path)
    mark = "\\" if escaped != path else ""
    return f"{mark}{as_written(sha256)}  {escaped}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_ID_DIGITS]


def as_written(text: str) -> str:
    """Return a text as a report's JSON has it: each byte of a file name that is no UTF-8 as `\\udc80` and the like."""
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _without_surrogates(value: object) -> object:
    if isinstance(value, str):
        return as_written(value)
    if isinstance(value, dict):
        return {key: _without_surrogates(item) for key, item in value.items()}
    return [_without_surrogates(item) for item in value] if isinstance(value, list | tuple) else value
