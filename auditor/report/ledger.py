"""Keeps count of what was recomputed, and of what differs."""

from __future__ import annotations

from dataclasses import dataclass, field

from auditor.report.schema_base import Counts

_SHOWN = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One statement of a report that its other parts do not bear out."""

    at: str
    """Where it stands in the JSON; RFC 6901."""
    stated: str
    recomputed: str

    def __str__(self) -> str:
        return f"{self.at} says {self.stated}; recomputed it is {self.recomputed}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount:
    """What came of recomputing a report."""

    checked: int
    """How many statements were recomputed."""
    differences: tuple[Difference, ...]


@dataclass(slots=True)
class Ledger:
    """Takes what is stated and what was recomputed, one by one."""

    same_words: bool = True
    """Whether the report is of this version of the program, so that its sentences can be compared word for word."""
    _checked: int = 0
    _differences: list[Difference] = field(default_factory=list)

    @property
    def recount(self) -> Recount:
        """What came of it so far."""
        return Recount(checked=self._checked, differences=tuple(self._differences))

    def expect(self, at: str, stated: object, recomputed: object) -> None:
        """Take one statement; it differs where it is not equal to what was recomputed."""
        self._checked += 1
        if stated != recomputed:
            self._differences.append(Difference(at=at, stated=_said(stated), recomputed=_said(recomputed)))

    def expect_words(self, at: str, stated: object, recomputed: object) -> None:
        """Take a statement in words; another version may have said the same in others, so its words are left alone."""
        if self.same_words:
            self.expect(at, stated, recomputed)

    def expect_counts(self, at: str, stated: Counts, recomputed: Counts) -> None:
        """Take each number of a set of counts."""
        for name in Counts.__struct_fields__:
            self.expect(f"{at}/{name}", getattr(stated, name), getattr(recomputed, name))


def _said(value: object) -> str:
    match value:
        case None:
            text = "nothing"
        case bool():
            text = "yes" if value else "no"
        case str():
            text = f"“{value}”"
        case list():
            text = ", ".join(map(str, value)) or "nothing"
        case _:
            text = str(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
