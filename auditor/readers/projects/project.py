"""Gathers the files of one project: lists of packages, lock files, and the Python code that names a framework."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from auditor.documents import Document
from auditor.errors import InputError
from auditor.model.description import Input, Note, ReadState
from auditor.readers.projects.catalogue import catalogue, plain_name
from auditor.readers.projects.dependencies import Manifest, constrained
from auditor.readers.projects.discovery import (
    PYPROJECT,
    concerns_agents,
    is_manifest,
    is_test,
    manifest_folder,
    manifest_folders,
    parent_of,
    project_folder,
    upwards,
)
from auditor.readers.projects.node_files import LOCKS as NODE_LOCKS
from auditor.readers.projects.node_files import MANIFEST as PACKAGE_JSON
from auditor.readers.projects.node_files import UNREAD_LOCKS, is_node_lock, read_node_lock, read_package_json
from auditor.readers.projects.pyproject_toml import read_pyproject
from auditor.readers.projects.python_locks import NAMES as PYTHON_LOCKS
from auditor.readers.projects.python_locks import is_python_lock, read_python_lock
from auditor.readers.projects.requirements_txt import read_requirements
from auditor.readers.projects.source import Use, read_source
from auditor.readers.reader import Reading, input_of

FORMAT = "project"

MOST_SEARCHED = 20_000
"""Python files of one project that are searched for the name of a framework."""
MOST_PARSED = 1_000
"""Python files of one project whose syntax is read."""
_UNREAD_MANIFESTS = ("setup.py", "setup.cfg", "Pipfile", "environment.yml", "environment.yaml", "conda.yaml")


@dataclass(slots=True, kw_only=True)
class Project:
    """What was found of one project."""

    folder: str
    """Relative to the root; empty for the root itself."""
    named: Document
    """The file that it was found by."""
    manifest: Manifest = field(default_factory=Manifest)
    unread_locks: dict[str, str] = field(default_factory=dict)
    """By ecosystem: a lock file whose versions are not read."""
    uses: list[Use] = field(default_factory=list)
    sources: list[Document] = field(default_factory=list)
    inputs: list[Input] = field(default_factory=list)
    searched: int = 0
    """Python files that were looked through for the name of a framework."""
    code_gap: str = ""
    """Why code that matters may not have been read; empty where all of it was."""

    def note(self, message: str) -> None:
        """Say what was seen and not used."""
        self.manifest.notes.append(Note(message=message))


def gather(document: Document, reading: Reading) -> Project:
    """Return the project that a file belongs to, with all of its files that matter.

    Raises InputError where the file itself cannot be read; another one is only noted.
    """
    files = _files(reading)
    folders = manifest_folders(files)
    folder = project_folder(document.path, folders)
    project = Project(folder=folder, named=document)
    own = [path for path in files if _below(path, folder)]
    _read_manifests(project, reading, own or [document.path])
    _read_locks(project, reading, frozenset(files))
    project.manifest.dependencies = constrained(project.manifest.dependencies, project.manifest.constraints)
    _read_code(project, reading, [path for path in own or [document.path] if _is_code(path, folder, folders)])
    project.inputs = [*(input_of(one, FORMAT) for one in project.manifest.documents), *project.inputs]
    return project


def _below(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")


def _files(reading: Reading) -> tuple[str, ...]:
    try:
        return reading.workspace.folder(".")
    except InputError:
        return ()  # more files than a folder may have: only what is named is read


def _read_manifests(project: Project, reading: Reading, files: list[str]) -> None:
    here = [path for path in files if is_manifest(path) and manifest_folder(path) == project.folder]
    if is_manifest(project.named.path) and project.named.path not in here:
        here.append(project.named.path)
    order = {PYPROJECT: 0, PACKAGE_JSON: 1}
    read: list[Manifest] = []
    for path in sorted(here, key=lambda path: (order.get(PurePosixPath(path).name, 2), path)):
        found = _tried(project, reading, path, _manifest)
        read += [found] if found is not None else []
    included = [document for one in read for document in one.documents[1:]]
    read = [one for one in read if one.documents[0] not in included]
    listed = [one for one in read if not one.locks]
    for one in read:
        if one.locks and listed:
            one.dependencies = []  # it only fixes what another file asks for
        project.manifest.add(one)
    for path in files:
        if parent_of(path) == project.folder and PurePosixPath(path).name in _UNREAD_MANIFESTS:
            project.note(f"not read: {path}, which may list packages too")
            project.manifest.gaps.append(f"{path} was not read")


def _manifest(document: Document, reading: Reading) -> Manifest:
    name = PurePosixPath(document.path).name
    if name == PYPROJECT:
        return read_pyproject(document)
    return read_package_json(document) if name == PACKAGE_JSON else read_requirements(document, reading)


def _lock(document: Document, _: Reading) -> Manifest:
    if is_python_lock(document):
        return read_python_lock(document)
    if is_node_lock(document):
        return read_node_lock(document)
    raise document.error_at_start("no lock file of a format that is known")


def _tried(
    project: Project, reading: Reading, path: str, read: Callable[[Document, Reading], Manifest]
) -> Manifest | None:
    """Return what a file states. A broken one is an error where it is the one that was named, else a note."""
    try:
        document = reading.workspace.open(path)
        return read(document, reading)
    except InputError as error:
        if path == project.named.path:
            raise
        project.note(f"not read: {error.problems[0]}")
        project.manifest.gaps.append(f"{path} could not be read")
        return None


def _read_locks(project: Project, reading: Reading, files: frozenset[str]) -> None:
    """Read the lock files of the project's folder, or of the nearest above it, where a workspace keeps its own."""
    for ecosystem, names in (("pypi", PYTHON_LOCKS), ("npm", (*NODE_LOCKS, *UNREAD_LOCKS))):
        if not any(one.ecosystem == ecosystem for one in project.manifest.dependencies) and project.manifest.documents:
            continue
        for folder in upwards(PurePosixPath(project.folder)):
            here = [path for name in names if (path := f"{folder}/{name}".lstrip("/")) in files]
            if here and _take_lock(project, reading, ecosystem, here[0], own=folder == project.folder):
                break
    named = project.named
    if PurePosixPath(named.path).name in (*PYTHON_LOCKS, *NODE_LOCKS) and named not in project.manifest.documents:
        project.manifest.add(_lock(named, reading))


