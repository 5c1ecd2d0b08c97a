"""Whether the model that a result names is the configured one: a wide table of real names, and properties."""

from __future__ import annotations

import csv
import re
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from auditor.benchmarks.model_names import ConfiguredModel, Match, Matched, match_models, nearest
from tests.tiny import SHARED

SCORES = SHARED / "bench_samples" / "published_scores.csv"


def matched(name: str, measured: str, *, version: str = "", key: str = "model") -> Matched:
    return match_models(ConfiguredModel(id=key, name=name, version=version), measured)


EXACT = [
    ("claude-opus-4-5-20251101", "Claude-Opus-4-5-20251101 (FC)"),
    ("claude-opus-4-5-20251101", "claude-opus-4-5-20251101-FC"),
    ("claude-opus-4-5-20251101", "Claude-Opus-4-5-20251101 (Prompt)"),
    ("claude-opus-4-5-20251101", "Claude 4.5 Opus medium (20251101)"),
    ("claude-opus-4-5-20251101", "mini-SWE-agent + Claude 4.5 Opus medium (20251101)"),
    ("us.anthropic.claude-opus-4-5-20251101-v1:0", "claude-opus-4-5-20251101"),
    ("bedrock/eu.anthropic.claude-opus-4-5-20251101-v1:0", "claude-opus-4-5@20251101"),
    ("us.meta.llama3-1-70b-instruct-v1:0", "meta-llama/Llama-3.1-70B-Instruct"),
    ("accounts/fireworks/models/llama-v3p1-70b-instruct", "Llama 3.1 70B Instruct"),
    ("gpt-4o-2024-11-20", "GPT-4o (2024-11-20)"),
    ("azure/gpt-4.1-2025-04-14", "GPT-4.1-2025-04-14 (FC)"),
    ("openai_gpt-4", "gpt-4"),
    ("openai/gpt2", "gpt2"),
    ("Qwen/Qwen3-8B", "Qwen_Qwen3-8B-FC"),
    ("ollama/qwen3:8b", "Qwen3-8B (Prompt)"),
    ("openrouter/deepseek/deepseek-r1:free", "DeepSeek-R1"),
    ("Qwen3-Coder-480B-A35B-Instruct", "Qwen3-Coder 480B/A35B Instruct"),
    ("Kimi-K2-Instruct", "Moonshotai-Kimi-K2-Instruct (FC)"),
    ("gemini-2.5-flash-preview-05-20", "Gemini 2.5 Flash Preview (05-20)"),
    ("Gemini 3 Pro", "Gemini 3.0 Pro"),
    ("gpt-4-0613", "GPT-4 (0613)"),
    ("qwen3-235b-a22b-instruct-2507", "Qwen3-235B-A22B-Instruct-2507 (FC)"),
    ("gpt-5", "GPT-5 (high)"),
    ("claude-opus-4-7", "Claude Opus 4.7 (Pointer Agent, 100 steps)"),
    ("gpt-5.5", "GPT-5.5 [xhigh] / terminus-2"),
]

ALIAS = [
    ("qwen3-max", "qwen3-max-2025-09-23", "`qwen3-max` without a date may be any snapshot of it"),
    ("qwen3-max-2025-09-23", "Qwen3-Max", "`Qwen3-Max` without a date may be any snapshot of it"),
    ("claude-sonnet-4-5-20250929", "Claude Sonnet 4.5", "`Claude Sonnet 4.5` without a date"),
    ("gemini-2.0-flash", "Gemini-2.0-Flash-001 (FC)", "`gemini-2.0-flash` without a date"),
    ("command-a-03-2025", "Command A (FC)", "`Command A (FC)` without a date"),
    ("claude-opus-4-5-latest", "claude-opus-4-5-20251101", "`claude-opus-4-5-latest` moves from snapshot to snapshot"),
    ("gpt-4o-latest", "gpt-4o-latest", "`gpt-4o-latest` moves"),
    ("mistral-large-2407", "mistral-large-0712", "`2024-07` and `07-12` may or may not be one snapshot"),
]

