"""Skills: their front matter, where it stands, and what is wrong with it."""

import pytest

from auditor.documents import Workspace
from auditor.model.kinds import EntityKind
from auditor.readers.folder import find_descriptions
from auditor.readers.reader import Reading
from tests.readers.agents.configured import SKILL, read_one
from tests.readers.interfaces.listed import write

PATH = "skills/find-order/SKILL.md"


@pytest.fixture
def read(tmp_path):
    def run(content=SKILL, path=PATH):
        return read_one(tmp_path, path, content)

    return run


def test_a_skill(read):
    listed = read()
    (skill,) = listed.description.entities
    assert (skill.id, skill.kind) == ("find-order", EntityKind.SKILL)
    assert listed.says("find-order", "configuration.missing") == ()
    assert listed.says("find-order", "skill.name") == "find-order"
    assert listed.says("find-order", "skill.named_as_folder") is True
    assert listed.says("find-order", "skill.requires") == ("bin:curl", "env:SHOP_TOKEN")
    assert str(listed.claim("find-order", "description").location) == f"{PATH}:3"


@pytest.mark.parametrize(
    ("content", "missing"),
    [
        ("---\nname: find-order\n---\n# x\n", ("description",)),
        ("---\nname: find-order\ndescription:\n---\n", ("description",)),
        ("---\ndescription: Finds.\n---\n", ("name",)),
        ("---\r\nname: find-order\r\ndescription: Finds.\r\n---\r\ntext\r\n", ()),
        ("\ufeff---\nname: find-order\ndescription: Finds.\n---\n", ()),
        ("---\nname: find-order\ndescription: Finds.\n---", ()),
        ("---\nname: find-order\ndescription: Use when: asked\n---\n", ("front matter",)),
        ("---\n- a\n---\n", ("front matter",)),
        ("---\nname: find-order\n", ("front matter",)),
        ("# Find an order\n", ("front matter",)),
        ("", ("front matter",)),
    ],
)
def test_what_front_matter_lacks(read, content, missing):
    assert read(content).says("find-order", "configuration.missing") == missing


def test_front_matter_that_is_no_yaml_is_told_with_its_line(read):
    listed = read("---\nname: find-order\ndescription: Use when: asked\n---\n")
    (note,) = listed.notes
    assert note.startswith("the front matter is not read: line 3: ")


def test_a_name_of_its_own(read):
    listed = read("---\nname: Other Name\ndescription: Finds.\n---\n")
    assert listed.says("Other Name", "skill.named_as_folder") is False
    assert listed.says("Other Name", "skill.name") == "Other Name"


def test_its_folder_is_not_known_where_it_is_the_root(read):
    assert read(path="SKILL.md").says("find-order", "skill.named_as_folder") is None


def test_a_folder_is_searched_for_skills(tmp_path):
    write(tmp_path, {PATH: SKILL, "skills/broken/SKILL.md": "# x", "README.md": "# no", "notes.md": SKILL})
    found = find_descriptions(Reading.of(Workspace(tmp_path)), ".")
    assert [document.path for document in found.documents] == ["skills/broken/SKILL.md", PATH]
