import pytest

from auditor.documents import Budgets, Resolver, UnresolvedReference, Workspace

MAIN = """\
paths:
  /a/{id}:
    get: {$ref: "parts/get.yaml#/ops/get"}
  /b%: [zero, {$ref: "#/paths/~1a~1%7Bid%7D/get"}]
  ~c: {$ref: "#/paths/~1b%25/1"}
schemas:
  One: {$ref: "#/schemas/Two"}
  Two: {$ref: "parts/types.json#/Two"}
  Loop: {$ref: "#/schemas/Pool"}
  Pool: {$ref: "#/schemas/Loop"}
  Self: {$ref: "#/schemas/Self/x"}
  Property: {properties: {$ref: {type: string}}}
"""


@pytest.fixture
def resolver(tmp_path):
    (tmp_path / "parts").mkdir()
    (tmp_path / "main.yaml").write_text(MAIN)
    (tmp_path / "parts" / "get.yaml").write_text('ops: {get: {$ref: "../parts/op%20one.yaml"}}\n')
    (tmp_path / "parts" / "op one.yaml").write_text("summary: One\n")
    (tmp_path / "parts" / "types.json").write_text('{"Two": {"type": "object", "properties": {"a": 1}}}')
    (tmp_path / "broken.yaml").write_text("a: [")
    return Resolver(Workspace(tmp_path))


def resolve(resolver, ref, pointer=()):
    return resolver.resolve(ref, document=resolver._workspace.open("main.yaml"), pointer=pointer)


def complaint(resolver, ref, pointer=()) -> str:
    with pytest.raises(UnresolvedReference) as caught:
        resolve(resolver, ref, pointer)
    (problem,) = caught.value.problems
    return str(problem)


@pytest.mark.parametrize(
    ("ref", "path", "pointer", "value"),
    [
        ("#/paths/~1b%25/0", "main.yaml", ("paths", "/b%", 0), "zero"),
        ("main.yaml#/paths/~1b%25/0", "main.yaml", ("paths", "/b%", 0), "zero"),
        ("#/paths/~0c", "parts/op one.yaml", (), {"summary": "One"}),
        ("parts/get.yaml#/ops/get/summary", "parts/op one.yaml", ("summary",), "One"),
        ("#/schemas/One/properties/a", "parts/types.json", ("Two", "properties", "a"), 1),
        ("parts/op%20one.yaml", "parts/op one.yaml", (), {"summary": "One"}),
        ("parts/op%20one.yaml#", "parts/op one.yaml", (), {"summary": "One"}),
        (
            "#/schemas/Property/properties",
            "main.yaml",
            ("schemas", "Property", "properties"),
            {"$ref": {"type": "string"}},
        ),
    ],
)
def test_references_lead_to_the_last_target_of_their_chain(resolver, ref, path, pointer, value):
    target = resolve(resolver, ref)
    assert (target.document.path, target.pointer, target.value) == (path, pointer, value)
    assert resolve(resolver, ref) is target


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        (
            "#/schemas/On",
            "the reference #/schemas/On leads nowhere: schemas of main.yaml has no On; the nearest is One",
        ),
        ("#/paths/~1b%25/2", "the reference #/paths/~1b%25/2 leads nowhere: paths//b% of main.yaml has no 2"),
        ("#/paths/~1b%25/00", "the reference #/paths/~1b%25/00 leads nowhere: paths//b% of main.yaml has no 00"),
        ("#/schemas/Loop", "the reference #/schemas/Loop leads back to itself"),
        ("#/schemas/Self", "the reference #/schemas/Self/x leads back to itself"),
        ("#Anchor", "the reference #Anchor names an anchor; expected a path that begins with #/"),
        ("https://a.b/c#/d", "the reference https://a.b/c is an address; there is no network in an audit"),
        ("//a.b/c", "the reference //a.b/c is an address; there is no network in an audit"),
        (
            "no.yaml#/a",
            "the reference no.yaml cannot be followed: no.yaml:1:1: no.yaml does not exist; expected a file",
        ),
        ("broken.yaml", "the reference broken.yaml cannot be followed: broken.yaml:1:5: not YAML: expected a value"),
        (
            "../x.yaml",
            "the reference ../x.yaml cannot be followed: ../x.yaml:1:1: ../x.yaml leaves the audited folder; "
            "expected a file inside it (see --root)",
        ),
    ],
)
def test_dead_ends_are_told_where_they_are_cited(resolver, ref, expected):
    for _ in range(2):
        assert complaint(resolver, ref, ("paths", "/a/{id}", "get")) == f"main.yaml:3:17: {expected}"


def test_a_chain_has_a_budget(tmp_path):
    links = "\n".join(f'a{number}: {{$ref: "#/a{number + 1}"}}' for number in range(30))
    (tmp_path / "main.yaml").write_text(f"{links}\na30: end\n")
    assert resolve(Resolver(Workspace(tmp_path)), "#/a0").value == "end"
    short = Resolver(Workspace(tmp_path, budgets=Budgets(reference_depth=9)))
    assert "stands at the end of more than 9 others" in complaint(short, "#/a0")
