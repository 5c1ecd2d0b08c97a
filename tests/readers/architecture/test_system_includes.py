"""Included files are read as parts of the same description."""

HEAD = "system: {name: Travel desk}\n"


def ids(description):
    return {entity.id for entity in description.entities}


def test_fragments_need_no_system_and_may_name_each_other_s_entities(read):
    description = read(
        HEAD + "include: [parts/models.yaml]\nagents: {a: {model: m}}",
        {"parts/models.yaml": "include: ../more.yaml\nmodels: {m: {owner: b}}", "more.yaml": "agents: {b: {model: m}}"},
    )
    assert ids(description) == {"system", "a", "b", "m"}
    assert {(r.source, r.target) for r in description.relations} == {("a", "m"), ("b", "m")}
    assert [entry.path for entry in description.inputs] == ["system.yaml", "parts/models.yaml", "more.yaml"]
    (owner,) = description.claims
    assert str(owner.location) == "parts/models.yaml:2"


def test_paths_are_relative_to_the_file_that_names_them(read):
    description = read(
        HEAD + "include: [parts/i.yaml]",
        {"parts/i.yaml": "interfaces: {i: {openapi: c.yaml}}", "parts/c.yaml": "fake: [get]"},
    )
    assert "i.get" in ids(description)


def test_any_known_format_can_be_included(read):
    description = read(HEAD + "include: c.yaml\nagents: {a: {tools: [untitled.get]}}", {"c.yaml": "fake: [get]"})
    assert "untitled.get" in ids(description)


def test_an_include_that_cannot_be_read_stops_the_audit(mistakes):
    told = mistakes(
        HEAD + "include: [gone.yaml, odd.yaml, broken.yaml, ../out.yaml]",
        {"odd.yaml": "something: else", "broken.yaml": "a: [\n"},
    )
    assert [line.partition(": ")[0] for line in told] == [
        "broken.yaml:2:1",
        "system.yaml:2:11",
        "system.yaml:2:22",
        "system.yaml:2:45",
    ]
    assert "odd.yaml is not of a format that is known; expected a description" in told[2]


def test_mistakes_of_all_files_are_told_together(mistakes):
    told = mistakes(HEAD + "include: p.yaml\nagents: {a: {modl: m}}", {"p.yaml": "models: {m: {provder: x}}"})
    assert told == [
        "p.yaml:1:14: `provder` is not a key of a model; did you mean `provider`?",
        "system.yaml:3:14: `modl` is not a key of an agent; did you mean `model`?",
    ]


def test_circles_are_refused(mistakes):
    files = {"a.yaml": "include: b.yaml\nagents: {}", "b.yaml": "include: [a.yaml]\nmodels: {}"}
    assert mistakes(HEAD + "include: a.yaml", files) == [
        "b.yaml:1:11: files include one another: a.yaml → b.yaml → a.yaml"
    ]


def test_a_file_that_two_others_include_is_read_once(read):
    files = {
        "a.yaml": "include: c.yaml\nagents: {}",
        "b.yaml": "include: c.yaml\nmodels: {}",
        "c.yaml": "people: {p: }",
    }
    description = read(HEAD + "include: [a.yaml, b.yaml]", files)
    assert [entity.id for entity in description.entities].count("p") == 1


def test_an_id_is_used_once_in_all_files(mistakes):
    assert mistakes(HEAD + "include: a.yaml\nagents: {x: {}}", {"a.yaml": "services: {x: {}}"}) == [
        "a.yaml:1:12: `x` is already the id of an agent (system.yaml:3)"
    ]
