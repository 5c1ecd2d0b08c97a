"""Signals of AI-Readiness and Agent Experience, and of Agent Usability."""

from __future__ import annotations

from auditor.scoring.jairf import normalisers
from auditor.scoring.jairf.counts import HIDDEN_BY_A_PATH, Counts
from auditor.scoring.jairf.interval import UNKNOWN, Interval
from auditor.scoring.jairf.signals import Signal, operation_share, plain_share

_SENSITIVE = "sensitive_operations"


def _names(counts: Counts) -> Interval:
    def quality(hidden: int, named: int) -> float:
        ids = counts.number("operation_ids") + named
        return normalisers.opid_quality(
            operations=counts.number("operations") + hidden,
            ids=ids,
            unique=counts.number("unique_ids") + named,
            equal=counts.number("equal_ids"),
            of_one_style=counts.number("one_style") + named,
        )

    hidden = HIDDEN_BY_A_PATH * int(counts["operations"].unsure)
    if not counts.number("operations"):
        return UNKNOWN
    return Interval(low=quality(hidden, 0), high=quality(hidden, hidden))


def _comfort(counts: Counts) -> Interval:
    def comfort(operations: float) -> float:
        return normalisers.complexity_comfort(
            int(operations),
            deepest=counts.number("schema_depth"),
            deep=counts.number("deep_schemas"),
            schemas=int(counts["deep_schemas"].of or 0),
        )

    found = counts["operations"]
    return Interval(low=comfort(found.count + HIDDEN_BY_A_PATH * found.unsure), high=comfort(found.count))


def _pagination(counts: Counts) -> Interval:
    found, perhaps = counts["paginated"], counts["perhaps_collections"].count
    perhaps += HIDDEN_BY_A_PATH * counts["operations"].unsure
    whole = (found.of or 0) + perhaps
    return Interval(
        low=normalisers.coverage(found.count, whole),
        high=normalisers.coverage(found.count + found.unsure + perhaps, whole),
    )


def _navigation(counts: Counts) -> Interval:
    pages, media, links = _pagination(counts), counts.share("hypermedia"), counts.share("linked_responses")
    return Interval(
        low=normalisers.navigation(pages.low, media.low, links.low),
        high=normalisers.navigation(pages.high, media.high, links.high),
    )


def _safety(counts: Counts) -> Interval:
    named = counts.share_of_operations("right_names")
    total, sensitive = counts["operations"], counts[_SENSITIVE]
    if not total.count:
        return UNKNOWN
    hidden = HIDDEN_BY_A_PATH * total.unsure
    fine = total.count - (sensitive.of or 0) + sensitive.count
    whole = total.count + hidden
    low, high = normalisers.coverage(fine, whole), normalisers.coverage(fine + hidden, whole)
    return Interval(low=(named.low + low) / 2, high=(named.high + high) / 2)


EXPERIENCE = (
    Signal(
        id="summary_coverage",
        dimension="ARAX",
        formula="objects with a summary ÷ objects that have a field for one",
        choice="Path items, operations and examples; from 3.1 info, from 3.2 tags.",
        shows="summaries",
        controls=("undescribed-tool",),
        compute=plain_share("summaries"),
    ),
    Signal(
        id="description_coverage",
        dimension="ARAX",
        formula="objects with a description ÷ objects that have a field for one",
        choice="A shared object counts once for each place that refers to it, and what is inside it once.",
        shows="descriptions",
        controls=("undescribed-tool", "untyped-or-undescribed-parameter"),
        compute=plain_share("descriptions"),
    ),
    Signal(
        id="type_specificity",
        dimension="ARAX",
        formula="(strong + 0.75 formatted + 0.5 enum + 0.25 weak) ÷ fields",
        choice="Fields: properties and parameters. Strong: numbers, booleans, lists, objects. Formatted: text with "
        "format or pattern. Enum: text with enum or const. Weak: other text. No type counts 0; of alternatives the "
        "weakest counts.",
        shows="typed_fields",
        controls=("untyped-or-undescribed-parameter",),
        compute=plain_share("typed_fields"),
    ),
    Signal(
        id="policy_presence",
        dimension="ARAX",
        formula="operations with policy metadata ÷ operations",
        choice="Metadata: a 429 response, a Retry-After or RateLimit header, or a key such as `x-ratelimit`, `x-quota` "
        "or `x-sla`.",
        shows="policies",
        controls=("hidden-rate-limit",),
        compute=operation_share("policies"),
    ),
    Signal(
        id="error_standardization",
        dimension="ARAX",
        formula="operations whose errors follow RFC 9457 ÷ operations",
        choice="All 4xx and 5xx responses must, or `default` where there are none: by media type "
        "`application/problem`, or by two of the fields type, title, status, detail and instance.",
        shows="standard_errors",
        controls=("nonstandard-error-format", "unstructured-failure"),
        compute=operation_share("standard_errors"),
    ),
    Signal(
        id="opid_quality",
        dimension="ARAX",
        formula="(ids ÷ operations) × (unique ids ÷ ids ÷ (equal ids + 1)) × (ids of one style ÷ ids)",
        choice="The specification divides by the number of collisions, so that one costs nothing; here one more than "
        "that divides. Unique is told without capitals, equal with them.",
        shows="operation_ids",
        controls=(
            "unportable-tool-name",
            "confusable-tools",
            "missing-operation-id",
            "mixed-name-styles",
            "colliding-tool-names",
        ),
        compute=_names,
    ),
    Signal(
        id="ai_semantic_surface",
        dimension="ARAX",
        formula="operations with hints to AI ÷ operations; raises the mean by up to 5 %",
        choice="Hints: keys such as `x-intent`, `x-ai`, `x-llm`, `x-agent`, `x-mcp`, `x-workflow` or `x-arazzo`.",
        shows="hints",
        controls=("undescribed-workflow",),
        compute=operation_share("hints"),
        averaged=False,
    ),
)

