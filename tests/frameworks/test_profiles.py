"""The profiles that come with the program, and what is said of mistakes in one's own."""

from __future__ import annotations

import re

import pytest

from auditor.errors import InputError, UsageError
from auditor.frameworks.judge import travelled, verdicts
from auditor.frameworks.loader import all_frameworks, all_paths, load_frameworks
from auditor.frameworks.matrix import one_path_named, paths_named
from auditor.frameworks.profile import Rank
from auditor.frameworks.rules import all_kinds
from tests.tiny import REPOSITORY, document

from .defined import definition, schema


@pytest.mark.parametrize("framework", all_frameworks().values(), ids=lambda framework: framework.id)
def test_each_profile_says_what_it_rests_on(framework):
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", framework.tried)
    assert framework.version
    assert framework.sources
    assert framework.paths
    assert framework.default in all_paths()
    assert all(path.title for path in framework.paths)


@pytest.mark.parametrize("path", all_paths().values(), ids=lambda path: path.id)
def test_each_path_has_steps_and_they_end(path):
    assert path.steps or path.via or path.id == "gemini:json-schema"


@pytest.mark.parametrize("kind", all_kinds().values(), ids=lambda kind: kind.__name__)
def test_each_kind_of_rule_is_documented_and_used(kind):
    assert (kind.__doc__ or "").strip()
    folder = REPOSITORY / "checklists" / "frameworks"
    used = [path.name for path in folder.glob("*.yaml") if re.search(rf"- \{{?{kind.__name__}\b", path.read_text())]
    assert used


def test_names_of_frameworks_are_their_own():
    names: dict[str, str] = {}
    for framework in all_frameworks().values():
        for name in {framework.id, *framework.names}:
            assert names.setdefault(name, framework.id) == framework.id


def test_the_first_rank_is_what_was_recorded():
    frameworks = {path.id.partition(":")[0] for path in all_paths().values() if path.rank is Rank.FIRST}
    assert {"qwen-agent", "langchain", "openclaw", "mcp"} <= frameworks


def test_a_framework_is_found_by_its_names():
    assert {path.id.partition(":")[0] for path in paths_named(["LangGraph"])} == {"langchain"}
    assert one_path_named("qwen-agent:mcp").id == "qwen-agent:mcp"
    with pytest.raises(UsageError, match="no framework is called langchian; did you mean langchain"):
        paths_named(["langchian"])


def test_all_mistakes_are_told_at_once():
    text = """\
framework: My Framework
title: Mine
version: "1"
tried: "2026-11-29"
default: tow
paths:
  two:
    title: Two
    rank: third
    via: mcp:python-9
    blast: world
    steps:
      - require_nam:
      - name_pattern: {pattern: "[a-z]+", rul: lower case}
      - nothing
    results:
      audio: {fate: eaten, how: It is gone.}
"""
    with pytest.raises(InputError) as caught:
        load_frameworks([document(text, "mine.yaml")])
    assert [str(problem) for problem in caught.value.problems] == [
        "mine.yaml:1:12: `My Framework` is not a kebab-case id such as `qwen-agent`",
        "mine.yaml:5:10: unknown path `tow`; did you mean `two`?",
        "mine.yaml:9:11: `rank` cannot be `third`; expected `first` or `second`",
        "mine.yaml:10:10: unknown path `mcp:python-9`; expected `My Framework:two`",
        "mine.yaml:11:12: unknown blast `world`; expected `tool`, `server` or `agent`",
        "mine.yaml:13:9: unknown kind of rule `require_nam`; did you mean `require_name`?",
        "mine.yaml:14:23: `name_pattern` needs `rule`",
        "mine.yaml:14:43: unknown key of `name_pattern` `rul`; did you mean `rule`?",
        "mine.yaml:15:9: a step is one kind of rule with its arguments: `- kind: {…}`",
        "mine.yaml:17:21: `fate` cannot be `eaten`; expected `kept`, `partly`, `lost` or `refused`",
    ]


def test_the_worked_example_of_the_contributors_page_works():
    page = (REPOSITORY / "CONTRIBUTING.md").read_text()
    example = page.partition("```yaml\nframework: kestrel")[2].partition("```")[0]
    folder = REPOSITORY / "checklists" / "frameworks"
    ours = [document(path.read_text(), path.name) for path in sorted(folder.glob("*.yaml"))]
    paths = {
        path.id: path
        for framework in load_frameworks([*ours, document(f"framework: kestrel{example}", "kestrel.yaml")])
        for path in framework.paths
    }
    path = paths["kestrel:mcp"]
    closed = {**schema("city"), "additionalProperties": False}
    found = verdicts(path, travelled(path, [definition("find-trip", inputSchema=closed)], paths))[0]
    assert (found.outcome, found.reasons) == (
        "major loss",
        ("the name becomes 'find_trip'", "`additionalProperties` is dropped"),
    )
    undescribed = definition("b", server="other", description=...)
    assert [v.broken_by for v in verdicts(path, travelled(path, [definition("a"), undescribed], paths))] == [
        "other.b",
        "",
    ]
