"""Reads submissions to the leaderboard of tau2-bench: what somebody reports of a model, domain by domain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from auditor.documents import Value
from auditor.errors import InputError
from auditor.model.claims import Location
from auditor.model.description import ReadState
from auditor.model.runs import Figure, Part, Run
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.result_format import ResultFormat

_MARKS = tuple(
    re.compile(mark)
    for mark in (
        rb'"submitting_organization"\s*:\s*"',
        rb'"submission_date"\s*:\s*"',
        rb'"model_name"\s*:\s*"',
        rb'"results"\s*:\s*\{',
        rb'"pass_1"\s*:',
    )
)
_LISTS = ("submissions", "voice_submissions", "legacy_submissions")
_SCHEMA = re.compile(rb'"title"\s*:\s*"Tau2-Bench Leaderboard Submission"')
_KS = (1, 2, 3, 4)
_LONGEST = 300
_DIGITS = 12
"""So that 92.32 percent are 0.9232."""


def knows(path: str, head: bytes) -> bool:
    """Tell whether a file is one submission; its folder's list and schema are not."""
    if not path.endswith(".json") or head.lstrip()[:1] != b"{" or b'"$defs"' in head:
        return False
    return all(mark.search(head) for mark in _MARKS)


def _read(files: Files) -> Iterator[Run]:
    folders: set[PurePosixPath] = set()
    listed: dict[PurePosixPath, frozenset[str] | None] = {}
    for path in files.known(knows):
        folder = PurePosixPath(path).parent
        folders |= {folder, folder.parent}
        run = None
        with files.reading(path):
            value, location = files.json(path)
            run = _run(value, location)
            _tell(files, value, location)
        if run is not None:
            if folder.parent not in listed:
                listed[folder.parent] = _listed(files, folder.parent)
            ids = listed[folder.parent]
            if ids is not None and folder.name not in ids:
                files.note(f"{folder.name} is not in manifest.json, so not shown on the board", run.location)
            yield run
    _take_company(files, folders)


def _run(value: Value, location: Location) -> Run | None:
    parts = tuple(_parts(value, location))
    if not parts:
        return None
    method = fields.at(value, "methodology")
    version = fields.text(method, "tau2_bench_version")
    first = "original" in version.lower()
    return Run(
        format="tau2-submission",
        benchmark="tau-bench" if first else "tau2-bench",
        version="" if first else re.sub(r"^[vV](?=[0-9])", "", version),
        model=fields.text(value, "model_name"),
        parts=parts,
        harness=_harness(value, first=first),
        reasoning_effort=fields.text(value, "reasoning_effort"),
        user_simulator=fields.text(method, "user_simulator"),
        evaluated=fields.day(fields.text(method, "evaluation_date")),
        submitted=fields.day(fields.text(value, "submission_date")),
        released=fields.day(fields.text(value, "model_release", "release_date")),
        reported_by=fields.text(value, "submitting_organization"),
        published=True,
        changed=_changed(value),
        location=location.child("model_name"),
    )


def _parts(value: Value, location: Location) -> Iterator[Part]:
    for domain, result in fields.mapping(value, "results").items():
        found = location.child("results", domain)
        figures = tuple(
            Figure(metric=f"pass^{k}", value=round(percent / 100, _DIGITS), location=found.child(f"pass_{k}"))
            for k in _KS
            if (percent := fields.number(result, f"pass_{k}")) is not None and 0 <= percent <= 100
        )
        if figures:
            yield Part(name=domain, metric="pass^1", stated=figures, location=found)


def _harness(value: Value, *, first: bool) -> str:
    if _is_custom(value):
        return "custom scaffold"
    usual = "tau-bench" if first else "tau2-bench"
    return f"{usual}, voice" if fields.text(value, "modality") == "voice" else usual


def _is_custom(value: Value) -> bool:
    return fields.text(value, "submission_type") == "custom"


def _changed(value: Value) -> str:
    """Return what the submission says it changed; a custom one changes something by the schema's definition of it."""
    verification = fields.at(value, "methodology", "verification")
    said = []
    if _is_custom(value):
        said.append("a custom submission, which changes prompts, tools, users, tasks or grading")
    if fields.flag(verification, "modified_prompts"):
        said.append("prompts modified")
    if fields.flag(verification, "omitted_questions"):
        said.append("questions omitted")
    details = fields.text(verification, "details")
    if said and details:
        said.append(details)
    return "; ".join(said)


def _tell(files: Files, value: Value, location: Location) -> None:
    method = fields.mapping(value, "methodology")
    verification = fields.mapping(method, "verification")
    details, notes = fields.text(verification, "details"), fields.text(method, "notes")
    unsaid = [key for key in ("modified_prompts", "omitted_questions") if fields.flag(verification, key) is None]
    if verification and unsaid and details:
        files.note(f"of its verification it says: {_cut(details)}", location.child("methodology", "verification"))
    if _is_custom(value) and notes:
        files.note(f"a custom submission; of its method it says: {_cut(notes)}", location.child("methodology", "notes"))
    for domain, result in fields.mapping(value, "results").items():
        retrieval = fields.text(result, "retrieval_config")
        if retrieval:
            files.note(
                f"{domain} is measured with retrieval {retrieval}; other ways of retrieval do not compare",
                location.child("results", domain, "retrieval_config"),
            )


def _cut(said: str) -> str:
    return said if len(said) <= _LONGEST else said[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _listed(files: Files, folder: PurePosixPath) -> frozenset[str] | None:
    """Return the ids that the manifest of a folder lists; None where there is none that can be read."""
    path = str(folder / "manifest.json")
    if path not in files.left:
        return None
    try:
        value, _ = files.json(path)
    except InputError:
        return None
    if not any(isinstance(fields.at(value, name), list) for name in _LISTS):
        return None
    return frozenset(fields.text(one) for name in _LISTS for one in fields.items(value, name))


def _take_company(files: Files, folders: set[PurePosixPath]) -> None:
    for folder in sorted(folders):
        if _listed(files, folder) is not None:
            files.take(
                str(folder / "manifest.json"), state=ReadState.PARTLY, why="a list of submissions; it holds no results"
            )
        schema = str(folder / "schema.json")
        if schema in files.left and _SCHEMA.search(files.head(schema)):
            files.take(schema, state=ReadState.PARTLY, why="the schema of submissions; it holds no results")


FORMAT = ResultFormat(
    format="tau2-submission", title="submissions to the tau2-bench leaderboard", knows=knows, read=_read, rank=5
)
