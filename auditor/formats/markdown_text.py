"""Writes text of a report as Markdown that shows the text and means nothing else, also where GitHub reads it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from auditor.formats.addresses import web_address
from auditor.formats.page.words import short
from auditor.formats.visible import on_one_line, visible

LONGEST_TEXT = 2000
"""Characters of one piece of text; the JSON has the rest."""
LONGEST_NAME = 300

_APART = "&#8203;"
"""Ends a word for the links that GitHub makes of names and numbers by itself, and shows nothing."""
_SPECIAL = re.compile(
    r"(?P<mention>@(?=[\w-]))|(?P<issue>\#(?=\d)|\bGH-(?=\d))|(?P<scheme>:(?=//))|(?P<host>\bwww(?=\.))"
    r"|(?P<emoji>:(?=[\w+-]+(?::|$)))|(?P<entity>[&<>$])|(?P<mark>[\\`*_\[\]|~])",
    re.IGNORECASE,
)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"}
_OPENING = re.compile(r"#{1,6}(?=\s|$)|[+-](?=\s|$)|-+\s*$|=+\s*$|\d{1,9}(?=[.)](?:\s|$))")
"""What starts a heading, a list or a rule where a line begins with it."""


def plain(text: str) -> str:
    """Return a text on one line, in which no character formats, links, or leads out of a table's cell."""
    return _shielded(_line(text), html=False)


def prose(text: str) -> str:
    """Return running text on one line, with what stands between backticks as code."""
    pieces = _line(text).split("`")
    if len(pieces) % 2 == 0:  # a backtick without its partner stays what it is
        pieces[-2:] = ["`".join(pieces[-2:])]
    written = ""
    for position, piece in enumerate(pieces):
        written += code(piece) if position % 2 else _shielded(piece, html=False, opens=not written)
    return written


@lru_cache(maxsize=8192)
def code(text: str) -> str:
    """Return a name as code; as plain text where code cannot hold it in a table."""
    name = _name(text)
    if not name or "|" in name:
        return _shielded(name, html=False)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", name)), default=0))
    pad = " " if name.startswith("`") or name.endswith("`") else ""
    return f"{fence}{pad}{name}{pad}{fence}"


def html_text(text: str) -> str:
    """Return a text for the inside of an HTML element, on one line, without the backticks that Markdown would read."""
    return _shielded(_line(text).replace("`", ""), html=True)


def link(text: str, url: str) -> str:
    """Return a link with this text; the text alone where the address is none of the web."""
    shown, target = plain(text), web_address(url)
    return f"[{shown or plain(url)}](<{target}>)" if target else shown


def fenced(lines: Iterable[str], language: str = "text") -> str:
    """Return lines as a block of code, each on a line of its own; tabs stay, since patches need them."""
    shown = [visible(line).replace("\n", " ") for line in lines]
    longest = max((len(run) for line in shown for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join((fence + re.sub(r"[^a-z0-9+-]", "", language), *shown, fence))


def _line(text: str) -> str:
    return short(on_one_line(text[: 2 * LONGEST_TEXT]).strip(), LONGEST_TEXT)


def _name(text: str) -> str:
    return short(on_one_line(text[: 2 * LONGEST_NAME]).strip(), LONGEST_NAME)


def _shielded(text: str, *, html: bool, opens: bool = True) -> str:
    def shield(match: re.Match[str]) -> str:
        found = match.group()
        match match.lastgroup:
            case "entity":
                return _ENTITIES[found]
            case "mark":
                return found if html else f"\\{found}"
            case _:
                return found + _APART

    shielded = _SPECIAL.sub(shield, text.lstrip() if opens else text)
    opening = _OPENING.match(shielded) if opens and not html else None
    if opening is None:
        return shielded
    if opening.group().isdigit():
        return f"{opening.group()}\\{shielded[opening.end() :]}"
    return f"\\{shielded}"
