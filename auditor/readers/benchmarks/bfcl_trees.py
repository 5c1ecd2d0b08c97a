"""Joins the score and result files of one model into its run."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath

import msgspec

from auditor.model.claims import Location
from auditor.model.runs import Part, Run
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.bfcl_names import Named, model_of_folder
from auditor.readers.benchmarks.bfcl_results import Answers, read_answers
from auditor.readers.benchmarks.bfcl_scores import Failures, Scored, read_score
from auditor.readers.benchmarks.files import Files


@dataclass(slots=True, kw_only=True)
class Tree:
    """The files of one model and one version."""

    scores: list[Named] = field(default_factory=list)
    results: list[Named] = field(default_factory=list)

    @property
    def any(self) -> Named:
        """One of its files."""
        return (self.scores or self.results)[0]

    @property
    def version(self) -> str:
        """As the names tell; those of 2024 are of V2 where there are live categories."""
        if self.any.version:
            return self.any.version
        return "V2" if any(one.category.startswith("live_") for one in (*self.scores, *self.results)) else "V1"


def trees_of(found: list[Named]) -> list[Tree]:
    """Return the runs that some files belong to, sorted by their folders."""
    trees: dict[tuple[str, str, str], Tree] = {}
    for one in found:
        key = (one.root, one.model or one.folder, one.version)
        tree = trees.setdefault(key, Tree())
        (tree.scores if one.kind == "score" else tree.results).append(one)
    return [trees[key] for key in sorted(trees)]


def run_of(files: Files, tree: Tree) -> Run | None:
    """Return the run that a tree holds, or None where none of its files can be read."""
    scored = _read_scores(files, tree)
    answers, counts = _read_results(files, tree)
    if not scored and not counts:
        return None
    parts = [_checked(one.part, counts.get(name)) for name, one in scored.items()]
    ungraded = {one.category: one for one in tree.results if one.category in counts and one.category not in scored}
    parts += [_ungraded(files, one) for one in ungraded.values()]
    model, mode = model_of_folder(_model(tree, scored))
    if answers.calls:
        mode = "native"
    _say(files, model, parts, [one.failures for one in scored.values()], answers, parts[0].location)
    return Run(
        format=files.format_id,
        benchmark="bfcl",
        version=tree.version,
        model=model,
        parts=tuple(parts),
        calling_mode=mode,
        harness="bfcl-eval",
        submitted=fields.day(PurePosixPath(tree.any.root).name),
        spending=answers.spending(native=mode == "native"),
        location=parts[0].location,
    )


def _read_scores(files: Files, tree: Tree) -> dict[str, Scored]:
    found: dict[str, Scored] = {}
    for one in tree.scores:
        with files.reading(one.path):
            scored = read_score(files, one)
            if one.category in found:
                files.note(f"a second score of {one.category} is not counted", files.at(one.path))
            else:
                found[one.category] = scored
    return found


def _read_results(files: Files, tree: Tree) -> tuple[Answers, dict[str, int]]:
    """Return what the answers took, and how many there are by category; without those that fill a memory."""
    answers = Answers()
    counts: dict[str, int] = {}
    for one in tree.results:
        with files.reading(one.path):
            found, count = read_answers(files, one.path)
            if one.category in counts:
                files.note(f"a second file of answers to {one.category} is not counted", files.at(one.path))
            else:
                counts[one.category] = count
                answers.join(found)
    return answers, counts


def _checked(part: Part, answered: int | None) -> Part:
    if answered is None or part.counted is None or answered == part.counted:
        return part
    fault = f"the score counts {part.counted} tasks, the result file has {answered} answers"
    return msgspec.structs.replace(part, faults=(*part.faults, fault))


def _ungraded(files: Files, one: Named) -> Part:
    return Part(name=one.category, metric="accuracy", location=files.at(one.path))


def _model(tree: Tree, scored: dict[str, Scored]) -> str:
    """Return the folder's name where the layout makes it the model's, else the one that all failing answers name."""
    if tree.any.model:
        return tree.any.model
    told = {name for one in scored.values() for name in one.failures.models}
    return told.pop() if len(told) == 1 else ""


def _say(
    files: Files, model: str, parts: list[Part], failures: list[Failures], answers: Answers, location: Location
) -> None:
    """Note what the figures do not show."""
    name = model or "a model without a name"
    if ungraded := [part.name for part in parts if part.counted is None and not part.stated and not part.faults]:
        files.note(
            f"{name}: run but not graded, so that there are answers and no score: {', '.join(ungraded)}", location
        )
    if count := sum(one.unparseable for one in failures):
        files.note(f"{name}: failing answers listed that hold no call that can be parsed: {count}", location)
    if count := max(sum(one.interrupted for one in failures), answers.failed):
        files.note(
            f"{name}: answers that an error of the inference ended, which BFCL counts as failures: {count}", location
        )
