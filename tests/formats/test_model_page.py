"""The models: what was measured, how surely, how long ago, beside whom, and what nobody has shown."""

from __future__ import annotations

import contextlib
import re
import zlib
from datetime import date

import msgspec
import pytest

from auditor.formats.format import format_for
from auditor.formats.page import model_words as say
from auditor.formats.page.limits import PRINT, SCREEN
from auditor.formats.page.models import models_of
from auditor.formats.page.parts import parts_of
from auditor.formats.page.render import render
from auditor.report.schema import ModelFact, Report

from .page_parser import Page
from .sample_models import AIRLINE, AIRLINE_LOW, BARE, BFCL, MMLU, OWN, QWEN, SWE, measured
from .sample_variants import HOSTILE

AUDITED = date(2026, 11, 22)
replace = msgspec.structs.replace


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def model(*evaluations, **more) -> ModelFact:
    return ModelFact(id="m", provider="", version="", used_by=("planner",), evaluations=evaluations, **more)


def report(*models: ModelFact) -> Report:
    return replace(measured(), models=models)


def view(*evaluations, limits=SCREEN, **more):
    (made,) = models_of(report(model(*evaluations, **more)), limits).items
    return made


def section(made: Report, limits=SCREEN) -> str:
    page = render(made, limits)
    start = page.index('id="part-model"')
    return page[start : page.index("</section>", start)]


def sentence(made: Report) -> str:
    return next(part.sentence for part in parts_of(made) if part.id == "model")


@pytest.mark.parametrize(
    ("fact", "kind"),
    [
        (AIRLINE, "dynamic"),
        (SWE, "executable, static tasks"),
        (MMLU, "static"),
        (OWN, "unknown"),
        (replace(OWN, environment="live"), "dynamic"),
        (replace(OWN, environment="frozen"), "executable, static tasks"),
        (replace(OWN, environment="none"), "static"),
        (replace(OWN, dynamic=False), "static"),
    ],
)
def test_the_kind_follows_from_what_answers(fact, kind):
    assert say.kind_of(fact) == kind


@pytest.mark.parametrize(
    ("value", "told"),
    [(0, "0 %"), (1.0, "100 %"), (0.625, "62.5 %"), (0.0002, "under 0.1 %"), (0.99999, "over 99.9 %")],
)
def test_shares_are_whole_only_where_they_are(value, told):
    assert plain(say.share(value)) == told


def test_the_lead_says_kind_age_and_the_most_telling_result():
    assert plain(say.lead(QWEN, AUDITED)) == (
        "3 of 8 results show it acting in an environment that answers; the newest is 41 days old at the audit; "
        "τ²-bench 1.0 airline 62.5 % (48.0–75.1 %) over 50 tasks × 4 trials, and in 48.0 % of the tasks all 4 succeed."
    )


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (
            BARE,
            "Nobody has shown an evaluation of this model; what is named as evidence for it measured another model.",
        ),
        (model(), "Nobody has shown an evaluation of this model."),
        (
            model(replace(MMLU, date="")),
            "Its only result does not show it acting in an environment that answers; "
            "no result says when it was gathered; MMLU-Pro, static: 81.1 %.",
        ),
        (
            model(replace(OWN, environment="live", dynamic=None, date="2024-11-22")),
            "Its only result shows it acting in an environment that answers; it is 24 months old at the audit; "
            "none has a score.",
        ),
        (
            model(SWE, MMLU),
            "None of 2 results shows it acting in an environment that answers; no date of a result can be right; "
            "SWE-bench verified, executable, static tasks: 69.2 % (65.0–73.1 %) over 500 tasks × 1 trial.",
        ),
    ],
)
def test_the_lead_without_one_thing_or_another(made, told):
    assert plain(say.lead(made, AUDITED)) == told


def test_the_sentence_of_the_part():
    assert sentence(report()) == "No model is named."
    assert sentence(report(BARE)) == "Nobody has shown an evaluation of the model."
    assert sentence(report(BARE, model())) == "Nobody has shown an evaluation of any model."
    assert sentence(measured()) == (
        "3 of 10 results show a model acting in an environment that answers; the newest is 41 days old; "
        "nobody has shown a result of 1 of 3 models."
    )
    assert sentence(report(model(MMLU))) == (
        "None of 1 result shows the model acting in an environment that answers; none has a date that can be right."
    )


