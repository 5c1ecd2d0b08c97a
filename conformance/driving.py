"""What drivers share: they read cases line by line, load each within a time, and print what arrived.

For drivers that run in an environment of their own: nothing but the standard library is imported here.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

Tools = list[dict[str, Any]]
Load = Callable[[Tools], Tools]
"""Takes definitions under MCP's keys and returns what arrives of them; raises what the framework raises."""

RAW_SERVER = Path(__file__).resolve().parent / "raw_server.py"


def drive(paths: Mapping[str, Load], *, seconds: int = 20) -> None:
    """Answer the command line of a driver: `--paths`, or the id of a path with cases on standard input."""
    if sys.argv[1:] == ["--paths"]:
        print("\n".join(paths))
        return
    load, answers = paths[sys.argv[1]], os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what frameworks print is no answer
    signal.signal(signal.SIGALRM, _too_long)
    for line in sys.stdin:
        case = json.loads(line)
        answers.write(json.dumps({"case": case["case"], **loaded(load, case["tools"], seconds)}) + "\n")
        answers.flush()
    answers.flush()
    os._exit(0)  # threads and servers that a framework left behind


def loaded(load: Load, tools: Tools, seconds: int) -> dict[str, Any]:
    """Return the outcome of one case."""
    signal.alarm(seconds)
    try:
        return {"outcome": "loaded", "error": "", "tools": load(tools)}
    except BaseException as error:  # frameworks raise groups, SystemExit and CancelledError as well
        if isinstance(error, KeyboardInterrupt):
            raise
        return {"outcome": "refused", "error": in_one_line(error), "tools": []}
    finally:
        signal.alarm(0)


def in_one_line(error: BaseException) -> str:
    """Return an error as text; of a group, its first member."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return f"{type(error).__name__}: {error}".replace("\n", " ")[:500]


@contextlib.contextmanager
def serving(tools: Tools) -> Iterator[list[str]]:
    """Yield the command of a server that lists definitions as they are."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tools.json"
        file.write_text(json.dumps(tools))
        yield [sys.executable, "-S", "-E", str(RAW_SERVER), str(file)]


def _too_long(_: int, __: FrameType | None) -> None:
    raise TimeoutError("the framework did not answer in time")
