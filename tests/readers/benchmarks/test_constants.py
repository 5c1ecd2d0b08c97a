"""NaN and infinities read as null, however a file is cut into pieces."""

from __future__ import annotations

import json
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from auditor.readers.benchmarks.constants import WithoutConstants, without_constants

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-99, 99)
    | st.floats(width=16)
    | st.text(alphabet='aN,:[]{}" \\\n', max_size=6)
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=3)
)


def nulled(value):
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return None
    if isinstance(value, list):
        return [nulled(item) for item in value]
    return {key: nulled(item) for key, item in value.items()} if isinstance(value, dict) else value


def pieces(data, size):
    file = WithoutConstants(BytesIO(data))
    return b"".join(iter(lambda: file.read(size), b""))


@given(VALUES, st.integers(1, 9), st.sampled_from([None, 1]))
def test_every_piece_size_gives_the_same_values(value, size, indent):
    data = json.dumps([value], indent=indent).encode()
    assert json.loads(without_constants(data)) == [nulled(value)]
    assert json.loads(pieces(data, size)) == [nulled(value)]


def test_texts_stay_as_they_are():
    data = b'{"a": "NaN", "b": "x Infinity\\" NaN"}'
    assert without_constants(data) == data
    assert json.loads(pieces(data, 4))["a"] == "NaN"


def test_a_file_without_them_is_not_copied():
    data = b'{"a": 1}'
    assert without_constants(data) is data


def test_a_long_text_without_marks_passes_through():
    data = b'["' + b"x" * 3_000_000 + b'"]'
    assert pieces(data, 65536) == data
