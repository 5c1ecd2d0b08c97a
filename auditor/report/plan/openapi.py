"""What to write into an OpenAPI document so that an operation says what it should."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from auditor.documents import Pointer, Value
from auditor.report.plan.contracts import Defined, Recipe, Written, followed, local, reached
from auditor.report.plan.wanted import Append, Put, Wanted, at
from auditor.report.plan.writing import Plain

_SUCCESS = re.compile(r"2(\d\d|XX)")
_FAILURE = re.compile(r"[45](\d\d|XX)|default")
_CALLERS = re.compile(r"4(\d\d|XX)")
_SERVERS = re.compile(r"5(\d\d|XX)|default")
_KEY = re.compile(r"idempotency.?key", re.IGNORECASE)
_SUMMARY = "<what it does, when to use it, and what it returns>"
_JSON = "application/json"
_ANSWERS = "The service has to answer so as well."


def description(defined: Defined) -> Written:
    """Return a description for the operation."""
    return Written(wanted=at((*defined.pointer, "description"), Put(_SUMMARY)), complete=False, makes=True)


def structured_result(defined: Defined) -> Written | None:
    """Return a schema for the successful result."""
    status = next((code for code in _responses(defined) if _SUCCESS.fullmatch(code)), None)
    schema: Plain = {"type": "object", "properties": {"<field>": {"type": "<type>", "description": "<meaning>"}}}
    content: Plain = {_JSON: {"schema": schema}}
    if status is None or status == "204":
        answer: Plain = {"description": "<what it returns>", "content": content}
        return Written(wanted=at((*defined.pointer, "responses", "200"), Put(answer)), complete=False, note=_ANSWERS)
    pointer = followed(defined.root, (*defined.pointer, "responses", status))
    if pointer is None:
        return None
    return Written(wanted=at((*pointer, "content", _JSON, "schema"), Put(schema)), complete=False, note=_ANSWERS)


def failure(defined: Defined) -> Written:
    """Return a declared failure: the one that most other operations of the document refer to, or an example."""
    known = _common_failure(defined, _FAILURE)
    if known is not None:
        status, reference, count = known
        return Written(
            wanted=at((*defined.pointer, "responses", status), Put({"$ref": reference})),
            complete=True,
            note=f"{count} other operations of this document declare it so. {_ANSWERS}",
        )
    problem: Plain = {
        "type": "object",
        "required": ["code", "message"],
        "properties": {"code": {"type": "string", "enum": ["<code>"]}, "message": {"type": "string"}},
    }
    answer: Plain = {"description": "<what went wrong>", "content": {"application/problem+json": {"schema": problem}}}
    return Written(wanted=at((*defined.pointer, "responses", "default"), Put(answer)), complete=False, note=_ANSWERS)


def failures_of_both_sides(defined: Defined) -> Written:
    """Return failures of the caller and of the server, as most other operations declare them, or an example."""
    lacking = [
        (pattern, example)
        for pattern, example in ((_CALLERS, "4XX"), (_SERVERS, "default"))
        if not any(pattern.fullmatch(status) for status in _responses(defined))
    ]
    answers: dict[str | int, Wanted] = {}
    complete = bool(lacking)
    for pattern, example in lacking:
        known = _common_failure(defined, pattern)
        complete = complete and known is not None
        status, answer = (known[0], {"$ref": known[1]}) if known else (example, {"description": "<what went wrong>"})
        answers[status] = Put(answer)
    wanted: Wanted = {"responses": answers}
    for step in reversed(defined.pointer):
        wanted = {step: wanted}
    return Written(wanted=wanted, complete=complete, note=_ANSWERS)


def idempotency_key(defined: Defined) -> Written:
    """Return a parameter for a key by which the server knows a retry."""
    shared = _shared_parameter(defined, _KEY)
    note = "The service has to answer a repetition with the first result."
    parameter: Plain = {"$ref": shared} if shared else _parameter("Idempotency-Key", "header", "string", _KEY_SAYS)
    return _with_parameter(defined, parameter, note)


def dry_run(defined: Defined) -> Written:
    """Return a parameter for a trial run."""
    note = "The service has to check the call and report its effect without carrying it out."
    return _with_parameter(defined, _parameter("dryRun", "query", "boolean", _TRIAL_SAYS), note)


def closed_arguments(defined: Defined) -> Written | None:
    """Return that the body takes no arguments but those it names."""
    for path in _body_schemas(defined):
        schema = followed(defined.root, path)
        value = reached(dict(defined.root), schema) if schema is not None else None
        if schema is None or not isinstance(value, dict) or "properties" not in value:
            return None
        if any(key in value for key in ("allOf", "oneOf", "anyOf")):
            return None
        return Written(
            wanted=at((*schema, "additionalProperties"), Put(False)),
            complete=True,
            note="The service has to refuse what is not named.",
        )
    return None


def authentication(defined: Defined) -> Written | None:
    """Return the document's only security scheme as required by an operation that names none."""
    if "security" in defined.value:
        return None
    schemes = reached(dict(defined.root), ("components", "securitySchemes"))
    names = list(schemes) if isinstance(schemes, dict) else []
    if len(names) == 1:
        wanted = at((*defined.pointer, "security"), Put([{names[0]: []}]))
        return Written(wanted=wanted, complete=True, note="The service has to refuse callers without it.")
    name = "<name of a scheme in components.securitySchemes>"
    return Written(wanted=at((*defined.pointer, "security"), Put([{name: []}])), complete=False)


