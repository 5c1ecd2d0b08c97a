"""When a report was made, in files that hold no earlier moment than 1980."""

import pytest

from auditor.formats.moment import EARLIEST, moment_of


@pytest.mark.parametrize(
    "said", ["", "yesterday", "1066-10-14", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00"]
)
def test_what_is_no_moment_becomes_1980(said):
    assert moment_of(said) == EARLIEST


def test_a_moment_is_told_in_utc():
    assert moment_of("2026-11-22T09:30:00+02:00").isoformat() == "2026-11-22T07:30:00+00:00"
