"""Harbor jobs, in which Terminal-Bench 2 runs: a folder of trials with `config.json` and `result.json` each.

Layout: harborframework.com/docs/run-jobs/run-evals; fields: harbor/models/trial/result.py and job/config.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from auditor.documents import Value
from auditor.model.runs import Run
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.harbor_jobs import Job, runs_of
from auditor.readers.benchmarks.harbor_trials import Trial, read_trial
from auditor.readers.benchmarks.result_format import ResultFormat

_TRIAL = re.compile(rb'"(task_name|trial_name|task_checksum|agent_info|verifier_result|trial_uri)"\s*:')
_JOB = re.compile(rb'"(n_total_trials|stats|evals)"\s*:')
_JOB_CONFIG = re.compile(rb'"(job_name|jobs_dir|n_attempts|agents|datasets)"\s*:')


def _folder(path: str) -> str:
    return str(PurePosixPath(path).parent)


def _is_trial(path: str, head: bytes) -> bool:
    return path.endswith("result.json") and len(set(_TRIAL.findall(head))) >= 5


def _is_job(path: str, head: bytes) -> bool:
    return path.endswith("result.json") and len(set(_JOB.findall(head))) == 3 and not _is_trial(path, head)


def _knows(path: str, head: bytes) -> bool:
    return head.lstrip()[:1] == b"{" and (_is_trial(path, head) or _is_job(path, head))


def _read(files: Files) -> Iterator[Run]:
    jobs: dict[str, Job] = {}
    known = files.known(_knows)
    company = _company(files, {_folder(path) for path in known if _is_trial(path, files.head(path))})
    for path in known:
        trial = _is_trial(path, files.head(path))
        home = str(PurePosixPath(path).parent.parent) if trial else _folder(path)
        job = jobs.setdefault(home, Job(folder=home))
        with files.reading(path):
            value, place = files.json(path)
            if trial:
                job.trials.extend(_trial(files, path, value, company.get(_folder(path), [])))
            else:
                job.result, job.place = value, place
    for job in jobs.values():
        _read_config(files, job)
        yield from runs_of(files, job)


def _company(files: Files, trials: set[str]) -> dict[str, list[str]]:
    """Return the files that lie in the folder of each trial, at any depth, in one walk over all files."""
    found: dict[str, list[str]] = {}
    for path in files.left:
        for folder in map(str, PurePosixPath(path).parents):
            if folder in trials:
                found.setdefault(folder, []).append(path)
                break
    return found


def _trial(files: Files, path: str, value: Value, company: list[str]) -> Iterator[Trial]:
    found = read_trial(files, path, value, company)
    if found is not None:
        yield found
    # A folder of this trial alone holds nothing but its logs, recordings and patches.
    if fields.text(value, "trial_name") == PurePosixPath(path).parent.name:
        files.skip(*(other for other in company if other != path))


def _read_config(files: Files, job: Job) -> None:
    path = str(PurePosixPath(job.folder) / "config.json")
    if path in files.left and len(set(_JOB_CONFIG.findall(files.head(path)))) >= 4:
        with files.reading(path):
            job.config, _ = files.json(path)


FORMAT = ResultFormat(format="harbor", title="Harbor jobs (Terminal-Bench 2)", knows=_knows, read=_read)
