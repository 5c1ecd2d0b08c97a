"""Tells addresses of the web from other text, and writes them so that they are nothing else."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_SAFE = "/:?#@!&'()*+,;=%-._~"
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def web_address(url: str) -> str:
    """Return an address of the web in the characters of RFC 3986; empty for any other text."""
    if not re.match(r"https?://[^/?#\s]", url, re.IGNORECASE):
        return ""
    try:
        if not urlsplit(url).hostname:
            return ""
    except ValueError:
        return ""
    encoded = quote(url.encode("utf-8", errors="replace"), safe=_SAFE)
    head, hash_sign, rest = _BARE_PERCENT.sub("%25", encoded).partition("#")
    return head + hash_sign + rest.replace("#", "%23")
