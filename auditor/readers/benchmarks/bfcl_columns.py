"""The columns of BFCL's tables, and which category or group of Overall each one shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from auditor.benchmarks.bfcl_categories import categories


class Column(NamedTuple):
    """What a column shows."""

    name: str
    """A category by its name in V4, or a group of Overall."""
    group: bool = False


def _of(names: Mapping[str, str], *, groups: Mapping[str, str]) -> dict[str, Column]:
    return {
        **{title: Column(name) for title, name in names.items()},
        **{title: Column(name, group=True) for title, name in groups.items()},
    }


_TURNS = {
    "Base": "multi_turn_base",
    "Miss Func": "multi_turn_miss_func",
    "Miss Param": "multi_turn_miss_param",
    "Long Context": "multi_turn_long_context",
}
_MEMORY = {
    "Memory KV": "memory_kv",
    "Memory Vector": "memory_vector",
    "Memory Recursive Summarization": "memory_rec_sum",
}
_WEB = {"Web Search Base": "web_search_base", "Web Search No Snippet": "web_search_no_snippet"}

COLUMNS: Mapping[str, Mapping[str, Column]] = {
    "non_live": _of(
        {
            "Python Simple AST": "simple_python",
            "Java Simple AST": "simple_java",
            "JavaScript Simple AST": "simple_javascript",
            "Multiple AST": "multiple",
            "Parallel AST": "parallel",
            "Parallel Multiple AST": "parallel_multiple",
            "Python Simple Exec": "exec_simple",
            "REST Simple Exec": "rest",
            "Multiple Exec": "exec_multiple",
            "Parallel Exec": "exec_parallel",
            "Parallel Multiple Exec": "exec_parallel_multiple",
            "Irrelevance Detection": "irrelevance",
        },
        groups={
            "Non-Live Overall Acc": "non_live",
            "Non_Live Overall Acc": "non_live",
            "Simple AST": "non_live_simple",
            "Simple Exec": "non_live_simple_exec",
        },
    ),
    "live": _of(
        {
            "Python Simple AST": "live_simple",
            "Python Multiple AST": "live_multiple",
            "Python Parallel AST": "live_parallel",
            "Python Parallel Multiple AST": "live_parallel_multiple",
            "Irrelevance Detection": "live_irrelevance",
            "Relevance Detection": "live_relevance",
        },
        groups={"Live Overall Acc": "live"},
    ),
    "multi_turn": _of(_TURNS, groups={"Multi Turn Overall Acc": "multi_turn"}),
    "agentic": _of(
        {**_WEB, **_MEMORY},
        groups={"Agentic Overall Acc": "agentic", "Web Search Summary": "web_search", "Memory Summary": "memory"},
    ),
    "overall": _of(
        {
            "Non-Live Multiple AST": "multiple",
            "Non-Live Parallel AST": "parallel",
            "Non-Live Parallel Multiple AST": "parallel_multiple",
            "Non-Live Multiple Exec": "exec_multiple",
            "Non-Live Parallel Exec": "exec_parallel",
            "Non-Live Parallel Multiple Exec": "exec_parallel_multiple",
            "Live Simple AST": "live_simple",
            "Live Multiple AST": "live_multiple",
            "Live Parallel AST": "live_parallel",
            "Live Parallel Multiple AST": "live_parallel_multiple",
            "Relevance Detection": "live_relevance",
            **{f"Multi Turn {title}": name for title, name in _TURNS.items()},
            **_WEB,
            **_MEMORY,
        },
        groups={
            "Overall Acc": "overall",
            "Non-Live AST Acc": "non_live_ast",
            "Non-Live Simple AST": "non_live_simple",
            "Non-Live Simple Exec": "non_live_simple_exec",
            "Live Acc": "live",
            "Multi Turn Acc": "multi_turn",
            "Web Search Acc": "web_search",
            "Memory Acc": "memory",
            # Of both halves, unlike the column of the same title in the other tables.
            "Irrelevance Detection": "irrelevance",
        },
    ),
    "format_sensitivity": {},
}
"""By table and title. The last one holds spreads in points, which are no score."""
KINDS: tuple[str, ...] = tuple(COLUMNS)
"""Tables, those first whose figures are the most detailed."""
_EXECUTED = ("exec_", "rest", "non_live_simple_exec")
_IN_V3 = {"simple_python": "simple", "simple_java": "java", "simple_javascript": "javascript"}


def tells(kind: str) -> frozenset[str]:
    """Return titles of which a table of a kind has one at least, which no other program's tables have."""
    if kind == "format_sensitivity":
        return frozenset({"Format Sensitivity Max Delta"})
    return frozenset(title for title, column in COLUMNS[kind].items() if column.group and "Acc" in title)


def version_of(tables: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    """Return the version of tables of one folder by their kinds and columns; empty where it cannot be told."""
    kinds: set[str] = set()
    titles: set[str] = set()
    for kind, columns in tables:
        kinds.add(kind)
        titles.update(columns)
    if kinds & {"agentic", "format_sensitivity"} or titles & {"Web Search Acc", "Memory Acc", "Non-Live Overall Acc"}:
        return "V4"
    if "Multi Turn Acc" in titles or ("Non_Live Overall Acc" in titles and "multi_turn" in kinds):
        return "V3"
    return ""


def category_in(version: str, column: Column) -> str:
    """Return the name of a category or group as a version has it."""
    if column.name == "non_live_ast":
        # In V4 irrelevance is no part of non-live, so that both are the same.
        return "non_live" if version == "V4" else column.name
    return column.name if version == "V4" or column.group else _IN_V3.get(column.name, column.name)


def below(version: str, group: str) -> frozenset[str]:
    """Return the categories that a group is made of."""
    simple = frozenset(_IN_V3) if version == "V4" else frozenset(_IN_V3.values())
    special = {
        "non_live_simple": simple,
        "non_live_ast": simple | {"multiple", "parallel", "parallel_multiple"},
        "non_live_simple_exec": frozenset({"exec_simple", "rest"}),
        "irrelevance": frozenset({"irrelevance", "live_irrelevance"}),
    }
    if group in special:
        return special[group]
    groups = {"agentic": {"memory", "web_search"}, "non_live": {"non_live", "executed"}}.get(group, {group})
    return frozenset(one.name for one in categories(version).values() if one.group in groups or group == "overall")


def is_executed(name: str) -> bool:
    """Tell whether a category or group is one of those that early harnesses executed."""
    return name.startswith(_EXECUTED)
