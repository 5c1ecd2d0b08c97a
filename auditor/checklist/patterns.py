"""Regular expressions that cannot run away on hostile text: few constructs, bounded input."""

from __future__ import annotations

import re
from collections.abc import Callable

LONGEST_TEXT = 10_000
"""Characters of a text that are searched."""
LONGEST_PATTERN = 200
MOST_REPETITIONS = 3
"""Repetitions of no fixed number in one pattern; each multiplies the time that a hostile text can cost."""

_REFUSED = (
    (re.compile(r"\\[1-9]|\(\?P=|\(\?\("), "a back-reference or conditional"),
    (re.compile(r"\(\?(?:<?[=!])"), "a look-around"),
)
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\d*,?\d*\}|\(\?[:a-zA-Z<>P-]*|.", re.DOTALL)


def finder(pattern: str) -> Callable[[str], bool]:
    """Return a test whether a pattern is found in a text. Raises ValueError, for one that is refused."""
    if len(pattern) > LONGEST_PATTERN:
        raise ValueError(f"a pattern of at most {LONGEST_PATTERN} characters is expected")
    for refused, what in _REFUSED:
        if refused.search(pattern):
            raise ValueError(f"a pattern must not hold {what}")
    _refuse_nesting(pattern)
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return lambda text: compiled.search(text[:LONGEST_TEXT]) is not None


def _refuse_nesting(pattern: str) -> None:
    """Refuse repetition of what itself repeats or branches, which is how matching becomes exponential."""
    tokens = _TOKEN.findall(pattern)
    opened: list[bool] = []
    closed = False
    repetitions = 0
    for mark, following in zip(tokens, [*tokens[1:], ""], strict=True):
        repeats = mark in ("*", "+") or (mark.startswith("{") and len(mark) > 1 and mark.endswith("}"))
        if repeats and closed:
            raise ValueError("a pattern must not repeat a group that itself repeats or branches")
        repetitions += mark in ("*", "+") or (repeats and "," in mark)
        closed = False
        if mark.startswith("("):
            opened.append(False)
        elif mark == ")" and opened:
            closed = opened.pop()
            if opened and (closed or _repeats(following)):
                opened[-1] = True
        elif opened and (repeats or mark in ("|", "?")):
            opened[-1] = True
    if repetitions > MOST_REPETITIONS:
        raise ValueError(f"a pattern must not hold more than {MOST_REPETITIONS} repetitions of no fixed number")


def _repeats(mark: str) -> bool:
    return mark in ("*", "+", "?") or mark.startswith("{")
