"""What most tools of an interface have: counted with what is not known held against both answers."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model.kinds import EvidenceLevel
from tests.evaluate.judged import outcomes

LISTS = "for_each: {kind: interface}\ncheck: most_tools_have\nwith:\n  attribute: verbosity_control\n" + (
    "  among: {returns_collection: true}\n  says: lists let the caller choose"
)
PROBLEMS = "for_each: {kind: interface}\ncheck: errors_as_problem_details"
STATES = st.sampled_from(["true", "false", None])


def said(control: str, *tools: str, level: EvidenceLevel = EvidenceLevel.DECLARED) -> str:
    listed = "\n".join(f"  api.t{number}: {{{fields}}}" for number, fields in enumerate(tools))
    return outcomes(control, f"interfaces: {{api: {{members: closed}}}}\ntools:\n{listed}", level)["api"]


def a_list(control: str) -> str:
    return f"returns_collection: true, verbosity_control: {control}"


def test_half_of_those_that_are_meant_is_enough():
    assert said(LISTS, a_list("true"), a_list("false"), "returns_collection: false, verbosity_control: false") == "pass"


def test_a_failure_counts_and_names_some():
    message = said(LISTS, a_list("true"), *[a_list("false")] * 5)
    assert message == "fail: 1 of 6 lists let the caller choose; `api.t1`, `api.t2`, `api.t3`, … do not"


def test_what_is_not_known_counts_against_both_answers():
    assert said(LISTS, a_list("true"), "returns_collection: true").startswith("pass")
    assert said(LISTS, a_list("false"), "returns_collection: true").startswith("unknown")
    assert said(LISTS, a_list("false"), a_list("false"), "verbosity_control: true").startswith("fail")


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(STATES, STATES), min_size=1, max_size=4), st.data())
def test_forgetting_never_helps(tools: list[tuple[str | None, str | None]], data: st.DataObject):
    def judge(known: list[tuple[str | None, str | None]]) -> str:
        names = ("returns_collection", "verbosity_control")
        texts = [", ".join(f"{n}: {v}" for n, v in zip(names, tool, strict=True) if v) for tool in known]
        return said(LISTS, *(text or "title: T" for text in texts)).partition(":")[0]

    forgotten = data.draw(st.integers(0, len(tools) - 1))
    which = data.draw(st.integers(0, 1))
    poorer = [
        tuple(None if (i, j) == (forgotten, which) else v for j, v in enumerate(tool)) for i, tool in enumerate(tools)
    ]
    assert judge(tools) in ("pass", judge(poorer)) or judge(poorer) == "unknown"  # type: ignore[arg-type]


def test_errors_follow_the_standard_where_half_of_them_do():
    problem = "responses: {'409': {outcome: failure, structured: true, media_type: application/problem+json}}"
    other = "responses: {'409': {outcome: failure, structured: true, media_type: application/json}}"
    silent = "responses: {'409': {outcome: failure, structured: false, media_type: text/plain}}"
    assert said(PROBLEMS, problem, other, silent) == "pass"
    assert said(PROBLEMS, problem, other, other).startswith("fail: 1 of 3 operations with structured errors")
    assert said(PROBLEMS, other, "responses: {'409': {outcome: failure, structured: true}}").startswith("unknown")
    assert said(PROBLEMS, other, "title: T").startswith("unknown")
