"""The page of docs/ about frameworks, printed from their profiles and from the kinds of rules."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.frameworks.loader import all_frameworks, all_paths
from auditor.frameworks.profile import Framework, Path, Rank, Topic
from auditor.frameworks.rules import all_kinds

_HEAD = """\
# Frameworks

*Printed from `checklists/frameworks/` by `make docs`.*

A tool definition takes a **path** into a framework: as an MCP server's tool, defined in the program, or bound to a
provider's model. Each path is a list of rules that do to the definition what the framework's own code does. What comes
out is compared with what went in:

| outcome | meaning |
|---|---|
| accepted | the tool arrives as it was written |
| minor loss | what is lost hardly matters to a model that fills the arguments in: a format, `additionalProperties` |
| major loss | a name, a type, a constraint, a parameter or a description is lost or changed |
| refused | the tool does not load; where it takes its server or the agent with it, the verdict says so |

References that are inlined, `title` and `$schema` count as no loss, and neither does anything that a framework adds.
[How far the profiles agree with the real frameworks](conformance.md) was measured by loading definitions in them.

```sh
audit tools tools.json                                   # every path of the first rank
audit tools tools.json --framework langchain             # all paths of one framework
audit tools tools.json --framework openai:strict --format json
audit export tools.json --framework qwen-agent:direct    # the tools as that path takes them, and every change
```
"""


def frameworks_markdown() -> str:
    """Return the page."""
    return "\n".join((_HEAD, *_paths(), *_results(), *_sources(), *_rules(), ""))


def _paths() -> Iterator[str]:
    yield "## Paths"
    yield ""
    yield "A refused tool costs what the last column says, where its rule does not say otherwise."
    yield ""
    yield "| path | how tools come in | rules of | goes through | a refusal costs |"
    yield "|---|---|---|---|---|"
    for rank in Rank:
        for framework, path in _of_rank(rank):
            name = f"**`{path.id}`**" if rank is Rank.FIRST else f"`{path.id}`"
            via = f"`{path.via}`" if path.via else ""
            yield f"| {name} | {path.title} | {framework.version} | {via} | {path.blast.words} |"
    yield ""
    yield "Bold: the first rank, which `audit tools` tries where no framework is named."
    yield ""


def _of_rank(rank: Rank) -> Iterator[tuple[Framework, Path]]:
    for _, framework in sorted(all_frameworks().items()):
        yield from ((framework, path) for path in framework.paths if path.rank is rank)


def _results() -> Iterator[str]:
    yield "## What becomes of results"
    yield ""
    yield "Of the paths for which it could be shown. What is not named arrives."
    yield ""
    yield "| path | of a result | fate | how |"
    yield "|---|---|---|---|"
    for path_id, path in sorted(all_paths().items()):
        for topic in Topic:
            handling = path.results.get(topic)
            if handling is not None and handling.fate.value != "kept":
                how = handling.how.replace("|", "\\|")
                yield f"| `{path_id}` | {topic.value.replace('_', ' ')} | {handling.fate.value} | {how} |"
    yield ""


def _sources() -> Iterator[str]:
    yield "## Versions and sources"
    yield ""
    yield "| framework | version | rules established | sources |"
    yield "|---|---|---|---|"
    for _, framework in sorted(all_frameworks().items()):
        named = (f"[{source.title}]({source.url})" if source.url else source.title for source in framework.sources)
        yield f"| {framework.title} | {framework.version} | {framework.tried} | {'; '.join(named)} |"
    yield ""


def _rules() -> Iterator[str]:
    yield "## Kinds of rules"
    yield ""
    yield "What the `steps` of a path can be. [CONTRIBUTING](../CONTRIBUTING.md#adding-a-framework) shows a profile."
    yield ""
    yield "| rule | what it does |"
    yield "|---|---|"
    for name, kind in sorted(all_kinds().items()):
        first = " ".join((kind.__doc__ or "").split("\n\n")[0].split()).replace("|", "\\|")
        yield f"| `{name}` | {first} |"
