"""The page docs/jairf.md: every signal with its formula, its choice and what covers it; gates; conflicts."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.scoring.jairf import SIGNALS, Signal
from auditor.scoring.jairf.context import (
    CREDENTIALS_CAP,
    EXPOSURE_FACTOR,
    EXPOSURE_WEIGHT,
    OPEN_CAP,
    PERSONAL_CAP,
    PLAIN_HTTP_FACTOR,
    SENSITIVITY_FACTOR,
    SENSITIVITY_WEIGHT,
)
from auditor.scoring.jairf.counts import Count, Counts
from auditor.scoring.jairf.interval import State
from auditor.scoring.jairf.score import DIMENSIONS, FINAL_FORMULA, LEVELS, Dimension

_SPECIFICATION = "https://github.com/jentic/api-ai-readiness-framework/blob/main/docs/specification/spec.md"

_CHOICES = (
    (
        "Order of the last steps",
        "One list puts gates after the mean; the architecture section puts them before it.",
        "Caps on Security before the mean, the rule on Foundational Compliance after it. Caps on a dimension have no "
        "other meaning.",
    ),
    (
        "Table of gates",
        "The scoring section and the section on Security disagree on open operations (by exposure, or 40) and on http "
        "(× 0.5, or × 0.8).",
        "The scoring section, which is normative and stricter. Multiplied first, capped then.",
    ),
    ("Level 4", "One table says above 90, the other from 90.", "From 90. A border belongs to the better side."),
    (
        "Collisions of operationIds",
        "Divides by the number of collisions, so that one costs nothing and two cost half.",
        "Divides by one more than that number.",
    ),
    (
        "Weights of lint and OWASP findings",
        "The section on normalisation has others than the two signals.",
        "Those of each signal.",
    ),
    (
        "`safety`",
        "Its section has a ratio, the section on normalisation a sum of penalties.",
        "The ratio.",
    ),
    (
        "`transport_security`",
        "Its table says binary, its formula is a ratio.",
        "The ratio. The gate needs only one public address without https.",
    ),
    (
        "A document without operations",
        "What is expected nowhere counts 1, so that an empty document is AI-Aware.",
        "That 1 is the high end of every signal about operations; their low end is 0.",
    ),
    ("Bands of `tooling_readiness`", "They do not fit its formula: 4 errors are 0.73.", "The formula."),
    ("Worked example of Agent Usability", "It says 68.8; its own numbers give 68.22.", "68.22."),
    (
        "Exposure and sensitivity",
        "How to tell them is open, and so are most weights of the risk discount.",
        "Exposure by `info.x-audience`; else public where an address is, internal where every address is of one "
        "machine or network, and open otherwise. Sensitivity by names of fields: high for credentials, payment, health "
        "and official numbers, moderate for other personal ones, else low.",
    ),
)


def jairf_markdown() -> str:
    """Return the page."""
    return "\n".join((*_introduction(), *_dimensions(), *_gates(), *_conflicts(), ""))


def _introduction() -> Iterator[str]:
    computed = sum(signal.compute is not None for signal in SIGNALS)
    yield "# API AI-readiness (JAIRF)"
    yield ""
    yield "*Printed from the code by `make docs`.*"
    yield ""
    yield (
        f"`audit --profile jairf openapi.yaml` computes the [API AI-readiness framework]({_SPECIFICATION}) of Jentic, "
        f"version 1.0.0, from the document alone: {computed} of its {len(SIGNALS)} signals, without a language model "
        "and without the network. Beside each signal stand the controls of this auditor that ask for the same."
    )
    yield ""
    yield (
        "**What is not measured never counts as good.** Every signal is an interval. One that is measured has equal "
        "ends. A bounded one could be counted in part: a rule set of which only some rules are run can only "
        "find more, so its low end is 0. One that is not measured is 0 to 1. Each dimension and the final score are "
        "computed twice, from the low ends and from the high ends. Level and grade are those of the low end: the "
        "document has *at least* that level."
    )
    yield ""
    yield f"Final score = {FINAL_FORMULA}."
    yield ""
    names = ", ".join(f"{len(LEVELS) - 1 - n} {name} (from {floor:g})" for n, (floor, name) in enumerate(LEVELS))
    yield f"Levels: {names}."


def _dimensions() -> Iterator[str]:
    for dimension in DIMENSIONS:
        yield from _dimension(dimension)


def _dimension(dimension: Dimension) -> Iterator[str]:
    yield ""
    yield f"## {dimension.title} ({dimension.id})"
    yield ""
    yield f"Weight {dimension.weight:.2f}. {dimension.formula}."
    for signal in SIGNALS:
        if signal.dimension == dimension.id:
            yield ""
            yield f"### {signal.id}"
            yield ""
            yield f"- Formula: {signal.formula}."
            yield f"- Here: {_standing(signal)}."
            if signal.compute is not None and signal.choice:
                yield f"- Choice: {signal.choice}"
            if signal.controls:
                yield f"- Controls that ask for the same: {', '.join(f'`{name}`' for name in signal.controls)}."


def _standing(signal: Signal) -> str:
    if signal.compute is None:
        return "n" + signal.choice[1:].removesuffix(".")
    # A document of which every count is 0 shows whether a signal could be known exactly.
    state = signal.value(Counts(_Zeros())).state
    return "bounded" if state is not State.MEASURED else "measured"


class _Zeros(dict[str, Count]):
    """Counts of which each is there, and 0."""

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: str) -> Count:
        return Count(count=0, of=0, unsure=0)


def _gates() -> Iterator[str]:
    yield from ("", "## Scales, gates and the risk discount", "")
    yield from ("| | internal | partner | public |", "|---|---|---|---|")
    yield "| factor of Security | " + " | ".join(f"{value:g}" for value in EXPOSURE_FACTOR.values()) + " |"
    yield "| weight in the risk discount | " + " | ".join(f"{value:g}" for value in EXPOSURE_WEIGHT.values()) + " |"
    yield (
        "| Security at most, with an open sensitive operation | "
        + " | ".join(f"{value:g}" for value in OPEN_CAP.values())
        + " |"
    )
    yield from ("", "| | low | moderate | high |", "|---|---|---|---|")
    yield "| factor of Security | " + " | ".join(f"{value:g}" for value in SENSITIVITY_FACTOR.values()) + " |"
    yield "| weight in the risk discount | " + " | ".join(f"{value:g}" for value in SENSITIVITY_WEIGHT.values()) + " |"
    yield ""
    yield f"- Security is at most {CREDENTIALS_CAP:g} with credentials in the document."
    yield f"- Security is at most {PERSONAL_CAP:g} with unprotected personal fields, unless it is internal."
    yield f"- Security × {PLAIN_HTTP_FACTOR:g} with a public address without https."
    yield "- Level 0 where Foundational Compliance is below 40."
    yield "- Risk discount: 1 − 0.5 × exposure × sensitivity × (1 − unscaled mean of Security), from 0.6 to 1."
    yield "- A condition that may or may not hold is applied at the low end only."


def _conflicts() -> Iterator[str]:
    yield from ("", "## Where the specification is open or contradicts itself", "")
    yield from ("| about | it says | taken here |", "|---|---|---|")
    yield from (f"| {about} | {says} | {taken} |" for about, says, taken in _CHOICES)
