"""Text and names as SARIF takes them."""

from __future__ import annotations

import re
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from auditor.formats.sarif_log.shapes import Message
from auditor.formats.visible import on_one_line, visible

_LONGEST_NAME = 80


def message(text: str) -> Message:
    """Return plain text: nothing in it is taken for a placeholder or a link (3.11.5, 3.11.6)."""
    return Message(text=literal(visible(text).replace("](", r"\](")))


def literal(text: str) -> str:
    """Return a text in which braces stand for themselves (3.11.5)."""
    return text.replace("{", "{{").replace("}", "}}")


def name(text: str) -> str:
    """Return a name on one line, with every character that steers a display shown."""
    return on_one_line(text)


def pascal(control: str) -> str:
    """Return the name of a rule: its id in the case that SARIF tools expect; empty where the id has none."""
    return "".join(word.capitalize() for word in control.split("-")) if re.fullmatch(r"[a-z0-9-]+", control) else ""


def component(text: str) -> str:
    """Return a text as one component of a hierarchical string (3.5.4)."""
    return re.sub(r"[\W_]+", "-", text.lower())[:_LONGEST_NAME].strip("-") or "system"


def relative_uri(path: str) -> str:
    """Return the reference to a path below the root (RFC 3986)."""
    return quote(visible(path).lstrip("/"), safe="/")


def guid(report_id: str) -> str:
    """Return the GUID of a report: the same for the same id (RFC 9562, version 5)."""
    return str(uuid5(NAMESPACE_URL, f"urn:agent-readiness-auditor:report:{visible(report_id)}"))
