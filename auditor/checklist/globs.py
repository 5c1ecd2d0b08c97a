"""Ids with `*` in them."""

from __future__ import annotations

import re
from collections.abc import Callable


def glob(pattern: str) -> Callable[[str], bool]:
    """Return a test whether an id is like the pattern, in which `*` stands for any text, also none."""
    parts = [re.escape(part) for part in pattern.split("*")]
    compiled = re.compile("(?s:" + ".*?".join(parts) + r")\Z")
    return lambda text: compiled.match(text) is not None
