"""What could be added for each place that does not exist: the assumption to try, in words, and how to state it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.checklist import Control
from auditor.model.facts import Known
from auditor.model.findings import ControlResult, Effort, Outcome
from auditor.model.kinds import EntityKind as K
from auditor.model.kinds import EvidenceLevel, RelationKind
from auditor.model.system import System
from auditor.room.places import PlaceResult, State
from auditor.room.servers import Server
from auditor.room.snippets import Snippet
from auditor.room.standing import Place
from auditor.whatif import Assumption


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """One thing that would have to be so."""

    place: Place | None
    """None for what only mends a control."""
    what: str
    """In words, as something to do or to bring about."""
    why: str
    """What is not so, or what nobody has said, today."""
    effort: Effort
    controls: tuple[str, ...]
    """The gates that it is for."""
    assumptions: tuple[Assumption, ...] = ()
    mends: tuple[str, ...] = ()
    """Gates that are taken as passed, since no statement in system.yaml could make them pass."""
    snippet: Snippet | None = None
    uses: tuple[str, ...] = ()
    """Entities that exist and would serve."""
    unsaid: bool = False
    """True where nobody says that it is not so: it may only have to be stated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What additions start from."""

    system: System
    controls: Mapping[str, Control]
    results: Mapping[str, ControlResult]
    places: Mapping[Place, PlaceResult]

    def effort(self, control: str, otherwise: Effort) -> Effort:
        """Return the effort that a control's remediation states."""
        found = self.controls.get(control)
        return found.remediation.effort if found is not None else otherwise

    def lacking(self, control: str, kind: K) -> tuple[str, ...]:
        """Return the entities of a kind for which a control does not pass, sorted; known ones only."""
        result = self.results.get(control)
        if result is None:
            return ()
        found = {other.subject for other in result.others}
        entities = self.system.entities
        return tuple(
            sorted(
                id_ for id_ in found if id_ in entities and entities[id_].kind is kind and not entities[id_].placeholder
            )
        )

    def unsaid(self, *controls: str) -> bool:
        """Tell whether these controls fail for nothing: they only cannot be decided."""
        others = [other for control in controls if control in self.results for other in self.results[control].others]
        return bool(others) and all(other.outcome is not Outcome.FAIL for other in others)

    def why(self, place: Place, added: Sequence[str] = ()) -> str:
        """Return what is not so today; of an agent that an addition brings there is nothing to say yet."""
        return "no agent is described yet" if added else self.places[place].says

    def words(self, subject: str, attribute: str) -> tuple[str, ...]:
        """Return the words of a list that is known; empty where nobody states it."""
        if subject not in self.system.entities:
            return ()
        fact = self.system.fact(subject, attribute)
        value = fact.value if isinstance(fact, Known) else ()
        return tuple(str(item) for item in value) if isinstance(value, tuple) else ()

    def targets(self, subject: str, kind: RelationKind, *kinds: K) -> tuple[str, ...]:
        """Return what a relation leads to from an entity, of some kinds, as a list in system.yaml would name it.

        Of an interface that is named, its tools are left out.
        """
        entities, relations = self.system.entities, self.system.relations
        found = [r.target for r in relations if r.kind is kind and r.source == subject]
        found = [id_ for id_ in dict.fromkeys(found) if entities[id_].kind in kinds]
        named_too = {r.target for r in relations if r.kind is RelationKind.EXPOSES and r.source in found}
        return tuple(id_ for id_ in found if id_ not in named_too)

    def free_id(self, wanted: str) -> str:
        """Return an id that nothing has yet."""
        taken, number = self.system.entities, 2
        if wanted not in taken:
            return wanted
        while f"{wanted}-{number}" in taken:
            number += 1
        return f"{wanted}-{number}"

    def exists(self, place: Place) -> bool:
        """Tell whether a place exists already."""
        return self.places[place].state is State.EXISTS

    def serving(self, place: Place, *kinds: K, sure: bool = False) -> tuple[Server, ...]:
        """Return the first that could serve a place, of some kinds or of any, if there is one.

        With `sure`, only what is more than a guess.
        """
        fitting = (s for s in self.places[place].servers if not kinds or s.entity.kind in kinds)
        return tuple(s for s in fitting if not sure or s.level >= EvidenceLevel.DECLARED)[:1]


def ids_of(servers: Sequence[Server]) -> tuple[str, ...]:
    """Return the ids of what could serve."""
    return tuple(server.entity.id for server in servers)


def guessed(servers: Sequence[Server]) -> str:
    """Return what could serve as a sentence names it, with a word where that is only inferred."""
    shown = named(ids_of(servers))
    return f"{shown} (inferred)" if any(s.level < EvidenceLevel.DECLARED for s in servers) else shown


def named(ids: Sequence[str], most: int = 3) -> str:
    """Return ids as a sentence lists them: `a`, `b` and 4 more."""
    shown = [f"`{id_}`" for id_ in ids[:most]]
    if len(ids) > most:
        return f"{', '.join(shown)} and {len(ids) - most} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1]))) if shown else "nothing"
