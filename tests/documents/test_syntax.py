import pytest

from .reading import complaint, document


@pytest.mark.parametrize("path", ["a.yaml", "a.yml", "a", "a.txt", "a.json"])
def test_json_is_json_under_any_name(path):
    assert document('\n{"a": "\\ud83d\\ude00"}', path).tree.value == {"a": "\N{GRINNING FACE}"}


@pytest.mark.parametrize("path", ["a.yaml", "a"])
def test_yaml_may_begin_with_a_bracket(path):
    assert document("{a: b, c: [d]}\n--- \ne: f\n", path).trees[1].value == {"e": "f"}


def test_the_error_is_that_of_the_format_that_was_meant():
    assert complaint("{a: b, c", "a.json") == ["a.json:1:2: not JSON: expected a key in double quotes"]
    assert complaint("{a: b, c", "a.yaml") == ["a.yaml:1:9: not YAML: expected a comma or }"]
    assert complaint('{"a": b, c', "a") == ["a:1:7: not JSON: expected a value"]


def test_json5_is_read_by_what_it_shares_with_flow_yaml():
    text = "// gateway\n{\n  gateway: { mode: 'local', url: 'http://x//y' }, // here\n  list: [1, 2,],\n}\n"
    opened = document(text, "openclaw.json")
    assert opened.tree.value == {"gateway": {"mode": "local", "url": "http://x//y"}, "list": [1, 2]}
    assert opened.tree.position(("list", 1)).line == 4
    assert document("{ port: 0x1F }", "a.json5").tree.value == {"port": 31}


def test_json5_that_flow_yaml_would_misread_is_refused():
    assert complaint("{port:1}", "a.json5") == [
        "a.json5:1:6: not JSON5 as this program reads it: expected a space after this colon"
    ]
