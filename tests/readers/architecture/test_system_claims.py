"""What a system.yaml states becomes claims at the places where it stands."""

from auditor.model.claims import Record
from auditor.model.kinds import EntityKind, EvidenceLevel
from auditor.model.system import SYSTEM_ID, System

HEAD = "system: {name: Travel desk}\n"


def claims(description):
    return {(c.subject, c.attribute): c for c in description.claims}


def test_only_the_name_is_needed(read):
    description = read(HEAD)
    (system,) = description.entities
    assert (system.id, system.kind, system.name) == (SYSTEM_ID, EntityKind.SYSTEM, "Travel desk")
    assert description.claims == []
    assert description.closed_kinds == set()
    assert [entry.path for entry in description.inputs] == ["system.yaml"]


def test_values_are_declared_at_their_place(read):
    found = claims(read(HEAD + "agents:\n  planner:\n    max_steps: 20\n    budget: {usd: 0.5}\n"))
    assert found["planner", "max_steps"].value == 20
    assert found["planner", "max_steps"].level is EvidenceLevel.DECLARED
    assert str(found["planner", "max_steps"].location) == "system.yaml:4"
    assert found["planner", "budget.usd"].location.json_pointer == "/agents/planner/budget/usd"


def test_one_text_stands_for_a_list_of_one(read):
    found = claims(read(HEAD + "tools: {send: {effects: send, scopes: [a, b]}}"))
    assert found["send", "effects"].value == ("send",)
    assert found["send", "scopes"].value == ("a", "b")


def test_whole_numbers_may_be_written_with_a_point(read):
    value = claims(read(HEAD + "agents: {a: {max_steps: 3.0}}"))["a", "max_steps"].value
    assert (value, type(value)) == (3, int)


def test_records_are_listed_or_named(read):
    text = (
        "tools:\n  a: {parameters: {city: {type: string, required: true}, day: }}\n  b: {parameters: [{name: city}]}\n"
    )
    found = claims(read(HEAD + text))
    city, day = found["a", "parameters"].value
    assert isinstance(city, Record)
    assert (city.name, city.fields) == ("city", {"type": "string", "required": True})
    assert (day.name, day.fields) == ("day", {})
    assert city.location.json_pointer == "/tools/a/parameters/city"
    assert found["b", "parameters"].value[0].location.json_pointer == "/tools/b/parameters/0"


def test_an_evaluation_is_named_by_its_benchmark(read):
    text = "models: {m: {evaluations: [{benchmark: tau2, score: 0.7}, {name: run 2, benchmark: tau2}]}}"
    first, second = claims(read(HEAD + text))["m", "evaluations"].value
    assert (first.name, first.fields) == ("tau2", {"benchmark": "tau2", "score": 0.7})
    assert (second.name, second.fields["benchmark"]) == ("run 2", "tau2")


def test_a_section_that_is_there_lists_all_of_its_kind(read):
    closed = read(HEAD + "people: {}\nagents: {a: }\nservices:\n").closed_kinds
    assert closed == {EntityKind.PERSON, EntityKind.AGENT}


def test_evidence_that_can_be_opened_documents_a_value(read):
    text = "agents: {a: {stop: {value: automatic, evidence: docs/stop.md:2}}}"
    description = read(HEAD + text, {"docs/stop.md": "# Stop\nThe watchdog stops it.\n"})
    claim = claims(description)["a", "stop"]
    assert (claim.value, claim.level) == ("automatic", EvidenceLevel.DOCUMENTED)
    assert str(claim.location) == "system.yaml:2"
    assert (str(claim.cited), claim.detail) == ("docs/stop.md:2", "backed by docs/stop.md:2")
    assert [(entry.path, bool(entry.sha256)) for entry in description.inputs] == [
        ("system.yaml", True),
        ("docs/stop.md", True),
    ]


