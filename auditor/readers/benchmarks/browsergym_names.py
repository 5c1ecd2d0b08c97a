"""Names that AgentLab and BrowserGym give to agents and benchmarks, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

_AGENT = re.compile(r"(?P<kind>[A-Za-z0-9_.]*Agent)-(?P<model>.+)", re.DOTALL)
_LEVEL = re.compile(r"(?<![a-z0-9])l(?P<level>[123])(?![a-z0-9])")
_SPELLED = {"webarena_verified": "webarena-verified", "miniwob_all": "miniwob"}
_GENERIC = "GenericAgent"
_VISION = "_vision"
_SUBSET = "tiny_test"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentName:
    """What an agent's name says."""

    kind: str
    """The class of the agent; the whole name where no model can be told from it."""
    model: str
    """The model, with `_` where the provider has `/`; empty where the name does not show one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkName:
    """What a benchmark's name says."""

    benchmark: str
    level: str = ""
    """WorkArena's `l1`, `l2` or `l3`."""
    subset: bool = False
    """Whether it is one of the small sets that AgentLab tries its installation with."""


def agent_called(name: str) -> AgentName:
    """Return the agent's class and its model: AgentLab joins them, as in `GenericAgent-gpt-4o-2024-05-13`.

    `_vision` at the end says that a generic agent sees screenshots, and is no part of the model's name.
    """
    found = _AGENT.fullmatch(name.strip())
    if found is None:
        return AgentName(kind=name.strip(), model="")
    if found["kind"] == _GENERIC and (model := found["model"].removesuffix(_VISION)) != found["model"]:
        return AgentName(kind=f"{_GENERIC} with vision", model=model)
    return AgentName(kind=found["kind"], model=found["model"])


def benchmark_called(name: str) -> BenchmarkName:
    """Return a benchmark by AgentLab's or the board's name: `workarena.l1`, `WorkArena++-L2`, `miniwob_tiny_test`."""
    plain = name.strip().lower()
    if plain.startswith("workarena"):
        level = _LEVEL.search(plain.replace("_", " "))
        return BenchmarkName(
            benchmark="workarena", level=f"l{level['level']}" if level else "", subset=_SUBSET in plain
        )
    base = plain.removesuffix("_" + _SUBSET)
    return BenchmarkName(benchmark=_SPELLED.get(base, base), subset=base != plain)
