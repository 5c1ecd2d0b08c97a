"""The catalogue of benchmarks is whole, its names lead to one benchmark each, and mistakes in it are told."""

from __future__ import annotations

from collections import Counter

import pytest

from auditor.benchmarks.catalogue import Environment, Interaction, Standing, ToolUse, all_benchmarks, benchmark_called
from auditor.benchmarks.docs import benchmarks_markdown
from auditor.benchmarks.loader import WORK, read_catalogue
from auditor.checklist import load_catalogue
from auditor.errors import InputError
from auditor.resources import resource_folder
from tests.tiny import document

CALLED = {
    "BFCL_v4_multi_turn_base": "bfcl",
    "bfcl": "bfcl",
    "BFCL": "bfcl",
    "inspect_evals/bfcl": "bfcl",
    "Berkeley Function Calling Leaderboard": "bfcl",
    "tau2": "tau2-bench",
    "tau2-bench": "tau2-bench",
    "τ²-bench": "tau2-bench",
    "τ³-bench": "tau2-bench",
    "tau2_airline": "tau2-bench",
    "inspect_evals/tau2_telecom": "tau2-bench",
    "TAU3-Bench": "tau2-bench",
    "tau-bench": "tau-bench",
    "τ-bench": "tau-bench",
    "tau_bench_retail": "tau-bench",
    "webarena": "webarena",
    "browsergym/webarena.310": "webarena",
    "visualwebarena": "visualwebarena",
    "webarena_verified": "webarena-verified",
    "webarenalite": "webarena-lite",
    "workarena_l2_agent_curriculum_eval": "workarena",
    "workarena.l1": "workarena",
    "miniwob_tiny_test": "miniwob",
    "MiniWoB++": "miniwob",
    "assistantbench": "assistantbench",
    "inspect_evals/assistant_bench_closed_book": "assistantbench",
    "OSWorld-Verified": "osworld",
    "inspect_evals/osworld_small": "osworld",
    "OSWorld2.0": "osworld-2",
    "SWE-bench_Verified": "swe-bench",
    "princeton-nlp/SWE-bench_Lite": "swe-bench",
    "inspect_evals/swe_bench": "swe-bench",
    "swebench-verified-mini": "swe-bench",
    "ScaleAI/SWE-bench_Pro": "swe-bench-pro",
    "Multi-SWE-bench": "multi-swe-bench",
    "terminal-bench-core": "terminal-bench",
    "terminal-bench@2.0": "terminal-bench",
    "Terminal-Bench 2.1": "terminal-bench",
    "inspect_evals/gaia_level1": "gaia",
    "gaia-benchmark/GAIA": "gaia",
    "gaia2": "gaia2",
    "appworld": "appworld",
    "mcpmark": "mcpmark",
    "MCP-Universe": "mcp-universe",
    "toolsandbox": "toolsandbox",
    "agentbench": "agentbench",
    "StableToolBench": "stabletoolbench",
    "inspect_evals/mmlu_0_shot": "mmlu",
    "mmlu_abstract_algebra": "mmlu",
    "mmlu:subject=philosophy,method=multiple_choice_joint": "mmlu",
    "leaderboard_mmlu_pro": "mmlu-pro",
    "MMLU-PRO": "mmlu-pro",
    "mmlu_redux": "mmlu-redux",
    "gpqa_diamond": "gpqa",
    "leaderboard_gpqa_main": "gpqa",
    "gsm8k_cot_zeroshot": "gsm8k",
    "GSM-8K": "gsm8k",
    "hendrycks_math": "hendrycks-math",
    "minerva_math_algebra": "hendrycks-math",
    "MATH-500": "hendrycks-math",
    "MATH Level 5": "hendrycks-math",
    "aime2024": "aime",
    "inspect_evals/aime2025": "aime",
    "arc_challenge": "ai2-arc",
    "ai2_arc": "ai2-arc",
    "openai_humaneval": "humaneval",
    "HumanEval": "humaneval",
    "humaneval_plus": "evalplus",
    "mbpp": "mbpp",
    "hellaswag": "hellaswag",
    "winogrande": "winogrande",
    "truthfulqa_mc2": "truthfulqa",
    "leaderboard_bbh_snarks": "bbh",
    "BIG-Bench-Hard": "bbh",
    "leaderboard_musr": "musr",
    "IFEval": "ifeval",
    "inspect_evals/hle": "hle",
    "Humanity's Last Exam": "hle",
    "livecodebench": "livecodebench",
    "simpleqa_verified": "simpleqa",
    "gdm_intercode_ctf": "intercode-ctf",
    "inspect_evals/cybench": "cybench",
    "cyse2_vuln_exploit": "cyberseceval-2",
    "browsecomp": "browsecomp",
    "browsecomp-zh": "browsecomp-zh",
    "mt_bench": "mt-bench",
    "lmarena text": "chatbot-arena",
    "MATH": "hendrycks-math",
    "inspect_evals/math": "hendrycks-math",
    "math:subject=algebra,level=1": "hendrycks-math",
    "ARC": "ai2-arc",
    "openai/human-eval": "humaneval",
    "human_eval": "humaneval",
    "Simple QA": "simpleqa",
}

