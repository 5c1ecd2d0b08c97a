"""Variables in Compose files, such as `${PORT:-8080}`: they are never resolved, only looked at."""

from __future__ import annotations

import re

VARIABLE = re.compile(r"\$\$|\$\{([A-Za-z_]\w*)(?:(:?[-?+])([^{}]*))?\}|\$([A-Za-z_]\w*)")


def with_defaults(text: str) -> str:
    """Return a text with each variable replaced by its default, or by nothing."""
    return VARIABLE.sub(_default, text)


def is_open(text: str) -> bool:
    """Tell whether a text holds a variable without a default, so that its value stands elsewhere."""
    return any(not _default(match) for match in VARIABLE.finditer(text))


def _default(match: re.Match[str]) -> str:
    if match[0] == "$$":
        return "$"
    return match[3] or "" if match[2] in ("-", ":-") else ""
