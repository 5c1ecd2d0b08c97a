"""Where OSWorld keeps what: results/<action space>/<observation>/<model>/<domain>/<task>/."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

_TASK = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?:[-_]\w{1,16})?")
_OBSERVATIONS = frozenset({"screenshot", "a11y_tree", "screenshot_a11y_tree", "som"})
_DOMAINS = frozenset(
    {"chrome", "gimp", "libreoffice_calc", "libreoffice_impress", "libreoffice_writer"}
    | {"multi_apps", "os", "thunderbird", "vlc", "vs_code"}
)
RESULT = "result.txt"
TRAJECTORY = "traj.jsonl"
ALL_RESULTS = "all_result.json"
ARGUMENTS = "args.json"


def is_task(name: str) -> bool:
    """Tell whether a folder is named as OSWorld names its tasks, by a UUID."""
    return _TASK.fullmatch(name) is not None


def is_in_layout(path: str) -> bool:
    """Tell whether a path is that of a task's file in OSWorld's layout: by the domain, or by the folders above it."""
    here = PurePosixPath(path)
    if len(here.parents) < 3 or not is_task(here.parent.name):
        return False
    return here.parents[1].name in _DOMAINS or bool(setting_of(here.parents[2].as_posix()).model)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the folders above a run's domains say; empty where the layout does not show it."""

    action_space: str = ""
    observation: str = ""
    model: str = ""


def setting_of(root: str) -> Setting:
    """Return what the path of a run's folder says: `…/pyautogui/screenshot/<model>`."""
    parts = PurePosixPath(root).parts
    if len(parts) < 2 or parts[-2] not in _OBSERVATIONS:
        return Setting()
    return Setting(action_space=parts[-3] if len(parts) > 2 else "", observation=parts[-2], model=parts[-1])


@dataclass(slots=True)
class RunFolder:
    """The files of one run."""

    results: list[str] = field(default_factory=list)
    """One result.txt a task."""
    trajectories: dict[str, str] = field(default_factory=dict)
    """By the folder of the task."""
    tasks: set[str] = field(default_factory=set)
    """Every folder of a task, with a result or without."""
    company: list[str] = field(default_factory=list)
    """Pictures, recordings and logs."""
    all_results: str = ""
    arguments: str = ""


def run_folders(paths: tuple[str, ...]) -> dict[str, RunFolder]:
    """Return the runs among some paths, by the folder that holds their domains."""
    runs: dict[str, RunFolder] = {}
    loose: list[PurePosixPath] = []
    for path in paths:
        here = PurePosixPath(path)
        if not is_in_layout(path):
            loose.append(here)
        else:
            _sort(runs.setdefault(here.parents[2].as_posix(), RunFolder()), here)
    for here in loose:
        if here.name == ALL_RESULTS:
            runs.setdefault(here.parent.as_posix(), RunFolder()).all_results = here.as_posix()
    for here in loose:
        if here.name == ARGUMENTS and here.parent.as_posix() in runs:
            runs[here.parent.as_posix()].arguments = here.as_posix()
    return {root: run for root, run in runs.items() if run.results or run.all_results}


def _sort(run: RunFolder, here: PurePosixPath) -> None:
    run.tasks.add(here.parent.as_posix())
    if here.name == RESULT:
        run.results.append(here.as_posix())
    elif here.name == TRAJECTORY:
        run.trajectories[here.parent.as_posix()] = here.as_posix()
    else:
        run.company.append(here.as_posix())