def _take_lock(project: Project, reading: Reading, ecosystem: str, path: str, *, own: bool) -> bool:
    """Take in a lock file; tell whether it is this project's. One of a folder above must name the project."""
    if PurePosixPath(path).name in UNREAD_LOCKS:
        project.unread_locks[ecosystem] = path
        project.note(f"not read: {path}; it fixes versions, but which is not known")
        return True
    found = _tried(project, reading, path, _lock)
    if found is None:
        project.unread_locks[ecosystem] = path
        return True
    below = project.folder.removeprefix(parent_of(path)).lstrip("/")
    member = below in found.members if ecosystem == "npm" else plain_name(project.manifest.name) in found.members
    if own or member:
        project.manifest.add(found)
    return own or member


def _is_code(path: str, folder: str, folders: frozenset[str]) -> bool:
    """Tell whether a path is Python code of this project: no test, and of no project further down."""
    return path.endswith(".py") and not is_test(path) and project_folder(path, folders) == folder


def _read_code(project: Project, reading: Reading, files: list[str]) -> None:
    if len(files) > MOST_SEARCHED:
        project.code_gap = f"only {MOST_SEARCHED:,} of {len(files):,} Python files were searched for a framework"
        project.note(project.code_gap)
        files = files[:MOST_SEARCHED]
    project.searched, local = len(files), _local_modules(project, files)
    named = [path for path in files if concerns_agents(reading.workspace, path, local)]
    if project.named.path.endswith(".py") and project.named.path not in named:
        named.append(project.named.path)
    if len(named) > MOST_PARSED:
        project.code_gap = f"only {MOST_PARSED:,} of {len(named):,} Python files that name a framework were read"
        project.note(project.code_gap)
        named = named[:MOST_PARSED]
    for path in named:
        _read_one(project, reading, path, local)


def _read_one(project: Project, reading: Reading, path: str, local: frozenset[str]) -> None:
    try:
        document = reading.workspace.open(path)
    except InputError as error:
        project.note(f"not read: {error.problems[0]}")
        project.code_gap = project.code_gap or f"{path} could not be read"
        return
    try:
        project.uses += read_source(document, catalogue(), local)
        project.inputs.append(input_of(document, FORMAT))
        project.sources.append(document)
    except InputError as error:
        if path == project.named.path:
            raise
        project.note(f"not read: {error.problems[0]}")
        project.code_gap = project.code_gap or f"{path} could not be read"
        project.inputs.append(input_of(document, FORMAT, ReadState.SKIPPED, error.problems[0].message))


def _local_modules(project: Project, files: list[str]) -> frozenset[str]:
    """Return the top-level modules of the project itself, unless it asks for a package that has the same."""
    prefix = f"{project.folder}/" if project.folder else ""
    found: set[str] = set()
    for path in files:
        inner = path.removeprefix(prefix).removeprefix("src/")
        found.add(inner.partition("/")[0].removesuffix(".py"))
    asked = {
        framework.id
        for one in project.manifest.dependencies
        if (framework := catalogue().of_package(one.ecosystem, one.name)) is not None
    }
    wanted = {
        module.partition(".")[0]
        for framework in catalogue().frameworks
        if framework.id in asked and not framework.is_project(project.manifest.name)
        for module in framework.modules
    }
    return frozenset(found - wanted)