UNKNOWN = (
    "",
    "???",
    "data_science_arc_welding",
    "architecture_review",
    "aftermath",
    "math_perturbed_full",
    "mathematics tutor",
    "amusraft",
    "gaiamart orders",
    "human evaluation of answers",
    "mmlukewarm",
    "mmmlu",
    "taurus bench",
    "my_own_support_eval",
    "tool calls of the week",
    "arena of ideas",
    "arc_agi",
    "math/tutoring",
    "nexus repository",
    "bench",
    "swe",
    "pro",
)

WHOLE = """\
one:
  title: One
  names: [First One]
  measures: Something.
  interaction: multi_step
  environment: frozen
  tool_use: shell
  metric: accuracy
  introduced: "2024-01-31"
  versions:
    lite: {introduced: "2024-02-29", tasks: 3}
  parts:
    easy: {tasks: 2}
    hard_ones: {environment: live, abstention: true}
  fits: [terminal]
  sources: [{title: A paper, url: "https://example.org/paper"}]
"""


@pytest.mark.parametrize(("name", "wanted"), CALLED.items())
def test_a_name_from_a_file_leads_to_its_benchmark(name: str, wanted: str):
    found = benchmark_called(name)
    assert found is not None
    assert found.id == wanted


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_name_that_only_looks_like_one_leads_nowhere(name: str):
    assert benchmark_called(name) is None


def test_no_two_benchmarks_share_a_name_and_each_name_leads_to_its_own():
    names = Counter(name for benchmark in all_benchmarks().values() for name in benchmark.names)
    assert {name for name, count in names.items() if count > 1} == set()
    for benchmark in all_benchmarks().values():
        assert [benchmark_called(name) for name in benchmark.names] == [benchmark] * len(benchmark.names)
        assert benchmark_called(benchmark.id) is benchmark


def test_versions_are_not_older_than_their_benchmark():
    for benchmark in all_benchmarks().values():
        for version in benchmark.versions.values():
            assert not version.introduced or version.introduced >= benchmark.introduced, (benchmark.id, version.id)


def test_every_kind_of_work_is_resembled_and_every_benchmark_resembles_one():
    fits = {word for benchmark in all_benchmarks().values() for word in benchmark.fits}
    assert fits == set(WORK)
    assert [benchmark.id for benchmark in all_benchmarks().values() if not benchmark.fits] == []