NEAR = [
    ("qwen3-max-2025-09-23", "qwen3-max-2025-11-01", "differs in the date: 2025-09-23 against 2025-11-01"),
    ("gemini-2.0-flash-001", "gemini-2.0-flash-002", "differs in the snapshot: 001 against 002"),
    ("gpt-4-0613", "gpt-4-1106", "differs in the date: 06-13 against 11-06"),
    ("Qwen3-8B", "Qwen3-32B", "another size: 8b against 32b"),
    ("mixtral-8x7b", "mixtral-8x22b", "another size: 8x7b against 8x22b"),
    ("gpt-4o", "gpt-4o-mini", "another variant: none stated against mini"),
    ("gpt-5.1-codex-max", "gpt-5.1-codex", "another variant: max against none stated"),
    ("qwen3-max", "qwen3-max-preview", "another variant: none stated against preview"),
    ("claude-opus-4-5", "claude-haiku-4-5", "another variant: opus against haiku"),
    ("claude-opus-4-1", "claude-opus-4-5", "another version: 4.1 against 4.5"),
    ("gpt-4", "gpt-4o", "another version: 4 against 4o"),
    ("o3-mini", "o4-mini", "another version: 3 against 4"),
    ("qwen3-max", "Qwen3-Max-Thinking", "another mode: none stated against thinking"),
    ("grok-4-1-fast-reasoning", "Grok-4-1-fast-non-reasoning (FC)", "another mode: reasoning against non-reasoning"),
    ("Claude Opus 4", "Claude Opus 4 (no ext. thinking)", "another mode: none stated against non-thinking"),
    ("GLM-4.6", "GLM-4.6 (FC thinking)", "another mode: none stated against thinking"),
    ("Qwen3-32B", "Qwen/Qwen3-32B-AWQ", "another precision: none stated against awq"),
    ("Qwen3-32B", "unsloth/Qwen3-32B-GGUF", "another precision: none stated against gguf"),
    ("Qwen3-8B", "qwen3:8b-q4_K_M", "another precision: none stated against q4km"),
    ("GPT-5.2 [none]", "GPT-5.2 [high]", "another reasoning effort: none against high"),
    ("chatgpt-4o-latest", "gpt-4o", "another variant: chatgpt against none stated"),
]


@pytest.mark.parametrize(("one", "other"), EXACT)
def test_the_same_model_written_differently_is_exact(one: str, other: str) -> None:
    assert matched(one, other).match is Match.EXACT
    assert matched(other, one).match is Match.EXACT


@pytest.mark.parametrize(("configured", "measured", "why"), ALIAS)
def test_a_name_without_its_snapshot_is_an_alias(configured: str, measured: str, why: str) -> None:
    found = matched(configured, measured)
    assert found.match is Match.ALIAS
    assert found.why.startswith(why)
    assert matched(measured, configured).match is Match.ALIAS


@pytest.mark.parametrize(("configured", "measured", "why"), NEAR)
def test_a_relative_is_a_near_miss_that_says_what_differs(configured: str, measured: str, why: str) -> None:
    assert matched(configured, measured) == Matched(match=Match.NEAR, why=why)
    assert matched(measured, configured).match is Match.NEAR


@pytest.mark.parametrize(("one", "other"), [("gpt-4.1", "qwen3-max"), ("o3", "gpt-5"), ("gemma-3-4b", "gemini-3-pro")])
def test_another_family_is_another_model(one: str, other: str) -> None:
    assert matched(one, other) == Matched(match=Match.OTHER, why=f"`{other}` is another model than `{one}`")


@pytest.mark.parametrize("said", ["", "  ", "unknown", "None", "N/A", "???", "/"])
def test_no_name_is_unstated(said: str) -> None:
    assert matched("gpt-4o", said) == Matched(match=Match.UNSTATED, why="the result does not name its model")
    assert matched(said, "gpt-4o") == Matched(match=Match.UNSTATED, why="the description does not name the model")


@pytest.mark.parametrize(
    ("name", "version", "measured", "match"),
    [
        ("claude-opus-4-5", "2025-11-01", "claude-opus-4-5-20251101", Match.EXACT),
        ("claude-opus-4-5", "claude-opus-4-5-20251101", "Claude-Opus-4-5-20251101 (FC)", Match.EXACT),
        ("claude-opus-4-5", "claude-opus-4-5-20251101", "Claude Opus 4.5", Match.ALIAS),
        ("claude-opus-4-5-20251101", "20251101", "claude-opus-4-5-20251101", Match.EXACT),
        ("Claude Opus", "4.5", "claude-opus-4-5", Match.EXACT),
        ("mistral-large", "2411", "mistral-large-2411 (FC)", Match.EXACT),
        ("qwen3-max", "2025-09-23", "qwen3-max-2025-11-01", Match.NEAR),
        ("gpt-5.2", "latest", "gpt-5.2", Match.ALIAS),
        ("gpt-5.2", "main", "gpt-5.2", Match.EXACT),
        ("", "gpt-4.1-2025-04-14", "gpt-4.1-2025-04-14", Match.EXACT),
        ("Qwen3-8B", "82047f5e5d5245c1b3a4cd75ad98aa441d6487cd", "Qwen/Qwen3-8B", Match.EXACT),
    ],
)
def test_a_version_adds_what_the_name_leaves_open(name: str, version: str, measured: str, match: Match) -> None:
    assert matched(name, measured, version=version).match is match


def test_the_key_counts_only_where_the_name_tells_no_family() -> None:
    assert matched("", "gpt-4o", key="gpt-4o").match is Match.EXACT
    assert matched("prod-deployment-7", "gpt-4o", key="gpt-4o").match is Match.EXACT
    assert matched("claude-opus-4-5", "gpt-4o", key="gpt-4o").match is Match.OTHER


