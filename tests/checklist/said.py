"""Compiles a condition written in YAML and asks it of a tiny system written in YAML."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from auditor.checklist import Condition, Context, sentence
from auditor.checklist.compiler import Compiler
from auditor.checklist.mistakes import Mistakes
from auditor.checklist.terms import Terms
from auditor.derive import derive
from auditor.documents import Workspace
from auditor.errors import InputError
from auditor.graph import Truth
from auditor.linking import link
from auditor.model.kinds import EvidenceLevel
from auditor.model.system import System
from auditor.readers.architecture.system_yaml import describe_system
from auditor.readers.reader import Reading
from tests.tiny import document

DAY = date(2026, 11, 22)
DECLARED = EvidenceLevel.DECLARED


def condition(text: str) -> Condition:
    """Return a condition. Raises InputError with every mistake in it."""
    source = document(text, "checklist.yaml")
    mistakes = Mistakes(source, source.tree)
    compiled = Compiler(mistakes).condition(source.tree.value, (), Terms())
    if compiled is None:
        raise InputError(mistakes.problems)
    return compiled


def context(text: str, level: EvidenceLevel = DECLARED) -> Context:
    """Return what conditions are asked against: a system as system.yaml states it, linked and derived."""
    source = document(text)
    described = describe_system(
        source.tree.value,
        document=source,
        tree=source.tree,
        pointer=(),
        level=level,
        reading=Reading.of(Workspace(Path("/nonexistent"))),
    )
    return Context(System(derive(link(described))), today=DAY, inputs=described.inputs)


def asked(text: str, of: str, system: str, level: EvidenceLevel = DECLARED) -> tuple[str, str]:
    """Return the truth of a condition for an entity, with its evidence level where it is known, and why."""
    compiled, against = condition(text), context(system, level)
    entity = against.system.entities[of]
    verdict = compiled.test(against, entity)
    known = verdict.truth is not Truth.UNKNOWN
    why = sentence(compiled.explain(against, entity, True))
    return f"{verdict.truth.value} {verdict.level.word}" if known else "unknown", why


def truth(text: str, of: str, system: str, level: EvidenceLevel = DECLARED) -> str:
    """Return the truth of a condition for an entity: `true declared`, `unknown`, …"""
    return asked(text, of, system, level)[0]


def mistakes(text: str) -> list[str]:
    """Return what is wrong with a condition, each with its line and column."""
    try:
        condition(text)
    except InputError as error:
        return [f"{problem.line}:{problem.column} {problem.message}" for problem in sorted(error.problems)]
    return []
