"""Files of projects that nobody wrote by hand end in a description or in an InputError, never in anything else."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.documents import Document, Workspace
from auditor.errors import InputError
from auditor.linking import link
from auditor.model.system import System
from auditor.readers.projects.catalogue import catalogue
from auditor.readers.projects.node_files import read_node_lock, read_package_json
from auditor.readers.projects.pyproject_toml import from_poetry, read_pyproject
from auditor.readers.projects.python_locks import read_python_lock
from auditor.readers.projects.reader import READER
from auditor.readers.projects.requirements_txt import read_requirements
from auditor.readers.projects.source import read_source
from auditor.readers.reader import Reading

WORDS = st.sampled_from(
    [
        "name", "version", "dependencies", "devDependencies", "engines", "node", "packages", "importers", "python",
        "extras", "node_modules/openclaw", "openclaw", "langgraph", "^1.2", ">=1,<2", "npm:a@1", "file:../x", "",
        "*", "optional",
    ]
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)
LINES = st.lists(
    st.sampled_from(
        [
            "langgraph", "==1.2", ">=1", "[mcp]", "; python_version < '3'", "-r", "-c", "-e", "--hash=sha256:a", "\\\n",
            "\n", "#egg=x", "@", "git+https://a/b.git", "./x", "  ", "#", "\t", "${X}", "=", "'", '"', "[", "]", "{",
            "}", "^", "~", "[project]", "[[package]]", "dependencies", "name", ",", "\u00e9", "\x0c",
            "import langgraph", "(", "from mcp import x", "def f():", "    ", "class A(", ")", "try:", "except:",
            "lambda", ":",
        ]
    ),
    max_size=25,
)  # fmt: skip


def harmless(read: Callable[[], object]) -> None:
    try:
        read()
    except InputError as error:
        assert all(problem.line >= 1 and problem.column >= 1 and problem.message for problem in error.problems)


@given(VALUES, VALUES)
@settings(max_examples=300, deadline=None)
def test_package_lists_of_node(stated: object, lock: object):
    harmless(
        lambda: read_package_json(
            Document("package.json", json.dumps({"dependencies": stated, "engines": stated}).encode())
        )
    )
    harmless(lambda: read_package_json(Document("package.json", json.dumps(stated).encode())))
    harmless(lambda: read_node_lock(Document("package-lock.json", json.dumps({"packages": lock}).encode())))
    harmless(
        lambda: read_node_lock(Document("pnpm-lock.yaml", json.dumps({"packages": lock, "importers": lock}).encode()))
    )


TABLES = ("project", "project.optional-dependencies", "dependency-groups", "tool.poetry", "tool.poetry.dependencies",
          "tool.poetry.group.x", "tool.uv", "tool.pdm.dev-dependencies", "tool.setuptools.dynamic")  # fmt: skip
KEYS = (
    "name",
    "dependencies",
    "dynamic",
    "requires-python",
    "x",
    "dev",
    "python",
    "constraint-dependencies",
    "version",
)
TOML = (
    "1",
    '"x"',
    '"langgraph>=1"',
    "[]",
    '["a", 1, {include-group = "x"}]',
    "{a = 1}",
    '{version = 3, extras = ["b"]}',
    "1979-05-27",
)


@given(st.lists(st.tuples(st.sampled_from(TABLES), st.sampled_from(KEYS), st.sampled_from(TOML)), max_size=6))
@settings(max_examples=300, deadline=None)
def test_pyproject_with_values_of_any_type(entries: list[tuple[str, str, str]]):
    text = "\n".join(f"[{table}]\n{key} = {value}" for table, key, value in entries)
    harmless(lambda: read_pyproject(Document("pyproject.toml", text.encode())))


@given(LINES)
@settings(max_examples=300, deadline=None)
def test_texts(tmp_path_factory, parts: list[str]):
    text = "".join(parts).encode()
    reading = Reading.of(Workspace(Path(__file__).parent / "none"))
    harmless(lambda: read_requirements(Document("requirements.txt", text), reading))
    harmless(lambda: read_pyproject(Document("pyproject.toml", text)))
    harmless(lambda: read_python_lock(Document("uv.lock", text)))
    harmless(lambda: read_source(Document("a.py", text), catalogue(), frozenset()))


@given(st.text(alphabet="^~><=!*|., 0123456789abx-+", max_size=30))
@settings(max_examples=300, deadline=None)
def test_ranges(text: str):
    assert isinstance(from_poetry(text), str)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("requirements.txt", "a" + " " * 200_000 + "#"),
        ("requirements.txt", "[" * 100_000),
        ("requirements.txt", "a[" + "b," * 100_000 + "]"),
        ("pyproject.toml", "[project]\ndependencies = [" + '"a",' * 20_000 + "]"),
        ("uv.lock", "[[package]]\n" * 20_000),
        ("package.json", '{"dependencies": {' + '"a": "' + "1 " * 100_000 + '"}}'),
        ("a.py", "import langgraph\n" + "x = [\n" * 90 + "]" * 90),
        ("a.py", "import langgraph\n" + "f(a=1, " * 60 + ")" * 60),
    ],
)
def test_what_is_large_or_deep_takes_no_time(tmp_path: Path, path: str, text: str):
    (tmp_path / path).write_text(text)
    reading = Reading.of(Workspace(tmp_path))
    document = reading.workspace.open(path)
    harmless(lambda: System(link(READER.read(document, reading, None))))
