"""Reads results of the Berkeley Function-Calling Leaderboard: score and result trees, and its tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from auditor.model.runs import Run
from auditor.readers.benchmarks.bfcl_boards import published, summaries_of
from auditor.readers.benchmarks.bfcl_names import Named, named
from auditor.readers.benchmarks.bfcl_summaries import held_against
from auditor.readers.benchmarks.bfcl_tables import Table, kind_of_table, read_table
from auditor.readers.benchmarks.bfcl_trees import run_of, trees_of
from auditor.readers.benchmarks.files import Files
from auditor.readers.benchmarks.result_format import ResultFormat

_HEADER = re.compile(rb'\s*\{\s*"accuracy"\s*:\s*[-+.\w]+\s*,\s*"correct_count"\s*:')
_ANSWER = re.compile(rb'\s*\{\s*"(?:id|idx)"\s*:\s*[^,{}\[\]]+,\s*"result"\s*:')
_SNAPSHOT = "memory_snapshot"


def knows(path: str, head: bytes) -> bool:
    """Tell whether a file is a score, a result or a table of BFCL."""
    found = named(path)
    if found is None:
        return bool(kind_of_table(path, head))
    # The names since V2 are BFCL's alone; those before need the shape as well.
    return bool(found.version) or bool((_HEADER if found.kind == "score" else _ANSWER).match(head))


def _read(files: Files) -> Iterator[Run]:
    found = _take_trees(files)
    tables = _take_tables(files)
    trees = trees_of(found)
    beside: dict[str, list[Run]] = defaultdict(list)
    for tree in trees:
        run = run_of(files, tree)
        if run is not None:
            beside[tree.any.parent if not tree.scores else tree.scores[0].parent].append(run)
    for folder in sorted({*beside, *tables}):
        if runs := beside.get(folder):
            yield from _summed_up(files, runs, tables.get(folder, ()))
        else:
            yield from published(files, tables[folder])


def _take_trees(files: Files) -> list[Named]:
    """Return the files of trees; what fills a memory is left to nobody."""
    found: list[Named] = []
    for path in files.named("*_score.json", "*_result.json"):
        one = named(path)
        if one is None or not (one.version or knows(path, files.head(path))):
            continue
        if one.prerequisite:
            files.skip(path)
        else:
            found.append(one)
    folders = {one.folder for one in found}
    for path in files.left:
        if _SNAPSHOT in PurePosixPath(path).parts and any(
            path.startswith(f"{folder}/") for folder in folders if folder
        ):
            files.skip(path)
    return found


def _take_tables(files: Files) -> dict[str, list[Table]]:
    """Return the tables, by folder."""
    found: dict[str, list[Table]] = defaultdict(list)
    for path in files.named("data_*.csv"):
        if kind := kind_of_table(path, files.head(path)):
            with files.reading(path):
                table = read_table(files, path, kind)
                found[table.folder].append(table)
                if table.unread and len(found[table.folder]) == 1:
                    message = f"rows without a name, or with the name of an earlier one, are not read: {table.unread}"
                    files.note(message, files.at(path))
    return found


def _summed_up(files: Files, runs: list[Run], tables: Sequence[Table]) -> Iterator[Run]:
    """Yield the runs of score files, held against the tables beside them; rows of other models are only told of."""
    summaries = summaries_of(tables)
    for run in runs:
        checked, summary = held_against(files, run, summaries)
        if summary is not None:
            summaries.remove(summary)
        yield checked
    if summaries:
        shown = ", ".join(one.model for one in summaries[:3]) + (" and others" if len(summaries) > 3 else "")
        message = f"models that are summed up here, and whose score files are not, are not counted: {shown}"
        files.note(message, summaries[0].location)


FORMAT = ResultFormat(format="bfcl", title="BFCL results", knows=knows, read=_read)
