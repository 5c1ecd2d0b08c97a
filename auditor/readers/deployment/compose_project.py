"""A Compose project: its file, the files that it includes, and the services of all with what they extend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import dirname, normpath

from auditor.documents import Document
from auditor.documents.paths import PathError, inside
from auditor.errors import InputError, Problem
from auditor.model.claims import Location
from auditor.model.description import Description, Input, Note, ReadState
from auditor.readers.deployment.placed import Placed
from auditor.readers.reader import Reading, input_of

FORMAT = "compose"
_DEEPEST = 20
_MOST_NOTES = 200
_RUNS = ("image", "build", "provider")
"""What a service needs one of; without it a file only adds to the same service of another file."""
_RUNS = ("image", "build", "provider")
"""What a service needs one of; without it a file only adds to the same service of another file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service: its own mapping first, then those that it extends."""

    key: str
    location: Location
    layers: tuple[Placed, ...]
    whole: bool
    """False where a part of it stands in another file: one that it extends, or one that this file overrides."""

    def get(self, key: str) -> Placed | None:
        """Return the nearest value under a key."""
        return next((found for layer in self.layers if (found := layer.get(key)) is not None), None)

    def all(self, key: str) -> Iterator[Placed]:
        """Return the values of every layer under a key, the nearest first."""
        return (found for layer in self.layers if (found := layer.get(key)) is not None)

    def text(self, key: str) -> str | None:
        """Return the nearest text under a key."""
        found = self.get(key)
        return found.value if found is not None and isinstance(found.value, str) and found.value else None


@dataclass(slots=True, kw_only=True)
class Project:
    """What is known while a Compose file is being read."""

    reading: Reading
    description: Description = field(default_factory=Description)
    files: list[Placed] = field(default_factory=list)
    services: dict[str, Service] = field(default_factory=dict)
    models: dict[str, str] = field(default_factory=dict)
    """The ids of models by their keys."""

    def note(self, location: Location, message: str) -> None:
        """Say what was seen and could not be used; nobody reads endless notes."""
        if len(self.description.notes) < _MOST_NOTES:
            self.description.notes.append(Note(message=message, location=location))

    def refuse(self, placed: Placed, what: str, wanted: str) -> None:
        """Say that a value is of a type that Compose does not allow there."""
        self.note(placed.location, f"{what} is {placed.kind}; expected {wanted}; not read")


def open_project(document: Document, reading: Reading) -> Project:
    """Return a project with all of its services. Raises InputError where the file cannot be one."""
    project = Project(reading=reading)
    _add_file(project, document, ())
    return project


def _add_file(project: Project, document: Document, above: tuple[Document, ...]) -> None:
    root = Placed.root(document)
    services = root.get("services")
    if not isinstance(root.value, dict):
        raise document.error_at_start(f"this is {root.kind}; expected a mapping with `services`")
    if services is not None and not isinstance(services.value, dict):
        place = services.location.position
        wrong = f"`services` is {services.kind}; expected a mapping of names to services"
        raise InputError(_problem(document, place.line, place.column, wrong))
    project.files.append(root)
    project.description.inputs.append(input_of(document, FORMAT))
    if len(document.trees) > 1:
        project.note(root.location, "the file holds several YAML documents; only the first is read")
    if services is not None:
        _services(project, services)
    include = root.get("include")
    if include is not None:
        _includes(project, include, (*above, document))


def _problem(document: Document, line: int, column: int, message: str) -> Problem:
    return Problem(path=document.path, line=line, column=column, message=message)


def _includes(project: Project, include: Placed, above: tuple[Document, ...]) -> None:
    if not isinstance(include.value, list):
        project.refuse(include, "`include`", "a list")
    for item in include.items():
        entry = item.get("path") if isinstance(item.value, dict) else item
        for path in (entry, *(entry.items() if entry else ())):
            if path is not None and isinstance(path.value, str):
                _include(project, path.value, path.location, above)
        if entry is None or not isinstance(entry.value, str | list):
            project.refuse(item, "this include", "a path")


def _include(project: Project, path: str, location: Location, above: tuple[Document, ...]) -> None:
    _refuse_outside(project, path, location)
    try:
        document = project.reading.open(path, cited_in=location.document, at=location.position)
        if document in above or len(above) > _DEEPEST:
            project.note(location, f"{document.path} includes itself; not read again")
        elif all(entry.path != document.path for entry in project.description.inputs):
            _add_file(project, document, above)
    except InputError as error:
        reason = error.problems[0].message
        project.note(location, f"{reason}; the services in {path} are unknown")
        shown = normpath(f"{dirname(location.document.path)}/{path}".lstrip("/"))
        project.description.inputs.append(
            Input(path=shown, format=FORMAT, sha256="", size=0, state=ReadState.SKIPPED, why=reason)
        )


def _refuse_outside(project: Project, path: str, location: Location) -> None:
    """Let what leads out of the root stop the audit, unlike what is only missing."""
    try:
        inside(project.reading.workspace.root, dirname(location.document.path), path)
    except PathError:
        if "://" not in path and "$" not in path:
            project.reading.open(path, cited_in=location.document, at=location.position)


def _services(project: Project, services: Placed) -> None:
    for key, placed in services.entries():
        if key.startswith("x-"):
            continue
        if key in project.services:
            project.note(placed.key_location, f"`{key}` is already a service of another file; not read again")
        elif isinstance(placed.value, dict) or placed.value is None:
            layers, whole = _layers(project, services, placed)
            whole = whole and any(layer.get(mark) is not None for layer in layers for mark in _RUNS)
            project.services[key] = Service(key=key, location=placed.key_location, layers=layers, whole=whole)
        else:
            project.refuse(placed, f"the service `{key}`", "a mapping")


def _layers(project: Project, services: Placed, service: Placed) -> tuple[tuple[Placed, ...], bool]:
    layers, seen = [service], {service.location.pointer[-1]}
    while (extends := layers[-1].get("extends")) is not None:
        name = extends.value if isinstance(extends.value, str) else extends.text("service")
        base = services.get(name) if isinstance(name, str) and extends.text("file") is None else None
        if base is None or not isinstance(base.value, dict) or name in seen:
            project.note(extends.location, "`extends` leads to nothing in this file; that part is not read")
            return tuple(layers), False
        layers.append(base)
        seen.add(str(name))
    return tuple(layers), True
