import gc

import pytest

from auditor.documents import Budgets

from .reading import complaint, document, key_place, place


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no", "no"),
        ("off", "off"),
        ("Yes", "Yes"),
        ("true", True),
        ("FALSE", False),
        ("tRUE", "tRUE"),
        ("~", None),
        ("Null", None),
        ("010", 10),
        ("0o10", 8),
        ("0x1F", 31),
        ("0b11", "0b11"),
        ("1_000", "1_000"),
        ("-0", 0),
        ("+12", 12),
        ("12e03", 12000.0),
        ("1.", 1.0),
        (".5", 0.5),
        (".", "."),
        ("-.inf", float("-inf")),
        (".INF", float("inf")),
        ("12:30:45", "12:30:45"),
        ("2026-01-02", "2026-01-02"),
        ('"5"', "5"),
        ("! 5", "5"),
        ("!!str 5", "5"),
        ('!!int "5"', 5),
        ("!!float 5", 5.0),
        ("!!bool 'true'", True),
        ("!!null ''", None),
        ("!!binary aGk=", "aGk="),
        ("!!timestamp 2026-01-02", "2026-01-02"),
        ("{a: http://x.y/z}", {"a": "http://x.y/z"}),
    ],
)
def test_scalars_mean_what_yaml_1_2_says(text, expected):
    value = document(f"- {text}\n").tree.value
    assert value == [expected]
    assert type(value[0]) is type(expected)


def test_nan_is_a_number():
    value = document("- .nan").tree.value[0]
    assert value != value


def test_keys_are_their_source_text():
    text = "200: a\nno: b\n~: c\n1.50: d\n? e\n"
    assert document(text).tree.value == {"200": "a", "no": "b", "~": "c", "1.50": "d", "e": None}
    assert document(": a\n").tree.value == {"": "a"}
    assert document("a: &k 07\n*k : b\n").tree.value == {"a": 7, "07": "b"}


def test_every_key_and_item_has_a_place():
    text = "# é\na:\n  - b: &x {c: 1}\n  -   d\ne: *x\n"
    assert place(text, ()) == (2, 1)
    assert key_place(text, ("a",)) == (2, 1)
    assert place(text, ("a",)) == (3, 3)
    assert place(text, ("a", 0)) == key_place(text, ("a", 0)) == (3, 5)
    assert key_place(text, ("a", 0, "b", "c")) == (3, 12)
    assert place(text, ("a", 0, "b", "c")) == (3, 15)
    assert place(text, ("a", 1)) == (4, 7)
    assert place(text, ("e",)) == (5, 4)
    assert place(text, ("e", "c")) == (3, 15)


def test_a_pointer_that_does_not_resolve_gives_its_nearest_ancestor():
    text = "a:\n  b: [1]\n"
    for pointer in [("a", "b", 7), ("a", "b", 0, "c"), ("a", "b", "0"), ("a", "b", -2)]:
        assert place(text, pointer)[0] == 2
    assert place(text, ("x", "y")) == (1, 1)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_columns_count_characters_and_not_bytes(mark):
    text = mark + '\N{GRINNING FACE}é: "ü\u2028 {a: 1}"\r\nb: [1, ü]\n'.encode()
    assert place(text, ("b", 1)) == (2, 8)


def test_utf_16_and_utf_32_are_read_by_their_marks():
    for codec in ("utf-16", "utf-32"):
        assert place("é: [ü, 2]".encode(codec), ("é", 1)) == (1, 8)


def test_all_repeated_keys_are_told_with_both_places():
    assert complaint("a: 1\nb: {c: 1, c: 2}\na: 3\n'a': 4\n") == [
        'a.yaml:2:11: the key "c" is already at line 2, column 5',
        'a.yaml:3:1: the key "a" is already at line 1, column 1',
        'a.yaml:4:1: the key "a" is already at line 1, column 1',
    ]


def test_merge_keys_fill_in_what_a_mapping_lacks():
    text = """\
base: &base
  image: one
  ports: [1]
more: &more {image: two, user: me}
service:
  <<: [*base, *more]
  ports: [2]
"""
    assert document(text).tree.value["service"] == {"ports": [2], "image": "one", "user": "me"}
    assert place(text, ("service", "ports", 0)) == (7, 11)
    assert place(text, ("service", "image")) == (2, 10)
    assert key_place(text, ("service", "user")) == (4, 26)


def test_a_merge_is_refused_where_there_is_nothing_to_merge():
    assert complaint("a:\n  <<: 5\n") == [
        "a.yaml:2:7: the merge key << cannot merge this; expected a mapping or a list of mappings"
    ]
    assert complaint("x: &x {}\na:\n  <<: *x\n  <<: *x\n") == [
        "a.yaml:4:3: a second merge key << in one mapping; expected one with a list of all mappings to merge"
    ]
    assert document('"<<": 5').tree.value == {"<<": 5}


