"""Prints the page about profiles: what each uses, which controls bear on each clause, and what nothing checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from auditor.checklist.clauses import Clause, Standard, controls_of
from auditor.checklist.control import Catalogue, Control
from auditor.checklist.profiles import Profile

_HEAD = """\
# Profiles

*Printed from the profiles by `make docs`.*

A profile selects controls and tailors them: `audit system.yaml --profile owasp-agentic`. Some profiles follow a
standard, clause by clause. Their report says of each clause what the files show: *met* where every control that bears
on it and applies passes, *failed* where one fails, *unknown* where one cannot be told, *waived* where what fails is
accepted by a waiver, *not applicable* where no control has a subject, *for a person* where no file can show it, *not
checked* where nothing checks it. Unknown is never met. An outcome is no legal assessment and no statement that a system
conforms to a standard: controls cover parts of a clause, and what they leave open stands beside each.

Titles are those of the standard where it has any, and short names of ours where it has text only; the text stands in
the standard."""

_OWN = """\
## A profile of your own

`--profile FILE` takes the path of a YAML file. Every mistake in it is told at once, with line and column.

```yaml
id: house-rules
title: House rules for agents
summary: What our review board asks.
standard:                          # only where the profile follows one
  title: House rules
  version: "3"
  url: https://example.org/house-rules
  unit: rules                      # what it calls its clauses, in the plural
clauses:
  - id: R1
    title: Somebody answers for an agent
    controls: {ids: [missing-owner], tags: [governance]}
    note: What of the rule no control shows.
  - id: R2
    title: Agents are reviewed
    tag: house-r2                  # controls that carry this tag join by themselves
    unchecked: Why nothing checks it yet.
  - id: R3
    title: People are trained
    by: person                     # controls, if it names any, can only show that it is not met
    note: Why no file shows it.
exclude: {areas: [operations]}     # areas, tags, ids, severity
tailor:
  missing-owner: {severity: high, needs: documented}
```

A profile with clauses uses the controls that they name, and every gate, so that a level means the same everywhere;
what `select` names comes in addition. A profile without clauses needs `select`, which is `all` or a mapping as in
`exclude`."""


def profiles_markdown(catalogue: Catalogue, profiles: Mapping[str, Profile]) -> str:
    """Return the page."""
    return "\n".join((_HEAD, "", *_pages(catalogue, profiles), _OWN, ""))


def _pages(catalogue: Catalogue, profiles: Mapping[str, Profile]) -> Iterator[str]:
    yield from ("| profile | | controls | clauses | not checked |", "|---|---|---|---|---|")
    for name, profile in sorted(profiles.items()):
        used = profile.apply(catalogue.controls)
        bare = sum(_is_unchecked(clause, used) for clause in profile.clauses)
        counts = f"{len(profile.clauses)} | {bare}" if profile.clauses else "|"
        yield f"| [`{name}`](#{name}) | {profile.title} | {len(used)} | {counts} |"
    yield ""
    for _, profile in sorted(profiles.items()):
        yield from _profile(profile, profile.apply(catalogue.controls))


def _profile(profile: Profile, used: Iterable[Control]) -> Iterator[str]:
    controls = tuple(used)
    gates = sum(control.gate is not None for control in controls)
    yield from (f"## {profile.id}", "", f"**{profile.title}.** {profile.summary}", "")
    yield from (f"It uses {len(controls)} controls, {gates} of them gates.", "")
    if profile.standard is not None:
        yield from _standard(profile.standard, profile.clauses, controls)


def _standard(standard: Standard, clauses: Iterable[Clause], controls: tuple[Control, ...]) -> Iterator[str]:
    yield from (f"[{standard.title}]({standard.url}), {standard.version}:", "")
    yield from ("| clause | title | controls that bear on it | what they leave open |", "|---|---|---|---|")
    unchecked = []
    for clause in clauses:
        bearing = sorted(controls_of(clause, controls), key=lambda control: control.id)
        linked = ", ".join(f"[{c.id}](controls/{c.area.value}.md#{c.id})" for c in bearing)
        if _is_unchecked(clause, controls):
            unchecked.append(clause)
            linked = "*not checked*"
        elif clause.by_person:
            linked = f"*for a person*; against it can speak: {linked}" if linked else "*for a person*"
        yield f"| {clause.id} | {clause.title} | {linked} | {clause.note} |"
    yield ""
    if unchecked:
        yield from ("Nothing checks:", "")
        yield from (f"- **{clause.id}** {clause.title}: {clause.unchecked}" for clause in unchecked)
        yield ""


def _is_unchecked(clause: Clause, controls: Iterable[Control]) -> bool:
    return not clause.by_person and not controls_of(clause, controls)
