"""The part about the clauses of a standard, on the page, on paper and in a terminal."""

from __future__ import annotations

import re

import msgspec
import pytest

from auditor.formats.format import format_for
from auditor.formats.page.clauses import clauses_of, clauses_sentence, mark_of_clause
from auditor.formats.page.limits import PRINT, SCREEN, Limits
from auditor.formats.page.palette import MARKS
from auditor.formats.page.render import render
from auditor.report.schema import ClauseFact, ClauseOutcome, Counts, Report, StandardFact

from .page_parser import Page
from .sample_controls import CONTROLS
from .sample_report import travel_desk
from .sample_variants import HOSTILE

STANDARD = StandardFact(title="House rules", version="3", url="https://example.org/rules", unit="rules")
FAILING = next(control.id for control in CONTROLS if control.subjects.failed)
PASSING = next(control.id for control in CONTROLS if control.outcome == "pass")


def clause(name: str, outcome: ClauseOutcome, *controls: str, note: str = "", title: str = "A rule") -> ClauseFact:
    return ClauseFact(id=name, title=title, outcome=outcome, controls=controls, counts=Counts(), note=note)


CLAUSES = (
    clause("R1", ClauseOutcome.MET, PASSING, note="Nobody asked the users."),
    clause("R2", ClauseOutcome.FAILED, PASSING, FAILING),
    clause("R3", ClauseOutcome.UNKNOWN, PASSING),
    clause("R4", ClauseOutcome.PERSON, note="Training shows in no file."),
    clause("R5", ClauseOutcome.UNCHECKED, note="No file is read for it."),
)


def report(*clauses: ClauseFact, standard: StandardFact = STANDARD) -> Report:
    return msgspec.structs.replace(travel_desk(), standard=standard, clauses=clauses or CLAUSES)


def part_of(made: Report, limits: Limits = SCREEN) -> str:
    """Return the source of the part."""
    page = render(made, limits)
    start = page.index('id="part-clauses"')
    return page[start : page.index("</section>", start)]


def test_the_first_line_says_how_it_stands():
    assert clauses_sentence(report()) == (
        "By what the files show, 1 of 5 rules is met, 1 fails, 1 cannot be told, 1 is for a person to judge; "
        "nothing checks R5."
    )
    many = [clause(f"R{n}", ClauseOutcome.UNCHECKED) for n in range(5)]
    assert clauses_sentence(report(*many)) == "By what the files show, 0 of 5 rules are met; nothing checks 5 of them."


@pytest.mark.parametrize("limits", [SCREEN, PRINT], ids=["screen", "print"])
def test_it_has_a_row_for_each_clause_and_names_what_nothing_checks(limits: Limits):
    part = part_of(report(), limits)
    assert re.findall(r'<tr><th scope="row">(R\d)</th>', part) == ["R1", "R2", "R3", "R4", "R5"]
    unchecked = part[part.index("Nothing in this audit checks") : part.index("Only a person can judge")]
    assert "R5" in unchecked
    assert "No file is read for it." in unchecked
    assert not re.search("R[1-4]", unchecked)
    assert "Training shows in no file." in part[part.index("Only a person can judge") :]
    assert part.count("Nobody asked the users.") == 1


def test_it_claims_nothing_that_files_cannot_show():
    part = part_of(report())
    assert "no legal assessment" in part
    assert not re.search(r"complian|certif|fulfil", part, re.IGNORECASE)


def test_every_outcome_has_a_sign_and_a_word_of_its_own():
    marks = [mark_of_clause(outcome) for outcome in ClauseOutcome]
    assert len({mark.sign for mark in marks}) == len({mark.word for mark in marks}) == len(marks)
    assert {mark.colour for mark in marks} <= set(MARKS)


def test_what_fails_stands_first_and_leads_to_its_finding():
    view = clauses_of(report())
    assert view is not None
    assert [control.id for control, _ in view.rows[1].controls] == [FAILING, PASSING]
    page = Page(render(report(), SCREEN))
    link = f"#finding-{FAILING}-fail"
    assert link in page.links
    assert link[1:] in page.ids


def test_names_cannot_break_the_page():
    hostile = report(
        *(clause(HOSTILE, outcome, HOSTILE, note=HOSTILE, title=HOSTILE) for outcome in ClauseOutcome),
        standard=StandardFact(title=HOSTILE, version=HOSTILE, url=f"javascript:{HOSTILE}", unit=HOSTILE),
    )
    part = part_of(hostile)
    assert "<script" not in part
    assert "\u202e" not in part
    assert "href" not in part
    Page(render(hostile, SCREEN))
    said = format_for("terminal").write(hostile).decode()
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_a_terminal_says_it_in_one_line():
    said = format_for("terminal").write(report()).decode()
    assert "House rules: by what the files show, 1 of 5 rules is met" in said


def test_without_a_standard_there_is_nothing_of_it():
    assert 'id="part-clauses"' not in render(travel_desk(), SCREEN)
    assert clauses_of(travel_desk()) is None