def test_unknown_tags_are_warnings_and_their_values_stay():
    opened = document("a: !Ref x\nb: !Sub [y, !Ref z]\nc: !Map {k: 1}\n")
    assert opened.tree.value == {"a": "x", "b": ["y", "z"], "c": {"k": 1}}
    assert [str(warning) for warning in opened.warnings] == [
        "a.yaml:1:4: the tag !Ref is not known (2 times); its value is taken as it stands",
        "a.yaml:2:4: the tag !Sub is not known; its value is taken as it stands",
        "a.yaml:3:4: the tag !Map is not known; its value is taken as it stands",
    ]


def test_tags_of_sets_and_ordered_mappings_change_nothing():
    opened = document("a: !!set {x, y}\nb: !!omap [k: 1]\n")
    assert opened.tree.value == {"a": {"x": None, "y": None}, "b": [{"k": 1}]}
    assert opened.warnings == ()


def test_a_stream_has_a_tree_for_each_document():
    trees = document("a: 1\n---\nb:\n  c: 2\n---\n...\n").trees
    assert [tree.value for tree in trees] == [{"a": 1}, {"b": {"c": 2}}, None]
    assert trees[1].position(("b", "c")).line == 4


@pytest.mark.parametrize("text", ["", "# nothing\n", "\ufeff", "   \n"])
def test_an_empty_file_has_no_tree(text):
    assert document(text).trees == ()
    assert complaint(text) == ["a.yaml:1:1: the file is empty; expected YAML or JSON"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n\t- b", "2:1: not YAML: a tab is used for indentation; expected spaces"),
        ("é: \x00", "1:4: the character U+0000 is not allowed in YAML"),
        ("é: ü\x07", "1:5: the character U+0007 is not allowed in YAML"),
        ("a: [1", "1:6: not YAML: expected a comma or ]"),
        ("a: 'x", "1:6: not YAML: the file ends inside a quoted text"),
        ("a: b: c", "1:5: not YAML: a colon cannot stand here; put the text in quotes"),
        ("a: *b", "1:4: the alias *b has no anchor &b before it"),
        ("a: &b [1, *b]", "1:11: the alias *b stands inside its own anchor"),
        ("? {a: 1}\n: b", "1:3: a mapping or a list is used as a key; expected a text or a number"),
        ("a: &b [1]\n*b : c", "2:1: a mapping or a list is used as a key; expected a text or a number"),
        ("a: !!int x", '1:4: cannot read "x"; expected what the tag !!int asks for'),
        ("a: !!bool yes", '1:4: cannot read "yes"; expected what the tag !!bool asks for'),
        ("a: {{ .Values.b }}", "1:5: not YAML: this looks like a template; expected the file that it renders to"),
        ("<a>b</a>", "1:1: this is XML or HTML; expected YAML or JSON"),
        (b"a: \xff", "1:4: the byte 0xFF is not UTF-8 here; expected a text saved as UTF-8"),
        (b"\xff\xfea\x00\x00\xd8", "1:2: the byte 0x00 is not UTF-16 here; expected a text saved as UTF-16"),
    ],
)
def test_errors_are_plain_words_with_a_place(text, expected):
    assert complaint(text) == [f"a.yaml:{expected}"]


def test_numbers_beyond_what_python_reads_are_errors():
    (problem,) = complaint("a: " + "9" * 5000)
    assert problem.startswith('a.yaml:1:4: cannot read "9999')
    assert problem.endswith("expected a number that is not so long")


def test_an_anchored_key_too_long_for_a_number_is_an_error():
    assert len(complaint("&a " + "9" * 5000 + ": 1")) == 1
    assert document("9" * 500 + ": 1").tree.value == {"9" * 500: 1}


def test_messages_stay_on_one_line():
    assert complaint('"a\\nb": 1\n"a\\nb": 2\n') == ['a.yaml:2:1: the key "a\\nb" is already at line 1, column 1']
    assert complaint('{"a\\nb": 1, "a\\nb": 2}', "a.json") == [
        'a.json:1:13: the key "a\\nb" is already at line 1, column 2'
    ]


def test_budgets_are_kept():
    small = Budgets(depth=3, nodes=10, parsed_bytes=40, reported_problems=2)
    assert complaint("[[[[1]]]]", budgets=small) == ["a.yaml:1:4: more than 3 mappings and lists inside one another"]
    assert complaint("a: &a [1, 2, 3]\nb: [*a, *a]\n", budgets=small) == [
        "a.yaml:2:5: holds more than 10 values, counting what its aliases stand for"
    ]
    assert complaint("a: 1\n" * 9, budgets=small) == ["a.yaml:1:1: 45 bytes; expected at most 40 of YAML or JSON"]
    assert len(complaint("a: \n" * 4, budgets=small)) == 2


def test_the_garbage_collector_runs_again_afterwards():
    complaint("a: [")
    complaint("[", path="a.json")
    assert gc.isenabled()


def test_a_failure_is_found_once_and_told_each_time():
    opened = document("a: [")
    assert complaint("a: [") == complaint("a: [")
    for _ in range(2):
        with pytest.raises(Exception, match="expected a value"):
            _ = opened.trees