@pytest.mark.parametrize(
    ("benchmark", "part", "version", "size"),
    [
        ("bfcl", "simple_python", "V4", 400),
        ("bfcl", "live_multiple", "V4", 1053),
        ("bfcl", "live_relevance", "V4", 16),
        ("bfcl", "memory_rec_sum", "V4", 155),
        ("bfcl", "multiple_function", "V1", 200),
        ("bfcl", "format_sensitivity", "V4", None),
        ("bfcl", "no such category", "V4", None),
        ("bfcl", "", "V4", None),
        ("tau-bench", "airline", "", 50),
        ("tau2-bench", "telecom", "1.0.1", 114),
        ("tau2-bench", "banking_knowledge", "1.0.1", 97),
        ("webarena", "", "", 812),
        ("webarena-verified", "", "hard", 258),
        ("visualwebarena", "", "", 910),
        ("osworld", "", "", 369),
        ("osworld", "chrome", "", 46),
        ("swe-bench", "", "verified", 500),
        ("swe-bench", "", "Lite", 300),
        ("swe-bench", "", "full", 2294),
        ("swe-bench", "", "multimodal", 517),
        ("swe-bench", "", "", None),
        ("terminal-bench", "", "1.x", 80),
        ("terminal-bench", "", "2.1", 89),
        ("gaia", "", "validation", 165),
        ("gaia", "", "", None),
        ("gpqa", "", "diamond", 198),
        ("workarena", "l1", "", 33),
    ],
)
def test_the_size_of_a_task_set(benchmark: str, part: str, version: str, size: int | None):
    assert all_benchmarks()[benchmark].size(part, version) == size


def test_the_parts_of_a_benchmark_are_as_many_as_the_whole():
    osworld = all_benchmarks()["osworld"]
    assert sum(part.tasks or 0 for part in osworld.parts.values()) == osworld.tasks
    workarena = all_benchmarks()["workarena"]
    assert sum(part.tasks or 0 for part in workarena.parts.values()) == 715


def test_what_a_part_shows_of_acting():
    bfcl = all_benchmarks()["bfcl"]
    standing = {part.id: part.nature.standing for part in bfcl.parts.values()}
    assert {name for name, found in standing.items() if found is Standing.DYNAMIC} == {
        "multi_turn_base",
        "multi_turn_miss_func",
        "multi_turn_miss_param",
        "multi_turn_long_context",
        "memory_kv",
        "memory_vector",
        "memory_rec_sum",
        "web_search_base",
        "web_search_no_snippet",
    }
    assert standing["simple_python"] is Standing.STATIC
    assert bfcl.parts["web_search_base"].nature.environment is Environment.LIVE
    assert bfcl.parts["memory_kv"].nature.interaction is Interaction.MULTI_STEP
    assert {part.id for part in bfcl.parts.values() if part.abstention} == {
        "irrelevance",
        "live_irrelevance",
        "relevance",
        "chatable",
    }


@pytest.mark.parametrize(
    ("standing", "some"),
    [
        (Standing.DYNAMIC, {"tau2-bench", "webarena", "osworld", "gaia", "appworld", "mcpmark", "toolsandbox"}),
        (Standing.EXECUTABLE, {"swe-bench", "terminal-bench", "humaneval", "mbpp", "cybench", "intercode-ctf"}),
        (Standing.STATIC, {"bfcl", "mmlu", "gsm8k", "gpqa", "ifeval", "hle", "simpleqa"}),
    ],
)
def test_what_a_benchmark_shows_of_acting(standing: Standing, some: set[str]):
    assert some <= {name for name, found in all_benchmarks().items() if found.nature.standing is standing}


def test_benchmarks_in_which_a_model_plays_the_user():
    played = {name for name, found in all_benchmarks().items() if found.simulated_user}
    assert {"tau-bench", "tau2-bench", "toolsandbox", "vitabench"} <= played
    assert not {"bfcl", "webarena", "swe-bench"} & played


def test_the_catalogue_is_no_checklist():
    paths = {checklist.path for checklist in load_catalogue(resource_folder("checklists")).checklists}
    assert paths
    assert "benchmarks.yaml" not in paths


