import json

import pytest

from auditor.documents import Document
from auditor.documents.budgets import DEFAULT_BUDGETS
from auditor.documents.narrow import Utf8Lines

KEYS = ["plain", "é", "\N{GRINNING FACE}", 'quo"te', "日本"]


def _wide(**more: object) -> bytes:
    filler = {f"k{number}": "x" * 90 for number in range(5000)}
    value = {**{key: {"in": [1, {key: "…"}]} for key in KEYS}, **more, "filler": filler}
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


@pytest.mark.parametrize("key", KEYS)
def test_places_in_a_narrowed_text_are_those_of_the_text(key):
    data = _wide()
    narrow, text = Document("wide.json", data), data.decode()
    position = narrow.tree.position((key, "in", 1, key))
    assert "text" not in vars(narrow)
    line = text.split("\n")[position.line - 1]
    assert line[position.column - 1 :].startswith('"…"')
    at_key = narrow.tree.key_position((key, "in", 1, key))
    assert line[at_key.column - 1 :].startswith(json.dumps(key, ensure_ascii=False))
    assert narrow.lines(position.line, position.line) == (line,)
    assert narrow.text == text


@pytest.mark.parametrize(
    "data",
    [b"\xef\xbb\xbf" + _wide(), _wide().replace(b"\n", b"\r\n"), b"// note\n" + _wide(), _wide(half="\\ud800")],
    ids=["byte order mark", "returns", "comment", "small step"],
)
def test_what_is_not_plain_is_located_all_the_same(data):
    document = Document("wide.json", data, budgets=DEFAULT_BUDGETS)
    position = document.tree.position(("日本", "in", 1))
    assert document.lines(position.line, position.line)[0][position.column - 1 :].startswith("{")


def test_columns_count_characters():
    assert Utf8Lines("ab\né: 1".encode().decode("latin-1")).position(6).column == 3
