"""What stops tools from taking a document in: servers, security requirements, missing parts."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.documents import Value
from auditor.readers.interfaces.openapi.jairf.walk import Object
from auditor.readers.interfaces.values import items, mapping, text


def ingestion_errors(root: Object, schemes: Iterable[str], security: Iterable[Value]) -> int:
    """Count errors in eight classes: those of the open engine, since the specification names none.

    `security` are the requirement lists of the document and of its operations.
    """
    declared = set(schemes)
    used = [name for asked in security for item in items(asked) for name in mapping(item)]
    unused = len(declared - set(used))
    undefined = sum(name not in declared for name in used)
    return _of_servers(root) + unused + undefined + ("info" not in root) + (not root.get("paths"))


def _of_servers(root: Object) -> int:
    if "swagger" in root:
        return int(not root.get("host"))
    servers = items(root.get("servers"))
    return sum(_is_odd(server) for server in servers) if servers else 1


def _is_odd(server: Value) -> bool:
    """Tell whether an entry is no server, or its address is missing or relative."""
    return not text(mapping(server).get("url")).startswith(("http://", "https://", "{"))
