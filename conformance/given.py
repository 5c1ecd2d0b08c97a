"""The cases that frameworks and profiles are compared on: recorded ones, tools of real MCP servers, generated ones."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from auditor.frameworks.export import export
from auditor.frameworks.profile import Path as FrameworkPath
from auditor.model.definitions import ToolDefinition

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
RECORDED = SHARED / "oracles"
SERVERS = SHARED / "mcp_tools"

Case = dict[str, Any]


def recorded_cases() -> Iterator[Case]:
    """Yield the recorded cases; none where the folder is absent."""
    file = RECORDED / "cases.json"
    for case in json.loads(file.read_text()) if file.exists() else ():
        yield {"case": case["id"], "tools": case.get("tools") or [case["tool"]]}


def recorded_outcomes(path: str) -> Mapping[str, str]:
    """Return what was recorded for a path, by case."""
    if not (RECORDED / "paths.tsv").exists():
        return {}
    with (RECORDED / "paths.tsv").open() as lines:
        columns = {row["path"]: row["column in matrix.csv"] for row in csv.DictReader(lines, delimiter="\t")}
    with (RECORDED / "matrix.csv").open(newline="") as lines:
        return {row["case"]: row["outcome"] for row in csv.DictReader(lines) if row["framework"] == columns.get(path)}


def real_cases() -> Iterator[Case]:
    """Yield one case for each tool of the listed MCP servers; none where the folder is absent."""
    for file in sorted(SERVERS.glob("*.json")):
        for tool in json.loads(file.read_text())["tools"]:
            yield {"case": f"{file.stem}/{tool['name']}", "tools": [tool]}


def exported_cases(path: FrameworkPath, cases: Iterable[Case]) -> Iterator[Case]:
    """Yield each case as `audit export` rewrites it for a path; none for a tool that it leaves out."""
    for case in cases:
        definitions = [ToolDefinition(tool=str(n), server="probe", stated=tool) for n, tool in enumerate(case["tools"])]
        made = export(path, definitions)
        if made.stated and not made.left_out:
            yield {"case": f"exported {case['case']}", "tools": [dict(stated) for stated in made.stated]}
