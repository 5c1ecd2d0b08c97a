"""Signals of Foundational Compliance, and of Developer Experience and Tooling."""

from __future__ import annotations

from auditor.scoring.jairf.counts import Counts
from auditor.scoring.jairf.interval import Interval, at_most, exactly
from auditor.scoring.jairf.normalisers import inverse, lint_results, log_dampened
from auditor.scoring.jairf.signals import Signal, operation_share, plain_share

_DEFECTS = _ERRORS = 15


def _validity(counts: Counts) -> Interval:
    return exactly(float(not counts.number("violations")))


def _lint(counts: Counts) -> Interval:
    return at_most(lint_results(errors=counts.number("lint_errors"), warnings=counts.number("lint_warnings")))


def _integrity(counts: Counts) -> Interval:
    return exactly(log_dampened(counts.number("defects"), _DEFECTS))


def _tooling(counts: Counts) -> Interval:
    return exactly(inverse(counts.number("ingestion_errors"), _ERRORS))


FOUNDATION = (
    Signal(
        id="spec_validity",
        dimension="FC",
        formula="1 if the document parses as valid OpenAPI, else 0",
        choice="Valid: version 2.0 or 3.0 to 3.2, the required fields of each object are there, and objects stand "
        "where the specification wants objects. Finer rules of its JSON Schema are not tried.",
        shows="violations",
        controls=("tool-without-contract",),
        compute=_validity,
    ),
    Signal(
        id="resolution_completeness",
        dimension="FC",
        formula="`$ref` that resolve ÷ all `$ref`",
        choice="References into files that were not given, or to the network, do not resolve.",
        shows="references",
        controls=("dangling-reference", "tool-without-contract"),
        compute=plain_share("references"),
    ),
    Signal(
        id="lint_results",
        dimension="FC",
        formula="max(0, 1 − √(critical + 0.6 errors + 0.0025 warnings + 0.001 info) ÷ 25)",
        choice="The rulesets that it names are not run. 17 of their rules are, so this is the most that the value can "
        "be. Weights of the signal's own section, not of the section on normalisation.",
        shows="lint_errors",
        controls=(
            "undescribed-tool",
            "untyped-or-undescribed-parameter",
            "dangling-reference",
            "path-parameter-mismatch",
            "duplicate-parameter",
        ),
        compute=_lint,
    ),
    Signal(
        id="structural_integrity",
        dimension="FC",
        formula="max(0, 1 − log10(1 + defects) ÷ log10(16))",
        choice="Counted: objects without shape, formats against types, limits that cross, enum values against types, "
        "oneOf of objects without discriminator, bodies without content or schema, invalid examples, dead references. "
        "Not counted: other contradictions between alternatives.",
        shows="defects",
        controls=(
            "free-form-argument",
            "unstructured-result",
            "impossible-schema",
            "faulty-schema",
            "broken-choice",
            "body-without-schema",
        ),
        compute=_integrity,
    ),
    Signal(
        id="example_density",
        dimension="DXJ",
        formula="places with an example ÷ places that can have one",
        choice="Places: each parameter, header, media type and schema, nested ones too; a `$ref` itself is no place.",
        shows="example_places",
        controls=("missing-example-on-complex-input",),
        compute=plain_share("example_places"),
    ),
    Signal(
        id="example_validity",
        dimension="DXJ",
        formula="valid examples ÷ all examples",
        choice="Checked: type, enum, const, required, properties, items, alternatives, lengths and bounds. An example "
        "whose schema has a `pattern`, `not` or `if` may be invalid. XML is left out; `format` is not checked.",
        shows="examples",
        controls=("missing-example-on-complex-input", "invalid-example"),
        compute=plain_share("examples"),
    ),
    Signal(
        id="doc_clarity",
        dimension="DXJ",
        formula="1 − (readability − 8) ÷ 8",
        choice="Not measured: the specification lets a language model judge readability.",
        controls=("terse-description", "placeholder-description"),
    ),
    Signal(
        id="response_coverage",
        dimension="DXJ",
        formula="mean over operations: ¼ each for a 2XX, a 4XX, a 5XX and a `default` response",
        shows="response_kinds",
        controls=("undeclared-failure",),
        compute=operation_share("response_kinds"),
    ),
    Signal(
        id="tooling_readiness",
        dimension="DXJ",
        formula="max(0, 1 − ingestion errors ÷ 15)",
        choice="The eight errors of Jentic's open engine: no servers, an entry that is no server, an address that is "
        "missing or relative, a security scheme that is used and not declared, or declared and not used, no info, no "
        "paths.",
        shows="ingestion_errors",
        controls=("tool-without-contract",),
        compute=_tooling,
    ),
)
