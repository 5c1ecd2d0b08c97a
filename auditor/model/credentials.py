"""The forms of credentials that can be told by their look, and what marks a stand-in for one."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of a credential."""

    kind: str
    """In words, such as `a GitHub token`."""
    signs: tuple[str, ...]
    """Texts of which each credential of the form holds one; looking for them is cheap."""
    pattern: str
    """A regular expression in verbose syntax that matches it whole."""
    lasting: bool = True
    """False where it is of use for minutes only, so that a published one does no harm."""


FORMS = (
    Form(
        kind="a private key",
        signs=("PRIVATE KEY-----",),
        pattern=r"-----BEGIN[ ][A-Z ]*PRIVATE[ ]KEY-----[^-]*(?:-----END[ ][A-Z ]*PRIVATE[ ]KEY-----)?",
    ),
    Form(
        kind="an API key",
        signs=("sk-", "sk_", "pk-", "pk_", "rk-", "rk_"),
        pattern=r"\b(?:sk|pk|rk)[-_](?:live|test|proj|ant)?[-_]?[A-Za-z0-9_-]{16,}",
    ),
    Form(
        kind="a GitHub token",
        signs=("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
        pattern=r"\bgh[pousr]_[A-Za-z0-9]{20,} | \bgithub_pat_[A-Za-z0-9_]{20,}",
    ),
    Form(kind="a GitLab token", signs=("glpat-",), pattern=r"\bglpat-[A-Za-z0-9_-]{16,}"),
    Form(
        kind="a Slack token",
        signs=("xox",),
        pattern=r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}",
    ),
    Form(kind="an AWS access key id", signs=("AKIA", "ASIA"), pattern=r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"),
    Form(kind="a Google API key", signs=("AIza",), pattern=r"\bAIza[A-Za-z0-9_-]{30,}"),
    Form(
        kind="a JSON Web Token",
        signs=("eyJ",),
        pattern=r"\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*",
        lasting=False,
    ),
)

ANY_FORM = re.compile(" | ".join(form.pattern for form in FORMS), re.VERBOSE)
"""Matches every credential of a known form, whether or not it is a stand-in."""

_SIGNS = tuple(sign for form in FORMS for sign in form.signs)
_SHORTEST = 13
"""Characters that a credential has at least."""


def may_hold_credential(text: str) -> bool:
    """Tell, many times faster than by looking for one, whether a text can hold a credential of a known form."""
    return len(text) >= _SHORTEST and any(sign in text for sign in _SIGNS)


PASSWORD_IN_URL = re.compile(
    r"(?P<before>\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@]{1,100}:)(?P<password>[^\s@/]{1,200})(?=@)", re.IGNORECASE
)
"""Matches an address up to and with the password in it."""

_STAND_IN = re.compile(
    r"example|sample|dummy|placeholder|redacted|your|replace|changeme|insert|secret|token|passw|api_?key|foobar|"
    r"x{4,}|X{4,}|\*{3,}|\.{3}|0{6,}|1{6,}|abcd|1234|<|>|\$\{|\{\{",
    re.IGNORECASE,
)
_FEWEST_CHARACTERS = 10
"""Different characters that a generated credential of 16 or more has at least, all but never fewer."""

_DOCUMENTED = ("16C7e42F292c6912E7710c838347Ae178B4a",)
"""What providers show in their own documentation: the token in GitHub's."""

_GENERATED = re.compile(r"(?=[A-Za-z0-9]*[0-9])(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{12,}")
"""A run of letters and digits as only a generator makes it; names are shorter between their hyphens."""


def is_stand_in(credential: str) -> bool:
    """Tell whether a text has the form of a credential and was plainly never one, such as `AKIAIOSFODNN7EXAMPLE`."""
    body = re.sub(r"^-----BEGIN[A-Z ]*-----|-----END[A-Z ]*-----$", "", credential)
    if any(known in body for known in _DOCUMENTED) or _STAND_IN.search(body):
        return True
    return len(set(body)) < _FEWEST_CHARACTERS or not _GENERATED.search(body)
