"""Shows characters that steer a display instead of obeying them."""

from __future__ import annotations

import re

# Controls but tab and line feed, soft hyphen, bidi marks and overrides, zero-width and invisible operators, line and
# paragraph separators, interlinear and tag characters, lone surrogates. Joiners (U+200C, U+200D) stay: scripts need
# them.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_LINE_BREAKS = re.compile(r"[\t\n]+")


def visible(text: str) -> str:
    r"""Return the text with every character that steers a display written as its escape, such as `\u202e`."""
    return _STEERING.sub(_escape, text)


def on_one_line(text: str) -> str:
    """Return the text as `visible` does, with tabs and line feeds as one space."""
    return _LINE_BREAKS.sub(" ", visible(text))


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
