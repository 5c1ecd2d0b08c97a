"""Signals of Security and of AI Discoverability."""

from __future__ import annotations

from auditor.scoring.jairf.counts import HIDDEN_BY_A_PATH, Counts
from auditor.scoring.jairf.interval import UNKNOWN, Interval, at_most, exactly
from auditor.scoring.jairf.normalisers import coverage, owasp_posture
from auditor.scoring.jairf.signals import Signal, operation_share, plain_share

_INDICATORS = 5


def _protection(counts: Counts) -> Interval:
    found, hidden = counts["sensitive_operations"], HIDDEN_BY_A_PATH * counts["operations"].unsure
    if not counts["operations"].count:
        return UNKNOWN
    whole = (found.of or 0) + hidden
    return Interval(low=coverage(found.count, whole), high=coverage(found.count + hidden, whole))


def _transport(counts: Counts) -> Interval:
    public, relative = counts["public_addresses"], counts["relative_addresses"].count
    whole = (public.of or 0) + relative
    return Interval(low=coverage(public.count, whole), high=coverage(public.count + relative, whole))


def _secrets(counts: Counts) -> Interval:
    return UNKNOWN if counts.number("secrets") else exactly(1.0)


def _owasp(counts: Counts) -> Interval:
    return at_most(owasp_posture(errors=counts.number("owasp_errors"), warnings=counts.number("owasp_warnings")))


def _registry(counts: Counts) -> Interval:
    present = counts.number("external_docs")
    return Interval(low=present / _INDICATORS, high=(present + _INDICATORS - 1) / _INDICATORS)


SECURITY = (
    Signal(
        id="auth_coverage",
        dimension="SEC",
        formula="protected sensitive operations ÷ sensitive operations; 1 where there are none",
        choice="Sensitive: POST, PUT, PATCH and DELETE, a name that says so, or a path with a word like admin, "
        "config, logs or payments. Protected: every alternative asks for a scheme that is declared and known.",
        shows="sensitive_operations",
        controls=("unauthenticated-write",),
        compute=_protection,
    ),
    Signal(
        id="auth_strength",
        dimension="SEC",
        formula="mean strength of the declared schemes, from its table; 1 where none is declared",
        choice="OAuth 2 counts as its weakest flow; an unknown scheme counts 0. That no scheme counts 1 is the "
        "specification's rule; the cap on operations without authentication makes up for it.",
        shows="scheme_strength",
        controls=("unscoped-write", "unauthenticated-write"),
        compute=plain_share("scheme_strength"),
    ),
    Signal(
        id="transport_security",
        dimension="SEC",
        formula="public addresses with https ÷ public addresses; 1 where there are none",
        choice="A ratio, as its formula says; its table calls it binary. A relative address may be either.",
        shows="public_addresses",
        controls=("plain-http-interface",),
        compute=_transport,
    ),
    Signal(
        id="secret_hygiene",
        dimension="SEC",
        formula="0 if any secret is embedded, else 1",
        choice="Known forms of tokens and private keys. Where one is found the value is open: whether it is live or an "
        "example cannot be told from a document.",
        shows="secrets",
        controls=("inline-secret", "secret-in-tool-definition"),
        compute=_secrets,
    ),
    Signal(
        id="sensitive_handling",
        dimension="SEC",
        formula="protected personal fields ÷ personal fields; 1 where there are none",
        choice="Personal by name, such as email, phone, birth date, IBAN. Protected: writeOnly, format password or a "
        "mark such as `x-pii`, or every operation of the document asks for authentication.",
        shows="personal_fields",
        compute=plain_share("personal_fields"),
    ),
    Signal(
        id="owasp_posture",
        dimension="SEC",
        formula="max(0, 1 − √(critical + 0.6 errors + 0.025 warnings + 0.005 info) ÷ 5)",
        choice="Eleven rules of Spectral's OWASP ruleset are run, so this is the most that the value can be. 0 "
        "is exact.",
        shows="owasp_errors",
        controls=("unauthenticated-write", "plain-http-interface", "hidden-rate-limit", "unbounded-page-size"),
        compute=_owasp,
    ),
)

DISCOVERABILITY = (
    Signal(
        id="descriptive_richness",
        dimension="AID",
        formula="(clarity + depth of each description) ÷ (2 × objects with a description)",
        choice="Not measured: it asks for a language model, and forbids readability alone.",
        controls=("terse-description", "placeholder-description"),
    ),
    Signal(
        id="intent_phrasing",
        dimension="AID",
        formula="not defined in the specification",
        choice="Not measured: there is no formula.",
        controls=("terse-description",),
    ),
    Signal(
        id="workflow_context",
        dimension="AID",
        formula="operations with a reference to a workflow ÷ operations",
        choice="Keys such as `x-workflow`, `x-arazzo` or `x-mcp` in the document; or, where they are more, "
        "operations that an Arazzo document of the same audit has a step for.",
        shows="workflows",
        controls=("undescribed-workflow",),
        compute=operation_share("workflows"),
    ),
    Signal(
        id="registry_signals",
        dimension="AID",
        formula="indicators that are present ÷ 5: llms.txt, APIs.json, gateway registry, MCP registry, externalDocs",
        choice="Only externalDocs stands in the document; the other four may or may not be there.",
        shows="external_docs",
        controls=("missing-discovery-document",),
        compute=_registry,
    ),
    Signal(
        id="domain_tagging",
        dimension="AID",
        formula="operations with a domain tag ÷ operations",
        choice="Any tag but `default`.",
        shows="tags",
        compute=operation_share("tags"),
    ),
)
