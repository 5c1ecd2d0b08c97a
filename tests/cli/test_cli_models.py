"""`audit models`: published results of models, filtered, with tables of a user's own."""

import csv
import json

import pytest

HEAD = "benchmark,version,part,metric,value,model,user_simulator,reported_by,date\n"


@pytest.fixture
def ours(here):
    def write(*rows: str, name: str = "ours.csv") -> str:
        (here / name).write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return name

    return write


def listed(audit, *arguments: str) -> list[dict]:
    result = audit("models", *arguments, "--format", "json")
    assert result.exit_code == 0
    return json.loads(result.stdout)["scores"]


def test_text(audit):
    result = audit(
        "models", "--benchmark", "tau2-bench", "--version", "1.0.1", "--part", "airline", "--metric", "pass^1"
    )
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.splitlines() == [
        "    %  model              effort   simulated user  reported by  date",
        "84.00  Claude Opus 4.5    high     gpt-5.2         Sierra       2026-02-26",
        "83.00  GPT-5.2            high     gpt-5.2         Sierra       2026-02-26",
        "82.50  Gemini 3 Flash     high     gpt-5.2         Sierra       2026-03-02",
        "82.50  GLM-5              enabled  gpt-5.2         Sierra       2026-03-02",
        "81.50  Qwen3.5-397B-A17B  enabled  gpt-5.2         Sierra       2026-03-02",
        "80.50  Gemini 3 Pro       high     gpt-5.2         Sierra       2026-03-02",
        "72.00  Claude Sonnet 4.5  enabled  gpt-5.2         Sierra       2026-02-26",
        "52.50  GPT-5.2            none     gpt-5.2         Sierra       2026-02-26",
        "8 results; the newest is of 2026-03-02",
    ]


def test_a_limit_says_how_many_more(audit):
    lines = audit("models", "--benchmark", "bfcl", "--limit", "2").stdout.splitlines()
    assert lines == [
        "version  metric       %  model                       mode    reported by      date",
        "V4       overall  77.47  Claude-Opus-4-5-20251101    native  Berkeley (BFCL)  2025-12-16",
        "V4       overall  73.24  Claude-Sonnet-4-5-20250929  native  Berkeley (BFCL)  2025-12-16",
        "2 of 1,329 results, 1,327 more; the newest is of 2025-12-16",
    ]


def test_everything_is_listed_without_a_filter(audit):
    lines = audit("models").stdout.splitlines()
    assert len(lines) == 1 + 1989 + 1
    assert lines[0].split()[:3] == ["benchmark", "version", "part"]
    assert lines[-1] == "1,989 results; the newest is of 2026-08-04"
    assert len({line.index("2025-12-16") for line in lines[1:-1] if "2025-12-16" in line[90:]}) == 1


def test_newer_versions_come_first_and_unknown_ones_last(audit):
    versions = [score["version"] for score in listed(audit, "--benchmark", "tau2-bench")]
    assert list(dict.fromkeys(versions)) == ["1.0.1", "0.2.1-dev", "0.1.3", ""]


@pytest.mark.parametrize(
    "filters",
    [
        ("--benchmark", "bfcl", "--version", "V4", "--part", "multi_turn"),
        ("--benchmark", "tau2-bench", "--part", "airline", "--metric", "pass^1"),
        ("--benchmark", "osworld", "--version", "verified"),
        ("--benchmark", "gaia"),
        ("--benchmark", "webarena"),
    ],
)
def test_filtered_tables_fit_a_hundred_columns(audit, filters):
    assert max(map(len, audit("models", *filters).stdout.splitlines())) <= 100


def test_what_is_too_long_is_shortened(audit):
    lines = audit("models", "--benchmark", "swe-bench", "--limit", "2").stdout.splitlines()
    assert lines[:3] == [
        "version   metric        %  model                           setting             reported by   date",
        "verified  resolved  78.80  Doubao-Seed-Code                agent TRAE          SWE-bench (…  2025-09-28",
        "verified  resolved  77.40  Gemini 3 Pro Preview (2025-11…  agent live-SWE-ag…  SWE-bench (…  2025-11-20",
    ]


@pytest.mark.parametrize("word", ["tau2", "TAU2-Bench", "tau2_bench", "τ²-bench"])
def test_a_benchmark_has_several_spellings(audit, word):
    assert {score["benchmark"] for score in listed(audit, "--benchmark", word)} == {"tau2-bench"}


def test_filters_add_up(audit):
    found = listed(audit, "--model", "QWEN3", "--reported-by", "alibaba", "--part", "Airline")
    assert [(score["model"], score["metric"], score["value"]) for score in found] == [
        ("Qwen3-Max", "pass^1", 59.5),
        ("Qwen3-Max", "pass^2", 55.0),
        ("Qwen3-Max", "pass^4", 46.0),
    ]


