"""Reads the tables in which BFCL sums up models, a row each: `data_overall.csv` and its companions."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from auditor.errors import InputError, Problem
from auditor.model.claims import Location
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.bfcl_columns import COLUMNS, KINDS, Column, tells
from auditor.readers.benchmarks.files import Files

_NAME = re.compile(r"data_(?P<kind>[a-z_]+)\.csv")
_NOT_RUN = frozenset({"", "n/a", "na", "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One model in one table."""

    model: str
    """As shown, such as `Qwen3-8B (FC)`."""
    location: Location
    shares: Mapping[Column, float]
    """Categories and groups, from 0 to 1."""
    not_run: frozenset[Column]
    """Those that the table says are not available."""
    broken: Mapping[Column, str]
    """Those in which something stands that is no percentage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One file."""

    path: str
    kind: str
    """`overall`, `live` and so on."""
    columns: tuple[str, ...]
    rows: Mapping[str, Row]
    unread: int
    """Rows without a name, or with the name of an earlier one."""

    @property
    def folder(self) -> str:
        """Where it lies."""
        parent = PurePosixPath(self.path).parent.as_posix()
        return "" if parent == "." else parent


def kind_of_table(path: str, head: bytes) -> str:
    """Return which table a file is by its name and its first line, such as `overall`; empty where it is none."""
    found = _NAME.fullmatch(PurePosixPath(path).name)
    if not found or found["kind"] not in KINDS:
        return ""
    first = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("utf-8", "replace")
    columns = {column.strip().strip('"') for column in first.split(",")}
    return found["kind"] if {"Rank", "Model"} <= columns and columns & tells(found["kind"]) else ""


def read_table(files: Files, path: str, kind: str) -> Table:
    """Return the rows of a table. Raises InputError where it is no CSV that can be read."""
    document = files.open(path)
    reader = csv.reader(io.StringIO(document.text, newline=""))
    rows: dict[str, Row] = {}
    unread = 0
    try:
        columns = tuple(column.strip() for column in next(reader, []))
        for cells in reader:
            if not any(cells):
                continue
            shown = dict(zip(columns, cells, strict=False))
            name = shown.get("Model", "").strip()
            if not name or name in rows:
                unread += 1
                continue
            location = Location(document=document, line_in_text=reader.line_num)
            rows[name] = _row(name, location, shown, COLUMNS[kind])
    except csv.Error as error:
        message = f"{error}; expected comma-separated values"
        raise InputError(Problem(path=path, line=reader.line_num, column=1, message=message)) from None
    return Table(path=path, kind=kind, columns=columns, rows=rows, unread=unread)


def _row(name: str, location: Location, shown: Mapping[str, str], wanted: Mapping[str, Column]) -> Row:
    shares: dict[Column, float] = {}
    broken: dict[Column, str] = {}
    not_run: set[Column] = set()
    for title, column in wanted.items():
        if title not in shown:
            continue
        said = shown[title].strip()
        if said.lower() in _NOT_RUN:
            not_run.add(column)
            continue
        share = fields.share_of_percent(said) if said.isascii() else None
        if share is None or not 0 <= share <= 1:
            broken[column] = said[:40]
        else:
            # 77.47 / 100 is not 0.7747 to the last bit.
            shares[column] = round(share, 8)
    return Row(model=name, location=location, shares=shares, not_run=frozenset(not_run), broken=broken)
