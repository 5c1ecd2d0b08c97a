"""What a drawing is made with: colours, the escape of names, and where a box leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

_ROLES = {"line": "mark"}


def _nowhere(_: Sequence[str]) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """How one medium is drawn."""

    colours: Mapping[str, str]
    """The palette; a stylesheet may replace the colours by the classes `f-NAME` and `s-NAME`."""
    clean: Callable[[str], str] = str
    """Makes characters that steer a display visible."""
    href: Callable[[Sequence[str]], str] = _nowhere
    """Where the box of some entities leads; empty for nowhere."""
    titles: bool = True
    """Whether each box and each line has its text for a pointer that rests on it."""

    def fill(self, role: str) -> str:
        """Return the attributes that fill with a colour."""
        name = _ROLES.get(role, role)
        return f'class="f-{name}" fill="{self.colours[name]}"'

    def stroke(self, role: str) -> str:
        """Return the attributes that draw with a colour."""
        name = _ROLES.get(role, role)
        return f'class="s-{name}" stroke="{self.colours[name]}"'

    def both(self, fill: str, stroke: str) -> str:
        """Return the attributes that fill and draw, where `fill` may be the address of a pattern."""
        one, two = _ROLES.get(fill, fill), _ROLES.get(stroke, stroke)
        if fill.startswith("url("):
            return f'class="s-{two}" fill="{fill}" stroke="{self.colours[two]}"'
        return f'class="f-{one} s-{two}" fill="{self.colours[one]}" stroke="{self.colours[two]}"'

    def text(self, text: str) -> str:
        """Return text as it can stand in SVG."""
        return escape(self.clean(text), quote=True)

    def title(self, text: str) -> str:
        """Return a title, or nothing where the medium has none."""
        return f"<title>{self.text(text)}</title>" if self.titles else ""
