"""Published results: the shipped table, tables of users, and what may stand beside a result."""

import csv
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.benchmarks.reference_reader import COLUMNS, REQUIRED, is_date
from auditor.benchmarks.reference_scores import ReferenceScore, comparable, load_table, same_version, shipped
from auditor.errors import InputError
from tests.tiny import REPOSITORY, SHARED, document

TABLE = REPOSITORY / "checklists" / "reference-scores" / "published.csv"
SOURCE = SHARED / "bench_samples" / "published_scores.csv"
HEAD = "benchmark,model,metric,value\n"


def table(text: str) -> tuple[ReferenceScore, ...]:
    return load_table(document(text, "ours.csv"))


def mistakes(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        table(text)
    return [str(problem) for problem in caught.value.problems]


def score(**said) -> ReferenceScore:
    usual = {"benchmark": "tau2-bench", "version": "1.0.1", "part": "airline", "metric": "pass^1", "value": 50.0}
    return ReferenceScore(**{**usual, "model": "m", "user_simulator": "gpt-5.2", **said})


def beside(*scores, **said):
    usual = {"benchmark": "tau2-bench", "version": "1.0.1", "part": "airline", "metric": "pass^1"}
    return comparable(scores, **{**usual, "user_simulator": "gpt-5.2", **said})


# The shipped table


def test_the_shipped_table_is_whole():
    assert len(shipped()) == 1989
    assert Counter(score.benchmark for score in shipped()) == {
        "bfcl": 1329,
        "tau2-bench": 380,
        "swe-bench": 123,
        "tau-bench": 77,
        "osworld": 28,
        "terminal-bench": 25,
        "webarena": 9,
        "gaia": 8,
        "mmlu": 7,
        "visualwebarena": 3,
    }
    for entry in shipped():
        assert entry.source, entry
        assert entry.reported_by, entry
        assert is_date(entry.date), entry
        assert not re.search(r"[\[\]]|\((FC|Prompt|thinking|non-thinking|high)\b", entry.model), entry


def test_the_shipped_file_is_small_sorted_and_without_duplicates():
    data = TABLE.read_bytes()
    assert len(data) < 500_000
    assert b"\r" not in data
    rows = list(csv.DictReader(data.decode().splitlines()))
    assert tuple(rows[0]) == COLUMNS
    keys = [(row["benchmark"], row["version"], row["part"], row["metric"], row["user_simulator"]) for row in rows]
    assert keys == sorted(keys)
    assert len({tuple(row.values()) for row in rows}) == len(rows)


def test_marks_in_names_become_columns():
    best = next(s for s in shipped() if s.model == "Claude-Opus-4-5-20251101" and s.metric == "overall")
    assert (best.version, best.mode, best.value, best.share) == ("V4", "native", 77.47, pytest.approx(0.7747))
    glm = next(s for s in shipped() if s.model == "GLM-4.6" and s.benchmark == "bfcl" and s.part == "multi_turn")
    assert (glm.mode, glm.effort, glm.value) == ("native", "thinking", 68.0)
    codex = next(s for s in shipped() if s.model == "GPT-5.1-codex" and s.self_reported == "no")
    assert (codex.effort, codex.setting) == ("medium", "bash-only mini-SWE-agent 1.16.0")
    parallel = next(s for s in shipped() if s.model == "Claude 3.7 Sonnet" and s.benchmark == "swe-bench")
    assert (parallel.self_reported, parallel.value) == ("yes", 70.3)
    assert parallel.note == "With multiple parallel attempts and advanced scaffolding"


def test_what_plays_its_own_user_is_noted():
    own = [s for s in shipped() if s.user_simulator and s.model.replace(" ", "-") == s.user_simulator]
    assert {s.model for s in own} == {"DeepSeek-V3.2", "Gemini 3.0 Pro"}
    assert all("plays its own user" in s.note for s in own)


@pytest.mark.corpus
@pytest.mark.skipif(not SOURCE.exists(), reason="the samples of benchmark results are not here")
def test_every_row_of_the_source_is_kept():
    with SOURCE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    def keyed(pairs):
        return Counter((benchmark, value) for benchmark, value in pairs)

    assert keyed((row["benchmark"].lower(), float(row["value"])) for row in rows) == keyed(
        (score.benchmark, score.value) for score in shipped()
    )
    assert Counter(row["date"] for row in rows) == Counter(score.date for score in shipped())


# Tables of users


def test_only_four_columns_are_needed():
    (found,) = table("\ufeff" + HEAD.upper() + "τ²-bench, ours ,pass^1,71.5%\n\n,,,\n")
    assert found == ReferenceScore(
        benchmark="tau2-bench", model="ours", metric="pass^1", value=71.5, source="ours.csv:2"
    )


def test_values_may_stand_in_quotes_over_several_lines():
    found = table('model,note,benchmark,metric,value,date\r\n"a ""b"", c","one\ntwo",inner,score,0,2026\r\nd,,x,y,100,')
    assert [(s.model, s.note, s.value, s.source) for s in found] == [
        ('a "b", c', "one\ntwo", 0.0, "ours.csv:2"),
        ("d", "", 100.0, "ours.csv:4"),
    ]


def test_every_mistake_is_told_with_its_place():
    text = (
        "benchmark,model,metric,value,mode,self_reported,date\n"
        "bfcl,,overall,high,natve,maybe,2026-02-30\n"
        "bfcl,m,overall\n"
        "bfcl,m,overall,101,native,yes,yesterday\n"
    )
    assert mistakes(text) == [
        "ours.csv:2:6: `model` is empty; expected a value in every row",
        "ours.csv:2:15: `value` is `high`; expected percent, a number from 0 to 100",
        "ours.csv:2:20: `mode` is `natve`; did you mean `native`?",
        "ours.csv:2:26: `self_reported` is `maybe`; expected one of `yes`, `no`, `unknown`",
        "ours.csv:2:32: `date` is `2026-02-30`; expected a date such as `2026-08-04` or `2026-08`",
        "ours.csv:3:1: the row has 3 values; expected 7, one for each column",
        "ours.csv:4:16: `value` is `101`; expected percent, a number from 0 to 100",
        "ours.csv:4:31: `date` is `yesterday`; expected a date such as `2026-08-04` or `2026-08`",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "ours.csv:1:1: the file is empty; expected a first line with the columns `benchmark`, `model`, "),
        ("benchmark,modell,metric,value\n", "ours.csv:1:11: no column is called `modell`; did you mean `model`?"),
        ("benchmark,model,value\n", "ours.csv:1:1: the first line lacks `metric`; expected a column for each"),
        (HEAD[:-1] + ",value\n", "ours.csv:1:30: the column `value` stands here for the second time"),
        (HEAD[:-1] + ",\n", "ours.csv:1:30: a column has no name; expected one for each"),
        (HEAD + 'a,"b,c,1\n', "ours.csv:2:3: the quote never ends; "),
        (HEAD + 'a,b"c,d,1\n', "ours.csv:2:4: a quote within a value; "),
        (HEAD + 'a,"b"c,d,1\n', "ours.csv:2:6: a quote within a value; "),
        (HEAD + "a,b,c,1_0\n", "ours.csv:2:7: `value` is `1_0`; "),
        (HEAD + "a,b,c,nan\n", "ours.csv:2:7: `value` is `nan`; "),
        (HEAD + "a,b,c,-1\n", "ours.csv:2:7: `value` is `-1`; "),
        ("benchmark;model;metric;value\na;b;c;1\n", "ours.csv:1:1: no column is called `benchmark;model;metric;value`"),
        (HEAD + "a,b,c,\x1b[31m\n", r"ours.csv:2:7: `value` is `\x1b[31m`; "),
    ],
)
def test_what_is_no_table_is_refused(text, said):
    assert any(mistake.startswith(said) for mistake in mistakes(text))


