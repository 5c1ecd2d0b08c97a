"""Runs a driver over cases and reads what arrived in the framework. A driver that hangs or dies costs one case."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from environments import Environment, UnavailableError

SECONDS_TO_START = 180
SECONDS_PER_CASE = 60
MOST_RESTARTS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a framework did with one case."""

    case: str
    loaded: bool
    error: str
    tools: Sequence[dict[str, Any]]


def paths_of(environment: Environment) -> list[str]:
    """Return the ids of the paths that a driver serves. Raises UnavailableError."""
    command = [*environment.command(), "--paths"]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=SECONDS_TO_START, env=_variables(environment)
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise UnavailableError(str(problem)) from None
    if done.returncode:
        raise UnavailableError(f"the driver does not start: {done.stderr.strip()[-400:]}")
    return done.stdout.split()


def answers(environment: Environment, path: str, cases: Sequence[dict[str, Any]]) -> Iterator[Answer]:
    """Yield an answer for each case, in order."""
    left = list(cases)
    for _ in range(MOST_RESTARTS):
        if not left:
            return
        for answer in _once(environment, path, left):
            left = left[1:]
            yield answer
        if left:  # the driver ended or was ended at this case
            yield Answer(case=left[0]["case"], loaded=False, error="the driver ended or did not answer", tools=())
            left = left[1:]
    for case in left:
        yield Answer(case=case["case"], loaded=False, error="the driver was given up", tools=())


def _once(environment: Environment, path: str, cases: Sequence[dict[str, Any]]) -> Iterator[Answer]:
    """Yield answers until the driver has no more, or takes too long for one."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile("w+") as given:
        given.write("".join(json.dumps(case) + "\n" for case in cases))
        given.seek(0)
        process = subprocess.Popen(
            [*environment.command(), path],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=folder,
            env=_variables(environment),
            start_new_session=True,
        )
        assert process.stdout is not None
        lines: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=_pump, args=(process.stdout, lines), daemon=True).start()
        try:
            seconds = SECONDS_TO_START
            for case in cases:
                line = lines.get(timeout=seconds)
                if line is None or not line.endswith("\n"):
                    return  # it ended, perhaps in the middle of an answer
                yield _answer(line, case["case"])
                seconds = SECONDS_PER_CASE
        except queue.Empty:
            return
        finally:
            _end(process)


def _answer(line: str, case: str) -> Answer:
    said = json.loads(line)
    assert said["case"] == case, f"the driver answers {said['case']}, not {case}"
    return Answer(
        case=case, loaded=said["outcome"] == "loaded", error=said.get("error") or "", tools=said["tools"] or ()
    )


def _pump(stream: TextIO, lines: queue.Queue[str | None]) -> None:
    for line in stream:
        if line.startswith("{"):
            lines.put(line)
    lines.put(None)


def _end(process: subprocess.Popen[str]) -> None:
    """End a driver with the servers that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _variables(environment: Environment) -> dict[str, str]:
    """Return the environment variables for a driver: no settings of this program's user, no telemetry."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR") if key in os.environ}
    quiet = {"OTEL_SDK_DISABLED": "true", "CREWAI_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "1", "PYTHONUTF8": "1"}
    return {**kept, **quiet, "CONFORMANCE_ENVIRONMENT": str(Path(environment.folder))}
