"""The claims of one description while more are derived from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from auditor.model.claims import AttributeValue, Claim, Location
from auditor.model.description import Description
from auditor.model.entities import Entity
from auditor.model.facts import Known, merge
from auditor.model.kinds import EvidenceLevel
from auditor.model.vocabulary import ATTRIBUTES


class Claims:
    """The claims of one description, by subject and attribute."""

    def __init__(self, description: Description) -> None:
        self._description = description
        self._by_subject: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        for claim in description.claims:
            self._by_subject[claim.subject, claim.attribute].append(claim)

    def of(self, subject: str, attribute: str) -> Sequence[Claim]:
        """Return every claim about an attribute of a subject."""
        return self._by_subject.get((subject, attribute), ())

    def value(self, subject: str, attribute: str) -> AttributeValue | None:
        """Return a value that is known, on whatever evidence."""
        claims = self.of(subject, attribute)
        if len(claims) == 1:
            return claims[0].value
        fact = merge(ATTRIBUTES[attribute], claims) if claims else None
        return fact.value if isinstance(fact, Known) else None

    def add(
        self,
        entity: Entity,
        attribute: str,
        value: AttributeValue,
        level: EvidenceLevel,
        *,
        detail: str,
        location: Location | None,
    ) -> None:
        """Add a claim, which later derivations see."""
        claim = Claim(
            subject=entity.id,
            attribute=attribute,
            value=value,
            level=level,
            location=location,
            detail=detail,
        )
        self._description.claims.append(claim)
        self._by_subject[entity.id, attribute].append(claim)


def infer(
    claims: Claims,
    entity: Entity,
    attribute: str,
    value: AttributeValue,
    detail: str,
    source: str,
    level: EvidenceLevel = EvidenceLevel.INFERRED,
) -> None:
    """Claim what follows, at the place of the claim that it follows from."""
    stated = next((claim.location for claim in claims.of(entity.id, source) if claim.location is not None), None)
    location = stated or entity.location
    if location is not None:
        claims.add(entity, attribute, value, level, detail=detail, location=location)


def texts(value: AttributeValue | None) -> Iterator[str]:
    """Yield the texts of a list; nothing for anything else."""
    return (item for item in value if isinstance(item, str)) if isinstance(value, tuple) else iter(())


def request(claims: Claims, tool: Entity) -> tuple[str, str] | None:
    """Return the method in capitals and the path of a tool that is an HTTP request."""
    method, path = claims.value(tool.id, "method"), claims.value(tool.id, "path")
    return (method.upper(), path.rstrip("/")) if isinstance(method, str) and isinstance(path, str) else None