def test_a_table_full_of_mistakes_is_given_up():
    found = mistakes(HEAD + "a\n" * 5_000)
    assert len(found) == 1_001
    assert found[-1] == "ours.csv:1001:1: 1,000 mistakes were found; the rest of the table is not read"


def test_a_huge_table_is_refused_unread():
    assert "expected a table of at most 2,000,000" in mistakes(HEAD + "a,b,c,1\n" * 700_000)[0]


CELLS = st.sampled_from(["", "bfcl", "m", "77.47", '"q""q"', '"', "2026-01-01", "native", "é\u202e", "\x00", "1e9"])


@given(
    st.one_of(
        st.text(st.sampled_from('a,"\r\n \x00é'), max_size=60),
        st.lists(st.lists(CELLS, min_size=4, max_size=4).map(",".join)).map(lambda rows: HEAD + "\n".join(rows)),
    )
)
def test_nothing_but_input_errors_comes_of_any_text(text):
    try:
        found = table(text)
    except InputError as error:
        assert all(problem.line >= 1 and problem.column >= 1 for problem in error.problems)
    else:
        assert all(getattr(score, column) not in ("", None) for score in found for column in REQUIRED)


def test_bytes_that_are_no_text_are_refused():
    from auditor.documents import Document

    with pytest.raises(InputError):
        load_table(Document("ours.csv", b"benchmark,model\n\xff\xfe\xff"))


