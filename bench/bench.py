"""Measures the speed that the design promises, side by side in one run: medians and ratios, on this machine.

Run with `make bench`. Wall time and memory come from `/usr/bin/time -v` where there is one, else from this process.
Nothing is compared with numbers from elsewhere. Names on the command line select the measurements: `bench.py help pdf`.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generated_systems import bench_generated
from measuring import AUDIT, PYTHON, REPOSITORY, SHARED, measure, row
from peers import bench_peers
from result_logs import bench_result_logs


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
        row(f"{name} to HTML and JSON", page, "promised: under 1 s")
        row(f"{name} to PDF", measure([*command, "-o", "report.pdf"], runs=5, folder=folder), "promised: under 4 s")


def bench_large(folder: Path) -> None:
    """A large OpenAPI document, where it is at hand, against the time that only parsing its JSON takes."""
    for document in _large_documents():
        parse = [PYTHON, "-c", "import json, sys; json.load(open(sys.argv[1], encoding='utf-8'))", str(document)]
        size = f"{document.stat().st_size / 1e6:.1f} MB, {_operations(document):,} operations"
        bare = measure(parse, runs=5, folder=folder)
        row(f"json.load of {document.name}", bare, size)
        command = [AUDIT, "--quiet", "--fail-on", "never", str(document), "-o", "large.json", "-o", "large.html"]
        whole = measure(command, runs=3, folder=folder)
        row(f"{document.name} to HTML and JSON", whole, f"{whole.seconds / bare.seconds:.1f} × json.load")


def bench_similarity(_: Path) -> None:
    """Near-duplicates among the tools of a large document, without reading it (promised: under 2 s)."""
    from auditor.checklist import Context
    from auditor.checks import View, all_checks
    from auditor.derive import derive
    from auditor.documents import Workspace
    from auditor.linking import link
    from auditor.model.kinds import EntityKind
    from auditor.model.system import System
    from auditor.readers.reader import Reading

    for document in _large_documents():
        reading = Reading.of(Workspace(document.parent))
        system = System(derive(link(reading.read(reading.workspace.open(document.name)))))
        tools = system.of_kind(EntityKind.TOOL)
        taken = []
        for _run in range(5):
            context = Context(system, today=date(2026, 1, 1), alone=True)
            start = time.perf_counter()
            for tool in tools:
                all_checks()["near_duplicate_tools"](View(context), tool)
            taken.append(time.perf_counter() - start)
        print(f"{f'similarity of {len(tools):,} tools':<52}{statistics.median(taken):>9.3f} s   promised: under 2 s")


def _large_documents() -> Iterator[Path]:
    yield from sorted((SHARED / "corpus" / "openapi" / "github").glob("*.json"))


def _operations(document: Path) -> int:
    methods = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
    paths = json.loads(document.read_text(encoding="utf-8")).get("paths", {})
    return sum(method in methods for path in paths.values() for method in path)


BENCHES = {
    "help": bench_help,
    "samples": bench_samples,
    "large": bench_large,
    "similarity": bench_similarity,
    "logs": bench_result_logs,
    "generated": bench_generated,
    "peers": bench_peers,
}


def main() -> None:
    """Run the named measurements, or all."""
    names = sys.argv[1:] or list(BENCHES)
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors; medians")
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            BENCHES[name](Path(folder))


if __name__ == "__main__":
    main()
