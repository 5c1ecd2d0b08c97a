import pytest

from auditor.documents.lines import Lines
from auditor.documents.values import Position


@pytest.mark.parametrize(
    ("text", "offset", "line", "column"),
    [
        ("", 0, 1, 1),
        ("ab\ncd", 3, 2, 1),
        ("ab\r\ncd", 5, 2, 2),
        ("ab\rcd", 3, 2, 1),
        ("\N{GRINNING FACE}é x", 3, 1, 4),
        ("a\u2028b\x85c", 4, 1, 5),
    ],
)
def test_places_are_counted_as_an_editor_counts_them(text, offset, line, column):
    assert Lines(text).position(offset) == Position(line=line, column=column)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (1, 1, ("one",)),
        (2, 3, ("two", "")),
        (0, 99, ("one", "two", "", "four")),
        (4, 4, ("four",)),
        (5, 9, ()),
        (3, 2, ()),
    ],
)
def test_lines_are_clipped_to_the_text(first, last, expected):
    assert Lines("one\r\ntwo\n\nfour\n").between(first, last) == expected


def test_an_empty_text_has_no_lines():
    assert Lines("").between(1, 1) == ()
