"""Interfaces bring the tools of their contracts; what cannot be read leaves unknown tools behind."""

import pytest

from auditor.model.kinds import EntityKind, EvidenceLevel, Members, RelationKind

HEAD = "system: {name: Travel desk}\n"
ONE = HEAD + "interfaces: {bookings: {openapi: specs/bookings.yaml}}\n"


def entity(description, entity_id):
    (found,) = [e for e in description.entities if e.id == entity_id]
    return found


def test_a_contract_is_read_under_the_interface_s_id(read):
    description = read(ONE, {"specs/bookings.yaml": "fake: [cancel, get]"})
    assert entity(description, "bookings").members is Members.CLOSED
    assert {e.id for e in description.entities if e.kind is EntityKind.TOOL} == {"bookings.cancel", "bookings.get"}
    assert [(entry.path, entry.state.value) for entry in description.inputs] == [
        ("system.yaml", "read"),
        ("specs/bookings.yaml", "read"),
    ]


def test_a_declared_name_wins(read):
    text = HEAD + "interfaces: {bookings: {name: Bookings API, openapi: c.yaml}}"
    assert entity(read(text, {"c.yaml": "fake: []"}), "bookings").name == "Bookings API"


def test_tools_add_claims_to_what_a_contract_lists(read):
    description = read(ONE + "tools: {bookings.cancel: {approval: human}}", {"specs/bookings.yaml": "fake: [cancel]"})
    levels = {c.attribute: c.level for c in description.claims if c.subject == "bookings.cancel"}
    assert levels == {"contract": EvidenceLevel.DOCUMENTED, "approval": EvidenceLevel.DECLARED}
    assert entity(description, "bookings.cancel").location.path == "specs/bookings.yaml"


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({}, "specs/bookings.yaml does not exist; expected a file"),
        ({"specs/bookings.yaml": "openapi: [\n"}, "specs/bookings.yaml:2:1: "),
        ({"specs/bookings.yaml": "other: 1\n"}, "specs/bookings.yaml:1:1: not a known format; expected OpenAPI"),
        ({"specs/bookings.yaml": "system: {name: X}\n"}, "specs/bookings.yaml:1:1: this is a system.yaml; expected"),
        ({"specs/bookings.yaml": "fake: 3\n"}, "specs/bookings.yaml:1:1: `fake` is no list"),
    ],
)  # fmt: skip
def test_a_contract_that_cannot_be_read_leaves_unknown_tools(read, files, why):
    description = read(ONE + "tools: {bookings.cancel: {approval: human}}", files)
    assert entity(description, "bookings").members is Members.OPEN
    unknown = entity(description, "bookings.*")
    assert unknown.placeholder
    assert unknown.because.startswith(why)
    assert ("bookings", "bookings.*") in {
        (r.source, r.target) for r in description.relations if r.kind is RelationKind.EXPOSES
    }
    assert entity(description, "bookings.cancel").placeholder is False
    (skipped,) = [entry for entry in description.inputs if entry.path == "specs/bookings.yaml"]
    assert (skipped.state.value, skipped.format) == ("skipped", "openapi")
    (note,) = description.notes
    assert str(note.location) == "system.yaml:2"
    assert note.message.startswith(why)


def test_a_contract_outside_the_root_is_refused(mistakes):
    assert mistakes(HEAD + "interfaces: {b: {openapi: ../b.yaml}}") == [
        "system.yaml:2:27: ../b.yaml leaves the audited folder; expected a file inside it (see --root)"
    ]


def test_without_a_contract_the_tools_are_those_listed_and_unknown_ones(read):
    description = read(HEAD + "interfaces: {i: {}}\ntools: {i.get: {}, note: {}}")
    assert entity(description, "i").members is Members.OPEN
    assert entity(description, "i.*").because == "no contract is cited"
    exposed = {r.target for r in description.relations if r.source == "i"}
    assert exposed == {"i.*", "i.get"}
    assert all(c.subject != "note" for c in description.claims)


def test_a_misspelt_interface_is_pointed_out(read):
    description = read(HEAD + "interfaces: {bookings: {}}\ntools: {bookngs.get: {}}")
    assert [note.message for note in description.notes] == [
        "`bookngs.get` belongs to no interface; did you mean `bookings.get`?"
    ]
