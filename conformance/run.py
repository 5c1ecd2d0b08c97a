"""Runs real frameworks over tool definitions and compares what they do with what their profiles say.

    python conformance/run.py [PATH_ID…] [--number 300] [--seed 1] [--real] [--verbose] [--show CASE] [--write]

A path may be cut short: `langchain` is all paths of LangChain. The environments of the frameworks are made below
build/conformance/ where they are not there yet, which downloads packages; loading definitions needs no network.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from comparing import Compared, compared
from environments import Environment, UnavailableError, environments
from generate import cases
from given import RECORDED, SERVERS, Case, exported_cases, real_cases, recorded_cases, recorded_outcomes
from results import Result, keep, write_page
from running import answers, paths_of

from auditor.frameworks.loader import all_paths


def main() -> int:
    """Run what the command line asks for."""
    given = _arguments()
    if strange := [word for word in given.paths if not any(_is_wanted(path, [word]) for path in all_paths())]:
        raise SystemExit(f"no path is called {', '.join(strange)}; there are {', '.join(all_paths())}")
    sets = _sets(given)
    skipped = 0
    for environment in environments(dict(_named_folder(text) for text in given.environment)):
        served = environment.driver.read_text(encoding="utf-8")
        wanted = [path for path in all_paths() if f'"{path}"' in served and _is_wanted(path, given.paths)]
        if not wanted:
            continue
        try:
            environment.make()
            wanted = [path for path in paths_of(environment) if path in wanted]
        except UnavailableError as problem:
            skipped += 1
            print(f"{', '.join(wanted)}: skipped, {problem}")
            continue
        for path in wanted:
            _run(environment, path, sets, given)
    if given.write:
        write_page()
    return 1 if skipped else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", metavar="PATH_ID")
    parser.add_argument("--number", type=int, default=300, help="how many generated cases (300)")
    parser.add_argument("--seed", type=int, default=1, help="of the generated cases (1)")
    parser.add_argument("--real", action="store_true", help="the tools of real MCP servers as well")
    parser.add_argument(
        "--exported", action="store_true", help="and the generated and real ones as `audit export` writes them"
    )
    parser.add_argument("--no-recorded", action="store_true", help="without the recorded cases")
    parser.add_argument("--verbose", action="store_true", help="show every disagreement")
    parser.add_argument("--show", metavar="CASE", help="this case alone, with its definitions and what arrived of them")
    parser.add_argument(
        "--write", action="store_true", help="write docs/conformance.md from all results that were kept"
    )
    parser.add_argument(
        "--environment", action="append", default=[], metavar="NAME=FOLDER", help="use an environment that is there"
    )
    return parser.parse_args()


def _sets(given: argparse.Namespace) -> dict[str, list[Case]]:
    """Return the cases by their kind."""
    print(f"generated cases: {given.number}, seed {given.seed}")
    sets = {"recorded": [] if given.no_recorded else list(recorded_cases())}
    if not sets["recorded"] and not given.no_recorded:
        print(f"recorded cases: skipped, there is no {RECORDED}")
    sets["generated"] = list(cases(given.seed, given.number))
    sets["real"] = list(real_cases()) if given.real else []
    if given.real and not sets["real"]:
        print(f"tools of real servers: skipped, there are none in {SERVERS}")
    if given.show:
        return {kind: [case for case in found if case["case"] == given.show] for kind, found in sets.items()}
    return sets


def _run(environment: Environment, path: str, sets: Mapping[str, Sequence[Case]], given: argparse.Namespace) -> None:
    """Run one path over every case, and print how far it agrees."""
    counts: dict[str, tuple[int, int]] = {}
    if given.exported:
        rewritten = exported_cases(all_paths()[path], (*sets["generated"], *sets["real"]))
        sets = {**sets, "exported": list(rewritten)}
    for kind, found in sets.items():
        if not found:
            continue
        done = [
            _shown(compared(all_paths()[path], case["tools"], answer), case, answer.tools, given)
            for case, answer in zip(found, answers(environment, path, found), strict=True)
        ]
        agreed = sum(item.agrees for item in done)
        counts[kind] = (agreed, len(done))
        degree = sum(item.same_degree for item in done)
        print(f"{path:<28} {kind:<10} {agreed:>4} of {len(done):<5} {agreed / len(done):7.1%}   same degree {degree}")
        if kind == "recorded":
            _tell_changed(path, done)
        for item in done if given.verbose else ():
            _tell(item)
        sys.stdout.flush()
    if not given.show and counts:
        today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
        keep(Result(path=path, date=today, seed=given.seed, counts=counts))


def _tell_changed(path: str, done: Sequence[Compared]) -> None:
    """Print where a framework does not do what was recorded of it: a fault of the driver, or a new version."""
    before = recorded_outcomes(path)
    for item in done:
        if before.get(item.case, item.theirs) != item.theirs:
            print(f"    {item.case}: recorded {before[item.case]}, now {item.theirs} ({item.said[:120]})")


def _tell(item: Compared) -> None:
    if not item.agrees:
        print(f"    {item.case}: theirs {item.theirs} ({item.said[:160]})")
        print(f"    {'':{len(item.case)}}  ours   {item.ours} ({item.reasons[:160]})")


def _shown(item: Compared, case: Case, arrived: object, given: argparse.Namespace) -> Compared:
    if given.show:
        for what in (case["tools"], arrived):
            print(json.dumps(what, indent=1, ensure_ascii=False))
        print(f"theirs {item.theirs} ({item.said})\nours   {item.ours} ({item.reasons})")
    return item


def _is_wanted(path: str, asked: Sequence[str]) -> bool:
    return not asked or any(path == word or path.startswith(f"{word}:") for word in asked)


def _named_folder(text: str) -> tuple[str, Path]:
    name, _, folder = text.partition("=")
    return name, Path(folder).resolve()


if __name__ == "__main__":
    sys.exit(main())
