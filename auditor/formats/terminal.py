"""The summary that fits one screen of a terminal, or a pipe."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.formats.format import Format
from auditor.formats.page.clauses import clauses_sentence
from auditor.formats.page.first_page import FirstPage, first_page_of
from auditor.formats.page.limits import SCREEN
from auditor.formats.page.what_if import assumed, if_so
from auditor.formats.page.words import Mark, effect, number
from auditor.formats.visible import on_one_line
from auditor.report.schema import Area, Report

COLUMNS = 100
_DO_FIRST = 3
COLOURS = {"fail": "31", "pass": "32", "unknown": "33", "waived": "35", "none": "2"}
_PLAIN = str.maketrans({"·": "-", "–": "-", "…": "..", "—": "-", "’": "'", "×": "x"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """How things look on this terminal."""

    colour: bool
    boxes: bool

    def style(self, text: str, *codes: str) -> str:
        """Return the text in these colours or weights, where the terminal has them."""
        return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if self.colour and text and codes else text

    def own(self, text: str) -> str:
        """Return words of this program, in ASCII where the output may go anywhere."""
        return text if self.boxes else text.translate(_PLAIN)

    def sign(self, mark: Mark) -> str:
        """Return an outcome: a sign on a terminal, a word elsewhere."""
        return self.style(mark.sign if self.boxes else f"{mark.word:8}", COLOURS[mark.colour], "1")

    def title(self, text: str) -> str:
        """Return a heading, with a rule to the margin where there are boxes."""
        rule = " " + "─" * (COLUMNS - len(text) - 1) if self.boxes else ""
        return self.style(text, "1") + self.style(rule, "2")


def terminal_summary(report: Report, *, colour: bool, boxes: bool, written: Sequence[str], next_command: str) -> str:
    """Return the summary, at most 100 columns wide.

    Pass `colour` where stdout is a terminal and NO_COLOR is not set, `boxes` where it is a terminal. `written` names
    the files that hold the whole report, `next_command` is what to type next; either may be empty.
    """
    pen = Pen(colour=colour, boxes=boxes)
    first = first_page_of(report, SCREEN)
    blocks = [
        _verdict(first, pen),
        _obstacles(first, report, pen),
        _what_if(report, pen),
        _areas(report.areas, pen),
        _clauses(report),
        _jairf(report, pen),
        _do_first(first, pen),
        _end(written, next_command, pen),
    ]
    return "\n\n".join("\n".join(lines) for lines in (list(block) for block in blocks) if lines) + "\n"


def _verdict(first: FirstPage, pen: Pen) -> Iterator[str]:
    code = (COLOURS[first.mark.colour],) if first.mark else ()
    name = fit(first.name, COLUMNS - len(first.headline) - 2)
    yield f"{pen.style(name, '1')}: {pen.style(first.headline, *code, '1')}"
    yield pen.style(fit(pen.own(" · ").join(on_one_line(fact) for fact in first.facts), COLUMNS), "2")
    if first.rungs:
        yield _ladder(first, pen)
    yield from _wrap(on_one_line(first.sentence))
    if first.known:
        yield first.decided


def _ladder(first: FirstPage, pen: Pen) -> str:
    if not pen.boxes:
        return fit(f"reached {first.reached}, asked {first.asked}", COLUMNS)
    steps = []
    for rung in first.rungs:
        dot = "●" if rung.reached else "○"
        dot = f"({dot})" if rung.asked else dot
        steps.append(f"{dot} {rung.number} {on_one_line(rung.name)}")
    return fit(" ── ".join(steps), COLUMNS)


def _obstacles(first: FirstPage, report: Report, pen: Pen) -> Iterator[str]:
    if not first.obstacles.items and not first.conditions.items:
        return
    if first.obstacles.items:
        yield pen.title("What stands in the way" if report.verdict else "What fails")
    for obstacle in first.obstacles.items:
        place = fit(on_one_line(obstacle.place), 40)
        sign_width = 1 if pen.boxes else 8
        space = COLUMNS - 5 - sign_width - 5 - _width(place)
        text = pad(fit(on_one_line(obstacle.text), space), space)
        yield f"  {pen.sign(obstacle.mark)} {text} {number(obstacle.subjects):>5} {place}".rstrip()
    if first.obstacles.more:
        yield f"  and {first.obstacles.more} more"
    if first.conditions.items:
        yield pen.title("On these conditions")
    for condition in first.conditions.items:
        yield fit(f"  - {on_one_line(condition)}", COLUMNS)
    if first.conditions.more:
        yield f"  and {first.conditions.more} more"


def _what_if(report: Report, pen: Pen) -> Iterator[str]:
    if report.what_if is not None:
        yield pen.title("What if (not the verdict above)")
        yield from _wrap(on_one_line(assumed(report.what_if)), first="  ")
        yield from _wrap(on_one_line(if_so(report.what_if)), first="  ")


def _areas(areas: Sequence[Area], pen: Pen) -> Iterator[str]:
    if not areas:
        return
    yield pen.title("Areas")
    yield pen.style(f"  {'':34}{'passed of applicable':>24}{'fail':>8}{'unknown':>10}{'waived':>9}", "2")
    for area in areas:
        title = pad(fit(on_one_line(area.title), 33), 34)
        counts = area.controls
        if not counts.applicable:
            yield pen.style(f"  {title}{'not applicable':>24}", "2")
            continue
        failed = pen.style(f"{number(counts.failed):>8}", *((COLOURS["fail"],) if counts.failed else ()))
        unknown = pen.style(f"{number(counts.unknown):>10}", *((COLOURS["unknown"],) if counts.unknown else ()))
        waived = pen.style(f"{number(counts.waived):>9}", *((COLOURS["waived"],) if counts.waived else ()))
        yield f"  {title}{f'{number(counts.passed)} of {number(counts.applicable)}':>24}{failed}{unknown}{waived}"


def _clauses(report: Report) -> Iterator[str]:
    if report.standard is not None:
        said = clauses_sentence(report)
        yield from _wrap(on_one_line(f"{report.standard.title}: {said[:1].lower()}{said[1:]}"))


def _jairf(report: Report, pen: Pen) -> Iterator[str]:
    if not report.jairf:
        return
    yield pen.title(f"API AI-readiness ({report.jairf[0].specification})")
    for found in report.jairf[:_DO_FIRST]:
        score = f"{found.low:.1f} to {found.high:.1f} of 100, at least level {found.level} ({found.level_name})"
        yield fit(f"  {on_one_line(found.interface)}: {score}", COLUMNS)
        yield f"    {found.measured} of {len(found.signals)} signals measured, {found.bounded} bounded"
    if len(report.jairf) > _DO_FIRST:
        yield f"  and {len(report.jairf) - _DO_FIRST} more"


def _do_first(first: FirstPage, pen: Pen) -> Iterator[str]:
    if not first.do_first:
        return
    yield pen.title("Do first")
    for rank, entry in enumerate(first.do_first[:_DO_FIRST], start=1):
        does = pen.own(effect(entry))
        space = COLUMNS - 5 - _width(does) - 2
        yield f"  {rank}  {pad(fit(on_one_line(entry.title), space), space)}  {does}"


def _end(written: Sequence[str], next_command: str, pen: Pen) -> Iterator[str]:
    if written:
        names = ", ".join(on_one_line(name) for name in written)
        yield from _wrap(names, first=f"{'Wrote':7}")
    if next_command:
        yield f"{'Next':7}{pen.style(on_one_line(next_command), '1')}"


def _wrap(text: str, first: str = "") -> list[str]:
    wide = _width(text) > len(text)
    return textwrap.wrap(
        text, COLUMNS // (1 + wide), initial_indent=first, subsequent_indent=" " * len(first), break_on_hyphens=False
    )


def _width(text: str) -> int:
    """Return how many columns a terminal gives the text."""
    return sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def pad(text: str, columns: int) -> str:
    """Return the text with blanks up to so many columns."""
    return text + " " * (columns - _width(text))


def fit(text: str, columns: int) -> str:
    """Return the text on one line and no wider than so many columns."""
    text = on_one_line(text[: 2 * columns])
    if _width(text) <= columns:
        return text
    while text and _width(text) > columns - 2:
        text = text[:-1]
    return text.rstrip() + ".."


def _write(report: Report) -> bytes:
    return terminal_summary(report, colour=False, boxes=False, written=(), next_command="").encode(
        errors="backslashreplace"
    )


FORMAT = Format(id="terminal", suffix=".txt", title="Summary as text", write=_write)
