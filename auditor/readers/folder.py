"""Finds what a folder holds that the auditor can read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from auditor.documents import Document
from auditor.errors import InputError, Problem
from auditor.model.description import Description, Note
from auditor.readers.architecture.system_keys import FORMAT
from auditor.readers.benchmarks.reader import FORMAT as RESULTS
from auditor.readers.benchmarks.reader import read_results
from auditor.readers.deployment.compose_project import FORMAT as COMPOSE
from auditor.readers.interfaces.grpc.recognition import FORMAT as GRPC
from auditor.readers.interfaces.grpc.recognition import has_service
from auditor.readers.projects.discovery import is_project_file, worth_opening
from auditor.readers.reader import Reading, all_readers

_SUFFIXES = frozenset((".yaml", ".yml", ".json", ".jsonc", ".json5", ".graphql", ".graphqls", ".gql", ".proto",
                       ".jsonl", ".csv", ".eval"))  # fmt: skip
_BY_NAME = frozenset(("skill.md",))
"""Files of other suffixes that are known by their whole name, in lower case."""
_GENERATED = re.compile(r"(package-lock|npm-shrinkwrap|composer-lock|pnpm-lock)\.(json|yaml)")
_SYSTEM_NAMES = ("system.yaml", "system.yml", "system.json")
_BASES = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is to be read of a folder."""

    documents: tuple[Document, ...]
    """Those that lead to others first, else in the order of their paths; a system.yaml stands alone."""
    notes: tuple[Note, ...]
    """What was left out, and why."""


def find_descriptions(reading: Reading, path: str) -> Found:
    """Return the descriptions below a folder: its system.yaml if it has one, else every file of a known format.

    A system.yaml that cannot be parsed is still returned, for its reader to say why. Raises InputError where
    nothing there is known or several systems are described.
    """
    files = reading.workspace.folder(path)
    own = [file for file in files if _is_own_system(reading, file, path)]
    if own:
        return Found(documents=(reading.workspace.open(own[0]),), notes=_left_out(own[1:], own[0], FORMAT))
    formats, notes = _recognised(reading, files)
    systems = [document for document, format_id in formats if format_id == FORMAT]
    if len(systems) > 1:
        names = ", ".join(document.path for document in systems[:_MOST_NAMED])
        raise _nothing(path, f"several systems are described here: {names}; name the one to audit")
    if systems:
        return Found(documents=tuple(systems), notes=tuple(notes))
    documents, overrides = _without_overrides(_leading_first(formats))
    if not documents:
        known = ", ".join(reader.title for reader in all_readers())
        raise _nothing(path, f"nothing here is understood; expected one of: {known}")
    return Found(documents=tuple(documents), notes=(*notes, *overrides))


def read_found(reading: Reading, found: Found) -> Description:
    """Return what all documents of a folder say; one that an earlier one includes is not read twice.

    Where some can be read, a broken one is only noted. Raises InputError where none can.
    """
    whole = Description(notes=list(found.notes))
    refusals: list[InputError] = []
    for document in _without_results(reading, found.documents, whole, refusals):
        if all(entry.path != document.path for entry in whole.inputs):
            try:
                whole.add(reading.read(document))
            except InputError as error:
                refusals.append(error)
    if refusals and not whole.inputs:
        raise refusals[0]
    whole.notes += _not_read(refusals)
    return whole


def _without_results(
    reading: Reading, documents: Iterable[Document], whole: Description, refusals: list[InputError]
) -> list[Document]:
    """Read the results of benchmarks together, since one run may be in many files; return the other documents."""
    others: list[Document] = []
    results: list[Document] = []
    for document in documents:
        reader = reading.recognise(document)
        (results if reader is not None and reader.format == RESULTS else others).append(document)
    if results:
        try:
            whole.add(read_results(reading, [document.path for document in results]))
        except InputError as error:
            refusals.append(error)
    return others


def _is_own_system(reading: Reading, file: str, folder: str) -> bool:
    if PurePosixPath(file).name not in _SYSTEM_NAMES or PurePosixPath(file).parent != PurePosixPath(folder or "."):
        return False
    try:
        reader = reading.recognise(reading.workspace.open(file))
    except InputError:
        return True
    return reader is not None and reader.format == FORMAT


def _recognised(reading: Reading, files: Iterable[str]) -> tuple[list[tuple[Document, str]], list[Note]]:
    found: list[tuple[Document, str]] = []
    broken: list[InputError] = []
    for file in worth_opening(files, reading.workspace):
        if not _may_be_known(file):
            continue
        try:
            document = reading.workspace.open(file)
            reader = reading.recognise(document)
        except InputError as error:
            broken.append(error)
            continue
        if reader is not None:
            found.append((document, reader.format))
    return found, _not_read(broken)


def _may_be_known(file: str) -> bool:
    """Tell by its name whether a file may be of a format that is known."""
    name = PurePosixPath(file)
    known = is_project_file(file) or name.suffix.lower() in _SUFFIXES or name.name.lower() in _BY_NAME
    return known and _GENERATED.fullmatch(name.name) is None


def _not_read(errors: list[InputError]) -> list[Note]:
    rest = len(errors) - _MOST_NAMED
    more = [Note(message=f"{rest} more files cannot be read")] if rest > 0 else []
    return [Note(message=f"not read: {error.problems[0]}") for error in errors[:_MOST_NAMED]] + more


def _leading_first(formats: list[tuple[Document, str]]) -> list[tuple[Document, str]]:
    """Return the documents in an order in which each comes before those that it may open itself."""
    leads_to = {reader.format: reader.leads_to for reader in all_readers()}

    def steps(format_id: str, seen: tuple[str, ...] = ()) -> int:
        further = [other for other in leads_to.get(format_id, ()) if other not in seen]
        return 1 + max((steps(other, (*seen, format_id)) for other in further), default=0)

    return sorted(formats, key=lambda found: (-steps(found[1]), found[1] == GRPC and not has_service(found[0])))


def _without_overrides(formats: list[tuple[Document, str]]) -> tuple[list[Document], list[Note]]:
    folders: dict[PurePosixPath, list[str]] = defaultdict(list)
    for document, format_id in formats:
        if format_id == COMPOSE:
            folders[PurePosixPath(document.path).parent].append(document.path)
    notes: list[Note] = []
    left_out: set[str] = set()
    for paths in folders.values():
        base = next((path for name in _BASES for path in paths if PurePosixPath(path).name == name), None)
        if base is not None:
            others = [path for path in paths if path != base]
            left_out.update(others)
            notes += _left_out(others, base, COMPOSE)
    return [document for document, _ in formats if document.path not in left_out], notes


def _left_out(paths: Iterable[str], base: str, format_id: str) -> tuple[Note, ...]:
    reason = "may change it when both are named" if format_id == COMPOSE else "is another description of it"
    return tuple(Note(message=f"{path} is left out: {base} is read, and this {reason}") for path in paths)


def _nothing(path: str, message: str) -> InputError:
    return InputError(Problem(path=path or ".", line=1, column=1, message=message))
