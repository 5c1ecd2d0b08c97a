"""Which paths a tool takes in an agent: by its framework, the tool's contract and the model's provider."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from auditor.frameworks.loader import all_frameworks, all_paths
from auditor.frameworks.profile import Framework, Path, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Paths of which exactly one is taken; which one is not known where there are several."""

    paths: tuple[Path, ...]
    unsure: str = ""
    """What is not known, where there are several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """What decides which paths the tools of one agent take. None stands for what nobody states."""

    framework: str
    provider: str | None = None
    strict: bool | None = None


def framework_called(name: str, frameworks: Mapping[str, Framework] | None = None) -> Framework | None:
    """Return the framework of a name as descriptions and packages have it, without regard to case, `_` and `-`."""
    return (_by_name(frameworks.values()) if frameworks else _shipped()).get(_plain(name))


@cache
def _shipped() -> Mapping[str, Framework]:
    return _by_name(all_frameworks().values())


def _by_name(frameworks: Iterable[Framework]) -> Mapping[str, Framework]:
    found: dict[str, Framework] = {}
    for framework in frameworks:
        for name in (framework.id, *framework.names):
            found.setdefault(_plain(name), framework)  # where two share a name, the first has it
    return found


@lru_cache(maxsize=1024)
def ways_of(agent: Agent, protocol: str | None) -> tuple[Way, ...]:
    """Return the ways that a tool takes: into the framework, then to the model. Nothing for an unknown framework."""
    framework = framework_called(agent.framework)
    if framework is None:
        return ()
    ways = (way_into(framework, protocol), _to_model(framework, agent))
    return tuple(way for way in ways if way is not None and way.paths)


def way_into(framework: Framework, protocol: str | None) -> Way:
    """Return the way into a framework of a tool with a contract of some kind; None for a kind that is not known."""
    over_mcp, direct = framework.default, framework.direct or framework.default
    ids = {"mcp": [over_mcp], None: [over_mcp, direct]}.get(protocol, [direct])
    paths = tuple(all_paths()[path] for path in dict.fromkeys(ids) if path in all_paths())
    return Way(paths=paths, unsure="what kind of contract it has" if len(paths) > 1 else "")


def _to_model(framework: Framework, agent: Agent) -> Way | None:
    """Return the way to the provider: the framework's own binding, else the provider's own rules."""
    own = [path for path in framework.paths if path.binds]
    providers = [f for f in all_frameworks().values() if f.role is Role.PROVIDER]
    of_providers = [path for provider in providers for path in provider.paths if path.binds]
    if agent.provider is None:
        paths, unsure = own or of_providers, "whose model it is"
    else:
        wanted = _plain(agent.provider)
        bound = [[path for path in group if wanted in map(_plain, path.binds)] for group in (own, of_providers)]
        paths, unsure = bound[0] or bound[1], "whether strict mode is on"
    if agent.strict is not None:
        matching = [path for path in paths if path.strict == agent.strict]
        paths = matching or paths
    return Way(paths=tuple(paths), unsure=unsure if len(paths) > 1 else "") if paths else None


def _plain(name: str) -> str:
    return name.strip().casefold().replace("_", "-").replace(" ", "-")
