"""Turns the tables of one folder, such as a leaderboard, into what they say of each model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from auditor.model.claims import Location
from auditor.model.runs import Figure, Part, Run
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.bfcl_columns import KINDS, Column, below, category_in, version_of
from auditor.readers.benchmarks.bfcl_names import model_shown
from auditor.readers.benchmarks.bfcl_tables import Row, Table
from auditor.readers.benchmarks.files import Files

_SAME = 0.00006
"""Most by which two tables may differ in a figure of two decimals of a percent."""


@dataclass(slots=True, kw_only=True)
class Summary:
    """What the tables of one folder say of one model."""

    model: str
    """As shown."""
    version: str
    location: Location
    categories: dict[str, Figure] = field(default_factory=dict)
    groups: dict[str, Figure] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)
    """By category; those of groups under the empty name."""
    not_run: set[str] = field(default_factory=set)

    def add(self, row: Row) -> None:
        """Join what one table says."""
        for column, share in row.shares.items():
            name = category_in(self.version, column)
            held = self.groups if column.group else self.categories
            known = held.get(name)
            if known is None:
                metric = name if column.group else "accuracy"
                held[name] = Figure(metric=metric, value=share, location=row.location)
            elif abs(known.value - share) > _SAME:
                self._blame(
                    column,
                    f"{_file(known.location)} says {percent(known.value)}, {_file(row.location)} {percent(share)}",
                )
        for column, said in row.broken.items():
            self._blame(column, f"{_file(row.location)} says {said!r} where a percentage was expected")
        self.not_run |= {category_in(self.version, column) for column in row.not_run if not column.group}

    def finish(self) -> None:
        """Leave out groups that lack a category: the harness counts it as 0 in them."""
        self.not_run -= set(self.categories)
        if _is_of_zeros(self):
            self.not_run |= {name for name, figure in self.categories.items() if figure.value == 0}
            self.categories = {name: one for name, one in self.categories.items() if name not in self.not_run}
        for group in [name for name in self.groups if name != "overall" and below(self.version, name) & self.not_run]:
            del self.groups[group]

    def _blame(self, column: Column, sentence: str) -> None:
        name = category_in(self.version, column)
        self.faults.setdefault("" if column.group else name, []).append(f"{name}: {sentence}")


def _is_of_zeros(summary: Summary) -> bool:
    """Tell whether zeros stand for what was not run, as early harnesses write.

    A model that never calls fails every call and passes every task of irrelevance, so that both can hardly be 0.
    """
    wanted = ("live_simple", "live_multiple", "live_parallel", "live_parallel_multiple", "live_irrelevance")
    found = [summary.categories[name].value for name in wanted if name in summary.categories]
    return len(found) == len(wanted) and not any(found)


def percent(share: float) -> str:
    """Return a share in percent as the tables round it."""
    return f"{share * 100:.2f} %"


def _file(location: Location | None) -> str:
    return PurePosixPath(location.path).name if location else ""


def summaries_of(tables: Sequence[Table]) -> list[Summary]:
    """Return what the tables of one folder say of each model, joined by its name, in the order of their rows."""
    version = version_of((table.kind, table.columns) for table in tables)
    found: dict[str, Summary] = {}
    detailed = sorted(tables, key=lambda one: KINDS.index(one.kind))
    for table in (*(one for one in tables if one.kind == "overall"), *detailed):
        for name, row in table.rows.items():
            found.setdefault(name, Summary(model=name, version=version, location=row.location))
    for table in detailed:
        for name, row in table.rows.items():
            found[name].add(row)
    for summary in found.values():
        summary.finish()
    return list(found.values())


def published(files: Files, tables: Sequence[Table]) -> Iterator[Run]:
    """Yield a run for each model of tables that stand without the score files they were made from."""
    for summary in summaries_of(tables):
        parts = tuple(_parts(summary))
        if not parts and not summary.groups:
            continue
        for sentence in summary.faults.get("", ()):
            files.note(f"{summary.model}: {sentence}", summary.location)
        if _is_partial(summary):
            message = f"{summary.model}: Overall counts {', '.join(sorted(summary.not_run))} as 0, which were not run"
            files.note(message, summary.location)
        name, mode, effort = model_shown(summary.model)
        yield Run(
            format=files.format_id,
            benchmark="bfcl",
            version=summary.version,
            model=name,
            parts=parts,
            calling_mode=mode,
            harness="bfcl-eval",
            reasoning_effort=effort,
            submitted=fields.day(PurePosixPath(tables[0].folder).name),
            published=True,
            stated=_stated(summary),
            location=summary.location,
        )


def _parts(summary: Summary) -> Iterator[Part]:
    for name in dict.fromkeys((*summary.categories, *summary.faults)):
        figure = summary.categories.get(name)
        if name:
            yield Part(
                name=name,
                metric="accuracy",
                stated=(figure,) if figure else (),
                faults=tuple(summary.faults.get(name, ())),
                location=(figure.location if figure else None) or summary.location,
            )


def _stated(summary: Summary) -> tuple[Figure, ...]:
    figures = sorted(summary.groups.values(), key=lambda one: one.metric != "overall")
    return tuple(one for one in figures if one.metric != "non_live_ast")


def _is_partial(summary: Summary) -> bool:
    return bool(summary.not_run) and "overall" in summary.groups
