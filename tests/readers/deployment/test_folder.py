"""A folder: its system.yaml, else every file that some reader knows."""

import pytest

from auditor.errors import InputError
from auditor.readers import reader as reader_module
from auditor.readers.architecture.system_yaml import READER as SYSTEM
from auditor.readers.deployment.compose import READER as COMPOSE
from auditor.readers.folder import find_descriptions, read_found

WEB = "services: {web: {image: nginx}}"


@pytest.fixture(autouse=True)
def _readers(monkeypatch):
    monkeypatch.setattr(reader_module, "all_readers", lambda: (SYSTEM, COMPOSE))
    monkeypatch.setattr("auditor.readers.folder.all_readers", lambda: (SYSTEM, COMPOSE))


@pytest.fixture
def find(reading, write):
    def run(files, path="."):
        write(files)
        found = find_descriptions(reading, path)
        return [document.path for document in found.documents], [note.message for note in found.notes]

    return run


def test_the_folder_s_own_system_yaml_is_enough(find):
    files = {"system.yaml": "system: {name: X}", "compose.yaml": WEB, "old/system.yaml": "system: {name: Y}"}
    assert find(files) == (["system.yaml"], [])


def test_a_broken_system_yaml_is_still_the_one(find):
    assert find({"system.yaml": "system: [", "compose.yaml": WEB}) == (["system.yaml"], [])


def test_a_system_yaml_of_something_else_is_not_ours(find):
    assert find({"system.yaml": "kernel: 6", "compose.yaml": WEB})[0] == ["compose.yaml"]


def test_one_system_yaml_further_down_is_enough(find):
    assert find({"docs/travel.yaml": "system: {name: X}\nagents: {}", "compose.yaml": WEB})[0] == ["docs/travel.yaml"]


def test_several_systems_must_be_told_apart(find):
    with pytest.raises(InputError, match=r"several systems are described here: a/system\.yaml, b/system\.yaml; name"):
        find({"a/system.yaml": "system: {name: X}", "b/system.yaml": "system: {name: Y}"})


def test_every_known_file_else_with_hidden_folders(find):
    files = {
        "compose.yaml": WEB,
        ".deploy/stack.yml": WEB,
        "node_modules/x/compose.yaml": WEB,
        ".git/compose.yaml": WEB,
        "README.md": "services: {web: {image: x}}",
        "other.yaml": "a: 1",
    }
    assert find(files) == ([".deploy/stack.yml", "compose.yaml"], [])


def test_overrides_are_left_out_and_named(find):
    files = {"compose.yaml": WEB, "compose.override.yaml": WEB, "dev/compose.dev.yaml": WEB}
    assert find(files) == (
        ["compose.yaml", "dev/compose.dev.yaml"],
        ["compose.override.yaml is left out: compose.yaml is read, and this may change it when both are named"],
    )


def test_what_cannot_be_parsed_is_named(find):
    paths, notes = find({"compose.yaml": WEB, "broken.json": "{"})
    assert paths == ["compose.yaml"]
    assert len(notes) == 1
    assert notes[0].startswith("not read: broken.json:1:2: ")


def test_nothing_known(find):
    with pytest.raises(InputError, match=r"nothing here is understood; expected one of: system\.yaml, Compose file"):
        find({"README.md": "hello"})


def test_a_folder_below(find):
    assert find({"compose.yaml": WEB, "sub/system.yaml": "system: {name: X}"}, "sub") == (["sub/system.yaml"], [])


def test_no_folder(find):
    with pytest.raises(InputError, match="does not exist"):
        find({}, "gone")


def test_a_file_that_another_includes_is_read_once(reading, write):
    write(
        {"compose.yaml": "include: [db/compose.yaml]\n" + WEB, "db/compose.yaml": "services: {db: {image: postgres}}"}
    )
    description = read_found(reading, find_descriptions(reading, "."))
    assert sorted(entity.id for entity in description.entities) == ["db", "web"]


def test_a_broken_file_does_not_hide_the_others(reading, write):
    write({"a/compose.yaml": WEB, "b/compose.yaml": "services: [web]", "c/compose.yaml": WEB})
    description = read_found(reading, find_descriptions(reading, "."))
    assert [entry.path for entry in description.inputs] == ["a/compose.yaml", "c/compose.yaml"]
    (note,) = description.notes
    assert note.message.startswith("not read: b/compose.yaml:1:")


def test_a_folder_of_which_nothing_can_be_read_is_refused(reading, write):
    write({"a/compose.yaml": "services: [web]", "b/compose.yaml": "services: [web]"})
    with pytest.raises(InputError, match=r"a/compose\.yaml:1:"):
        read_found(reading, find_descriptions(reading, "."))
