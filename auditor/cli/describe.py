"""Controls in words, for `audit explain` and for the documentation."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from auditor.checklist import Control, Profile
from auditor.checks import all_checks

_WIDTH = 88


def control_text(control: Control) -> str:
    """Return all that a control says about itself, as plain text."""
    return "\n".join(_lines(control))


def standards_text(control: Control, profiles: Iterable[Profile]) -> str:
    """Return which clauses of which standards a control bears on, as plain text; empty where it bears on none."""
    lines = [
        f"  {profile.title}: {', '.join(clause.id for clause in clauses)} (--profile {profile.id})"
        for profile in sorted(profiles, key=lambda profile: profile.id)
        if (clauses := profile.clauses_of(control))
    ]
    return "\n".join(("", "", "Bears on", *lines)) if lines else ""


def standing(control: Control) -> str:
    """Return what a control weighs: its severity, its gate, and the evidence that it needs."""
    parts = [f"severity {control.severity.value}"]
    if control.gate:
        share = "every subject" if control.gate.share == 1 else f"{control.gate.share:.0%} of the subjects"
        parts.append(f"gate of level {control.gate.level}: {share} must pass")
    parts.append(f"needs evidence that is {control.needs.word} or better")
    return ", ".join(parts)


def applies_to(control: Control) -> str:
    """Return what a control is about, in words."""
    kinds = " or ".join(sorted(kind.value for kind in control.kinds))
    text = f"every {kinds}"
    if control.for_each:
        text += f" where {control.for_each.words}"
    if control.unless:
        text += f", unless {control.unless.words}"
    return text


def requires(control: Control) -> str:
    """Return what a control asks of its subjects, in words."""
    if control.manual:
        return "a person's judgement"
    return control.require.words if control.require else _of_check(control)


def _of_check(control: Control) -> str:
    """Return what a Python check asks, which the first sentence of its docstring says behind `Pass where`."""
    first = (all_checks()[control.check or ""].__doc__ or "").split("\n\n")[0]
    said = " ".join(first.split()).removeprefix("Pass where ").removesuffix(".")
    given = ", ".join(f"{name} {_shown(value)}" for name, value in control.parameters.items())
    return f"that {said} (check `{control.check}`{': ' + given if given else ''})"


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _lines(control: Control) -> Iterator[str]:
    yield control.title
    yield f"{control.id}, {control.area.heading.lower()}: {standing(control)}"
    yield from _part("Applies to", applies_to(control))
    yield from _part("Requires", requires(control))
    yield from _part("Where it fails", control.failure_title)
    yield from _part("Why", control.rationale)
    remedy = control.remediation
    yield from _part(f"What to do (effort {remedy.effort.value})", remedy.summary)
    for number, step in enumerate(remedy.steps, 1):
        yield from _wrapped(step, first=f"  {number}. ")
    if control.question:
        yield from _part("What to ask a vendor", control.question)
    if control.references:
        yield ""
        yield "Sources"
        yield from (f"  {source.title}{f' <{source.url}>' if source.url else ''}" for source in control.references)


def _part(heading: str, text: str) -> Iterator[str]:
    yield ""
    yield heading
    yield from _wrapped(text, first="  ")


def _wrapped(text: str, *, first: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=first, subsequent_indent=" " * len(first), break_on_hyphens=False)
