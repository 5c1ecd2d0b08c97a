"""The comparison as JSON, and its JSON Schema."""

from __future__ import annotations

from typing import Any

import msgspec

from auditor.comparison.compare import compact_json
from auditor.comparison.schema import COMPARISON_VERSION, Comparison


def comparison_bytes(comparison: Comparison) -> bytes:
    """Return the comparison as JSON: UTF-8, indented by two, in the order of the schema, with a line feed last."""
    return msgspec.json.format(compact_json(comparison), indent=2) + b"\n"


def comparison_schema() -> dict[str, Any]:
    """Return the JSON Schema of a comparison."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:agent-readiness-auditor:comparison:{COMPARISON_VERSION}",
        "title": "Comparison of offers by the agent-readiness auditor",
        "description": "Two to six reports side by side, and what in them cannot be compared.",
        **msgspec.json.schema(Comparison),
    }
