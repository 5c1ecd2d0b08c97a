"""The summary as a user sees it, on a terminal with and without colour, and in a pipe."""

import re
from pathlib import Path

import msgspec
import pytest

from auditor.formats.format import format_for
from auditor.formats.terminal import COLUMNS, terminal_summary

from .sample_report import travel_desk
from .sample_variants import empty, hostile, lone_artifact, ready

SNAPSHOTS = Path(__file__).parent / "snapshots"
WRITTEN = ("travel-desk.audit.html", "travel-desk.audit.pdf", "travel-desk.audit.json")
LOOKS = {
    "colour": {"colour": True, "boxes": True},
    "no-colour": {"colour": False, "boxes": True},
    "pipe": {"colour": False, "boxes": False},
}
ESCAPES = re.compile("\x1b\\[[0-9;]*m")


def summary(report, look):
    return terminal_summary(
        report, **LOOKS[look], written=WRITTEN, next_command="audit explain unapproved-irreversible-action"
    )


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("make", [travel_desk, ready, lone_artifact, empty])
def test_the_summary_reads_as_it_did(make, look):
    expected = (SNAPSHOTS / f"{make.__name__}.{look}.txt").read_text(encoding="utf-8")
    assert summary(make(), look).replace("\x1b", "␛") == expected


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("make", [travel_desk, ready, lone_artifact, empty, hostile])
def test_it_fits_one_screen(make, look):
    lines = ESCAPES.sub("", summary(make(), look)).splitlines()
    assert len(lines) <= 36
    assert all(len(line) <= COLUMNS for line in lines)


def test_a_pipe_gets_ascii_and_no_escapes():
    assert summary(travel_desk(), "pipe").replace("τ²-bench", "").isascii()  # a name of the report's, not of ours
    assert "\x1b" not in summary(travel_desk(), "pipe")


@pytest.mark.parametrize("look", LOOKS)
def test_names_cannot_steer_the_terminal(look):
    text = ESCAPES.sub("", summary(hostile(), look)) if look == "colour" else summary(hostile(), look)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202e]", text)
    assert r"\u202eevil\x1b" in text


def test_wide_characters_take_two_columns():
    areas = tuple(msgspec.structs.replace(area, title="旅行の予約と変更" * 5) for area in travel_desk().areas)
    report = msgspec.structs.replace(travel_desk(), areas=areas)
    rows = [line for line in summary(report, "no-colour").splitlines() if "旅行" in line]
    assert rows
    assert all(len(row) + sum(c > "\u2fff" for c in row) <= COLUMNS for row in rows)


def test_the_format_is_the_summary_for_a_pipe():
    text = format_for("terminal").write(travel_desk()).decode()
    assert text == terminal_summary(travel_desk(), colour=False, boxes=False, written=(), next_command="")