def test_a_bar_stands_where_its_numbers_are_and_says_them():
    bar, *_, none = view(AIRLINE, OWN).bars.items
    assert (bar.at, bar.low, bar.high) == ("62.00%", "48.08%", "74.10%")
    assert len(bar.ticks) == 11
    assert plain(bar.alt) == (
        "τ²-bench 1.0 airline: 62.5 %, 95 % interval 48.0–75.1 %, dynamic; "
        "11 published results of others from 34.4 % to 74.0 %"
    )
    assert (none.at, none.score, none.alt) == ("", "", "trip-changes: no score, kind unknown")


def test_the_drawing_has_a_shape_for_each_kind_and_its_numbers_as_text():
    text = section(report(model(AIRLINE, SWE, MMLU, replace(OWN, score=0.5))))
    drawings = re.findall(r'<svg class="chart" width="100%" height="30".*?</title>(.*?)</svg>\n</svg>', text, re.DOTALL)
    last = [drawing[drawing.rindex("<svg") :] for drawing in drawings]
    assert ["f-ink s-ink" in last[0], "<path" in last[1], "f-paper s-ink" in last[2], "dasharray" in last[3]] == [
        True
    ] * 4
    assert [drawing.count('stroke-width="2.5"') for drawing in drawings] == [1, 1, 0, 0]  # the intervals
    assert text.count("<title>") == 8  # with the axis and the three shapes of the key
    assert "style=" not in text
    assert "var(" not in text


def test_what_is_outside_the_axis_stays_on_it():
    (bar,) = view(replace(AIRLINE, score=1.7, low=-0.2, high=1.9)).bars.items
    assert (bar.at, bar.low, bar.high) == ("98.00%", "2.00%", "98.00%")


def test_results_of_a_run_stand_together_with_their_conditions():
    made = view(BFCL[0], AIRLINE, *BFCL[1:], MMLU, MMLU)
    assert [len(run.rows) for run in made.runs] == [3, 1, 1, 1]
    first, second = made.runs[:2]
    assert [row.place for row in first.rows] == [BFCL[0].place, "", ""]
    assert [(row.tasks, row.subset) for row in first.rows] == [("800", False), ("1,150", False), ("240 of 1,124", True)]
    assert plain(first.overall) == (
        "No overall: 12 categories were not run (web_search_base, web_search_no_snippet, memory_0, memory_1, memory_2, "
        "memory_3, memory_4, memory_5 and 4 more). 42.9 % of the weight of what was run is dynamic."
    )
    assert first.unstated == "the limit of steps and the reasoning effort"
    assert first.doubts.items == ("`multi_turn`: the header says 0.4575, its own counts say 358 of 800",)
    assert second.conditions == (
        "run on 12 Oct 2026, 41 days old · native tool calls · harness tau2 0.3.1 · at most 200 steps a trial · "
        "reasoning effort high · user played by gpt-4.1-2025-04-14 · "
        "the file names the model `qwen3-max-2025-09-23`"
    )
    assert second.spending == (
        "48,210 tokens and 9,120 reasoning tokens, 11.4 calls, 17.2 turns, 184 seconds and 0.091 USD"
    )
    assert [plain(line) for line in second.rows[0].steady] == ["all 4: 48.0 %", "any: 78.0 %", "3 lost to errors"]


def test_lines_of_one_file_name_it_once():
    places = ("a/b.json:1:2", "a/b.json:7:2", "a/b.json:7:2", "a/b.json", "a/c:d.json:3", "a/c:d.json:4")
    (run,) = view(*(replace(AIRLINE, place=place) for place in places)).runs
    assert [row.place for row in run.rows] == ["a/b.json:1:2", ":7:2", "", "a/b.json", "a/c:d.json:3", ":4"]


def test_an_overall_score_is_said_where_there_is_one():
    (run,) = view(replace(BFCL[0], overall=0.703, overall_missing=(), dynamic_share=None)).runs
    assert plain(run.overall) == "Overall 70.3 %."


def test_what_speaks_against_a_run_is_said():
    text = Page(render(measured(), SCREEN)).shown
    for said in (
        "! The model under test played its own user, who is easier to please.",
        "! The date cannot be right: it is dated 2023-01-10, before SWE-bench verified was published on 2024-08-13.",
        "! The date cannot be right: it is dated 1 Mar 2027, after this audit.",
        "Nobody states the calling mode, the harness, the limit of steps and the reasoning effort.",
        "Named as evidence, but terminal-bench measured qwen3-max-preview, whose name is close: "
        "preview is another variant.",
        "240 of 1,124 subset",
        "static · 111 days old · subset",
        "static · date doubtful",
    ):
        assert said in text


def test_a_test_without_tools_has_no_calling_mode_to_state():
    assert say.unstated(replace(MMLU, date="")) == "the date"
    assert say.unstated(AIRLINE) == ""
    assert say.unstated(replace(AIRLINE, user_simulator="")) == "who played the user"


