"""The SARIF log: valid, complete, and honest about what the report does not know."""

import json
import re
from functools import cache
from pathlib import Path

import jsonschema_rs
import msgspec
import pytest
from hypothesis import given, settings

from auditor.formats.format import format_for
from auditor.formats.json import read_report, report_bytes
from auditor.formats.sarif import report_sarif
from auditor.formats.sarif_log.results import FINGERPRINT
from auditor.model.findings import Outcome
from auditor.report.schema import Evidence, Finding, FindingSubject
from auditor.report.schema_paths import Hop
from tests.audits import SAMPLES

from .audited import of_sample
from .nasty import texts
from .renewed import as_it_was
from .sample_findings import subject_of
from .sample_report import travel_desk
from .sample_variants import empty, hostile, lone_artifact, ready
from .spoiled import spoiled

HERE = Path(__file__).parent
SCHEMA = json.loads((HERE / "schemas" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]")


@cache
def validator():
    return jsonschema_rs.validator_for(SCHEMA, validate_formats=True)


def log_of(report):
    log = json.loads(report_sarif(report))
    mistakes = [f"{list(error.instance_path)}: {error.message[:200]}" for error in validator().iter_errors(log)]
    assert not mistakes, mistakes[:5]
    keeps_to_the_text(log["runs"][0])
    return log["runs"][0]


def keeps_to_the_text(run):
    """Assert what the standard's text asks for and its schema cannot say."""
    results, rules, files = run["results"], run["tool"]["driver"]["rules"], run["artifacts"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert len({"suppressions" in result for result in results}) <= 1  # 3.27.23
    assert len({"baselineState" in result for result in results}) <= 1  # 3.27.24
    for result in results:
        assert (result["level"] == "none") == (result["kind"] != "fail")  # 3.27.10
        if "ruleIndex" in result:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert len(result.get("locations", [])) <= 1  # 3.27.12
        ids = [place["id"] for place in result.get("relatedLocations", [])]
        assert len(set(ids)) == len(ids)
    for where in every(run, "artifactLocation"):
        assert where["uriBaseId"] in run["originalUriBaseIds"]
        assert not where["uri"].startswith("/")
        if "index" in where:
            assert files[where["index"]]["location"]["uri"] == where["uri"]
    for place in every(run, "physicalLocation"):
        around = place.get("contextRegion")
        if around:  # 3.29.5
            assert around["startLine"] <= place["region"]["startLine"] <= around["endLine"] > around["startLine"]


def every(value, key):
    if isinstance(value, dict):
        for name, item in value.items():
            if name == key:
                yield item
            yield from every(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from every(item, key)


def told(run):
    return sorted(
        (result["ruleId"], result["properties"]["outcome"], place["fullyQualifiedName"],
         result["properties"].get("item", ""), result["partialFingerprints"][FINGERPRINT])
        for result in run["results"]
        for place in result["locations"][0]["logicalLocations"][:1]
    )  # fmt: skip


def meant(report):
    return sorted(
        (finding.control, finding.outcome.value, subject.id, subject.item, subject.fingerprint)
        for finding in report.findings
        for subject in finding.subjects
    )


@pytest.mark.parametrize("make", [travel_desk, ready, empty, lone_artifact])
def test_every_finding_and_every_control_is_in_a_valid_log(make):
    report = make()
    run = log_of(report)
    assert told(run) == meant(report)
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [control.id for control in report.controls]


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_every_finding_of_a_sample_is_in_a_valid_log(folder):
    report = of_sample(folder)
    run = log_of(report)
    assert told(run) == meant(report)
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [control.id for control in report.controls]
    hashes = {entry["location"]["uri"]: entry["hashes"]["sha-256"] for entry in run["artifacts"] if "hashes" in entry}
    assert set(hashes.values()) == {entry.sha256 for entry in report.inputs if entry.sha256}


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_github_takes_the_log_of_a_sample(folder):
    run = log_of(of_sample(folder))
    assert len(run["results"]) <= 5000
    assert all(len(rule["properties"]["tags"]) <= 10 for rule in run["tool"]["driver"]["rules"])
    assert all(len(rule["shortDescription"]["text"]) <= 1024 for rule in run["tool"]["driver"]["rules"])
    for result in run["results"]:
        assert result["locations"][0]["physicalLocation"]["region"]["startLine"] >= 1
        assert len(list(every(result.get("codeFlows", []), "location"))) <= 1000
        assert all("physicalLocation" in step for step in every(result.get("codeFlows", []), "location"))


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_a_report_that_was_read_again_gives_the_same_log(folder):
    report = of_sample(folder)
    assert report_sarif(read_report(report_bytes(report), "r.json")) == report_sarif(report)


def test_the_log_reads_as_it_did():
    report = travel_desk()
    wanted = {"unapproved-irreversible-action", "missing-idempotency-key", "single-point"}
    some = msgspec.structs.replace(
        report,
        findings=tuple(
            msgspec.structs.replace(finding, subjects=finding.subjects[:2])
            for finding in report.findings
            if finding.control in wanted
        ),
        controls=tuple(control for control in report.controls if control.id in wanted),
        inputs=report.inputs[:2],
    )
    as_it_was("travel_desk.sarif", report_sarif(some).decode())


def test_outcomes_have_their_kinds():
    kinds = {
        result["properties"]["outcome"]: (result["kind"], result["level"])
        for result in log_of(travel_desk())["results"]
    }
    assert kinds["unknown"] == kinds["error"] == ("open", "none")
    assert kinds["manual"] == ("review", "none")
    assert kinds["fail"][0] == "fail"


def test_an_error_is_a_notification_too():
    run = log_of(travel_desk())
    said = [entry for entry in run["invocations"][0]["toolExecutionNotifications"] if entry["level"] == "error"]
    assert [entry["associatedRule"]["id"] for entry in said] == ["unreadable-probe"]


def test_warnings_and_files_not_read_are_notifications_with_their_place():
    report = msgspec.structs.replace(travel_desk(), warnings=("a b/x.yaml:12:3: passed over", "no place here: none"))
    said = log_of(report)["invocations"][0]["toolExecutionNotifications"]
    place = next(entry for entry in said if "passed over" in entry["message"]["text"])["locations"][0][
        "physicalLocation"
    ]
    assert place["artifactLocation"]["uri"] == "a%20b/x.yaml"
    assert place["region"] == {"startLine": 12, "startColumn": 3}
    assert "locations" not in next(entry for entry in said if "no place" in entry["message"]["text"])
    unread = [entry for entry in report.inputs if entry.state != "read"]
    assert unread
    assert sum(entry["message"]["text"].startswith(e.path) for entry in said for e in unread) >= len(unread)


def test_what_is_waived_is_suppressed_and_nothing_else():
    results = log_of(travel_desk())["results"]
    waived = [result for result in results if result["suppressions"]]
    assert {result["ruleId"] for result in waived} == {"missing-idempotency-key"}
    assert len(waived) == 8
    assert waived[0]["suppressions"] == [{
        "kind": "external",
        "status": "accepted",
        "justification": "The gateway retries nothing. Accepted by travel-platform until 2027-03-01.",
        "properties": {"owner": "travel-platform", "expires": "2027-03-01"},
    }]  # fmt: skip


def test_without_waivers_nothing_is_said_of_suppression():
    report = travel_desk()
    kept = tuple(finding for finding in report.findings if finding.control != "missing-idempotency-key")
    assert not any("suppressions" in r for r in log_of(msgspec.structs.replace(report, findings=kept))["results"])


def _only(report, *subjects, outcome=Outcome.FAIL):
    finding = msgspec.structs.replace(report.findings[0], subjects=subjects, outcome=outcome)
    return msgspec.structs.replace(report, findings=(finding,))


def test_the_state_against_the_baseline_is_with_all_results_or_in_their_properties():
    two = _only(travel_desk(), subject_of("a", change="new"), subject_of("b"))
    assert [result["baselineState"] for result in log_of(two)["results"]] == ["new", "unchanged"]
    part = _only(travel_desk(), subject_of("a", change="new"), subject_of("b", change=None))
    results = log_of(part)["results"]
    assert [result["properties"].get("baseline") for result in results] == ["new", None]
    assert not any("baselineState" in result for result in results)


def test_what_is_gone_since_the_baseline_is_no_result():
    run = log_of(travel_desk())
    gone = run["properties"]["baseline"]["absent"]
    assert [entry["fingerprint"] for entry in gone] == ["77", "78"]
    assert not {entry["ruleId"] for entry in gone} & {result["ruleId"] for result in run["results"]}
    assert run["baselineGuid"] != run["automationDetails"]["guid"]


def test_what_nothing_shows_stands_where_its_subject_is_described():
    report = travel_desk()
    entity = next(entity for entity in report.entities if entity.place)
    run = log_of(_only(report, subject_of(entity.id), subject_of("nobody.knows")))
    known, unknown = (result["locations"][0] for result in run["results"])
    path, line = entity.place.split(":")[:2]
    assert known["physicalLocation"]["artifactLocation"]["uri"] == path
    assert known["physicalLocation"]["region"]["startLine"] == int(line)
    assert "is described" in known["message"]["text"]
    assert unknown["physicalLocation"]["artifactLocation"]["uri"] == "system.yaml"
    assert "description of the system" in unknown["message"]["text"]


def test_a_result_of_a_report_without_inputs_stands_at_its_subject_alone():
    report = msgspec.structs.replace(_only(travel_desk(), subject_of("x")), inputs=(), entities=())
    assert log_of(report)["results"][0]["locations"] == [{"logicalLocations": [{"fullyQualifiedName": "x"}]}]


def test_a_place_without_a_line_gives_way_to_one_with_a_line():
    pieces = (
        Evidence(path="log.eval", line=0, column=0, pointer="", level="recorded"),
        Evidence(path="system.yaml", line=4, column=2, pointer="/a", level="declared", detail="said"),
    )
    result = log_of(_only(travel_desk(), subject_of("x", *pieces)))["results"][0]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 4, "startColumn": 2}
    assert result["locations"][0]["logicalLocations"][1] == {"fullyQualifiedName": "/a", "kind": "value"}
    assert "region" not in result["relatedLocations"][0]["physicalLocation"]


def test_a_way_that_forks_has_a_thread_for_each_branch():
    hops = [("a", "b"), ("b", "c"), ("a", "d")]
    way = tuple(
        Hop(source=one, target=two, kind="calls", level="declared", place="system.yaml:3" if two == "b" else "")
        for one, two in hops
    )
    report = _only(travel_desk(), msgspec.structs.replace(subject_of("a"), path=way))
    threads = log_of(report)["results"][0]["codeFlows"][0]["threadFlows"]
    assert [[step["executionOrder"] for step in thread["locations"]] for thread in threads] == [[1, 2], [3]]
    first = threads[0]["locations"][0]["location"]
    assert first["message"]["text"] == "`a` calls `b` (declared)"
    assert first["physicalLocation"]["region"]["startLine"] == 3


def test_text_is_no_placeholder_and_no_link():
    subject = FindingSubject(id="x", message="`{0}` and [here](http://evil.example)")
    finding = msgspec.structs.replace(travel_desk().findings[0], title="t", subjects=(subject,))
    assert isinstance(finding, Finding)
    report = msgspec.structs.replace(travel_desk(), findings=(finding,))
    text = log_of(report)["results"][0]["message"]["text"]
    assert text == r"T. `{{0}}` and [here\](http://evil.example)."


def test_only_the_last_component_of_the_series_differs_from_run_to_run():
    one, two = travel_desk(), msgspec.structs.replace(travel_desk(), report_id="ffffffffffff")
    ids = [log_of(report)["automationDetails"]["id"].rpartition("/") for report in (one, two)]
    assert ids[0][0] == ids[1][0] == "agent-readiness/travel-desk/design-review"
    assert ids[0][2] != ids[1][2]


def test_a_date_that_is_none_is_left_out():
    report = msgspec.structs.replace(travel_desk(), created_at="yesterday")
    assert "endTimeUtc" not in log_of(report)["invocations"][0]


@pytest.mark.parametrize("name", ["sarif", "a.sarif", "a.sarif.json", "A.SARIF.JSON", ".sarif"])
def test_both_endings_ask_for_it(name):
    assert format_for(name).id == "sarif"
    assert format_for("a.sarif.x.json").id == "json"


def test_nothing_in_a_hostile_report_steers_or_breaks():
    text = report_sarif(hostile()).decode()
    assert not STEERING.search(text)
    log_of(hostile())


@settings(max_examples=40, deadline=None)
@given(texts, texts)
def test_whatever_names_are_the_log_is_valid_and_complete(before, after):
    report = spoiled(travel_desk(), lambda text: f"{before}{text}{after}")
    text = report_sarif(report).decode()
    assert not STEERING.search(text)
    run = log_of(report)
    assert len(run["results"]) == sum(len(finding.subjects) for finding in report.findings)
