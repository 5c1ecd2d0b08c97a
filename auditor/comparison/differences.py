"""Controls on which the offers differ, and what shows it in each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from auditor.comparison.gates import gate_rows
from auditor.comparison.offered import Keyed, listed
from auditor.comparison.schema_base import Shown, State, state_of
from auditor.comparison.schema_rows import ControlCell, Difference, GateRow
from auditor.model.findings import Outcome
from auditor.report.schema import Control, Evidence, Finding, FindingSubject, Report
from auditor.report.schema_base import Counts

ORDER = (
    "Gates on which the offers differ come first: those up to the level asked, then others by their level. After them "
    "come controls by severity. Of these, what one offer passes and another fails comes before what one passes and "
    "nobody has shown of another. It is an order of what to look at, not a weight."
)
_PLACES = 3
_NAMES = 5
_BEYOND = 9
_WORDS = {
    State.PASS: "pass",
    State.WAIVED: "waives its failures",
    State.FAIL: "fails",
    State.UNKNOWN: "cannot be told",
    State.MANUAL: "waits for a person",
    State.ERROR: "could not be checked",
    State.NOT_APPLICABLE: "has nothing it applies to",
    State.ABSENT: "was not looked at",
}
_SINGULAR = _WORDS | {State.PASS: "passes"}
_PLURAL = _WORDS | {
    State.WAIVED: "waive their failures",
    State.FAIL: "fail",
    State.MANUAL: "wait for a person",
    State.NOT_APPLICABLE: "have nothing it applies to",
    State.ABSENT: "were not looked at",
}


class Differences:
    """What differs between the offers, and how much does not."""

    def __init__(self, offers: Sequence[Keyed], asked: int | None) -> None:
        self._offers = offers
        self._asked = asked
        self._controls = {offer.key: {c.id: c for c in offer.report.controls} for offer in offers}
        self._findings = {offer.key: _by_control(offer.report) for offer in offers}
        self._gates = frozenset(row.control for row in gate_rows(offers) if _unlike(row))
        self.alike = 0
        self.only_here = 0
        self.rows = self._found()

    def _found(self) -> tuple[Difference, ...]:
        known: dict[str, Control] = {}
        for offer in self._offers:
            for control in offer.report.controls:
                known.setdefault(control.id, control)
        unlike = []
        for control in known.values():
            states = [state_of(self._controls[offer.key].get(control.id)) for offer in self._offers]
            if len(set(states)) == 1:
                self.alike += 1
            elif {State.PASS, State.NOT_APPLICABLE}.issuperset(states):
                self.only_here += 1
            else:
                unlike.append((self._order(control, states), control, states))
        unlike.sort(key=lambda entry: entry[0])
        return tuple(
            self._difference(rank, control, states) for rank, (_, control, states) in enumerate(unlike, start=1)
        )

    def _order(self, control: Control, states: Sequence[State]) -> tuple[int, int, int, int, str]:
        gate = control.gate_level if control.gate_level is not None and control.id in self._gates else _BEYOND
        on_the_way = self._asked is not None and gate <= self._asked
        shorts = [state.short for state in states]
        return (0 if on_the_way else gate, -control.severity.rank, min(shorts) - max(shorts), -max(shorts), control.id)

    def _difference(self, rank: int, control: Control, states: Sequence[State]) -> Difference:
        return Difference(
            rank=rank,
            control=control.id,
            title=control.title,
            area=control.area,
            severity=control.severity,
            gate_level=control.gate_level,
            gate_differs=control.id in self._gates,
            rationale=control.rationale,
            why=_why([offer.key for offer in self._offers], states),
            cells=tuple(
                self._cell(offer, control.id, state) for offer, state in zip(self._offers, states, strict=True)
            ),
        )

    def _cell(self, offer: Keyed, control_id: str, state: State) -> ControlCell:
        control = self._controls[offer.key].get(control_id)
        if control is None:
            return ControlCell(offer=offer.key, state=state, subjects=Counts())
        findings = self._findings[offer.key].get(control_id, ())
        telling = [entry for entry in findings if entry.outcome is control.outcome]
        subjects = [subject for entry in telling for subject in entry.subjects]
        shown = list(_shown(subjects))
        return ControlCell(
            offer=offer.key,
            state=state,
            subjects=control.subjects,
            message=_message(telling),
            names=tuple(dict.fromkeys(subject.id for subject in subjects))[:_NAMES],
            shown=tuple(shown[:_PLACES]),
            more_places=max(0, len(shown) - _PLACES),
            known=tuple(entry for entry in control.known if entry.pairs),
        )


def _unlike(row: GateRow) -> bool:
    """Tell whether a gate holds some offers up more than others; where nothing applies, nothing is held up."""
    return len({cell.state.short for cell in row.cells}) > 1


def _by_control(report: Report) -> Mapping[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if finding.outcome is not Outcome.PASS:
            found.setdefault(finding.control, []).append(finding)
    return found


def _message(findings: Sequence[Finding]) -> str:
    for finding in findings:
        own = next((subject.message for subject in finding.subjects if subject.message), "")
        if own or finding.message:
            return own or finding.message
    return ""


def _shown(subjects: Sequence[FindingSubject]) -> Iterator[Shown]:
    """Yield each place once, as the report orders them."""
    seen: set[tuple[str, int]] = set()
    for piece in (piece for subject in subjects for piece in subject.evidence):
        if (piece.path, piece.line) not in seen:
            seen.add((piece.path, piece.line))
            yield Shown(place=_place(piece), level=piece.level, detail=piece.detail, excerpt=piece.excerpt)


def _place(piece: Evidence) -> str:
    return f"{piece.path}:{piece.line}" if piece.line > 0 else piece.path


def _why(keys: Sequence[str], states: Sequence[State]) -> str:
    """Return what differs in a sentence, such as `A passes; B and C fail.`"""
    groups: dict[State, list[str]] = {}
    for key, state in sorted(zip(keys, states, strict=True), key=lambda pair: (pair[1].short, pair[0])):
        groups.setdefault(state, []).append(key)
    said = [f"{listed(found)} {(_SINGULAR if len(found) == 1 else _PLURAL)[state]}" for state, found in groups.items()]
    return "; ".join(said) + "."
