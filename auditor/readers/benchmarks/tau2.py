"""Reads results of tau2-bench: one JSON file, or a results.json beside a folder of simulations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from auditor.documents import Value
from auditor.documents.large_file import LargeFile
from auditor.errors import InputError
from auditor.model.claims import Location
from auditor.model.runs import Part, Run
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.joined_runs import merged_runs, place
from auditor.readers.benchmarks.result_format import ResultFormat
from auditor.readers.benchmarks.tau2_trials import Simulations

_MARKS = tuple(
    re.compile(mark)
    for mark in (rb'"info"\s*:\s*\{', rb'"git_commit"\s*:', rb'"num_trials"\s*:', rb'"(?:user|agent)_info"\s*:\s*\{')
)
_OBJECT = re.compile(rb"\s*\{")
_USUAL = "llm_agent"
_CHANGES = {
    "llm_agent_gt": "the agent is given the reference actions (llm_agent_gt)",
    "llm_agent_solo": "the agent works on a ticket without a user (llm_agent_solo)",
}
"""Agents of tau2-bench that make another test of it."""
_SIMULATION_KEYS = ("id", "task_id", "reward_info", "termination_reason", "agent_cost", "duration")


def knows(path: str, head: bytes) -> bool:
    """Tell whether a file begins like results of tau2-bench, with the description of its run."""
    return path.endswith(".json") and _OBJECT.match(head) is not None and all(mark.search(head) for mark in _MARKS)


def _read(files: Files) -> Iterator[Run]:
    by_folder: dict[str, list[Run]] = {}
    for path in files.known(knows):
        with files.reading(path):
            simulations = _simulations(files, path)
            if run := _run(files, path, simulations):
                by_folder.setdefault(_folder_of_runs(path), []).append(run)
    for runs in by_folder.values():
        yield from merged_runs(runs)


def _folder_of_runs(path: str) -> str:
    """Return where the other domains of the same run may lie: a results.json has a folder of its own."""
    parent = PurePosixPath(path).parent
    return str(parent.parent if PurePosixPath(path).name == "results.json" else parent)


def _simulations(files: Files, path: str) -> Simulations:
    found, apart = Simulations(), False
    for simulation in files.items(path, "simulations"):
        found.add(simulation)
    if found.seen:
        return found
    index = [one for one in files.items(path, "simulation_index") if isinstance(one, dict)]
    indexed = {fields.text(one, "id"): one for one in index}
    for other in _files_of_simulations(files, path):
        with files.reading(other):
            simulation = _simulation(files, other)
            entry = indexed.get(fields.text(simulation, "id"), {})
            known = fields.number(simulation, "reward_info", "reward") is not None
            found.add(
                entry if not known and "reward" in entry else simulation, of_index=not known and "reward" in entry
            )
            apart = True
    missing = [one for one in index if fields.text(one, "id") not in found.seen]
    for one in missing:
        found.add(one, of_index=True)
    if missing and apart:
        files.note(
            f"{len(missing):,} of {len(index):,} simulations have no file of their own; "
            "their rewards are those of the index",
            files.at(path),
        )
    return found


def _files_of_simulations(files: Files, path: str) -> list[str]:
    below = str(PurePosixPath(path).parent / "simulations") + "/"
    return [
        other
        for other in files.left
        if other.startswith(below) and other.endswith(".json") and not knows(other, files.head(other))
    ]


def _simulation(files: Files, path: str) -> Value:
    """Return one simulation that has a file; of a recorded call, which may be huge, only what counts."""
    try:
        return files.json(path)[0]
    except InputError:
        if not isinstance(files.open(path), LargeFile):
            raise
    return {key: files.value(path, key) for key in _SIMULATION_KEYS}


def _run(files: Files, path: str, simulations: Simulations) -> Run | None:
    info = files.value(path, "info")
    tallies = simulations.counting.tallies
    # One place for all: each holds the document, of which there may be many.
    location = place(files, path, "info")
    _tell(files, location, info, simulations)
    if not tallies:
        return None
    agent = fields.text(info, "agent_info", "implementation")
    speech = fields.mapping(info, "audio_native_config")
    domain = Part(
        name=fields.text(info, "environment_info", "domain_name"),
        metric="pass^1",
        tallies=tallies,
        faults=_faults(info, simulations),
        location=location.child("environment_info", "domain_name") if location.tree else location,
    )
    return Run(
        format="tau2",
        benchmark="tau2-bench",
        model=fields.text(info, "agent_info", "llm") or fields.text(speech, "model"),
        parts=(domain,),
        calling_mode="native" if agent.startswith(_USUAL) else "",
        harness="tau2-bench" if agent in ("", _USUAL) else f"tau2-bench, {agent}",
        harness_version=fields.text(info, "git_commit"),
        # The steps of a call are pieces of a second.
        step_budget=None if speech else fields.whole(info, "max_steps"),
        reasoning_effort=_effort(fields.at(info, "agent_info", "llm_args")) or fields.text(speech, "reasoning_effort"),
        user_simulator=fields.text(info, "user_info", "llm"),
        evaluated=fields.day(fields.text(files.value(path, "timestamp"))),
        changed=_CHANGES.get(agent, ""),
        spending=simulations.spending,
        location=location.child("agent_info", "llm") if location.tree else location,
    )


def _tell(files: Files, location: Location, info: Value, simulations: Simulations) -> None:
    if simulations.unknown:
        files.note(
            f"{simulations.unknown:,} of {simulations.all:,} simulations have no reward and are not counted", location
        )
    if simulations.partial:
        files.note(f"{simulations.partial:,} rewards lie between 0 and 1; pass^k counts them as failures", location)
    if not simulations.counting.tallies:
        files.note("no simulation says its task and reward, so that these results measure nothing", location)
    retrieval = fields.text(info, "retrieval_config")
    if retrieval:
        files.note(f"knowledge is retrieved with {retrieval}; other ways of retrieval do not compare", location)


def _faults(info: Value, simulations: Simulations) -> tuple[str, ...]:
    promised, tried = fields.whole(info, "num_trials"), simulations.tried
    fewer = sum(count < (promised or 0) for count in tried.values())
    if not fewer:
        return ()
    return (
        f"the file promises {promised:,} trials of each task, but {fewer:,} of its {len(tried):,} tasks have fewer",
    )


def _effort(arguments: Value) -> str:
    """Return the reasoning effort that the model is asked for, or whether its thinking is on."""
    extra = fields.at(arguments, "extra_body")
    for holder in (arguments, extra):
        said = fields.text(holder, "reasoning_effort") or fields.text(holder, "reasoning", "effort")
        if said:
            return said
    budget = fields.whole(arguments, "thinking", "budget_tokens")
    if budget is not None:
        return f"thinking, {budget:,} tokens"
    if kind := fields.text(arguments, "thinking", "type"):
        return kind
    for holder in (extra, fields.at(extra, "chat_template_kwargs")):
        thinks = fields.flag(holder, "enable_thinking")
        if thinks is not None:
            return "enabled" if thinks else "disabled"
    return ""


FORMAT = ResultFormat(format="tau2", title="tau2-bench results", knows=knows, read=_read)
