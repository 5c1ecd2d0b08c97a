"""`audit models`: published results of models, to be filtered and set beside one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.benchmarks.reference_scores import ReferenceScore

_WIDTH = 100
_SHOWN = (
    ("benchmark", "benchmark"),
    ("version", "version"),
    ("part", "part"),
    ("metric", "metric"),
    ("value", "%"),
    ("model", "model"),
    ("effort", "effort"),
    ("mode", "mode"),
    ("user_simulator", "simulated user"),
    ("setting", "setting"),
    ("reported_by", "reported by"),
    ("date", "date"),
)
"""Columns of the text, and their heads; sources and notes are in the other formats."""
_SHORTENED = {"setting": 18, "reported_by": 12, "user_simulator": 14, "model": 30}
"""Columns that give way where a table is too wide, and the width that stays even if it is still too wide."""


@click.command()
@click.option("--benchmark", "benchmark", metavar="NAME", help="Only results of this benchmark, such as tau2-bench.")
@click.option("--version", "version", metavar="VERSION", help="Only results of this version or split of it.")
@click.option("--part", "part", metavar="PART", help="Only results of this part, such as airline or multi_turn.")
@click.option("--metric", "metric", metavar="METRIC", help="Only results with this metric, such as pass^1.")
@click.option("--model", "model", metavar="TEXT", help="Only models with TEXT in their name.")
@click.option("--reported-by", "reported_by", metavar="TEXT", help="Only results from who has TEXT in the name.")
@click.option("--since", metavar="DATE", help="Only results from DATE on, such as 2026-03-01.")
@click.option("--table", "tables", multiple=True, metavar="FILE", help="Add the results of FILE, a table of your own.")
@click.option("--format", "style", type=click.Choice(["text", "json", "csv"]), default="text", help="How to print it.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Print only the first N results.")
def models(
    *,
    benchmark: str | None,
    version: str | None,
    part: str | None,
    metric: str | None,
    model: str | None,
    reported_by: str | None,
    since: str | None,
    tables: tuple[str, ...],
    style: str,
    limit: int | None,
) -> None:
    """List published results of models on benchmarks.

    Results are comparable where benchmark, version, part, metric and simulated user are the same. Values are percent.
    """
    found: Sequence[ReferenceScore] = [*_all(tables)]
    exact = {"benchmark": benchmark, "version": version, "part": part, "metric": metric}
    for column, word in exact.items():
        if word is not None:
            found = _only(found, column, word)
    found = _containing(found, "model", model)
    found = _containing(found, "reported_by", reported_by)
    if since is not None:
        found = _from_day_on(found, since)
    found = _in_order(found)
    kept, last_line = found[:limit], _last_line(found, limit)
    if style == "json":
        click.echo(_as_json(kept, found))
    elif style == "csv":
        click.echo(_as_csv(kept), nl=False)
        if len(kept) < len(found):
            click.echo(last_line, err=True)
    else:
        fixed = {column for column, word in exact.items() if word is not None}
        click.echo("\n".join([*_as_text(kept, fixed), last_line]))


def _all(tables: Iterable[str]) -> Iterator[ReferenceScore]:
    from auditor.benchmarks.reference_scores import shipped

    yield from shipped()
    for path in tables:
        yield from _table(path)


def _table(path: str) -> tuple[ReferenceScore, ...]:
    from pathlib import Path

    from auditor.benchmarks.reference_scores import load_table
    from auditor.documents import Document, Workspace
    from auditor.errors import UsageError
    from auditor.pipeline import problems_seen_from_here

    if not Path(path).is_file():
        raise UsageError(f"{path} does not exist" if not Path(path).exists() else f"{path} is a folder; name a file")
    folder = Path(path).parent
    with problems_seen_from_here(folder):
        data = Workspace(folder).open(Path(path).name).data
    # Rows are cited by the path as it was given.
    return load_table(Document(path, data))


def _only(scores: Sequence[ReferenceScore], column: str, word: str) -> list[ReferenceScore]:
    """Keep the rows that have a word in a column. Raises UsageError for a word that none of them has."""
    from auditor.benchmarks.reference_scores import same_version
    from auditor.errors import UsageError
    from auditor.readers.architecture.system_words import hint, quoted

    known = sorted({text for score in scores if (text := getattr(score, column))})
    meant = {text for text in known if text.lower() == word.lower()}
    if column == "benchmark":
        meant = meant or _benchmarks_called(word, known)
    elif column == "version":
        meant = {text for text in known if same_version(text, word)}
    if not meant:
        kept = f" of {scores[0].benchmark}" if len({score.benchmark for score in scores}) == 1 else ""
        raise UsageError(f"no published result{kept} has the {column} {quoted(word)}{hint(word, known)}")
    return [score for score in scores if getattr(score, column) in meant]


def _benchmarks_called(word: str, known: Iterable[str]) -> set[str]:
    """Return the one benchmark whose name begins with the words of another spelling, such as `tau2` or `SWE_bench`."""
    from auditor.benchmarks.catalogue import words_of

    said = words_of(word)
    found = {benchmark for benchmark in known if said and words_of(benchmark)[: len(said)] == said}
    return found if len(found) == 1 else set()


def _containing(scores: Sequence[ReferenceScore], column: str, text: str | None) -> Sequence[ReferenceScore]:
    if text is None:
        return scores
    return [score for score in scores if text.lower() in getattr(score, column).lower()]


def _from_day_on(scores: Sequence[ReferenceScore], since: str) -> list[ReferenceScore]:
    """Keep the rows from a day on; one that says only a month or a year may be of its last day."""
    from auditor.benchmarks.reference_reader import is_date
    from auditor.errors import UsageError
    from auditor.readers.architecture.system_words import quoted

    if not is_date(since):
        raise UsageError(f"--since is {quoted(since)}; expected a date such as `2026-03-01`")
    return [score for score in scores if score.date and score.date >= since[: len(score.date)]]


def _in_order(scores: Iterable[ReferenceScore]) -> list[ReferenceScore]:
    """Put together what is comparable, the best first; the newest version of a benchmark comes before the others."""
    found = sorted(scores, key=_within_a_version)
    found.sort(key=lambda score: _numbers_and_words(score.version), reverse=True)
    found.sort(key=lambda score: score.benchmark)
    return found


def _within_a_version(score: ReferenceScore) -> tuple[object, ...]:
    unsaid = not score.user_simulator
    same = (score.part, score.metric, unsaid, score.user_simulator)
    return (*same, -score.value, score.model.lower(), score.model, score.setting, score.reported_by, score.date)


def _numbers_and_words(version: str) -> list[tuple[int, str]]:
    from auditor.benchmarks.catalogue import words_of
    from auditor.benchmarks.reference_scores import plain_version

    return [(int(word[:9]), "") if word.isdigit() else (-1, word) for word in words_of(plain_version(version))]


def _newest(scores: Iterable[ReferenceScore]) -> str:
    return max((score.date for score in scores), default="")


def _as_json(scores: Sequence[ReferenceScore], found: Sequence[ReferenceScore]) -> str:
    import json

    from msgspec import to_builtins

    # In ASCII, so that nothing in a user's table steers a terminal.
    return json.dumps({"scores": to_builtins(scores), "count": len(found), "newest": _newest(found)}, indent=2)


def _as_csv(scores: Iterable[ReferenceScore]) -> str:
    import csv
    from io import StringIO

    from auditor.benchmarks.reference_reader import COLUMNS
    from auditor.formats.visible import on_one_line

    made = StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(COLUMNS)
    for score in scores:
        writer.writerow([on_one_line(_percent(score) if name == "value" else getattr(score, name)) for name in COLUMNS])
    return made.getvalue()


def _percent(score: ReferenceScore) -> str:
    return f"{score.value:.12g}"


def _as_text(scores: Sequence[ReferenceScore], fixed: Iterable[str]) -> Iterator[str]:
    from auditor.formats.visible import on_one_line

    said = [
        {name: f"{score.value:.2f}" if name == "value" else on_one_line(getattr(score, name)) for name, _ in _SHOWN}
        for score in scores
    ]
    heads = {name: head for name, head in _SHOWN if name not in fixed and any(row[name] for row in said)}
    widths = _widths({name: max(len(head), *(len(row[name]) for row in said)) for name, head in heads.items()})
    for row in [heads, *said] if said else []:
        cells = [_fitted(row[name], width, right=name == "value") for name, width in widths.items()]
        yield "  ".join(cells).rstrip()


def _widths(wanted: dict[str, int]) -> dict[str, int]:
    """Take from the widest of the columns that may be shortened, again and again, until the table fits."""
    widths = dict(wanted)
    for _ in range(sum(wanted.values()) + 2 * (len(wanted) - 1) - _WIDTH):
        wide = [name for name, least in _SHORTENED.items() if widths.get(name, 0) > least]
        if not wide:
            break
        widths[max(wide, key=widths.__getitem__)] -= 1
    return widths


def _fitted(text: str, width: int, *, right: bool) -> str:
    if len(text) > width:
        text = text[: width - 1] + "…"
    return text.rjust(width) if right else text.ljust(width)


def _last_line(found: Sequence[ReferenceScore], limit: int | None) -> str:
    said = f"{len(found):,} result{'' if len(found) == 1 else 's'}"
    if limit is not None and limit < len(found):
        said = f"{limit:,} of {said}, {len(found) - limit:,} more"
    newest = _newest(found)
    return f"{said}; the newest is of {newest}" if newest else said
