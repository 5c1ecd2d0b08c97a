"""How far the profiles agree with what the real frameworks did with the recorded definitions.

    python conformance/agreement.py [PATH_ID…] [--verbose]

Reads `cases.json`, `matrix.csv` and `paths.tsv` of the recorded runs (../shared/oracles, or --oracles FOLDER).
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from auditor.frameworks.judge import judge
from auditor.frameworks.loader import all_paths
from auditor.frameworks.verdict import Acceptance, Verdict
from auditor.model.definitions import ToolDefinition

HERE = Path(__file__).resolve().parent
ORACLES = HERE.parent.parent / "shared" / "oracles"
OURS = {
    Acceptance.ACCEPTED: "accept",
    Acceptance.MINOR_LOSS: "lossy",
    Acceptance.MAJOR_LOSS: "lossy",
    Acceptance.REFUSED: "reject",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One path of the recorded runs."""

    path: str
    rank: str
    outcomes: Mapping[str, Mapping[str, str]]
    """Rows of the matrix, by case."""


def recorded(folder: Path) -> Iterator[Recorded]:
    """Yield the recorded paths with their rows."""
    rows = list(csv.DictReader((folder / "matrix.csv").open(newline="")))
    for line in csv.DictReader((folder / "paths.tsv").open(), delimiter="\t"):
        found = {row["case"]: row for row in rows if row["framework"] == line["column in matrix.csv"]}
        yield Recorded(path=line["path"], rank=line["rank"], outcomes=found)


def definitions(case: Mapping[str, object]) -> list[ToolDefinition]:
    """Return the definitions of one case as one server's."""
    tools = case.get("tools") or [case["tool"]]
    assert isinstance(tools, list)
    return [ToolDefinition(tool=f"{case['id']}.{n}", server="probe", stated=tool) for n, tool in enumerate(tools)]


def worst(verdicts: list[Verdict]) -> Verdict:
    """Return the verdict that counts for a case of several tools."""
    return max(verdicts, key=lambda verdict: verdict.outcome.rank)


def main() -> int:
    """Print the agreement of each path, and what differs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--oracles", type=Path, default=ORACLES)
    parser.add_argument("--verbose", action="store_true", help="show every disagreement")
    given = parser.parse_args()
    cases = {case["id"]: case for case in json.loads((given.oracles / "cases.json").read_text())}
    totals = {"first": [0, 0], "second": [0, 0]}
    for path in recorded(given.oracles):
        if given.paths and not any(path.path.startswith(wanted) for wanted in given.paths):
            continue
        profile = all_paths().get(path.path)
        if profile is None:
            print(f"{path.path:<28} no profile")
            continue
        differing = []
        for case, row in path.outcomes.items():
            verdict = worst(judge(profile, definitions(cases[case])))
            if OURS[verdict.outcome] != row["outcome"]:
                differing.append((case, row, verdict))
        agreed, all_ = len(path.outcomes) - len(differing), len(path.outcomes)
        totals[path.rank][0] += agreed
        totals[path.rank][1] += all_
        print(f"{path.path:<28} {path.rank:<7} {agreed:>3} of {all_:<3} {agreed / all_:7.1%}")
        for case, row, verdict in differing if given.verbose else ():
            print(f"    {case}: theirs {row['outcome']} ({row['reason'][:100] or row['lost'][:100]})")
            print(f"    {'':{len(case)}}  ours   {verdict.outcome.value} ({'; '.join(verdict.reasons)[:100]})")
    for rank, (agreed, all_) in totals.items():
        print(f"{rank + ' rank':<36} {agreed:>4} of {all_:<5} {agreed / max(all_, 1):7.2%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
