"""Reads AgentLab studies: a folder for each episode, whose name tells agent, task and seed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from auditor.errors import InputError, Problem
from auditor.model.claims import Location
from auditor.model.description import ReadState
from auditor.model.runs import Part, Run, Spending, TaskTally
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.agentlab_episode import Episode, read_episode
from auditor.readers.benchmarks.browsergym_names import agent_called, benchmark_called
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.result_format import ResultFormat

_ID = "agentlab"
_SUMMARY = "summary_info.json"
_KEYS = (b'"n_steps"', b'"cum_reward"', b'"err_msg"')
_OBJECT = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*\{")
_EPISODE = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})_[0-9]{2}-[0-9]{2}-[0-9]{2}_(?P<agent>.+?)_on_"
    r"(?P<env>[A-Za-z0-9_]+)\.(?P<task>.+?)_(?P<seed>[0-9]+|None)(?:_[0-9a-f]{4,})?"
)
_VERSION = re.compile(r"^agentlab==(?P<version>\S+)$", re.MULTILINE)
_TABLES = ("result_df*.csv", "summary_df*.csv", "study_summary*.csv", "error_report*.md")
_PICKLES = (".pkl", ".pkl.gz", ".pickle")


def is_summary(path: str, head: bytes) -> bool:
    """Tell whether a file sums up one episode."""
    named = PurePosixPath(path).name == _SUMMARY
    return named and _OBJECT.match(head) is not None and all(key in head for key in _KEYS)


@dataclass(slots=True)
class _Study:
    """The episodes of one agent on one benchmark in one folder."""

    location: Location
    episodes: dict[str, dict[str, list[Episode]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    """By level of the benchmark and by task; several seeds of a task are its trials."""
    versions: set[str] = field(default_factory=set)
    first: str = ""


def read_studies(files: Files) -> Iterator[Run]:
    """Yield a run for each agent and benchmark of a study.

    Agent, benchmark, task and seed stand in the names of the episodes' folders, `<date>_<agent>_on_<env>.<task>_<seed>`
    and perhaps a hash. The model is what follows `GenericAgent-`, or the class of another agent, in the agent's name.
    Pickles, of which reading would run what they contain, are never opened. A summary in a folder of another name is
    refused: nothing says what it is a summary of.
    """
    studies: dict[tuple[str, str, str], _Study] = {}
    left = frozenset(files.left)
    for path in files.named(_SUMMARY):
        if not is_summary(path, files.head(path)):
            continue
        named = _EPISODE.fullmatch(PurePosixPath(path).parent.name)
        if named is None:
            files.refuse(path, _nameless(path))
            continue
        with files.reading(path):
            study = _add(files, path, named, studies)
            versions = PurePosixPath(path).with_name("package_versions.txt").as_posix()
            if versions in left:
                study.versions.update(_version(files, versions))
    _company(files, {key[0] for key in studies})
    for (_, agent, benchmark), study in studies.items():
        yield _run(files, study, agent, benchmark)


def _nameless(path: str) -> InputError:
    told = "the folder does not tell agent, benchmark, task and seed; expected `<date>_<agent>_on_<env>.<task>_<seed>`"
    return InputError(Problem(path=path, line=1, column=1, message=told))


def _add(files: Files, path: str, named: re.Match[str], studies: dict[tuple[str, str, str], _Study]) -> _Study:
    value, location = files.json(path)
    episode = read_episode(value)
    name = benchmark_called(named["env"])
    level = benchmark_called(f"workarena {named['task']}").level if name.benchmark == "workarena" else ""
    folder = PurePosixPath(path).parent
    key = (folder.parent.as_posix(), named["agent"], name.benchmark)
    study = studies.setdefault(key, _Study(location=location.child("cum_reward")))
    study.episodes[level][named["task"]].append(episode)
    study.first = min(study.first or named["day"], named["day"])
    return study


def _version(files: Files, path: str) -> Iterator[str]:
    try:
        found = _VERSION.search(files.open(path).text)
    except InputError:
        return
    if found is not None:
        yield found["version"]


def _company(files: Files, studies: set[str]) -> None:
    """Leave to nobody else what lies in the folders of episodes and beside them."""
    pickles = False
    unfinished: set[str] = set()
    for path in files.left:
        here = PurePosixPath(path)
        within = next((one for one in here.parents if _EPISODE.fullmatch(one.name)), None)
        beside = here.parent.as_posix() in studies
        if within is None and not beside:
            continue
        if within is not None and within.parent.as_posix() not in studies and not here.name.endswith(_PICKLES):
            continue
        if within is not None and here.name == "exp_args.pkl":
            unfinished.add(within.as_posix())
        if here.name.endswith(_PICKLES):
            pickles = True
            files.skip(path)
        elif beside and any(here.match(pattern) for pattern in _TABLES):
            files.take(path, state=ReadState.PARTLY, why="a summary of episodes that are read one by one")
        elif within is not None:
            files.skip(path)
    if pickles:
        files.note("pickles beside AgentLab's summaries are never opened, since opening one can run what it contains")
    told = {PurePosixPath(one.path).parent.as_posix() for one in files.inputs if one.path.endswith("/" + _SUMMARY)}
    if missing := unfinished - told:
        files.note(f"{len(missing)} episodes of AgentLab have no readable {_SUMMARY} and are not counted")


def _run(files: Files, study: _Study, agent: str, benchmark: str) -> Run:
    name = agent_called(agent)
    every = [one for tasks in study.episodes.values() for trials in tasks.values() for one in trials]
    failed = sum(one.error for one in every)
    if failed:
        files.note(
            f"{failed} of {len(every)} episodes ended in an error; they count with their reward, as in AgentLab's mean",
            study.location,
        )
    many = (f"episodes ran with several versions of AgentLab: {', '.join(sorted(study.versions))}",)
    parts = tuple(
        Part(
            name=level,
            metric="average_reward",
            tallies=tuple(_tally(task, trials) for task, trials in tasks.items()),
            faults=tuple(_faults(tasks)) + (many if len(study.versions) > 1 else ()),
            location=study.location,
        )
        for level, tasks in sorted(study.episodes.items())
    )
    return Run(
        format=_ID,
        benchmark=benchmark,
        model=name.model,
        parts=parts,
        harness=f"AgentLab {name.kind}",
        harness_version=next(iter(study.versions)) if len(study.versions) == 1 else "",
        evaluated=fields.day(study.first),
        spending=_spending([one for one in every if one.reward is not None]),
        location=study.location,
    )


def _tally(task: str, trials: list[Episode]) -> TaskTally:
    rewards = [min(max(one.reward, 0.0), 1.0) for one in trials if one.reward is not None]
    return TaskTally(
        task=task,
        trials=len(rewards),
        successes=sum(reward == 1 for reward in rewards),
        score=sum(rewards),
        dropped=len(trials) - len(rewards),
    )


def _faults(tasks: dict[str, list[Episode]]) -> Iterator[str]:
    for task, trials in tasks.items():
        for one in trials:
            if one.reward is not None and not 0 <= one.reward <= 1:
                yield f"an episode of {task} has a reward of {one.reward:g}; it counts as the nearest of 0 and 1"
            elif one.error and one.reward:
                yield f"an episode of {task} ended in an error and has a reward of {one.reward:g}"


def _spending(episodes: list[Episode]) -> Spending | None:
    if not episodes:
        return None
    return Spending(
        trials=len(episodes),
        input_tokens=_whole_sum([one.input_tokens for one in episodes]),
        output_tokens=_whole_sum([one.output_tokens for one in episodes]),
        steps=_whole_sum([one.steps for one in episodes]),
        seconds=_sum([one.seconds for one in episodes]),
        usd=_sum([one.usd for one in episodes]),
    )


def _whole_sum(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _sum(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


FORMAT = ResultFormat(format=_ID, title="AgentLab study", knows=is_summary, read=read_studies)
