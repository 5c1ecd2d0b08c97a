"""Names and descriptions of arguments that leave something to guessing."""

import pytest

from tests.evaluate.judged import outcomes


def outcome(check, parameters):
    found = outcomes(f"for_each: {{kind: tool}}\ncheck: {check}", f"tools: {{book: {{parameters: {parameters}}}}}")
    return sorted({said.split(":")[0] for said in found.values()})


@pytest.mark.parametrize(
    ("described", "expected"),
    [
        ("One of `a`, `b`.", ["fail"]),
        ("Allowed values are red, green, blue.", ["fail"]),
        ("Must be either 'asc' or 'desc'.", ["fail"]),
        ("The colour of the seat.", ["pass"]),
        ("One of the trips that the traveller has.", ["pass"]),
        ("One of `cabin` or `seat` is needed.", ["pass"]),
    ],
)
def test_values_in_words(described, expected):
    argument = f'{{cabin: {{type: string, enum: [], description: "{described}"}}}}'
    assert outcome("values_listed_in_words", argument) == expected


def test_values_that_the_schema_declares_are_fine():
    argument = "{cabin: {type: string, enum: [a, b], description: 'One of `a`, `b`.'}}"
    assert outcome("values_listed_in_words", argument) == ["pass"]


def test_unknown_values_are_unknown():
    assert outcome("values_listed_in_words", "{cabin: {description: 'One of `a`, `b`.'}}") == ["unknown"]


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("{id: {description: ' '}}", ["fail"]),
        ("{id: {description: The seat.}}", ["pass"]),
        ("{seat_id: {description: ' '}}", ["pass"]),
        ("{id: {type: string}}", ["unknown"]),
    ],
)
def test_vague_names(argument, expected):
    assert outcome("telling_argument_names", argument) == expected


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("{userId: {description: The user ID.}}", ["fail"]),
        ("{user_id: {description: The ID of the user who pays.}}", ["pass"]),
        ("{user_id: {description: ' '}}", ["pass"]),
        ("{user_id: {type: string}}", ["unknown"]),
    ],
)
def test_descriptions_that_restate(argument, expected):
    assert outcome("descriptions_beyond_names", argument) == expected
