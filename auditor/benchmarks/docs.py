"""The page of docs/ about benchmarks, printed from their catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.benchmarks.catalogue import Benchmark, Environment, Interaction, Nature, Standing, ToolUse, all_benchmarks

_HEAD = """\
# Benchmarks

*Printed from `checklists/benchmarks.yaml` by `make docs`.*

What a benchmark shows of an agent follows from three properties that anybody can check: how often the model acts on one
task, what answers its actions, and how it acts.

| what answers | the benchmark is |
|---|---|
| a live world, or simulated state or a simulated user that changes with what the model does | dynamic |
| a frozen sandbox, in which commands or tests run and nothing happens besides | executable, static tasks |
| nothing | static |

A benchmark whose parts differ stands as each part does: much of BFCL is single calls that are compared as text. Of a
benchmark that is not listed here nothing is known beyond what its own files say.

**Since** is the first publication: a result with an earlier date has a wrong one. **Tasks** is the size of the whole,
by which a run over a part of them is told; where splits differ it is given for each of them only.
"""

_INTERACTION = {Interaction.SINGLE_TURN: "one turn", Interaction.MULTI_STEP: "several steps"}
_ENVIRONMENT = {
    Environment.NONE: "nothing answers",
    Environment.FROZEN: "frozen sandbox",
    Environment.SIMULATED: "simulated state",
    Environment.LIVE: "live world",
}
_TOOL_USE = {
    ToolUse.NONE: "no tools",
    ToolUse.FUNCTION_CALLING: "function calls",
    ToolUse.SHELL: "shell",
    ToolUse.SCREEN: "screen",
}


def benchmarks_markdown() -> str:
    """Return the page."""
    found = sorted(all_benchmarks().values(), key=lambda benchmark: benchmark.title.lower())
    return "\n".join((_HEAD, *_overview(found), *_parts(found), *_versions(found), *_sources(found), ""))


def _overview(benchmarks: Iterable[Benchmark]) -> Iterator[str]:
    yield "## What they measure"
    found = list(benchmarks)
    for standing in Standing:
        yield ""
        yield f"### {standing.value.capitalize()}"
        yield ""
        yield "| benchmark | measures | nature | tasks | metric | since | resembles |"
        yield "|---|---|---|---|---|---|---|"
        for benchmark in found:
            if benchmark.nature.standing is standing:
                yield _row(benchmark)
    yield ""


def _row(benchmark: Benchmark) -> str:
    user = ", simulated user" if benchmark.simulated_user else ""
    differ = any(part.nature.standing is not benchmark.nature.standing for part in benchmark.parts.values())
    cells = (
        f"**{benchmark.title}** `{benchmark.id}`",
        benchmark.measures,
        _nature(benchmark.nature) + user + ("; [parts](#parts) differ" if differ else ""),
        _number(benchmark.tasks),
        f"`{benchmark.metric}`" + ("" if benchmark.higher_is_better else " (lower is better)"),
        benchmark.introduced,
        ", ".join(word.replace("_", " ") for word in benchmark.fits),
    )
    return _cells(cells)


def _nature(nature: Nature) -> str:
    words = (_INTERACTION[nature.interaction], _ENVIRONMENT[nature.environment], _TOOL_USE[nature.tool_use])
    return ", ".join(words)


def _parts(benchmarks: Iterable[Benchmark]) -> Iterator[str]:
    yield "## Parts"
    yield ""
    yield "Parts with **abstention** measure that nothing is called where nothing fits."
    yield ""
    yield "| benchmark | part | what it is | nature | stands as | tasks |"
    yield "|---|---|---|---|---|---|"
    for benchmark in benchmarks:
        for part in benchmark.parts.values():
            title = f"{part.title} (**abstention**)" if part.abstention else part.title
            stands = part.nature.standing.value
            cells = (benchmark.title, f"`{part.id}`", title, _nature(part.nature), stands, _number(part.tasks))
            yield _cells(cells)
    yield ""


def _versions(benchmarks: Iterable[Benchmark]) -> Iterator[str]:
    yield "## Versions and splits"
    yield ""
    yield "| benchmark | version | since | tasks |"
    yield "|---|---|---|---|"
    for benchmark in benchmarks:
        for version in benchmark.versions.values():
            yield _cells((benchmark.title, f"`{version.id}`", version.introduced, _number(version.tasks)))
    yield ""


def _sources(benchmarks: Iterable[Benchmark]) -> Iterator[str]:
    yield "## Names and sources"
    yield ""
    yield "Names are compared word by word: `inspect_evals/gpqa_diamond` has the word `gpqa`."
    yield "The longest known name decides. Names that count **alone** are ordinary words and must be all that is said."
    yield ""
    yield "| benchmark | known by | sources |"
    yield "|---|---|---|"
    for benchmark in benchmarks:
        names = ", ".join(
            [*(f"`{name}`" for name in benchmark.names), *(f"`{name}` alone" for name in benchmark.alone)]
        )
        sources = "; ".join(f"[{source.title}]({source.url})" for source in benchmark.sources)
        yield _cells((benchmark.title, names, sources))


def _number(count: int | None) -> str:
    return "" if count is None else f"{count:,}"


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
