import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@given(
    st.lists(st.tuples(st.sampled_from(["a", "bc\N{GRINNING FACE}", "\n"]), st.integers(0, 3000)), max_size=8),
    st.sampled_from(["", "\r"]),
    st.integers(0, 40_000),
)
def test_blocks_count_like_an_index_of_every_line(parts, returns, offset):
    text = "".join(piece * times for piece, times in parts) + returns
    offset = min(offset, len(text))
    starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
    line = sum(start <= offset for start in starts)
    lines = Lines(text)
    assert lines.position(offset) == Position(line=line, column=offset - starts[line - 1] + 1)
    assert (
        lines.between(line, line + 2)
        == tuple(re.split(r"\r\n|\r|\n", text)[line - 1 : line + 2])[
            : max(len(starts) - (starts[-1] == len(text)) - line + 1, 0)
        ]
    )