# What may be compared


def test_results_of_the_same_kind_are_given_the_best_first():
    found = beside(score(model="b", value=60.0), score(model="c"), score(model="A", effort="high", mode="native"))
    assert [s.model for s in found.scores] == ["b", "A", "c"]
    assert found.why == ""


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"benchmark": "bfcl"}, "no published result is of bfcl"),
        ({"version": ""}, "the result does not say which version of the benchmark it is of"),
        ({"version": "0.1.3"}, "no published result is of the same version (0.1.3)"),
        (
            {"version": "v1.0.0", "part": "banking_knowledge"},
            "the maintainers of tau2-bench say that banking_knowledge scores from before version 1.0.1 are not "
            "comparable",
        ),
        ({"version": "1.0.2", "part": "banking_knowledge"}, "no published result is of the same version (1.0.2)"),
        ({"part": "retail"}, "no published result is of the part retail"),
        ({"part": ""}, "no published result is of the whole"),
        ({"metric": "pass^4"}, "no published result has the same metric (pass^4)"),
        ({"user_simulator": ""}, "the result does not say which model played the user"),
        ({"user_simulator": "gpt-4.1"}, "no published result has the same user simulator (gpt-4.1)"),
        ({"setting": "alltools"}, "no published result has the same setting (alltools)"),
    ],
)
def test_what_differs_is_not_compared_and_the_reason_is_told(said, why):
    found = beside(score(), **said)
    assert found.scores == ()
    assert found.why == why


def test_a_published_result_that_does_not_say_what_matters_is_left_out():
    assert beside(score(user_simulator="")).why == "no published result says which model played the user"
    assert [s.model for s in beside(score(version="", model="a"), score(model="b")).scores] == ["b"]
    assert [s.model for s in beside(score(user_simulator="", model="a"), score(model="b")).scores] == ["b"]


def test_a_simulator_that_does_not_say_its_snapshot_is_not_the_same():
    dated = score(user_simulator="gpt-4.1-2025-04-14")
    assert beside(dated, user_simulator="gpt-4.1").scores == ()
    assert beside(dated, user_simulator="openai/gpt-4.1-2025-04-14").scores == (dated,)


def test_a_benchmark_without_versions_needs_none():
    plain = score(benchmark="webarena", version="", part="", metric="success_rate", user_simulator="")
    asked = {"benchmark": "WebArena", "part": "", "metric": "success_rate", "user_simulator": ""}
    assert beside(plain, version="", **asked).scores == (plain,)
    assert beside(plain, version="2", **asked).why == "no published result is of the same version (2)"


def test_the_words_of_a_setting_decide_where_it_is_given():
    first, second = score(setting="retrieval alltools"), score(setting="retrieval terminal")
    assert beside(first, second, setting="Terminal").scores == (second,)
    assert len(beside(first, second).scores) == 2


def test_versions_are_compared_without_their_mark():
    assert same_version("V4", "v4")
    assert same_version("v0.1.3", "0.1.3")
    assert not same_version("verified", "erified")
    assert not same_version("", "1")
    assert not same_version("1.0.1", "1.0.10")


def test_the_shipped_rows_that_may_be_compared():
    found = comparable(
        shipped(), benchmark="tau2-bench", version="1.0.1", part="airline", metric="pass^1", user_simulator="gpt-5.2"
    )
    assert [(s.model, s.value) for s in found.scores[:2]] == [("Claude Opus 4.5", 84.0), ("GPT-5.2", 83.0)]
    assert len(found.scores) == 8
    board = comparable(shipped(), benchmark="bfcl", version="v4", part="", metric="overall", user_simulator="")
    assert len(board.scores) == 109
    assert (board.scores[0].value, board.scores[-1].model) == (77.47, "Gemma-3-1b-it")
