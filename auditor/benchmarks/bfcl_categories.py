"""The categories of the Berkeley Function-Calling Leaderboard, version by version."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

VERSIONS = ("V1", "V2", "V3", "V4")


class Category(Struct, frozen=True, kw_only=True):
    """One kind of task."""

    name: str
    """As the files call it."""
    group: str
    """The group of Overall that it goes into.

    Beside it stand `relevance` and `format_sensitivity` of V4, and `unscored`. What early harnesses executed is
    `executed`, though theirs of V3 counted it into non-live, since later ones have none of it.
    """
    tasks: int | None
    """How many there are in full; None where that changed within a version."""

    @property
    def dynamic(self) -> bool:
        """Tell whether what the model does changes what answers it, or the live web answers."""
        return self.group in ("multi_turn", "memory", "web_search")


_TURNS = {
    "multi_turn_base": 200,
    "multi_turn_miss_func": 200,
    "multi_turn_miss_param": 200,
    "multi_turn_long_context": 200,
}
_LIVE = {"live_simple": 258, "live_multiple": 1053, "live_parallel": 16, "live_parallel_multiple": 24}
_MULTIPLE = {"multiple": 200, "parallel": 200, "parallel_multiple": 200}
_EXECUTED = {"exec_simple": 100, "exec_multiple": 50, "exec_parallel": 50, "exec_parallel_multiple": 40, "rest": 70}
_UNSCORED = {"sql": 100, "chatable": 200}
_PLAIN = {"simple": 400, "java": 100, "javascript": 50, **_MULTIPLE, "irrelevance": 240}
_FIRST = {
    "simple": 400,
    "java": 100,
    "javascript": 50,
    "multiple_function": 200,
    "parallel_function": 200,
    "parallel_multiple_function": 200,
    "relevance": 240,
}
"""V1, in which `relevance` means that no function is relevant."""
_FIRST_EXECUTED = {
    "executable_simple": 100,
    "executable_multiple_function": 50,
    "executable_parallel_function": 50,
    "executable_parallel_multiple_function": 40,
    "rest": 70,
}

_GROUPS: Mapping[str, Mapping[str, Mapping[str, int | None]]] = {
    "V4": {
        "non_live": {"simple_python": 400, "simple_java": 100, "simple_javascript": 50, **_MULTIPLE},
        "live": {**_LIVE},
        "irrelevance": {"irrelevance": 240, "live_irrelevance": 884},
        "relevance": {"live_relevance": 16},
        "multi_turn": {**_TURNS},
        "memory": {"memory_kv": 155, "memory_vector": 155, "memory_rec_sum": 155},
        "web_search": {"web_search_base": 100, "web_search_no_snippet": 100},
        "format_sensitivity": {"format_sensitivity": None},
    },
    "V3": {
        "non_live": {**_PLAIN},
        "executed": {**_EXECUTED},
        # Two tasks of relevance were found to be of irrelevance after V3.
        "live": {**_LIVE, "live_irrelevance": 882, "live_relevance": 18},
        "multi_turn": {**_TURNS},
    },
    "V2": {
        "non_live": {**_PLAIN},
        "executed": {**_EXECUTED},
        "unscored": {**_UNSCORED},
        # Tasks moved between three of them while V2 was current.
        "live": {**_LIVE, "live_multiple": None, "live_irrelevance": None, "live_relevance": None},
    },
    "V1": {"non_live": {**_FIRST}, "executed": {**_FIRST_EXECUTED}, "unscored": {**_UNSCORED}},
}


@cache
def categories(version: str) -> Mapping[str, Category]:
    """Return the categories of a version, such as `V4`, by name; none for a version that is not known."""
    found = {
        name: Category(name=name, group=group, tasks=tasks)
        for group, names in _GROUPS.get(version, {}).items()
        for name, tasks in names.items()
    }
    return MappingProxyType(found)
