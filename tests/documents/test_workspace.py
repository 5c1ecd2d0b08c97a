import os

import pytest

from auditor.documents import Budgets, Position, Workspace
from auditor.errors import InputError


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "root"
    for name in ("system.yaml", "specs/a.yaml", ".well-known/agent-card.json", ".mcp.json", ".git/config"):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("a: 1\n")
    (tmp_path / "secret.yaml").write_text("a: 1\n")
    return folder


def complaint(open_file) -> str:
    with pytest.raises(InputError) as caught:
        open_file()
    (problem,) = caught.value.problems
    return str(problem)


def test_a_file_is_opened_once_whatever_it_is_called(root):
    workspace = Workspace(root)
    system = workspace.open("system.yaml")
    spec = workspace.open("specs/a.yaml", relative_to=system)
    assert workspace.open("../system.yaml", relative_to=spec) is system
    assert workspace.open("./specs/../specs/a.yaml") is spec
    assert [document.path for document in workspace.opened] == ["system.yaml", "specs/a.yaml"]
    assert spec.size == 5
    assert spec.sha256.startswith("37b128c5")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("no.yaml", "no.yaml:1:1: no.yaml does not exist; expected a file"),
        ("specs", "specs:1:1: specs is a folder; expected a file"),
        ("system.yaml/x", "system.yaml/x:1:1: system.yaml/x does not exist; a part of its path is a file"),
        (
            "../secret.yaml",
            "../secret.yaml:1:1: ../secret.yaml leaves the audited folder; expected a file inside it (see --root)",
        ),
        (
            "specs/../../no.yaml",
            "../no.yaml:1:1: specs/../../no.yaml leaves the audited folder; expected a file inside it (see --root)",
        ),
        (
            "/etc/passwd",
            "etc/passwd:1:1: /etc/passwd is an absolute path; expected one relative to the file that names it",
        ),
        ("C:\\a", "C:\\a:1:1: C:\\a is an absolute path; expected one relative to the file that names it"),
        (
            "https://a.b/c.yaml",
            "https:/a.b/c.yaml:1:1: https://a.b/c.yaml is an address; expected a file, as an audit uses no network",
        ),
        ("", ".:1:1: an empty path, or one with a null character; expected the path of a file"),
        ("a\0b", "a\\x00b:1:1: an empty path, or one with a null character; expected the path of a file"),
        ("a\nb", "a\\nb:1:1: a\\nb does not exist; expected a file"),
        ("x" * 300, f"{'x' * 200}…:1:1: {'x' * 200}… cannot be read: file name too long"),
    ],
)
def test_what_cannot_be_opened_is_told_in_plain_words(root, path, expected):
    assert complaint(lambda: Workspace(root).open(path)) == expected


def test_an_error_stands_where_the_path_was_cited(root):
    workspace = Workspace(root)
    spec = workspace.open("specs/a.yaml")
    cited_at = spec, Position(line=7, column=3)
    found = complaint(lambda: workspace.open("no.yaml", relative_to=spec, cited_at=cited_at))
    assert found == "specs/a.yaml:7:3: no.yaml does not exist; expected a file"
    assert complaint(lambda: workspace.open("no.yaml", relative_to=spec)).startswith("specs/no.yaml:1:1: no.yaml")


def test_links_are_followed_inside_the_root_only(root):
    (root / "specs" / "in.yaml").symlink_to("../system.yaml")
    (root / "out.yaml").symlink_to("../secret.yaml")
    (root / "outside").symlink_to("..")
    (root / "round.yaml").symlink_to("round.yaml")
    workspace = Workspace(root)
    assert workspace.open("specs/in.yaml").path == "system.yaml"
    assert "is a link that leaves the audited folder" in complaint(lambda: workspace.open("out.yaml"))
    assert "is a link that leaves the audited folder" in complaint(lambda: workspace.open("outside/secret.yaml"))
    assert complaint(lambda: workspace.open("round.yaml"))
    assert workspace.folder("specs") == ("specs/a.yaml", "specs/in.yaml")
    assert "out.yaml" not in workspace.folder(".")
    assert not workspace.is_folder("outside")


def test_the_root_may_itself_be_a_link(root, tmp_path):
    (tmp_path / "link").symlink_to(root)
    assert Workspace(tmp_path / "link").open("specs/a.yaml").path == "specs/a.yaml"


def test_a_pipe_is_refused_without_waiting_for_it(root):
    os.mkfifo(root / "pipe.yaml")
    expected = "pipe.yaml:1:1: pipe.yaml is a pipe, a socket or a device; expected a file"
    assert complaint(lambda: Workspace(root).open("pipe.yaml")) == expected
    assert "pipe.yaml" not in Workspace(root).folder(".")


def test_a_folder_lists_hidden_files_but_not_version_control(root):
    workspace = Workspace(root)
    assert workspace.folder(".") == (".mcp.json", ".well-known/agent-card.json", "specs/a.yaml", "system.yaml")
    spec = workspace.open("specs/a.yaml")
    assert workspace.folder(".", relative_to=spec) == ("specs/a.yaml",)
    assert workspace.is_folder("../.well-known", relative_to=spec)
    assert not workspace.is_folder("system.yaml")
    assert not workspace.is_folder("../..")
    assert complaint(lambda: workspace.folder("no")) == "no:1:1: no does not exist; expected a folder"
    assert complaint(lambda: workspace.folder("system.yaml")).endswith("system.yaml is a file; expected a folder")


def test_budgets_are_kept(root):
    (root / "large.yaml").write_bytes(b"x" * 11)
    small = Budgets(file_bytes=10, opened_files=2, opened_bytes=9, folder_files=3)
    assert complaint(lambda: Workspace(root, budgets=small).open("large.yaml")) == (
        "large.yaml:1:1: large.yaml has 11 bytes; expected at most 10"
    )
    assert "holds more than 3 files" in complaint(lambda: Workspace(root, budgets=small).folder("."))
    workspace = Workspace(root, budgets=small)
    workspace.open("system.yaml")
    assert complaint(lambda: workspace.open("specs/a.yaml")).endswith("all files together exceed 9 bytes")
    few = Workspace(root, budgets=Budgets(opened_files=1))
    few.open("system.yaml")
    assert complaint(lambda: few.open("specs/a.yaml")).endswith("1 files are open already")
