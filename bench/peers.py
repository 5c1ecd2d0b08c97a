"""Measures other tools beside this one, on the same documents, in one run: medians, ratios and what was measured.

Part of `make bench`. The peers are installed below build/, with npm and pip; one that cannot be installed is named and
left out, and one that takes longer than its limit is stopped and said to. The large document is not part of the
repository; without it there is nothing to compare.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from measuring import AUDIT, PYTHON, REPOSITORY, SHARED, Measured, TooSlowError, measure, row
from tool_lists import write_tool_list

PEERS = REPOSITORY / "build" / "peers"
DOCUMENT = SHARED / "corpus" / "openapi" / "github" / "api.github.com.json"
NPM = ("@redocly/cli", "@stoplight/spectral-cli", "mcpgrade")
PIP = ("mcp-quality",)
COUNTS = (40, 200, 1223)
LIMIT = 120.0
"""Seconds that a peer gets for one run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Another tool, as it is called for one file."""

    name: str
    command: tuple[str, ...]
    runs: int = 3


def install() -> None:
    """Install the peers that are missing; what cannot be installed is left out of the comparison."""
    PEERS.mkdir(parents=True, exist_ok=True)
    if shutil.which("npm") and not (PEERS / "node_modules").is_dir():
        subprocess.run(["npm", "install", "--silent", "--prefix", str(PEERS), *NPM], check=False)
    if not (PEERS / "venv").is_dir():
        subprocess.run([PYTHON, "-m", "venv", str(PEERS / "venv")], check=True)
        subprocess.run([str(PEERS / "venv/bin/pip"), "--quiet", "install", *PIP], check=False)
    (PEERS / "spectral.yaml").write_text('extends: ["spectral:oas"]\n', encoding="utf-8")


def bench_peers(folder: Path) -> None:
    """The large document against linters (promised: at most half of Redocly's time), tool lists against graders."""
    if not DOCUMENT.is_file():
        print(f"{DOCUMENT.name} is not at hand; nothing to compare")
        return
    install()
    print(f"other tools get {LIMIT:.0f} s for a run")
    _documents(folder)
    _lists(folder)


def _documents(folder: Path) -> None:
    """The large OpenAPI document against linters; promised: at most half of Redocly's time and memory."""
    ours = measure(_audit(DOCUMENT), runs=5, folder=folder)
    row(f"audit {DOCUMENT.name} to HTML and JSON", ours)
    bin_ = PEERS / "node_modules" / ".bin"
    _beside(ours, Peer(name="redocly lint", command=(f"{bin_}/redocly", "lint", str(DOCUMENT)), runs=5), folder)
    rules = ("-r", str(PEERS / "spectral.yaml"), "-q")
    _beside(
        ours, Peer(name="spectral lint", command=(f"{bin_}/spectral", "lint", str(DOCUMENT), *rules), runs=1), folder
    )


def _lists(folder: Path) -> None:
    """Tool lists of three lengths against graders; our cost should grow with the length, not with its square."""
    taken = {}
    for count in COUNTS:
        tools = folder / f"tools-{count}.json"
        write_tool_list(DOCUMENT, count, tools)
        taken[count] = ours = measure(_audit(tools), runs=3, folder=folder)
        row(f"audit {tools.name} to HTML and JSON", ours)
        for peer in (
            Peer(name="mcpgrade", command=(f"{PEERS}/node_modules/.bin/mcpgrade", "--snapshot", str(tools)), runs=1),
            Peer(name="mcp-quality static", command=(f"{PEERS}/venv/bin/mcp-quality", "static", str(tools)), runs=1),
        ):
            _beside(ours, peer, folder)
    few, many = COUNTS[1], COUNTS[-1]
    ratio = taken[many].seconds / taken[few].seconds
    print(f"{many:,} tools to {few}: {ratio:.2f} × the time for {many / few:.2f} × the tools")


def _audit(path: Path) -> Sequence[str]:
    return (AUDIT, "--quiet", "--fail-on", "never", str(path), "-o", "ours.json", "-o", "ours.html")


def _beside(ours: Measured, peer: Peer, folder: Path) -> None:
    if not Path(peer.command[0]).exists():
        print(f"  {peer.name}: not installed")
        return
    try:
        theirs = measure(peer.command, runs=peer.runs, folder=folder, limit=LIMIT)
    except TooSlowError:
        print(f"  {peer.name}: not done after {LIMIT:.0f} s")
        return
    note = f"ours: {ours.seconds / theirs.seconds:.2f} × its time, {ours.megabytes / theirs.megabytes:.2f} × its memory"
    row(f"  {peer.name}", theirs, note)
