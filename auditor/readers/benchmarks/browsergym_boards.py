"""Reads AgentLab's reproducibility journal and the entries of the BrowserGym leaderboard."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator, Mapping
from io import StringIO
from itertools import pairwise

from auditor.documents import Value
from auditor.errors import InputError, Problem
from auditor.model.claims import Location
from auditor.model.runs import Figure, Part, Run
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.browsergym_names import agent_called, benchmark_called
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.result_format import ResultFormat

_ID = "browsergym-boards"
_JOURNAL_HEAD = re.compile(
    rb"\A(?:\xef\xbb\xbf)?git_user,agent_name,benchmark,benchmark_version,date,study_id,avg_reward,"
)
_BOARD_HEAD = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*\[\s*\{")
_BOARD_KEYS = (b'"agent_name"', b'"study_id"', b'"benchmark"', b'"score"', b'"std_err"')
_COMPLETED = re.compile(r"(?P<done>[0-9]{1,9})/(?P<all>[0-9]{1,9})")
_ROW = re.compile(r"(?:[^,\"]*,){4}[0-9]{4}-[0-9]{2}-[0-9]{2}_")
_NEEDED = 11
"""Columns up to the comment, which follows `n_completed`."""
_ROWS_TOLD = 5
_ROUNDING = 0.0006
"""The journal rounds to three digits."""


def is_board(path: str, head: bytes) -> bool:
    """Tell whether a file is the journal or a list of leaderboard entries."""
    if path.endswith(".csv"):
        return _JOURNAL_HEAD.match(head) is not None
    return path.endswith(".json") and _BOARD_HEAD.match(head) is not None and all(key in head for key in _BOARD_KEYS)


def read_boards(files: Files) -> Iterator[Run]:
    """Yield one published run for each row of a journal and each entry of a leaderboard."""
    for path in files.named("*.csv", "*.json"):
        if is_board(path, files.head(path)):
            with files.reading(path):
                yield from _journal(files, path) if path.endswith(".csv") else _board(files, path)


def _journal(files: Files, path: str) -> Iterator[Run]:
    document = files.open(path)
    erred: list[str] = []
    short = 0
    for line, row in _rows(document.text, path):
        location = Location(document=document, line_in_text=line)
        if None in row.values():
            short = line
            files.note("a row that ends early; it is not read", location)
            continue
        erred += _errors(row, line)
        yield from _row(files, row, location)
    if erred:
        told = ", ".join(erred[:_ROWS_TOLD]) + (" and in others" if len(erred) > _ROWS_TOLD else "")
        files.note(f"episodes ended in an error, which AgentLab counts as 0: {told}", files.at(path))
    if short and short == line and not document.text.endswith("\n"):
        raise _problem(path, short, "the file ends within a row; expected a field for each column")


def _rows(text: str, path: str) -> Iterator[tuple[int, dict[str, str | None]]]:
    """Yield each row with the line it begins on; None for the columns that are needed and missing.

    The real journal has quotes that are never closed, over which a reader of the whole would lose rows. So each line
    that has a date in the journal's place for it begins anew.
    """
    lines = StringIO(text, newline="").readlines()
    columns = lines[0].strip().split(",") if lines else []
    starts = [number for number, line in enumerate(lines) if number and _ROW.match(line)]
    starts = ([1] if len(lines) > 1 and starts[:1] != [1] else []) + starts
    for start, end in pairwise([*starts, len(lines)]):
        reader = csv.reader(lines[start:end])
        begins = 0
        try:
            for values in reader:
                # What stands after the comment is of use, but not needed.
                missing = None if len(values) < min(len(columns), _NEEDED) else ""
                if values:
                    yield start + begins + 1, dict(zip(columns, [*values, *[missing] * len(columns)], strict=False))
                begins = reader.line_num
        except csv.Error as error:
            raise _problem(path, start + begins + 1, f"{error}; expected a row of the journal") from None


def _errors(row: Mapping[str, str | None], line: int) -> list[str]:
    errors = (row.get("n_err") or "").strip()
    return [f"{errors} in the row of line {line}"] if errors.isdecimal() and int(errors) else []


def _problem(path: str, line: int, message: str) -> InputError:
    return InputError(Problem(path=path, line=line, column=1, message=message))


def _row(files: Files, row: Mapping[str, str | None], location: Location) -> Iterator[Run]:
    reward = _share(row.get("avg_reward"))
    name = benchmark_called(row.get("benchmark") or "")
    if reward is None or not name.benchmark:
        files.note("a row without a benchmark or an average reward from 0 to 1; it is not read", location)
        return
    agent = agent_called(row.get("agent_name") or "")
    spread = _share(row.get("std_err"))
    done, planned = _completed(row.get("n_completed") or "")
    part = Part(
        name=name.level,
        metric="average_reward",
        counted=done,
        # A set for trying the installation out is not the whole benchmark, however complete.
        expected=None if name.subset else planned,
        stated=(Figure(metric="average_reward", value=reward, stderr=spread, location=location),),
        faults=_faults(reward, spread, done, planned),
        location=location,
    )
    yield Run(
        format=_ID,
        benchmark=name.benchmark,
        version=(row.get("benchmark_version") or "").strip(),
        model=agent.model,
        parts=(part,),
        harness=f"AgentLab {agent.kind}".strip(),
        harness_version=(row.get("agentlab_version") or "").strip(),
        evaluated=fields.day(row.get("date") or ""),
        limited=True if name.subset or (done is not None and planned is not None and done < planned) else None,
        reported_by=(row.get("git_user") or "").strip(),
        published=True,
        location=location,
    )


def _completed(said: str) -> tuple[int | None, int | None]:
    found = _COMPLETED.fullmatch(said.strip())
    return (int(found["done"]), int(found["all"])) if found else (None, None)


def _faults(reward: float, spread: float | None, done: int | None, planned: int | None) -> tuple[str, ...]:
    found: list[str] = []
    if done is not None and planned is not None and done > planned:
        found.append(f"{done} episodes completed of {planned}")
    # Rewards from 0 to 1 vary most where each is 0 or 1; then the variance is p(1-p)·n/(n-1).
    if spread is not None and done is not None and done > 1:
        most = math.sqrt(max(reward * (1 - reward), 0.0) / (done - 1))
        if spread > most + 2 * _ROUNDING:
            found.append(
                f"a standard error of {spread:g} for an average reward of {reward:g} over {done} episodes; "
                f"rewards from 0 to 1 allow at most {most:.3f}"
            )
    return tuple(found)


def _share(said: str | None) -> float | None:
    try:
        value = float(said or "")
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None


def _board(files: Files, path: str) -> Iterator[Run]:
    seen = False
    for index, entry in enumerate(files.items(path)):
        run = _entry(files, path, index, entry)
        seen = seen or run is not None
        if run is not None:
            yield run
    if not seen:
        raise _problem(path, 1, "no entry has a benchmark and a score; expected some")


def _entry(files: Files, path: str, index: int, entry: Value) -> Run | None:
    location = _place(files, path, index)
    score = fields.number(entry, "score")
    name = benchmark_called(fields.text(entry, "benchmark"))
    if score is None or not 0 <= score <= 100 or not name.benchmark:
        files.note("an entry without a benchmark or a score from 0 to 100; it is not read", location)
        return None
    if 0 < score <= 1:
        files.note(f"a score of {score:g} is read as {score:g} %, since the leaderboard states percentages", location)
    agent = agent_called(fields.text(entry, "agent_name"))
    for key, told in (("benchmark_specific", "is made for"), ("benchmark_tuned", "was tuned on")):
        if fields.text(entry, key).lower() == "yes":
            files.note(f"the agent {told} this benchmark, says the entry", location)
    spread = fields.number(entry, "std_err")
    stderr = spread / 100 if spread is not None and spread >= 0 else None
    figure = Figure(metric="success_rate", value=score / 100, stderr=stderr, location=location)
    return Run(
        format=_ID,
        benchmark=name.benchmark,
        model=agent.model,
        parts=(Part(name=name.level, metric="success_rate", stated=(figure,), location=location),),
        harness=f"AgentLab {agent.kind}" if agent.model else agent.kind,
        evaluated=fields.day(fields.text(entry, "date_time")),
        limited=True if name.subset else None,
        published=True,
        changed=_changed(entry),
        location=location,
    )


def _changed(entry: Value) -> str:
    if fields.text(entry, "followed_evaluation_protocol").lower() != "no":
        return ""
    comments = fields.text(entry, "comments")
    told = "the evaluation protocol was not followed"
    return f"{told}: {comments}" if comments and comments.upper() != "NA" else told


def _place(files: Files, path: str, index: int) -> Location:
    try:
        return files.json(path)[1].child(index)
    except InputError:
        return files.at(path)


FORMAT = ResultFormat(
    format=_ID, title="BrowserGym leaderboard and reproducibility journal", knows=is_board, read=read_boards
)