def test_the_nearest_name_is_the_one_to_tell() -> None:
    opus = ConfiguredModel(id="main", name="claude-opus-4-5-20251101")
    assert nearest(opus, ["gpt-4", "claude-haiku-4-5", "claude-opus-4-1-20250805"]) == "claude-opus-4-1-20250805"
    assert nearest(opus, ["Claude Opus 4.5", "claude-opus-4-1-20250805"]) == "Claude Opus 4.5"
    assert nearest(opus, ["gpt-4", "", "qwen3-max"]) is None
    assert nearest(opus, []) is None
    qwen = ConfiguredModel(id="main", name="Qwen3-8B")
    assert nearest(qwen, ["Qwen3-Max-Thinking", "Qwen3-32B", "Qwen2.5-72B"]) == "Qwen3-32B"


def test_a_reason_quotes_a_hostile_name_safely() -> None:
    why = matched("gpt-4o", "evil`\n\x1b[31m" + "x" * 5000).why
    assert why.isprintable()
    assert len(why) < 200


_NAMES = sorted({name for pair in EXACT for name in pair} | {name for name, _, _ in (*ALIAS, *NEAR)})


@given(st.text(), st.text(), st.text(), st.text())
@example("1" * 5000, "v" + "9" * 5000, "4" * 5000 + "b", "2025-13-45")
def test_no_text_raises_and_the_answer_is_symmetric(name: str, key: str, version: str, measured: str) -> None:
    found = match_models(ConfiguredModel(id=key, name=name, version=version), measured)
    assert found.why
    assert matched(name, measured, key="").match is matched(measured, name, key="").match
    nearest(ConfiguredModel(id=key, name=name, version=version), [measured, name])


@given(st.sampled_from(_NAMES), st.booleans())
def test_capitals_and_separators_do_not_count(name: str, upper: bool) -> None:
    other = name.replace("-", "_")
    assert matched(name, other.upper() if upper else other).match in {Match.EXACT, Match.ALIAS}
    spaced = re.sub(r"(?<![0-9])-|-(?![0-9])", " ", name)
    assert matched(name, spaced).match in {Match.EXACT, Match.ALIAS}


@given(
    st.sampled_from(_NAMES) | st.text(),
    st.sampled_from(_NAMES) | st.text(),
    st.sampled_from(["openai/", "anthropic/", "openrouter/anthropic/", "accounts/fireworks/models/", "Qwen/"]),
)
def test_a_provider_in_front_never_changes_an_exact_match(one: str, other: str, prefix: str) -> None:
    for a, b in ((one, other), (one, one)):
        if matched(a, b).match is Match.EXACT:
            assert matched(a, prefix + b).match is Match.EXACT
            assert matched(prefix + a, b).match is Match.EXACT


def _published() -> list[str]:
    if not SCORES.is_file():
        pytest.skip("../shared/bench_samples is absent")
    with SCORES.open(encoding="utf-8", newline="") as file:
        return sorted({row["model"] for row in csv.DictReader(file)})


@pytest.mark.corpus
def test_every_published_name_is_itself() -> None:
    names = _published()
    assert len(names) == 379
    assert [name for name in names if matched(name, name).match is not Match.EXACT] == []


@pytest.mark.corpus
def test_published_names_meet_only_where_they_mean_one_model() -> None:
    """All 162 exact pairs were read one by one: the same model by another mode, harness, effort or spelling."""
    pairs = [(one, other, matched(one, other).match) for one, other in combinations(_published(), 2)]
    assert sum(match is Match.EXACT for *_, match in pairs) == 162
    assert sum(match is Match.ALIAS for *_, match in pairs) == 120
    exact = {(one, other) for one, other, match in pairs if match is Match.EXACT}
    assert ("Claude-Opus-4-5-20251101 (FC)", "Claude-Opus-4-5-20251101 (Prompt)") in exact
    assert ("Qwen3-235B-A22B (FC)", "Qwen3-235B-A22B-Instruct-2507 (FC)") not in exact
    assert not any("Thinking" in one and "Thinking" not in other for one, other in exact)


def test_a_version_that_is_a_whole_id_names_the_model_whatever_its_key_is():
    def match(key, version, measured):
        return match_models(ConfiguredModel(id=key, name=key, version=version), measured).match

    assert match("planner-model", "gpt-5-2025-08-07", "openai/gpt-5-2025-08-07") is Match.EXACT
    assert match("answers", "mistral-medium-2508", "mistral-medium-2508") is Match.EXACT
    assert match("answers", "mistral-medium-2508", "mistral-medium-2505") is Match.NEAR
    assert match("answers", "mistral-medium-2508", "gpt-5") is Match.OTHER
    assert match("zephyrus", "beta-2", "zephyrus-beta-2") is Match.EXACT
