import json
from collections.abc import Iterator
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from auditor.documents import Document, Pointer, Value
from auditor.errors import InputError

NAMES = st.sampled_from(["a.yaml", "a.json", ".vscode/mcp.json", "a.json5", "a"])
# Characters that mean something in either language come up often enough to build odd nests of them.
SYNTAX = st.text(
    st.one_of(st.sampled_from("{}[]:,-?&*!|>'\"%@`#\\/ \t\n\r~<=.019aeEnulltrues_\x85\u2028\ufeff"), st.characters())
)
CHUNKS = st.lists(
    st.sampled_from(
        [
            *(
                "{",
                "}",
                "[",
                "]",
                ": ",
                ", ",
                "- ",
                "? ",
                "\n",
                "\n  ",
                "\n    ",
                "&a ",
                "*a",
                "!t ",
                "!!int ",
                "!!set ",
            ),
            *("---\n", "...\n", "%YAML 1.2\n", "%TAG ! x:\n", "|\n", ">-\n", "'", '"', "\\", "<<: ", "#c\n", "//c\n"),
            *("/*", "*/", "\t", "a", "1", "~", ".nan", "NaN", "1e999", '"\\ud800"', "é", "\N{GRINNING FACE}", "\r\n"),
        ]
    ),
    max_size=40,
).map("".join)


def check_any_outcome(data: bytes, path: str) -> None:
    document = Document(path, data)
    try:
        trees = document.trees
    except InputError as error:
        lines = data.count(b"\n") + data.count(b"\r") + 1
        for problem in error.problems:
            assert problem.message.isprintable()
            assert 1 <= problem.line <= lines
            assert problem.column >= 1
        return
    for tree in trees:
        for pointer, _ in walk(tree.value):
            assert tree.position(pointer) >= tree.key_position(pointer)
    for warning in document.warnings:
        assert warning.line >= 1


def walk(value: Value, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Value]]:
    yield pointer, value
    if isinstance(value, dict):
        for key, child in value.items():
            yield from walk(child, (*pointer, key))
    elif isinstance(value, list):
        for number, child in enumerate(value):
            yield from walk(child, (*pointer, number))


@settings(deadline=None)
@given(st.binary(), NAMES)
def test_no_bytes_raise_anything_but_an_input_error(data, path):
    check_any_outcome(data, path)


@settings(deadline=None)
@given(SYNTAX, NAMES, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_no_text_raises_anything_but_an_input_error(text, path, codec):
    check_any_outcome(text.encode(codec, "replace"), path)


@settings(deadline=None)
@given(CHUNKS, NAMES)
def test_no_mix_of_syntax_raises_anything_but_an_input_error(text, path):
    check_any_outcome(text.encode(), path)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=25,
)


def character_at(text: str, tree, pointer: Pointer, *, key: bool = False) -> str:
    position = tree.key_position(pointer) if key else tree.position(pointer)
    line = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[position.line - 1]
    return line[position.column - 1 :]


@settings(deadline=None)
@given(VALUES, st.sampled_from([None, 1, "\r\n"]), st.booleans())
def test_json_comes_back_with_the_place_of_every_value(value, indent, ascii_only):
    text = json.dumps(value, indent=None if indent is None else 1, ensure_ascii=ascii_only)
    text = text.replace("\n", "\r\n") if indent == "\r\n" else text
    tree = Document("a.json", text.encode()).tree
    assert tree.value == value
    for pointer, found in walk(value):
        if not isinstance(found, dict | list):
            assert character_at(text, tree, pointer).startswith(json.dumps(found, ensure_ascii=ascii_only))
        if pointer and isinstance(pointer[-1], str):
            written = json.dumps(pointer[-1], ensure_ascii=ascii_only)
            assert character_at(text, tree, pointer, key=True).startswith(written)


WORDS = st.text(st.characters(categories=["Ll", "Lu", "Lo", "Nd", "So"], exclude_characters="\ufffe"), min_size=1)
YAML_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS,
    lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner),
    max_leaves=25,
)


def quoted(value: Value) -> Value:
    if isinstance(value, dict):
        return {DoubleQuotedScalarString(key): quoted(child) for key, child in value.items()}
    if isinstance(value, list):
        return [quoted(child) for child in value]
    return DoubleQuotedScalarString(value) if isinstance(value, str) else value


@settings(deadline=None)
@given(YAML_VALUES, st.sampled_from([False, True]))
def test_yaml_comes_back_with_the_place_of_every_value(value, flow):
    emitter = YAML()
    emitter.width = 1_000_000
    emitter.allow_unicode = True
    emitter.default_flow_style = flow
    stream = StringIO()
    emitter.dump(quoted(value), stream)
    text = stream.getvalue()
    tree = Document("a.yaml", text.encode()).tree
    assert tree.value == value
    for pointer, found in walk(value):
        if isinstance(found, bool | int | str):
            assert character_at(text, tree, pointer).startswith(json.dumps(found, ensure_ascii=False))
        if pointer and isinstance(pointer[-1], str):
            assert character_at(text, tree, pointer, key=True).startswith((f'"{pointer[-1]}"', f'? "{pointer[-1]}"'))


@pytest.mark.parametrize("path", ["a.json", "a.yaml", "a.json5"])
@pytest.mark.parametrize(
    "piece", ["[", "{", '{"a":', '"\\"', "/*", "//", "[1,", "- ", "? ", "a: ", "&a ", "!", "'", ",", " ", "\n"]
)
def test_long_runs_of_one_piece_take_linear_time(piece, path):
    check_any_outcome((piece * 30_000).encode(), path)
