"""Real and hostile files that others collected."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from auditor.documents import Workspace
from auditor.errors import InputError

from .deviations import JSON_ACCEPTED, JSON_REFUSED, YAML_ACCEPTED, YAML_DIFFERENT, YAML_REFUSED
from .reading import document
from .yaml_suite import Case, cases

pytestmark = pytest.mark.corpus


def outcome(data: bytes, path: str) -> list | InputError:
    try:
        return [tree.value for tree in document(data, path).trees]
    except InputError as error:
        assert all(problem.line >= 1 and problem.column >= 1 and problem.message for problem in error.problems)
        return error


def verdict(case: Case) -> str:
    found = outcome(case.yaml.encode(), "case.yaml")
    if isinstance(found, InputError):
        return "right" if case.must_fail else "refused"
    if case.must_fail:
        return "accepted"
    return "right" if case.json is None or found == case.expected() else "different"


def test_yaml_test_suite(corpus, record_property):
    found = {case.id: verdict(case) for case in cases(corpus / "bad-yaml" / "yaml-test-suite" / "src")}
    record_property("cases", dict(Counter(found.values())))
    assert len(found) > 400
    assert {case for case, how in found.items() if how == "accepted"} == set(YAML_ACCEPTED)
    assert {case for case, how in found.items() if how == "refused"} == set(YAML_REFUSED)
    assert {case for case, how in found.items() if how == "different"} == set(YAML_DIFFERENT)


def test_json_test_suite(corpus, record_property):
    accepted, refused, counts = set(), set(), Counter()
    for file in sorted((corpus / "bad-json" / "JSONTestSuite" / "test_parsing").iterdir()):
        found = outcome(file.read_bytes(), file.name)
        counts[file.name[0], type(found).__name__] += 1
        if file.name.startswith("n_") and not isinstance(found, InputError):
            accepted.add(file.name)
        if file.name.startswith("y_") and isinstance(found, InputError):
            refused.add(file.name)
    record_property("files", {" ".join(key): count for key, count in counts.items()})
    assert counts.total() > 300
    assert accepted == set(JSON_ACCEPTED)
    assert refused == set(JSON_REFUSED)


def test_every_file_of_the_collection_is_read_or_refused_with_a_place(corpus, record_property):
    workspace = Workspace(corpus)
    counts: Counter[str] = Counter()
    for path in workspace.folder("."):
        if path.endswith((".json", ".json5", ".yaml", ".yml")):
            opened = workspace.open(path)
            found = outcome(opened.data, path)
            counts["refused" if isinstance(found, InputError) else "read"] += 1
    record_property("files", dict(counts))
    assert counts["read"] > 3000


MEASURE = """
import re, sys, time
from pathlib import Path
from auditor.documents import Workspace
from auditor.errors import InputError
file = Path(sys.argv[1])
start = time.perf_counter()
try:
    Workspace(file.parent).open(file.name).tree
except InputError as error:
    seconds = time.perf_counter() - start
    peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
    print(seconds, peak, error, sep="|")
"""

BOMBS = {
    "billion-laughs.yaml": "7:29: holds more than 5,000,000 values",
    "billion-laughs-configmap.yaml": "9:31: holds more than 5,000,000 values",
    "circular-alias.yaml": "1:9: the alias *a stands inside its own anchor",
    "billion-laughs.xml": "1:1: this is XML or HTML",
}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process is read from Linux")
@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_soon_and_in_little_memory(corpus, name, record_property):
    bomb = corpus / "bad-yaml" / "bombs" / name
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(bomb)], capture_output=True, text=True, check=True, cwd=root
    )
    seconds, kibibytes, message = done.stdout.strip().split("|")
    record_property("seconds and KiB", (seconds, kibibytes))
    assert message.startswith(f"{name}:{BOMBS[name]}")
    assert float(seconds) < 1
    assert int(kibibytes) < 100 * 1024
