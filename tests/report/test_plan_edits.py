"""Insertions into YAML and JSON: the file then holds the old values and the new one, and no other line changed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.documents import Document
from auditor.report.plan.edits import Edit, Editor, applied
from auditor.report.plan.files import Files
from auditor.report.plan.patches import hunks, unified
from auditor.report.plan.spans import json_spans, yaml_spans
from auditor.report.plan.wanted import Append, NotPossibleError, Put, at, fulfilled, together
from auditor.report.plan.writing import yaml_flow, yaml_text

_TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\ufeff"), max_size=12)
_KEYS = st.one_of(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), _TEXTS.filter(bool))
_SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-999, 999), _TEXTS)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_KEYS, inner, max_size=4)),
    max_leaves=12,
)
_ROOTS = st.dictionaries(_KEYS, _VALUES, min_size=1, max_size=5)
_NEW = st.one_of(_SCALARS, st.lists(_SCALARS, max_size=3), st.dictionaries(_KEYS, _SCALARS, min_size=1, max_size=3))


def block_yaml(value: object, draw: st.DrawFn, indent: int = 0) -> str:
    """Return a value as YAML, in blocks, brackets and with comments as they come."""
    pad = " " * indent
    lines = []
    entries = value.items() if isinstance(value, dict) else [(None, item) for item in value]  # type: ignore[attr-defined]
    for key, item in entries:
        if draw(st.integers(0, 4)) == 0:
            lines.append(f"{pad}# about the next")
        head = pad + ("- " if key is None else f"{yaml_text(key)}:")
        comment = "  # so" if draw(st.integers(0, 4)) == 0 else ""
        if isinstance(item, dict | list) and item and key is not None and draw(st.booleans()):
            lines += [f"{head}{comment}", block_yaml(item, draw, indent + draw(st.sampled_from((2, 4))))]
        elif item is None and key is not None and draw(st.booleans()):
            lines.append(f"{head}{comment}")
        else:
            lines.append(f"{head}{'' if key is None else ' '}{yaml_flow(item)}{comment}")
    return "\n".join(lines)


def mappings_in(value: object, pointer: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the pointers of all mappings in a value."""
    found = [pointer] if isinstance(value, dict) else []
    for step, inner in (
        value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else [])
    ):
        found += mappings_in(inner, (*pointer, step))
    return found


def check(text: str, name: str, pointer: tuple[str | int, ...], key: str, value: object) -> None:
    document = Document(name, text.encode())
    before = document.tree.value
    as_json = name.endswith(".json")
    wanted = at((*pointer, key), Put(value))  # type: ignore[arg-type]
    editor = Editor(text=text, root=json_spans(text) if as_json else yaml_spans(text), json=as_json)
    edits = editor.edits(wanted)
    after = applied(text, edits)
    assert Document(name, after.encode()).tree.value == fulfilled(before, wanted)
    gone = [line for hunk in hunks(text, edits) for line in hunk.before]
    assert len(gone) <= 1
    assert after.count("# ") >= text.count("# ")


@settings(deadline=None)
@given(st.data(), _ROOTS, _KEYS, _NEW)
def test_a_key_more_in_yaml(data: st.DataObject, root: dict[str, object], key: str, value: object):
    text = block_yaml(root, data.draw) + data.draw(st.sampled_from(("", "\n", "\n# the end\n")))
    pointer = data.draw(st.sampled_from(mappings_in(root)))
    inner: object = root
    for step in pointer:
        inner = inner[step]  # type: ignore[index]
    if isinstance(inner, dict) and key not in inner:
        check(text, "a.yaml", pointer, key, value)


@settings(deadline=None)
@given(st.data(), _ROOTS, _KEYS, _NEW, st.sampled_from((None, 2, 4, "\t")))
def test_a_key_more_in_json(data: st.DataObject, root: dict[str, object], key: str, value: object, indent: int | str):
    text = json.dumps(root, indent=indent, ensure_ascii=data.draw(st.booleans()))
    pointer = data.draw(st.sampled_from(mappings_in(root)))
    inner: object = root
    for step in pointer:
        inner = inner[step]  # type: ignore[index]
    if isinstance(inner, dict) and key not in inner:
        check(text, "a.json", pointer, key, value)


