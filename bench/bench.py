"""Measures the speed that the design promises, side by side in one run: medians and ratios, on this machine.

Run with `make bench`. Wall time and memory come from `/usr/bin/time -v` where there is one, else from this process.
Nothing is compared with numbers from elsewhere. Names on the command line select the measurements: `bench.py help pdf`.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"
PYTHON = sys.executable
AUDIT = str(Path(PYTHON).parent / "audit")
GNU_TIME = "/usr/bin/time"
_ELAPSED = re.compile(r"Elapsed \(wall clock\) time .*: (?:(\d+):)?(\d+):([\d.]+)")
_MEMORY = re.compile(r"Maximum resident set size \(kbytes\): (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The medians of several runs of one command."""

    seconds: float
    megabytes: float


def measure(command: Sequence[str], *, runs: int, folder: Path) -> Measured:
    """Run a command once to warm the caches, then several times; exit statuses 0 and 1 are both an audit that ran."""
    taken = [_once(command, folder) for _ in range(runs + 1)][1:]
    return Measured(
        seconds=statistics.median(one.seconds for one in taken),
        megabytes=statistics.median(one.megabytes for one in taken),
    )


def _once(command: Sequence[str], folder: Path) -> Measured:
    watched = [GNU_TIME, "-v", *command] if Path(GNU_TIME).exists() else list(command)
    start = time.perf_counter()
    done = subprocess.run(watched, cwd=folder, capture_output=True, text=True, check=False, env=_environment())
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}\n{done.stderr}")
    memory = _MEMORY.search(done.stderr)
    # Without GNU time, the largest of all children so far: an upper bound.
    kilobytes = int(memory[1]) if memory else resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    elapsed = _ELAPSED.search(done.stderr)
    if elapsed and seconds > 1:  # its resolution is a hundredth of a second
        seconds = int(elapsed[1] or 0) * 3600 + int(elapsed[2]) * 60 + float(elapsed[3])
    return Measured(seconds=seconds, megabytes=kilobytes / 1024)


def _environment() -> dict[str, str]:
    return {**os.environ, "SOURCE_DATE_EPOCH": "1795305600"}


def _row(what: str, measured: Measured, note: str = "") -> None:
    print(f"{what:<52}{measured.seconds:>9.3f} s{measured.megabytes:>8.0f} MB   {note}", flush=True)


def bench_help(folder: Path) -> None:
    """`audit --help` against a bare interpreter; the design promises under five times."""
    commands = [[PYTHON, "-c", "pass"], [AUDIT, "--help"]]
    runs = 40
    if hyperfine := shutil.which("hyperfine"):
        # It starts the commands in turn without a shell, which matters for so short ones.
        results = folder / "hyperfine.json"
        told = [hyperfine, "-N", "--warmup", "5", "--runs", str(runs), "--export-json", str(results)]
        subprocess.run([*told, *map(shlex.join, commands)], capture_output=True, check=True)
        bare, helped = (one["median"] for one in json.loads(results.read_text(encoding="utf-8"))["results"])
    else:
        bare, helped = (measure(command, runs=runs, folder=folder).seconds for command in commands)
    print(f"{'python -c pass':<52}{bare:>9.4f} s")
    print(f"{'audit --help':<52}{helped:>9.4f} s   {helped / bare:.2f} × python -c pass (promised: under 5)")


def bench_samples(folder: Path) -> None:
    """Each sample to HTML and JSON (promised: under 1 s) and to PDF (promised: under 4 s)."""
    for sample in sorted((REPOSITORY / "samples").glob("*/system.yaml")):
        name = f"samples/{sample.parent.name}"
        command = [AUDIT, "--quiet", "--fail-on", "never", str(sample)]
        page = measure([*command, "-o", "report.html", "-o", "report.json"], runs=5, folder=folder)
        _row(f"{name} to HTML and JSON", page, "promised: under 1 s")
        _row(f"{name} to PDF", measure([*command, "-o", "report.pdf"], runs=5, folder=folder), "promised: under 4 s")


def bench_large(folder: Path) -> None:
    """A large OpenAPI document, where it is at hand, against the time that only parsing its JSON takes."""
    for document in _large_documents():
        parse = [PYTHON, "-c", "import json, sys; json.load(open(sys.argv[1], encoding='utf-8'))", str(document)]
        size = f"{document.stat().st_size / 1e6:.1f} MB, {_operations(document):,} operations"
        bare = measure(parse, runs=5, folder=folder)
        _row(f"json.load of {document.name}", bare, size)
        command = [AUDIT, "--quiet", "--fail-on", "never", str(document), "-o", "large.json", "-o", "large.html"]
        whole = measure(command, runs=3, folder=folder)
        _row(f"{document.name} to HTML and JSON", whole, f"{whole.seconds / bare.seconds:.1f} × json.load")


def _large_documents() -> Iterator[Path]:
    yield from sorted((SHARED / "corpus" / "openapi" / "github").glob("*.json"))


def _operations(document: Path) -> int:
    methods = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
    paths = json.loads(document.read_text(encoding="utf-8")).get("paths", {})
    return sum(method in methods for path in paths.values() for method in path)


BENCHES = {"help": bench_help, "samples": bench_samples, "large": bench_large}


def main() -> None:
    """Run the named measurements, or all."""
    names = sys.argv[1:] or list(BENCHES)
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors; medians")
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            BENCHES[name](Path(folder))


if __name__ == "__main__":
    main()