def test_since_keeps_what_may_be_as_new(audit):
    found = listed(audit, "--since", "2026-06-15")
    assert min(score["date"] for score in found) == "2026-06"
    assert "2026-05-28" not in {score["date"] for score in found}
    assert all(score["date"] >= "2026-08" for score in listed(audit, "--since", "2026-08"))


def test_nothing_found_is_no_error(audit):
    result = audit("models", "--model", "nobody's model")
    assert (result.exit_code, result.stdout) == (0, "0 results\n")


def test_json_has_everything(audit):
    result = audit("models", "--benchmark", "swe-bench", "--model", "GPT-5.1-codex", "--format", "json", "--limit", "1")
    said = json.loads(result.stdout)
    assert (said["count"], said["newest"], len(said["scores"])) == (2, "2025-11-24", 1)
    assert list(said["scores"][0]) == [
        "benchmark",
        "version",
        "part",
        "setting",
        "user_simulator",
        "mode",
        "effort",
        "model",
        "metric",
        "value",
        "reported_by",
        "self_reported",
        "note",
        "source",
        "date",
    ]


def test_csv_can_be_read_again(audit, here):
    result = audit("models", "--benchmark", "osworld", "--format", "csv")
    rows = list(csv.DictReader(result.stdout.splitlines()))
    assert len(rows) == 28
    assert rows[0]["value"] == "85"
    (here / "again.csv").write_text(result.stdout, encoding="utf-8")
    assert len(listed(audit, "--benchmark", "osworld", "--table", "again.csv")) == 56


def test_csv_says_what_is_left_out_on_standard_error(audit):
    result = audit("models", "--benchmark", "osworld", "--format", "csv", "--limit", "1")
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr == "1 of 28 results, 27 more; the newest is of 2026-06\n"


def test_tables_of_ones_own_are_added(audit, ours, here):
    (here / "more").mkdir()
    first = ours("τ2-bench,v1.0.1,airline,pass^1,99.5,our planner,gpt-5.2,us,2026-11-02")
    second = ours("inner tests,,,score,12,our planner,,us,2026-11-03", name="more/inner.csv")
    found = listed(audit, "--table", first, "--table", second, "--model", "our planner")
    assert [(score["benchmark"], score["value"], score["source"]) for score in found] == [
        ("inner tests", 12.0, "more/inner.csv:2"),
        ("tau2-bench", 99.5, "ours.csv:2"),
    ]
    lines = audit("models", "--table", first, "--benchmark", "tau2-bench", "--version", "1.0.1").stdout.splitlines()
    assert lines[1].split()[:5] == ["airline", "pass^1", "99.50", "our", "planner"]


@pytest.mark.parametrize("style", ["text", "json", "csv"])
def test_nothing_in_a_table_steers_the_terminal(audit, ours, style):
    name = ours("bfcl,V4,,overall,1,\x1b[31mred\u202e\x9b,,us,2026-11-02")
    result = audit("models", "--table", name, "--model", "red", "--format", style)
    assert result.exit_code == 0
    assert "red" in result.stdout
    assert not {"\x1b", "\u202e", "\x9b"} & set(result.stdout)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--benchmark", "bflc"), "audit: no published result has the benchmark `bflc`; did you mean `bfcl`?\n"),
        (("--benchmark", "tau"), "audit: no published result has the benchmark `tau`; expected `bfcl`, `gaia`, "),
        (
            ("--benchmark", "tau2-bench", "--part", "arline"),
            "audit: no published result of tau2-bench has the part `arline`; did you mean `airline`?\n",
        ),
        (
            ("--benchmark", "swe-bench", "--version", "verifed"),
            "audit: no published result of swe-bench has the version `verifed`; did you mean `verified`?\n",
        ),
        (("--since", "lately"), "audit: --since is `lately`; expected a date such as `2026-03-01`\n"),
        (("--since", "2026-02-30"), "audit: --since is `2026-02-30`; expected a date such as `2026-03-01`\n"),
        (("--table", "nowhere.csv"), "audit: nowhere.csv does not exist\n"),
        (("--table", "."), "audit: . is a folder; name a file\n"),
        (("--table", "system.yaml"), "system.yaml:1:1: no column is called `system:`; expected one of `benchmark`, "),
        (("--limit", "0"), "audit: invalid value for '--limit': 0 is not in the range x>=1.\n"),
    ],
)
def test_bad_usage(audit, arguments, said):
    result = audit("models", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(said)


def test_mistakes_in_a_table_are_seen_from_here(audit, ours, here):
    (here / "more").mkdir()
    name = ours("bfcl,V4,,overall,many,m,,us,2026-11-02", "bfcl,V4,,,1,m,,us,soon", name="more/inner.csv")
    result = audit("models", "--table", name)
    assert result.exit_code == 2
    assert [line.partition(": ")[0] for line in result.stderr.splitlines()] == [
        "more/inner.csv:2:18",
        "more/inner.csv:3:10",
        "more/inner.csv:3:19",
    ]
