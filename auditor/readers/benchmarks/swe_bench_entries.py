"""Entries of the SWE-bench experiments repository: `evaluation/<split>/<date>_<name>/results/results.json`."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from auditor.documents import Value
from auditor.errors import InputError, Problem
from auditor.model.description import ReadState
from auditor.model.runs import Figure, Part, Run
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files

SIZES = {"verified": 500, "lite": 300, "full": 2294, "multimodal": 517}
"""Instances of each split."""
SPLITS = {"verified": "verified", "bash-only": "verified", "lite": "lite", "test": "full", "multimodal": "multimodal"}
"""What folders and leaderboards call them."""
_LISTS = re.compile(rb'"(resolved|no_generation|no_logs)"\s*:\s*\[')
_IN_NAME = re.compile(r"(?:^|[^a-z])(verified|lite|multimodal)(?:[^a-z]|$)")
_STAMP = re.compile(r"[0-9]{8}_(?P<name>.+)")


def is_entry(path: str, head: bytes) -> bool:
    """Tell whether a file is the `results.json` of an entry: lists of instances resolved and without a patch."""
    pure = PurePosixPath(path)
    return (
        pure.name == "results.json"
        and (pure.parent.name in ("results", "") or _STAMP.fullmatch(pure.parent.name) is not None)
        and head.lstrip()[:1] == b"{"
        and {b"resolved"} < set(_LISTS.findall(head))
    )


def split_in(path: str) -> str:
    """Return the split that a path names, as a folder's name or in a file's name; empty if none."""
    pure = PurePosixPath(path)
    for name in reversed(pure.parent.parts):
        if name.lower() in SPLITS and name.lower() != "test":
            return SPLITS[name.lower()]
    found = _IN_NAME.search(pure.name.lower().replace("_", "-"))
    return found[1] if found else ""


def read_entry(files: Files, path: str) -> tuple[Run, ...]:
    """Return the run of one entry. Its unresolved instances are not listed, so that only totals are known."""
    value, root = files.json(path)
    if not isinstance(fields.at(value, "resolved"), list):
        raise InputError(Problem(path=path, line=1, column=1, message="no list of resolved instances"))
    home = _home(path)
    split = _split(home)
    resolved = {one for one in fields.items(value, "resolved") if isinstance(one, str)}
    size = SIZES.get(split)
    missing = {key: len(fields.items(value, key)) for key in ("no_generation", "no_logs")}
    if any(missing.values()):
        files.note(
            f"{missing['no_generation']} instances without a patch and {missing['no_logs']} without logs"
            " count as not resolved",
            root.child("no_generation"),
        )
    metadata = _metadata(files, home)
    _leave_company(files, home)
    stamp = _STAMP.fullmatch(home.name)
    tags = fields.mapping(metadata, "tags")
    return (
        Run(
            format=files.format_id,
            benchmark="swe-bench",
            version=split,
            model=_joined(fields.at(tags, "model")),
            parts=(
                Part(
                    metric="resolved",
                    correct=float(len(resolved)) if size is None or len(resolved) <= size else None,
                    counted=size if size is not None and len(resolved) <= size else None,
                    stated=(Figure(metric="resolved", value=len(resolved) / size, location=root.child("resolved")),)
                    if size is not None and len(resolved) <= size
                    else (),
                    faults=_faults(value, resolved, split),
                    expected=size,
                    location=root.child("resolved"),
                ),
            ),
            harness=stamp["name"] if stamp else fields.text(metadata, "info", "name") or fields.text(metadata, "name"),
            submitted=fields.day(home.name) if stamp else "",
            reported_by=_joined(fields.at(tags, "org")),
            published=True,
            changed=attempts_changed(_joined(fields.at(tags, "system", "attempts"))),
            location=root.child("resolved"),
        ),
    )


def attempts_changed(attempts: str) -> str:
    """Return what more than one attempt at an instance changes about the benchmark; empty for one or none stated."""
    return "" if attempts in ("", "1") else f"attempts: {attempts}"


def _home(path: str) -> PurePosixPath:
    folder = PurePosixPath(path).parent
    return folder.parent if folder.name == "results" else folder


def _split(home: PurePosixPath) -> str:
    """The folder above the entry is the split; `test` counts only there, since other folders are called so too."""
    return SPLITS.get(home.parent.name.lower(), "") or split_in(f"{home}/results.json")


def _metadata(files: Files, home: PurePosixPath) -> Value:
    path = str(home / "metadata.yaml")
    found: Value = None
    if path in files.left:
        with files.reading(path):
            found, _ = files.json(path)
    return found


def _leave_company(files: Files, home: PurePosixPath) -> None:
    for path in files.left:
        pure = PurePosixPath(path)
        if pure.parent == home / "results" and pure.name.startswith("resolved_by_"):
            files.take(path, state=ReadState.PARTLY, why="sums up results.json by repository or by time")
        elif pure.parent == home and pure.name in ("all_preds.jsonl", "preds.json", "README.md"):
            files.skip(path)


def _faults(value: Value, resolved: set[str], split: str) -> tuple[str, ...]:
    found = []
    size = SIZES.get(split)
    if size is not None and len(resolved) > size:
        found.append(f"{len(resolved)} instances are resolved, but the split {split} has {size}")
    twice = len(fields.items(value, "resolved")) - len(resolved)
    if twice:
        found.append(f"{twice} items of resolved are repeated or no text; each instance counts once")
    for key in ("no_generation", "no_logs"):
        both = resolved.intersection(one for one in fields.items(value, key) if isinstance(one, str))
        if both:
            found.append(f"{min(both)} and {len(both) - 1} more are in both resolved and {key}")
    return tuple(found)


def _joined(value: Value) -> str:
    """A text, or several: a system of two models names both."""
    texts = [fields.text(one) for one in value] if isinstance(value, list) else [fields.text(value)]
    return " + ".join(one for one in texts if one)
