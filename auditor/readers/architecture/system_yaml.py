"""Reads system.yaml, the native description, and the same thing written inline in another document."""

from __future__ import annotations

from auditor.documents import Document, Pointer, Tree, Value
from auditor.model.claims import Location
from auditor.model.description import Description, Note
from auditor.model.kinds import EvidenceLevel
from auditor.model.vocabulary import SECTIONS
from auditor.readers.architecture.system_build import Build, Part
from auditor.readers.architecture.system_claims import claim_all, declare
from auditor.readers.architecture.system_contracts import read_contracts
from auditor.readers.architecture.system_extras import read_extras
from auditor.readers.architecture.system_includes import collect, is_fragment
from auditor.readers.architecture.system_keys import FORMAT, TITLE
from auditor.readers.architecture.system_relations import relate_all
from auditor.readers.reader import Reader, Reading

_NAMES = ("system.yaml", "system.yml", "system.json")


def describe_system(
    value: Value,
    *,
    document: Document,
    tree: Tree,
    pointer: Pointer,
    level: EvidenceLevel = EvidenceLevel.DECLARED,
    reading: Reading,
    partial: bool = True,
) -> Description:
    """Return what a mapping with the sections of system.yaml says; `pointer` is its place in the tree.

    `level` stands in for *declared*. With `partial` nothing is required, and attributes may be stated that only an
    artifact or a record can show: the inline systems of checklists need them. Raises InputError with all mistakes.
    """
    build = Build(reading=reading, level=level, partial=partial)
    included = collect(build, Part(value=value, document=document, tree=tree, pointer=pointer))
    declare(build)
    for description in included:
        build.take(description)
    read_contracts(build)
    relate_all(build)
    claim_all(build)
    read_extras(build)
    return build.finish()


_REPORT = frozenset({"schema_version", "report_id", "system"})
"""Keys of a report of this program, which often lies in the folder that it is about."""


def _recognises(document: Document) -> bool:
    stated = document.trees[0].value if document.trees else None
    if not isinstance(stated, dict) or stated.keys() >= _REPORT:
        return False
    named = document.path.rpartition("/")[2].endswith(_NAMES)
    if "system" in stated:
        # Under its own name a file with nothing but a misspelt key beside `system` is still ours to mend.
        described = isinstance(stated["system"], dict) and (named or is_fragment(document))
        return described or "audit" in stated or not SECTIONS.keys().isdisjoint(stated)
    return named and is_fragment(document)


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    tree = document.tree
    description = describe_system(tree.value, document=document, tree=tree, pointer=(), reading=reading, partial=False)
    if len(document.trees) > 1:
        second = Location(document=document, tree=document.trees[1])
        description.notes.append(Note(message="only the first YAML document of the file is read", location=second))
    return description


READER = Reader(format=FORMAT, title=TITLE, recognises=_recognises, read=_read, rank=10)
