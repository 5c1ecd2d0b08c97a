"""What system.yaml says about the audit itself and about records: settings, waivers and traces."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.documents import Document, Value
from auditor.errors import InputError
from auditor.model.claims import Location
from auditor.model.description import ReadState, Settings, Waiver
from auditor.readers.architecture.system_build import Build, Part, listed, members
from auditor.readers.architecture.system_evidence import read_model_evidence
from auditor.readers.architecture.system_files import missing_input, open_named
from auditor.readers.architecture.system_values import whole
from auditor.readers.reader import input_of

_TRACES = "traces are not read yet"
_FIELDS = ("control", "subject", "reason", "owner", "expires")


def read_extras(build: Build) -> None:
    """Add settings, waivers and the files that are listed but not read."""
    for part in build.parts:
        build.description.settings = build.description.settings or _settings(build, part)
        _waivers(build, part)
        for key, value in part.section("models").items():
            read_model_evidence(build, part, key, members(value).get("evidence"))
        records = part.value.get("records") if isinstance(part.value, dict) else None
        _list_files(build, part, records, ("records",), _TRACES)


def _settings(build: Build, part: Part) -> Settings | None:
    audit = part.section("audit")
    if not audit:
        return None
    level, profile = audit.get("target_level"), audit.get("profile")
    shares = sorted(
        (control, float(share))
        for control, share in members(audit.get("shares")).items()
        if isinstance(share, int | float) and 0 <= share <= 1
    )
    return Settings(
        target_level=whole(level),
        profile=profile if isinstance(profile, str) else None,
        shares=tuple(shares),
        reference_tables=tuple(_tables(build, part, audit.get("reference_scores"))),
    )


def _tables(build: Build, part: Part, paths: Value) -> Iterator[Document]:
    for place, path in listed(paths):
        location = part.at("audit", "reference_scores", *place)
        try:
            document = build.reading.open(path, cited_in=part.document, at=location.position)
        except InputError as error:
            build.problems += error.problems
            continue
        build.description.inputs.append(input_of(document, "reference-scores"))
        yield document


def _waivers(build: Build, part: Part) -> None:
    stated = part.value.get("waivers") if isinstance(part.value, dict) else None
    for number, item in enumerate(stated if isinstance(stated, list) else ()):
        texts = _texts(item)
        if texts is not None:
            location = part.at("waivers", number)
            build.description.waivers.append(Waiver(**texts, location=location))


def _texts(item: Value) -> dict[str, str] | None:
    stated = {key: value for key, value in members(item).items() if isinstance(value, str)}
    return {key: stated[key] for key in _FIELDS} if all(key in stated for key in _FIELDS) else None


def _list_files(build: Build, part: Part, paths: Value, pointer: tuple[str, ...], why: str) -> None:
    for place, path in listed(paths):
        location = part.at(*pointer, *place)
        if build.reading.workspace.is_folder(path, relative_to=part.document):
            _list_folder(build, path, location, why)
            continue
        document = open_named(build, path, location)
        if isinstance(document, str):
            build.description.inputs.append(missing_input(path, part.document, "", document))
            build.note(location, document)
        else:
            _skip(build, document, why)
            build.note(location, f"{document.path}: {why}")


def _list_folder(build: Build, path: str, location: Location, why: str) -> None:
    try:
        files = build.reading.workspace.folder(path, relative_to=location.document)
        for file in files:
            _skip(build, build.reading.workspace.open(file), why)
    except InputError as error:
        build.note(location, error.problems[0].message)
        return
    count = f"{len(files)} files" if len(files) != 1 else "1 file"
    build.note(location, f"{path} ({count}): {why}" if files else f"{path} is an empty folder")


def _skip(build: Build, document: Document, why: str) -> None:
    if all(entry.path != document.path for entry in build.description.inputs):
        build.description.inputs.append(input_of(document, "", ReadState.SKIPPED, why))