USABILITY = (
    Signal(
        id="complexity_comfort",
        dimension="AU",
        formula="1 ÷ (1 + e^(6 (raw − 0.45))); raw = ½ clamp((operations − 50) ÷ 150) + ½ min(1, deepest ÷ 18 × share "
        "of schemas deeper than 18)",
        choice="Depth through references; a schema inside itself adds nothing. Deeper than 18 as written; the open "
        "engine takes 18 too.",
        shows="operations",
        controls=("crowded-toolset", "overloaded-parameter-list", "deeply-nested-arguments"),
        compute=_comfort,
    ),
    Signal(
        id="distinctiveness",
        dimension="AU",
        formula="1 − mean similarity of all pairs of operations",
        choice="Not measured: it asks for embeddings. The comparison of strings that it allows is only for very small "
        "documents, and is not done.",
        controls=("confusable-tools", "near-duplicate-tools"),
    ),
    Signal(
        id="pagination",
        dimension="AU",
        formula="paginated GETs of collections ÷ GETs of collections; enters navigation",
        choice="A collection: a success that is a list, or an object with one list. Paginated: by a parameter of the "
        "usual names or a Link header.",
        shows="paginated",
        controls=("unpaginated-list", "unbounded-page-size"),
        compute=_pagination,
        averaged=False,
    ),
    Signal(
        id="hypermedia_support",
        dimension="AU",
        formula="successes with hypermedia ÷ navigable successes; enters navigation",
        choice="Navigable: a 2XX with an object or a list of them. Hypermedia: HAL, JSON:API, Siren or JSON-LD, a "
        "field such as `_links`, or a Link header.",
        shows="hypermedia",
        compute=plain_share("hypermedia"),
        averaged=False,
    ),
    Signal(
        id="intent_legibility",
        dimension="AU",
        formula="mean of each operation's best similarity to a verb with an object",
        choice="Not measured: it asks for a language model or embeddings.",
        controls=("unportable-tool-name", "name-without-verb-or-object"),
    ),
    Signal(
        id="safety",
        dimension="AU",
        formula="(operations with the right idempotence + operations not sensitive or protected) ÷ (2 operations)",
        choice="The formula of its section, not the penalties of the section on normalisation. Wrong: a GET whose name "
        "says that it writes, a PUT or DELETE whose name says that it adds. POST and PATCH promise nothing.",
        shows="right_names",
        controls=(
            "unauthenticated-write",
            "missing-idempotency-key",
            "missing-or-misleading-hints",
            "contradicted-effect",
            "contradicted-idempotence",
        ),
        compute=_safety,
    ),
    Signal(
        id="tool_calling_alignment",
        dimension="AU",
        formula="operations that can be a tool ÷ operations",
        choice="An operationId that every framework takes as a name, a description or summary, references that "
        "resolve, and a body that is JSON or a form, or none.",
        shows="tool_like",
        controls=("unportable-tool-name", "tool-refused-by-framework", "undescribed-tool", "tool-without-contract"),
        compute=operation_share("tool_like"),
    ),
    Signal(
        id="navigation",
        dimension="AU",
        formula="(0.6 pagination + 0.4 hypermedia) × (1 + 0.03 × responses with links ÷ responses), at most 1",
        shows="linked_responses",
        controls=("unpaginated-list",),
        compute=_navigation,
    ),
)