def test_evidence_that_cannot_be_seen_leaves_a_value_declared(read):
    text = """\
agents:
  a: {stop: {value: manual, evidence: docs/missing.md}}
  b: {stop: {value: manual, evidence: docs/stop.md:9}}
  c: {stop: {value: manual, evidence: system.yaml:1}}
  d: {stop: {value: manual, evidence: "https://example.com/stop"}}
"""
    description = read(HEAD + text, {"docs/stop.md": "# Stop\n"})
    assert {c.level for c in description.claims} == {EvidenceLevel.DECLARED}
    assert all(c.cited is None for c in description.claims)
    assert [f"{note.location}: {note.message}" for note in description.notes] == [
        "system.yaml:3: docs/missing.md does not exist; expected a file; the value counts as declared only",
        "system.yaml:4: docs/stop.md has no line 9; the value counts as declared only",
        "system.yaml:5: system.yaml cannot back what it states itself; the value counts as declared only",
        "system.yaml:6: https://example.com/stop is an address; expected a file, as an audit uses no network; "
        "the value counts as declared only",
    ]


def test_evidence_outside_the_root_is_refused(mistakes):
    assert mistakes(HEAD + "agents: {a: {stop: {value: manual, evidence: ../secret.md}}}") == [
        "system.yaml:2:46: ../secret.md leaves the audited folder; expected a file inside it (see --root)"
    ]


def test_a_boundary_s_trust_holds_for_its_members(read):
    text = """\
services: {api: {}}
people: {boss: {}}
boundaries: {inside: {name: Head office, trust: trusted, members: [api, boss]}}
"""
    description = read(HEAD + text)
    (zone,) = description.boundaries
    assert (zone.id, zone.name, zone.members) == ("inside", "Head office", ("api", "boss"))
    assert [(c.subject, c.attribute, c.value) for c in description.claims] == [("api", "trust", "trusted")]


def test_settings_and_waivers(read):
    text = """\
audit: {version: 1, target_level: 2, profile: procurement, shares: {undescribed-tool: 0.9}}
waivers:
  - {control: missing-key, subject: "b.*", reason: No retries., owner: travel, expires: 2027-03-01}
"""
    description = read(HEAD + text)
    assert description.settings.target_level == 2
    assert description.settings.profile == "procurement"
    assert description.settings.shares == (("undescribed-tool", 0.9),)
    (waiver,) = description.waivers
    assert (waiver.control, waiver.subject, waiver.expires) == ("missing-key", "b.*", "2027-03-01")
    assert str(waiver.location) == "system.yaml:4"


def test_what_is_no_result_is_listed_and_makes_no_claims(read):
    text = "models: {m: {evidence: [runs, gone.json]}}\nrecords: [traces.jsonl]\n"
    description = read(HEAD + text, {"runs/a.json": "{}", "runs/b/c.json": "{}", "traces.jsonl": "{}\n{}\n"})
    assert description.claims == []
    assert [(entry.path, entry.state.value, entry.why) for entry in description.inputs[1:]] == [
        ("runs/a.json", "skipped", "no known format of results"),
        ("runs/b/c.json", "skipped", "no known format of results"),
        ("gone.json", "skipped", "gone.json does not exist; expected a file or a folder"),
        ("traces.jsonl", "skipped", "traces are not read yet"),
    ]
    notes = [note.message for note in description.notes]
    assert notes[0] == "not read, as no format of results: runs/a.json, runs/b/c.json"
    assert notes[1].startswith("no results were found here; expected one of: ")
    assert notes[2:] == [
        "gone.json does not exist; expected a file or a folder",
        "traces.jsonl: traces are not read yet",
    ]


def test_a_second_yaml_document_is_not_read_and_said(read):
    description = read(HEAD + "---\nagents: {a: {}}\n")
    assert [note.message for note in description.notes] == ["only the first YAML document of the file is read"]


def test_a_description_makes_a_system(read):
    System(read(HEAD + "agents: {a: {tools: [i]}}\ninterfaces: {i: {}}\ntools: {i.x: {}, y: {}}"))
