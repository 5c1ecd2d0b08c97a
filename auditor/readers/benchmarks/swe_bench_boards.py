"""The leaderboards of the SWE-bench site: `leaderboards.json`, one published run for each entry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.benchmarks.estimators import mean_score
from auditor.documents import Value
from auditor.model.claims import Location
from auditor.model.runs import Figure, Part, Run, Spending, TaskTally
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.swe_bench_entries import SIZES, SPLITS, attempts_changed
from auditor.readers.benchmarks.tallying import disagreement

_START = re.compile(rb'\A\s*\{\s*"leaderboards"\s*:\s*\[')
_ENTRY = re.compile(rb'"(?:instance_cost|os_system|per_instance_details|mini-swe-agent_version)"\s*:')
_ROUNDED = 0.0001
"""Percentages are rounded to two digits, a count of instances that fits them is off by no more than this share."""


def is_board(path: str, head: bytes) -> bool:
    """Tell whether a file is the site's `leaderboards.json`, under whatever name."""
    return path.endswith(".json") and _START.match(head) is not None and _ENTRY.search(head) is not None


def read_board(files: Files, path: str) -> tuple[Run, ...]:
    """Return the run of every entry; one that stands on two boards of the same split comes once. Raises InputError."""
    value, root = files.json(path)
    found: dict[tuple[str, str], Run] = {}
    unchecked = 0
    repeated: list[str] = []
    for board, entry, place in _entries(value, root):
        name = fields.text(board, "name")
        share = _share(entry)
        if share is None:
            continue
        run = _run(files, name, entry, share, place)
        key = (run.version, fields.text(entry, "folder") or str(place.pointer))
        if key in found:
            continue
        found[key] = run
        unchecked += fields.at(entry, "checked") is not True
        repeated.extend([fields.text(entry, "name")] if run.changed else [])
        if warning := fields.text(entry, "warning"):
            files.note(f"the board warns of {fields.text(entry, 'name')}: {warning}", place)
    _tell(files, root, len(found), unchecked, repeated)
    return tuple(found.values())


def _entries(value: Value, root: Location) -> Iterator[tuple[Value, Value, Location]]:
    for number, board in enumerate(fields.items(value, "leaderboards")):
        for index, entry in enumerate(fields.items(board, "results")):
            yield board, entry, root.child("leaderboards", number, "results", index)


def _share(entry: Value) -> float | None:
    percent = fields.number(entry, "resolved")
    return percent / 100 if percent is not None and 0 <= percent <= 100 else None


def _tell(files: Files, root: Location, entries: int, unchecked: int, repeated: list[str]) -> None:
    if unchecked:
        files.note(f"{unchecked} of {entries} entries are not checked by the maintainers", root)
    if repeated:
        more = f" and {len(repeated) - 3} more" if len(repeated) > 3 else ""
        files.note(f"more than one attempt at an instance: {', '.join(repeated[:3])}{more}", root)


def _run(files: Files, board: str, entry: Value, share: float, place: Location) -> Run:
    version = SPLITS.get(board.lower(), board.lower())
    name, agent_version = fields.text(entry, "name"), fields.text(entry, "mini-swe-agent_version")
    bash_only = bool(agent_version) or board.lower() == "bash-only"
    size = SIZES.get(version)
    tallies, listed = _tallies(entry, size)
    if listed and not tallies:
        files.note(
            f"{listed} of {size or 'unknown'} instances of {name} are shown; its percentage is taken as stated", place
        )
    return Run(
        format=files.format_id,
        benchmark="swe-bench",
        version=version,
        # On the bash-only board every entry runs in the same agent and is named after its model.
        model=" + ".join(_tagged(entry, "Model: ")) or (name if bash_only else ""),
        parts=(_part(share, tallies, size, place),),
        harness="mini-swe-agent" if bash_only else name,
        harness_version=agent_version,
        submitted=fields.day(fields.text(entry, "date")) or fields.day(fields.text(entry, "folder")),
        reported_by=" + ".join(_tagged(entry, "Org: ")),
        published=True,
        changed=attempts_changed(" + ".join(_tagged(entry, "System: Attempts - "))),
        spending=_spending(entry, tallies, size),
        location=place.child("resolved"),
    )


def _tagged(entry: Value, prefix: str) -> list[str]:
    tags = (fields.text(tag) for tag in fields.items(entry, "tags"))
    return [tag.removeprefix(prefix).strip() for tag in tags if tag.startswith(prefix)]


def _tallies(entry: Value, size: int | None) -> tuple[tuple[TaskTally, ...], int]:
    """Return a tally for each instance if all of the split are shown, and how many are."""
    details = fields.mapping(entry, "per_instance_details")
    outcomes = {task: fields.flag(detail, "resolved") for task, detail in details.items()}
    if not outcomes or len(outcomes) != size or None in outcomes.values():
        return (), len(outcomes)
    return tuple(
        TaskTally(task=task, trials=1, successes=int(good is True), score=float(good is True))
        for task, good in outcomes.items()
    ), len(outcomes)


def _part(share: float, tallies: tuple[TaskTally, ...], size: int | None, place: Location) -> Part:
    correct = round(share * size) if size is not None else 0
    counts = size is not None and not tallies and abs(share - correct / size) <= _ROUNDED
    return Part(
        metric="resolved",
        tallies=tallies,
        correct=float(correct) if counts else None,
        counted=size if counts else None,
        stated=(Figure(metric="resolved", value=share, location=place.child("resolved")),),
        faults=disagreement("resolved", share, mean_score(tallies), within=0.0005),
        expected=size,
        location=place.child("resolved"),
    )


def _spending(entry: Value, tallies: tuple[TaskTally, ...], size: int | None) -> Spending | None:
    """Return what the instances took: summed up where all are shown, else the mean times their number."""
    if size is None:
        return None
    details = tuple(fields.mapping(entry, "per_instance_details").values()) if tallies else ()
    calls = _sum(details, "api_calls") if details else _times(fields.number(entry, "instance_calls"), size)
    usd = _sum(details, "cost") if details else _times(fields.number(entry, "instance_cost"), size)
    if usd is None:
        usd = fields.number(entry, "cost")
    if calls is None and usd is None:
        return None
    return Spending(trials=size, steps=round(calls) if calls is not None and calls < 2**53 else None, usd=usd)


def _sum(details: tuple[Value, ...], key: str) -> float | None:
    values = [fields.number(detail, key) for detail in details]
    return sum(value for value in values if value is not None) if None not in values else None


def _times(mean: float | None, size: int) -> float | None:
    return mean * size if mean is not None and mean >= 0 else None
