"""The one style sheet and the one script of the page, and the policy that lets nothing else run or load."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from typing import Literal

from markupsafe import Markup

from auditor.formats.page import palette
from auditor.resources import resource_folder

_SCREEN_SHEETS = ("report.css", "screen.css", "print.css")
_PRINT_SHEETS = ("report.css", "print.css")
_SCRIPTS = ("map.js", "page.js", "filter.js", "copy.js")


@cache
def stylesheet(medium: Literal["screen", "print"], more: tuple[str, ...] = ()) -> Markup:
    """Return the rules for a medium; the typesetter gets its colours filled in, since variables cost it time.

    `more` names sheets of another page that follow those of the report.
    """
    if medium == "screen":
        return Markup(_colours() + _read(_SCREEN_SHEETS + more))  # noqa: S704 - files of this program
    filled = {**palette.LIGHT, **palette.EVIDENCE}
    return Markup(re.sub(r"var\(--([a-z]+)\)", lambda match: filled[match[1]], _read(_PRINT_SHEETS + more)))  # noqa: S704


@cache
def script() -> Markup:
    """Return the script of the page. Without it the page is complete; with it, it is easier to use."""
    return Markup(_read(_SCRIPTS))  # noqa: S704 - files of this program


def policy(medium: Literal["screen", "print"], more: tuple[str, ...] = (), *, scripted: bool = True) -> Markup:
    """Return the content security policy, after CSP level 3: nothing but this style sheet and this script, by hash."""
    rules = ["default-src 'none'", f"style-src '{_hash(stylesheet(medium, more))}'"]
    if medium == "screen" and scripted:
        rules.append(f"script-src '{_hash(script())}'")
    return Markup("; ".join((*rules, "base-uri 'none'", "form-action 'none'")))  # noqa: S704 - hashes only


def _colours() -> str:
    """Return the colours: light, dark where the system is, and either where the reader switched."""
    light = _variables({**palette.LIGHT, **palette.EVIDENCE})
    dark = _variables({**palette.DARK, **palette.EVIDENCE_ON_DARK})
    return (
        f":root {{ color-scheme: light; {light} }}\n"
        "@media screen and (prefers-color-scheme: dark) {\n"
        f":root:not([data-theme]) {{ color-scheme: dark; {dark} }} }}\n"
        f'@media screen {{ :root[data-theme="dark"] {{ color-scheme: dark; {dark} }} }}\n'
    )


def _variables(colours: dict[str, str]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())


def _read(names: tuple[str, ...]) -> str:
    folder = resource_folder("templates")
    return "".join((folder / name).read_text(encoding="utf-8") for name in names)


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
