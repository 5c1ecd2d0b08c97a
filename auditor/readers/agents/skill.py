"""Reads SKILL.md: the front matter that tells an agent what a skill is for, and what it needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from auditor.documents import Document
from auditor.errors import InputError
from auditor.model.claims import Location
from auditor.model.description import Description, Note
from auditor.model.entities import Entity
from auditor.model.kinds import EntityKind, EvidenceLevel
from auditor.readers.interfaces.listing import Subject
from auditor.readers.interfaces.nodes import Node
from auditor.readers.interfaces.values import mapping, scalar_text, text, texts
from auditor.readers.reader import Reader, Reading

FORMAT = "skill"
NAME = "SKILL.md"
_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_LONGEST = 50_000
"""Characters in which the front matter must end."""
_REQUIRED = ("name", "description")
_NEEDS = (("bins", "bin"), ("anyBins", "bin"), ("env", "env"), ("config", "config"))


def _recognises(document: Document) -> bool:
    # Its content is Markdown, which is no other format here; only the name tells it from any other text.
    return PurePosixPath(document.path).name.lower() == NAME.lower()


def _read(document: Document, reading: Reading, name: str | None) -> Description:
    description = Description()
    folder = PurePosixPath(document.path).parent.name
    front, because = _front_matter(document)
    stated = front.text("name") if front is not None else ""
    identity = name or stated or folder or "skill"
    place = Location(document=document, line_in_text=1) if front is None else front.location
    description.entities.append(
        Entity(
            id=identity,
            kind=EntityKind.SKILL,
            name=stated or identity,
            location=place,
            level=EvidenceLevel.DOCUMENTED,
        )
    )
    skill = Subject(description, identity)
    skill.says("configuration.format", "skill", place)
    if front is None:
        skill.says("configuration.missing", ("front matter",), place, detail=because)
        description.notes.append(Note(message=f"the front matter is not read: {because}", location=place))
        return description
    missing = tuple(key for key in _REQUIRED if not scalar_text(mapping(front.value).get(key)))
    skill.says("configuration.missing", missing, place, detail="" if missing else "it has a name and a description")
    _claim_words(skill, front, folder)
    needs = tuple(_needs(front))
    skill.says("skill.requires", needs, place, detail="" if needs else "it names nothing that must be there")
    return description


def _front_matter(document: Document) -> tuple[Node | None, str]:
    """Return the front matter with its places in the whole file, or why there is none."""
    found = _FRONT.match(document.text[:_LONGEST])
    if found is None:
        return None, "the file does not begin with front matter between two lines of `---`"
    # Parsed as a file of its own, so that what follows is not taken for YAML; the lines stay the same.
    part = Document(document.path + ".yaml", found[0][: found.end(1)].encode())
    try:
        tree = part.tree
    except InputError as error:
        problem = error.problems[0]
        return None, f"line {problem.line}: {problem.message}"
    if not isinstance(tree.value, dict):
        return None, "it is no mapping"
    return Node(value=tree.value, document=document, tree=tree), ""


def _claim_words(skill: Subject, front: Node, folder: str) -> None:
    name = front.get("name")
    place = (name or front).location
    stated = scalar_text(name.value) if name is not None else ""
    skill.says("skill.name", stated, place, detail="" if stated else "the front matter gives no name")
    if stated and folder:
        skill.says("skill.named_as_folder", stated == folder, place, detail=f"its folder is `{folder}`")
    described = front.get("description")
    prose = scalar_text(described.value) if described is not None else ""
    detail = "" if prose else "the front matter gives no description"
    skill.says("description", prose, (described or front).location, detail=detail)


def _needs(front: Node) -> Iterator[str]:
    """Yield the programs, variables and settings that a loader looks for before it offers the skill."""
    metadata = mapping(mapping(front.value).get("metadata"))
    for loader in ("openclaw", "clawdbot"):
        requires = mapping(mapping(metadata.get(loader)).get("requires"))
        for key, kind in _NEEDS:
            for needed in texts(requires.get(key)):
                if text(needed):
                    yield f"{kind}:{text(needed)}"


READER = Reader(format=FORMAT, title="skill (SKILL.md)", recognises=_recognises, read=_read, rank=20)
