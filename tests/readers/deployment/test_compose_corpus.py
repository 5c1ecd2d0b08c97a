"""All Compose files of the collection of real files are recognised and read."""

from collections import Counter

import pytest

from auditor.documents import Workspace
from auditor.errors import InputError
from auditor.model.kinds import EntityKind
from auditor.model.system import System
from auditor.readers.deployment.compose import READER
from auditor.readers.reader import Reading

pytestmark = pytest.mark.corpus


def test_every_compose_file_is_read(shared):
    root = shared / "corpus" / "compose"
    counts, refused, kinds = Counter(), {}, Counter()
    for file in sorted(root.rglob("*.y*ml")):
        reading = Reading.of(Workspace(root))
        path = file.relative_to(root).as_posix()
        named = "compose" in file.name
        try:
            document = reading.workspace.open(path)
            recognised = READER.recognises(document)
            if recognised:
                description = READER.read(document, reading, None)
                System(description)
                kinds.update(entity.kind for entity in description.entities)
        except InputError as error:
            refused[path] = str(error)
            continue
        counts[named, recognised] += 1
    assert refused == {}
    assert counts == {(True, True): 71, (False, False): 7}
    assert min(kinds[kind] for kind in (EntityKind.SERVICE, EntityKind.DATASTORE, EntityKind.MODEL)) > 5


def test_nothing_else_of_the_collection_is_taken_for_compose(shared):
    root = shared / "corpus"
    taken = []
    for file in sorted(root.rglob("*.y*ml")):
        path = file.relative_to(root).as_posix()
        if path.startswith(("compose/", "bad-yaml/")) or file.stat().st_size > 300_000:
            continue
        try:
            if READER.recognises(Workspace(root).open(path)):
                taken.append(path)
        except InputError:
            continue
    assert [path for path in taken if "compose" not in path.rpartition("/")[2]] == []
