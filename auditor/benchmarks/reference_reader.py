"""Published results of models as a table has them, the shipped one or a user's own."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from auditor.benchmarks.catalogue import words_of
from auditor.benchmarks.csv_tables import Cell, Mistakes, Row, one_word_of, rows_of
from auditor.documents import Document
from auditor.documents.wording import printable


class ReferenceScore(Struct, frozen=True, kw_only=True):
    """One published result, as its source has it. Empty text: the source does not say it."""

    benchmark: str
    """An id of the catalogue, or what a user's table calls its own benchmark."""
    version: str = ""
    """Version or split: `V4`, `verified`, `1.0.1`."""
    part: str = ""
    """A group of BFCL or a domain of tau-bench; empty for the whole benchmark."""
    setting: str = ""
    """Harness, scaffold, budget or retrieval, on which results can depend as much as on the model."""
    user_simulator: str = ""
    """The model that played the user."""
    mode: Literal["native", "prompted", ""] = ""
    """How tools were called."""
    effort: str = ""
    """The effort of reasoning, in the source's own word."""
    model: str
    metric: str
    value: float
    """In percent, from 0 to 100."""
    reported_by: str = ""
    self_reported: Literal["yes", "no", "unknown"] = "unknown"
    """Whether the figure comes from who made the model."""
    note: str = ""
    source: str = ""
    """Where it is written; for a row of a user's table that does not say it, the row itself."""
    date: str = ""
    """ISO 8601; some sources say only the month."""

    @property
    def share(self) -> float:
        """The value as a share from 0 to 1."""
        return self.value / 100


COLUMNS = ReferenceScore.__struct_fields__
"""The columns of a table, in the order of the shipped one."""
REQUIRED = ("benchmark", "model", "metric", "value")

_IDS = {
    words_of(benchmark): benchmark
    for benchmark in (
        "bfcl",
        "gaia",
        "mmlu",
        "osworld",
        "swe-bench",
        "tau-bench",
        "tau2-bench",
        "terminal-bench",
        "visualwebarena",
        "webarena",
    )
}
"""Ids of the benchmarks in the shipped table, so that `BFCL` or `τ²-bench` in a user's table means the same ones."""
_CHOICES = {"mode": ("native", "prompted"), "self_reported": ("yes", "no", "unknown")}
_PERCENT = re.compile(r"(?P<number>[0-9]{1,3}(?:\.[0-9]{1,20})?)\s?%?")
_DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")


def load_table(document: Document) -> tuple[ReferenceScore, ...]:
    """Return the rows of a table with the columns of the shipped one; only REQUIRED ones have to be there.

    Raises InputError with every mistake at its line and column.
    """
    rows, mistakes = rows_of(document, known=COLUMNS, required=REQUIRED)
    scores = [_score(row, document.path, mistakes) for row in rows]
    mistakes.settle()
    return tuple(score for score in scores if score is not None)


def is_date(said: str) -> bool:
    """Return whether a text is a date of the calendar in ISO 8601, or a month or a year of it."""
    found = _DATE.fullmatch(said)
    if found is None:
        return False
    try:
        date(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1))
    except ValueError:
        return False
    return True


def _score(row: Row, path: str, mistakes: Mistakes) -> ReferenceScore | None:
    _check(row, mistakes)
    value = _percent(row.cells["value"], mistakes)
    if value is None:
        return None
    mode, self_reported = row.text("mode").lower(), row.text("self_reported").lower()
    return ReferenceScore(
        benchmark=_id(row.text("benchmark")),
        version=row.text("version"),
        part=row.text("part"),
        setting=row.text("setting"),
        user_simulator=row.text("user_simulator"),
        mode="native" if mode == "native" else "prompted" if mode == "prompted" else "",
        effort=row.text("effort"),
        model=row.text("model"),
        metric=row.text("metric"),
        value=value,
        reported_by=row.text("reported_by"),
        self_reported="yes" if self_reported == "yes" else "no" if self_reported == "no" else "unknown",
        note=row.text("note"),
        source=row.text("source") or f"{path}:{mistakes.line_of(row.offset)}",
        date=row.text("date"),
    )


@lru_cache(maxsize=256)
def _id(benchmark: str) -> str:
    return _IDS.get(words_of(benchmark), benchmark)


def _check(row: Row, mistakes: Mistakes) -> None:
    """Note what is wrong with any value of a row but the score."""
    for column in REQUIRED:
        if not row.text(column):
            mistakes.add(row.cells[column].offset, f"`{column}` is empty; expected a value in every row")
    for column, choices in _CHOICES.items():
        said = row.text(column)
        if said and said.lower() not in choices:
            mistakes.add(row.cells[column].offset, f"`{column}` is {_quoted(said)}{one_word_of(said, choices)}")
    said = row.text("date")
    if said and not is_date(said):
        expected = "expected a date such as `2026-08-04` or `2026-08`"
        mistakes.add(row.cells["date"].offset, f"`date` is {_quoted(said)}; {expected}")


def _percent(cell: Cell, mistakes: Mistakes) -> float | None:
    found = _PERCENT.fullmatch(cell.text)
    value = float(found["number"]) if found is not None else None
    if value is not None and value <= 100:
        return value
    if cell.text:
        mistakes.add(cell.offset, f"`value` is {_quoted(cell.text)}; expected percent, a number from 0 to 100")
    return None


def _quoted(said: str) -> str:
    return f"`{printable(said, limit=60)}`"
