"""JAIRF: the specification's own examples, and that nothing unknown ever counts as good."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.checklist import load_catalogue, load_profiles
from auditor.resources import resource_folder
from auditor.scoring.jairf import SIGNALS, normalisers
from auditor.scoring.jairf.counts import Count, Counts
from auditor.scoring.jairf.interval import UNKNOWN, Interval, State, exactly
from auditor.scoring.jairf.score import DIMENSIONS, grade_of, level_of, mean, score


def terms(*values: float) -> list[Interval]:
    return [exactly(value) for value in values]


def test_the_examples_of_the_specification():
    assert 100 * mean(terms(1.0, 0.92, 0.85, 0.88)).low == pytest.approx(91.25)
    assert 100 * mean(terms(0.66, 0.80, 0.75, 0.70, 0.90)).low == pytest.approx(76.2)
    core = mean(terms(0.80, 0.82, 0.76, 0.40, 0.50, 0.90)).low
    assert 100 * normalisers.with_bonus(core, 0.30) == pytest.approx(70.71, abs=0.005)
    way = normalisers.navigation(0.60, 0.20, 0.25)
    assert way == pytest.approx(0.4433)
    usable = mean(terms(0.74, 0.71, way, 0.80, 0.68, 0.72)).low
    assert 100 * usable == pytest.approx(68.22, abs=0.005)  # the text says 68.8, and its own numbers this
    base = mean(terms(0.85, 0.80, 1.00, 1.00, 0.70, 0.65)).low
    assert 100 * base * 0.9 * 0.8 == pytest.approx(60.0)
    raw = 100 * mean(terms(0.80, 0.75, 0.20, 0.40, 0.60)).low
    assert raw * normalisers.risk_discount(1.0, 0.9, base) == pytest.approx(50.87, abs=0.01)


def test_constants_of_the_open_engine():
    assert normalisers.complexity_comfort(2, deepest=3, deep=0, schemas=8) == pytest.approx(0.93703, abs=5e-6)
    assert normalisers.complexity_comfort(120, deepest=3, deep=0, schemas=8) == pytest.approx(0.78583, abs=5e-6)
    assert normalisers.complexity_comfort(900, deepest=40, deep=9, schemas=9) == pytest.approx(0.0356, abs=5e-5)
    assert normalisers.lint_results(warnings=9, info=30) == pytest.approx(0.99083, abs=5e-6)
    assert normalisers.log_dampened(2, 15) == pytest.approx(0.60376, abs=5e-6)
    a = [(0.16, 99.77), (0.18, 67.05), (0.24, 40.48), (0.20, 93.70), (0.12, 50.0), (0.10, 100.0)]
    b = [(0.16, 89.80), (0.18, 65.00), (0.24, 18.52), (0.20, 93.70), (0.12, 41.67), (0.10, 100.0)]
    assert normalisers.harmonic_mean(a) == pytest.approx(63.48, abs=0.01)
    assert normalisers.harmonic_mean(b) == pytest.approx(42.51, abs=0.01)


def test_an_id_that_stands_twice_costs():
    once = normalisers.opid_quality(operations=4, ids=4, unique=4, equal=0, of_one_style=4)
    twice = normalisers.opid_quality(operations=4, ids=4, unique=2, equal=1, of_one_style=4)
    assert (once, twice) == (1.0, 0.25)


@pytest.mark.parametrize(
    ("points", "level", "grade"),
    [(39.99, 0, "F"), (40, 1, "D-"), (60, 2, "B-"), (75, 3, "A-"), (79.99, 3, "A-"), (90, 4, "A+")],
)
def test_borders_belong_to_the_better_side(points: float, level: int, grade: str):
    assert (level_of(points, foundation=100), grade_of(points)) == (level, grade)


def test_a_broken_foundation_is_level_0():
    assert level_of(95, foundation=39.9) == 0


def test_there_are_35_signals_and_the_terms_of_the_specification():
    assert len(SIGNALS) == len({signal.id for signal in SIGNALS}) == 35
    averaged = [sum(s.averaged for s in SIGNALS if s.dimension == d.id) for d in DIMENSIONS]
    assert averaged == [4, 5, 6, 6, 6, 5]
    assert sum(dimension.weight for dimension in DIMENSIONS) == pytest.approx(1)


def test_every_covering_control_exists_and_its_profile_has_it():
    folder = resource_folder("checklists")
    catalogue = load_catalogue(folder)
    profile = load_profiles(folder / "profiles", catalogue)["jairf"]
    chosen = {control.id for control in profile.apply(catalogue.controls)}
    assert profile.measures == {"jairf"}
    assert {name for signal in SIGNALS for name in signal.controls} <= chosen
    assert {control.id for control in catalogue.controls if control.gate} <= chosen


def test_what_is_not_computed_says_why():
    for signal in SIGNALS:
        assert signal.compute or signal.choice.startswith("Not measured: ")


_PARTS = (
    "references", "example_places", "examples", "summaries", "descriptions", "typed_fields", "deep_schemas",
    "response_kinds", "operation_ids", "unique_ids", "one_style", "policies", "standard_errors", "hints", "workflows",
    "tags", "tool_like", "right_names", "paginated", "hypermedia", "linked_responses", "sensitive_operations",
    "scheme_strength", "public_addresses", "personal_fields",
)  # fmt: skip
_ALONE = (
    "violations", "lint_errors", "lint_warnings", "defects", "ingestion_errors", "schema_depth", "equal_ids",
    "perhaps_collections", "relative_addresses", "private_addresses", "secrets", "highly_personal_fields",
    "owasp_errors", "owasp_warnings", "audience",
)  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Count]:
    """Draw counts that a document could have."""
    operations = draw(st.integers(0, 300))
    counts = {"operations": Count(count=operations, of=None, unsure=draw(st.integers(0, 2)))}
    of_operations = ("policies", "standard_errors", "hints", "workflows", "tags", "tool_like", "right_names")
    for name in _PARTS:
        whole = operations if name in of_operations else draw(st.integers(0, 400))
        part = draw(st.integers(0, whole))
        counts[name] = Count(count=part, of=whole, unsure=draw(st.integers(0, whole - part)))
    sensitive = draw(st.integers(0, operations))
    counts["sensitive_operations"] = Count(count=draw(st.integers(0, sensitive)), of=sensitive, unsure=0)
    ids = draw(st.integers(0, operations))
    counts["operation_ids"] = Count(count=ids, of=operations, unsure=0)
    for name in ("unique_ids", "one_style"):
        counts[name] = Count(count=draw(st.integers(0, ids)), of=ids, unsure=0)
    counts["external_docs"] = Count(count=draw(st.integers(0, 1)), of=1, unsure=0)
    for name in _ALONE:
        counts[name] = Count(count=draw(st.integers(0, 3)), of=None, unsure=0)
    return counts


@given(documents())
def test_everything_stays_in_its_bounds(counts: dict[str, Count]):
    result = score(Counts(counts))
    for value in result.signals.values():
        assert 0 <= value.low <= value.high <= 1
    for found in (*(d.score for d in result.dimensions), result.final):
        assert 0 <= found.low <= found.high <= 100
    assert result.count(State.MEASURED) <= 30


@given(documents(), st.sets(st.sampled_from((*_PARTS, *_ALONE, "operations", "external_docs")), min_size=1))
def test_knowing_less_never_raises_the_low_end(counts: dict[str, Count], forgotten: set[str]):
    whole = score(Counts(counts))
    less = score(Counts({name: count for name, count in counts.items() if name not in forgotten}))
    slack = 1e-9
    assert less.final.low <= whole.final.low + slack
    assert less.final.high >= whole.final.high - slack
    assert less.level <= whole.level
    for mine, theirs in zip(less.dimensions, whole.dimensions, strict=True):
        assert mine.score.low <= theirs.score.low + slack
        assert mine.score.high >= theirs.score.high - slack


def test_a_document_that_nobody_counted_has_nothing():
    nothing = score(Counts({}))
    assert all(value == UNKNOWN for value in nothing.signals.values())
    assert (nothing.level, nothing.grade, nothing.count(State.UNMEASURED)) == (0, "F", 35)
    assert nothing.final.low == pytest.approx(0, abs=1e-4)
