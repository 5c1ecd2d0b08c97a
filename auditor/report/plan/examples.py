"""Examples for what no key of a description or a contract says: commands and lines of code."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename, dirname
from shlex import quote

from auditor.model.claims import AttributeValue, Location
from auditor.model.entities import Entity
from auditor.model.facts import Known
from auditor.model.kinds import EntityKind, EvidenceLevel, RelationKind
from auditor.report.plan.steps import MAKES, STATES, Setting, Snippet
from auditor.report.plan.writing import Plain, yaml_member

_LOCKS = {
    "pyproject.toml": ("uv lock", "uv sync --locked"),
    "Pipfile": ("pipenv lock", "pipenv sync"),
    "package.json": ("npm install --package-lock-only", "npm ci"),
    "requirements.txt": (
        "mv requirements.txt requirements.in",
        "pip-compile --generate-hashes requirements.in",
        "pip install --require-hashes -r requirements.txt",
    ),
}
_LANGGRAPH = frozenset(("langgraph", "langchain"))


def locked(setting: Setting, subject: str) -> Snippet | None:
    """Return the commands that write a lock file for the packages of an agent, and install from it."""
    place = _place(setting, subject, ("packages", "unlocked_packages", "package_lock"))
    commands = _LOCKS.get(basename(place.path)) if place is not None else None
    if place is None or commands is None:
        return None
    folder = dirname(place.path)
    lines = (*((f"cd {quote(folder)}",) if folder else ()), *commands)
    return Snippet(
        subject=subject,
        path=place.path,
        line=place.position.line,
        language="sh",
        lines=lines,
        effect=MAKES,
        note="Commit the lock file, and let every build install from it.",
    )


def held(setting: Setting, tools: tuple[str, ...]) -> Iterator[Snippet]:
    """Yield how the framework of each agent that calls some tools holds them for a person."""
    for agent in setting.system.of_kind(EntityKind.AGENT):
        if _word(setting, agent, "framework.name") not in _LANGGRAPH:
            continue
        called = [tool for tool in tools if _calls(setting, agent, tool)]
        place = _place(setting, agent.id, ("code_uses", "framework.version", "framework.name"))
        if not called or place is None:
            continue
        names = ", ".join(f'"{tool.partition(".")[2]}": True' for tool in called[:8] if _is_plain(tool))
        yield Snippet(
            subject=agent.id,
            path=place.path,
            line=place.position.line,
            language="python",
            lines=(
                "from langchain.agents.middleware import HumanInTheLoopMiddleware",
                "",
                f"held = HumanInTheLoopMiddleware(interrupt_on={{{names}}})",
                "# create_agent(…, middleware=[held], checkpointer=<a checkpointer that outlives the process>)",
            ),
            effect=MAKES,
            note="The run stops before each of these tools, until a person decides.",
        )


def apart(setting: Setting, agents: tuple[str, ...]) -> Iterator[Snippet]:
    """Yield how each agent is split in one that reads what strangers write and one that acts."""
    for id_ in agents:
        agent = setting.system.entities.get(id_)
        if agent is None or agent.kind is not EntityKind.AGENT or agent.location is None:
            continue
        uses = (r.target for r in setting.system.relations if r.source == id_ and r.kind is RelationKind.USES)
        reader: Plain = {
            "model": next(uses, "<model>"),
            "tools": ["<tools that read what strangers write, and nothing private>"],
            "untrusted_input": True,
            "egress": "restricted",
        }
        yield Snippet(
            subject=id_,
            path=agent.location.path,
            line=agent.location.position.line,
            language="yaml",
            lines=(
                "agents:",
                *yaml_member(f"{id_}-reader", reader, 2),
                *yaml_member(id_, {"untrusted_input": False}, 2),
            ),
            effect=STATES,
            note=f"The reader hands `{id_}` only data of a fixed form. The one that acts no longer meets the content.",
        )


def _is_plain(tool: str) -> bool:
    return tool.partition(".")[2].isidentifier()


def _word(setting: Setting, entity: Entity, attribute: str) -> AttributeValue | None:
    fact = setting.system.fact(entity.id, attribute)
    return fact.value if isinstance(fact, Known) and fact.level >= EvidenceLevel.DECLARED else None


def _calls(setting: Setting, agent: Entity, tool: str) -> bool:
    ends = (tool, tool.partition(".")[0])
    return any(
        r.source == agent.id and r.kind is RelationKind.CALLS and r.target in ends for r in setting.system.relations
    )


def _place(setting: Setting, subject: str, attributes: tuple[str, ...]) -> Location | None:
    """Return where the first of some attributes is claimed that an artifact shows, else that anything shows."""
    found = {claim.attribute: claim.location for claim in setting.system.claims(subject) if claim.location is not None}
    return next((found[name] for name in attributes if name in found), None)