def test_at_most_five_published_results_stand_around_the_own_one():
    (comparison,) = view(AIRLINE).comparisons.items
    assert [(plain(row.score), row.own) for row in comparison.rows] == [
        ("66.0 %", False), ("64.0 %", False), ("62.5 %", True), ("61.8 %", False), ("60.0 %", False), ("57.2 %", False),
    ]  # fmt: skip
    assert comparison.standing == "4 of 11 published results near it are higher"
    (best,) = view(replace(AIRLINE, score=0.9)).comparisons.items
    assert (best.rows[0].own, best.standing) == (True, "none of 11 published results near it is higher")
    text = Page(render(report(model(AIRLINE)), SCREEN)).shown
    assert "Published, not verified by this audit" in text
    assert "▸ m 62.5 % native, high read by this audit 12 Oct 2026" in text


def test_why_nothing_stands_beside_a_result():
    assert [(why, labels.items) for why, labels in view(AIRLINE_LOW, MMLU, SWE).alone.items] == [
        ("its user was played by another model than in every published result", ("τ²-bench 1.0 airline",)),
        ("no version is stated", ("MMLU-Pro",)),
        ("no published result has the same scaffold", ("SWE-bench verified",)),
    ]


def test_what_more_reasoning_bought_or_why_nobody_knows():
    text = Page(render(measured(), SCREEN)).shown
    assert "τ²-bench airline low → high 54.0 % → 62.5 % 6,100 +1.39" in text
    assert "43.0 % → 44.8 % ? The files do not say how many reasoning tokens were spent." in text
    assert "What more reasoning buys is unknown: no result says with which reasoning effort it was gathered." in text


def test_a_model_without_results_has_neither_drawing_nor_table():
    text = section(report(BARE))
    assert "<table" not in text
    assert "<svg" not in text
    assert "What is missing" in text


def test_models_in_use_stand_first():
    assert [made.fact.id for made in models_of(measured(), PRINT).items] == ["qwen3-max", "policy-small", "embedder"]


@pytest.mark.parametrize(("limits", "models", "rows"), [(SCREEN, 20, 12), (PRINT, 8, 5)])
def test_long_lists_are_folded_and_models_share_the_rows(limits, models, rows):
    many = [model(*(replace(AIRLINE, part=f"p{n}", beside=()) for n in range(300)))] * 30
    shown = models_of(report(*many), limits)
    assert (len(shown.items), shown.more) == (models, 30 - models)
    assert {sum(len(run.rows) for run in made.runs) for made in shown.items} == {rows}
    assert {made.bars.more for made in shown.items} == {300 - rows}
    assert f"and {30 - models} more models, all in report.json" in section(report(*many), limits)


def test_tables_are_built_as_the_others_are():
    page = Page(section_page(measured()))
    assert all(table["caption"] and table["scope"] for table in page.tables)
    levels = [level for level, _ in page.headings]
    assert set(levels) == {2, 3, 4}


def section_page(made: Report) -> str:
    return f'<section class="part" {section(made)}</section>'


def test_names_stay_text_in_drawings_too():
    def spoil(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {name: spoil(item, name) for name, item in value.items()}
        if isinstance(value, list | tuple):
            return [spoil(item, key) for item in value]
        return f"{value}{HOSTILE}" if isinstance(value, str) and key != "level" else value

    models = msgspec.convert(spoil([msgspec.to_builtins(one) for one in measured().models]), type=tuple[ModelFact, ...])
    for limits in (SCREEN, PRINT):
        text = render(replace(measured(), models=models), limits)
        assert text.count("<script") == (1 if limits is SCREEN else 0)  # the map's own
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202e]", text)
        assert "{{7*7}}" in Page(text).shown
        assert "<title>τ²-bench&lt;script&gt;" in text


@pytest.mark.slow
def test_on_paper_every_drawing_has_its_numbers_as_text():
    from auditor.formats.pdf import PdfUnavailable

    try:
        with_them, without = (format_for("pdf").write(one) for one in (measured(), report(BARE)))
    except PdfUnavailable as missing:
        pytest.skip(str(missing))
    drawn = sum(bool(bar.at) for model in models_of(measured(), PRINT).items for bar in model.bars.items)
    assert drawn == 9
    assert _described(with_them) - _described(without) >= drawn


def _described(content: bytes) -> int:
    """Return how many things in a PDF have a text in their place."""
    found = 0
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        with contextlib.suppress(zlib.error):
            found += zlib.decompress(stream).count(b"/Alt ")
    return found
