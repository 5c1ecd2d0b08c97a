"""Keeps the results of runs below build/conformance/, and writes them down as docs/conformance.md."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from environments import BUILD, HERE
from ruamel.yaml import YAML

from auditor.frameworks.loader import all_frameworks, all_paths
from auditor.frameworks.profile import Framework

RESULTS = BUILD / "results"
PAGE = HERE.parent / "docs" / "conformance.md"
KNOWN = HERE / "known-differences.yaml"

HEAD = """# Conformance of the framework profiles

What a profile in `checklists/frameworks/` says of a tool definition is compared with what the real framework does with
it. *Recorded* are the recorded runs with 72 probe definitions; *generated* are definitions that nobody had in mind when
the profile was written, half of them in the style of Zod, pydantic and FastMCP; *real* are the tools of 22 public MCP
servers. A case agrees where both say: intact, with loss, or refused. *Exported* are these as `audit export`
rewrites them for the path: how many of them the framework takes as the profile says, that is, whole. A dash: not run.

`make conformance` runs it again; the frameworks are installed below `build/` for it. Printed by
`python conformance/run.py --write`.
"""


@dataclass(slots=True, kw_only=True)
class Result:
    """The agreement of one path."""

    path: str
    date: str
    seed: int
    counts: dict[str, tuple[int, int]]
    """Agreeing and all cases, by kind of case."""


def keep(result: Result) -> None:
    """Keep a result, with the kinds of cases that an earlier run had and this one had not."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    file = _file(result.path)
    earlier = json.loads(file.read_text()) if file.exists() else asdict(result)
    seed = result.seed if "generated" in result.counts else earlier["seed"]
    counts = {**earlier["counts"], **result.counts}
    file.write_text(json.dumps({**asdict(result), "seed": seed, "counts": counts}, indent=1))


def write_page() -> None:
    """Write the page from what was kept."""
    PAGE.write_text("\n".join(_page()) + "\n")


def _page() -> Iterator[str]:
    yield HEAD
    yield "| Path | Rank | Versions | Run on | Recorded | Generated | Real | Exported |"
    yield "|---|---|---|---|---:|---:|---:|---:|"
    for framework in all_frameworks().values():
        for path in framework.paths:
            yield _row(framework, path.id, path.rank.value)
    yield from ("", "## Differences that are known", "")
    known = known_differences()
    if not known:
        yield "None."
    for path, items in groupby(known, key=lambda item: str(item["path"])):
        yield f"### `{path}`\n"
        for item in items:
            yield f"- {' '.join(str(item['what']).split())} {' '.join(str(item['why']).split())}"
        yield ""


def _row(framework: Framework, path: str, rank: str) -> str:
    file = _file(path)
    if not file.exists():
        return f"| `{path}` | {rank} | {framework.version} | – | – | – | – | – |"
    kept: dict[str, Any] = json.loads(file.read_text())
    counts = {kind: f"{agreed} of {all_}" for kind, (agreed, all_) in kept["counts"].items()}
    generated = f"{counts['generated']} (seed {kept['seed']})" if "generated" in counts else "–"
    cells = (counts.get("recorded", "–"), generated, counts.get("real", "–"), counts.get("exported", "–"))
    return f"| `{path}` | {rank} | {framework.version} | {kept['date']} | {' | '.join(cells)} |"


def known_differences() -> list[dict[str, Any]]:
    """Return the explained differences, in the order of their paths."""
    found = YAML(typ="safe").load(KNOWN) if KNOWN.exists() else None
    known = sorted(found or (), key=lambda item: item["path"])
    if strange := [item["path"] for item in known if item["path"] not in all_paths()]:
        raise SystemExit(f"{KNOWN.name} speaks of paths that there are not: {', '.join(strange)}")
    return known


def _file(path: str) -> Path:
    return RESULTS / f"{path.replace(':', '.')}.json"