def test_the_page_has_every_benchmark_and_part():
    page = benchmarks_markdown()
    for benchmark in all_benchmarks().values():
        assert f"`{benchmark.id}`" in page
        assert all(f"| `{part}` |" in page for part in benchmark.parts)


def test_a_whole_entry():
    one = read_catalogue(document(WHOLE, "mine.yaml"))["one"]
    assert one.names == ("one", "first one")
    assert (one.introduced, one.tasks, one.higher_is_better) == ("2024-01-31", None, True)
    assert one.size("", "LITE") == 3
    assert one.parts["easy"].nature == one.nature
    assert one.parts["hard_ones"].nature.environment is Environment.LIVE
    assert one.parts["hard_ones"].nature.tool_use is ToolUse.SHELL
    assert (one.parts["hard_ones"].title, one.parts["hard_ones"].abstention) == ("hard ones", True)


def test_every_mistake_is_told_with_its_place():
    text = WHOLE.replace("metric: accuracy", "metrik: accuracy")
    text = text.replace('"2024-01-31"', '"2024-02-30"').replace("fits: [terminal]", "fits: [terminals]")
    text = text.replace("tasks: 3", 'tasks: "3"').replace("environment: live", "environment: alive")
    text += "  simulated_user: maybe\n" + WHOLE.replace("one:", "Two_x:", 1).replace('"https://', '"http://')
    with pytest.raises(InputError) as caught:
        read_catalogue(document(text, "mine.yaml"))
    assert [str(problem) for problem in caught.value.problems] == [
        "mine.yaml:1:1: `one` needs `metric`",
        "mine.yaml:8:3: unknown key `metrik` of `one`; did you mean `metric`",
        "mine.yaml:9:3: `introduced` takes a date as YYYY-MM-DD",
        "mine.yaml:11:38: `tasks` takes a whole number above 0",
        "mine.yaml:14:17: unknown `environment`; expected none, frozen, simulated, live",
        "mine.yaml:15:10: `fits` cannot have `terminals`; expected " + ", ".join(WORK),
        "mine.yaml:17:3: `simulated_user` takes `true` or `false`",
        "mine.yaml:18:1: `Two_x` is not an id in kebab case such as `tau2-bench`",
        "mine.yaml:20:3: the name `first one` is taken by `one`",
        "mine.yaml:33:30: `url` takes an address that starts with https://",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "mine.yaml:1:1: expected the catalogue: a mapping of keys to values"),
        ("one: 1", "mine.yaml:1:1: expected `one`: a mapping of keys to values"),
        (WHOLE.replace("names: [First One]", "names: First"), "mine.yaml:3:3: `names` takes a list"),
        (WHOLE.replace("[First One]", "[2024]"), "mine.yaml:3:11: `names` takes texts; write numbers in quotes"),
        (WHOLE.replace("[First One]", '["?!"]'), "mine.yaml:3:3: a name needs letters or digits"),
        (WHOLE.replace("    lite:", "    Lite:"), "mine.yaml:11:5: versions are in lower case: `lite`"),
        (WHOLE.replace("parts:\n    easy: {tasks: 2}\n    hard_ones:", "parts: [3]\n  #"), "mine.yaml:12:3: expected"),
        (WHOLE[: WHOLE.index("  sources")], "mine.yaml:1:1: `one` needs `sources`"),
        (
            WHOLE.replace("  tool_use: shell\n", ""),
            "mine.yaml:1:1: `one` needs `tool_use`; expected none, function_calling",
        ),
        ("one: {", "mine.yaml:"),
        ("", "mine.yaml:1:1: "),
    ],
)
def test_a_mistake_is_told(text: str, message: str):
    with pytest.raises(InputError) as caught:
        read_catalogue(document(text, "mine.yaml"))
    assert any(str(problem).startswith(message) for problem in caught.value.problems), str(caught.value)
