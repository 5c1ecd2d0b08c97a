"""Signs, words, numbers and dates as every part of a report writes them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from auditor.model.findings import Outcome
from auditor.report.schema import Control, GateOutcome, Recommendation, Verdict, VerdictOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An outcome as it is shown: never by its colour alone."""

    colour: str
    """The name of a colour of the palette."""
    sign: str
    word: str


FAILS = Mark(colour="fail", sign="✕", word="fails")
PASSES = Mark(colour="pass", sign="✓", word="passes")
UNKNOWN = Mark(colour="unknown", sign="?", word="unknown")
BY_HAND = Mark(colour="unknown", sign="□", word="by hand")
ERROR = Mark(colour="unknown", sign="!", word="error")
WAIVED = Mark(colour="waived", sign="◇", word="waived")
NOT_APPLICABLE = Mark(colour="none", sign="–", word="not applicable")

_OF_OUTCOME = {
    Outcome.FAIL: FAILS,
    Outcome.PASS: PASSES,
    Outcome.UNKNOWN: UNKNOWN,
    Outcome.MANUAL: BY_HAND,
    Outcome.ERROR: ERROR,
    Outcome.NOT_APPLICABLE: NOT_APPLICABLE,
}
_OF_GATE: dict[GateOutcome, Mark] = {
    "met": Mark(colour="pass", sign="✓", word="met"),
    "failed": Mark(colour="fail", sign="✕", word="failed"),
    "unknown": UNKNOWN,
    "waived": WAIVED,
    "not applicable": NOT_APPLICABLE,
}
_OF_VERDICT: dict[VerdictOutcome, Mark] = {
    "ready": Mark(colour="pass", sign="✓", word="ready"),
    "ready with conditions": Mark(colour="unknown", sign="!", word="ready with conditions"),
    "not ready": Mark(colour="fail", sign="✕", word="not ready"),
    "not enough evidence": Mark(colour="unknown", sign="?", word="not enough evidence"),
}
_HEADLINES: dict[VerdictOutcome, str] = {
    "ready": "Ready to {}",
    "ready with conditions": "Ready to {}, with conditions",
    "not ready": "Not ready to {}",
    "not enough evidence": "Not enough evidence that it can {}",
}
_VERBS = {0: "answer", 1: "answer", 2: "call tools", 3: "act", 4: "learn"}
_LONGEST_SERVER = 24
_LONGEST_ID = 160
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PLURALS = {"is": "are", "has": "have", "was": "were", "it": "they", "entity": "entities", "boundary": "boundaries"}


def mark_of(outcome: Outcome) -> Mark:
    """Return how an outcome is shown."""
    return _OF_OUTCOME[outcome]


def mark_of_gate(state: GateOutcome) -> Mark:
    """Return how the state of a gate is shown."""
    return _OF_GATE[state]


def mark_of_verdict(outcome: VerdictOutcome) -> Mark:
    """Return how a verdict is shown."""
    return _OF_VERDICT[outcome]


def headline(verdict: Verdict) -> str:
    """Return the verdict as a headline, such as `Not ready to act`."""
    said = _HEADLINES[verdict.outcome].format(_VERBS.get(verdict.level_asked, "act"))
    return f"{said}, as designed" if verdict.as_designed else said


def mark_of_control(control: Control) -> Mark:
    """Return how a control is shown; one whose every failure is waived is waived."""
    counts = control.subjects
    if control.outcome is Outcome.FAIL and counts.waived and not counts.failed:
        return WAIVED
    return mark_of(control.outcome)


def number(value: float) -> str:
    """Return a whole number with commas between thousands, or another with at most three digits after the point."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.3f}".rstrip("0").rstrip(".")


def percent(value: float) -> str:
    """Return a ratio as a whole percentage that is 0 or 100 only where it is exactly so."""
    rounded = round(value * 100)
    if rounded in (0, 100) and value not in (0, 1):
        return "under 1 %" if rounded == 0 else "over 99 %"
    return f"{rounded} %"


def plural(count: int, word: str, many: str = "") -> str:
    """Return the count with its noun, such as `1 finding` or `12 findings`."""
    return f"{number(count)} {agree(count, word, many)}"


def agree(count: int, word: str, many: str = "") -> str:
    """Return a noun or a verb in the number of the count."""
    return word if count == 1 else many or _PLURALS.get(word, word + "s")


def listed(words: Sequence[str]) -> str:
    """Return the words as English lists them: `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def effect(entry: Recommendation) -> str:
    """Return what doing it brings, such as `closes 3 high, 2 low; settles 30 unknown`."""
    counts = ((entry.closes_high, "high"), (entry.closes_medium, "medium"), (entry.closes_low, "low"))
    closed = ", ".join(f"{number(count)} {word}" for count, word in counts if count)
    settled = f"settles {number(entry.settles)} unknown" if entry.settles else ""
    return "; ".join(filter(None, (f"closes {closed}" if closed else "", settled))) or "–"


def day(moment: str) -> str:
    """Return the day of an ISO 8601 moment, such as `22 Nov 2026`; what is none comes back as it is."""
    try:
        date = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def short(text: str, length: int) -> str:
    """Return the text, cut at a word with an ellipsis where it is longer than so many characters."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > length * 2 // 3 else cut).rstrip(" ,;:.") + "…"


def sentence(text: str) -> str:
    """Return the text with a capital and a full stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!", "…")) else ".") if text else ""


def brief(name: str) -> str:
    """Return an entity's id without the name of its server where that is long and says nothing new, cut."""
    server, dot, rest = name.partition(".")
    return short(f"…{rest}" if dot and len(server) > _LONGEST_SERVER else name, _LONGEST_ID)


def size(count: int) -> str:
    """Return a number of bytes for a person, in steps of 1000."""
    if count < 1000:
        return f"{count} B"
    return f"{count / 1000:.1f} kB" if count < 1_000_000 else f"{count / 1_000_000:,.1f} MB"


def anchor(kind: str, *names: str) -> str:
    """Return the id of a place in the page, the same in every report on the same thing."""
    name = "-".join(names)
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", name)[:80]
    if plain != name:
        plain += "-" + hashlib.sha256(name.encode(errors="backslashreplace")).hexdigest()[:8]
    return f"{kind}-{plain}"
