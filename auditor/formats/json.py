"""The report as JSON: the contract with every tool that reads it, and the way back."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

from auditor.documents.faults import collector_paused
from auditor.documents.json_locator import JsonLocator
from auditor.documents.lines import Lines
from auditor.documents.values import Value
from auditor.errors import InputError, Problem
from auditor.formats.format import Format
from auditor.formats.visible import visible
from auditor.report.identity import compact_json
from auditor.report.schema import SCHEMA_VERSION, Report

SCHEMA_ID = f"urn:agent-readiness-auditor:report:{SCHEMA_VERSION}"

_WHERE = re.compile(r" - at `\$(?P<path>.*)`$", re.DOTALL)
_STEP = re.compile(r"\.(?P<key>[^.\[\]]+)|\[(?P<index>\d+)\]")
_UNKNOWN_FIELD = re.compile(r"Object contains unknown field `(?P<field>.*?)`(?= - at |$)", re.DOTALL)
_BYTE = re.compile(r" \(byte (?P<offset>\d+)\)$")


def report_bytes(report: Report) -> bytes:
    """Return the report as JSON: UTF-8, indented by two, in the order of the schema, with a line feed at its end."""
    compact = compact_json(report)
    formatted = msgspec.json.format(compact, indent=2)
    del compact  # of a large report, each copy is some 20 MB
    return formatted + b"\n"


def read_report(content: bytes, path: str) -> Report:
    """Return the report that a file holds. Raises InputError with the place of the first mistake."""
    text = _text(content, path)
    with collector_paused():
        tree = _tree(text, path)
        if not isinstance(tree, dict) or "schema_version" not in tree or "report_id" not in tree:
            raise _error(path, text, 0, "this is not a report; expected one that `audit` wrote with `-o NAME.json`")
        version = tree["schema_version"]
        if version != SCHEMA_VERSION or isinstance(version, bool):
            raise _error(
                path,
                text,
                JsonLocator(text, tree).locate(("schema_version",))[1],
                f"the report has schema version {visible(str(version))[:40]}; expected {SCHEMA_VERSION}",
            )
        try:
            return msgspec.convert(tree, type=Report)
        except msgspec.ValidationError as error:
            raise _mistake(path, text, tree, str(error)) from None


def report_schema() -> dict[str, Any]:
    """Return the JSON Schema of a report."""
    schema = msgspec.json.schema(Report)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Report of the agent-readiness auditor",
        "description": "One audit, whole. Every number in a rendered report can be recomputed from it.",
        **schema,
    }


def _text(content: bytes, path: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", errors="replace")
        raise _error(path, before, len(before), "this is not UTF-8; expected JSON in UTF-8") from None


def _tree(text: str, path: str) -> object:
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        said = error.msg[0].lower() + error.msg[1:]
        raise _error(path, text, error.pos, f"this is not JSON: {said}") from None
    except RecursionError:
        raise _error(path, text, 0, "this is nested too deeply for a report") from None
    except ValueError as error:  # NaN and its like, and numbers with thousands of digits
        raise _error(path, text, 0, f"this is not JSON: {error}") from None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number that JSON has")


def _mistake(path: str, text: str, tree: Value, said: str) -> InputError:
    """Return the error for what msgspec said, at the place that it named."""
    where = _WHERE.search(said)
    steps = _STEP.finditer(where["path"] if where else "")
    pointer: list[str | int] = [int(step["index"]) if step["key"] is None else step["key"] for step in steps]
    message = said[: where.start()] if where else said
    at_key = False
    if field := _UNKNOWN_FIELD.match(said):
        pointer.append(field["field"])
        at_key, message = True, f"a report has no field `{field['field']}` here"
    offsets = JsonLocator(text, tree).locate(tuple(pointer))
    return _error(path, text, offsets[0 if at_key else 1], message[0].lower() + message[1:])


def _error(path: str, text: str, offset: int, message: str) -> InputError:
    place = Lines(text).position(offset)
    return InputError(Problem(path=path, line=place.line, column=place.column, message=visible(message)))


FORMAT = Format(id="json", suffix=".json", title="JSON report", write=report_bytes)
