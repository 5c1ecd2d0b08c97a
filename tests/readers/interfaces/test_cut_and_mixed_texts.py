"""Whatever is left of a schema that is a text, reading it ends in a system or in an InputError with a place."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.derive import derive
from auditor.errors import InputError
from auditor.linking import link
from auditor.model.system import System
from tests.readers.interfaces.test_graphql import TRIPS as GRAPHQL
from tests.readers.interfaces.test_grpc import TRIPS as PROTO
from tests.readers.interfaces.typed_text import read_text

TEXTS = {"graphql": ("a.graphql", GRAPHQL), "grpc": ("a.proto", PROTO)}
MISPLACED = st.sampled_from(["", "{", "}", "(", '"', '"""', "[", "\x00", "é", "Trip", "0", "=", ";", "@x", "\r"])
WORD = re.compile(r'\w+|"+|\s+|.')


def survives(format_id: str, text: str) -> None:
    """Read a text and make a system of it, or see that the refusal names a place in the file."""
    name, _ = TEXTS[format_id]
    with TemporaryDirectory() as folder:
        try:
            listed = read_text(Path(folder), {name: text}, format_id=format_id)
        except InputError as error:
            assert all(problem.path == name and problem.line >= 1 <= problem.column for problem in error.problems)
            return
        System(derive(link(listed.description)))


@pytest.mark.parametrize("format_id", TEXTS)
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_cut_text(format_id, data):
    _, whole = TEXTS[format_id]
    survives(format_id, whole[: data.draw(st.integers(0, len(whole)))])


@pytest.mark.parametrize("format_id", TEXTS)
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_text_with_misplaced_words(format_id, data):
    words = WORD.findall(TEXTS[format_id][1])
    for _ in range(data.draw(st.integers(1, 4))):
        words[data.draw(st.integers(0, len(words) - 1))] = data.draw(MISPLACED | st.sampled_from(words))
    survives(format_id, "".join(words))
