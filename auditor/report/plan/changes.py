"""Joins the steps for many subjects to as few changes of files as can be: patches where all is known, else examples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from auditor.documents import Document
from auditor.report.masking import mask
from auditor.report.plan.files import Files, Made
from auditor.report.plan.steps import MAKES, STATES, Found, Setting, Snippet, Step
from auditor.report.plan.wanted import Append, NotPossibleError, Put, Wanted, plain, together
from auditor.report.plan.writing import json_flow, yaml_items, yaml_member
from auditor.report.schema_plan import PlannedChange

_MOST_EXAMPLES = 3
"""Of one kind, in one file."""
_MOST_ALONE = 12
"""Subjects that are tried one by one where they cannot be patched together."""
_SHOWN_LINES = 24


@dataclass(slots=True, kw_only=True)
class _Target:
    """What one file should hold."""

    document: Document
    wanted: Wanted = field(default_factory=dict)
    effects: set[str] = field(default_factory=set)
    notes: dict[str, None] = field(default_factory=dict)
    subjects: dict[str, None] = field(default_factory=dict)

    def with_steps(self, subject: str, steps: Iterable[Step]) -> _Target:
        """Return the same with more steps. Raises NotPossibleError."""
        more = _Target(
            document=self.document,
            wanted=self.wanted,
            effects=set(self.effects),
            notes=dict(self.notes),
            subjects={**self.subjects, subject: None},
        )
        for step in steps:
            more.wanted = together(more.wanted, step.wanted)
            more.effects.add(step.effect)
            more.notes |= {step.note: None} if step.note else {}
        return more

    def made(self, files: Files) -> Made:
        """Return the change. Raises NotPossibleError."""
        file = files.of(self.document)
        if file is None:
            raise NotPossibleError("the file cannot be changed")
        return files.make(file, self.wanted)

    def change(self, files: Files, made: Made, *, patched: bool, more: int = 0) -> PlannedChange:
        """Return the change as the report has it."""
        file = files.of(self.document)
        first = made.hunks[0]
        notes = [*self.notes, *([f"The same goes for {more} more, alike."] if more else [])]
        return PlannedChange(
            path=self.document.path,
            line=first.line,
            language=file.language if file is not None else "yaml",
            effect=MAKES if self.effects == {MAKES} else STATES,
            before=first.before,
            after=first.after,
            patch=made.patch if patched else "",
            note=" ".join(notes),
            subjects=tuple(self.subjects),
        )


_Targets = dict[str, _Target]


def changes_of(
    setting: Setting, found: Mapping[str, Sequence[Found]], beside: Sequence[Snippet]
) -> tuple[PlannedChange, ...]:
    """Return the changes: patches first, then examples by file."""
    whole = {
        subject: [step for step in steps if isinstance(step, Step)]
        for subject, steps in found.items()
        if steps and all(isinstance(step, Step) and step.complete for step in steps)
    }
    targets, patched = _patched(setting.files, whole)
    changes = []
    for target in targets.values():
        made = target.made(setting.files)
        changes.append(target.change(setting.files, made, patched=bool(made.patch)))
    rest = {subject: steps for subject, steps in found.items() if subject not in patched}
    changes += _examples(setting.files, rest)
    snippets = [*beside, *(step for steps in rest.values() for step in steps if isinstance(step, Snippet))]
    return (*changes, *_snippets(snippets))


def _patched(files: Files, whole: Mapping[str, Sequence[Step]]) -> tuple[_Targets, set[str]]:
    """Return what to change in each file so that as many subjects as can be are wholly done, and which these are."""
    targets: _Targets = {}
    try:
        for subject, steps in whole.items():
            targets = _added(targets, subject, steps)
        for target in targets.values():
            target.made(files)
    except NotPossibleError:
        return _one_by_one(files, whole)
    return targets, set(whole)


def _one_by_one(files: Files, whole: Mapping[str, Sequence[Step]]) -> tuple[_Targets, set[str]]:
    targets: _Targets = {}
    done: set[str] = set()
    for subject, steps in list(whole.items())[:_MOST_ALONE]:
        try:
            tried = _added(targets, subject, steps)
            for path in {step.document.path for step in steps}:
                tried[path].made(files)
        except NotPossibleError:
            continue
        targets = tried
        done.add(subject)
    return targets, done


def _added(targets: _Targets, subject: str, steps: Sequence[Step]) -> _Targets:
    whole = dict(targets)
    for path in dict.fromkeys(step.document.path for step in steps):
        mine = [step for step in steps if step.document.path == path]
        target = whole.get(path) or _Target(document=mine[0].document)
        whole[path] = target.with_steps(subject, mine)
    return whole


def _examples(files: Files, rest: Mapping[str, Sequence[Found]]) -> Iterable[PlannedChange]:
    by_path: dict[str, list[tuple[str, list[Step]]]] = {}
    for subject, steps in rest.items():
        mine = [step for step in steps if isinstance(step, Step)]
        for path in dict.fromkeys(step.document.path for step in mine):
            by_path.setdefault(path, []).append((subject, [step for step in mine if step.document.path == path]))
    for entries in by_path.values():
        for number, (subject, steps) in enumerate(entries[:_MOST_EXAMPLES], start=1):
            more = len(entries) - _MOST_EXAMPLES if number == min(_MOST_EXAMPLES, len(entries)) else 0
            yield _example(files, subject, steps, max(more, 0))


def _example(files: Files, subject: str, steps: Sequence[Step], more: int) -> PlannedChange:
    target = _Target(document=steps[0].document)
    try:
        target = target.with_steps(subject, steps)
        return target.change(files, target.made(files), patched=False, more=more)
    except NotPossibleError:
        return _lines_alone(subject, steps[0], more)


def _lines_alone(subject: str, step: Step, more: int) -> PlannedChange:
    """Return an example without its place among the lines of a file that cannot be read again."""
    wanted, pointer = step.wanted, list[str | int]()
    while not isinstance(wanted, Put | Append) and len(wanted) == 1:
        ((key, wanted),) = wanted.items()
        pointer.append(key)
    as_json = step.document.path.endswith(".json")
    lines = _written(str(pointer[-1]) if pointer else "", wanted, as_json=as_json)
    trees = step.document.trees
    line = trees[0].position(tuple(pointer)).line if trees else 1
    note = " ".join(filter(None, (step.note, f"The same goes for {more} more, alike." if more else "")))
    return PlannedChange(
        path=step.document.path,
        line=line,
        language="json" if as_json else "yaml",
        effect=step.effect,
        after=tuple(map(mask, lines[:_SHOWN_LINES])),
        note=note,
        subjects=(subject,),
    )


def _written(key: str, wanted: Wanted, *, as_json: bool) -> list[str]:
    try:
        value = plain(wanted)
    except NotPossibleError:
        return []
    if as_json:
        return [f"{json_flow(key)}: {json_flow(value)}"]
    if isinstance(wanted, Append):
        return [f"{key}:", *yaml_items(wanted.items, 2)]
    return yaml_member(key, value, 0)


def _snippets(snippets: Sequence[Snippet]) -> Iterable[PlannedChange]:
    alike: dict[tuple[str, tuple[str, ...]], list[Snippet]] = {}
    for snippet in snippets:
        alike.setdefault((snippet.path, snippet.lines), []).append(snippet)
    for group in list(alike.values())[:_MOST_EXAMPLES]:
        first = group[0]
        yield PlannedChange(
            path=first.path,
            line=first.line,
            language=first.language,
            effect=first.effect,
            after=tuple(map(mask, first.lines)),
            note=first.note,
            subjects=tuple(dict.fromkeys(snippet.subject for snippet in group)),
        )
