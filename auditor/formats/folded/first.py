"""What everybody reads: verdict, ladder, what is known, what stands in the way, what to do first, the areas."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.formats.folded.blocks import bullets, table
from auditor.formats.markdown_text import code, plain, prose
from auditor.formats.page.first_page import FirstPage, Rung, first_page_of
from auditor.formats.page.limits import SCREEN
from auditor.formats.page.what_if import assumed, if_so
from auditor.formats.page.words import effect, number, sentence, short
from auditor.report.schema import Area, Report

_LONGEST_TITLE = 160


def first_blocks(report: Report) -> Iterator[str]:
    """Yield the blocks of the head, which is short for every report."""
    first = first_page_of(report, SCREEN)
    sign = f"{first.mark.sign} " if first.mark else ""
    yield f"## {sign}{plain(first.name)}: {plain(first.headline)}"
    yield " · ".join(plain(fact) for fact in first.facts)
    if first.purpose:
        yield prose(sentence(first.purpose))
    yield prose(first.sentence)
    if first.rungs:
        yield f"**Levels** {' · '.join(_rung(rung) for rung in first.rungs)}"
    if first.known:
        shares = " · ".join(f"{number(share.pairs)} {plain(share.level)}" for share in first.known)
        yield f"**How much of this is known** {shares}. {plain(first.decided)}"
    yield from _obstacles(first, report)
    yield from _what_if(report)
    yield from _do_first(first)
    yield from _areas(report.areas)


def _rung(rung: Rung) -> str:
    said = f"{'●' if rung.reached else '○'} {rung.number} {plain(rung.name)}"
    return f"**{said} (asked for)**" if rung.asked else said


def _obstacles(first: FirstPage, report: Report) -> Iterator[str]:
    if first.obstacles.items:
        yield f"### {'What stands in the way' if report.verdict else 'What fails'}"
        yield table(
            ("", "what", "how many", "where"),
            [
                (f"{entry.mark.sign} {entry.mark.word}", prose(entry.text), plain(entry.count), code(entry.place))
                for entry in first.obstacles.items
            ],
        )
    if first.obstacles.more:
        yield f"And {number(first.obstacles.more)} more among the findings below."
    if first.conditions.items:
        yield "### On these conditions"
        more = (f"and {number(first.conditions.more)} more",) if first.conditions.more else ()
        yield bullets((*(prose(condition) for condition in first.conditions.items), *more))


def _what_if(report: Report) -> Iterator[str]:
    if report.what_if is not None:
        yield "### What if (not the verdict above)"
        yield f"{prose(assumed(report.what_if))} {prose(if_so(report.what_if))}"


def _do_first(first: FirstPage) -> Iterator[str]:
    if first.do_first:
        yield "### Do first"
        yield table(
            ("", "what", "effort", "effect", "then"),
            [
                (
                    str(rank),
                    prose(sentence(short(step.entry.title, _LONGEST_TITLE))),
                    step.entry.effort.value,
                    effect(step.entry),
                    plain(step.then) or "–",
                )
                for rank, step in enumerate(first.steps, start=1)
            ],
        )
    if first.leads:
        yield plain(first.leads)


def _areas(areas: tuple[Area, ...]) -> Iterator[str]:
    if areas:
        yield "### Areas"
        yield table(
            ("area", "passed of applicable", "fail", "unknown", "by hand", "error", "waived"),
            [_area(area) for area in areas],
            right=range(1, 7),
        )


def _area(area: Area) -> tuple[str, ...]:
    counts = area.controls
    title = plain(short(area.title, 60))
    if not counts.applicable:
        return (title, "not applicable", "", "", "", "", "")
    rest = (counts.failed, counts.unknown, counts.manual, counts.error, counts.waived)
    passed = f"{number(counts.passed)} of {number(counts.applicable)}"
    return (title, passed, *(number(count) if count else "–" for count in rest))
