"""The other commands: init, render, schema, explain, controls."""

import json

import pytest

from auditor.checks import all_checks

CHECKLIST = """\
area: operations
title: Operations
summary: Ours.
controls:
  - id: nameless-owner
    title: The system has an owner
    failure_title: Nobody owns the system
    severity: low
    rationale: Somebody has to answer.
    for_each: {kind: system}
    require: {owner: {present: true}}
    question: Who owns it?
    remediation: {summary: Name an owner., steps: [Write it down.], effort: low}
    references: [{title: Ours, url: "https://example.org/"}]
    cases:
      - {expect: pass, system: {system: {name: A, owner: me}}}
      - {expect: fail, system: {system: {name: A, owner: " "}}}
      - {expect: unknown, system: {system: {name: A}}}
"""


def test_init_writes_a_description_that_can_be_audited(audit, here):
    (here / "system.yaml").unlink()
    result = audit("init")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "system.yaml is written. Describe your system in it, then run: audit system.yaml\n"
    assert audit("system.yaml", "--fail-on", "never", "-o", "a.json", "--quiet").exit_code == 0


def test_init_refuses_to_overwrite(audit, here):
    before = (here / "system.yaml").read_bytes()
    result = audit("init")
    assert result.exit_code == 2
    assert result.stderr == "audit: system.yaml exists already; name another file, such as `audit init system-2.yaml`\n"
    assert (here / "system.yaml").read_bytes() == before


def test_init_says_where_it_cannot_write(audit):
    result = audit("init", "nowhere/system.yaml")
    assert (result.exit_code, result.stderr) == (
        2,
        "audit: nowhere/system.yaml cannot be written: No such file or directory\n",
    )


def test_render_gives_the_same_bytes_from_the_json_alone(audit, here, tmp_path_factory, monkeypatch):
    audit("system.yaml", "-o", "a.json", "-o", "a.html", "--quiet")
    report, page = (here / "a.json").read_bytes(), (here / "a.html").read_bytes()
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "a.json").write_bytes(report)
    monkeypatch.chdir(elsewhere)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    result = audit("render", "a.json", "-o", "b.json", "-o", "b.html")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "b.json is written.\nb.html is written.\n"
    assert (elsewhere / "b.json").read_bytes() == report
    assert (elsewhere / "b.html").read_bytes() == page


@pytest.mark.slow
def test_render_by_default_leaves_its_json_alone(audit, here):
    audit("system.yaml", "--format", "json", "--format", "html", "--quiet")
    before = (here / "travel-desk.audit.json").stat().st_mtime_ns
    result = audit("render", "travel-desk.audit.json")
    assert "travel-desk.audit.html is written." in result.stderr
    assert (here / "travel-desk.audit.json").stat().st_mtime_ns == before


def test_render_says_what_is_wrong_with_a_report(audit, here):
    (here / "bad.json").write_text('{"a": }')
    result = audit("render", "bad.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("bad.json:1:7: ")


@pytest.mark.parametrize("which", ["system", "report"])
def test_schema_prints_json(audit, which):
    assert json.loads(audit("schema", which).stdout)["$schema"].endswith("2020-12/schema")


def test_schema_is_of_system_yaml_by_default(audit):
    assert audit("schema").stdout == audit("schema", "system").stdout


def test_explain_says_all_that_a_control_says_about_itself(audit):
    text = audit("explain", "tool-without-contract").stdout
    for part in ("tool-without-contract", "high", "gate of level 2", "Why", "What to do", "What to ask", "Sources"):
        assert part in text


def test_explain_says_what_a_check_in_python_asks(audit):
    text = " ".join(audit("explain", "contradicted-effect").stdout.split())
    assert "Requires that the descriptions of a tool's action agree" in text
    assert "(check `agreeing_descriptions`: kinds effect)" in text


@pytest.mark.parametrize("name", sorted(all_checks()))
def test_every_check_in_python_says_what_it_asks(name):
    assert (all_checks()[name].__doc__ or "").startswith("Pass where ")


def test_explain_offers_the_nearest_control(audit):
    result = audit("explain", "tool-without-contrakt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(
        "audit: no control is called tool-without-contrakt; did you mean tool-without-contract"
    )


def test_controls_lists_one_a_line(audit):
    lines = audit("controls", "--area", "tool-interfaces").stdout.splitlines()
    assert any("tool-without-contract" in line and "high" in line for line in lines)


def test_controls_as_json(audit):
    listed = json.loads(audit("controls", "--format", "json").stdout)
    assert {"id", "area", "title", "severity", "gate_level"} <= set(listed[0])


def test_controls_of_an_unknown_area_names_the_areas(audit):
    result = audit("controls", "--area", "tools")
    assert result.exit_code == 2
    assert "tool-interfaces" in result.stderr


def test_controls_check_runs_the_cases_of_a_file(audit, here):
    (here / "ours.yaml").write_text(CHECKLIST)
    result = audit("controls", "--check", "ours.yaml")
    assert (result.exit_code, result.stdout) == (0, "ours.yaml: 1 control, 3 cases, all as expected\n")


def test_controls_check_tells_a_case_that_comes_out_otherwise(audit, here):
    (here / "ours.yaml").write_text(CHECKLIST.replace("owner: me", 'owner: " "'))
    result = audit("controls", "--check", "ours.yaml")
    assert result.exit_code == 1
    assert "nameless-owner" in result.stdout
    assert "expected pass" in result.stdout


def test_controls_check_tells_every_mistake(audit, here):
    (here / "ours.yaml").write_text(CHECKLIST.replace("severity: low", "severity: lo").replace("owner: {", "onwer: {"))
    result = audit("controls", "--check", "ours.yaml")
    assert result.exit_code == 2
    assert all(line.startswith("ours.yaml:") for line in result.stderr.splitlines())
    assert len(result.stderr.splitlines()) >= 2
