"""What compares profiles with real frameworks: its server, its cases, its way with drivers, and its outcomes."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from auditor.frameworks.loader import all_paths
from tests.tiny import REPOSITORY

CONFORMANCE = REPOSITORY / "conformance"
TOOL = {
    "name": "find_trip",
    "description": "Finds.",
    "inputSchema": {"type": "object", "properties": {}, "required": []},
}

DRIVER = """\
import json, os, sys
if sys.argv[1] == "--paths":
    print("x:one")
    sys.exit()
for line in sys.stdin:
    case = json.loads(line)
    if case["case"] == "dies":
        os._exit(3)
    print("noise")
    print(json.dumps({"case": case["case"], "outcome": "loaded", "error": "", "tools": []}), flush=True)
"""


@pytest.fixture(autouse=True)
def harness(monkeypatch):
    monkeypatch.syspath_prepend(str(CONFORMANCE))


def test_the_server_lists_what_it_is_given(tmp_path):
    file = tmp_path / "tools.json"
    file.write_text('[{"name": 1}, {"name": 1}, null]')
    asked = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2024-11-05"}},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/list"},
        {"jsonrpc": "2.0", "id": 3, "method": "logging/setLevel"},
    ]
    done = subprocess.run(
        [sys.executable, str(CONFORMANCE / "raw_server.py"), str(file)],
        input="".join(json.dumps(message) + "\n" for message in asked) + "no json\n[]\n",
        capture_output=True,
        text=True,
        check=True,
    )
    first, second, *errors = [json.loads(line) for line in done.stdout.splitlines()]
    assert first["result"]["protocolVersion"] == "2024-11-05"
    assert second["result"] == {"tools": [{"name": 1}, {"name": 1}, None]}
    assert [(error["id"], error["error"]["code"]) for error in errors] == [(3, -32601), (None, -32700), (None, -32600)]


def test_a_seed_makes_the_same_cases_however_many():
    from generate import cases

    many = list(cases(7, 200))
    assert list(cases(7, 50)) == many[:50]
    assert list(cases(8, 50)) != many[:50]
    assert json.loads(json.dumps(many)) == many
    plain = [case for case in many if all(isinstance(tool.get("inputSchema"), dict) for tool in case["tools"])]
    assert 0.8 < len(plain) / len(many) < 1


def test_a_driver_that_dies_costs_one_case(tmp_path):
    from environments import Environment
    from running import answers, paths_of

    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    driver = tmp_path / "x.py"
    driver.write_text(DRIVER)
    environment = Environment(name="x", driver=driver, requirements=tmp_path / "x.txt", folder=tmp_path)
    assert paths_of(environment) == ["x:one"]
    found = answers(environment, "x:one", [{"case": name, "tools": []} for name in ("a", "dies", "b")])
    assert [(answer.case, answer.loaded) for answer in found] == [("a", True), ("dies", False), ("b", True)]


@pytest.mark.parametrize(
    ("arrived", "theirs"),
    [
        ([{"name": "probe-find_trip", "description": "Finds.", "schema": TOOL["inputSchema"]}], "accept"),
        ([{"name": "probe-find_trip", "description": "Finds it.", "schema": TOOL["inputSchema"]}], "lossy"),
        ([{"name": "probe-find_trip", "description": "Finds.", "schema": {}}], "lossy"),
        ([], "reject"),
    ],
)
def test_what_arrives_is_compared_as_a_profile_is(arrived, theirs):
    from comparing import compared
    from running import Answer

    answer = Answer(case="a", loaded=True, error="", tools=arrived)
    found = compared(all_paths()["qwen-agent:mcp"], [TOOL], answer)
    assert (found.theirs, found.ours) == (theirs, "accept")


def test_a_case_of_which_some_tools_arrive_is_lossy():
    from comparing import compared
    from running import Answer

    arrived = {"name": "probe-find_trip", "description": "Finds.", "schema": TOOL["inputSchema"]}
    answer = Answer(case="a", loaded=True, error="", tools=[arrived])
    found = compared(all_paths()["qwen-agent:mcp"], [TOOL, TOOL], answer)
    assert (found.theirs, found.ours, found.same_degree) == ("lossy", "lossy", True)


def test_known_differences_speak_of_paths_that_there_are():
    from results import known_differences

    assert {item["path"] for item in known_differences()} <= set(all_paths())
    assert all(item["what"] and item["why"] for item in known_differences())


def test_each_driver_has_its_requirements_and_known_paths():
    from environments import environments

    found = list(environments({}))
    assert found
    for environment in found:
        assert environment.requirements.exists(), environment.name
        assert any(f'"{path}"' in environment.driver.read_text(encoding="utf-8") for path in all_paths())
