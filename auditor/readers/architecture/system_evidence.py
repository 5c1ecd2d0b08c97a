"""Reads the result files that system.yaml names as evidence for a model."""

from __future__ import annotations

from auditor.documents import Value
from auditor.errors import InputError
from auditor.model.claims import Location
from auditor.model.description import Note, ReadState
from auditor.model.runs import Measured, UnreadEvidence
from auditor.readers.architecture.system_build import Build, Part, listed
from auditor.readers.architecture.system_files import leaves_root, missing_input
from auditor.readers.benchmarks.gathering import Gathered, gather_runs
from auditor.readers.benchmarks.result_format import all_formats
from auditor.readers.reader import input_of

_MOST_NAMED = 5
"""Files left over in a folder that are named one by one."""
_MOST_LISTED = 50
_WHOLE = 1024 * 1024


def read_model_evidence(build: Build, part: Part, model: str, paths: Value) -> None:
    """Read the files and folders under a model's `evidence`, and keep the runs in them as measured for that model.

    What cannot be read is noted, and stands for evidence of which nothing is known.
    """
    for place, path in listed(paths):
        location = part.at("models", model, "evidence", *place)
        try:
            found = gather_runs(build.reading.workspace, _files(build, part, path))
        except InputError as error:
            _unread(build, part, model, path, location, error)
            continue
        _keep(build, model, found, location)


def _files(build: Build, part: Part, path: str) -> tuple[str, ...]:
    """Return the paths of the files meant, relative to the root. Raises InputError where there are none."""
    workspace = build.reading.workspace
    if workspace.is_folder(path, relative_to=part.document):
        return workspace.folder(path, relative_to=part.document)
    return (workspace.find(path, relative_to=part.document),)


def _unread(build: Build, part: Part, model: str, path: str, location: Location, error: InputError) -> None:
    reason = error.problems[0].message
    if leaves_root(build, path, location.document):
        build.wrong(location, reason)
        return
    build.description.inputs.append(missing_input(path, part.document, "", reason))
    build.note(location, reason)
    build.description.unread_evidence.append(UnreadEvidence(model=model, why=reason, cited=location))


def _keep(build: Build, model: str, found: Gathered, location: Location) -> None:
    description = build.description
    description.measured += [Measured(run=run, model=model, cited=location) for run in found.runs]
    known = {entry.path for entry in description.inputs}
    description.inputs += [entry for entry in found.inputs if entry.path not in known]
    description.notes += found.notes
    for error in found.refused:
        problem = error.problems[0]
        description.notes.append(Note(message=f"not read: {problem}"))
        document = build.reading.workspace.borrow(problem.path, whole=_WHOLE)
        description.inputs.append(input_of(document, "", ReadState.SKIPPED, problem.message))
        description.unread_evidence.append(UnreadEvidence(model=model, why=str(problem), cited=location))
    if found.left:
        build.note(location, _left_over(found.left))
        _list_left(build, found.left)
    if not found.runs and not found.refused:
        known_formats = ", ".join(sorted(one.title for one in all_formats()))
        why = f"no results were found here; expected one of: {known_formats}"
        build.note(location, why)
        description.unread_evidence.append(UnreadEvidence(model=model, why=why, cited=location))


def _list_left(build: Build, paths: tuple[str, ...]) -> None:
    for path in paths[:_MOST_LISTED]:
        document = build.reading.workspace.borrow(path, whole=_WHOLE)
        if all(entry.path != path for entry in build.description.inputs):
            build.description.inputs.append(input_of(document, "", ReadState.SKIPPED, "no known format of results"))


def _left_over(paths: tuple[str, ...]) -> str:
    named = ", ".join(paths[:_MOST_NAMED]) + (
        f" and {len(paths) - _MOST_NAMED} more" if len(paths) > _MOST_NAMED else ""
    )
    return f"not read, as no format of results: {named}"
