"""Holds the tables beside the score files of a local run against those files: they sum up the same runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from auditor.benchmarks.bfcl import Overall, accuracy_of, overall
from auditor.model.runs import Figure, Part, Run
from auditor.readers.benchmarks.bfcl_boards import Summary, percent
from auditor.readers.benchmarks.bfcl_columns import is_executed
from auditor.readers.benchmarks.bfcl_names import model_shown, same_model
from auditor.readers.benchmarks.files import Files

_SAME = 0.00011
"""Most by which a figure of two decimals of a percent may differ from what it was made of."""


def held_against(files: Files, run: Run, summaries: Sequence[Summary]) -> tuple[Run, Summary | None]:
    """Return a run with what its summary states and where both disagree, and that summary; None where it has none."""
    summary = _summary_of(run, summaries)
    if summary is None:
        return run, None
    _, mode, effort = model_shown(summary.model)
    stated = summary.groups.get("overall")
    run = msgspec.structs.replace(
        run,
        parts=tuple(_checked(part, summary.categories.get(part.name)) for part in run.parts),
        calling_mode=mode or run.calling_mode,
        reasoning_effort=effort or run.reasoning_effort,
        stated=(stated,) if stated else (),
    )
    if stated is not None:
        for sentence in _about_overall(run, stated, _is_executed(summary)):
            files.note(f"{run.model}: {sentence}", stated.location)
    return run, summary


def _summary_of(run: Run, summaries: Sequence[Summary]) -> Summary | None:
    same = [one for one in summaries if one.version in (run.version, "") and same_model(run.model, one.model)]
    told = [one for one in same if model_shown(one.model)[1] == run.calling_mode] or same
    return told[0] if len(told) == 1 else None


def _checked(part: Part, figure: Figure | None) -> Part:
    accuracy = accuracy_of(part)
    if figure is None or accuracy is None or abs(accuracy - figure.value) <= _SAME:
        return part
    fault = f"the table beside it says {percent(figure.value)}, the score file {percent(accuracy)}"
    return msgspec.structs.replace(part, faults=(*part.faults, fault))


def _is_executed(summary: Summary) -> bool:
    """Tell whether the harness is one that executes calls, by the columns it has for them."""
    return any(is_executed(name) for name in (*summary.categories, *summary.groups, *summary.not_run))


def _about_overall(run: Run, stated: Figure, executed: bool) -> Iterator[str]:
    found: Overall = overall(run, executed=executed or None)
    if found.value is not None:
        if abs(found.value - stated.value) > _SAME:
            yield f"the table says an Overall of {percent(stated.value)}, the score files make {percent(found.value)}"
        return
    if not found.missing or found.with_zeros is None:
        return
    lacking = f"no score of {', '.join(found.missing)}"
    if abs(found.with_zeros - stated.value) <= _SAME:
        yield (
            f"its Overall of {percent(stated.value)} is made of zeros for what was not run, no result of the model: "
            f"{lacking}"
        )
    else:
        yield f"the table's Overall of {percent(stated.value)} cannot be made of the score files: {lacking}"