@settings(max_examples=25, deadline=None)
@given(st.data(), _ROOTS, st.lists(_KEYS, min_size=1, max_size=3, unique=True))
def test_git_applies_what_was_edited(data: st.DataObject, root: dict[str, object], keys: list[str]):
    import tempfile

    text = json.dumps(root, indent=2) + data.draw(st.sampled_from(("", "\n")))
    wanted = {key: Put("new") for key in keys}
    edits = Editor(text=text, root=json_spans(text), json=True).edits(wanted)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "a.json"
        path.write_bytes(text.encode())
        patch = unified("a.json", text, edits)
        done = subprocess.run(["git", "apply", "-"], cwd=name, input=patch.encode(), capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        assert path.read_bytes().decode() == applied(text, edits)


@pytest.mark.parametrize(
    ("text", "wanted", "after"),
    [
        ("a: {}  # none\n", {"a": {"b": Put(1)}}, "a:  # none\n  b: 1\n"),
        ("a:\n", {"a": Put("x")}, "a: x\n"),
        ("a:\n  - b\nc: 1\n", {"a": Append(("d",))}, "a:\n  - b\n  - d\nc: 1\n"),
        ("a: [b]", {"a": Append(("d",))}, "a: [b, d]"),
        ("a: |\n  text\nb: 1\n", {"c": Put(True)}, "a: |\n  text\nb: 1\nc: true\n"),
        ("a:\n  b: |\n    text\n# end\n", {"a": {"c": Put(2)}}, "a:\n  b: |\n    text\n  c: 2\n# end\n"),
        ("a:\r\n  b: 1\r\n", {"a": {"c": Put(2)}}, "a:\r\n  b: 1\r\n  c: 2\r\n"),
        ("- name: x\n  y: 1\n", {0: {"z": Put(2)}}, "- name: x\n  y: 1\n  z: 2\n"),
        ("a: {b: {value: none, evidence: c}}\n", {"a": {"b": Put("human")}}, "a: {b: human}\n"),
        ("a: {x: 1} # why\n", {"b": Put("no")}, 'a: {x: 1} # why\nb: "no"\n'),
    ],
)
def test_what_is_written(text: str, wanted: dict[str | int, object], after: str):
    edits = Editor(text=text, root=yaml_spans(text), json=False).edits(wanted)  # type: ignore[arg-type]
    assert applied(text, edits) == after


def test_what_several_places_share_is_not_changed_for_one_of_them():
    document = Document("a.yaml", b"a: &x {b: 1}\nc: *x\n")
    files = Files()
    file = files.of(document)
    assert file is not None
    with pytest.raises(NotPossibleError):
        files.make(file, {"a": {"d": Put(1)}})
    with pytest.raises(NotPossibleError):
        files.make(file, {"c": {"d": Put(1)}})


def test_a_secret_beside_the_change_keeps_the_patch_back():
    document = Document("a.yaml", b"service:\n  password: hunter22secret\n  image: x\n")
    files = Files()
    file = files.of(document)
    assert file is not None
    made = files.make(file, {"service": {"user": Put("me")}})
    assert made.patch == ""
    assert made.hunks[0].after == ("  user: me",)
    shown = files.make(file, {"service": {"password": Put("${PASSWORD:?}")}})
    assert "hunter22secret" not in str(shown)


def test_a_path_that_could_end_its_line_makes_no_patch():
    assert unified("a\n+++ b/evil", "a: 1\n", [Edit(start=4, end=4, text="2")]) == ""


def test_two_values_for_one_place():
    with pytest.raises(NotPossibleError):
        together(at(("a", "b"), Put(1)), at(("a", "b"), Put(2)))
