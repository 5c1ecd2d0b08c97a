"""Steps of a plan: what one file should hold so that one assumption of an advice becomes true or is stated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from auditor.documents import Document
from auditor.model.claims import AttributeValue, Claim, Record
from auditor.model.facts import Contradicted, Known, comparable
from auditor.model.kinds import EvidenceLevel
from auditor.model.system import SYSTEM_ID, System
from auditor.report.plan.files import Files
from auditor.report.plan.wanted import Wanted
from auditor.report.plan.writing import Plain
from auditor.report.schema_plan import ChangeEffect
from auditor.whatif import Stated

MAKES: ChangeEffect = "makes it so"
STATES: ChangeEffect = "states it once it is so"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change for one subject."""

    subject: str
    document: Document
    wanted: Wanted
    complete: bool
    """False where a person has to fill in a placeholder, so that it is an example and no patch."""
    effect: ChangeEffect
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """An example that has no place in a tree: a command, or lines of code."""

    subject: str
    path: str
    line: int
    language: str
    lines: tuple[str, ...]
    effect: ChangeEffect
    note: str = ""


Found: TypeAlias = "Step | Snippet | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What steps are found in."""

    system: System
    files: Files
    as_designed: bool
    """Whether declared evidence is enough."""
    main: Document | None
    """The description; None for a lone artifact."""
    descriptions: Mapping[str, Document] = field(default_factory=dict)
    """Every part of the description, by path."""

    def deciding(self, subject: str, attribute: str) -> tuple[Claim, ...]:
        """Return the claims, documented or better, of a contract or another artifact on an attribute."""
        if subject not in self.system.entities:
            return ()
        fact = self.system.fact(subject, attribute)
        claims = fact.claims if isinstance(fact, Known | Contradicted) else ()
        return tuple(
            claim
            for claim in claims
            if claim.level >= EvidenceLevel.DOCUMENTED
            and claim.location is not None
            and claim.location.tree is not None
            and claim.location.path not in self.descriptions
        )

    def is_guessed(self, subject: str, attribute: str, value: AttributeValue) -> bool:
        """Tell whether an attribute is only to be confirmed: it already has the value, but nobody stated it."""
        level = self.known_as(subject, attribute, value)
        return level is not None and level < EvidenceLevel.DECLARED

    def known_as(self, subject: str, attribute: str, value: AttributeValue) -> EvidenceLevel | None:
        """Return how well it is supported that an attribute has a value; None where it is not known to have it."""
        if subject not in self.system.entities:
            return None
        fact = self.system.fact(subject, attribute)
        return fact.level if isinstance(fact, Known) and comparable(fact.value) == comparable(value) else None

    def adds_to(self, assumed: Stated) -> bool:
        """Tell whether a list is assumed that holds all that is known today, and more."""
        if assumed.subject not in self.system.entities:
            return False
        fact = self.system.fact(assumed.subject, assumed.attribute)
        if not isinstance(fact, Known) or not isinstance(fact.value, tuple) or not isinstance(assumed.value, tuple):
            return False
        return bool(fact.value) and set(map(repr, fact.value)) <= set(map(repr, assumed.value))


def setting_of(system: System, *, as_designed: bool) -> Setting:
    """Return what steps are found in, for one system."""
    whole = system.entities.get(SYSTEM_ID)
    main = whole.location.document if whole is not None and whole.location is not None else None
    return Setting(
        system=system,
        files=Files(),
        as_designed=as_designed,
        main=main,
        descriptions={main.path: main} if main is not None else {},
    )


def plain_value(value: AttributeValue) -> Plain:
    """Return an attribute's value as a description writes it; records by their names."""
    if isinstance(value, tuple):
        return [plain_value(item) for item in value]
    return value.name if isinstance(value, Record) else value
