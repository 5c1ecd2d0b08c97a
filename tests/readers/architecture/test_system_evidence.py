"""What stands under a model's `evidence` is opened, and what cannot be read is unknown rather than absent."""

from __future__ import annotations

import hashlib
import json

import pytest

from auditor.documents import Workspace
from auditor.errors import InputError
from auditor.model.description import ReadState
from auditor.readers.folder import find_descriptions, read_found
from auditor.readers.reader import Reading

SYSTEM = "system: {{name: T}}\nmodels:\n  m: {{version: acme-1, evidence: {}}}\n"
SIMULATION = {"id": "s", "task_id": "0", "trial": 0, "termination_reason": "user_stop", "reward_info": {"reward": 1.0}}
TAU2 = {
    "timestamp": "2026-05-01T10:00:00",
    "info": {
        "git_commit": "a2c0247",
        "num_trials": 1,
        "agent_info": {"implementation": "llm_agent", "llm": "acme-1"},
        "user_info": {"implementation": "user_simulator", "llm": "zen-1"},
        "environment_info": {"domain_name": "airline"},
    },
    "tasks": [{"id": "0"}],
    "simulations": [SIMULATION],
}


def describe(tmp_path, evidence, **files):
    (tmp_path / "system.yaml").write_text(SYSTEM.format(evidence))
    for name, content in files.items():
        path = tmp_path / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content))
    reading = Reading.of(Workspace(tmp_path))
    return reading.read(reading.workspace.open("system.yaml"))


def states(description):
    return {entry.path: (entry.format, entry.state) for entry in description.inputs}


def test_a_file_is_read_for_its_model(tmp_path):
    description = describe(tmp_path, "[results.json]", results_dot_json=TAU2)
    (measured,) = description.measured
    assert (measured.model, measured.run.model, measured.run.parts[0].name) == ("m", "acme-1", "airline")
    assert states(description)["results.json"] == ("tau2", ReadState.READ)
    assert description.unread_evidence == []


def test_a_folder_is_read_with_what_else_lies_in_it(tmp_path):
    description = describe(tmp_path, "[ev]", ev__results_dot_json=TAU2, ev__notes_dot_txt="hello")
    assert len(description.measured) == 1
    assert states(description)["ev/notes.txt"] == ("", ReadState.SKIPPED)
    assert "not read, as no format of results: ev/notes.txt" in [note.message for note in description.notes]


def test_a_broken_file_leaves_its_evidence_unknown(tmp_path):
    broken = json.dumps(TAU2)[:-40]
    description = describe(tmp_path, "[ev]", ev__results_dot_json=broken)
    (unread,) = description.unread_evidence
    assert unread.why.startswith("ev/results.json:1:")
    assert description.measured == []
    (refused,) = (entry for entry in description.inputs if entry.path == "ev/results.json")
    assert (refused.state, refused.sha256) == (ReadState.SKIPPED, hashlib.sha256(broken.encode()).hexdigest())


def test_a_missing_file_is_told_and_unknown(tmp_path):
    description = describe(tmp_path, "[gone.json]")
    assert [unread.model for unread in description.unread_evidence] == ["m"]
    assert states(description)["gone.json"][1] is ReadState.SKIPPED


def test_a_file_that_is_no_result_is_told_and_unknown(tmp_path):
    description = describe(tmp_path, "[a.json]", a_dot_json={"a": 1})
    (unread,) = description.unread_evidence
    assert "no results were found here; expected one of: " in unread.why
    assert states(description)["a.json"][1] is ReadState.SKIPPED


def test_evidence_outside_of_the_folder_is_a_mistake(tmp_path):
    with pytest.raises(InputError, match=r"system\.yaml:3:\d+: .*leaves the audited folder"):
        describe(tmp_path, "[../other]")


def test_results_in_a_folder_are_found_without_a_description(tmp_path, real_readers):
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "results.json").write_text(json.dumps(TAU2))
    reading = Reading.of(Workspace(tmp_path))
    description = read_found(reading, find_descriptions(reading, "."))
    assert [measured.run.model for measured in description.measured] == ["acme-1"]
    assert description.measured[0].model == ""


def test_a_table_of_published_results_is_an_input(tmp_path):
    (tmp_path / "own.csv").write_text("benchmark,model,metric,value\ntrips,acme-1,accuracy,71.5\n")
    text = "audit: {reference_scores: own.csv}\nsystem: {name: T}\n"
    (tmp_path / "system.yaml").write_text(text)
    reading = Reading.of(Workspace(tmp_path))
    description = reading.read(reading.workspace.open("system.yaml"))
    assert [table.path for table in description.settings.reference_tables] == ["own.csv"]
    assert "own.csv" in states(description)


def test_a_table_that_is_not_there_is_a_mistake(tmp_path):
    (tmp_path / "system.yaml").write_text("audit: {reference_scores: own.csv}\nsystem: {name: T}\n")
    reading = Reading.of(Workspace(tmp_path))
    with pytest.raises(InputError, match=r"system\.yaml:1:\d+: own\.csv does not exist"):
        reading.read(reading.workspace.open("system.yaml"))
