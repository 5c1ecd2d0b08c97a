"""Reads a score file of BFCL: a header with counts, then only the answers that fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.documents import Value
from auditor.errors import InputError, Problem
from auditor.model.claims import Location
from auditor.model.runs import Figure, Part
from auditor.readers.benchmarks import fields
from auditor.readers.benchmarks.bfcl_names import Named
from auditor.readers.benchmarks.files import Files

_CLOSE = 0.0005
"""Most by which a stated accuracy may differ from its counts, which is rounding."""


@dataclass(slots=True, kw_only=True)
class Failures:
    """The failing answers that a score file lists."""

    listed: int = 0
    repeated: int = 0
    valid: int = 0
    """Entries that say of themselves that they are right."""
    unparseable: int = 0
    """Answers of which no call could be made out (`ast_decoder:*`)."""
    interrupted: int = 0
    """Answers that an error of the inference cut short (`*:inference_error`)."""
    models: set[str] = field(default_factory=set)
    categories: set[str] = field(default_factory=set)
    _ids: set[str] = field(default_factory=set)

    def add(self, entry: Value) -> None:
        """Count one entry."""
        self.listed += 1
        known = fields.text(entry, "id")
        if known and known in self._ids:
            self.repeated += 1
        self._ids.add(known)
        self.valid += fields.flag(entry, "valid") is True
        kind = fields.text(entry, "error_type") or fields.text(entry, "error", "error_type")
        self.unparseable += kind.startswith("ast_decoder:")
        self.interrupted += kind.endswith(":inference_error")
        self.models |= {fields.text(entry, "model_name")} - {""}
        self.categories |= {fields.text(entry, "test_category")} - {""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What a score file says."""

    part: Part
    failures: Failures


def read_score(files: Files, one: Named) -> Scored:
    """Return the category that a score file measures. Raises InputError where it has no header or is broken."""
    records = files.records(one.path)
    line, header = next(records, (1, None))
    accuracy = fields.number(header, "accuracy")
    correct, total = fields.number(header, "correct_count"), fields.whole(header, "total_count")
    if accuracy is None and (correct is None or total is None):
        message = "no header; expected accuracy, correct_count and total_count in the first line"
        raise InputError(Problem(path=one.path, line=line, column=1, message=message))
    failures = Failures()
    for _, entry in records:
        failures.add(entry)
    location = files.at(one.path, line)
    counts = _counts(correct, total)
    part = Part(
        name=one.category,
        metric="accuracy",
        correct=counts[0] if counts else None,
        counted=counts[1] if counts else None,
        stated=_stated(accuracy, location),
        faults=(*_faults_of_header(accuracy, correct, total), *_faults_of_entries(one, counts, failures)),
        location=location,
    )
    return Scored(part=part, failures=failures)


def _counts(correct: float | None, total: int | None) -> tuple[float, int] | None:
    if correct is None or total is None or total <= 0 or not 0 <= correct <= total:
        return None
    return correct, total


def _stated(accuracy: float | None, location: Location) -> tuple[Figure, ...]:
    if accuracy is None or not 0 <= accuracy <= 1:
        return ()
    return (Figure(metric="accuracy", value=accuracy, location=location),)


def _faults_of_header(accuracy: float | None, correct: float | None, total: int | None) -> Iterator[str]:
    if accuracy is None or correct is None or total is None:
        yield "the header lacks one of accuracy, correct_count and total_count"
    elif _counts(correct, total) is None:
        yield f"the header counts {correct:g} of {total} as correct, which cannot be"
    elif abs(accuracy - correct / total) > _CLOSE:
        yield f"the header says {accuracy:.4g}, its own counts say {correct:g} of {total}"
    if accuracy is not None and not 0 <= accuracy <= 1:
        yield f"the header says an accuracy of {accuracy:g}, which is no share from 0 to 1"


def _faults_of_entries(one: Named, counts: tuple[float, int] | None, failures: Failures) -> Iterator[str]:
    wrong = counts[1] - counts[0] if counts else None
    # The scores of format_sensitivity list their failures by configuration.
    if wrong is not None and wrong != failures.listed and one.category != "format_sensitivity":
        yield f"{failures.listed} failing answers are listed, the header counts {wrong:g}"
    if failures.valid:
        yield f"{failures.valid} answers are listed as failing that say they are valid"
    if failures.repeated and one.category != "format_sensitivity":
        yield f"{failures.repeated} failing answers are listed more than once"
    if others := sorted(failures.categories - {one.category}):
        yield f"answers of {', '.join(others[:3])} are listed under {one.category}"
    told = {name.replace("/", "_") for name in failures.models}
    if one.model and (others := sorted(told - {one.model})):
        yield f"the answers are by {', '.join(others[:3])}, the folder is {one.model}"
