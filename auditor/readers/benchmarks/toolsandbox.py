"""Reads results of ToolSandbox: a result_summary.json in a folder named after the agent and the user."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from auditor.model.claims import Location
from auditor.model.description import ReadState
from auditor.model.runs import Figure, Part, Run
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.joined_runs import FULLY, place
from auditor.readers.benchmarks.result_format import ResultFormat
from auditor.readers.benchmarks.tallying import Tallying

_MARKS = tuple(
    re.compile(mark)
    for mark in (rb'"per_scenario_results"\s*:\s*\[', rb'"milestone_similarity"\s*:', rb'"similarity"\s*:')
)
_FOLDER = re.compile(
    r"(?:.*/)?agent_(?P<agent>(?:[^/]+/)?[^/]+?)_user_(?P<user>(?:[^/]+/)?[^/]+?)"
    r"_(?P<month>[0-9]{2})_(?P<day>[0-9]{2})_(?P<year>[0-9]{4})_[0-9]{2}_[0-9]{2}_[0-9]{2}"
)
"""agent_<model>_user_<model>_<MM_DD_YYYY_HH_MM_SS>; a model with a slash makes two folders of it."""
_ALL = "ALL_CATEGORIES"
_AGREES = 1e-6


def knows(path: str, head: bytes) -> bool:
    """Tell whether a file is the summary of a run of ToolSandbox."""
    return path.endswith(".json") and head.lstrip()[:1] == b"{" and all(mark.search(head) for mark in _MARKS)


def _read(files: Files) -> Iterator[Run]:
    for path in files.known(knows):
        run = None
        with files.reading(path):
            run = _run(files, path)
        if run is not None:
            _take_company(files, path)
            yield run


def _run(files: Files, path: str) -> Run | None:
    counting, crashed, unknown = Tallying(), 0, 0
    for scenario in files.items(path, "per_scenario_results"):
        name, similarity = fields.text(scenario, "name"), fields.number(scenario, "similarity")
        if not name or similarity is None or not 0 <= similarity <= 1 + _AGREES:
            unknown += 1
            continue
        counting.add(name, score=min(similarity, 1.0), success=similarity >= 1 - FULLY)
        crashed += bool(fields.text(scenario, "exception_type"))
    tallies = counting.tallies
    location = place(files, path, "per_scenario_results")
    if crashed:
        files.note(f"{crashed:,} scenarios ended with an exception; they count with the similarity they have", location)
    if unknown:
        files.note(f"{unknown:,} scenarios without a name or a similarity from 0 to 1 are not counted", location)
    if not tallies:
        return None
    folder = _FOLDER.fullmatch(str(PurePosixPath(path).parent))
    stated = _stated(files, path, location)
    own = sum(tally.score for tally in tallies) / sum(tally.trials for tally in tallies)
    return Run(
        format="toolsandbox",
        benchmark="toolsandbox",
        model=folder["agent"] if folder else "",
        parts=(
            Part(
                metric="similarity",
                tallies=tallies,
                stated=stated,
                faults=() if unknown else _faults(stated, own),
                location=location,
            ),
        ),
        harness="tool-sandbox",
        harness_version=fields.text(files.value(path, "git_sha")),
        user_simulator=folder["user"] if folder else "",
        evaluated=fields.day("{year}-{month}-{day}".format(**folder.groupdict())) if folder else "",
        location=location,
    )


def _stated(files: Files, path: str, location: Location) -> tuple[Figure, ...]:
    """Return the mean that the file states, then those of its categories, which overlap."""
    means = fields.mapping(files.value(path, "category_aggregated_results"))
    return tuple(
        Figure(metric="similarity" if category == _ALL else f"similarity of {category}", value=mean, location=location)
        for category, one in sorted(means.items(), key=lambda item: (item[0] != _ALL, item[0]))
        if (mean := fields.number(one, "similarity")) is not None and 0 <= mean <= 1
    )


def _faults(stated: tuple[Figure, ...], own: float) -> tuple[str, ...]:
    if not stated or stated[0].metric != "similarity" or abs(stated[0].value - own) <= _AGREES:
        return ()
    return (f"the file states a mean similarity of {stated[0].value:.4f}, but its scenarios have {own:.4f}",)


def _take_company(files: Files, path: str) -> None:
    below = str(PurePosixPath(path).parent / "trajectories") + "/"
    for other in files.left:
        if other.startswith(below) and other.endswith("/conversation.json"):
            files.take(other, state=ReadState.PARTLY, why="a transcript; its score stands in result_summary.json")
        elif other.startswith(below):
            files.skip(other)


FORMAT = ResultFormat(format="toolsandbox", title="ToolSandbox results", knows=knows, read=_read)
