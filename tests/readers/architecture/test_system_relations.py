"""Relation keys become relations; lists are complete, and names must lead somewhere."""

from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind

HEAD = "system: {name: Travel desk}\n"


def edges(description):
    return {(r.source, r.kind.value, r.target) for r in description.relations}


def test_lists_and_the_one_model_are_complete(read):
    description = read(HEAD + "agents: {a: {model: m, delegates_to: [b]}, b: {}}\nmodels: {m: {}}")
    assert edges(description) == {("a", "uses", "m"), ("a", "delegates", "b")}
    assert {r.level for r in description.relations} == {EvidenceLevel.DECLARED}
    assert sorted(r.location.json_pointer for r in description.relations) == [
        "/agents/a/delegates_to/0",
        "/agents/a/model",
    ]
    assert description.closed_relations == {("a", RelationKind.DELEGATES), ("a", RelationKind.USES)}


def test_memory_is_read_and_written(read):
    description = read(HEAD + "agents: {a: {memory: [d]}}\ndatastores: {d: {}}")
    assert edges(description) == {("a", "reads", "d"), ("a", "writes", "d")}
    assert description.closed_relations == {("a", RelationKind.READS), ("a", RelationKind.WRITES)}


def test_served_by_points_the_other_way_and_closes_nothing(read):
    description = read(HEAD + "interfaces: {i: {served_by: [s]}}\nservices: {s: {}}")
    assert ("s", "exposes", "i") in edges(description)
    assert description.closed_relations == set()


def test_an_empty_list_says_that_there_is_nothing(read):
    assert read(HEAD + "agents: {a: {tools: []}}").closed_relations == {("a", RelationKind.CALLS)}


def test_a_tool_may_be_declared_by_its_use(read):
    description = read(HEAD + "agents: {a: {tools: [i.book]}}\ninterfaces: {i: {}}")
    assert {("a", "calls", "i.book"), ("i", "exposes", "i.book")} <= edges(description)
    tool = next(entity for entity in description.entities if entity.id == "i.book")
    assert (tool.kind, str(tool.location)) == (EntityKind.TOOL, "system.yaml:2")


def test_the_longest_interface_name_owns_a_tool(read):
    description = read(HEAD + "interfaces: {i: {}, i.v2: {}}\ntools: {i.v2.book: {}}")
    assert ("i.v2", "exposes", "i.v2.book") in edges(description)


def test_names_of_other_tools_are_checked(mistakes):
    text = "interfaces: {i: {openapi: c.yaml}}\ntools: {i.get: {undo: i.gte, verified_by: nobody}}"
    assert mistakes(HEAD + text, {"c.yaml": "fake: [get]"}) == [
        "system.yaml:3:23: `i.gte` is not in c.yaml; did you mean `i.get`?",
        "system.yaml:3:43: `verified_by` names `nobody`, which is not described; expected a tool",
    ]


def test_unknown_members_are_named_by_their_interface(mistakes):
    text = "interfaces: {i: {openapi: c.yaml}}\npeople: {p: {approves: ['i.*']}}"
    assert mistakes(HEAD + text, {"c.yaml": "fake: [get]"}) == [
        "system.yaml:3:25: `i.*` is not an id; name the interface itself, `i`"
    ]
