"""Follows `include:` of system.yaml to fragments of the same format and to any other description."""

from __future__ import annotations

from auditor.documents import Document
from auditor.errors import InputError
from auditor.model.claims import Location
from auditor.model.description import Description
from auditor.readers.architecture.system_build import Build, Part, listed
from auditor.readers.architecture.system_keys import FORMAT, IGNORED_PREFIX, TOP_LEVEL
from auditor.readers.architecture.system_mistakes import (
    Rules,
    mistakes_in,
    rules_of_case,
    rules_of_file,
    rules_of_fragment,
)
from auditor.readers.reader import input_of

_DEEPEST = 20


def is_fragment(document: Document) -> bool:
    """Tell whether a document has the top-level keys of system.yaml and no others."""
    trees = document.trees
    if not trees or not isinstance(trees[0].value, dict):
        return False
    stated = [key for key in trees[0].value if not key.startswith(IGNORED_PREFIX)]
    return bool(stated) and all(key in TOP_LEVEL for key in stated)


def collect(build: Build, part: Part) -> list[Description]:
    """Validate a description with all that it includes; return what other formats said, to be taken in later."""
    found: list[Description] = []
    _collect(build, part, (part.document,), found)
    return found


def _collect(build: Build, part: Part, above: tuple[Document, ...], found: list[Description]) -> None:
    build.parts.append(part)
    for mistake in mistakes_in(part.value, _rules(build, above), part.at()):
        build.wrong(mistake.location, mistake.message)
    if not isinstance(part.value, dict):
        return
    for place, path in listed(part.value.get("include")):
        location = part.at("include", *place)
        try:
            _include(build, path, location, above, found)
        except InputError as error:
            build.problems += error.problems


def _rules(build: Build, above: tuple[Document, ...]) -> Rules:
    if build.partial:
        return rules_of_case()
    return rules_of_file() if len(above) == 1 else rules_of_fragment()


def _include(
    build: Build, path: str, location: Location, above: tuple[Document, ...], found: list[Description]
) -> None:
    document = build.reading.open(path, cited_in=location.document, at=location.position)
    if document in above:
        chain = " → ".join(one.path for one in (*above[above.index(document) :], document))
        build.wrong(location, f"files include one another: {chain}")
    elif len(above) > _DEEPEST:
        build.wrong(location, f"more than {_DEEPEST} files include one another; expected fewer")
    elif not _is_read(build, document, found):
        _read(build, document, location, above, found)


def _is_read(build: Build, document: Document, found: list[Description]) -> bool:
    if any(part.document is document for part in build.parts):
        return True
    return any(entry.path == document.path for other in found for entry in other.inputs)


def _read(
    build: Build, document: Document, location: Location, above: tuple[Document, ...], found: list[Description]
) -> None:
    reader = build.reading.recognise(document)
    if reader is not None and reader.format != FORMAT:
        found.append(build.reading.read(document))
    elif reader is not None or is_fragment(document):
        tree = document.tree
        build.description.inputs.append(input_of(document, FORMAT))
        part = Part(value=tree.value, document=document, tree=tree, pointer=())
        _collect(build, part, (*above, document), found)
    else:
        build.wrong(location, f"{document.path} is not of a format that is known; expected a description")
