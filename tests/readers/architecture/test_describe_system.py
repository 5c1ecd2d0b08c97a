"""The same reading for a mapping that stands inside another document: the cases of checklists."""

import time
from textwrap import dedent

import pytest

from auditor.documents import Document, Workspace
from auditor.errors import InputError
from auditor.model.kinds import EvidenceLevel, Members, RelationKind
from auditor.readers.architecture.system_yaml import describe_system
from auditor.readers.reader import Reading

CHECKLIST = Document(
    "checklists/safety.yaml",
    dedent("""\
        - id: a-control
          cases:
            - expect: pass
              system:
                tools: {b.refund: {method: POST, approval: human}}
                agents: {a: {tools: [b.refund], trajectories: {count: 3}}}
            - expect: fail
              system: {tools: {b.refund: {aproval: none}}}
            - expect: unknown
              system: {interfaces: {b: {members: closed}}, tools: {b.x: {}}}
            - expect: unknown
              system:
        """).encode(),
)


def case(reading, number, **options):
    pointer = (0, "cases", number, "system")
    value = CHECKLIST.tree.value[0]["cases"][number]["system"]
    return describe_system(value, document=CHECKLIST, tree=CHECKLIST.tree, pointer=pointer, reading=reading, **options)


def test_nothing_is_required_and_records_may_be_stated(reading):
    description = case(reading, 0)
    assert {(c.subject, c.attribute, c.value) for c in description.claims} == {
        ("b.refund", "method", "POST"),
        ("b.refund", "approval", "human"),
        ("a", "trajectories.count", 3),
    }
    assert {c.level for c in description.claims} == {EvidenceLevel.DECLARED}
    places = {c.attribute: str(c.location) for c in description.claims}
    assert places["approval"] == "checklists/safety.yaml:5"
    assert [entity.id for entity in description.entities if entity.id == "system"] == ["system"]


def test_the_level_can_be_set(reading):
    description = case(reading, 0, level=EvidenceLevel.RECORDED)
    levels = [claim.level for claim in description.claims] + [r.level for r in description.relations]
    assert set(levels) == {EvidenceLevel.RECORDED}


def test_mistakes_stand_in_the_document_that_holds_the_case(reading):
    with pytest.raises(InputError) as caught:
        case(reading, 1)
    assert str(caught.value) == (
        "checklists/safety.yaml:8:35: `aproval` is not a key of a tool; did you mean `approval`?"
    )


def test_a_case_can_close_an_interface(reading):
    description = case(reading, 2)
    (interface,) = [entity for entity in description.entities if entity.id == "b"]
    assert interface.members is Members.CLOSED
    assert ("b", RelationKind.EXPOSES) in description.closed_relations
    assert all(not entity.placeholder for entity in description.entities)


def test_no_mapping_is_a_mistake(reading):
    with pytest.raises(InputError, match=r"safety\.yaml:12:\d+: system\.yaml is empty; expected a mapping"):
        case(reading, 3)


def test_a_case_is_cheap(reading):
    case(reading, 0)
    before = time.perf_counter()
    for _ in range(50):
        case(reading, 0)
    assert (time.perf_counter() - before) / 50 < 0.02


def test_a_report_of_this_program_is_no_description(tmp_path):
    text = '{"schema_version": 1, "report_id": "a1", "system": {"name": "Desk"}, "models": []}'
    (tmp_path / "desk.audit.json").write_text(text)
    reading = Reading.of(Workspace(tmp_path))
    assert reading.recognise(reading.workspace.open("desk.audit.json")) is None