def freshness(defined: Defined) -> Written | None:
    """Return a header that tells the version of what was read."""
    pointer = _success(defined)
    if pointer is None:
        return None
    header: Plain = {"description": "Version of what was read.", "schema": {"type": "string"}}
    return Written(wanted=at((*pointer, "headers", "ETag"), Put(header)), complete=True, note=_ANSWERS)


RECIPES: Mapping[str, Recipe] = {
    "description": description,
    "structured_result": structured_result,
    "returns_state": structured_result,
    "structured_failure": failure,
    "responses": failure,
    "idempotency_key": idempotency_key,
    "dry_run": dry_run,
    "open_arguments": closed_arguments,
    "authentication": authentication,
    "freshness_visible": freshness,
}
"""By the attribute that is to change."""

OF_CONTROL: Mapping[str, Recipe] = {"partial-failure-coverage": failures_of_both_sides}
"""Where a control asks for more than its attribute tells."""


_KEY_SAYS = "Unique for each action; a repetition with the same key returns the first result."
_TRIAL_SAYS = "Checks the call and reports its effect without carrying it out."


def _parameter(name: str, place: str, type_: str, says: str) -> Plain:
    required = place == "header"
    return {"name": name, "in": place, "required": required, "description": says, "schema": {"type": type_}}


def _with_parameter(defined: Defined, parameter: Plain, note: str) -> Written:
    listed = isinstance(defined.value.get("parameters"), list)
    leaf = Append((parameter,)) if listed else Put([parameter])
    return Written(wanted=at((*defined.pointer, "parameters"), leaf), complete=True, note=note)


def _responses(defined: Defined) -> Mapping[str, Value]:
    found = defined.value.get("responses")
    return found if isinstance(found, dict) else {}


def _success(defined: Defined) -> Pointer | None:
    status = next((code for code in _responses(defined) if _SUCCESS.fullmatch(code)), None)
    return followed(defined.root, (*defined.pointer, "responses", status)) if status else None


def _body_schemas(defined: Defined) -> Iterator[Pointer]:
    content = reached(dict(defined.value), ("requestBody", "content"))
    for media in content if isinstance(content, dict) else ():
        yield (*defined.pointer, "requestBody", "content", media, "schema")


def _common_failure(defined: Defined, wanted: re.Pattern[str]) -> tuple[str, str, int] | None:
    """Return status, `$ref` and count of the failure with a schema that most others refer to, and this one lacks."""
    own = _responses(defined)
    counts: Counter[tuple[str, str]] = Counter()
    for operation in _operations(defined.root):
        answers = operation.get("responses")
        for status, answer in answers.items() if isinstance(answers, dict) else ():
            reference = answer.get("$ref") if isinstance(answer, dict) else None
            if isinstance(reference, str) and wanted.fullmatch(status) and status not in own:
                counts[status, reference] += 1
    for (status, reference), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if _has_schema(defined.root, reference):
            return status, reference, count
    return None


def _has_schema(root: Mapping[str, Value], reference: str) -> bool:
    pointer = local(root, reference)
    content = reached(dict(root), (*pointer, "content")) if pointer is not None else None
    media = content.values() if isinstance(content, dict) else ()
    return any(isinstance(item, dict) and item.get("schema") for item in media)


def _operations(root: Mapping[str, Value]) -> Iterator[Mapping[str, Value]]:
    paths = root.get("paths")
    for item in paths.values() if isinstance(paths, dict) else ():
        yield from (v for v in (item.values() if isinstance(item, dict) else ()) if isinstance(v, dict))


def _shared_parameter(defined: Defined, pattern: re.Pattern[str]) -> str | None:
    shared = reached(dict(defined.root), ("components", "parameters"))
    for key, value in shared.items() if isinstance(shared, dict) else ():
        name = value.get("name") if isinstance(value, dict) else None
        if isinstance(name, str) and pattern.fullmatch(name) and "/" not in key and "~" not in key:
            return f"#/components/parameters/{key}"
    return None


def parameter(defined: Defined, pointer: Pointer) -> Written | None:
    """Return a type and a description for a parameter or a property that lacks them."""
    value = reached(dict(defined.root), pointer)
    if not isinstance(value, dict):
        return None
    wanted: dict[str | int, Wanted] = {}
    if not value.get("description"):
        wanted["description"] = Put("<what to put in it>")
    if "in" in value and not isinstance(value.get("schema"), dict) and "type" not in value:
        wanted["schema"] = {"type": Put("<type>")}
    elif "in" not in value and not any(key in value for key in ("type", "$ref", "anyOf", "oneOf", "allOf", "enum")):
        wanted["type"] = Put("<type>")
    whole: Wanted = wanted
    for step in reversed(pointer):
        whole = {step: whole}
    makes = "openapi" in defined.root
    return Written(wanted=whole, complete=False, makes=makes) if wanted else None
