"""Patterns that are allowed, those that are not, and how long the worst of them may take."""

from __future__ import annotations

import time

import pytest

from auditor.checklist.patterns import LONGEST_TEXT, finder


@pytest.mark.parametrize(
    "pattern",
    [r"(a+)+", r"(a|aa)*b", r"((a?)b)*", r"(a*){2,}", r"(a)\1", r"(?=a)", r"(?<!a)b", r"a*b*c*d*e", "a" * 201, "[a"],
)
def test_refused(pattern: str):
    with pytest.raises(ValueError, match=r"pattern|regular expression"):
        finder(pattern)


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"^[a-z]+(_[a-z]+)?$", "get_order", True),
        (r"(?i)\b(todo|tbd)\b", "This is TBD.", True),
        (r"[*+|(]+", "a+b", True),
        (r"\(a+\)", "(aa)", True),
        (r"(?:get|list)_", "set_order", False),
        (r"[]a]+", "]", True),
        (r"x{2,3}", "axxb", True),
    ],
)
def test_allowed(pattern: str, text: str, found: bool):
    assert finder(pattern)(text) is found


def test_only_the_beginning_of_a_text_is_searched():
    assert not finder("b")("a" * LONGEST_TEXT + "b")


def test_a_hostile_text_costs_little():
    started = time.process_time()
    finder(r"[a-z]+[0-9]+$")("a" * 1_000_000)
    assert time.process_time() - started < 5
