"""What is said of many subjects alike is said once; what a finding repeats is left out."""

import msgspec
import pytest

from auditor.formats.page.evidence import Places
from auditor.formats.page.limits import PRINT, SCREEN
from auditor.formats.page.listing import listed_subjects, names_left_out
from auditor.formats.page.rows import lead_of, rows_of
from auditor.formats.page.words import brief, effect
from auditor.model.findings import Confidence, Outcome, Severity
from auditor.report.schema import Evidence, Excerpt, Finding, FindingSubject

from .sample_advice import RECOMMENDATIONS
from .sample_variants import empty


def at(line: int, path: str = "api.yaml", lines: tuple[str, ...] = ()) -> Evidence:
    excerpt = Excerpt(first_line=line, lines=lines, marked=line) if lines else None
    return Evidence(path=path, line=line, column=1, pointer="", level="documented", excerpt=excerpt)


def lacks(name: str, line: int, *, item: str = "", path: str = "api.yaml") -> FindingSubject:
    what = f"`description` of parameter `{item}`" if item else f"`description` of `{name}`"
    message = f"{what} is empty ({path}:{line}); expected a value"
    return FindingSubject(id=name, item=item, message=message, evidence=(at(line, path, ("a", "b")),))


def finding(message: str, *subjects: FindingSubject, outcome: Outcome = Outcome.FAIL) -> Finding:
    return Finding(
        control="c", area="a", outcome=outcome, title="t", message=message, cause="", severity=Severity.HIGH,
        confidence=Confidence.HIGH, gate_level=None, subjects=subjects,
    )  # fmt: skip


def rows(*findings: Finding, limits=SCREEN, room: int = 12, quotes: int = 0):
    return rows_of(findings, Places(empty(), limits), limits, room=room, quotes=quotes)[0]


def test_like_subjects_share_a_row_and_their_file_is_named_once():
    [row] = rows(finding("3 of 9.", *(lacks(f"t{n}", n) for n in (1, 2, 3)))).items
    assert row.text == "`description` of each is empty; expected a value"
    assert row.path == "api.yaml"
    assert row.listing == "t1 :1; t2 :2; t3 :3"
    assert row.level == "documented"


def test_items_are_left_open_and_named_with_their_subject():
    [row] = rows(finding("Two.", lacks("t", 1, item="a"), lacks("t", 2, item="b"), lacks("u", 3, item="c"))).items
    assert row.text == "`description` of parameter … is empty; expected a value"
    assert [(entry.id, entry.items) for entry in row.entries.items] == [("t", ("a", "b")), ("u", ("c",))]


def test_subjects_in_several_files_carry_their_whole_place():
    [row] = rows(finding("Two.", lacks("t", 1), lacks("u", 2, path="other.yaml"))).items
    assert row.path == ""
    assert row.listing == "t api.yaml:1; u other.yaml:2"


def test_one_subject_is_said_in_its_own_words_with_its_place_after_them():
    only = msgspec.structs.replace(lacks("t", 1), message="")
    [row] = rows(finding("`description` of `t` is empty (api.yaml:1); expected a value", only)).items
    assert row.text == "`description` of `t` is empty; expected a value"
    assert row.listing == "api.yaml:1"
    assert row.names_beside(150) == ""
    assert row.names_beside(12) == "t", "the text would be cut before the name"


def test_a_message_that_tells_several_places_apart_keeps_them():
    message = "`data` (a.yaml:1) goes out by `mail` (b.yaml:2)"
    only = FindingSubject(id="t", evidence=(at(1, "a.yaml"), at(2, "b.yaml")))
    [row] = rows(finding(message, only)).items
    assert row.text == message
    assert row.entries.items[0].places.items == ()


def test_the_lead_repeats_neither_the_first_subject_nor_the_only_one():
    first, second = lacks("t", 1), lacks("u", 2)
    assert lead_of(finding(f"2 of 9 tools. First `t`: {first.message}", first, second)) == "2 of 9 tools."
    assert lead_of(finding(first.message, first)) == ""
    assert lead_of(finding("Said once.", msgspec.structs.replace(first, message=""))) == ""
    assert lead_of(finding("Two lack it.", *(msgspec.structs.replace(s, message="") for s in (first, second))))


def test_the_rest_is_counted_and_named_elsewhere():
    many = finding("Many.", *(lacks(f"t{n}", n) for n in range(1, 31)))
    shown = rows(many, limits=PRINT, room=4)
    assert [(len(row.entries.items), row.entries.more) for row in shown.items] == [(4, 26)]
    assert names_left_out(many.subjects, shown) == tuple(f"t{n}" for n in range(5, 31))
    assert len(listed_subjects(many.subjects)) == 30


def test_a_listed_subject_has_its_fingerprint_and_all_its_places_on_one_line():
    subject = msgspec.structs.replace(lacks("t", 1), fingerprint="77aa", item="size\n\u202e")
    [line] = listed_subjects([subject])
    first, places, name, item = line.split("  ")
    assert (first, name, item) == ("77aa", "t", "size \\u202e")
    assert places.split(", ") == [f"{piece.path}:{piece.line}" for piece in subject.evidence]


def test_no_more_is_quoted_than_asked_for_and_no_line_twice():
    twice = finding("Two.", lacks("t", 1), lacks("u", 1), lacks("v", 2))
    assert [quote.place for row in rows(twice, quotes=9).items for quote in row.quotes] == ["api.yaml:1", "api.yaml:2"]
    assert sum(len(row.quotes) for row in rows(twice, quotes=1).items) == 1


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((3, 0, 2, 0), "closes 3 high, 2 low"),
        ((0, 0, 0, 30), "settles 30 unknown"),
        ((0, 1, 0, 1200), "closes 1 medium; settles 1,200 unknown"),
        ((0, 0, 0, 0), "–"),
    ],
)
def test_an_effect_keeps_failures_and_unknowns_apart(counts, said):
    names = ("closes_high", "closes_medium", "closes_low", "settles")
    assert effect(msgspec.structs.replace(RECOMMENDATIONS[0], **dict(zip(names, counts, strict=True)))) == said


def test_a_long_server_gives_way_on_paper():
    assert brief("bookings.cancelTrip") == "bookings.cancelTrip"
    assert brief("github-s-official-openapi-spec.repos/get") == "…repos/get"


def test_ids_of_a_long_server_are_cut_in_what_is_said_too():
    server = "an-interface-of-a-long-name"
    said = f"`{server}.b` says what `{server}.a` says"
    twin = FindingSubject(id=f"{server}.a", item=f"{server}.b", message=said, evidence=(at(1),))
    row, other = rows(finding("Two.", twin, lacks(f"{server}.c", 2))).items
    assert (row.text, row.listing) == ("`…b` says what `…a` says", "…b api.yaml:1")
    assert (other.text, other.listing) == ("`description` of `…c` is empty; expected a value", "api.yaml:2")


def test_a_pointer_is_not_named_beside_the_line():
    at_pointer = FindingSubject(
        id="t", item="/paths/~1trips/get", message="`enum` is empty (api.yaml:1)", evidence=(at(1),)
    )
    [row] = rows(finding("One.", at_pointer)).items
    assert row.listing == "t api.yaml:1"
